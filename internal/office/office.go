// Package office holds the acts: everything that anybody can do in Kept.
//
// One method is one act is one transaction is one moment. An act reads the
// clock once, asks whether its actor may, loads, lets the domain decide, and
// saves state, journal line and what is to leave in the same transaction. No
// act sends, calls out or sleeps. Pages, API, command line and the portal call
// the same acts, and the duties that keep watch are acts as well.
package office

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"sync"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/id"
	"kept/internal/store"
	"kept/member"
	"kept/outlook"
	"kept/workspace"
	"kept/worktime"
)

// UndoFor is how long a telling waits in the outbox, so that it can be undone.
const UndoFor = 10 * time.Second

// Office gives the acts, grouped by what they are about.
type Office struct {
	Access        Access
	Calls         Calls
	Clients       Clients
	Coming        Coming
	Chases        Chases
	Conversations Conversations
	Documents     Documents
	FieldLog      FieldLog
	Shelves       Shelves
	Files         Files
	Feeds         Feeds
	Hosts         Hosts
	HandOffs      HandOffs
	Imports       Imports
	Inbox         Inbox
	Mailboxes     Mailboxes
	Journal       Journal
	Notices       Notices
	Offers        Offers
	People        People
	Pages         Pages
	Phrases       Phrases
	PlanLinks     PlanLinks
	Plans         Plans
	Updates       Updates
	Issues        Issues
	Portal        Portal
	Portfolio     Portfolio
	Promises      Promises
	Prompts       Prompts
	Pushes        Pushes
	Record        Record
	Settings      Settings
	Streams       Streams
	Subscriptions Subscriptions
	Templates     Templates
	Triage        Triage
	Upkeep        Upkeep
	Feedback      Feedback
	Watch         Watch
}

// Config is what an office needs to work.
type Config struct {
	DB     *store.DB
	Now    func() time.Time // the one clock; nil = the machine's
	Random io.Reader        // where names and secrets come from
	// Public tells whether a day is a public holiday in a region.
	Public func(region string, d worktime.Day) (name string, ok bool)
	Nudge  func() // called after an act that made something due
	// Acted is called after an act with each word that it wrote into the
	// journal, for counting; nil = nobody counts.
	Acted func(word string)
	// Key gives the key, of [KeyBytes], under which passwords of other systems are
	// kept; nil = none can be kept. It is asked when one is.
	Key func() ([]byte, error)
	// Files is where the bytes of files are kept; nil = none are.
	Files      files.Store
	FileLimits FileLimits   // zero = [UsualFileLimits]
	Spool      string       // the folder of uploads under way; "" = the system's
	Previewer  Previewer    // nil = there are no previews
	URL        string       // the public address; links are built from it, and those to clients from the proven address of their workspace
	Resolver   Resolver     // asks name servers; nil = no address of a workspace can be proven
	From       string       // the address mail comes from where a workspace names none
	Log        *slog.Logger // nil = nowhere
}

// New opens the office.
func New(c Config) *Office {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Nudge == nil {
		c.Nudge = func() {}
	}
	if c.Acted == nil {
		c.Acted = func(string) {}
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.FileLimits == (FileLimits{}) {
		c.FileLimits = UsualFileLimits()
	}
	d := &desk{Config: c, random: &locked{r: c.Random}, people: newPeopleCache(), calendars: newCalendarCache(c.Public), hasher: newHasher(), turns: &turns{}, experiences: newExperiences(), darkroom: make(chan struct{}, 1)}
	return &Office{
		Access: Access{d}, Calls: Calls{d}, Chases: Chases{d}, Clients: Clients{d}, Coming: Coming{d}, Conversations: Conversations{d}, Documents: Documents{d}, FieldLog: FieldLog{d}, Shelves: Shelves{d}, Files: Files{d}, Feeds: Feeds{d}, Hosts: Hosts{d}, HandOffs: HandOffs{d}, Imports: Imports{d}, Inbox: Inbox{d}, Mailboxes: Mailboxes{d}, Triage: Triage{d}, Journal: Journal{d}, Notices: Notices{d}, Offers: Offers{d}, People: People{d}, Pages: Pages{d}, Phrases: Phrases{d}, PlanLinks: PlanLinks{d}, Plans: Plans{d}, Updates: Updates{d}, Issues: Issues{d},
		Portal: Portal{d}, Portfolio: Portfolio{d}, Promises: Promises{d}, Prompts: Prompts{d}, Pushes: Pushes{d}, Record: Record{d}, Settings: Settings{d}, Streams: Streams{d}, Subscriptions: Subscriptions{d}, Templates: Templates{d}, Upkeep: Upkeep{d}, Feedback: Feedback{d}, Watch: Watch{d},
	}
}

// desk is what all acts share.
type desk struct {
	Config
	random    io.Reader
	people    *peopleCache
	calendars *calendarCache
	hasher    *hasher
	turns     *turns

	experiences *experiences
	darkroom    chan struct{} // holds whoever draws a photo anew: one at a time
}

// locked lets several acts read one source of randomness.
type locked struct {
	mu sync.Mutex
	r  io.Reader
}

func (l *locked) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return io.ReadFull(l.r, p)
}

// act is one act under way: its transaction, its moment and its actor.
type act struct {
	*desk
	ctx   context.Context
	tx    *store.Tx
	now   time.Time
	who   Actor
	ws    workspace.ID
	book  *peopleBook // the workspace, its members and their calendars
	known bool        // the book was remembered
	turn  byte        // among the acts of its millisecond
	made  uint32      // names made so far
	ahead *ahead      // what was read beforehand; nil = nothing
	due   bool        // something was made due
	noted []string    // the journal's words for what was done
	// looks: it is a rehearsal that wants to see the mails that would leave, in queued.
	looks  bool
	queued []store.Leaving
	last   client.Client      // that was loaded last, see [act.client]
	hours  *worktime.Calendar // of last; nil = not compiled yet
	// outlooks are those that the act made; nil = none.
	outlooks map[client.ProjectID]outlook.Outlook
	// sketches are those that were drawn before it; nil = none.
	sketches sketches
	urgent   []store.PromptRow  // what its holders are mailed of before the act ends, see [mailUrgent]
	told     []client.ContactID // who is told in it of what becomes visible
	// workChanged: the act changed the work that forecasts are learned from.
	workChanged bool
	// dressed is what was read beforehand for prompts as members read them; nil = nothing.
	dressed *dressed
}

// begin reads the clock, once for each act.
func (d *desk) begin() time.Time { return d.Now().UTC().Truncate(time.Millisecond) }

// do runs an act of an actor in one transaction. A contact acts where the page of
// his client is open.
func (d *desk) do(ctx context.Context, who Actor, work func(*act) error) error {
	return d.admit(ctx, who, func(a *act) error {
		if err := mayWrite(a); err != nil {
			return err
		}
		return work(a)
	})
}

// admit is [desk.do] for what a contact may do on a page that can only be read:
// come, read, save, and go.
func (d *desk) admit(ctx context.Context, who Actor, work func(*act) error) error {
	now := d.begin()
	turn := d.turns.next(now)
	var done *act
	err := d.DB.Write(ctx, func(tx *store.Tx) error {
		a := &act{desk: d, ctx: ctx, tx: tx, now: now, turn: turn, who: who, ws: who.Workspace}
		done = a
		if err := a.open(); err != nil {
			return err
		}
		if err := work(a); err != nil {
			return err
		}
		return mailUrgent(a)
	})
	if err != nil {
		return notFound(err)
	}
	if !done.known {
		d.remember(ctx, done)
	}
	if done.due {
		d.Nudge()
	}
	for _, word := range done.noted {
		d.Acted(word)
	}
	return nil
}

// remember has the book at hand for the acts that follow one that had to read
// it. That act is done, so it does not fail with this.
func (d *desk) remember(ctx context.Context, done *act) {
	if tx := d.DB.Read(ctx); tx.Committed() {
		if _, _, err := d.people.of(tx, d.calendars, done.ws, done.now); err != nil {
			d.Log.WarnContext(ctx, "the book of people was not read", "error", err)
		}
	}
}

// see runs a look that changes nothing. A contact looks while the page of his
// client is not over.
func (d *desk) see(ctx context.Context, who Actor, work func(*act) error) error {
	return d.look(ctx, who, func(a *act) error {
		if err := mayRead(a); err != nil {
			return err
		}
		return work(a)
	})
}

// look is [desk.see] also where the page of a contact's client is over.
func (d *desk) look(ctx context.Context, who Actor, work func(*act) error) error {
	a := &act{desk: d, ctx: ctx, tx: d.DB.Read(ctx), now: d.begin(), who: who, ws: who.Workspace}
	if err := a.open(); err != nil {
		return notFound(err)
	}
	return notFound(work(a))
}

func (a *act) open() error {
	if !isWithin(a.ctx, a.ws) {
		return store.ErrNone
	}
	var err error
	a.book, a.known, err = a.people.of(a.tx, a.calendars, a.ws, a.now)
	return err
}

// notFound says in words that a row is not there, or not yours: which of them,
// nobody is told.
func notFound(err error) error {
	if errors.Is(err, store.ErrNone) {
		return fault.New(fault.NotFound, "There is nothing here, or it is not yours.")
	}
	return err
}

// newID makes a name at the act's moment. Names sort in the order of their acts
// and, within one, in the order in which they were made: one byte is the act's
// turn, three count, six are random.
func (a *act) newID(prefix string) string {
	a.made++
	count := []byte{a.turn, byte(a.made >> 16), byte(a.made >> 8), byte(a.made)}
	return id.New(prefix, a.now, io.MultiReader(bytes.NewReader(count), a.random))
}

// may refuses what the actor may not do. own tells whether what it is about is
// his own in the sense of [member.Own]; nil = it is nobody's.
func (a *act) may(what member.Act, own func() bool) error {
	if a.who.System != "" {
		return nil
	}
	m, ok := a.book.member(a.who.Member)
	if !ok || !m.Active() {
		return fault.New(fault.NotAllowed, "You do not belong to this workspace any more.")
	}
	switch member.May(m.Role, what) {
	case member.All:
		return nil
	case member.Own:
		if own != nil && own() {
			return nil
		}
	}
	return fault.New(fault.NotAllowed, "This is not yours to do. Ask a leader or an owner of the workspace.")
}

// speaksFor tells whether the actor is a member, stands in for him or leads him.
func (a *act) speaksFor(ids ...member.ID) bool {
	for _, id := range ids {
		if id == "" {
			continue
		}
		if id == a.who.Member {
			return true
		}
		if m, ok := a.book.member(id); ok && (m.DeputyID == a.who.Member || m.LeaderID == a.who.Member) {
			return true
		}
	}
	return false
}

package office

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// Coming is what will be sent to clients and third parties in the next days, or is
// due to be sent: to be looked at, written otherwise, tried and left out.
//
// Nothing here decides when something leaves. Each moment is asked of the rule that
// will send it, with a later now.
type Coming struct{ *desk }

// ComingFor is how far ahead coming messages are listed.
const ComingFor = 14 * 24 * time.Hour

// changesFor is how long ago a change may have been made that is looked at in a list.
const changesFor = 90 * 24 * time.Hour

// mostComing is how many things of each kind are looked at for one list.
const mostComing = 1000

// ComingKind is what sort of message is coming.
type ComingKind string

// The kinds. Those up to [ComingMail] leave by themselves; the others are due from a person.
const (
	ComingUpdate   ComingKind = "update"     // a planned update
	ComingReminder ComingKind = "reminder"   // of a hand-off, a question or an approval
	ComingNote     ComingKind = "note"       // that there is no news, where a next contact passes
	ComingCheckIns ComingKind = "check-ins"  // what those who work for a client did
	ComingNews     ComingKind = "news"       // to somebody who follows what is new
	ComingMail     ComingKind = "mail"       // what waits in the outbox
	ComingContact  ComingKind = "contact"    // a next contact, or an update that was promised
	ComingCadence  ComingKind = "by cadence" // the next ones after that, as the cadence has them
	ComingAnswer   ComingKind = "answer"     // to what a client wrote or said
)

// ComingMessage is a message that will be sent, or is due to be sent.
type ComingMessage struct {
	ID        string // stable while it is the same message: see [Coming.Open]
	Kind      ComingKind
	At        time.Time // when it leaves, or by when it is due
	DueOn     bool      // it is due some time that day
	Late      bool      // its moment has passed, and it is still due
	ClientID  client.ID
	Client    string
	Colour    int
	ProjectID string
	Project   string             // its name; "" = of the client at large
	To        []string           // by name
	Hours     *worktime.Calendar // of whoever reads it
	Subject   string             // "" = a person will write it
	Why       Saying
	Effect    Saying    // what leaving it out means; nil = it cannot be left out here
	By        member.ID // whose it is: who planned it, asked, owes it
	About     string    // the obligation that it is about: "handoff:hof_…"
	Change    store.MessageChange
	Notice    string // of a mail that waits: its notice
	mail      string // of a mail that waits: its parts
}

// Machine tells whether it leaves by itself.
func (m ComingMessage) Machine() bool {
	switch m.Kind {
	case ComingUpdate, ComingReminder, ComingNote, ComingCheckIns, ComingNews, ComingMail:
		return true
	}
	return false
}

// Worded tells whether it can have words of its own, for this one time.
func (m ComingMessage) Worded() bool { return m.Kind == ComingReminder || m.Kind == ComingNote }

// OfClient lists what is coming to the people of one client, and to the third
// parties of his projects, the next one first.
func (s Coming) OfClient(ctx context.Context, who Actor, of client.ID) ([]ComingMessage, error) {
	return s.list(ctx, who, of)
}

// All lists what is coming to everybody, the next one first.
func (s Coming) All(ctx context.Context, who Actor) ([]ComingMessage, error) {
	return s.list(ctx, who, "")
}

func (s Coming) list(ctx context.Context, who Actor, of client.ID) ([]ComingMessage, error) {
	var out []ComingMessage
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if of != "" {
			if _, err := a.client(of); err != nil {
				return err
			}
		}
		var err error
		out, err = foretell(a, of)
		return err
	})
	return out, err
}

// foretell lists what is coming to a client's people; "" = to everybody.
func foretell(a *act, of client.ID) ([]ComingMessage, error) {
	l := foretelling{act: a, of: of, until: a.now.Add(ComingFor), words: map[string]time.Time{}, projects: map[string]string{}}
	for _, find := range []func() error{l.changes, l.updates, l.reminders, l.promises, l.waits, l.followers, l.mails} {
		if err := find(); err != nil {
			return nil, err
		}
	}
	return l.sorted(), nil
}

// foretelling gathers what is coming.
type foretelling struct {
	*act
	of      client.ID // "" = everybody
	until   time.Time
	found   []ComingMessage
	changed map[string]store.MessageChange
	// words are when planned updates of projects leave: each keeps the next contact
	// of its project, and nothing is to happen around that any more.
	words    map[string]time.Time
	projects map[string]string // their names
}

// changes reads what members want otherwise.
func (l *foretelling) changes() error {
	read := func() ([]store.MessageChange, error) {
		return store.MessageChanges(l.tx, l.ws, l.now.Add(-changesFor), mostComing)
	}
	if l.of != "" {
		read = func() ([]store.MessageChange, error) {
			return store.MessageChangesOfClient(l.tx, l.ws, l.of, mostComing)
		}
	}
	all, err := read()
	l.changed = map[string]store.MessageChange{}
	for _, c := range all {
		l.changed[c.Message] = c
	}
	return err
}

func (l *foretelling) sorted() []ComingMessage {
	slices.SortStableFunc(l.found, func(a, b ComingMessage) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return l.found
}

// add adds a message of a client, unless it is none of those that were asked for.
func (l *foretelling) add(of client.ID, m ComingMessage) error {
	if l.of != "" && of != l.of || m.At.After(l.until) {
		return nil
	}
	c, err := l.client(of)
	if err != nil {
		return err
	}
	if m.Project, err = l.project(m.ProjectID); err != nil {
		return err
	}
	m.ClientID, m.Client, m.Colour, m.Change = of, c.Name, c.Colour, l.changed[m.ID]
	l.found = append(l.found, m)
	return nil
}

// project gives the name of a project.
func (l *foretelling) project(id string) (string, error) {
	if name, ok := l.projects[id]; ok || id == "" {
		return name, nil
	}
	p, err := store.Project(l.tx, l.ws, client.ProjectID(id))
	l.projects[id] = p.Name
	return p.Name, err
}

// promises finds what a person owes a client a word about, and what happens by
// itself around a next contact.
func (l *foretelling) promises() error {
	last := l.until.Add(aroundFor)
	var place store.Place
	for seen := 0; seen < mostComing; {
		part := store.Slice{After: place, Limit: Page}
		rows, err := store.PromisesByDue(l.tx, l.ws, promise.Open, part)
		if l.of != "" {
			rows, err = store.PromisesByClient(l.tx, l.ws, l.of, promise.Open, part)
		}
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.DueAt.After(last) {
				return nil
			}
			if err := l.owed(r); err != nil {
				return err
			}
		}
		if len(rows) < Page {
			return nil
		}
		seen, place = seen+len(rows), store.Place{At: rows[len(rows)-1].DueAt, ID: string(rows[len(rows)-1].ID)}
	}
	return nil
}

// aroundFor is how long before a next contact something may happen by itself.
const aroundFor = 7 * 24 * time.Hour

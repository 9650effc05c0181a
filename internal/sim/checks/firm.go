package checks

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/subscription"
	"kept/workspace"
	"kept/worktime"
)

// Firm is a workspace as it was read after a step: everything that its journal
// named, as it stands now.
type Firm struct {
	ID        workspace.ID
	Began     time.Time // when it was opened
	Now       time.Time
	Workspace workspace.Workspace
	Members   map[member.ID]member.Member
	Absences  map[string]member.Absence // those that stand, and those that ended
	Clients   map[client.ID]client.Client
	Contacts  map[client.ContactID]client.Contact
	Projects  map[client.ProjectID]client.Project
	Promises  map[promise.ID]promise.Promise
	Notices   map[notice.ID]notice.Notice
	Clocks    map[reply.ID]reply.Clock
	Talks     map[conversation.ID]conversation.Conversation
	Messages  map[string]store.Message
	Arrivals  map[string]store.Arrival
	Ways      map[string]store.Mailbox
	Chases    map[client.ID][]store.ChaseRow // the newest first
	Plans     map[client.ProjectID]Plan      // as the last deep reading found them
	Prompts   map[string]store.PromptRow     // the live ones, by obligation
	HandOffs  map[handoff.ID]handoff.HandOff
	Updates   map[news.ID]news.Update
	Issues    map[issue.ID]KnownIssue
	Follows   map[client.ContactID]subscription.Subscription
	Leavings  map[string]store.Leaving // by Message-ID; the ones that the server was handed, all after a deep reading

	New       []store.Line      // the journal's lines since the reading before
	Unordered []store.Line      // of them, those that stand before one that was read already
	Touched   map[string]bool   // the objects that the new lines speak of
	Fresh     []promise.ID      // the promises that were read anew, in order
	Letters   []notice.ID       // the notices that were read anew, in order
	Ticked    []reply.ID        // the clocks that were read anew, in order
	Spoken    []conversation.ID // the conversations that were read anew, in order
	Said      []string          // the messages that were read anew, in order

	Deep   bool     // everything was read anew, not only what the journal named
	Stray  []string // what a deep reading found otherwise than the journal left it
	Rewrit []string // lines of the journal that a deep reading found changed or gone
	Other  []string // what changed in the workspace that nobody of this one may touch
	Pages  []Page   // every contact's page, after a deep reading

	Outside  Outside   // what happened outside of Kept since the reading before
	Posted   Posted    // all that was ever sent to the firm
	Handings []Handing // all that the mail server was ever handed
	Handed   int       // the first that is new since the reading before
	Downs    []Span    // when Kept did not run
	Back     bool      // Kept has just come back after having been down

	calendars *calendars
	owed      *owing                  // nil until somebody asks in this step
	open      []promise.ID            // the open promises, in order
	pending   []notice.ID             // the notices that have not arrived, in order
	waiting   []reply.ID              // the clocks that run, in order
	held      []string                // the arrivals that a person is to look at, in order
	clockOf   map[promise.ID]reply.ID // the clock that speaks for a promise of an answer
	mailOf    map[notice.ID]string    // the Message-ID of a notice's mail, where it was looked up
	wordOf    map[notice.ID]string    // the message that a notice is
	arrivalOf map[string]string       // the arrival that a message was
	talkOf    map[reply.ID]conversation.ID
	clocksOf  map[conversation.ID][]reply.ID // in order
	teams     map[member.ID]prompt.Team
	told      map[notice.ID][]promise.ID // which promises a notice tells of
}

// Handing is one mail as the mail server was handed it, in the server's own record.
type Handing struct {
	At     time.Time
	Mail   outbox.Mail
	Took   bool   // the server has it, whatever Kept was told
	Heard  string // what Kept was told: accepted, later, refused, unsure; "" = it died before it heard
	NoBox  bool   // it was told that the address does not exist
	Record string // the text as the server keeps it
}

// Page is what one contact sees of his client.
type Page struct {
	Contact client.Contact
	View    office.PortalView
	Threads []store.Thread
	Talks   []office.Talk // the newest of them, opened
}

// lastDown gives the last stretch in which Kept did not run; ok is false when there was none.
func (f *Firm) lastDown() (Span, bool) {
	if len(f.Downs) == 0 {
		return Span{}, false
	}
	return f.Downs[len(f.Downs)-1], true
}

// wasDown tells whether Kept did not run at some moment between two.
func (f *Firm) wasDown(from, until time.Time) bool {
	return slices.ContainsFunc(f.Downs, func(s Span) bool { return s.meets(from, until) })
}

// sortedKeys gives the keys of a map in order, so that findings repeat.
func sortedKeys[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// cut parts an object of the journal into its kind and its id.
func cut(object string) (kind, id string) {
	kind, id, _ = strings.Cut(object, ":")
	return kind, id
}

// calendars keeps compiled office hours for as long as their holder is not changed.
type calendars struct {
	public func(region string, d worktime.Day) (string, bool)
	byKey  map[string]compiled
}

type compiled struct {
	version int
	cal     *worktime.Calendar
}

func (c *calendars) of(key string, version int, h worktime.Hours) *worktime.Calendar {
	if have, ok := c.byKey[key]; ok && have.version == version {
		return have.cal
	}
	cal, err := worktime.Compile(h, c.public)
	if err != nil {
		return nil // hours that cannot be are refused by every act; without a calendar plain time counts
	}
	c.byKey[key] = compiled{version, cal}
	return cal
}

func (f *Firm) clientHours(id string) *worktime.Calendar {
	c := f.Clients[client.ID(id)]
	return f.calendars.of(id, c.Version, c.Hours)
}

func (f *Firm) memberHours(id member.ID) *worktime.Calendar {
	m := f.Members[id]
	return f.calendars.of(string(id), m.Version, m.Hours)
}

func (f *Firm) firmHours() *worktime.Calendar {
	return f.calendars.of(string(f.ID), f.Workspace.Version, f.Workspace.Hours)
}

// took notes that a promise was read anew.
func (f *Firm) took(id promise.ID) {
	f.Fresh = keep(f.Fresh, id, true)
	for _, t := range f.Promises[id].Tellings {
		if n := notice.ID(t.NoticeID); !slices.Contains(f.told[n], id) {
			f.told[n] = append(f.told[n], id)
		}
	}
	f.open = keep(f.open, id, f.Promises[id].State == promise.Open)
}

// keep has a sorted list hold an id, or not.
func keep[T ~string](list []T, id T, is bool) []T {
	i, listed := slices.BinarySearch(list, id)
	switch {
	case is && !listed:
		return slices.Insert(list, i, id)
	case !is && listed:
		return slices.Delete(list, i, i+1)
	}
	return list
}

// tookClock notes that a clock was read anew.
func (f *Firm) tookClock(w reply.Clock) {
	f.Ticked = keep(f.Ticked, w.ID, true)
	f.waiting = keep(f.waiting, w.ID, w.Running())
	if w.PromiseID != "" {
		f.clockOf[promise.ID(w.PromiseID)] = w.ID
	}
	of := conversation.ID(w.ConversationID)
	if was, ok := f.talkOf[w.ID]; ok && was != of {
		f.clocksOf[was] = keep(f.clocksOf[was], w.ID, false)
	}
	f.talkOf[w.ID] = of
	f.clocksOf[of] = keep(f.clocksOf[of], w.ID, true)
}

// speaks gives the clock that speaks for a promise of an answer: while it runs
// and is due in the promise's minute, the wait is asked about and not the promise.
func (f *Firm) speaks(p promise.Promise) (reply.Clock, bool) {
	w, ok := f.Clocks[f.clockOf[p.ID]]
	ok = ok && w.PromiseID == string(p.ID) && p.Kind == promise.Answer && p.State == promise.Open
	late := w.DueAt.Sub(p.Date().DueAt)
	return w, ok && w.Running() && !w.Paused() && late >= 0 && late < time.Minute
}

// watched gives the promises that time or the last step can have changed: the
// open ones and those that were read anew, or all after a deep reading.
func (f *Firm) watched() []promise.ID {
	if f.Deep {
		return sortedKeys(f.Promises)
	}
	out := slices.Concat(f.open, f.Fresh)
	slices.Sort(out)
	return slices.Compact(out)
}

// clocks gives the clocks that were read anew, or all after a deep reading.
func (f *Firm) clocks() []reply.ID {
	if f.Deep {
		return sortedKeys(f.Clocks)
	}
	return f.Ticked
}

// letters gives the notices that were read anew, or all after a deep reading.
func (f *Firm) letters() []notice.ID {
	if f.Deep {
		return sortedKeys(f.Notices)
	}
	return f.Letters
}

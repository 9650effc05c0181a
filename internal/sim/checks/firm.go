package checks

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
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
	Prompts   map[string]store.PromptRow // the live ones, by obligation
	Leavings  map[string]store.Leaving   // by Message-ID; the ones that the server was handed, all after a deep reading

	New       []store.Line    // the journal's lines since the reading before
	Unordered []store.Line    // of them, those that stand before one that was read already
	Touched   map[string]bool // the objects that the new lines speak of
	Fresh     []promise.ID    // the promises that were read anew, in order
	Letters   []notice.ID     // the notices that were read anew, in order

	Deep   bool     // everything was read anew, not only what the journal named
	Stray  []string // what a deep reading found otherwise than the journal left it
	Rewrit []string // lines of the journal that a deep reading found changed or gone
	Other  []string // what changed in the workspace that nobody of this one may touch
	Pages  []Page   // every contact's page, after a deep reading

	Handings []Handing // all that the mail server was ever handed
	Handed   int       // the first that is new since the reading before
	Downs    []Span    // when Kept did not run
	Back     bool      // Kept has just come back after having been down

	calendars *calendars
	open      []promise.ID // the open promises, in order
	pending   []notice.ID  // the notices that have not arrived, in order
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
	if i, ok := slices.BinarySearch(f.Fresh, id); !ok {
		f.Fresh = slices.Insert(f.Fresh, i, id)
	}
	for _, t := range f.Promises[id].Tellings {
		if n := notice.ID(t.NoticeID); !slices.Contains(f.told[n], id) {
			f.told[n] = append(f.told[n], id)
		}
	}
	i, listed := slices.BinarySearch(f.open, id)
	switch is := f.Promises[id].State == promise.Open; {
	case is && !listed:
		f.open = slices.Insert(f.open, i, id)
	case !is && listed:
		f.open = slices.Delete(f.open, i, i+1)
	}
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

// letters gives the notices that were read anew, or all after a deep reading.
func (f *Firm) letters() []notice.ID {
	if f.Deep {
		return sortedKeys(f.Notices)
	}
	return f.Letters
}

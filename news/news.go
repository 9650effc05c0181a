// Package news holds status updates: what a client reads of his project between
// its promises, so that he never has to ask. An update is drafted from what was
// logged, edited by a person, and sent on a cadence (stories 6 and 9).
//
// The boundaries, stated once:
//
//   - every line that Kept drafts names the record that it stands on, and how
//     that stood; a line whose record has changed since, or whose day has
//     passed, is stale, at writing and again at sending;
//   - a day passes when the client's day ends: on the day itself a line is true;
//   - where nothing visible happened, an update tells work behind the scenes
//     that somebody logged; where nobody logged any, there is nothing true to say;
//   - whoever approves is not the author; an edit after approval asks again.
//
// Nothing here reads a clock, a file or a database.
package news

import (
	"fmt"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// ID names an update.
type ID string

// Part is what of an update a line belongs to.
type Part string

// The parts, in the order in which they are read.
const (
	Said    Part = "last time" // what was to come next last time, and what became of it
	Done    Part = "done"
	Behind  Part = "behind the scenes"
	Issues  Part = "issues and fixes"
	Changed Part = "changed dates"
	Next    Part = "next"
)

// Parts lists every part, in the order in which they are read.
func Parts() []Part { return []Part{Said, Done, Behind, Issues, Changed, Next} }

// KnownPart tells whether p is one of [Parts].
func KnownPart(p Part) bool {
	for _, x := range Parts() {
		if x == p {
			return true
		}
	}
	return false
}

// Line is one sentence of an update.
type Line struct {
	Part   Part         `json:"part"`
	Text   string       `json:"text"`
	Source string       `json:"source,omitempty"` // the record that it stands on, "step:stp_…"; "" = the writer's own word
	Stood  string       `json:"stood,omitempty"`  // how that record stood when the line was drafted, see [Fact.Stands]
	Until  worktime.Day `json:"until,omitzero"`   // the day that it speaks of as still to come; zero = none
}

// State is how far an update is.
type State string

// The states.
const (
	Draft    State = "draft"
	Waiting  State = "waiting" // for somebody's approval
	Approved State = "approved"
	Sent     State = "sent"
	Dropped  State = "dropped" // it was not sent, and is not going to be
)

// Limits of an update, in characters and lines.
const (
	MaxSubject = 200
	MaxIntro   = 5_000
	MaxLine    = 500
	MaxLines   = 60
)

// Update is a status update of one project.
type Update struct {
	ID         ID
	ClientID   string
	ProjectID  string
	AuthorID   member.ID
	State      State
	Subject    string
	Intro      string // the writer's own beginning; "" = none
	Lines      []Line
	Hears      promise.When // when they hear next; zero = by the cadence
	MadeAt     time.Time
	Since      time.Time // it tells of what happened from then on
	AskedID    member.ID // who is to approve; "" = nobody
	ApprovedID member.ID
	ApprovedAt time.Time
	SendAt     time.Time // when it is to be sent; zero = when somebody sends it
	PlannedID  member.ID // who planned that; "" = nobody
	Readers    []string  // the contacts whom it is planned for
	Held       string    // why it did not leave as it was planned; "" = nothing of that kind
	Unshared   bool      // it does not stand on the client's page
	Untold     bool      // it stands there, and nobody was told
	SentAt     time.Time
	Version    int
}

// Open tells whether it is still to be sent.
func (u Update) Open() bool { return u.State != Sent && u.State != Dropped }

// Of gives the lines of a part, in their order.
func (u Update) Of(p Part) []Line {
	var out []Line
	for _, l := range u.Lines {
		if l.Part == p {
			out = append(out, l)
		}
	}
	return out
}

// Check refuses an update that cannot be, as it is being written.
func (u Update) Check() error {
	var c fault.Check
	member.CheckLine(&c, "subject", u.Subject, MaxSubject)
	member.CheckText(&c, "intro", u.Intro, MaxIntro)
	c.Want(len(u.Lines) <= MaxLines, "lines", fmt.Sprintf("An update has %d lines at most: nobody reads more.", MaxLines))
	for i, l := range u.Lines {
		field := fmt.Sprintf("lines.%d", i)
		c.Want(KnownPart(l.Part), field, "Choose a part of the update.")
		member.CheckLine(&c, field, l.Text, MaxLine)
	}
	return c.Err()
}

// Ready refuses an update that there is nothing true to say in: nothing that the
// client can see, and nothing behind the scenes that stands on a record.
func (u Update) Ready() error {
	if err := u.Check(); err != nil {
		return err
	}
	for _, l := range u.Lines {
		switch l.Part {
		case Done, Issues, Changed:
			return nil
		case Behind:
			if l.Source != "" && !strings.HasPrefix(l.Source, AnswerSource) { // an answer is no work on the project
				return nil
			}
		}
	}
	return fault.New(fault.Conflict, "There is nothing true to say yet: nothing was done that they can see, and nobody has logged what went on behind the scenes. Ask those who work for this client, or log it yourself.")
}

// NothingVisible tells whether it tells of nothing that the client can see: then
// it says so, and what went on all the same.
func (u Update) NothingVisible() bool {
	return len(u.Of(Done))+len(u.Of(Issues))+len(u.Of(Changed)) == 0
}

// Edit gives an update with other words. What was approved is to be approved
// again, and what was planned is planned again: what leaves by itself was read
// by whoever let it.
func (u Update) Edit(change func(*Update)) (Update, error) {
	if !u.Open() {
		return u, fault.New(fault.Conflict, "This update was sent or dropped already: what the client has read stays as it is.")
	}
	e := u
	e.Lines = append([]Line(nil), u.Lines...)
	change(&e)
	u.Subject, u.Intro, u.Lines, u.Hears, u.Unshared = e.Subject, e.Intro, e.Lines, e.Hears, e.Unshared
	u.Held = ""
	if u.State == Approved || u.State == Waiting {
		u.State, u.ApprovedID, u.ApprovedAt = Draft, "", time.Time{}
	}
	return u.unplan(), u.Check()
}

// Ask has somebody else approve it.
func (u Update) Ask(who member.ID) (Update, error) {
	var c fault.Check
	c.Want(who != "" && who != u.AuthorID, "approver", "Somebody else has to approve it than whoever wrote it.")
	if err := c.Err(); err != nil {
		return u, err
	}
	if u.State != Draft {
		return u, fault.New(fault.Conflict, "Only a draft can be put before somebody.")
	}
	if err := u.Ready(); err != nil {
		return u, err
	}
	u.State, u.AskedID = Waiting, who
	return u, nil
}

// Approve notes that somebody has read it and lets it go.
func (u Update) Approve(who member.ID, now time.Time) (Update, error) {
	switch {
	case u.State != Waiting:
		return u, fault.New(fault.Conflict, "This update does not wait for an approval.")
	case who == u.AuthorID:
		return u, fault.New(fault.NotAllowed, "Somebody else has to approve it than whoever wrote it.")
	}
	u.State, u.ApprovedID, u.ApprovedAt = Approved, who, now
	return u, nil
}

// Return gives it back to its author as a draft.
func (u Update) Return() (Update, error) {
	if u.State != Waiting && u.State != Approved {
		return u, fault.New(fault.Conflict, "This update does not wait for an approval.")
	}
	u.State, u.ApprovedID, u.ApprovedAt = Draft, "", time.Time{}
	return u.unplan(), nil
}

// Send notes that it was sent. second: the workspace wants a second person to
// approve. stale are its lines that are not true any more, see [Update.Stale].
func (u Update) Send(second bool, stale []Stale, now time.Time) (Update, error) {
	if err := u.maySend(second); err != nil {
		return u, err
	}
	if len(stale) > 0 {
		return u, fault.New(fault.Conflict, "A line is not true any more, because "+stale[0].Why+": "+stale[0].Line.Text)
	}
	u = u.unplan()
	u.State, u.SentAt, u.Held = Sent, now, ""
	return u, nil
}

// Unsend has it be as it was before it was sent, while nothing of it has left.
func (u Update) Unsend() (Update, error) {
	if u.State != Sent {
		return u, fault.New(fault.Conflict, "This update was not sent.")
	}
	u.State, u.SentAt = Draft, time.Time{}
	if !u.ApprovedAt.IsZero() {
		u.State = Approved
	}
	return u, nil
}

func (u Update) maySend(second bool) error {
	switch {
	case !u.Open():
		return fault.New(fault.Conflict, "This update was sent or dropped already.")
	case second && u.State != Approved:
		return fault.New(fault.Conflict, "Somebody else has to approve it first.")
	}
	return u.Ready()
}

// Drop gives it up.
func (u Update) Drop() (Update, error) {
	if !u.Open() {
		return u, fault.New(fault.Conflict, "This update was sent or dropped already.")
	}
	u = u.unplan()
	u.State, u.Held = Dropped, ""
	return u, nil
}

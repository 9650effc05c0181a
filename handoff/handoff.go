// Package handoff holds what a promise or a step needs from somebody else: from
// whom, by when, how he is reminded, and when the owner has to tell the client
// that it does not come.
//
// A hand-off has a date of its own, worked back from the client's: the last good
// moment to tell him, and before it the owner's own work. The boundaries, stated
// once:
//
//   - done at the very moment it is needed by is in time;
//   - a day that was offered ends when the party's office closes on it;
//   - an answer that came before the client's date was set again is taken as
//     known: whoever set that date knew of it;
//   - a mail that came back asked nobody: its owner has to know at once;
//   - after the client's date the rules of the promise speak, and this one is still.
//
// Nothing here reads a clock, a file or a database. Story 2.
package handoff

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// ID names a hand-off.
type ID string

// State is what came of asking.
type State string

// The states.
const (
	Asked       State = "asked" // no answer yet
	Accepted    State = "accepted"
	Declined    State = "declined"
	AnotherDate State = "another date" // he offers a day
	Stuck       State = "stuck"
	Done        State = "done"
	Withdrawn   State = "withdrawn" // it is not needed any more
)

// States lists every state.
func States() []State {
	return []State{Asked, Accepted, Declined, AnotherDate, Stuck, Done, Withdrawn}
}

// Limits of what is written in a hand-off, in characters, and of its moments.
const (
	MaxWords = 300
	MaxWhy   = 500
	MaxSaid  = 500
	MaxName  = plan.MaxName
	// MaxWork is how much work of the owner's own, in his working time, may
	// come after it.
	MaxWork = 40 * 8 * time.Hour
	// UsualWork is half a working day.
	UsualWork = 4 * time.Hour
	// MaxAhead is how far ahead a day may be offered, and a hand-off be needed.
	MaxAhead = 2 * 366 * 24 * time.Hour
	// MinAhead is the least time that somebody is given to answer.
	MinAhead = time.Minute
	// MaxOpen is how many may be open for one promise, one step or one project.
	MaxOpen = 50
)

// HandOff is something that a promise or a step needs from another party.
type HandOff struct {
	ID        ID
	ClientID  string
	ProjectID string // "" = for the client at large
	PromiseID string // what waits on it; "" = a step alone
	StepID    string // "" = the promise alone
	OwnerID   member.ID
	Kind      Kind
	Options   string     // of a question: what it offers to choose of, one a line
	Shown     string     // of an approval: what is approved, word for word, fixed when asked
	Party     plan.Party // from whom
	Email     string     // of a third party: members and contacts have their own
	Words     string     // what is needed
	Why       string     // why it matters, as he reads it
	Work      time.Duration
	NeedBy    time.Time
	ByHand    bool // a person has set NeedBy
	// ToldBy is the NeedBy that the party was told last: what he sees until a mail
	// says another.
	ToldBy time.Time
	// Before is what NeedBy was worked back from: the last good moment to tell
	// the client of the promise, or when the step is laid to begin.
	Before     time.Time
	State      State
	AskedAt    time.Time
	AnsweredAt time.Time    // the last answer
	Offered    worktime.Day // with [AnotherDate]
	Said       string       // his words, or why it was withdrawn
	Reminders  int          // how many were due so far
	Skipped    int          // of them: how many a member left out
	RemindedAt time.Time
	DoneAt     time.Time
	BouncedAt  time.Time // the mail that asked him came back, and nothing was sent since; zero = it did not
	Proof      string    // what his mail server said then
	Version    int
}

// Unreached tells whether nobody has answered because nobody was reached.
func (h HandOff) Unreached() bool { return h.State == Asked && !h.BouncedAt.IsZero() }

// Over tells whether nothing is wanted any more.
func (h HandOff) Over() bool { return h.State == Done || h.State == Withdrawn }

// Making is what it takes to ask somebody.
type Making struct {
	HandOff      // who asks whom for what; its state and moments are set here
	Limit   bool // Before is the last good moment to tell a client: later is too late
}

// Ask makes a hand-off at now, or says what is wrong with each field. owner is
// the owner's calendar.
func Ask(m Making, owner *worktime.Calendar, now time.Time) (HandOff, error) {
	h := m.HandOff
	h.State, h.AskedAt, h.Version = Asked, now, 1
	h.ByHand = !h.NeedBy.IsZero()
	var c fault.Check
	member.CheckLine(&c, "words", h.Words, MaxWords)
	member.CheckOptionalLine(&c, "why", h.Why, MaxWhy)
	c.Want(h.PromiseID != "" || h.StepID != "" || h.Kind != Work && h.ProjectID != "", "promise", "Say what it is needed for: a promise or a step.")
	c.Want(h.OwnerID != "", "owner", "Say who is told of the answer.")
	c.Want(h.Work >= 0 && h.Work <= MaxWork, "work", "Choose between none and forty working days.")
	checkParty(&c, h)
	h.checkKind(&c)
	if err := c.Err(); err != nil {
		return h, err
	}
	if m.Limit && h.Before.Before(now.Add(2*MinAhead)) {
		return h, fault.New(fault.Conflict, "There is no time left to wait for an answer: the last good moment to tell the client has come. Tell them first.")
	}
	if !h.ByHand {
		h.NeedBy = workBack(h, owner, now)
		return h.Told(), nil
	}
	h.NeedBy = h.NeedBy.UTC().Truncate(time.Millisecond)
	return h.Told(), h.checkNeedBy(m.Limit, now)
}

// Told notes that the party was told by when it is needed.
func (h HandOff) Told() HandOff {
	h.ToldBy = h.NeedBy
	return h
}

func checkParty(c *fault.Check, h HandOff) {
	switch h.Party.Side {
	case plan.Ours:
		c.Want(h.Party.ID != "", "party", "Say who is asked.")
		c.Want(h.Party.ID == "" || h.Party.ID != string(h.OwnerID), "party", "Ask somebody else: this is the one who is told of the answer.")
	case plan.Theirs:
		c.Want(h.Party.ID != "", "party", "Say who is asked.")
	case plan.Third:
		member.CheckLine(c, "party_name", h.Party.Name, MaxName)
		member.CheckEmail(c, "email", h.Email)
	default:
		c.Want(false, "party", "Say who is asked: one of us, a contact of the client or a third party.")
	}
}

// checkNeedBy refuses a moment set by hand that is none to be needed by.
func (h HandOff) checkNeedBy(limit bool, now time.Time) error {
	var c fault.Check
	c.Want(!h.NeedBy.Before(now.Add(MinAhead)), "need_by", "This moment has passed. Choose one that is still to come.")
	c.Want(!h.NeedBy.After(now.Add(MaxAhead)), "need_by", "This is more than two years ahead.")
	c.Want(!limit || !h.NeedBy.After(h.Before), "need_by", "That is too late: the client could not be told in time any more.")
	return c.Err()
}

// workBack gives when it is needed, from what it is needed for. Where there is
// no room for the owner's work, half of the time that there is; where there is
// no time at all, because a step should have begun, the end of his next day.
func workBack(h HandOff, owner *worktime.Calendar, now time.Time) time.Time {
	at := owner.Sub(h.Before, h.Work).UTC().Truncate(time.Millisecond)
	if at.After(now.Add(MinAhead)) {
		return at
	}
	if half := now.Add(h.Before.Sub(now) / 2).Truncate(time.Millisecond); !half.Before(now.Add(MinAhead)) {
		return half
	}
	day, ok := owner.NextBusinessDay(worktime.DayOf(now, owner.Location()))
	if !ok {
		day = worktime.DayOf(now, owner.Location()).AddDays(1)
	}
	return owner.EndOf(day).UTC()
}

// Follow works back again what it is needed by, when what it is needed for has
// moved. A moment that was set by hand stays where it still fits.
func (h HandOff) Follow(before time.Time, limit bool, owner *worktime.Calendar, now time.Time) HandOff {
	if h.Over() || before.IsZero() || before.Equal(h.Before) {
		return h
	}
	h.Before = before
	if h.ByHand && (!limit || !h.NeedBy.After(before)) {
		return h
	}
	h.ByHand = false
	h.NeedBy = workBack(h, owner, now)
	if limit && h.NeedBy.After(before) { // no time is left: it is needed at once
		h.NeedBy = before
	}
	return h
}

// Need sets by hand when it is needed.
func (h HandOff) Need(by time.Time, limit bool, now time.Time) (HandOff, error) {
	if err := h.mustBeOpen(); err != nil {
		return h, err
	}
	h.NeedBy, h.ByHand = by.UTC().Truncate(time.Millisecond), true
	return h, h.checkNeedBy(limit, now)
}

// Calendars are what a new date is worked out with.
type Calendars struct{ Party, Owner, Client *worktime.Calendar }

// NewDate proposes a date for the promise that waits: the day that was offered,
// the owner's work after it and the client's notice, where that is later than the
// standing date; else two business days of the client's after it.
func (h HandOff) NewDate(p promise.Promise, notice time.Duration, cals Calendars, now time.Time) promise.When {
	loc := cals.Client.Location()
	due := p.Date().DueAt
	stands := worktime.DayOf(due.Add(-time.Millisecond), loc)
	day := worktime.Day{}
	if h.State == AnotherDate && !h.Offered.IsZero() {
		at := cals.Client.Add(cals.Owner.Add(cals.Party.EndOf(h.Offered), h.Work), notice)
		day, _ = cals.Client.RollForward(worktime.DayOf(at.Add(-time.Millisecond), loc))
	}
	if !day.After(stands) {
		from := stands
		if today := worktime.DayOf(now, loc); today.After(from) {
			from = today
		}
		var ok bool
		if day, ok = cals.Client.AddBusinessDays(from, 2); !ok {
			day = from.AddDays(2)
		}
	}
	if p.Date().At.IsZero() {
		return promise.When{Day: day}
	}
	there := due.In(loc)
	at, err := cals.Client.At(day, worktime.Clock(there.Hour()*60+there.Minute()))
	if err != nil { // a clock change skips this minute
		return promise.When{Day: day}
	}
	return promise.When{At: at.UTC()}
}

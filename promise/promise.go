// Package promise is the ledger's heart: what we owe a contact by a moment.
//
// A promise has one or more dates. The last one stands; each earlier one was
// reset, with its reason and the notices that told of it. What became of each
// date, its [Outcome], is never entered: it is decided from evidence, by
// [Promise.OutcomeOf]. The boundaries, stated once:
//
//   - kept at the very moment it is due counts as kept;
//   - told at the very moment the old date passes counts as told in time;
//   - an appointment that was confirmed may be recorded as kept until its
//     grace has passed; everything else passes at its date;
//   - after its date a client can still be told late, until the close of his
//     next business day; whoever is not told by then was left in silence.
//
// Nothing here reads a clock, a file or a database.
package promise

import (
	"math"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/worktime"
)

// ID names a promise.
type ID string

// Kind is what sort of thing is owed.
type Kind string

// The kinds.
const (
	Deliverable Kind = "deliverable"
	Proposal    Kind = "proposal"
	Answer      Kind = "answer"
	Fix         Kind = "fix"
	Update      Kind = "update"
	NextContact Kind = "next contact" // when the client hears from us next
	Appointment Kind = "appointment"
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{Deliverable, Proposal, Answer, Fix, Update, NextContact, Appointment}
}

// KnownKind tells whether k is one of [Kinds].
func KnownKind(k Kind) bool {
	for _, x := range Kinds() {
		if x == k {
			return true
		}
	}
	return false
}

// State is where a promise stands.
type State string

// The states.
const (
	Open     State = "open"
	Kept     State = "kept"     // the client has it; on time or late
	Released State = "released" // the client let us off
	// Withdrawn is a promise that was undone within seconds, before anybody
	// was told of it: it never counted.
	Withdrawn State = "withdrawn"
)

// When is what was promised: a day in somebody's zone, or an instant.
// Exactly one of them is set.
type When struct {
	Day worktime.Day // due on this day: until the client's office closes, see [When.Due]
	At  time.Time    // due at this instant, UTC
}

// Due gives the instant at which the promise is due. A day is due when the
// client's office closes that day; on a day on which it is closed, at the end
// of the day in his zone.
func (w When) Due(client *worktime.Calendar) time.Time {
	if w.Day.IsZero() {
		return w.At.UTC().Truncate(time.Millisecond)
	}
	return client.EndOf(w.Day).UTC()
}

// Equal tells whether two are the same day, or the same moment to the millisecond.
func (w When) Equal(o When) bool {
	same := w.At.Truncate(time.Millisecond).Equal(o.At.Truncate(time.Millisecond))
	return w.Day == o.Day && w.At.IsZero() == o.At.IsZero() && same
}

// Date is one date of a promise, the standing one or one that was reset.
type Date struct {
	When
	DueAt  time.Time // the instant, fixed when the date was set
	LateBy time.Time // until then a client who was not told in time can still be told late
	SetAt  time.Time
	SetBy  member.ID
	Reason string // why it replaced the one before; "" on the first
	// Outcome is what was last recorded of it; "" while it is undecided. The
	// journal keeps every decision.
	Outcome   Outcome
	DecidedAt time.Time
}

// Chance is how probable something is, per mille, from 1 to 999; 0 = nobody knows.
type Chance int

// ChanceOf is a probability as a chance.
func ChanceOf(p float64) Chance { return Chance(min(999, max(1, math.Round(p*1000)))) }

// Percent is the chance for people: of a hundred, how many.
func (c Chance) Percent() int { return min(99, max(1, (int(c)+5)/10)) }

// LastDay is the last day on which work can be done that the client is to have by
// the date: the day itself, or the one before when the date lies in the first
// half of his office's hours.
func (d Date) LastDay(client *worktime.Calendar) worktime.Day {
	if !d.Day.IsZero() {
		return d.Day
	}
	day := worktime.DayOf(d.At, client.Location())
	opens, open := client.Opens(day)
	closes, _ := client.Closes(day)
	if open && d.At.Before(opens.Add(closes.Sub(opens)/2)) {
		return day.AddDays(-1)
	}
	return day
}

// Telling is evidence that the client was told of a date: one notice, or a
// call that reached him.
type Telling struct {
	Seq       int // the index in Dates of the date that it told of
	NoticeID  string
	ToldAt    time.Time // accepted by his channel, or the moment of the call; zero = not yet
	BouncedAt time.Time // it came back: the client does not know; zero = it stands
}

// Stands tells whether the telling is evidence: told and not bounced.
func (t Telling) Stands() bool { return !t.ToldAt.IsZero() && t.BouncedAt.IsZero() }

// Promise is what we owe a contact by a moment.
type Promise struct {
	ID          ID
	ClientID    string
	ProjectID   string // "" = for the client at large
	ContactID   string // to whom
	OwnerID     member.ID
	Kind        Kind
	Words       string // what was promised, in the words used
	Source      string // where it was said: "call on 2 March", "import: plan.xlsx row 7"
	State       State
	MadeAt      time.Time
	ConfirmedAt time.Time // appointments: somebody confirmed that it stands
	KeptAt      time.Time // when the client had it, by evidence
	ReleasedAt  time.Time
	ReleasedWhy string
	StepID      string // of the plan, on which it hangs: it can be kept once that is done; "" = none
	Chance      Chance // that it is kept by its standing date, as last forecast
	Dates       []Date // the last one stands
	Tellings    []Telling
	Version     int
}

// Date gives the standing date.
func (p Promise) Date() Date { return p.Dates[len(p.Dates)-1] }

// Told gives the moment at which the client was told of the date with index
// seq, by evidence that stands; zero = he does not know of it.
func (p Promise) Told(seq int) time.Time {
	var first time.Time
	for _, t := range p.Tellings {
		if t.Seq == seq && t.Stands() && (first.IsZero() || t.ToldAt.Before(first)) {
			first = t.ToldAt
		}
	}
	return first
}

// EverTold tells whether any telling of the promise stands or is on its way:
// from then on its words belong to the client and are not edited, only reset.
func (p Promise) EverTold() bool {
	for _, t := range p.Tellings {
		if t.BouncedAt.IsZero() {
			return true
		}
	}
	return false
}

// PassesUnlessTold gives the first date after since that a notice is to move:
// it passes in silence unless the notice arrives. Zero = it moves none.
func (p Promise) PassesUnlessTold(noticeID string, since time.Time) time.Time {
	var first time.Time
	for _, t := range p.Tellings {
		if t.NoticeID != noticeID || t.Seq >= len(p.Dates) || !p.Dates[t.Seq].SetAt.Equal(since) {
			continue // a date that a notice tells of was set when it was written
		}
		for _, d := range p.Dates[:t.Seq] {
			if d.DueAt.After(since) && (first.IsZero() || d.DueAt.Before(first)) {
				first = d.DueAt
			}
		}
	}
	return first
}

// Limits of what is written in a promise, in characters.
const (
	MaxWords  = 500
	MaxReason = 500
	MaxSource = 200
	MaxDates  = 100 // a promise that was reset a hundred times is no promise
)

// MinAhead is how far ahead a date must lie when it is set: nothing can be
// done, warned of or told in less.
const MinAhead = time.Minute

// MaxAhead is how far ahead a date may lie.
const MaxAhead = 20 * 366 * 24 * time.Hour

// CheckWhen refuses a date that is none, lies in the past or too far ahead.
func CheckWhen(c *fault.Check, field string, w When, client *worktime.Calendar, now time.Time) {
	if w.Day.IsZero() == w.At.IsZero() {
		c.Want(false, field, "Give a day or a moment.")
		return
	}
	due := w.Due(client)
	c.Want(!due.Before(now.Add(MinAhead)), field, "This moment has passed. Choose one that is still to come.")
	c.Want(!due.After(now.Add(MaxAhead)), field, "This is more than twenty years ahead.")
}

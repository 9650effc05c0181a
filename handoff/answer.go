package handoff

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/plan"
	"kept/worktime"
)

// Answer is what the party says.
type Answer struct {
	State State        // accepted, declined, another date, stuck or done
	Day   worktime.Day // with another date
	Said  string       // in his words
}

// Answers lists what can be answered, in the order in which it is offered.
func Answers() []State { return []State{Accepted, Declined, AnotherDate, Done, Stuck} }

// Take takes an answer, or says why it cannot be. party is the calendar of
// whoever was asked. He may answer again until it is over.
func (h HandOff) Take(a Answer, party *worktime.Calendar, now time.Time) (HandOff, error) {
	if err := h.mustBeOpen(); err != nil {
		return h, err
	}
	if h.Kind != Work {
		return h, fault.New(fault.Conflict, "This is a question: it is answered in words.")
	}
	var c fault.Check
	member.CheckOptionalLine(&c, "said", a.Said, MaxSaid)
	offered := worktime.Day{}
	switch a.State {
	case Accepted, Declined, Done:
	case Stuck:
		c.Want(a.Said != "", "said", "Say what holds it up, so that they can help or tell the client.")
	case AnotherDate:
		today := worktime.DayOf(now, party.Location())
		c.Want(!a.Day.IsZero(), "day", "Say which day.")
		c.Want(a.Day.IsZero() || !a.Day.Before(today), "day", "This day has passed. Choose one that is still to come.")
		c.Want(a.Day.IsZero() || today.DaysUntil(a.Day) <= int(MaxAhead/(24*time.Hour)), "day", "This is more than two years ahead.")
		offered = a.Day
	default:
		c.Want(false, "answer", "Choose one of the answers.")
	}
	if err := c.Err(); err != nil {
		return h, err
	}
	if h.State == a.State && h.Said == a.Said && h.Offered == offered {
		return h, fault.New(fault.Conflict, "This was answered already, in the same words.")
	}
	h.State, h.Said, h.Offered, h.AnsweredAt = a.State, a.Said, offered, now
	if a.State == Done {
		h.DoneAt = now
	}
	return h, nil
}

// Bad tells whether the answer that stands endangers the moment it is needed by.
func (h HandOff) Bad(party *worktime.Calendar) bool {
	switch h.State {
	case Declined, Stuck:
		return true
	case AnotherDate:
		return party.EndOf(h.Offered).After(h.NeedBy)
	}
	return false
}

// Withdraw says that it is not needed any more, and why.
func (h HandOff) Withdraw(why string, now time.Time) (HandOff, error) {
	if err := h.mustBeOpen(); err != nil {
		return h, err
	}
	var c fault.Check
	member.CheckOptionalLine(&c, "because", why, MaxSaid)
	if err := c.Err(); err != nil {
		return h, err
	}
	h.State, h.Said, h.AnsweredAt = Withdrawn, why, now
	return h, nil
}

// Remind notes that a reminder left.
func (h HandOff) Remind(now time.Time) HandOff {
	h.Reminders++
	h.RemindedAt, h.BouncedAt, h.Proof = now, time.Time{}, ""
	return h.Told()
}

// ComeBack notes that the mail that asked, or reminded, did not arrive, and what
// the mail server said.
func (h HandOff) ComeBack(proof string, now time.Time) HandOff {
	if h.Over() || h.Unreached() {
		return h
	}
	h.BouncedAt, h.Proof = now, proof
	return h
}

// Address gives a third party another address.
func (h HandOff) Address(email string) (HandOff, error) {
	if err := h.mustBeOpen(); err != nil {
		return h, err
	}
	var c fault.Check
	c.Want(h.Party.Side == plan.Third, "email", "This address stands with the person: change it there.")
	member.CheckEmail(&c, "email", email)
	h.Email = email
	return h, c.Err()
}

func (h HandOff) mustBeOpen() error {
	switch h.State {
	case Done:
		return fault.New(fault.Conflict, "This is done already.")
	case Withdrawn:
		return fault.New(fault.Conflict, "This is not needed any more.")
	}
	return nil
}

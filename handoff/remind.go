package handoff

import (
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/plan"
	"kept/worktime"
)

// Ladder is how somebody is reminded, in his own working time.
type Ladder struct {
	First time.Duration  `json:"first"` // after he was asked
	Every time.Duration  `json:"every"` // after the reminder before
	Most  int            `json:"most"`  // how many at most
	At    worktime.Clock `json:"at"`    // the hour of his day; where he does not work then, when he begins
}

// Policy is how a workspace reminds.
type Policy struct {
	Usual  Ladder `json:"usual"`  // colleagues and third parties
	Client Ladder `json:"client"` // the client's own people: more politely
	// Language is that in which third parties are written to; "" = that of whoever asks.
	Language string `json:"language,omitempty"`
}

// StandardPolicy reminds a colleague on the next mornings, three times at most,
// and the client's people twice.
func StandardPolicy() Policy {
	return Policy{
		Usual:  Ladder{First: 4 * time.Hour, Every: 4 * time.Hour, Most: 3, At: 9 * 60},
		Client: Ladder{First: 8 * time.Hour, Every: 16 * time.Hour, Most: 2, At: 10 * 60},
	}
}

// The limits of a ladder, in working time.
const (
	MinEvery = time.Hour
	MaxEvery = 20 * 8 * time.Hour
	MaxMost  = 10
)

// Check refuses a policy that cannot be. The names of its fields begin with
// "remind_" and "remind_client_"; that of the language is "third_language".
func (p Policy) Check() error {
	var c fault.Check
	for name, l := range map[string]Ladder{"remind": p.Usual, "remind_client": p.Client} {
		c.Want(l.First >= MinEvery && l.First <= MaxEvery, name+"_first", "Choose between one hour and twenty working days.")
		c.Want(l.Every >= MinEvery && l.Every <= MaxEvery, name+"_every", "Choose between one hour and twenty working days.")
		c.Want(l.Most >= 0 && l.Most <= MaxMost, name+"_most", "Choose a number from none to ten.")
		c.Want(l.At >= 0 && l.At < worktime.Midnight24, name+"_at", "Choose an hour of the day.")
	}
	c.Want(p.Language == "" || client.KnownLanguage(p.Language), "third_language", "Choose one of the languages offered.")
	return c.Err()
}

// Of gives the ladder for a party.
func (p Policy) Of(party plan.Party) Ladder {
	if party.Side == plan.Theirs {
		return p.Client
	}
	return p.Usual
}

// RemindAt gives when the next reminder is due, a moment at which the party
// works; zero = none is: it was answered, or did not reach him, or there were as
// many as there may be.
// Where there is less time than the ladder wants, he is reminded once, halfway.
func (h HandOff) RemindAt(l Ladder, party *worktime.Calendar) time.Time {
	if h.State != Asked || h.Unreached() || h.Reminders >= l.Most {
		return time.Time{}
	}
	since, wait := h.AskedAt, l.First
	if h.Reminders > 0 {
		since, wait = h.RemindedAt, l.Every
	}
	at := onHour(party, party.Add(since, wait), l.At)
	if h.Reminders == 0 && !at.Before(h.NeedBy) {
		if room := party.Between(since, h.NeedBy); room >= 2*MinEvery {
			if half, ok := party.NextOpen(party.Add(since, room/2)); ok && half.Before(h.NeedBy) {
				at = half
			}
		}
	}
	return at.UTC().Truncate(time.Millisecond)
}

// maxDays is how many days ahead an hour is looked for.
const maxDays = 60

// onHour gives the first moment not before t at which it is this hour of a day
// on which the party works; where he does not work at that hour, when he begins.
func onHour(party *worktime.Calendar, t time.Time, hour worktime.Clock) time.Time {
	day := worktime.DayOf(t, party.Location())
	for range maxDays {
		opens, ok := party.Opens(day)
		if at, err := party.At(day, hour); ok && err == nil && party.IsOpen(at) {
			opens = at
		}
		if ok && !opens.Before(t) {
			return opens
		}
		day = day.AddDays(1)
	}
	if open, ok := party.NextOpen(t); ok {
		return open
	}
	return t
}

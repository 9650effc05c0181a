package news

import (
	"time"

	"kept/internal/fault"
	"kept/promise"
	"kept/worktime"
)

// Every is how often updates come.
type Every string

// The intervals.
const (
	Never    Every = ""     // of a client: none, each update says when the next one comes; of a project: the client's
	None     Every = "none" // of a project: none, whatever the client's
	Weekly   Every = "week"
	TwoWeeks Every = "two weeks"
	Monthly  Every = "month"
)

// Intervals lists how often updates can come.
func Intervals() []Every { return []Every{Never, None, Weekly, TwoWeeks, Monthly} }

// Cadence is how often updates of a project come.
type Cadence struct {
	Every   Every          `json:"every,omitempty"`
	Weekday time.Weekday   `json:"weekday"`
	At      worktime.Clock `json:"at"` // in the client's day
	// After a step is done, he hears within so many of his working days; 0 = it
	// changes nothing.
	After int `json:"after,omitempty"`
	// Relax: while nothing moves, one update is left out.
	Relax bool `json:"relax,omitempty"`
}

// MaxAfter is how many working days after a step an update can be due.
const MaxAfter = 20

// Or is the cadence of a project whose client has a usual one: its own, or the
// usual one where it has none. How soon he hears after a step is its own where
// it says so.
func (c Cadence) Or(usual Cadence) Cadence {
	if c.Every != Never {
		return c
	}
	if c.After > 0 {
		usual.After = c.After
	}
	return usual
}

// Plain is a cadence without what it does not need: without an interval, no day
// and no hour.
func (c Cadence) Plain() Cadence {
	if c.Every.days() == 0 {
		c.Weekday, c.At, c.Relax = 0, 0, false
	}
	return c
}

// Check refuses a cadence that cannot be.
func (c Cadence) Check() error {
	var k fault.Check
	known := false
	for _, e := range Intervals() {
		known = known || c.Every == e
	}
	k.Want(known, "every", "Choose a week, two weeks, a month, or no cadence at all.")
	k.Want(c.Weekday >= time.Sunday && c.Weekday <= time.Saturday, "weekday", "Choose a day of the week.")
	k.Want(c.At >= 0 && c.At < worktime.Midnight24, "at", "Choose an hour of the day.")
	k.Want(c.After >= 0 && c.After <= MaxAfter, "after", "Choose up to twenty working days, or none.")
	return k.Err()
}

// days of a cadence.
func (e Every) days() int {
	switch e {
	case Weekly:
		return 7
	case TwoWeeks:
		return 14
	case Monthly:
		return 28
	}
	return 0
}

// Mood is how a project goes.
type Mood struct {
	Doubt bool         // something that was promised is in doubt
	Calm  bool         // nothing moved, and nothing is to come within two intervals, see [Calm]
	Told  worktime.Day // by when he was told that he hears; zero = by no day that is still to come
}

// Next gives when the client hears next, after a word that he had on a day: on the
// weekday of the cadence nearest to its interval after that, never later than
// that; on a day on which he is closed, the open day before. While something is
// in doubt he hears twice as often, but at most each week; a week becomes the
// middle of it. While all is calm, a cadence that relaxes leaves one interval
// out, unless he was told of an earlier day. Zero = there is no cadence.
func (c Cadence) Next(last worktime.Day, mood Mood, client *worktime.Calendar) promise.When {
	n := c.Every.days()
	if n == 0 {
		return promise.When{}
	}
	day := c.open(c.onWeekday(last.AddDays(n)), last, client)
	switch {
	case mood.Doubt:
		half := last.AddDays(3)
		if n > 7 {
			half = c.onWeekday(last.AddDays(n / 2))
		}
		if half = c.open(half, last, client); half.Before(day) {
			day = half
		}
	case c.Relax && mood.Calm:
		later := c.open(c.onWeekday(last.AddDays(2*n)), last, client)
		if mood.Told.IsZero() || !mood.Told.Before(later) {
			day = later
		}
	}
	at, err := client.At(day, c.At)
	if err != nil || !client.IsOpen(at) { // his office is closed at that hour: by the end of the day
		return promise.When{Day: day}
	}
	return promise.When{At: at.UTC()}
}

// AfterStep is by when he hears of a step that was done on a day; zero = by the
// cadence as ever.
func (c Cadence) AfterStep(done worktime.Day, client *worktime.Calendar) promise.When {
	if c.After == 0 {
		return promise.When{}
	}
	day, ok := client.AddBusinessDays(done, c.After)
	if !ok {
		return promise.When{}
	}
	return promise.When{Day: day}
}

// Ahead is the last day that a calm project looks ahead to: two intervals.
func (c Cadence) Ahead(last worktime.Day) worktime.Day { return last.AddDays(2 * c.Every.days()) }

// Calm tells whether nothing moved and nothing is to come until a day: no date
// was changed, nothing goes on or is wanted from the client, and whatever comes
// next comes later.
func Calm(facts []Fact, until worktime.Day) bool {
	for _, f := range facts {
		switch f.Kind {
		case DateMoved, StepGoesOn, StepBegun, TheirTurn:
			return false
		case PromiseDue, StepNext:
			if !f.Day.IsZero() && !f.Day.After(until) {
				return false
			}
		}
	}
	return true
}

// open is the nearest open day before a day, or itself; where there is none after
// the last word, the nearest after it within the cadence, or else the day itself.
func (c Cadence) open(day, last worktime.Day, client *worktime.Calendar) worktime.Day {
	for back := day; back.After(last); back = back.AddDays(-1) {
		if client.IsBusinessDay(back) {
			return back
		}
	}
	for ahead := day; last.DaysUntil(ahead) <= c.Every.days(); ahead = ahead.AddDays(1) {
		if client.IsBusinessDay(ahead) {
			return ahead
		}
	}
	return day
}

// onWeekday is the cadence's weekday on a day or before it.
func (c Cadence) onWeekday(d worktime.Day) worktime.Day {
	back := (int(d.Weekday()) - int(c.Weekday) + 7) % 7
	return d.AddDays(-back)
}

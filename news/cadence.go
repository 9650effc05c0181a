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
	Never    Every = "" // none: each update says when the next one comes
	Weekly   Every = "week"
	TwoWeeks Every = "two weeks"
	Monthly  Every = "month"
)

// Intervals lists how often updates can come.
func Intervals() []Every { return []Every{Never, Weekly, TwoWeeks, Monthly} }

// Cadence is how often updates of a project come.
type Cadence struct {
	Every   Every          `json:"every,omitempty"`
	Weekday time.Weekday   `json:"weekday"`
	At      worktime.Clock `json:"at"` // in the client's day
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

// Next gives when the client hears next, after a word that he had on a day: on the
// weekday of the cadence nearest to its interval after that, never later than
// that; on a day on which he is closed, the open day before. tight: something is
// in doubt, and he hears twice as often, but at most each week; a week becomes the
// middle of it. Zero = there is no cadence.
func (c Cadence) Next(last worktime.Day, tight bool, client *worktime.Calendar) promise.When {
	n := c.Every.days()
	if n == 0 {
		return promise.When{}
	}
	day := c.open(c.onWeekday(last.AddDays(n)), last, client)
	if tight {
		half := last.AddDays(3)
		if n > 7 {
			half = c.onWeekday(last.AddDays(n / 2))
		}
		if half = c.open(half, last, client); half.Before(day) {
			day = half
		}
	}
	at, err := client.At(day, c.At)
	if err != nil || !client.IsOpen(at) { // his office is closed at that hour: by the end of the day
		return promise.When{Day: day}
	}
	return promise.When{At: at.UTC()}
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

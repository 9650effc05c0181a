package typed

import (
	"time"

	"kept/worktime"
)

// Chip is a choice of a date that takes one press. [Parse] reads its label as
// the same date.
type Chip struct {
	Label string
	When  When
}

// Chips gives a few near dates in the working time of whoever is told: the
// noon of the next working day, Friday, Monday, a week from now. No day is
// given twice, and none on which the calendar is closed.
func Chips(cal *worktime.Calendar, now time.Time) []Chip {
	today := worktime.DayOf(now, cal.Location())
	var labels []string
	if d, ok := cal.NextBusinessDay(today); ok && today.DaysUntil(d) <= 7 {
		label := d.Weekday().String()
		if d == today.AddDays(1) {
			label = "tomorrow"
		}
		labels = append(labels, label+" noon")
	}
	labels = append(labels, "Friday", "Monday", "in 1 week")
	var out []Chip
	seen := map[worktime.Day]bool{}
	for _, label := range labels {
		w, err := Parse(label, cal, now)
		if err != nil || !cal.IsBusinessDay(w.Day) || (w.IsDay() && seen[w.Day]) {
			continue
		}
		if !w.IsDay() && !within(cal, w.At) {
			continue
		}
		seen[w.Day] = seen[w.Day] || w.IsDay()
		out = append(out, Chip{label, w})
	}
	return out
}

// within tells whether t is open, or in a break of an open day.
func within(cal *worktime.Calendar, t time.Time) bool {
	d := worktime.DayOf(t, cal.Location())
	opens, ok := cal.Opens(d)
	closes, _ := cal.Closes(d)
	return ok && opens.Before(t) && !t.After(closes)
}

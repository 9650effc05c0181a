package recur

import (
	"slices"
	"time"
)

// matches tells whether the rule allows the day of t.
func (r *rule) matches(t time.Time) bool {
	if !has(r.months, int(t.Month())) {
		return false
	}
	return fromEither(r.monthDays, t.Day(), daysIn(t.Year(), t.Month())) &&
		fromEither(r.yearDays, t.YearDay(), daysInYear(t.Year())) &&
		r.matchesWeek(t) && r.matchesDay(t)
}

// fromEither tells whether list is empty or has v, counted from 1 to size or
// from the end as -1 to -size.
func fromEither(list []int, v, size int) bool {
	return len(list) == 0 || slices.Contains(list, v) || slices.Contains(list, v-size-1)
}

// matchesWeek compares the number of t's week; a week belongs to the year that
// holds at least four of its days.
func (r *rule) matchesWeek(t time.Time) bool {
	if len(r.weekNos) == 0 {
		return true
	}
	into := int(t.Weekday()-r.weekStart+7) % 7
	middle := t.AddDate(0, 0, 3-into)
	week := (middle.YearDay()-1)/7 + 1
	return fromEither(r.weekNos, week, weeksIn(middle.Year(), r.weekStart))
}

// weeksIn gives how many weeks the year has when they begin on start.
func weeksIn(year int, start time.Weekday) int {
	last := time.Date(year, time.December, 28, 0, 0, 0, 0, time.UTC)
	into := int(last.Weekday()-start+7) % 7
	return (last.AddDate(0, 0, 3-into).YearDay()-1)/7 + 1
}

// matchesDay compares weekdays. The n-th one is counted in the month for
// monthly rules and for yearly rules with months, else in the year; for other
// rules n says nothing.
func (r *rule) matchesDay(t time.Time) bool {
	if len(r.days) == 0 {
		return true
	}
	at, size := t.Day(), daysIn(t.Year(), t.Month())
	if r.freq == yearly && len(r.months) == 0 {
		at, size = t.YearDay(), daysInYear(t.Year())
	}
	for _, d := range r.days {
		if d.day != t.Weekday() {
			continue
		}
		if d.n == 0 || r.freq > monthly || d.n == (at-1)/7+1 || d.n == -((size-at)/7+1) {
			return true
		}
	}
	return false
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func daysInYear(year int) int {
	return time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC).YearDay()
}

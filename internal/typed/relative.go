package typed

import (
	"slices"
	"strings"
	"time"

	"kept/worktime"
)

// numberWords are the small numbers, by their value.
var numberWords = []string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// relative reads "in 3 days", "in a week", "2 hours from now", "in 4 working hours".
func relative(r *reader) (int, error) {
	n := 0
	if r.peek(0) == "in" {
		n = 1
	}
	count, ok := amount(r.peek(n))
	if !ok {
		if n == 1 {
			return 0, refuse(`%s after "in" is no number: write "in 3 days" or "in 2 working hours".`, quoted(r.peek(1)))
		}
		return 0, nil
	}
	at := n + 1
	working := slices.Contains([]string{"working", "business", "work"}, r.peek(at))
	if working {
		at++
	}
	unit := strings.TrimSuffix(r.peek(at), "s")
	if !slices.Contains([]string{"minute", "min", "hour", "hr", "day", "week", "month", "year", "workday"}, unit) {
		if n == 1 || working {
			return 0, refuse("%s is no measure of time: write days, weeks, months, hours or minutes.", quoted(r.peek(at)))
		}
		return 0, nil
	}
	at++
	if n == 0 {
		if r.peek(at) != "from" || r.peek(at+1) != "now" {
			return 0, refuse(`Is it "in %s"? Write "in" before it.`, strings.Join(r.words[r.at:r.at+at], " "))
		}
		at += 2
	}
	if count > MaxRelative {
		return 0, refuse("%d is too far away.", count)
	}
	return at, r.ahead(count, unit, working)
}

// amount reads 3, three, a, an.
func amount(w string) (int, bool) {
	if w == "a" || w == "an" {
		return 1, true
	}
	if i := slices.Index(numberWords, w); i >= 0 {
		return i, true
	}
	return digitsNumber(w, 6)
}

// ahead notes what is count units from now.
func (r *reader) ahead(count int, unit string, working bool) error {
	switch unit {
	case "minute", "min":
		return r.aheadBy(time.Duration(count)*time.Minute, working)
	case "hour", "hr":
		return r.aheadBy(time.Duration(count)*time.Hour, working)
	case "workday":
		return r.workingDays(count)
	case "day":
		if working {
			return r.workingDays(count)
		}
		return r.setDay(r.today.AddDays(count))
	}
	if working {
		return refuse("Working %ss are not counted: write working days or hours.", unit)
	}
	switch unit {
	case "week":
		return r.setDay(r.today.AddDays(7 * count))
	case "month":
		return r.setDay(monthsLater(r.today, count))
	default:
		return r.setDay(monthsLater(r.today, 12*count))
	}
}

// aheadBy notes a moment, on the next whole minute.
func (r *reader) aheadBy(d time.Duration, working bool) error {
	at := r.now.Add(d)
	if working {
		var ok bool
		if at, ok = r.cal.TryAdd(r.now, d); !ok {
			return refuse("There are not so many working hours ahead.")
		}
	}
	if whole := at.Truncate(time.Minute); whole.Before(at) {
		at = whole.Add(time.Minute)
	}
	return r.setMoment(at)
}

func (r *reader) workingDays(count int) error {
	d, ok := r.cal.AddBusinessDays(r.today, count)
	if !ok {
		return refuse("There are not so many working days ahead.")
	}
	return r.setDay(d)
}

// monthsLater gives the same date n months later, or the last of that month
// when it has no such date.
func monthsLater(d worktime.Day, n int) worktime.Day {
	later := worktime.Day{Year: d.Year, Month: d.Month + time.Month(n), Date: 1}.AddDays(0)
	return later.AddDays(min(d.Date, lastOfMonth(later).Date) - 1)
}

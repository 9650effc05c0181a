package typed

import (
	"strconv"
	"strings"
	"time"

	"kept/worktime"
)

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "sun": time.Sunday,
	"monday": time.Monday, "mon": time.Monday,
	"tuesday": time.Tuesday, "tue": time.Tuesday, "tues": time.Tuesday,
	"wednesday": time.Wednesday, "wed": time.Wednesday, "weds": time.Wednesday,
	"thursday": time.Thursday, "thu": time.Thursday, "thur": time.Thursday, "thurs": time.Thursday,
	"friday": time.Friday, "fri": time.Friday,
	"saturday": time.Saturday, "sat": time.Saturday,
}

var months = map[string]time.Month{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
	"june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9,
	"october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

// filler takes words that change nothing.
func filler(r *reader) (int, error) {
	switch r.peek(0) {
	case "by", "on", "at", "the":
		return 1, nil
	}
	return 0, nil
}

// dayWord reads today, tomorrow, yesterday, day after tomorrow.
func dayWord(r *reader) (int, error) {
	switch r.peek(0) {
	case "today":
		return 1, r.setDay(r.today)
	case "tomorrow":
		return 1, r.setDay(r.today.AddDays(1))
	case "yesterday":
		return 1, r.setDay(r.today.AddDays(-1))
	}
	if r.peek(0) == "day" && r.peek(1) == "after" && r.peek(2) == "tomorrow" {
		return 3, r.setDay(r.today.AddDays(2))
	}
	return 0, nil
}

// weekdayName reads Friday, which is the next one unless a date stands beside it.
func weekdayName(r *reader) (int, error) {
	w := r.peek(0)
	if _, ok := weekdays[w]; !ok {
		return 0, nil
	}
	if r.weekday != "" {
		return 0, refuse("There are two days in it: write one.")
	}
	r.weekday = w
	return 1, nil
}

// nextOrThis reads "next Friday" and "this Friday".
func nextOrThis(r *reader) (int, error) {
	which := r.peek(0)
	if which != "next" && which != "this" {
		return 0, nil
	}
	name := r.peek(1)
	want, ok := weekdays[name]
	if !ok {
		return 0, refuse(`Which day is "%s %s"? Write "next Friday", "end of next week" or a date like 2026-12-04.`,
			which, strings.Trim(quoted(name), `"`))
	}
	monday := r.monday()
	d := monday.AddDays(int(want+6) % 7)
	if which == "next" {
		d = d.AddDays(7)
	} else if d.Before(r.today) {
		return 0, refuse(`%s of this week, %s, is past: write "next %s" or "%s".`, want, long(d), want, want)
	}
	return 2, r.setDay(d)
}

// monday is the day this week began.
func (r *reader) monday() worktime.Day { return r.today.AddDays(-int(r.today.Weekday()+6) % 7) }

// ending reads "end of week", "end of next month", "end of May", "eom".
func ending(r *reader) (int, error) {
	switch r.peek(0) {
	case "eow":
		return 1, r.endOf("week", 0)
	case "eom":
		return 1, r.endOf("month", 0)
	case "eoy":
		return 1, r.endOf("year", 0)
	}
	if r.peek(0) != "end" || r.peek(1) != "of" {
		return 0, nil
	}
	n, ahead := 2, 0
	for r.peek(n) == "the" || r.peek(n) == "this" {
		n++
	}
	if r.peek(n) == "next" {
		n, ahead = n+1, 1
	}
	what := r.peek(n)
	if month, ok := months[what]; ok && ahead == 0 {
		first := worktime.Day{Year: r.today.Year, Month: month, Date: 1}
		if month < r.today.Month {
			first.Year++
		}
		return n + 1, r.lastWorkingDay(first, lastOfMonth(first))
	}
	switch what {
	case "week", "month", "year":
		return n + 1, r.endOf(what, ahead)
	}
	return 0, nil
}

// endOf takes the last working day of a week, month or year that is ahead of this one.
func (r *reader) endOf(what string, ahead int) error {
	var first, last worktime.Day
	switch what {
	case "week":
		first = r.monday().AddDays(7 * ahead)
		last = first.AddDays(6)
	case "month":
		first = worktime.Day{Year: r.today.Year, Month: r.today.Month + time.Month(ahead), Date: 1}.AddDays(0)
		last = lastOfMonth(first)
	default:
		first = worktime.Day{Year: r.today.Year + ahead, Month: time.January, Date: 1}
		last = worktime.Day{Year: first.Year, Month: time.December, Date: 31}
	}
	return r.lastWorkingDay(first, last)
}

func lastOfMonth(d worktime.Day) worktime.Day {
	return worktime.Day{Year: d.Year, Month: d.Month + 1, Date: 0}.AddDays(0)
}

func (r *reader) lastWorkingDay(first, last worktime.Day) error {
	d, ok := r.cal.RollBackward(last)
	if !ok || d.Before(first) || d.Before(r.today) {
		return refuse("No working day is left until %s: write a date.", long(last))
	}
	return r.setDay(d)
}

// ordinal reads "the 12th": the next such day of a month, today included.
func ordinal(r *reader) (int, error) {
	n, ok := ordinalNumber(r.peek(0))
	if !ok {
		return 0, nil
	}
	if n < 1 || n > 31 {
		return 0, refuse("No month has a day %d.", n)
	}
	for month := r.today.Month; ; month++ {
		d := worktime.Day{Year: r.today.Year, Month: month, Date: n}
		if there := d.AddDays(0); there.Date == n && !there.Before(r.today) {
			return 1, r.setDay(there)
		}
	}
}

// ordinalNumber reads 1st, 2nd, 3rd, 12th.
func ordinalNumber(w string) (int, bool) {
	digits := strings.TrimRight(w, "abcdefghijklmnopqrstuvwxyz")
	switch w[len(digits):] {
	case "st", "nd", "rd", "th":
		return digitsNumber(digits, 2)
	}
	return 0, false
}

// digitsNumber reads up to max digits and nothing else.
func digitsNumber(s string, most int) (int, bool) {
	if s == "" || len(s) > most || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// comingDate gives the next such date, today included, in a year that has it.
func (r *reader) comingDate(month time.Month, date int) (worktime.Day, bool) {
	for year := r.today.Year; year <= r.today.Year+YearsAhead; year++ {
		d := worktime.Day{Year: year, Month: month, Date: date}
		if d == d.AddDays(0) && !d.Before(r.today) {
			return d, true
		}
	}
	return worktime.Day{}, false
}

package office

import (
	"strings"
	"time"

	"kept/promise"
	"kept/worktime"
)

// place gives the town of a zone: "Rome" of Europe/Rome.
func place(loc *time.Location) string {
	name := loc.String()
	return strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
}

// SayMoment writes an instant out in full in a calendar's zone: with weekday,
// year and place, so that nobody has to guess.
func SayMoment(t time.Time, cal *worktime.Calendar) string {
	loc := cal.Location()
	return t.In(loc).Format("Monday 2 January 2006, 15:04") + " (" + place(loc) + ")"
}

// SayDay writes a day out in full.
func SayDay(d worktime.Day) string {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC).Format("Monday 2 January 2006")
}

// SayWhen writes what was promised out in full: a day, or a moment.
func SayWhen(w promise.When, cal *worktime.Calendar) string {
	if w.Day.IsZero() {
		return SayMoment(w.At, cal)
	}
	return SayDay(w.Day)
}

// shorten cuts a text to at most n characters, at a word where it can.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

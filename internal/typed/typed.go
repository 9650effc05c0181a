// Package typed reads what people type as a date: "Fri 4pm", "in 2 working
// days", "12 May", "end of month". English first.
//
// A wrong date without an error is the one thing Kept may not do. So a word
// that is not known is refused by name, two readings are refused with both of
// them, and whatever is read is echoed in full ([When.Echo]) before it counts.
//
// The rules, each visible in the echo:
//
//   - Weeks begin on Monday. "Friday" is the next Friday after today, so on a
//     Friday it is a week away. "this Friday" is the one of this week. "next
//     Friday" is the one of next week, also on a Wednesday.
//   - "12 May" and "the 12th" are the next such day, today included.
//   - Dots are day first (12.5.), a year in front is year first (2026/12/04);
//     12/05 has two readings and is refused, 25/12 has one.
//   - A time alone is today's. 16:00, 04:30 and 9:30 are on the 24-hour clock;
//     1:00 to 7:59 without a zero before it is refused, as is a bare 4.
//   - A part of a day is due at its end: "Monday morning" is noon, "Monday
//     afternoon" and "EOD" are the close. The end of a week, month or year is
//     its last working day.
//   - "in 3 days" counts days, "in 3 working days" those of the calendar, "in
//     2 hours" and "in 2 working hours" end on a whole minute, not before.
//   - A time that comes twice when clocks go back is the first one.
package typed

import (
	"errors"
	"fmt"
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// The limits of what is read.
const (
	MaxText     = 100    // bytes of text
	YearsBack   = 1      // before the year of now
	FirstYear   = 1970   // of what was written down, see [ParseWritten]
	YearsAhead  = 20     // after it
	MaxRelative = 99_999 // of "in N days", hours, minutes
)

// When is what was read: a day, or a moment when At is not zero. Then Day is
// the day of that moment on the calendar's wall.
type When struct {
	Day  worktime.Day
	At   time.Time // UTC, a whole minute; zero for a day
	Past bool      // earlier than now, or than today
}

// IsDay tells whether no time of the day was meant.
func (w When) IsDay() bool { return w.At.IsZero() }

// Echo is the whole date in words: "Friday 4 December 2026, 16:00 (Rome)", or
// "Friday 4 December 2026" for a day.
func (w When) Echo(loc *time.Location) string {
	const layout = "Monday 2 January 2006"
	if w.IsDay() {
		return time.Date(w.Day.Year, w.Day.Month, w.Day.Date, 0, 0, 0, 0, time.UTC).Format(layout)
	}
	place := worktime.Place(loc)
	switch w.showing(loc) {
	case 1:
		place += ", the first of two"
	case 2:
		place += ", the second of two"
	}
	return w.At.In(loc).Format(layout+", 15:04") + " (" + place + ")"
}

// ISO is what [Parse] reads as the same again: 2026-12-04, 2026-12-04 16:00,
// or with its offset when the clock shows the same time twice.
func (w When) ISO(loc *time.Location) string {
	switch {
	case w.IsDay():
		return w.Day.String()
	case w.showing(loc) == 0:
		return w.At.In(loc).Format("2006-01-02 15:04")
	}
	return w.At.In(loc).Format("2006-01-02T15:04Z07:00")
}

// showing is 1 or 2 when the wall of loc shows this time twice, else 0.
func (w When) showing(loc *time.Location) int {
	const wall = "2006-01-02 15:04"
	shown := w.At.In(loc).Format(wall)
	for _, change := range []time.Duration{time.Hour, 30 * time.Minute} {
		if w.At.Add(change).In(loc).Format(wall) == shown {
			return 1
		}
		if w.At.Add(-change).In(loc).Format(wall) == shown {
			return 2
		}
	}
	return 0
}

// refuse is a clear word about what was typed.
func refuse(format string, a ...any) error {
	return fault.Field("when", fmt.Sprintf(format, a...))
}

// example ends a refusal with what can be read.
const example = `write a day like "Fri 4pm", "12 May" or 2026-12-04`

// unread is a refusal of a word that is not known.
type unread struct{ error }

func (u unread) Unwrap() error { return u.error }

// NotUnderstood tells whether a date was refused for a word that is not known,
// which may be one of another language.
func NotUnderstood(err error) bool {
	var u unread
	return errors.As(err, &u)
}

// Parse reads text in the calendar of whoever the date is for.
func Parse(text string, cal *worktime.Calendar, now time.Time) (When, error) {
	return parse(text, cal, now, worktime.DayOf(now, cal.Location()).Year-YearsBack)
}

// ParseWritten is [Parse] for what was written down some time ago, in a file:
// it reads dates that are long past, from [FirstYear] on.
func ParseWritten(text string, cal *worktime.Calendar, now time.Time) (When, error) {
	return parse(text, cal, now, FirstYear)
}

func parse(text string, cal *worktime.Calendar, now time.Time, firstYear int) (When, error) {
	if len(text) > MaxText {
		return When{}, refuse("A date has at most %d letters: %s.", MaxText, example)
	}
	r := reader{cal: cal, now: now, today: worktime.DayOf(now, cal.Location()), words: split(text)}
	if len(r.words) == 0 {
		return When{}, refuse("There is no date: %s.", example)
	}
	if err := r.read(); err != nil {
		return When{}, err
	}
	w, err := r.when()
	if err != nil {
		return When{}, err
	}
	if w.Day.Year < firstYear || w.Day.Year > r.today.Year+YearsAhead {
		return When{}, refuse("%d is too far away: a date lies between %d and %d.", w.Day.Year, firstYear, r.today.Year+YearsAhead)
	}
	w.Past = w.Day.Before(r.today) || (!w.IsDay() && w.At.Before(now))
	return w, nil
}

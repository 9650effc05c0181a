package worktime

import (
	"cmp"
	"fmt"
	"time"

	"kept/internal/fault"
)

// Day is a date on somebody's wall, without a moment or a zone. The zero Day
// means "none". Days compare with ==.
type Day struct {
	Year  int
	Month time.Month
	Date  int
}

// FirstYear and LastYear bound the years of days that people may write.
const (
	FirstYear = 1
	LastYear  = 9999
)

// DayOf gives the day that t falls on in loc.
func DayOf(t time.Time, loc *time.Location) Day {
	y, m, d := t.In(loc).Date()
	return Day{y, m, d}
}

// ParseDay reads "2006-01-02" and refuses days that do not exist.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < FirstYear {
		return Day{}, fault.Field("date", badDay(s))
	}
	y, m, d := t.Date()
	return Day{y, m, d}, nil
}

// badDay says why s is no day, without repeating enormous input.
func badDay(s string) string {
	if len(s) > 40 {
		return "A date looks like 2026-12-04."
	}
	return fmt.Sprintf("%q is not a date: write one that exists, like 2026-12-04.", s)
}

// String is "2006-01-02", and "" for the zero Day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Date)
}

// MarshalText is String.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDay] reads, and "" as the zero Day.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Day{}
		return nil
	}
	parsed, err := ParseDay(string(b))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// IsZero tells whether d is no day at all.
func (d Day) IsZero() bool { return d == Day{} }

// AddDays gives the day n days later, or earlier when n is negative.
func (d Day) AddDays(n int) Day {
	y, m, date := time.Date(d.Year, d.Month, d.Date+n, 0, 0, 0, 0, time.UTC).Date()
	return Day{y, m, date}
}

// DaysUntil gives how many days later b is than d; negative when it is earlier.
func (d Day) DaysUntil(b Day) int { return int((b.unix() - d.unix()) / secondsPerDay) }

// Weekday gives the day of the week.
func (d Day) Weekday() time.Weekday {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC).Weekday()
}

// Compare is -1, 0 or 1 as d is before, at or after b.
func (d Day) Compare(b Day) int {
	return cmp.Or(cmp.Compare(d.Year, b.Year), cmp.Compare(d.Month, b.Month), cmp.Compare(d.Date, b.Date))
}

// Before tells whether d is earlier than b.
func (d Day) Before(b Day) bool { return d.Compare(b) < 0 }

// After tells whether d is later than b.
func (d Day) After(b Day) bool { return d.Compare(b) > 0 }

const secondsPerDay = 24 * 60 * 60

// unix is the midnight of d as if the wall were UTC's, in seconds.
func (d Day) unix() int64 {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC).Unix()
}

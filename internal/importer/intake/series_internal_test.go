package intake

import (
	"testing"

	"kept/worktime"
)

// What is said of a series is true of every date in it, or says how many it is not.
func TestRhythm(t *testing.T) {
	monday := worktime.Day{Year: 2026, Month: 3, Date: 2}
	weekly := func(days ...int) (out []worktime.Day) {
		for _, n := range days {
			out = append(out, monday.AddDays(n))
		}
		return out
	}
	for _, tt := range []struct {
		days []worktime.Day
		want string
	}{
		{weekly(0, 7), "every Monday"},
		{weekly(0, 7, 14, 28), "every Monday but 1"},
		{weekly(0, 7, 70), "several times"},
		{weekly(1, 15, 29), "every second Tuesday"},
		{weekly(0, 21, 42), "every 3 weeks on Monday"},
		{weekly(0, 1, 2, 3, 4, 5, 6, 7), "every day"},
		{weekly(0, 1, 2, 3, 4, 7, 8), "every Monday, Tuesday, Wednesday, Thursday and Friday"},
		{weekly(0, 2, 9), "every Monday and Wednesday but 1"},
		{weekly(0, 0, 7), "several times"},
		{weekly(0, 12, 100), "several times"},
		{[]worktime.Day{{Year: 2026, Month: 3, Date: 15}, {Year: 2026, Month: 4, Date: 15}, {Year: 2026, Month: 7, Date: 15}}, "on day 15 of the month"},
	} {
		if got := rhythm(tt.days); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.days, got, tt.want)
		}
	}
}

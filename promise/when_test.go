package promise

import (
	"testing"
	"time"

	"kept/worktime"
)

// Two dates are one when a client would read the same: a day is not a moment of it.
func TestWhenEqual(t *testing.T) {
	day, at := worktime.Day{Year: 2026, Month: 3, Date: 9}, time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC)
	rome := time.FixedZone("", 3600)
	for _, tt := range []struct {
		a, b When
		want bool
	}{
		{When{Day: day}, When{Day: day}, true}, {When{Day: day}, When{Day: day.AddDays(1)}, false}, {When{Day: day}, When{At: at}, false},
		{When{At: at}, When{At: at.In(rome)}, true}, {When{At: at}, When{At: at.Add(999 * time.Microsecond)}, true}, {When{At: at}, When{At: at.Add(time.Millisecond)}, false},
		{When{}, When{}, true}, {When{}, When{At: time.Unix(0, 0)}, false},
	} {
		if tt.a.Equal(tt.b) != tt.want || tt.b.Equal(tt.a) != tt.want {
			t.Errorf("%+v and %+v are equal: %t", tt.a, tt.b, !tt.want)
		}
	}
}

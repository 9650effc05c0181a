package office

import (
	"testing"
	"time"

	"kept/internal/tongue"
	"kept/promise"
	"kept/worktime"
)

// The moment stands once; what was said before is named as shortly as it can be.
func TestSayFirstWord(t *testing.T) {
	cal, err := worktime.Compile(worktime.Hours{Zone: "Europe/Madrid"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 3, day, hour, minute, 0, 0, cal.Location())
	}
	now, is := at(2, 10, 0), at(2, 16, 0)
	for name, tt := range map[string]struct {
		was  *promise.Date
		want string
	}{
		"nothing before":     {nil, ""},
		"later the day":      {&promise.Date{DueAt: at(2, 14, 30)}, " We had said 14:30 before, and need a little longer."},
		"later a day":        {&promise.Date{DueAt: at(1, 18, 0)}, " We had said Sunday 1 March 2026, 18:00 and missed it; we are sorry."},
		"sooner the day":     {&promise.Date{DueAt: at(2, 17, 0)}, " We had said 17:00 before, and can be quicker."},
		"sooner by days":     {&promise.Date{DueAt: at(4, 9, 0)}, " We had said Wednesday 4 March 2026, 09:00 before, and can be quicker."},
		"a day":              {&promise.Date{When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 3}}, DueAt: at(3, 18, 0)}, " We had said Tuesday 3 March 2026 before, and can be quicker."},
		"passing just now":   {&promise.Date{DueAt: now}, " We had said 10:00 before, and need a little longer."},
		"passed just before": {&promise.Date{DueAt: now.Add(-time.Millisecond)}, " We had said 09:59 and missed it; we are sorry."},
	} {
		t.Run(name, func(t *testing.T) {
			want := "You will hear from me by Monday 2 March 2026, 16:00 (Madrid)." + tt.want
			if got := sayFirstWord(tongue.Voice{}, tt.was, promise.When{At: is}, cal, now); got != want {
				t.Errorf("%s", got)
			}
		})
	}
}

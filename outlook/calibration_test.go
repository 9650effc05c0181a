package outlook_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/outlook"
)

func TestCalibrate(t *testing.T) {
	said := func(came int) outlook.SaidOfStep {
		s := outlook.SaidOfStep{Half: day(-9), Most: day(-5), Nearly: day(-1)}
		if came != 0 {
			s.Came = day(came)
		}
		return s
	}
	young := outlook.SaidOfStep{Half: day(-3), Most: day(-1), Nearly: day(0), Came: day(-3)} // its last day is today
	hour := func(n int) time.Time { return now.Add(time.Duration(n) * time.Hour) }
	got := outlook.Calibrate(
		[]outlook.SaidOfStep{said(-9), said(-8), said(-5), said(-4), said(-1), said(0), said(0), young},
		[]outlook.SaidOfPromise{
			{Chance: 400, Due: hour(-1), Came: hour(-1)}, {Chance: 499, Due: hour(-1)}, {Chance: 500, Due: hour(-1), Came: hour(0)},
			{Chance: 950, Due: hour(-1), Came: hour(-2)}, {Chance: 999, Due: hour(-1), Came: hour(-9)}, {Chance: 999, Due: now},
		}, monday, now)
	want := outlook.Calibration{
		Steps:    [3]outlook.Held{{50, 1, 7}, {80, 3, 7}, {95, 5, 7}},
		Promises: []outlook.Held{{45, 1, 2}, {50, 0, 1}, {97, 2, 2}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if none := outlook.Calibrate(nil, nil, monday, now); none.Steps[1] != (outlook.Held{Chance: 80}) || none.Promises != nil {
		t.Errorf("%+v", none)
	}
}

package score

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/promise"
)

func TestOfWaits(t *testing.T) {
	mins := func(n int) time.Duration { return time.Duration(n) * time.Minute }
	answered := func(n int, within bool) Wait { return Wait{Waited: mins(n), Within: within} }
	for _, row := range []struct {
		name  string
		waits []Wait
		want  Waits
		share float64
		ok    bool
	}{
		{"nothing", nil, Waits{}, 0, false},
		{"one still waits in time", []Wait{{Waited: mins(5), Open: true}}, Waits{Open: 1}, 0, false},
		{"one", []Wait{answered(10, true)}, Waits{Answered: 1, Within: 1, Median: mins(10), P90: mins(10), Worst: mins(10)}, 1, true},
		{"who was never answered counts as missed", []Wait{answered(10, true), {Waited: mins(500), Open: true, Late: true}},
			Waits{Answered: 1, Within: 1, Overdue: 1, Median: mins(10), P90: mins(500), Worst: mins(500)}, .5, true},
		{"ten", []Wait{answered(100, false), answered(90, true), answered(10, true), answered(20, true), answered(30, true), answered(40, true), answered(50, true), answered(60, true), answered(70, true), answered(80, true)},
			Waits{Answered: 10, Within: 9, Median: mins(50), P90: mins(90), Worst: mins(100)}, .9, true},
	} {
		got := OfWaits(row.waits)
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s:\n%s", row.name, diff)
		}
		if share, ok := got.Share(); share != row.share || ok != row.ok {
			t.Errorf("%s: share %v %v", row.name, share, ok)
		}
	}
}

func TestDecidedLeavesOutTheOpen(t *testing.T) {
	p := Promises{promise.KeptInTime: 3, promise.BrokenInSilence: 1, promise.Undecided: 7}
	if got := p.Decided(); got != 4 {
		t.Errorf("decided %d", got)
	}
}

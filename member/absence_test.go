package member

import (
	"testing"
	"time"
)

func TestAbsence(t *testing.T) {
	from := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a := Absence{From: from, Until: from.Add(time.Hour)}
	for _, row := range []struct {
		at   time.Time
		away bool
	}{{from.Add(-time.Millisecond), false}, {from, true}, {from.Add(time.Hour - time.Millisecond), true}, {from.Add(time.Hour), false}} {
		if got := Away([]Absence{a}, row.at); got != row.away {
			t.Errorf("at %v: away %v", row.at, got)
		}
	}
	a.EndedAt = from
	if Away([]Absence{a}, from) {
		t.Error("an absence that was taken back counts")
	}
	for _, row := range []struct {
		lasts time.Duration
		ok    bool
	}{{0, false}, {time.Millisecond, true}, {MaxAbsence, true}, {MaxAbsence + time.Millisecond, false}} {
		if err := (Absence{From: from, Until: from.Add(row.lasts)}).Check(); (err == nil) != row.ok {
			t.Errorf("lasting %v: %v", row.lasts, err)
		}
	}
}

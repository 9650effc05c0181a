package worktime

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestExplanations(t *testing.T) {
	rome := Standard("Europe/Rome")
	rome.Holidays = []Holiday{{Day{2026, 4, 6}, "Easter Monday"}}
	received := Words{Start: "received", Amount: "standard", Who: "you"}
	due := Words{Start: "due", Amount: "warning", Who: "they"}
	for name, x := range map[string]struct {
		h     Hours
		start string
		d     time.Duration
		words Words
		want  string
	}{
		"over Easter": {rome, "2026-04-03T14:30:00Z", 2 * time.Hour, received,
			"received Fri 16:30 Rome; standard 2 h; you close at 17:00; Monday is a holiday (Easter Monday); so Tue 10:30"},
		"within the day": {rome, "2026-04-02T08:00:00Z", 90 * time.Minute, received,
			"received Thu 10:00 Rome; standard 1 h 30 min; so Thu 11:30"},
		"exactly to the close": {rome, "2026-04-03T13:00:00Z", 2 * time.Hour, received,
			"received Fri 15:00 Rome; standard 2 h; so Fri 17:00"},
		"before opening": {rome, "2026-04-03T05:00:00Z", time.Hour, received,
			"received Fri 07:00 Rome; standard 1 h; you are closed then; you open at 09:00; so Fri 10:00"},
		"at the close": {rome, "2026-04-02T15:00:00Z", time.Hour, received,
			"received Thu 17:00 Rome; standard 1 h; you are closed then; you open Fri 09:00; so Fri 10:00"},
		"on a weekend before a holiday": {rome, "2026-04-04T08:00:00Z", time.Hour, received,
			"received Sat 10:00 Rome; standard 1 h; you are closed then; Monday is a holiday (Easter Monday); you open Tue 09:00; so Tue 10:00"},
		"on a holiday": {rome, "2026-04-06T08:00:00Z", time.Hour, received,
			"received Mon 10:00 Rome; standard 1 h; you are closed then; Monday is a holiday (Easter Monday); you open Tue 09:00; so Tue 10:00"},
		"over lunch": {lunch(), "2026-04-02T10:00:00Z", 2 * time.Hour, received,
			"received Thu 12:00 Rome; standard 2 h; you are closed from 13:00 to 14:00; so Thu 15:00"},
		"an open Saturday": {lunch(), "2026-04-10T15:30:00Z", time.Hour, received,
			"received Fri 17:30 Rome; standard 1 h; you close at 18:00; you are open 10:00-12:00 on Saturday (open day); so Sat 10:30"},
		"a closed Tuesday": {lunch(), "2026-04-13T15:30:00Z", time.Hour, received,
			"received Mon 17:30 Rome; standard 1 h; you close at 18:00; you are closed on Tuesday (stocktaking); so Wed 09:30"},
		"far away": {rome, "2026-04-03T14:30:00Z", 80 * time.Hour, received,
			"received Fri 3 Apr 2026 16:30 Rome; standard 80 h; you close at 17:00; Mon 6 Apr is a holiday (Easter Monday); so Mon 20 Apr 2026 16:30"},
		"worked back": {rome, "2026-04-07T08:00:00Z", -2 * time.Hour, due,
			"due Tue 10:00 Rome; warning 2 h; they open at 09:00; Monday is a holiday (Easter Monday); so Fri 16:00"},
		"worked back from a Sunday": {rome, "2026-04-12T08:00:00Z", -2 * time.Hour, due,
			"due Sun 10:00 Rome; warning 2 h; they are closed then; they close Fri 17:00; so Fri 15:00"},
		"worked back over lunch": {lunch(), "2026-04-02T13:00:00Z", -2 * time.Hour, due,
			"due Thu 15:00 Rome; warning 2 h; they are closed from 13:00 to 14:00; so Thu 12:00"},
		"over a clock change": {always("Europe/Rome"), "2026-03-28T20:00:00Z", 10 * time.Hour, received,
			"received Sat 21:00 Rome; standard 10 h; the clocks change on Sunday; so Sun 08:00"},
		"nothing": {rome, "2026-04-04T08:00:00Z", 0, received, "received Sat 10:00 Rome; standard 0 min; so Sat 10:00"},
		"never": {Hours{Zone: "America/New_York"}, "2026-04-04T08:00:00Z", time.Minute, received,
			"received Sat 4 Apr 2026 04:00 New York; standard 1 min; you are not open that long within 40 years"},
	} {
		e := compiled(t, x.h).ExplainAdd(moment(t, x.start), x.d)
		if diff := cmp.Diff(x.want, e.Say(x.words)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestExplanationInItsOwnWords(t *testing.T) {
	c := compiled(t, Standard("Europe/Rome"))
	at := moment(t, "2026-04-02T14:30:00Z")
	if got, want := c.ExplainAdd(at, time.Hour).String(), "from Thu 16:30 Rome; 1 h of working time; you close at 17:00; so Fri 09:30"; got != want {
		t.Errorf("got %s", got)
	}
	back := c.ExplainSub(at, time.Hour)
	if got, want := back.String(), "before Thu 16:30 Rome; 1 h of working time; so Thu 15:30"; got != want {
		t.Errorf("got %s", got)
	}
	if diff := cmp.Diff(back.Say(Words{}), c.ExplainAdd(at, -time.Hour).Say(Words{})); diff != "" {
		t.Errorf("adding less than nothing is not working back: %s", diff)
	}
	if diff := cmp.Diff(c.ExplainAdd(at, time.Hour).Say(Words{}), c.ExplainSub(at, -time.Hour).Say(Words{})); diff != "" {
		t.Errorf("working back less than nothing is not adding: %s", diff)
	}
}

// TestExplanationHasAnEnd keeps one line readable over a year of holidays.
func TestExplanationHasAnEnd(t *testing.T) {
	h := Standard("UTC")
	for i := range 30 {
		h.Holidays = append(h.Holidays, Holiday{On: Day{2026, 4, 6}.AddDays(7 * i)})
	}
	c := compiled(t, h)
	for n, more := range map[int]int{MaxSteps: 0, MaxSteps + 1: 1} {
		// from Monday 00:00: closed then, n-1 holidays on Mondays, the opening
		e := c.ExplainAdd(moment(t, "2026-04-06T00:00:00Z"), time.Duration(n-1)*32*time.Hour)
		if e.More != more {
			t.Errorf("%d steps: %d more, %s", n, e.More, e)
		}
	}
}

func TestInWords(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 min", time.Second: "1 s", 90 * time.Minute: "1 h 30 min", 100 * time.Hour: "100 h", -time.Hour: "-1 h",
		time.Hour + time.Second: "1 h 1 s", 400 * time.Millisecond: "0 min", 1500 * time.Millisecond: "2 s",
	} {
		if got := InWords(d); got != want {
			t.Errorf("%d: %s, want %s", d, got, want)
		}
	}
}

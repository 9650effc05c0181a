package web

import (
	"strings"
	"testing"
	"time"

	"kept/internal/tongue"
	"kept/internal/web/page"
	"kept/worktime"
)

// The dates that are offered stand in their order, each day once.
func TestChipsAreInOrderAndOnce(t *testing.T) {
	cal, err := worktime.Compile(worktime.Standard("Europe/Madrid"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for now, want := range map[string]string{
		"2026-11-22T10:00": "tomorrow noon (Mon 23 Nov), Friday (Fri 27 Nov)",
		"2026-11-25T10:00": "tomorrow noon (Thu 26 Nov), Friday (Fri 27 Nov), Monday (Mon 30 Nov), in 1 week (Wed 2 Dec)",
		"2026-11-27T10:00": "Monday noon (Mon 30 Nov), Friday (Fri 4 Dec)",
	} {
		d := page.NewDateAsk("next", "", "")
		offer(tongue.In("en"), &d, cal, clock(t, now, cal.Location()).In(time.UTC))
		var got []string
		for _, o := range d.Chips.Options {
			got = append(got, o.Label+" ("+o.Hint+")")
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("on %s: %s, want %s", now, s, want)
		}
	}
}

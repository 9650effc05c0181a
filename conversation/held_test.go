package conversation

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/prompt"
	"kept/prompt/prompttest"
)

func TestReviewHeld(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	monday := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) // 9:00
	for _, row := range []struct {
		after  time.Duration
		holder string
	}{{0, "o"}, {HeldClimbs - time.Millisecond, "o"}, {HeldClimbs, "l"}, {24 * time.Hour, "l"}} {
		d := ReviewHeld(monday, time.Time{}, team, rome, monday.Add(row.after))
		if d.Ask == nil || string(d.Ask.Holder) != row.holder {
			t.Errorf("after %v: %+v, want %s", row.after, d.Ask, row.holder)
		}
	}
	if d := ReviewHeld(monday, monday, team, rome, monday); d != (prompt.Decision{}) {
		t.Errorf("settled, and asked all the same: %+v", d)
	}
}

func TestReviewHeldIsSleepable(t *testing.T) {
	people, rome := prompttest.People(), prompttest.Calendar("Europe/Rome")
	friday := time.Date(2026, 3, 6, 15, 30, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		at := friday.Add(time.Duration(rapid.Int64Range(0, 14*24*3_600_000).Draw(t, "at")) * time.Millisecond)
		team := prompttest.Team(t, people, at)
		prompttest.Sleepable(t, func(now time.Time) prompt.Decision { return ReviewHeld(at, time.Time{}, team, rome, now) }, nil, at)
	})
}

func TestReviewWayIn(t *testing.T) {
	team := prompt.Team{Owner: prompt.Person{ID: "o"}, Leader: prompt.Person{ID: "l"}}
	at := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		after  time.Duration
		holder string
	}{{TroubleWaits - time.Millisecond, ""}, {TroubleWaits, "o"}, {TroubleWaits + TroubleClimbs - time.Millisecond, "o"}, {TroubleWaits + TroubleClimbs, "l"}} {
		d := ReviewWayIn(at, team, at.Add(row.after))
		holder := ""
		if d.Ask != nil {
			holder = string(d.Ask.Holder)
		}
		if holder != row.holder {
			t.Errorf("after %v: %q, want %q", row.after, holder, row.holder)
		}
	}
	if d := ReviewWayIn(time.Time{}, team, at); d != (prompt.Decision{}) {
		t.Errorf("it works, and somebody is asked: %+v", d)
	}
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, at)
		prompttest.Sleepable(t, func(now time.Time) prompt.Decision { return ReviewWayIn(at, team, now) }, nil, at)
	})
}

package handoff

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/plan"
	"kept/prompt/prompttest"
)

// What is foretold is what the review says when its moments come, one by one: not
// before, and at that moment; however long one looks ahead.
func TestRemindersAreForetold(t *testing.T) {
	p, team, rome := proposal(t)
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		g := Ground{
			Remind: Ladder{First: time.Duration(rapid.IntRange(1, 30).Draw(t, "first")) * time.Hour, Every: time.Duration(rapid.IntRange(1, 30).Draw(t, "every")) * time.Hour, Most: rapid.IntRange(0, MaxMost).Draw(t, "most"), At: 9 * 60},
			Stands: Stands{Open: true}, Team: team, Party: people[rapid.IntRange(0, len(people)-1).Draw(t, "party")].Calendar,
		}
		if rapid.Bool().Draw(t, "a client waits") {
			g.Stands = standing(p, team, rome)
		}
		side := rapid.SampledFrom([]plan.Side{plan.Third, plan.Theirs}).Draw(t, "side")
		h := HandOff{State: Asked, AskedAt: asked, NeedBy: asked.Add(time.Duration(rapid.IntRange(1, 400).Draw(t, "need")) * time.Hour), Party: plan.Party{Side: side}}
		until := asked.Add(time.Duration(rapid.IntRange(0, 700).Draw(t, "until")) * time.Hour)
		foretold := Reminders(h, g, asked, until)
		var happened []Coming
		for now := asked; !now.After(until); { // as the watchdog goes: it sleeps until Next
			d := Review(h, g, now)
			next := d.Next
			if d.Remind {
				at, ok := g.Writes(now)
				if !ok {
					break
				}
				if at.After(now) {
					next = at
				} else {
					h = h.Remind(now)
					happened = append(happened, Coming{now, h.Reminders})
					next = Review(h, g, now).Next
				}
			}
			if next.IsZero() || !next.After(now) {
				break
			}
			now = next
		}
		if len(foretold) != len(happened) {
			t.Fatalf("foretold %v, happened %v", foretold, happened)
		}
		for i, c := range foretold {
			if c != happened[i] || c.Nth != i+1 || !g.Party.IsOpen(c.At) || c.At.After(until) {
				t.Fatalf("foretold %v, happened %v", foretold, happened)
			}
		}
	})
}

// One is foretold when its moment lies within the time that is looked at: just
// before its end, at it, and not after it.
func TestForetoldWithinTheTime(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	h := HandOff{State: Asked, AskedAt: asked, NeedBy: asked.AddDate(0, 0, 14), Party: plan.Party{Side: plan.Third}}
	g := Ground{Remind: StandardPolicy().Usual, Stands: Stands{Open: true}, Party: rome}
	at := h.RemindAt(g.Remind, rome)
	for until, want := range map[time.Time]int{at.Add(-ms): 0, at: 1, at.Add(ms): 1} {
		if got := Reminders(h, g, asked, until); len(got) != want {
			t.Errorf("until %v: %v", until, got)
		}
	}
	left := h.Skip(at)
	if left.Reminders != 1 || left.Skipped != 1 || left.Reminded() != 0 || !left.RemindAt(g.Remind, rome).Equal(h.Remind(at).RemindAt(g.Remind, rome)) {
		t.Errorf("left out: %+v", left)
	}
	h.State = Accepted
	if got := Reminders(h, g, asked, asked.AddDate(0, 0, 14)); got != nil {
		t.Errorf("answered: %v", got)
	}
}

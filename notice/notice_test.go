package notice

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/prompt"
	"kept/prompt/prompttest"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

func TestStateAndTold(t *testing.T) {
	for _, row := range []struct {
		name  string
		n     Notice
		state State
		told  bool
	}{
		{"just queued", Notice{QueuedAt: now}, Queued, false},
		{"accepted", Notice{QueuedAt: now, AcceptedAt: now}, Accepted, true},
		{"accepted, then it came back", Notice{QueuedAt: now, AcceptedAt: now, BouncedAt: now}, Bounced, false},
		{"refused", Notice{QueuedAt: now, BouncedAt: now}, Bounced, false},
		{"answer lost", Notice{QueuedAt: now, UnsureAt: now}, Unsure, false},
		{"undone", Notice{QueuedAt: now, WithdrawnAt: now}, Withdrawn, false},
	} {
		if got := row.n.State(); got != row.state {
			t.Errorf("%s: %s", row.name, got)
		}
		if told := !row.n.Told().IsZero(); told != row.told {
			t.Errorf("%s: told %v", row.name, told)
		}
	}
}

func TestReviewIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, now)
		n := Notice{QueuedAt: now}
		later := now.Add(time.Duration(rapid.Int64Range(0, 200*3_600_000).Draw(t, "later")) * time.Millisecond)
		for _, at := range []*time.Time{&n.AcceptedAt, &n.BouncedAt, &n.UnsureAt, &n.WithdrawnAt, &n.SettledAt} {
			if rapid.IntRange(0, 3).Draw(t, "happens") == 0 {
				*at = later
			}
		}
		by := time.Time{}
		if rapid.Bool().Draw(t, "moves") {
			by = now.Add(time.Duration(rapid.Int64Range(0, 100*3_600_000).Draw(t, "by")) * time.Millisecond)
		}
		prompttest.Sleepable(t, func(at time.Time) prompt.Decision { return Review(n, by, team, at) }, nil, later)
	})
}

// A notice that does not get out is asked about an hour after it was queued,
// one that was refused at once; the leader has it two working hours later.
func TestReviewMoments(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	stuck, refused := Notice{QueuedAt: now}, Notice{QueuedAt: now, BouncedAt: now}
	for _, row := range []struct {
		name   string
		n      Notice
		at     time.Time
		holder string
	}{
		{"queued, just before an hour", stuck, now.Add(Stuck - time.Millisecond), ""},
		{"queued for an hour", stuck, now.Add(Stuck), "o"},
		{"refused", refused, now, "o"},
		{"refused, just before two hours", refused, now.Add(UndeliveredClimbs - time.Millisecond), "o"},
		{"refused for two hours", refused, now.Add(UndeliveredClimbs), "l"},
	} {
		holder := ""
		if d := Review(row.n, time.Time{}, team, row.at); d.Ask != nil {
			holder = string(d.Ask.Holder)
		}
		if holder != row.holder {
			t.Errorf("%s: asked is %q, want %q", row.name, holder, row.holder)
		}
	}
}

// A notice that moves a date that passes soon is asked about before it does,
// of its author and then of the leader.
func TestReviewBeforeADatePasses(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	by := now.Add(80 * time.Minute)
	stuck, refused := Notice{QueuedAt: now}, Notice{QueuedAt: now, BouncedAt: now}
	for _, row := range []struct {
		name   string
		n      Notice
		at     time.Time
		holder string
	}{
		{"queued, just before a quarter", stuck, now.Add(20*time.Minute - time.Millisecond), ""},
		{"queued for a quarter", stuck, now.Add(20 * time.Minute), "o"},
		{"queued, just before the middle of the rest", stuck, now.Add(50*time.Minute - time.Millisecond), "o"},
		{"queued until the middle of the rest", stuck, now.Add(50 * time.Minute), "l"},
		{"refused, just before the middle", refused, now.Add(40*time.Minute - time.Millisecond), "o"},
		{"refused until the middle", refused, now.Add(40 * time.Minute), "l"},
	} {
		holder := ""
		if d := Review(row.n, by, team, row.at); d.Ask != nil {
			holder = string(d.Ask.Holder)
		}
		if holder != row.holder {
			t.Errorf("%s: asked is %q, want %q", row.name, holder, row.holder)
		}
	}
}

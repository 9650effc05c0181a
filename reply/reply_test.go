package reply

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/prompt"
	"kept/prompt/prompttest"
)

// Friday 16:30 in Rome.
var friday = time.Date(2026, 3, 6, 15, 30, 0, 0, time.UTC)

func started(t testing.TB, ch Channel, at time.Time) Clock {
	t.Helper()
	c, err := Start(Clock{ID: "clk_1", ClientID: "c", MemberID: "o", Channel: ch}, Usual(), prompttest.Calendar("Europe/Rome"), at, at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Ninety minutes from Friday 16:30 run until Monday 10:00 where the office
// closes at 17:00 (story 5).
func TestStandardIsWorkingTime(t *testing.T) {
	if got, want := started(t, Call, friday).DueAt, time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("a call: %v, want %v", got, want)
	}
	if got, want := started(t, Mail, friday).DueAt, time.Date(2026, 3, 9, 11, 30, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("a mail: %v, want %v", got, want)
	}
}

func TestStop(t *testing.T) {
	rome, c := prompttest.Calendar("Europe/Rome"), started(t, Call, friday)
	for _, row := range []struct {
		at     time.Time
		within bool
		waited time.Duration
	}{
		{c.DueAt.Add(-time.Millisecond), true, 90*time.Minute - time.Millisecond}, {c.DueAt, true, 90 * time.Minute}, {c.DueAt.Add(time.Millisecond), false, 90*time.Minute + time.Millisecond},
	} {
		got, err := c.Stop("o", rome, row.at, row.at)
		if err != nil || got.Within() != row.within || got.Waited != row.waited {
			t.Errorf("answered %v: within %v after %v (%v)", row.at, got.Within(), got.Waited, err)
		}
		if _, err := got.Stop("o", rome, row.at, row.at); fault.KindOf(err) != fault.Conflict {
			t.Errorf("stopped twice: %v", err)
		}
	}
	if _, err := c.Stop("o", rome, friday.Add(-time.Millisecond), friday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("answered before he called: %v", err)
	}
	if _, err := c.Stop("o", rome, friday.Add(time.Hour), friday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("answered in the future: %v", err)
	}
}

func TestReviewIsSleepable(t *testing.T) {
	people, rome := prompttest.People(), prompttest.Calendar("Europe/Rome")
	rapid.Check(t, func(t *rapid.T) {
		at := friday.Add(time.Duration(rapid.Int64Range(0, 14*24*3_600_000).Draw(t, "at")) * time.Millisecond)
		c, err := Start(Clock{ClientID: "c", MemberID: "mem_owner", Channel: rapid.SampledFrom([]Channel{Call, Mail}).Draw(t, "channel")}, Usual(), rome, at, at)
		if err != nil {
			t.Fatal(err)
		}
		team := prompttest.Team(t, people, at)
		if rapid.IntRange(0, 4).Draw(t, "answered") == 0 {
			if c, err = c.Stop("mem_owner", rome, at, at); err != nil {
				t.Fatal(err)
			}
		}
		prompttest.Sleepable(t, func(at time.Time) prompt.Decision { return Review(c, team, rome, at) }, nil, at)
	})
}

func TestReviewMoments(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	monday := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) // 9:00
	c := started(t, Call, monday)
	for _, row := range []struct {
		after  time.Duration
		holder string
		stage  prompt.Stage
	}{
		{45*time.Minute - time.Millisecond, "", ""}, {45 * time.Minute, "o", prompt.Early}, {72*time.Minute - time.Millisecond, "o", prompt.Early}, {72 * time.Minute, "l", prompt.Early},
		{90 * time.Minute, "l", prompt.Early}, {90*time.Minute + time.Millisecond, "l", prompt.Passed},
	} {
		d := Review(c, team, rome, monday.Add(row.after))
		var holder string
		var stage prompt.Stage
		if d.Ask != nil {
			holder, stage = string(d.Ask.Holder), d.Ask.Stage
		}
		if holder != row.holder || stage != row.stage {
			t.Errorf("after %v: %s/%s, want %s/%s", row.after, holder, stage, row.holder, row.stage)
		}
	}
}

func TestStandardsHaveLimits(t *testing.T) {
	for _, row := range []struct {
		d  time.Duration
		ok bool
	}{{MinStandard - 1, false}, {MinStandard, true}, {MaxStandard, true}, {MaxStandard + 1, false}} {
		if err := (Standards{Call: row.d, Mail: time.Hour}).Check(); (err == nil) != row.ok {
			t.Errorf("%v: %v", row.d, err)
		}
	}
}

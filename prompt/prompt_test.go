package prompt_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/member"
	"kept/prompt"
	"kept/prompt/prompttest"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const ms = time.Millisecond

// However short a promise, its rungs stand in order between its making and its date.
func TestClimbIsOrdered(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, now)
		client := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		lead := prompt.Lead{}
		for _, d := range []*time.Duration{&lead.Notice, &lead.Leader, &lead.Deputy, &lead.Warn} {
			*d = time.Duration(rapid.IntRange(0, 40*60).Draw(t, "lead")) * time.Minute
		}
		date := now.Add(time.Duration(rapid.Int64Range(60_000, 60*24*3_600_000).Draw(t, "ahead")) * ms)
		l := prompt.Climb(now, date, lead, team, client)
		if !now.Before(l.Warn) || !l.Warn.Before(l.Deputy) || l.Leader.Before(l.Deputy) || !l.Leader.Before(l.TellBy) || !l.TellBy.Before(l.Date) {
			t.Fatalf("set %v: %+v", now, l)
		}
		if team.Deputy.ID == "" && !l.Deputy.Equal(l.Leader) {
			t.Fatalf("without a deputy there is a rung for him: %+v", l)
		}
	})
}

// With time enough, the last moment to tell lies in both offices' hours and
// leaves the client his notice.
func TestTellByIsInBothOffices(t *testing.T) {
	rome, sydney := prompttest.Calendar("Europe/Rome"), prompttest.Calendar("Australia/Sydney")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	date := time.Date(2026, 3, 20, 4, 0, 0, 0, time.UTC) // Friday 15:00 in Sydney
	l := prompt.Climb(now, date, prompt.Lead{Notice: 4 * time.Hour, Leader: time.Hour, Warn: 8 * time.Hour}, team, sydney)
	want := time.Date(2026, 3, 19, 16, 0, 0, 0, time.UTC) // Thursday's close in Rome: Sydney's Friday 11:00 is night there
	if !l.TellBy.Equal(want) {
		t.Errorf("tell by %v, want %v", l.TellBy, want)
	}
	if left := sydney.Between(l.TellBy, date); left < 4*time.Hour {
		t.Errorf("the client is left %v of his working time", left)
	}
}

func TestHolder(t *testing.T) {
	away := []member.Absence{{From: now, Until: now.Add(time.Hour)}, {From: now.Add(30 * time.Minute), Until: now.Add(2 * time.Hour)}}
	team := prompt.Team{Owner: prompt.Person{ID: "o", Absences: away}, Deputy: prompt.Person{ID: "d"}, Leader: prompt.Person{ID: "l", Absences: away}}
	for _, row := range []struct {
		level   prompt.Level
		at      time.Time
		holder  member.ID
		changes time.Time
	}{
		{prompt.ToOwner, now.Add(-ms), "o", now},
		{prompt.ToOwner, now, "d", now.Add(2 * time.Hour)}, // the edge within the overlap changes nothing
		{prompt.ToOwner, now.Add(2 * time.Hour), "o", time.Time{}},
		{prompt.ToDeputy, now, "d", time.Time{}},
		{prompt.ToLeader, now, "l", time.Time{}}, // nobody is above him
	} {
		holder, changes := team.Holder(row.level, row.at)
		if holder != row.holder || !changes.Equal(row.changes) {
			t.Errorf("level %v at %v: %s until %v, want %s until %v", row.level, row.at, holder, changes, row.holder, row.changes)
		}
	}
	team.Deputy = prompt.Person{}
	if holder, _ := team.Holder(prompt.ToOwner, now); holder != "l" {
		t.Errorf("owner away, no deputy: %s holds it", holder)
	}
}

func TestSnooze(t *testing.T) {
	p := prompt.Prompt{Ask: prompt.Ask{SnoozeBy: now.Add(time.Hour)}}
	for _, row := range []struct {
		until time.Time
		ok    bool
	}{{now, false}, {now.Add(ms), true}, {now.Add(time.Hour), true}, {now.Add(time.Hour + ms), false}} {
		got, err := p.Snooze(row.until, now)
		if (err == nil) != row.ok {
			t.Errorf("until %v: %v", row.until, err)
		}
		if row.ok && (got.Open(row.until.Add(-ms)) || !got.Open(row.until)) {
			t.Errorf("snoozed until %v, it stands open at the wrong time", row.until)
		}
	}
	for i := range prompt.MaxSnoozes {
		var err error
		if p, err = p.Snooze(now.Add(time.Minute), now); err != nil {
			t.Fatalf("snooze %d: %v", i+1, err)
		}
	}
	if _, err := p.Snooze(now.Add(time.Minute), now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a fourth snooze: %v", err)
	}
	if _, err := (prompt.Prompt{}).Snooze(now.Add(time.Minute), now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("what cannot wait was snoozed: %v", err)
	}
}

func TestDismiss(t *testing.T) {
	if _, err := (prompt.Prompt{}).Dismiss(" "); fault.KindOf(err) != fault.Invalid {
		t.Errorf("dismissed without a reason: %v", err)
	}
	p, err := (prompt.Prompt{}).Dismiss("he was here this morning")
	if err != nil || p.Open(now) {
		t.Errorf("%v, open %v", err, p.Open(now))
	}
	if _, err := (prompt.Prompt{SettledAt: now}).Dismiss("x"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a settled prompt was dismissed: %v", err)
	}
}

func TestReviewAbsenceIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, now)
		from := now.Add(time.Duration(rapid.Int64Range(-100*3_600_000, 400*3_600_000).Draw(t, "from")) * ms)
		a := member.Absence{MemberID: "mem_owner", From: from, Until: from.Add(time.Duration(rapid.Int64Range(1, 300*3_600_000).Draw(t, "lasts")) * ms)}
		dues := make([]time.Time, rapid.IntRange(0, 2).Draw(t, "dues"))
		prompttest.Sleepable(t, func(at time.Time) prompt.Decision { return prompt.ReviewAbsence(a, dues, team, at) }, nil, now)
	})
}

// Who is asked the same a second time, one rung higher, is not mailed again;
// another person, or another stage, is.
func TestClimbed(t *testing.T) {
	one := prompt.Ask{Rule: prompt.Due, Stage: prompt.Early, Level: prompt.ToOwner, Holder: "mem_1"}
	for name, tt := range map[string]struct {
		change func(*prompt.Ask)
		want   bool
	}{
		"to himself":     {func(a *prompt.Ask) { a.Level = prompt.ToLeader }, true},
		"to another":     {func(a *prompt.Ask) { a.Level, a.Holder = prompt.ToLeader, "mem_2" }, false},
		"the next stage": {func(a *prompt.Ask) { a.Stage = prompt.TellNow }, false},
	} {
		b := one
		tt.change(&b)
		if got := one.Climbed(b); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

package plan

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/worktime"
)

func TestWhatIsOvertaken(t *testing.T) {
	told := func(latest int) func(*Step) {
		return func(s *Step) { s.Told = Told{Until: day(latest - 2), Latest: day(latest)} }
	}
	p := Plan{Steps: []Step{step("never told", 1), step("holds", 1, told(4)), step("late", 1, told(3)), step("no forecast", 1, told(1)),
		step("done", 1, told(1), func(s *Step) { s.StartedAt, s.DoneAt = now, now })}}
	likely := func(id ID) (worktime.Day, bool) { return day(4), id != "no forecast" }
	if got := Overtaken(p, likely); len(got) != 1 || got[0].ID != "late" {
		t.Errorf("%+v", got)
	}
}

func TestReviewUntold(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	lead := prompt.Lead{Notice: 4 * time.Hour, Leader: 2 * time.Hour, Deputy: 2 * time.Hour, Warn: 8 * time.Hour}
	by := time.Date(2026, 3, 20, 16, 0, 0, 0, time.UTC)
	l := prompt.Climb(now, by, lead, team, rome)
	for name, row := range map[string]struct {
		u     Untold
		at    time.Time
		stage prompt.Stage
		level prompt.Level
	}{
		"nothing moved":     {Untold{Since: now}, now, "", 0},
		"at once":           {Untold{now, by}, now, prompt.Early, prompt.ToOwner},
		"before the leader": {Untold{now, by}, l.Leader.Add(-time.Millisecond), prompt.Early, prompt.ToOwner},
		"the leader":        {Untold{now, by}, l.Leader, prompt.Early, prompt.ToLeader},
		"the last moment":   {Untold{now, by}, l.TellBy, prompt.TellNow, prompt.ToLeader},
		"as it passes":      {Untold{now, by}, by, prompt.TellNow, prompt.ToLeader},
		"it has passed":     {Untold{now, by}, by.Add(time.Millisecond), prompt.Passed, prompt.ToLeader},
		"it had passed":     {Untold{now, now}, now, prompt.Passed, prompt.ToLeader},
	} {
		d := ReviewUntold(row.u, lead, team, rome, row.at)
		if d.Ask == nil && row.stage != "" || d.Ask != nil && (d.Ask.Stage != row.stage || d.Ask.Level != row.level || d.Ask.Rule != prompt.Untold) {
			t.Errorf("%s: %+v", name, d.Ask)
		}
	}
}

func TestReviewUntoldIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		team := prompttest.Team(t, people, now)
		client := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		u := Untold{Since: now, By: now.Add(time.Duration(rapid.Int64Range(-3_600_000, 40*24*3_600_000).Draw(t, "by")) * time.Millisecond)}
		lead := prompt.Lead{Notice: 4 * time.Hour, Leader: 2 * time.Hour, Deputy: 2 * time.Hour, Warn: 8 * time.Hour}
		prompttest.Sleepable(t,
			func(at time.Time) prompt.Decision { return ReviewUntold(u, lead, team, client, at) },
			func(time.Time) any { return nil }, now)
	})
}

package news

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/prompt/prompttest"
	"kept/worktime"
)

func ready() Update {
	return Update{AuthorID: "mem_1", State: Draft, Subject: "Your house", Lines: []Line{{Part: Done, Text: "The wall stands."}}}
}

// Planning has its boundaries just before, at, and just after.
func TestPlan(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		name   string
		at     time.Time
		second bool
		stale  []Stale
		to     []string
		want   fault.Kind
	}{
		{"a moment before now", now.Add(-time.Millisecond), false, nil, []string{"con_1"}, fault.Invalid},
		{"now", now, false, nil, []string{"con_1"}, fault.Invalid},
		{"a moment after now", now.Add(time.Millisecond), false, nil, []string{"con_1"}, ""},
		{"as far as it goes", now.Add(MaxAhead), false, nil, []string{"con_1"}, ""},
		{"further", now.Add(MaxAhead + time.Millisecond), false, nil, []string{"con_1"}, fault.Invalid},
		{"for nobody", now.Add(time.Hour), false, nil, nil, fault.Invalid},
		{"old by then", now.Add(time.Hour), false, []Stale{{Why: "it has passed"}}, []string{"con_1"}, fault.Invalid},
		{"not approved", now.Add(time.Hour), true, nil, []string{"con_1"}, fault.Conflict},
	} {
		p, err := ready().Plan(Sending{At: row.at, By: "mem_1", Readers: row.to}, row.second, row.stale, now)
		if row.want == "" && (err != nil || !p.Planned() || !p.SendAt.Equal(row.at) || p.PlannedID != "mem_1" || !slices.Equal(p.Readers, row.to)) {
			t.Errorf("%s: %+v %v", row.name, p, err)
		}
		if row.want != "" && fault.KindOf(err) != row.want {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

// What was planned is not planned any more once it is edited, given back, dropped
// or sent, and a held one is a draft that says why.
func TestPlanEnds(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	a := ready()
	a.State, a.ApprovedID, a.ApprovedAt = Approved, "mem_2", now
	p, err := a.Plan(Sending{At: now.Add(time.Hour), By: "mem_1", Readers: []string{"con_1"}}, true, nil, now)
	if err != nil || p.State != Approved {
		t.Fatalf("%+v %v", p, err)
	}
	for name, end := range map[string]func(Update) (Update, error){
		"edited":     func(u Update) (Update, error) { return u.Edit(func(u *Update) { u.Intro = "Yes." }) },
		"given back": Update.Return,
		"dropped":    Update.Drop,
		"sent":       func(u Update) (Update, error) { return u.Send(true, nil, now) },
		"taken back": Update.Unplan,
		"held":       func(u Update) (Update, error) { return u.Hold("It rained."), nil },
	} {
		e, err := end(p)
		if err != nil || e.Planned() || e.PlannedID != "" || e.Readers != nil {
			t.Errorf("%s: %+v %v", name, e, err)
		}
		if held := name == "held"; held != (e.Held != "") || held && (e.State != Draft || e.ApprovedID != "") {
			t.Errorf("%s: %+v", name, e)
		}
		if name == "taken back" && e.State != Approved {
			t.Errorf("not a word has changed, and it is %s", e.State)
		}
	}
	if _, err := a.Unplan(); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was planned: %v", err)
	}
	if e, err := p.Hold("It rained.").Edit(func(u *Update) { u.Intro = "Yes." }); err != nil || e.Held != "" {
		t.Errorf("somebody looked at it: %+v %v", e, err)
	}
}

// The moments that are offered: Rome is open from nine to half past five.
func TestMoments(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	at := func(d worktime.Day, c worktime.Clock) time.Time {
		when, err := rome.At(d, c)
		if err != nil {
			t.Fatal(err)
		}
		return when.UTC()
	}
	opens := func(d worktime.Day) time.Time {
		o, ok := rome.Opens(d)
		if !ok {
			t.Fatalf("%v is closed", d)
		}
		return o.UTC()
	}
	friday := Cadence{Every: TwoWeeks, Weekday: time.Friday, At: 15 * 60}
	for _, row := range []struct {
		name string
		c    Cadence
		now  time.Time
		want []time.Time
	}{
		{"a Monday before they open", friday, opens(march(9)).Add(-time.Millisecond), []time.Time{opens(march(9)), opens(march(10)), at(march(13), 15*60)}},
		{"a Monday as they open", friday, opens(march(9)), []time.Time{opens(march(10)), at(march(13), 15*60)}},
		{"its Friday just before", friday, at(march(13), 15*60).Add(-time.Millisecond), []time.Time{at(march(13), 15*60)}},
		{"its Friday at the hour", friday, at(march(13), 15*60), []time.Time{at(march(20), 15*60)}},
		{"no cadence, on a Saturday", Cadence{}, at(march(14), 12*60), []time.Time{opens(march(16))}},
	} {
		if got := Moments(row.c, rome, row.now); !slices.EqualFunc(got, row.want, time.Time.Equal) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

// Whatever is offered is still to come, inside their hours, each once.
func TestMomentsAreOpen(t *testing.T) {
	cal := prompttest.Calendar("Europe/Berlin")
	rapid.Check(t, func(t *rapid.T) {
		c := Cadence{Every: rapid.SampledFrom(Intervals()).Draw(t, "every"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), At: worktime.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "at"))}
		now := time.UnixMilli(rapid.Int64Range(1_700_000_000_000, 1_900_000_000_000).Draw(t, "now")).UTC()
		got := Moments(c, cal, now)
		if len(got) == 0 {
			t.Fatalf("nothing is offered at %v", now)
		}
		for i, m := range got {
			if !m.After(now) || !cal.IsOpen(m) || i > 0 && !m.After(got[i-1]) {
				t.Fatalf("at %v: %v", now, got)
			}
		}
	})
}

// Calm leaves one interval out and no more, never past a day that he was told of.
func TestCadenceRelaxes(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	c := Cadence{Every: Weekly, Weekday: time.Friday, At: 15 * 60, Relax: true}
	stiff := c
	stiff.Relax = false
	for _, row := range []struct {
		name string
		c    Cadence
		mood Mood
		want worktime.Day
	}{
		{"as ever", c, Mood{}, march(20)},
		{"calm", c, Mood{Calm: true}, march(27)},
		{"calm, and it does not relax", stiff, Mood{Calm: true}, march(20)},
		{"calm and in doubt", c, Mood{Calm: true, Doubt: true}, march(16)},
		{"told of the day before", c, Mood{Calm: true, Told: march(26)}, march(20)},
		{"told of just that day", c, Mood{Calm: true, Told: march(27)}, march(27)},
		{"told of the day after", c, Mood{Calm: true, Told: march(28)}, march(27)},
	} {
		if got := worktime.DayOf(row.c.Next(march(13), row.mood, rome).Due(rome).Add(-time.Millisecond), rome.Location()); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

func TestCalm(t *testing.T) {
	until := march(27)
	for _, row := range []struct {
		name string
		f    Fact
		want bool
	}{
		{"what was done", Fact{Kind: StepDone, Day: march(13)}, true},
		{"owed the day before", Fact{Kind: PromiseDue, Day: march(26)}, false},
		{"owed on the day", Fact{Kind: PromiseDue, Day: until}, false},
		{"owed the day after", Fact{Kind: PromiseDue, Day: march(28)}, true},
		{"next, nobody said when", Fact{Kind: StepNext}, true},
		{"it goes on", Fact{Kind: StepGoesOn}, false},
		{"a date moved", Fact{Kind: DateMoved, Day: march(28)}, false},
		{"their turn", Fact{Kind: TheirTurn, Day: march(28)}, false},
	} {
		if got := Calm([]Fact{row.f}, until); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
	if !Calm(nil, until) {
		t.Error("nothing at all is not calm")
	}
}

// After a step he hears within so many of his working days; the client's cadence
// is that of a project without one of its own.
func TestAfterStepAndUsual(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	for _, row := range []struct {
		after int
		done  worktime.Day
		want  worktime.Day
	}{{0, march(12), worktime.Day{}}, {1, march(12), march(13)}, {2, march(12), march(16)}, {1, march(14), march(16)}, {MaxAfter, march(2), march(30)}} {
		if got := (Cadence{After: row.after}).AfterStep(row.done, rome); got.Day != row.want {
			t.Errorf("%d after %v: %v, want %v", row.after, row.done, got.Day, row.want)
		}
	}
	usual := Cadence{Every: Weekly, Weekday: time.Friday, At: 900, After: 2}
	own := Cadence{Every: Monthly, Weekday: time.Monday, At: 600}
	none := Cadence{Every: None}
	for name, row := range map[string][2]Cadence{
		"its own": {own.Or(usual), own}, "none at all": {none.Or(usual), none}, "the client's": {Cadence{}.Or(usual), usual},
		"the client's, sooner after a step": {Cadence{After: 1}.Or(usual), {Every: Weekly, Weekday: time.Friday, At: 900, After: 1}},
	} {
		if row[0] != row[1] {
			t.Errorf("%s: %+v", name, row[0])
		}
	}
	for after, bad := range map[int]bool{-1: true, 0: false, MaxAfter: false, MaxAfter + 1: true} {
		if err := (Cadence{After: after}).Check(); (err != nil) != bad {
			t.Errorf("%d working days: %v", after, err)
		}
	}
	if got := (Cadence{Every: None, Weekday: 5, At: 900, Relax: true, After: 3}).Plain(); got != (Cadence{Every: None, After: 3}) {
		t.Errorf("plain: %+v", got)
	}
}

// A calm cadence is never later than two intervals, and never sooner than a stiff one.
func TestCalmIsBounded(t *testing.T) {
	cal := prompttest.Calendar("Europe/Berlin")
	rapid.Check(t, func(t *rapid.T) {
		c := Cadence{Every: rapid.SampledFrom([]Every{Weekly, TwoWeeks, Monthly}).Draw(t, "every"), Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), At: worktime.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "at")), Relax: true}
		last := today.AddDays(rapid.IntRange(0, 800).Draw(t, "last"))
		m := Mood{Calm: true}
		if rapid.Bool().Draw(t, "told") {
			m.Told = last.AddDays(rapid.IntRange(1, 80).Draw(t, "in"))
		}
		day := func(m Mood) worktime.Day {
			return worktime.DayOf(c.Next(last, m, cal).Due(cal).Add(-time.Millisecond), cal.Location())
		}
		stiff, calm := day(Mood{}), day(m)
		if calm.Before(stiff) || last.DaysUntil(calm) > 2*c.Every.days() || calm != stiff && !m.Told.IsZero() && calm.After(m.Told) {
			t.Fatalf("after %v: %v, calm %v, told %v", last, stiff, calm, m.Told)
		}
	})
}

package outlook_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/forecast"
	"kept/outlook"
	"kept/plan"
	"kept/worktime"
)

// The week begins on Monday 2 March 2026; all work Monday to Friday.
var (
	monday = worktime.Day{Year: 2026, Month: time.March, Date: 2}
	now    = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
)

func day(n int) worktime.Day { return monday.AddDays(n) }

func office(t interface{ Fatal(...any) }) *worktime.Calendar {
	cal, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func days(cal *worktime.Calendar) *forecast.Days {
	return forecast.NewDays(func(k int) bool { return cal.IsBusinessDay(day(k)) })
}

// worked is so many finished steps of a kind that took these days, a month ago and before.
func worked(cal *worktime.Calendar, kind string, took ...int) []outlook.Work {
	var out []outlook.Work
	for i, n := range took {
		done, _ := cal.RollBackward(day(-30 - 5*i))
		begun, _ := cal.AddBusinessDays(done, 1-n)
		out = append(out, outlook.Work{Client: "cli", Step: plan.Step{
			ID: plan.ID(fmt.Sprintf("%s-%d", kind, i)), ProjectID: fmt.Sprint("prj", i), Name: kind, Party: plan.Party{Side: plan.Ours}, Effort: plan.Effort{Least: 3, Most: 3},
			StartedAt: time.Date(begun.Year, begun.Month, begun.Date, 9, 0, 0, 0, time.UTC), DoneAt: time.Date(done.Year, done.Month, done.Date, 15, 0, 0, 0, time.UTC),
		}})
	}
	return out
}

func look(t interface{ Fatal(...any) }, p plan.Plan, work []outlook.Work) outlook.Outlook {
	cal := office(t)
	of := func(plan.Party) *worktime.Calendar { return cal }
	exp, err := outlook.Learn(work, of, now)
	if err != nil {
		t.Fatal(err)
	}
	o, err := outlook.Look(outlook.Of{Plan: p, Project: "prj", Client: "cli", Experience: exp, Calendars: of, Days: days, Today: monday})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func step(name string, least, most int) plan.Step {
	return plan.Step{ID: plan.ID(name), Name: name, Party: plan.Party{Side: plan.Ours}, Effort: plan.Effort{Least: least, Most: most}}
}

func TestWithoutPastItIsTheEstimateAndSaysSo(t *testing.T) {
	o := look(t, plan.Plan{Steps: []plan.Step{step("design", 4, 6)}}, nil)
	s, ok := o.Of("design")
	if !ok || !s.Reason.Few || s.Reason.Alike != 0 {
		t.Fatalf("%+v", o)
	}
	if half := s.By(monday, 50); half != day(4) { // five working days: Friday
		t.Errorf("half of the time it is done by %v", half)
	}
	if late := s.By(monday, 95); late.Before(day(8)) || late.After(day(16)) {
		t.Errorf("nearly always it is done by %v", late)
	}
}

func TestManyLikeItTeachWhatItReallyTakes(t *testing.T) {
	cal := office(t)
	o := look(t, plan.Plan{Steps: []plan.Step{step("Permit", 3, 3)}}, worked(cal, "permit", 11, 12, 14, 15, 17, 18, 20, 23, 11, 13, 16, 19))
	s, _ := o.Of("Permit")
	if s.Reason.Few || s.Reason.Alike != 12 || s.Reason.Longest != 23 || s.Reason.Shortest != 11 {
		t.Errorf("%+v", s.Reason)
	}
	if c := s.ChanceBy(monday, day(4)); c > 200 { // what was estimated: three days
		t.Errorf("the estimate has a chance of %d in 1000", c)
	}
	if half := s.By(monday, 50); half.Before(day(11)) || half.After(day(25)) {
		t.Errorf("half of the time it is done by %v", half)
	}
}

func TestWhatFollowsWaits(t *testing.T) {
	a, b, c := step("a", 2, 2), step("b", 1, 1), step("c", 0, 0)
	a.StartedAt, a.DoneAt = now.AddDate(0, 0, -5), now.AddDate(0, 0, -3) // on Friday
	b.NotBefore = day(9)                                                 // the Wednesday after
	p := plan.Plan{Steps: []plan.Step{a, b, c}, Links: []plan.Link{{From: "a", To: "b", Kind: plan.FinishStart, Lag: 2}, {From: "b", To: "c", Kind: plan.FinishStart}}}
	o := look(t, p, nil)
	if len(o.Steps) != 2 {
		t.Fatalf("%+v", o.Steps)
	}
	sb, _ := o.Of("b")
	sc, _ := o.Of("c")
	if sb.By(monday, 1) != day(9) || sc.By(monday, 1) != day(9) || sc.By(monday, 95) != sb.By(monday, 95) {
		t.Errorf("b from %v, the milestone from %v, %v and %v", sb.By(monday, 1), sc.By(monday, 1), sb.By(monday, 95), sc.By(monday, 95))
	}
	p.Steps[1].NotBefore = worktime.Day{}
	if sb, _ = look(t, p, nil).Of("b"); sb.By(monday, 1) != day(2) { // after Friday, two days between: Wednesday
		t.Errorf("after a lag it can be done on %v", sb.By(monday, 1))
	}
	p.Steps[1].On = day(14)
	if sb, _ = look(t, p, nil).Of("b"); sb.By(monday, 50) != day(14) {
		t.Errorf("a fixed day moved to %v", sb.By(monday, 50))
	}
}

func TestSilenceMovesTheDate(t *testing.T) {
	cal := office(t)
	past := worked(cal, "copy", 2, 2, 3, 3, 3, 4, 4, 2, 3, 3, 2, 20, 22, 25, 21, 30, 24)
	s := step("copy", 3, 3)
	s.StartedAt = now
	fresh, _ := look(t, plan.Plan{Steps: []plan.Step{s}}, past).Of("copy")
	s.StartedAt = now.AddDate(0, 0, -7)
	stuck, _ := look(t, plan.Plan{Steps: []plan.Step{s}}, past).Of("copy")
	if fresh.ChanceBy(monday, day(4)) <= stuck.ChanceBy(monday, day(4)) {
		t.Errorf("begun today it is done this week with %d, stuck for a week with %d in 1000", fresh.ChanceBy(monday, day(4)), stuck.ChanceBy(monday, day(4)))
	}
}

func TestTheOrderOfThePastChangesNothing(t *testing.T) {
	cal := office(t)
	work := worked(cal, "copy", 2, 5, 3, 9, 3, 4, 4, 9, 10, 12)
	p := plan.Plan{Steps: []plan.Step{step("copy", 3, 4), step("proof", 1, 2)}}
	rapid.Check(t, func(t *rapid.T) {
		if d := cmp.Diff(look(t, p, work), look(t, p, rapid.Permutation(work).Draw(t, "order"))); d != "" {
			t.Fatal(d)
		}
	})
}

// The days rise with the level, the chance with the day, and they agree.
func TestDaysAndChancesAgree(t *testing.T) {
	cal := office(t)
	work := worked(cal, "copy", 2, 5, 3, 9, 3, 4, 4, 9, 10, 12)
	rapid.Check(t, func(t *rapid.T) {
		var p plan.Plan
		n := rapid.IntRange(1, 8).Draw(t, "steps")
		for i := range n {
			least := rapid.IntRange(0, 20).Draw(t, "least")
			s := step(fmt.Sprint("s", i), least, least+rapid.IntRange(0, 20).Draw(t, "more"))
			if rapid.Bool().Draw(t, "begun") {
				s.StartedAt = now.AddDate(0, 0, -rapid.IntRange(0, 60).Draw(t, "since"))
			}
			p.Steps = append(p.Steps, s)
			if i > 0 && rapid.Bool().Draw(t, "linked") {
				p.Links = append(p.Links, plan.Link{From: p.Steps[i-1].ID, To: s.ID, Kind: plan.FinishStart, Lag: rapid.IntRange(-3, 3).Draw(t, "lag")})
			}
		}
		for _, s := range look(t, p, work).Steps {
			last := outlook.Levels[0]
			for _, level := range outlook.Levels {
				if s.By(monday, level).Before(s.By(monday, last)) {
					t.Fatalf("%d %% comes before %d %%: %v", level, last, s.Days)
				}
				if got := int(s.ChanceBy(monday, s.By(monday, level))); got < 10*level {
					t.Fatalf("the day of %d %% has a chance of %d in 1000: %v", level, got, s.Days)
				}
				last = level
			}
			if first := s.Days[0]; first < 0 || s.ChanceBy(monday, day(first-1)) != 1 {
				t.Fatalf("%v", s.Days)
			}
		}
	})
}

func TestKinds(t *testing.T) {
	for name, kind := range map[string]string{"Page 12": "page", "  Mock-ups of the order page ": "mock ups of the order page", "Büro 3. Stock": "büro stock", "12": ""} {
		if got := outlook.KindOf(plan.Step{Name: name}); got != kind {
			t.Errorf("%q is of kind %q, want %q", name, got, kind)
		}
	}
	if got := outlook.KindOf(plan.Step{Name: "Page 12", Kind: "landing page"}); got != "landing page" {
		t.Error(got)
	}
}

func BenchmarkLook30(b *testing.B) { benchmarkLook(b, 30) }
func BenchmarkLook60(b *testing.B) { benchmarkLook(b, 60) }

func benchmarkLook(b *testing.B, n int) {
	cal := office(b)
	of := func(plan.Party) *worktime.Calendar { return cal }
	var work []outlook.Work
	for k := range 40 {
		for i, w := range worked(cal, fmt.Sprint("kind ", string(rune('a'+k%26))), 2, 5, 3, 9, 3, 4, 4, 9, 10, 12) {
			w.ID = plan.ID(fmt.Sprint(w.ID, "-", k, "-", i))
			work = append(work, w)
		}
	}
	exp, err := outlook.Learn(work, of, now)
	if err != nil {
		b.Fatal(err)
	}
	var p plan.Plan
	for i := range n {
		p.Steps = append(p.Steps, step(fmt.Sprint("kind ", string(rune('a'+i%26))), 2, 4))
		p.Steps[i].ID = plan.ID(fmt.Sprint(i))
		if i > 2 {
			p.Links = append(p.Links, plan.Link{From: p.Steps[i-1].ID, To: p.Steps[i].ID, Kind: plan.FinishStart}, plan.Link{From: p.Steps[i-3].ID, To: p.Steps[i].ID, Kind: plan.FinishStart})
		}
	}
	d := days(cal)
	for b.Loop() {
		if _, err := outlook.Look(outlook.Of{Plan: p, Project: "prj", Client: "cli", Experience: exp, Calendars: of, Days: func(*worktime.Calendar) *forecast.Days { return d }, Today: monday}); err != nil {
			b.Fatal(err)
		}
	}
}

// What was answered for one client is not said of another whose own past is
// another: an outlook is the same whatever was asked before it. New clients are alike.
func TestAnswersAreNotMixedUp(t *testing.T) {
	cal := office(t)
	work := worked(cal, "permit", 11, 12, 14, 15, 17, 18, 20, 23, 11, 13, 16, 19)
	for i := range work {
		if i%2 == 0 {
			work[i].Client = "slow"
			work[i].StartedAt = work[i].StartedAt.AddDate(0, 0, -40)
		}
	}
	of := func(plan.Party) *worktime.Calendar { return cal }
	learn := func() *outlook.Experience {
		exp, err := outlook.Learn(append([]outlook.Work(nil), work...), of, now)
		if err != nil {
			t.Fatal(err)
		}
		return exp
	}
	ask := func(exp *outlook.Experience, client string) outlook.Outlook {
		o, err := outlook.Look(outlook.Of{Plan: plan.Plan{Steps: []plan.Step{step("Permit", 3, 3)}}, Project: "prj", Client: client, Experience: exp, Calendars: of, Days: days, Today: monday})
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	shared := learn()
	answers := map[string]outlook.Outlook{}
	for _, client := range []string{"new", "slow", "cli", "newer", "slow", "new"} {
		got := ask(shared, client)
		if diff := cmp.Diff(ask(learn(), client), got); diff != "" {
			t.Errorf("%s: asked after others it is another answer (-alone +after):\n%s", client, diff)
		}
		answers[client] = got
	}
	if cmp.Equal(answers["slow"], answers["cli"]) {
		t.Error("two clients with other pasts have one answer: the check sees nothing")
	}
	if diff := cmp.Diff(answers["new"], answers["newer"]); diff != "" {
		t.Errorf("two clients without a past differ:\n%s", diff)
	}
}

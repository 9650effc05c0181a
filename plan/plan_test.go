package plan

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/worktime"
)

// The week begins on Monday 2 March 2026; all work Monday to Friday.
var (
	monday = worktime.Day{Year: 2026, Month: time.March, Date: 2}
	now    = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
)

func day(n int) worktime.Day { return monday.AddDays(n) }

func calendar(t interface{ Fatal(...any) }) Calendars {
	cal, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return func(Party) *worktime.Calendar { return cal }
}

func step(id string, days int, more ...func(*Step)) Step {
	s := Step{ID: ID(id), Name: "Step " + id, Party: Party{Side: Ours}, Effort: Effort{days, days}}
	for _, f := range more {
		f(&s)
	}
	return s
}

func TestLay(t *testing.T) {
	begun := func(at time.Time) func(*Step) { return func(s *Step) { s.StartedAt = at } }
	for name, c := range map[string]struct {
		plan Plan
		want string // each step's first and last day, days after Monday
	}{
		"one day begins and ends today":          {Plan{Steps: []Step{step("a", 1)}}, "a 0-0"},
		"five days end on Friday":                {Plan{Steps: []Step{step("a", 5)}}, "a 0-4"},
		"six days end on the next Monday":        {Plan{Steps: []Step{step("a", 6)}}, "a 0-7"},
		"the follower begins the next day":       {Plan{[]Step{step("a", 2), step("b", 1)}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-1, b 2-2 follows a"},
		"over the weekend":                       {Plan{[]Step{step("a", 5), step("b", 1)}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-4, b 7-7 follows a"},
		"a lag adds working days":                {Plan{[]Step{step("a", 2), step("b", 1)}, []Link{{"a", "b", FinishStart, 2}}}, "a 0-1, b 4-4 follows a"},
		"a lag below none overlaps":              {Plan{[]Step{step("a", 4), step("b", 1)}, []Link{{"a", "b", FinishStart, -2}}}, "a 0-3, b 2-2 follows a"},
		"a milestone falls on the very day":      {Plan{[]Step{step("a", 2), step("b", 0)}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-1, b 1-1 follows a"},
		"after a milestone, the next day":        {Plan{[]Step{step("a", 0), step("b", 1)}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-0, b 1-1 follows a"},
		"with the start of another one":          {Plan{[]Step{step("a", 2, func(s *Step) { s.NotBefore = day(3) }), step("b", 1)}, []Link{{"a", "b", StartStart, 0}}}, "a 3-4 not before, b 3-3 follows a"},
		"a day after the start of another one":   {Plan{[]Step{step("a", 4), step("b", 1)}, []Link{{"a", "b", StartStart, 1}}}, "a 0-3, b 1-1 follows a"},
		"the later of two":                       {Plan{[]Step{step("a", 1), step("b", 3), step("c", 1)}, []Link{{"a", "c", FinishStart, 0}, {"b", "c", FinishStart, 0}}}, "a 0-0, b 0-2, c 3-3 follows b"},
		"not before a Saturday is Monday":        {Plan{Steps: []Step{step("a", 1, func(s *Step) { s.NotBefore = day(5) })}}, "a 7-7 not before"},
		"a fixed day stays":                      {Plan{[]Step{step("a", 2), step("b", 1, func(s *Step) { s.On = day(9) })}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-1, b 9-9 fixed"},
		"a fixed day at the edge is not tight":   {Plan{[]Step{step("a", 2), step("b", 2, func(s *Step) { s.On = day(3) })}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-1, b 2-3 fixed"},
		"a fixed day that comes too early":       {Plan{[]Step{step("a", 2), step("b", 2, func(s *Step) { s.On = day(2) })}, []Link{{"a", "b", FinishStart, 0}}}, "a 0-1, b 1-2 fixed, 1 too early"},
		"what was begun began then":              {Plan{Steps: []Step{step("a", 3, begun(now.AddDate(0, 0, -3)))}}, "a -3-1 fact"},
		"what is late ends today at the soonest": {Plan{Steps: []Step{step("a", 1, begun(now.AddDate(0, 0, -10)))}}, "a -10-0 fact"},
		"what is done is done":                   {Plan{[]Step{step("a", 9, begun(now.AddDate(0, 0, -4)), func(s *Step) { s.DoneAt = now.AddDate(0, 0, -3) }), step("b", 1)}, []Link{{"a", "b", FinishStart, 0}}}, "a -4--3 fact, b 0-0"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.plan.Check(); err != nil {
				t.Fatal(err)
			}
			laid, err := Lay(c.plan, calendar(t), now)
			if err != nil {
				t.Fatal(err)
			}
			if got := said(laid); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func said(laid []Laid) string {
	var out []string
	for _, l := range laid {
		s := fmt.Sprintf("%s %d-%d", l.Step, monday.DaysUntil(l.Start), monday.DaysUntil(l.End))
		if l.Why == ByLink {
			s += " follows " + string(l.After)
		} else if l.Why != ByNothing {
			s += " " + string(l.Why)
		}
		if l.Squeezed > 0 {
			s += fmt.Sprintf(", %d too early", l.Squeezed)
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestARangeMovesWhatFollows(t *testing.T) {
	a, b := step("a", 0), step("b", 1)
	a.Effort = Effort{2, 5}
	laid, err := Lay(Plan{[]Step{a, b}, []Link{{"a", "b", FinishStart, 0}}}, calendar(t), now)
	if err != nil {
		t.Fatal(err)
	}
	if laid[0].End != day(3) || laid[0].Latest != day(4) || laid[1].End != day(4) || laid[1].Latest != day(7) {
		t.Errorf("%+v", laid)
	}
}

func TestPlansThatCannotBe(t *testing.T) {
	three := []Step{step("a", 1), step("b", 1), step("c", 1)}
	for name, c := range map[string]struct {
		plan Plan
		says string
	}{
		"a circle":       {Plan{three, []Link{{"a", "b", FinishStart, 0}, {"b", "c", StartStart, 0}, {"c", "a", FinishStart, 0}}}, "in a circle: “Step"},
		"itself":         {Plan{three, []Link{{"a", "a", FinishStart, 0}}}, "cannot follow on itself"},
		"nowhere":        {Plan{three, []Link{{"a", "x", FinishStart, 0}}}, "not in this plan"},
		"twice":          {Plan{three, []Link{{"a", "b", FinishStart, 0}, {"a", "b", StartStart, 0}}}, "already"},
		"another kind":   {Plan{three, []Link{{"a", "b", "finish-finish", 0}}}, "begins after the end"},
		"too long a lag": {Plan{three, []Link{{"a", "b", FinishStart, MaxLag + 1}}}, "at most 1000"},
		"too many steps": {Plan{Steps: make([]Step, MaxSteps+1)}, "at most 5,000"},
		"too many links": {Plan{Links: make([]Link, MaxLinks+1)}, "20,000 links"},
	} {
		f, ok := fault.As(c.plan.Check())
		if !ok || !strings.Contains(f.Error(), c.says) {
			t.Errorf("%s: %v", name, f)
		}
	}
	if err := (Plan{three, []Link{{"a", "b", FinishStart, MaxLag}, {"b", "c", FinishStart, -MaxLag}}}).Check(); err != nil {
		t.Error(err)
	}
}

func TestStepsThatCannotBe(t *testing.T) {
	for name, change := range map[string]func(*Step){
		"no name":           func(s *Step) { s.Name = "" },
		"too long a name":   func(s *Step) { s.Name = strings.Repeat("x", MaxName+1) },
		"less than no days": func(s *Step) { s.Effort = Effort{-1, 1} },
		"too many days":     func(s *Step) { s.Effort = Effort{1, MaxDays + 1} },
		"a turned range":    func(s *Step) { s.Effort = Effort{3, 2} },
		"nobody's side":     func(s *Step) { s.Party.Side = "" },
		"year 1":            func(s *Step) { s.NotBefore = worktime.Day{Year: 1, Month: 1, Date: 1} },
		"year 9999":         func(s *Step) { s.On = worktime.Day{Year: 9999, Month: 1, Date: 1} },
		"over before it":    func(s *Step) { s.NotBefore, s.On = day(2), day(1) },
	} {
		s := step("a", 1)
		if change(&s); s.Check() == nil {
			t.Errorf("%s was taken", name)
		}
	}
	edge := step("a", MaxDays, func(s *Step) { s.Name, s.NotBefore, s.On = strings.Repeat("x", MaxName), day(1), day(1) })
	if err := edge.Check(); err != nil {
		t.Error(err)
	}
}

func TestBeginningAndFinishing(t *testing.T) {
	s := step("a", 1)
	if _, err := s.Start(now.Add(time.Millisecond), now); err == nil {
		t.Error("begun in the future")
	}
	if _, err := s.Reopen(); err == nil {
		t.Error("reopened what was not begun")
	}
	begun, err := s.Start(now, now)
	if err != nil || !begun.Running() {
		t.Fatal(begun, err)
	}
	if _, err := begun.Finish(now.Add(-time.Millisecond), now); err == nil {
		t.Error("done before it was begun")
	}
	done, err := begun.Finish(now, now)
	if err != nil || !done.Done() || done.Running() {
		t.Fatal(done, err)
	}
	if _, err := done.Finish(now, now); err == nil {
		t.Error("done twice")
	}
	if _, err := done.Start(now, now); err == nil {
		t.Error("begun after it was done")
	}
	again, err := done.Reopen()
	if err != nil || again != begun {
		t.Errorf("%+v %v", again, err)
	}
	if at, err := s.Finish(now, now); err != nil || !at.StartedAt.Equal(now) {
		t.Error("what nobody began is begun when it is done", at, err)
	}
}

func TestShiftsAndWhatTheyEndanger(t *testing.T) {
	p := Plan{[]Step{step("a", 2), step("b", 1), step("c", 1)}, []Link{{"a", "b", FinishStart, 0}}}
	before, err := Lay(p, calendar(t), now)
	if err != nil {
		t.Fatal(err)
	}
	p.Steps[0].Effort = Effort{4, 4}
	after, err := Lay(p, calendar(t), now)
	if err != nil {
		t.Fatal(err)
	}
	shifts := Shifts(before, after)
	if len(shifts) != 2 || shifts[0].Step != "a" || shifts[0].Days != 2 || shifts[1].Step != "b" || shifts[1].Days != 2 {
		t.Errorf("%+v", shifts)
	}
	at := Endangered(after, []Hanging{{Promise: "p1", Step: "b", Day: day(4)}, {Promise: "p2", Step: "b", Day: day(3)}, {Promise: "p3", Step: "c", Day: day(0)}, {Promise: "p4", Step: "gone", Day: day(0)}})
	if len(at) != 1 || at[0].Promise != "p2" || at[0].Late != 1 {
		t.Errorf("%+v", at)
	}
}

func TestLostDaysAreOfTheSideThatHeld(t *testing.T) {
	p := Plan{Steps: []Step{
		step("in time", 3, func(s *Step) { s.StartedAt, s.DoneAt = now.AddDate(0, 0, -14), now.AddDate(0, 0, -12) }),
		step("a day over", 2, func(s *Step) { s.StartedAt, s.DoneAt = now.AddDate(0, 0, -14), now.AddDate(0, 0, -12) }),
		step("still running", 2, func(s *Step) { s.StartedAt, s.Party.Side = now.AddDate(0, 0, -5), Theirs }), // Wednesday to Monday: four days
		step("not begun", 1, func(s *Step) { s.Party.Side = Third }),
	}}
	got := Lost(p, calendar(t), now)
	if len(got) != 2 || got[Ours] != 1 || got[Theirs] != 2 {
		t.Error(got)
	}
}

// Whatever the plan, each step begins after what it follows on, and none that
// is not done ends before today.
func TestLayHolds(t *testing.T) {
	of := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		var p Plan
		n := rapid.IntRange(1, 12).Draw(t, "steps")
		for i := range n {
			least := rapid.IntRange(0, 10).Draw(t, "least")
			s := step(fmt.Sprint(i), 0)
			s.Effort = Effort{least, least + rapid.IntRange(0, 5).Draw(t, "more")}
			if rapid.Bool().Draw(t, "waits") {
				s.NotBefore = day(rapid.IntRange(-20, 40).Draw(t, "day"))
			}
			p.Steps = append(p.Steps, s)
			for j := range i {
				if rapid.IntRange(0, 3).Draw(t, "link") == 0 {
					p.Links = append(p.Links, Link{ID(fmt.Sprint(j)), s.ID, FinishStart, rapid.IntRange(0, 3).Draw(t, "lag")})
				}
			}
		}
		laid, err := Lay(p, of, now)
		if err != nil {
			t.Fatal(err)
		}
		at := map[ID]Laid{}
		for i, l := range laid {
			at[l.Step] = l
			if l.Start.After(l.End) || l.End.After(l.Latest) || l.End.Before(monday) || p.Steps[i].NotBefore.After(l.Start) {
				t.Fatalf("%+v of %+v", l, p.Steps[i])
			}
		}
		for _, l := range p.Links {
			to, _ := p.Step(l.To)
			if early := at[l.From].End; at[l.To].Start.Before(early) || to.Effort.Likely() > 0 && at[l.To].Start == early {
				t.Fatalf("%+v begins before %+v is over", at[l.To], at[l.From])
			}
		}
	})
}

func BenchmarkLay(b *testing.B) {
	of := calendar(b)
	var p Plan
	for i := range 500 {
		p.Steps = append(p.Steps, step(fmt.Sprint(i), i%7))
		for j := 1; j <= 3 && i >= j*j; j++ {
			p.Links = append(p.Links, Link{ID(fmt.Sprint(i - j*j)), ID(fmt.Sprint(i)), FinishStart, 0})
		}
	}
	for b.Loop() {
		if _, err := Lay(p, of, now); err != nil {
			b.Fatal(err)
		}
	}
}

package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/plan"
	"kept/worktime"
)

// filed is a plan of a tool with steps of one day each, held by us.
func filed(names ...string) plan.Outside {
	f := plan.Outside{Format: "x", Name: "Plan"}
	for _, n := range names {
		key, stage, _ := strings.Cut(n, "@")
		f.Steps = append(f.Steps, plan.OutsideStep{Step: plan.Step{Source: "x:" + key, Name: key, Stage: stage, Effort: plan.Effort{Least: 1, Most: 1}, Party: plan.Party{Side: plan.Ours}}})
	}
	return f
}

// bringing merges files one after another into one plan.
type bringing struct {
	t    interface{ Fatal(...any) }
	here plan.Plan
	said plan.Outside
	ids  int
}

var at = time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)

func (b *bringing) bring(f plan.Outside) plan.Merged {
	m, err := plan.Merging{Project: "p", Here: b.here, Said: b.said, File: f, Now: at, Today: worktime.Day{Year: 2026, Month: 3, Date: 4}, NewID: func() plan.ID {
		b.ids++
		return plan.ID(fmt.Sprint("n", b.ids))
	}}.Merge()
	if err != nil {
		b.t.Fatal(err)
	}
	b.here, b.said = m.Plan, m.Says
	return m
}

func (b *bringing) step(key string) *plan.Step {
	for i := range b.here.Steps {
		if b.here.Steps[i].Source == "x:"+key {
			return &b.here.Steps[i]
		}
	}
	b.t.Fatal("no step ", key)
	return nil
}

func told(p plan.Plan) string {
	out := ""
	for i, s := range p.Steps {
		if s.Seq != i+1 {
			return fmt.Sprintf("step %d has the place %d", i+1, s.Seq)
		}
		out += " " + s.Name + "@" + s.Stage
	}
	return strings.TrimSpace(out)
}

func link(from, to string) plan.Link {
	return plan.Link{From: plan.ID("x:" + from), To: plan.ID("x:" + to), Kind: plan.FinishStart}
}

func TestASecondRunChangesNothing(t *testing.T) {
	b := &bringing{t: t}
	f := filed("a@one", "b@one", "c@two")
	f.Links = []plan.Link{link("a", "b"), link("b", "c")}
	f.Steps[0].Progress, f.Steps[1].Progress = plan.Over, plan.Begun
	f.Steps[0].Step.DoneAt = at.Add(-72 * time.Hour)
	m := b.bring(f)
	if told(m.Plan) != "a@one b@one c@two" || len(m.Added) != 3 || len(m.Link) != 2 || !b.step("a").DoneAt.Equal(at.Add(-72*time.Hour)) || !b.step("b").StartedAt.Equal(at) {
		t.Fatalf("%s %+v", told(m.Plan), m)
	}
	again := b.bring(f)
	if again.Same != 3 || len(again.Added)+len(again.Changed)+len(again.Kept)+len(again.Gone)+len(again.Link)+len(again.Unlink) != 0 {
		t.Errorf("%+v", again)
	}
}

func TestWhatWasChangedHereStays(t *testing.T) {
	b := &bringing{t: t}
	f := filed("a", "b", "c", "d")
	f.Links = []plan.Link{link("a", "b"), link("b", "c"), link("c", "d")}
	b.bring(f)
	b.step("a").Name, b.step("b").Effort = "Ours", plan.Effort{Least: 4, Most: 5}
	b.step("c").Wording = "As he reads it"
	b.here.Links = b.here.Links[1:] // a → b was taken away here
	f = filed("a", "b", "c", "e@new", "d")
	f.Steps[0].Step.Name, f.Steps[1].Step.Effort, f.Steps[2].Step.Name = "Theirs", plan.Effort{Least: 2, Most: 2}, "c2"
	f.Links = []plan.Link{link("a", "b"), link("b", "c"), link("c", "e")}
	m := b.bring(f)
	if len(m.Kept) != 2 || m.Kept[0].What[0] != plan.InName || m.Kept[1].What[0] != plan.InEffort || b.step("a").Name != "Ours" || b.step("b").Effort.Least != 4 {
		t.Errorf("kept: %+v", m.Kept)
	}
	if len(m.Changed) != 1 || b.step("c").Name != "c2" || b.step("c").Wording != "As he reads it" {
		t.Errorf("changed: %+v", m.Changed)
	}
	if told(m.Plan) != "Ours@ b@ c2@ d@ e@new" {
		t.Errorf("the order is %s", told(m.Plan))
	}
	if len(m.Link) != 1 || len(m.Unlink) != 1 || len(m.Plan.Links) != 2 || m.Unlink[0].To != b.step("d").ID {
		t.Errorf("links: %+v %+v", m.Link, m.Unlink)
	}
	if m = b.bring(f); len(m.Kept) != 0 {
		t.Errorf("what the file says since the last time is listed again: %+v", m.Kept)
	}
}

func TestNoStepIsTakenOutOrPutBack(t *testing.T) {
	b := &bringing{t: t}
	f := filed("a", "b", "c")
	b.bring(f)
	b.here.Steps = slices.Delete(b.here.Steps, 1, 2) // b was taken out here
	g := filed("b", "c")
	m := b.bring(g)
	if len(m.Gone) != 1 || m.Gone[0].Name != "a" || len(m.Removed) != 1 || told(m.Plan) != "a@ c@" {
		t.Errorf("%s %+v", told(m.Plan), m)
	}
	f.Steps[2].CalledOff, f.Steps[0].Step.Name = true, "a2"
	if m = b.bring(f); len(m.CalledOff) != 1 || len(m.Gone) != 0 || told(m.Plan) != "a2@ c@" {
		t.Errorf("%s %+v", told(m.Plan), m)
	}
	f = filed("n")
	f.Steps[0].CalledOff = true
	if m = (&bringing{t: t}).bring(f); len(m.Plan.Steps) != 0 {
		t.Errorf("what was called off came in: %s", told(m.Plan))
	}
}

func TestProgressGoesForwardAlone(t *testing.T) {
	day := func(n int) time.Time { return at.AddDate(0, 0, n) }
	for name, c := range map[string]struct {
		first, then plan.OutsideStep
		here        func(*plan.Step)
		begun, done time.Time
		kept        bool
	}{
		"done in the file, not begun here":   {then: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{StartedAt: day(-3), DoneAt: day(-1)}}, begun: day(-3), done: day(-1)},
		"done, nobody knows when":            {then: plan.OutsideStep{Progress: plan.Over}, begun: at, done: at},
		"done at a moment to come":           {then: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(2)}}, begun: at, done: at},
		"begun by the file, done by it":      {first: plan.OutsideStep{Progress: plan.Begun, Step: plan.Step{StartedAt: day(-5)}}, then: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{StartedAt: day(-5), DoneAt: day(-1)}}, begun: day(-5), done: day(-1)},
		"begun by somebody here, done there": {then: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(-1)}}, here: func(s *plan.Step) { s.StartedAt = day(-2) }, begun: day(-2), kept: true},
		"done here, open there":              {then: plan.OutsideStep{Progress: plan.Begun}, here: func(s *plan.Step) { s.StartedAt, s.DoneAt = day(-2), day(-1) }, begun: day(-2), done: day(-1), kept: true},
		"reopened there":                     {first: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(-1)}}, then: plan.OutsideStep{}, begun: day(-1), done: day(-1), kept: true},
		"reopened here, as it was there": {first: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(-1)}}, then: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(-1)}},
			here: func(s *plan.Step) { s.StartedAt, s.DoneAt = time.Time{}, time.Time{} }},
		"corrected there": {first: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(-1)}}, then: plan.OutsideStep{Progress: plan.Over, Step: plan.Step{DoneAt: day(-2)}}, begun: day(-2), done: day(-2)},
	} {
		t.Run(name, func(t *testing.T) {
			b := &bringing{t: t}
			fill := func(x plan.OutsideStep) plan.Outside {
				f := filed("a")
				f.Steps[0].Progress, f.Steps[0].Step.StartedAt, f.Steps[0].Step.DoneAt = x.Progress, x.Step.StartedAt, x.Step.DoneAt
				return f
			}
			b.bring(fill(c.first))
			if c.here != nil {
				c.here(b.step("a"))
			}
			m := b.bring(fill(c.then))
			if s := b.step("a"); !s.StartedAt.Equal(c.begun) || !s.DoneAt.Equal(c.done) || c.kept != (len(m.Kept) == 1) {
				t.Errorf("begun %v, done %v, kept %+v", s.StartedAt, s.DoneAt, m.Kept)
			}
		})
	}
}

func TestBoardsKeepTheirLists(t *testing.T) {
	b := &bringing{t: t}
	b.bring(filed("a@todo", "b@todo", "c@doing", "d@done"))
	for _, x := range []struct {
		names []string
		want  string
	}{
		{[]string{"a@done", "b@todo", "c@doing", "d@done"}, "b@todo c@doing d@done a@done"},
		{[]string{"a@done", "b@todo", "n@todo", "c@doing", "d@done"}, "b@todo n@todo c@doing d@done a@done"},
		{[]string{"a@done", "b@later", "n@todo", "c@doing", "d@done"}, "n@todo b@later c@doing d@done a@done"},
		{[]string{"a@done", "b@later", "n@todo", "c@work", "d@done"}, "n@todo b@later c@work d@done a@done"},
	} {
		if m := b.bring(filed(x.names...)); told(m.Plan) != x.want {
			t.Errorf("%v becomes %s, want %s", x.names, told(m.Plan), x.want)
		}
	}
}

func TestCirclesWithLinksMadeHereAreLeftOut(t *testing.T) {
	b := &bringing{t: t}
	b.bring(filed("a", "b"))
	b.here.Links = []plan.Link{{From: b.step("b").ID, To: b.step("a").ID, Kind: plan.FinishStart}}
	f := filed("a", "b", "c")
	f.Links = []plan.Link{link("a", "b"), link("b", "c")}
	if m := b.bring(f); len(m.Circles) != 1 || len(m.Link) != 1 || len(m.Plan.Links) != 2 || m.Plan.Check() != nil {
		t.Errorf("%+v", m)
	}
}

func TestPlansFromOutsideAreBounded(t *testing.T) {
	var names []string
	for i := range plan.MaxSteps + 1 {
		names = append(names, fmt.Sprint(i))
	}
	for name, f := range map[string]plan.Outside{"has 5001 steps": filed(names...), "20001 links": {Links: make([]plan.Link, plan.MaxLinks+1)}, "the same key": filed("a", "a"), "Step 1, “”": filed("")} {
		if _, err := (plan.Merging{File: f, Now: at, NewID: func() plan.ID { return "n" }}).Merge(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	f := filed(names[1:]...)
	b := &bringing{t: t, here: plan.Plan{Steps: []plan.Step{{ID: "own", Seq: 1, Name: "own"}}}}
	if _, err := (plan.Merging{Here: b.here, File: f, Now: at, NewID: func() plan.ID { return "n" }}).Merge(); err == nil || !strings.Contains(err.Error(), "would have 5001 steps") {
		t.Error(err)
	}
}

// Whatever was done here meanwhile: a second run of the same file changes
// nothing, steps of one's own stay, and the plan is one that can be.
func TestMerging(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		b := &bringing{t: r}
		draw := func() plan.Outside {
			var names []string
			for i := range 6 {
				if rapid.Bool().Draw(r, "is") {
					names = append(names, fmt.Sprintf("%d@%d", i, rapid.IntRange(0, 2).Draw(r, "stage")))
				}
			}
			f := filed(names...)
			for i := range f.Steps {
				f.Steps[i].Step.Effort.Most = rapid.IntRange(1, 3).Draw(r, "days")
				f.Steps[i].Progress = rapid.SampledFrom([]plan.Progress{plan.ToDo, plan.Begun, plan.Over}).Draw(r, "progress")
				f.Steps[i].CalledOff = rapid.IntRange(0, 5).Draw(r, "off") == 0
				for j := range i {
					if rapid.IntRange(0, 3).Draw(r, "linked") == 0 {
						f.Links = append(f.Links, plan.Link{From: plan.ID(f.Steps[j].Step.Source), To: plan.ID(f.Steps[i].Step.Source), Kind: plan.FinishStart, Lag: rapid.IntRange(-1, 1).Draw(r, "lag")})
					}
				}
			}
			return f
		}
		b.bring(draw())
		for range rapid.IntRange(1, 3).Draw(r, "rounds") {
			b.edit(r)
			before := b.here
			f := draw()
			m := b.bring(f)
			if err := m.Plan.Check(); err != nil {
				r.Fatal(err)
			}
			for _, s := range before.Steps {
				now, ok := m.Plan.Step(s.ID)
				if !ok || s.Done() && !now.Done() || s.Source == "" && (now.Name != s.Name || now.Effort != s.Effort) {
					r.Fatalf("%+v became %+v", s, now)
				}
			}
			if again := b.bring(f); len(again.Added)+len(again.Changed)+len(again.Link)+len(again.Unlink) != 0 || told(again.Plan) != told(m.Plan) {
				r.Fatalf("a second run did %+v", again)
			}
		}
	})
}

// edit changes the plan as people do.
func (b *bringing) edit(r *rapid.T) {
	for i := range b.here.Steps {
		s := &b.here.Steps[i]
		switch rapid.IntRange(0, 5).Draw(r, "edit") {
		case 0:
			s.Effort = plan.Effort{Least: 4, Most: 4}
		case 1:
			s.Stage = "mine"
		case 2:
			s.StartedAt, s.DoneAt = at, at
		case 3:
			s.StartedAt, s.DoneAt = time.Time{}, time.Time{}
		}
	}
	if n := len(b.here.Steps); n > 1 && rapid.Bool().Draw(r, "drop") {
		id := b.here.Steps[0].ID
		b.here.Steps = slices.Clone(b.here.Steps[1:])
		b.here.Links = slices.DeleteFunc(slices.Clone(b.here.Links), func(l plan.Link) bool { return l.From == id || l.To == id })
	}
	b.ids++
	b.here.Steps = append(slices.Clone(b.here.Steps), plan.Step{ID: plan.ID(fmt.Sprint("own", b.ids)), Name: "own"})
}

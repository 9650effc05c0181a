package plan_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/plan"
	"kept/worktime"
)

func days(n int) plan.Effort { return plan.Effort{Least: n, Most: n} }

// website is a template of design, approval and build, with a photographer beside.
func website() plan.Template {
	return plan.Template{ID: "tpl_1", Name: "Website", Steps: []plan.TemplateStep{
		{Key: "s1", Kind: "design", Name: "Design", Role: plan.Role{Side: plan.Ours, Word: "designer"}, Effort: days(5)},
		{Key: "s2", Kind: "approval", Name: "Approval", Role: plan.Role{Side: plan.Theirs}, Effort: days(2)},
		{Key: "s3", Kind: "build", Name: "Build", Role: plan.Role{Side: plan.Ours, Word: "builder"}, Effort: plan.Effort{Least: 2, Most: 4}},
		{Key: "s4", Kind: "photographs", Name: "Photographs", Role: plan.Role{Side: plan.Third, Word: "Foto Meier"}, Effort: days(1), After: 3},
	}, Links: []plan.Link{{From: "s1", To: "s2", Kind: plan.FinishStart}, {From: "s2", To: "s3", Kind: plan.FinishStart}, {From: "s4", To: "s3", Kind: plan.FinishStart}}}
}

func starting(t interface{ Fatal(...any) }) plan.Starting {
	cal, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan.Starting{Project: "p", NewID: func(key string) plan.ID { return plan.ID("n-" + key) }, Of: func(plan.Party) *worktime.Calendar { return cal }, Take: map[plan.Role]plan.Party{
		{Side: plan.Ours, Word: "designer"}: {Side: plan.Ours, ID: "lea"}, {Side: plan.Ours, Word: "builder"}: {Side: plan.Ours, ID: "nils"},
		{Side: plan.Theirs}: {Side: plan.Theirs}, {Side: plan.Third, Word: "Foto Meier"}: {Side: plan.Third, Name: "Foto Meier"},
	}}
}

func TestAProjectStartsFromATemplate(t *testing.T) {
	s := starting(t)
	s.Day = worktime.Day{Year: 2026, Month: time.March, Date: 9}
	p, err := website().Start(s)
	if err != nil {
		t.Fatal(err)
	}
	laid, err := plan.Lay(p, s.Of, at)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for i, l := range laid {
		said += " " + p.Steps[i].Name + " " + l.Start.String()[5:] + "/" + l.End.String()[5:]
	}
	if said != " Design 03-09/03-13 Approval 03-16/03-17 Build 03-18/03-20 Photographs 03-12/03-12" {
		t.Error(said)
	}
	if x := p.Steps[0]; x.Kind != "design" || x.Template != "tpl_1" || x.Party.ID != "lea" || x.Seq != 1 || x.ProjectID != "p" {
		t.Errorf("%+v", x)
	}
	delete(s.Take, plan.Role{Side: plan.Theirs})
	if _, err := website().Start(s); err == nil || !strings.Contains(err.Error(), "Say who takes the role “client”.") {
		t.Error(err)
	}
	s.Day = worktime.Day{}
	if _, err := website().Start(s); err == nil {
		t.Error("it started on no day")
	}
}

func TestAWishedEndLaysBackward(t *testing.T) {
	for _, c := range []struct {
		wished, start, end string
		over               int
	}{
		{"2026-03-20", "2026-03-09", "2026-03-20", 0},
		{"2026-03-22", "2026-03-09", "2026-03-20", 0}, // a Sunday
		{"2026-03-10", "2026-02-25", "2026-03-17", 7}, // had to start last week
		{"2026-03-17", "2026-03-04", "2026-03-17", 0}, // today is the last day
		{"2027-03-19", "2027-03-08", "2027-03-19", 0},
	} {
		d, err := worktime.ParseDay(c.wished)
		if err != nil {
			t.Fatal(err)
		}
		f, err := website().Fit(starting(t), d, at)
		if err != nil || f.Start.String() != c.start || f.End.String() != c.end || f.Over != c.over {
			t.Errorf("%s: %s to %s, over %d (%v)", c.wished, f.Start, f.End, f.Over, err)
		}
	}
}

// A plan that was saved and started again lies as it lay, and the last day on
// which it can start is the last one.
func TestTemplates(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := starting(r)
		tpl := website()
		for i := range tpl.Steps {
			tpl.Steps[i].Effort = days(rapid.IntRange(0, 9).Draw(r, "days"))
			tpl.Steps[i].After = rapid.IntRange(0, 1).Draw(r, "held") * rapid.IntRange(0, 12).Draw(r, "after")
		}
		s.Day = worktime.Day{Year: 2026, Month: time.March, Date: 9}.AddDays(7 * rapid.IntRange(0, 50).Draw(r, "week"))
		p, err := tpl.Start(s)
		if err != nil {
			r.Fatal(err)
		}
		laid, err := plan.Lay(p, s.Of, at)
		if err != nil {
			r.Fatal(err)
		}
		roles := map[plan.Party]plan.Role{}
		for role, party := range s.Take {
			roles[party] = role
		}
		saved := plan.Saving{Plan: p, Laid: laid, Calendars: s.Of, Role: func(p plan.Party) plan.Role { return roles[p] }, Kind: func(x plan.Step) string { return x.Kind }}.Template()
		saved.ID, saved.Name = "tpl_2", "Again"
		if err := saved.Check(); err != nil {
			r.Fatal(err)
		}
		s.Day = laid[0].Start // a template begins with what began first
		for _, l := range laid {
			if l.Start.Before(s.Day) {
				s.Day = l.Start
			}
		}
		again, err := saved.Start(s)
		if err != nil {
			r.Fatal(err)
		}
		lies, err := plan.Lay(again, s.Of, at)
		if err != nil {
			r.Fatal(err)
		}
		last := worktime.Day{}
		for i := range lies {
			if lies[i].Start != laid[i].Start || lies[i].End != laid[i].End || again.Steps[i].Kind != p.Steps[i].Kind {
				r.Fatalf("%+v became %+v", laid[i], lies[i])
			}
			if lies[i].End.After(last) {
				last = lies[i].End
			}
		}
		fit, err := saved.Fit(s, last, at)
		if err != nil || fit.Start.Before(s.Day) || fit.End.After(last) {
			r.Fatalf("%+v, want a start from %s to end by %s: %v", fit, s.Day, last, err)
		}
		s.Day = fit.Start.AddDays(1)
		if p, err = saved.Start(s); err != nil {
			r.Fatal(err)
		}
		lies, err = plan.Lay(p, s.Of, at)
		over := false
		for _, l := range lies {
			over = over || l.End.After(last)
		}
		if err != nil || !over {
			r.Fatalf("it could start on %s, too (%v)", s.Day, err)
		}
	})
}

func TestTemplatesThatCannotBe(t *testing.T) {
	for name, spoil := range map[string]func(*plan.Template){
		"no name":     func(t *plan.Template) { t.Name = "" },
		"no step":     func(t *plan.Template) { t.Steps = nil },
		"twice a key": func(t *plan.Template) { t.Steps[1].Key = "s1" },
		"a circle": func(t *plan.Template) {
			t.Links = append(t.Links, plan.Link{From: "s3", To: "s1", Kind: plan.FinishStart})
		},
		"a long role": func(t *plan.Template) { t.Steps[0].Role.Word = strings.Repeat("x", plan.MaxRole+1) },
		"days":        func(t *plan.Template) { t.Steps[0].Effort.Most = -1 },
	} {
		x := website()
		spoil(&x)
		if x.Check() == nil {
			t.Error(name)
		}
	}
}

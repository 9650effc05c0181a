package office_test

import (
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/plan"
	"kept/worktime"
)

func day(y int, m time.Month, d int) worktime.Day { return worktime.Day{Year: y, Month: m, Date: d} }

func TestAProjectIsStartedFromATemplate(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		lea := h.Member("Lea Wolf", "lea@atelier.example", member.Regular, "")
		if _, err := h.Plans.EditStep(t.Context(), h.Owner, ids[0], office.StepEdit{Change: func(s *plan.Step) { s.Party = plan.Party{Side: plan.Ours, ID: string(lea.Member)} }}); err != nil {
			t.Fatal(err)
		}
		tpl, err := h.Templates.SaveFrom(t.Context(), h.Owner, office.SaveTemplate{Project: project, Roles: map[plan.Party]string{{Side: plan.Ours, ID: string(lea.Member)}: "designer"}})
		if err != nil || tpl.Name != "Website" || len(tpl.Plan.Steps) != 3 || len(tpl.Plan.Links) != 2 || tpl.Plan.Steps[0].Role != (plan.Role{Side: plan.Ours, Word: "designer"}) {
			t.Fatalf("%+v %v", tpl, err)
		}
		c, _ := h.Client(h.Owner, "Holm", "Europe/Oslo", "Nils Holm", "nils@holm.example")
		in := office.StartTemplate{Template: tpl.ID, Client: c.ID, Name: "Their website", Day: day(2026, 3, 9), Take: map[plan.Role]plan.Party{{Side: plan.Ours, Word: "designer"}: {Side: plan.Ours, ID: string(h.Owner.Member)}}, Dry: true}
		if _, err := h.Templates.Start(t.Context(), h.Owner, in); err != nil {
			t.Fatal(err)
		}
		if v, err := h.Clients.View(t.Context(), h.Owner, c.ID); err != nil || len(v.Projects) != 0 {
			t.Fatal("a dry run left something behind:", v.Projects, err)
		}
		in.Dry = false
		got, err := h.Templates.Start(t.Context(), h.Owner, in)
		if err != nil || ends(got.PlanView) != "03-13 03-17 03-20" {
			t.Fatal(ends(got.PlanView), err)
		}
		if s := got.Plan.Steps[0]; s.Kind != "design" || s.Template != tpl.ID || s.Party.ID != string(h.Owner.Member) || got.Project.Name != "Their website" {
			t.Errorf("%+v", s)
		}
		in.Name, in.Day, in.End = "Backward", worktime.Day{}, day(2026, 3, 20)
		if got, err = h.Templates.Start(t.Context(), h.Owner, in); err != nil || got.Day != day(2026, 3, 9) || got.Fit.Over != 0 || ends(got.PlanView) != "03-13 03-17 03-20" {
			t.Error(ends(got.PlanView), got.Fit, err)
		}
		in.Name, in.End = "Too tight", day(2026, 3, 6)
		if got, err = h.Templates.Start(t.Context(), h.Owner, in); err != nil || got.Day != day(2026, 3, 2) || got.Fit.Over != 7 || !got.Fit.Start.Before(got.Day) {
			t.Error(ends(got.PlanView), got.Fit, err)
		}
	})
}

func TestTemplatesAreVersioned(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		first, err := h.Templates.SaveFrom(t.Context(), h.Owner, office.SaveTemplate{Project: project, Name: "Sites"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Templates.SaveFrom(t.Context(), h.Owner, office.SaveTemplate{Project: project, Name: "sites"}); fault.KindOf(err) != fault.Invalid {
			t.Error("two of one name:", err)
		}
		if _, err := h.Plans.DropStep(t.Context(), h.Owner, ids[1], 1); err != nil {
			t.Fatal(err)
		}
		second, err := h.Templates.SaveFrom(t.Context(), h.Owner, office.SaveTemplate{Project: project, Template: first.ID})
		if err != nil || second.Steps != 2 || len(second.Plan.Steps) != 2 || len(second.Versions) != 2 {
			t.Fatalf("%+v %v", second, err)
		}
		if old, err := h.Templates.Of(t.Context(), h.Owner, first.ID, 1); err != nil || len(old.Plan.Steps) != 3 || old.Plan.Version != 1 {
			t.Errorf("%+v %v", old, err)
		}
		name := "Pages"
		got, err := h.Templates.Edit(t.Context(), h.Owner, first.ID, office.TemplateEdit{Name: &name, Retire: true, Version: second.Version})
		if err != nil || got.Name != "Pages" || got.Retired.IsZero() {
			t.Fatalf("%+v %v", got, err)
		}
		c, _ := h.Client(h.Owner, "Holm", "Europe/Oslo", "Nils Holm", "nils@holm.example")
		in := office.StartTemplate{Template: first.ID, Client: c.ID, Day: day(2026, 3, 9)}
		if _, err := h.Templates.Start(t.Context(), h.Owner, in); fault.KindOf(err) != fault.Conflict {
			t.Error("from a retired one:", err)
		}
		if _, err := h.Templates.Edit(t.Context(), h.Owner, first.ID, office.TemplateEdit{Version: 1, Return: true}); fault.KindOf(err) != fault.Conflict {
			t.Error("over somebody else's change:", err)
		}
		if _, err := h.Templates.Edit(t.Context(), h.Owner, first.ID, office.TemplateEdit{Return: true}); err != nil {
			t.Error(err)
		}
		for name, spoil := range map[string]func(*office.StartTemplate){
			"no day":             func(in *office.StartTemplate) { in.Day = worktime.Day{} },
			"an end in the past": func(in *office.StartTemplate) { in.Day, in.End = worktime.Day{}, day(2026, 2, 1) },
			"nobody's client":    func(in *office.StartTemplate) { in.Client = "cli_nobody" },
			"nobody's member": func(in *office.StartTemplate) {
				in.Take = map[plan.Role]plan.Party{{Side: plan.Ours}: {Side: plan.Ours, ID: "mem_nobody"}}
			},
		} {
			x := in
			spoil(&x)
			if _, err := h.Templates.Start(t.Context(), h.Owner, x); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if v, err := h.Clients.View(t.Context(), h.Owner, c.ID); err != nil || len(v.Projects) != 0 {
			t.Error("what was refused left something behind:", v.Projects, err)
		}
	})
}

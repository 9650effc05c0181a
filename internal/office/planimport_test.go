package office_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/datatest"
	"kept/internal/fault"
	"kept/internal/importer/plans"
	"kept/internal/importer/steps"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/plan"
	"kept/promise"
)

// file reads a plan of another tool as the importers do.
func file(t *testing.T, data []byte) plan.Outside {
	t.Helper()
	p, err := plans.Read(plans.File{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	return steps.Reading{Zone: time.UTC}.Of(p).Outside
}

func sharedPlan(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(datatest.Path(t, "plan_imports/files/"+name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

const table = "ID;Step;Part of;Duration;Depends on;Who;Percent;Finished\n1;House;;;;;;\n2;Draw;1;5 d;;Lea Wolf;100;3.3.2026\n3;Choose the stone;1;2 d;2;elena@casaruiz.example;;\n4;Build;1;10 d;3FS+1d;Mason & Sons;;\n"

func TestAPlanIsBroughtIn(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		lea := h.Member("Lea Wolf", "lea@atelier.example", member.Regular, "")
		c, elena := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
		in := office.PlanImport{Client: c.ID, Name: "The house", File: file(t, []byte(table)), Dry: true}
		dry, err := h.Imports.Plan(t.Context(), h.Owner, in, nil)
		if err != nil || !dry.Made || len(dry.Merged.Added) != 3 {
			t.Fatalf("%+v %v", dry.Merged, err)
		}
		if v, err := h.Clients.View(t.Context(), h.Owner, c.ID); err != nil || len(v.Projects) != 0 {
			t.Fatal("a dry run left something behind:", v.Projects, err)
		}
		in.Dry = false
		far := 0
		done, err := h.Imports.Plan(t.Context(), h.Owner, in, func(n, total int) { far = 100 * n / total })
		if err != nil || !done.Made || far != 100 {
			t.Fatal(far, err)
		}
		want := []plan.Party{{Side: plan.Ours, ID: string(lea.Member)}, {Side: plan.Theirs, ID: string(elena.ID)}, {Side: plan.Third, Name: "Mason & Sons"}}
		for i, s := range done.Plan.Steps {
			if s.Party != want[i] || s.Stage != "House" || s.Done() != (i == 0) {
				t.Errorf("step %d: %+v", i+1, s)
			}
		}
		if len(done.People) != 3 || len(done.Plan.Links) != 2 || done.Plan.Steps[2].Effort.Most != 10 {
			t.Errorf("%+v %+v", done.People, done.Plan)
		}
		again, err := h.Imports.Plan(t.Context(), h.Owner, in, nil)
		if err != nil || again.Made || again.Merged.Same != 3 || again.Project.ID != done.Project.ID || len(again.Shifts) != 0 {
			t.Errorf("a second time: %+v %v", again.Merged, err)
		}
		from, err := h.Plans.Origins(t.Context(), h.Owner, done.Project.ID)
		if err != nil || len(from) != 1 || from[0].Said.Format != "csv" {
			t.Error(from, err)
		}
	})
}

// A change of the file that moves steps is told, with the steps that come to lie
// elsewhere; what was changed here stays.
func TestAChangedPlanIsTold(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
		in := office.PlanImport{Client: c.ID, Name: "The house", File: file(t, []byte(table))}
		first, err := h.Imports.Plan(t.Context(), h.Owner, in, nil)
		if err != nil {
			t.Fatal(err)
		}
		stone := first.Plan.Steps[1]
		if _, err := h.Plans.EditStep(t.Context(), h.Owner, stone.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name = "Choose the marble" }}); err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(strings.Replace(table, "Choose the stone;1;2 d", "Choose a stone;1;6 d", 1), "4;Build", "5;Tidy up;1;1 d;3;;;\n4;Build it", 1)
		in = office.PlanImport{Project: first.Project.ID, File: file(t, []byte(changed))}
		got, err := h.Imports.Plan(t.Context(), h.Owner, in, nil)
		if err != nil || len(got.Merged.Added) != 1 || len(got.Merged.Changed) != 2 || len(got.Merged.Kept) != 1 || len(got.Shifts) != 2 || got.Shifts[1].Days <= 0 {
			t.Fatalf("%+v %+v %v", got.Merged, got.Shifts, err)
		}
		var names []string
		for _, s := range got.Plan.Steps {
			names = append(names, s.Name)
		}
		if fmt.Sprint(names) != "[Draw Choose the marble Tidy up Build it]" {
			t.Error(names)
		}
		if got.Plan.Steps[1].Effort.Most != 6 {
			t.Error(got.Plan.Steps[1])
		}
	})
}

func TestRealPlansAreBroughtIn(t *testing.T) {
	for name, want := range map[string]struct{ steps, links int }{
		"mpxj__legacy_sample.xml": {16, 4}, "mpxj__legacy_sample1.xml": {18, 4}, "trello__wekan.json": {3, 0}, "own_jira_A.csv": {25, 3}, "own_asana_A.csv": {30, 2},
		"mpxj__generated_assignment-assignments_assignment-assignments-project2016-mspdi.xml": {0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			data := sharedPlan(t, name)
			officetest.Engines(t, func(t *testing.T, h *officetest.House) {
				c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
				in := office.PlanImport{Client: c.ID, Name: "The house", File: file(t, data)}
				got, err := h.Imports.Plan(t.Context(), h.Owner, in, nil)
				if err != nil || want.steps > 0 && (len(got.Plan.Steps) != want.steps || len(got.Plan.Links) != want.links) {
					t.Fatalf("%d steps, %d links: %v", len(got.Plan.Steps), len(got.Plan.Links), err)
				}
				n := len(got.Plan.Steps)
				again, err := h.Imports.Plan(t.Context(), h.Owner, in, nil)
				if err != nil || again.Merged.Same != n || len(again.Plan.Steps) != n {
					t.Errorf("a second time: %+v %v", again.Merged, err)
				}
			})
		})
	}
}

// Whatever stops an import, nothing of it is left.
func TestAStoppedPlanLeavesNothing(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
		var rows strings.Builder
		rows.WriteString("ID;Step;Duration\n")
		for i := range 400 {
			fmt.Fprintf(&rows, "%d;Step %d;1 d\n", i, i)
		}
		in := office.PlanImport{Client: c.ID, Name: "The house", File: file(t, []byte(rows.String()))}
		nothing := func(what string) {
			t.Helper()
			if v, err := h.Clients.View(t.Context(), h.Owner, c.ID); err != nil || len(v.Projects) != 0 {
				t.Errorf("%s left something behind: %v %v", what, v.Projects, err)
			}
		}
		if _, err := h.Imports.Plan(t.Context(), h.Owner, in, func(n, _ int) {
			if n == 300 {
				panic("in the middle")
			}
		}); err == nil {
			t.Error("it did not fall over")
		}
		nothing("a crash")
		many := in
		many.File.Steps = make([]plan.OutsideStep, 100_000)
		if _, err := h.Imports.Plan(t.Context(), h.Owner, many, nil); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "This plan has 100000 steps; a project has at most 5000.") {
			t.Error("100,000 steps:", err)
		}
		nothing("a plan that is too large")
		ada := h.Member("Ada", "ada@atelier.example", member.Regular, "")
		for name, in := range map[string]office.PlanImport{"no client": {Name: "X", File: in.File}, "no name": {Client: c.ID}, "nobody's client": {Client: "cli_nobody", Name: "X"}, "no project": {Project: client.ProjectID("prj_nobody")}} {
			if _, err := h.Imports.Plan(t.Context(), h.Owner, in, nil); fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.Imports.Plan(t.Context(), ada, in, nil); fault.KindOf(err) != fault.NotAllowed {
			t.Error("a member brought a plan in:", err)
		}
	})
}

// A change of a file that moves a step on which a promise hangs is never silent:
// it is listed, its owner is asked, and the promise itself stays where it is.
func TestAChangedPlanThatEndangersAPromiseIsAskedAbout(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		c, elena := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
		const first = "ID;Step;Duration;Depends on\n1;Design;2 d;\n2;Build;2 d;1\n"
		got, err := h.Imports.Plan(ctx, h.Owner, office.PlanImport{Client: c.ID, Name: "Site", File: file(t, []byte(first))}, nil)
		if err != nil {
			t.Fatal(err)
		}
		p, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{
			Client: c.ID, Project: string(got.Project.ID), Step: got.Plan.Steps[1].ID, Contact: elena.ID, Kind: promise.Deliverable, Words: "The website", How: office.ByMail, When: promise.When{Day: day(2026, 3, 20)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if asked := doubted(t, h); len(asked) != 0 {
			t.Fatalf("asked too early: %+v", asked)
		}
		in := office.PlanImport{Project: got.Project.ID, File: file(t, []byte(strings.Replace(first, "Design;2 d", "Design;25 d", 1))), Dry: true}
		for _, dry := range []bool{true, false} {
			in.Dry = dry
			moved, err := h.Imports.Plan(ctx, h.Owner, in, nil)
			if err != nil || len(moved.Shifts) != 2 || len(moved.AtRisk) != 1 || moved.AtRisk[0].Promise.ID != p.ID || moved.AtRisk[0].Late <= 0 {
				t.Fatalf("dry %v: %+v %+v %v", dry, moved.Shifts, moved.AtRisk, err)
			}
			if asked := doubted(t, h); (len(asked) == 1) == dry {
				t.Errorf("dry %v: asked %+v", dry, asked)
			}
		}
		if v, err := h.Promises.View(ctx, h.Owner, p.ID); err != nil || v.Promise.Date().Day != day(2026, 3, 20) {
			t.Errorf("the promise moved: %+v %v", v.Promise.Date(), err)
		}
	})
}

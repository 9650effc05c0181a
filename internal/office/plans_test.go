package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/plan"
	"kept/worktime"
)

// planned gives a project with design (5 days, ours), approval (2, theirs) and
// build (3, ours), which follow on each other.
func planned(t *testing.T, h *officetest.House) (client.ProjectID, [3]plan.ID) {
	t.Helper()
	c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
	p, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	var ids [3]plan.ID
	for i, x := range []struct {
		name string
		side plan.Side
		days int
	}{{"Design", plan.Ours, 5}, {"Approval", plan.Theirs, 2}, {"Build", plan.Ours, 3}} {
		follows := []office.Follow{}
		if i > 0 {
			follows = []office.Follow{{On: ids[i-1], Kind: plan.FinishStart}}
		}
		made, err := h.Plans.AddStep(t.Context(), h.Owner, p.ID, office.StepEdit{Follows: &follows, Change: func(s *plan.Step) {
			s.Name, s.Party, s.Effort = x.name, plan.Party{Side: x.side}, plan.Effort{Least: x.days, Most: x.days}
		}})
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = made.Step.ID
	}
	return p.ID, ids
}

func ends(v office.PlanView) string {
	var out []string
	for _, l := range v.Laid {
		out = append(out, l.End.String()[5:])
	}
	return strings.Join(out, " ")
}

func TestAPlanIsLaidOutAndMoved(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		v, err := h.Plans.Of(t.Context(), h.Owner, project)
		if err != nil || ends(v) != "03-06 03-10 03-13" {
			t.Fatal(ends(v), err)
		}
		longer := office.StepEdit{Change: func(s *plan.Step) { s.Effort = plan.Effort{Least: 7, Most: 7} }}
		tried, err := h.Plans.TryEdit(t.Context(), h.Owner, ids[0], longer)
		if err != nil || len(tried.Shifts) != 3 || ends(tried.PlanView) != "03-10 03-12 03-17" {
			t.Fatal(ends(tried.PlanView), tried.Shifts, err)
		}
		if v, err = h.Plans.Of(t.Context(), h.Owner, project); err != nil || ends(v) != "03-06 03-10 03-13" {
			t.Fatal("trying changed it:", ends(v), err)
		}
		done, err := h.Plans.EditStep(t.Context(), h.Owner, ids[0], longer)
		if err != nil || ends(done.PlanView) != ends(tried.PlanView) || done.Step.Version != 2 {
			t.Fatal(ends(done.PlanView), done.Step.Version, err)
		}
		stale := longer
		stale.Version = 1
		if _, err := h.Plans.EditStep(t.Context(), h.Owner, ids[0], stale); fault.KindOf(err) != fault.Conflict {
			t.Error("over somebody else's change:", err)
		}
	})
}

func TestStepsAreDoneByPeopleAlone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		if _, err := h.Plans.Begin(t.Context(), h.Owner, ids[0], time.Time{}); err != nil {
			t.Fatal(err)
		}
		h.Pass(14 * 24 * time.Hour)
		v, err := h.Plans.Of(t.Context(), h.Owner, project)
		if err != nil || v.Plan.Steps[0].Done() || ends(v) != "03-16 03-18 03-23" || v.Lost[plan.Ours] != 6 {
			t.Fatal("what nobody finished is open, and pushes what follows:", ends(v), v.Lost, err)
		}
		if _, err := h.Plans.Finish(t.Context(), h.Owner, ids[0], officetest.Start.Add(-time.Hour)); err == nil {
			t.Error("done before it was begun")
		}
		at := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
		done, err := h.Plans.Finish(t.Context(), h.Owner, ids[0], at)
		if err != nil || ends(done.PlanView) != "03-10 03-17 03-20" || done.Lost[plan.Ours] != 2 {
			t.Fatal(ends(done.PlanView), done.Lost, err)
		}
		back, err := h.Plans.Reopen(t.Context(), h.Owner, ids[0])
		if err != nil || back.Step.Done() || !back.Step.Running() {
			t.Fatal(back.Step, err)
		}
	})
}

func TestPlansRefuseWhatCannotBe(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		_, stranger := h.Client(h.Owner, "Holm", "Europe/Oslo", "Nils Holm", "nils@holm.example")
		circle := []office.Follow{{On: ids[2], Kind: plan.FinishStart}}
		twice := []office.Follow{{On: ids[0], Kind: plan.FinishStart}, {On: ids[0], Kind: plan.StartStart}}
		for name, in := range map[string]office.StepEdit{
			"a circle":           {Follows: &circle},
			"twice the same":     {Follows: &twice},
			"no name":            {Change: func(s *plan.Step) { s.Name = " " }},
			"another's contact":  {Change: func(s *plan.Step) { s.Party = plan.Party{Side: plan.Theirs, ID: string(stranger.ID)} }},
			"nobody's member":    {Change: func(s *plan.Step) { s.Party = plan.Party{Side: plan.Ours, ID: "mem_nobody"} }},
			"a day in year 9999": {Change: func(s *plan.Step) { s.On = worktime.Day{Year: 9999, Month: 1, Date: 1} }},
		} {
			if _, err := h.Plans.EditStep(t.Context(), h.Owner, ids[0], in); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if v, err := h.Plans.Of(t.Context(), h.Owner, project); err != nil || ends(v) != "03-06 03-10 03-13" {
			t.Error("a refused change left something behind:", ends(v), err)
		}
	})
}

func TestADroppedStepLeavesNoGap(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		out, err := h.Plans.DropStep(t.Context(), h.Owner, ids[1], 1)
		if err != nil || ends(out.PlanView) != "03-06 03-11" || len(out.Plan.Links) != 1 || out.Plan.Links[0].From != ids[0] || out.Plan.Links[0].To != ids[2] {
			t.Fatal(ends(out.PlanView), out.Plan.Links, err)
		}
		if _, err := h.Plans.DropStep(t.Context(), h.Owner, ids[1], 1); fault.KindOf(err) != fault.NotFound {
			t.Error(err)
		}
		if _, err := h.Clients.EditProject(t.Context(), h.Owner, project, office.ProjectEdit{Close: true}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Plans.Begin(t.Context(), h.Owner, ids[0], time.Time{}); fault.KindOf(err) != fault.Conflict {
			t.Error("a closed project's plan was changed:", err)
		}
	})
}

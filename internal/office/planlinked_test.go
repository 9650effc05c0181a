package office_test

import (
	"testing"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/plan"
)

// A form of a step says all that it follows on. Whoever opened it before that was
// changed, by a person, by what a tool sends or by a step that was taken out, does
// not take the change back unseen.
func TestWhatAStepFollowsOnIsSeenBeforeItIsSaidAgain(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, l, _ := linkedProject(t, h)
		now := h.Now()
		of := func() map[string]plan.Step {
			t.Helper()
			v, err := h.PlanLinks.Of(t.Context(), h.Owner, l.Project)
			if err != nil {
				t.Fatal(err)
			}
			out := map[string]plan.Step{}
			for _, s := range v.Of.Plan.Steps {
				out[s.Name] = s
			}
			return out
		}
		first := heard("1", "1", "Draw", now)
		for key, name := range map[string]string{"2": "Build", "3": "Paint"} {
			first.Part.Steps = append(first.Part.Steps, heard("1", key, name, now).Part.Steps...)
		}
		hear := func(n office.PlanNews) {
			t.Helper()
			if _, err := h.PlanLinks.Refresh(t.Context(), l, n); err != nil {
				t.Fatal(err)
			}
		}
		hear(first)
		for what, change := range map[string]func(){
			"by a person": func() {
				if _, err := h.Plans.EditStep(t.Context(), h.Owner, of()["Build"].ID, office.StepEdit{Follows: &[]office.Follow{{On: of()["Draw"].ID, Kind: plan.FinishStart}}}); err != nil {
					t.Fatal(err)
				}
			},
			"by GitHub": func() {
				n := heard("2", "2", "Build", now)
				n.Part.Steps = append(n.Part.Steps, heard("2", "3", "Paint", now).Part.Steps...)
				n.Part.Links = []plan.Link{{From: "github:north/site#3", To: "github:north/site#2", Kind: plan.FinishStart}}
				hear(n)
			},
		} {
			was := of()["Build"]
			change()
			if _, err := h.Plans.EditStep(t.Context(), h.Owner, was.ID, office.StepEdit{Version: was.Version, Follows: &[]office.Follow{}, Change: func(s *plan.Step) { s.Effort.Most = 9 }}); fault.KindOf(err) != fault.Conflict {
				t.Errorf("changed %s, and taken back unseen: %v", what, err)
			}
		}
		was := of()["Build"]
		if _, err := h.Plans.DropStep(t.Context(), h.Owner, of()["Draw"].ID, 0); err != nil {
			t.Fatal(err)
		}
		if is := of()["Build"]; is.Version != was.Version+1 {
			t.Errorf("what it followed on was taken out, and its version is %d as %d before", is.Version, was.Version)
		}
	})
}

package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
)

// A change of a step, and of what it follows on, is taken back whole by whoever made
// it, within the time for it and once; the journal keeps both.
func TestAChangeOfAStepIsUndone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		lies := func(want string) {
			t.Helper()
			v, err := h.Plans.Of(t.Context(), h.Owner, project)
			if err != nil || ends(v) != want {
				t.Fatalf("the plan ends %s, want %s (%v)", ends(v), want, err)
			}
		}
		edit := func() {
			t.Helper()
			free := []office.Follow{}
			if _, err := h.Plans.EditStep(t.Context(), h.Owner, ids[1], office.StepEdit{Follows: &free, Change: func(s *plan.Step) {
				s.Name, s.Effort = "Yes or no", plan.Effort{Least: 4, Most: 4}
			}}); err != nil {
				t.Fatal(err)
			}
		}
		refused := func(who office.Actor, want fault.Kind) {
			t.Helper()
			if _, err := h.Plans.UndoEdit(t.Context(), who, ids[1]); fault.KindOf(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
		lies("03-06 03-10 03-13")
		refused(h.Owner, fault.Conflict) // that it was made is not taken back here
		h.Pass(time.Second)
		edit()
		lies("03-06 03-05 03-10")
		refused(h.Member("Nils Holm", "nils@northlight.example", member.Leader, ""), fault.NotFound)
		h.Pass(office.UndoFor - time.Millisecond)
		back, err := h.Plans.UndoEdit(t.Context(), h.Owner, ids[1])
		if err != nil || back.Step.Name != "Approval" {
			t.Fatal(back.Step, err)
		}
		lies("03-06 03-10 03-13")
		refused(h.Owner, fault.Conflict) // once
		lines, err := store.JournalOf(h.DB.Read(t.Context()), h.Owner.Workspace, "step:"+string(ids[1]), 10)
		if err != nil {
			t.Fatal(err)
		}
		var acts []string
		for _, l := range lines {
			acts = append(acts, l.Act)
		}
		if got, want := strings.Join(acts, "; "), "step follows, undone; step changed, undone; step follows; step changed; step follows; step added"; got != want {
			t.Errorf("the journal says %s, want %s", got, want)
		}

		h.Pass(time.Minute)
		edit()
		h.Pass(office.UndoFor)
		refused(h.Owner, fault.Conflict)
		lies("03-06 03-05 03-10")
	})
}

// What a step follows on may change without a line about the step: an undo does not
// take that back with it.
func TestAnUndoLeavesWhatChangedLinksSince(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		project, ids := planned(t, h)
		h.Pass(time.Second)
		late := []office.Follow{{On: ids[1], Kind: plan.FinishStart, Lag: 3}}
		if _, err := h.Plans.EditStep(t.Context(), h.Owner, ids[2], office.StepEdit{Follows: &late}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Plans.DropStep(t.Context(), h.Owner, ids[1], 0); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Plans.UndoEdit(t.Context(), h.Owner, ids[2]); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "changed again in the meantime") {
			t.Error("undone after what it followed on was taken out:", err)
		}
		links := func() []plan.Link {
			t.Helper()
			v, err := h.Plans.Of(t.Context(), h.Owner, project)
			if err != nil {
				t.Fatal(err)
			}
			return v.Plan.Links
		}
		if got := links(); len(got) != 1 || got[0].From != ids[0] || got[0].To != ids[2] {
			t.Errorf("the links are %+v", got)
		}
		h.Pass(time.Second)
		on := []office.Follow{{On: ids[0], Kind: plan.FinishStart, Lag: 1}}
		if _, err := h.Plans.EditStep(t.Context(), h.Owner, ids[2], office.StepEdit{Follows: &on}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Plans.UndoEdit(t.Context(), h.Owner, ids[2]); err != nil {
			t.Error("not undone although nothing changed since:", err)
		}
	})
}

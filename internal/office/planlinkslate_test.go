package office_test

import (
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/plan"
)

// A secret that was not kept is given to nobody: of two who link at once, one would
// put it in at GitHub.
func TestASecretThatWasNotKeptIsNotGiven(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, _, _ := linkedProject(t, h)
		if l, secret, err := h.PlanLinks.Link(t.Context(), h.Owner, p.ID, "north/site"); fault.KindOf(err) != fault.Conflict || secret != "" || l.ID != "" {
			t.Errorf("linked twice: %q %+v %v", secret, l, err)
		}
		if l, secret, err := h.PlanLinks.Renew(t.Context(), h.Owner, p.ID, 9); fault.KindOf(err) != fault.Conflict || secret != "" || l.ID != "" {
			t.Errorf("renewed by an old version: %q %+v %v", secret, l, err)
		}
	})
}

// Links say no time: what a delivery says of one counts, and is remembered, where
// all that it says of issues is older than what is known.
func TestALinkOfOlderIssuesIsRemembered(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		p, l, _ := linkedProject(t, h)
		now := h.Now()
		waits := plan.Link{From: "github:north/site#1", To: "github:north/site#2", Kind: plan.FinishStart}
		pair := func(delivery string, at time.Time) office.PlanNews {
			n := heard(delivery, "1", "Draw", at)
			n.Part.Steps = append(n.Part.Steps, heard(delivery, "2", "Build", at).Part.Steps...)
			return n
		}
		take := func(n office.PlanNews, want int) {
			t.Helper()
			if _, err := h.PlanLinks.Refresh(t.Context(), l, n); err != nil {
				t.Fatal(err)
			}
			if v, err := h.Plans.Of(t.Context(), h.Owner, p.ID); err != nil || len(v.Plan.Links) != want {
				t.Errorf("after %s there are %d links, want %d (%v)", n.Delivery, len(v.Plan.Links), want, err)
			}
		}
		linked := pair("linked", now)
		linked.Part.Links = []plan.Link{waits}
		take(linked, 1)
		take(pair("edited", now.Add(time.Hour)), 1)
		cut := pair("cut", now)
		cut.Part.Cut = []plan.Link{waits}
		take(cut, 0)
		again := pair("again", now.Add(time.Hour))
		again.Part.Links = []plan.Link{waits}
		take(again, 1)
	})
}

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/plan"
)

// A plan is linked, says how that goes, gets another secret, and is unlinked.
func TestPlanLink(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	here := "/projects/" + string(p.ID) + "/plan"
	asks := v.Get(here).Follow("Link to GitHub")
	asks.Says("Which repository", "no date that a client was told moves")
	asks.Form(here+"/link").Set("repository", "nonsense").Submit().Answers(http.StatusUnprocessableEntity, "Name it as GitHub does: owner/name.")
	shown := asks.Form(here+"/link").Set("repository", "https://github.com/north/site").Submit()
	shown.Says("Copy it now: it is not shown again.", "/in/lnk_", "Payload URL", "/github", "Add webhook")
	l, err := f.PlanLinks.Brief(t.Context(), f.Owner, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := f.PlanLinks.Secret(l)
	if err != nil {
		t.Fatal(err)
	}
	shown.Says(secret)
	asks.Form(here+"/link").Set("repository", "north/site").Submit().SaysNot("Copy it now")
	v.Get(here).Says("north/site", "at GitHub is linked. GitHub has not called yet.").SaysNot("Link to GitHub")
	news := office.PlanNews{Delivery: "1", Event: "issues opened", Part: plan.Part{Outside: plan.Outside{Steps: []plan.OutsideStep{{Step: plan.Step{Source: "github:north/site#1", Name: "Draw", Effort: plan.Effort{Least: 1, Most: 1}}}}}}}
	if _, err := f.PlanLinks.Refresh(t.Context(), l, news); err != nil {
		t.Fatal(err)
	}
	if err := f.PlanLinks.Trouble(t.Context(), l, "It came from somewhere else."); err != nil {
		t.Fatal(err)
	}
	v.Get(here).Says("refreshed it from GitHub: 1 new,", "It came from somewhere else.", "Draw")
	news.Delivery, news.Part.Steps[0].CalledOff = "2", true
	if _, err := f.PlanLinks.Refresh(t.Context(), l, news); err != nil {
		t.Fatal(err)
	}
	link := v.Get(here+"/link").Says("north/site refreshes the plan", "1 new: “Draw”.", "Called off there, and still here", "issues opened").SaysNot(secret, "somewhere else")
	v.Get("/journal").Says("GitHub", "refreshed a plan", "linked a plan to GitHub")
	renewed := link.Form(here + "/link/secret").Submit()
	renewed.Says("Copy it now").SaysNot(secret)
	link.Form(here+"/link/secret").Submit().Answers(http.StatusConflict, "changed this in the meantime")
	nils := f.SignIn(f.Member("Olaf", "olaf@northlight.example", member.Regular, ""))
	nils.Get(here+"/link").Says("What came").SaysNot("Renew the secret", "Unlink")
	nils.Get(here).SaysNot("Bring in a plan")
	v.Get(here+"/link").Form(here+"/link/end").Submit().Says("The plan is not linked any more.", "Link to GitHub")
	nils.Get(here + "/link").Answers(http.StatusForbidden)
	if body := v.Get(here).Text(); strings.Contains(body, "refreshed it") {
		t.Error("it is linked still")
	}
	v.Get("/projects/prj_nobody/plan/link").Answers(http.StatusNotFound)
}

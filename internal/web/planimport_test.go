package web_test

import (
	"net/http"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/office"
	"kept/internal/web/webtest"
	"kept/member"
)

const planTable = "ID;Step;Part of;Duration;Depends on;Who\n1;House;;;;\n2;Draw;1;5 d;;Ana Ruiz\n3;Build;1;2 d;2;Tom\n4;Paint;1;1 d;3FF;\n"

// A plan is looked at, brought in, and brought in again when it has changed.
func TestPlanImport(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "House"}})
	if err != nil {
		t.Fatal(err)
	}
	here := "/projects/" + string(p.ID) + "/plan"
	bring := func(data string) *webtest.Page {
		t.Helper()
		return v.Get(here).Follow("Bring in a plan").Form(here+"/import").Attach("file", "house.csv", "text/csv", []byte(data)).Submit()
	}
	seen := bring(planTable)
	seen.Says("house.csv", "nothing has happened yet", "3 new steps, 1 new link.", "Draw", "5 days", "Ana Ruiz, at Casa Ruiz, holds 1 step", "Tom, a third party", "the link is of the kind FF", "Bring in 3 steps")
	v.Get(here).Says("There is no step yet.")
	seen.Form(cut(seen.Path)).Submit().Says("Brought in: 3 new steps, 0 changed, 0 as it was.", "Draw", "House", "after Draw")
	bring(planTable).Says("0 new steps, 3 as it was.", "There is nothing to bring in.").SaysNot("Bring in 0")
	changed := bring(strings.Replace(planTable, "5 d", "7 d", 1))
	changed.Says("takes 5 days → 7 days", "These steps come to lie elsewhere:", "Build", "2 days later", "Bring in 1 step")
	changed.Form(cut(changed.Path)).Submit().Says("Brought in: 0 new steps, 1 changed, 2 as it was.")
	v.Get(here).Follow("Bring in a plan").Says("by Marta Kern: a table.")
	bring("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 MSProject").Answers(http.StatusUnprocessableEntity, "choose File, Save As, and take “XML Format (*.xml)”")
	v.Get(here+"/import").Form(here+"/import").Submit().Answers(http.StatusUnprocessableEntity, "Choose a file.")
}

// From the page of imports the project is chosen, or made.
func TestPlanImportIntoANewProject(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	choose := send(v, "plan", "the-house.csv", planTable)
	choose.Says("Into which project", "A new project, “the-house”")
	seen := v.Get(cut(choose.Path)+"?into="+string(f.ruiz.ID)).Says("A new project is made:", "the-house", "3 new steps")
	seen.Form(cut(seen.Path)).Submit().Says("Plan", "the-house", "Draw")
	nils := f.SignIn(f.Member("Olaf", "olaf@northlight.example", member.Regular, ""))
	nils.Get(choose.Path).Answers(http.StatusForbidden)
	v.Get("/import/plan/x?into=" + string(f.ruiz.ID)).Answers(http.StatusNotFound)
	v.Get(cut(choose.Path) + "?into=prj_nobody").Answers(http.StatusNotFound)
}

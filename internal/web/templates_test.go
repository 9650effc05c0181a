package web_test

import (
	"net/http"
	"testing"

	"kept/client"
	"kept/internal/office"
	"kept/internal/web/webtest"
	"kept/plan"
)

// A plan that went well is saved, and the next project starts from it.
func TestTemplates(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	here := "/projects/" + string(p.ID)
	v.Get(here + "/plan").SaysNot("Save as a template")
	var before plan.ID
	for _, x := range []struct {
		name  string
		days  int
		party plan.Party
	}{{"Design", 5, plan.Party{Side: plan.Ours, ID: string(f.Owner.Member)}}, {"Approval", 2, plan.Party{Side: plan.Theirs}}, {"Photographs", 1, plan.Party{Side: plan.Third, Name: "Foto Meier"}}} {
		follows := []office.Follow{}
		if before != "" {
			follows = []office.Follow{{On: before, Kind: plan.FinishStart}}
		}
		made, err := f.Plans.AddStep(t.Context(), f.Owner, p.ID, office.StepEdit{Follows: &follows, Change: func(s *plan.Step) {
			s.Name, s.Party, s.Effort = x.name, x.party, plan.Effort{Least: x.days, Most: x.days}
		}})
		if err != nil {
			t.Fatal(err)
		}
		before = made.Step.ID
	}
	save := func() *webtest.Page {
		return v.Get(here+"/plan").Follow("Save as a template").Says("Marta Kern", "Foto Meier")
	}
	one := save().Form(here+"/template").Set("role-0", "designer").Submit()
	one.Says("Website", "3 steps, saved 1 time.", "designer", "after Approval", "at the start")
	save().Form(here+"/template").Submit().Answers(http.StatusUnprocessableEntity, "There is a template of this name.")
	at := one.Path
	save().Form(here+"/template").Set("template", at[len("/templates/"):]).Submit().Says("saved 2 times.", "Marta Kern", "client")

	start := func() *webtest.Form { return v.Get(at).Follow("Start a project").Form(at + "/projects") }
	start().Submit().Answers(http.StatusUnprocessableEntity, "Choose a client.")
	start().Set("client", string(f.ruiz.ID)).Set("name", "Second").Set("starts_on", "2026-03-09").Set("role-0", string(f.lea.Member)).Submit().
		Says("Plan", "Second", "Mon 9 to Fri 13 Mar", "Lea", "after Design", "Foto Meier")
	tight := start().Set("client", string(f.ruiz.ID)).Set("name", "Third").Set("ends_on", "2026-03-06").Submit()
	tight.Answers(http.StatusUnprocessableEntity, "which has passed", "Started today it is likely to be done on Wed 11 Mar, 5 days too late.", "Start it today")
	tight.Form(at+"/projects").Submit().Says("Third", "As planned it ends on Wed 11 Mar")
	start().Set("client", string(f.ruiz.ID)).Set("name", "Fourth").Set("ends_on", "2026-03-20").Submit().Says("As planned it ends on Fri 20 Mar")

	v.Get(at).Form(at).Set("name", " ").Submit().Answers(http.StatusUnprocessableEntity)
	v.Get(at).Form(at).Set("name", "Sites").Submit().Says("Sites")
	v.Get(at).Form(at + "/retirement").Submit().Says("It is retired").SaysNot("Start a project")
	v.Get("/templates").Says("Sites", "retired")
	v.Get(at).Form(at + "/return").Submit().Says("Start a project")
}

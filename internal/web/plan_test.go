package web_test

import (
	"net/http"
	"testing"

	"kept/client"
	"kept/internal/office"
)

// Story 8: the plan that everyone can read, made and moved by its pages.
func TestPlan(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	here := "/projects/" + string(p.ID)
	v.Get(here).Follow("Plan").Says("There is no step yet.")
	add := func(name, party, days, most string) {
		t.Helper()
		v.Get(here+"/steps/new").Form(here+"/steps").Set("name", name).Set("party", party).Set("days", days).Set("days_most", most).Submit().Says(name)
	}
	add("Design", "us:"+string(f.Owner.Member), "5", "")
	add("Approval", "client:", "1", "3")
	add("Stone", "third party:", "2", "")
	page := v.Get(here + "/plan")
	page.Says("Mon 2 to Fri 6 Mar", "Casa Ruiz", "1 to 3 days", "Mon 9 to Tue 10 Mar", "80 in 100: by Mon 16 Mar", "after Design", "a third party", "0 of 3 steps done")

	edit := page.Follow("Design")
	at := edit.Path
	warned := edit.Form(at).Set("days", "7").Submit()
	warned.Answers(http.StatusUnprocessableEntity, "Nothing is done yet.", "This moves other steps, too:", "Approval", "Mon 9 to Tue 10 Mar → Wed 11 to Thu 12 Mar, 2 days later", "Stone")
	v.Get(here + "/plan").Says("Mon 2 to Fri 6 Mar")
	warned.Form(at).Submit().Says("Mon 2 to Tue 10 Mar")

	v.Get(here + "/plan").Form(at + "/beginning").Submit().Says("under way")
	v.Get(here+"/plan").Form(at+"/completion").Submit().Says("1 of 3 steps done", "Reopen")
	v.Get(here+"/plan").Form(at+"/reopening").Submit().Says("under way", "0 of 3 steps done")

	approval := v.Get(here + "/plan").Follow("Approval")
	design := at[len("/steps/"):]
	approval.Form(approval.Path).Set("lag-"+design, "many").Submit().Answers(http.StatusUnprocessableEntity, "Write a number of working days.")
	approval.Form(approval.Path).Set("kind-"+design, "start-start").Set("lag-"+design, "1").Submit().Form(approval.Path).Submit().Says("Tue 3 to Wed 4 Mar")
	v.Get(approval.Path+"/line").Says("Who holds it", "Save").SaysNot("Home")

	wrong := v.Get(here+"/steps/new").Form(here+"/steps").Set("name", "Trial").Set("days", "3").Set("days_most", "2").Submit()
	wrong.Answers(http.StatusUnprocessableEntity, "The range is the wrong way round.")
	v.Get(at).Form(at + "/removal").Submit().SaysNot("Design").Says("Approval")
}

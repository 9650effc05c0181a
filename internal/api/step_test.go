package api

import (
	"net/http"
	"strings"
	"testing"
)

// A plan is made, tried, moved and lived by the API.
func TestSteps(t *testing.T) {
	d := sqlite(t)
	c, _ := d.ruiz()
	pr := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "Website"}).is(http.StatusCreated))
	at := "/projects/" + pr.ID
	design := into[stepOut](d.post(at+"/steps", o{"name": "Design", "days_least": 5, "days_most": 5}).is(http.StatusCreated))
	build := into[stepOut](d.post(at+"/steps", o{
		"name": "Build", "days_least": 2, "days_most": 3, "party": o{"side": "third party", "id": "", "name": "Ironworks"}, "follows": []o{{"step_id": design.ID, "kind": "finish-start", "lag_days": 1}},
	}).is(http.StatusCreated))
	if design.EndsOn != "2026-03-06" || build.StartsOn != "2026-03-10" || build.EndsOn != "2026-03-12" || build.LatestOn != "2026-03-12" || build.Why != "follows" || build.Party.Name != "Ironworks" {
		t.Fatalf("%+v %+v", design, build)
	}
	moved := into[trialOut](d.post("/steps/"+design.ID+"/trials", o{"days_least": 6, "days_most": 6}).is(http.StatusOK)).Shifts
	if len(moved) != 2 || moved[1].StepID != build.ID || moved[1].WouldEndOn != "2026-03-13" || moved[1].Days != 1 {
		t.Errorf("%+v", moved)
	}
	if same := into[stepOut](d.get("/steps/" + design.ID).is(http.StatusOK)); same.EndsOn != "2026-03-06" || same.Version != 1 {
		t.Errorf("a trial changed it: %+v", same)
	}
	d.post("/steps/"+design.ID+"/beginning", nil).is(http.StatusOK)
	done := into[stepOut](d.post("/steps/"+design.ID+"/completion", o{"at": "2026-03-02T09:00:00Z"}).is(http.StatusOK))
	if done.DoneAt == nil || done.EndsOn != "2026-03-02" || done.Why != "fact" {
		t.Errorf("%+v", done)
	}
	d.post("/steps/"+design.ID+"/completion", nil).is(http.StatusConflict)
	if plan := into[planOut](d.get(at + "/plan").is(http.StatusOK)); len(plan.Steps) != 2 || plan.Steps[1].EndsOn != "2026-03-06" {
		t.Errorf("%+v", plan)
	}
	for field, body := range map[string]o{
		"days":       {"days_least": 3, "days_most": 2},
		"not_before": {"not_before_on": "soon"},
		"link":       {"follows": []o{{"step_id": build.ID, "kind": "finish-start", "lag_days": 0}}},
		"party":      {"party": o{"side": "us", "id": "mem_nobody", "name": ""}},
	} {
		if a := d.ask(http.MethodPatch, "/steps/"+design.ID, body); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %s", field, a.status, a.body)
		}
	}
	d.post("/steps/"+design.ID+"/reopening", nil).is(http.StatusOK)
	d.ask(http.MethodDelete, "/steps/"+design.ID, nil).is(http.StatusNoContent)
	d.get("/steps/" + design.ID).is(http.StatusNotFound)
}

// A promise hangs on a step: it has a chance, an edit of the plan says what it
// endangers, and a date that is too bold wants a reason.
func TestPromisesHangOnSteps(t *testing.T) {
	d := sqlite(t)
	c, k := d.ruiz()
	client, contact := c.ID, k.ID
	project := into[projectOut](d.post("/projects", o{"client_id": client, "name": "Website"}).is(http.StatusCreated))
	design := into[stepOut](d.post("/projects/"+project.ID+"/steps", o{"name": "Design", "days_least": 5, "days_most": 5}).is(http.StatusCreated))
	if f := design.Forecast; f == nil || !f.Few || f.Half != "2026-03-06" || f.Most <= f.Half || f.Reason == "" {
		t.Fatalf("%+v", design.Forecast)
	}
	bold := o{"client_id": client, "contact_id": contact, "project_id": project.ID, "step_id": design.ID, "kind": "deliverable", "words": "The design", "due_on": "2026-03-05"}
	d.post("/promises", bold).is(http.StatusUnprocessableEntity)
	bold["because"] = "They need it for the fair"
	p := into[promiseOut](d.post("/promises", bold).is(http.StatusCreated))
	if p.StepID == nil || *p.StepID != design.ID || p.Chance == nil || *p.Chance >= .8 {
		t.Errorf("%+v", p)
	}
	safe := into[promiseOut](d.post("/promises", o{"client_id": client, "contact_id": contact, "project_id": project.ID, "step_id": design.ID, "kind": "deliverable", "words": "All of it", "due_on": "2026-03-20"}).is(http.StatusCreated))
	tried := into[trialOut](d.post("/steps/"+design.ID+"/trials", o{"days_least": 15, "days_most": 20}).is(http.StatusOK))
	if len(tried.AtRisk) != 2 || tried.AtRisk[1].PromiseID != safe.ID || tried.AtRisk[1].ContactName != "Ana Ruiz" || *tried.AtRisk[1].WouldBe >= *tried.AtRisk[1].Chance {
		t.Errorf("%+v", tried.AtRisk)
	}
	telling := o{"project_id": project.ID, "reader_ids": []string{contact}, "plan": true, "next_on": "2026-03-09"}
	told := into[draftOut](d.post("/clients/"+client+"/drafts", telling).is(http.StatusOK))
	if !strings.Contains(told.Text, "Design: by ") || !strings.Contains(told.Text, "at the latest by ") {
		t.Error(told.Text)
	}
	d.post("/clients/"+client+"/tellings", telling).is(http.StatusOK)
	d.post("/clients/"+client+"/tellings", telling).is(http.StatusConflict) // nothing has moved since
	free := into[promiseOut](d.ask(http.MethodPatch, "/promises/"+p.ID, o{"step_id": ""}, "If-Match", `"1"`).is(http.StatusOK))
	if free.StepID != nil || free.Chance != nil {
		t.Errorf("%+v", free)
	}
}

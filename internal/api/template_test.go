package api

import (
	"encoding/base64"
	"net/http"
	"testing"
)

// A plan comes in, becomes a template, and another project starts from it.
func TestPlansAndTemplates(t *testing.T) {
	d := sqlite(t)
	c, _ := d.ruiz()
	pr := into[projectOut](d.post("/projects", o{"client_id": c.ID, "name": "Website"}).is(http.StatusCreated))
	at := "/projects/" + pr.ID
	file := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	const table = "ID;Step;Duration;Depends on;Who\n1;Design;5 d;;Ana Ruiz\n2;Build;2 d;1;Tom\n"
	dry := into[planImportOut](d.post(at+"/plan-imports", o{"file": file(table), "dry_run": true}).is(http.StatusOK))
	if dry.Made != 2 || !dry.DryRun || dry.Steps[0].StepID != "" || len(dry.People) != 2 || dry.People[1].Party.Side != "third party" {
		t.Errorf("%+v", dry)
	}
	if got := into[planImportOut](d.post(at+"/plan-imports", o{"file": file(table)}).is(http.StatusOK)); got.Made != 2 || got.Linked != 1 || got.Steps[0].StepID == "" {
		t.Errorf("%+v", got)
	}
	changed := into[planImportOut](d.post(at+"/plan-imports", o{"file": file("ID;Step;Duration;Depends on;Who\n1;Design;7 d;;Ana Ruiz\n2;Build;2 d;1;Tom\n")}).is(http.StatusOK))
	if changed.Made != 0 || changed.Changed != 1 || changed.Same != 1 || len(changed.Moves) != 2 || changed.Moves[1].Days != 2 {
		t.Errorf("%+v", changed)
	}
	if from := into[listOut[originOut]](d.get(at + "/plan-imports").is(http.StatusOK)).Items; len(from) != 1 || from[0].Format != "csv" {
		t.Errorf("%+v", from)
	}
	problem(d.post(at+"/plan-imports", o{"file": file("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 MSProject")}).is(http.StatusUnprocessableEntity))

	tpl := into[templateOut](d.post("/templates", o{"project_id": pr.ID, "roles": []o{{"party": o{"side": "third party", "id": "", "name": "Tom"}, "word": "builder"}}}).is(http.StatusCreated))
	if tpl.Name != "Website" || len(tpl.Steps) != 2 || tpl.Steps[1].Role.Word != "builder" || tpl.Steps[1].Follows[0].Key != tpl.Steps[0].Key {
		t.Fatalf("%+v", tpl)
	}
	here := "/templates/" + tpl.ID
	start := o{"client_id": c.ID, "name": "Second", "starts_on": "2026-03-09", "roles": []o{{"role": o{"side": "third party", "word": "builder"}, "party": o{"side": "us", "id": "me", "name": ""}}}}
	got := into[startedOut](d.post(here+"/projects", start).is(http.StatusOK))
	if got.ProjectID == "" || got.Steps[0].StartsOn != "2026-03-09" || got.Steps[1].Party.Side != "us" {
		t.Errorf("%+v", got)
	}
	tight := into[startedOut](d.post(here+"/projects", o{"client_id": c.ID, "name": "Third", "ends_on": "2026-03-04", "dry_run": true}).is(http.StatusOK))
	if tight.ProjectID != "" || tight.StartsOn != "2026-03-02" || tight.OverDays != 8 || tight.LastStart == nil {
		t.Errorf("%+v", tight)
	}
	if again := into[templateOut](d.post(here+"/versions", o{"project_id": got.ProjectID}).is(http.StatusOK)); again.Saved != 2 {
		t.Errorf("%+v", again)
	}
	d.post(here+"/retirement", nil).is(http.StatusOK)
	d.post(here+"/projects", start).is(http.StatusConflict)
	d.post(here+"/return", nil).is(http.StatusOK)
	for field, body := range map[string]o{"client": {"client_id": "x", "starts_on": "2026-03-09"}, "starts_on": {"client_id": c.ID, "starts_on": "soon"}, "ends_on": {"client_id": c.ID}} {
		if p, _ := problem(d.post(here+"/projects", body)); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %+v", field, p)
		}
	}
	problem(d.post("/templates", o{"project_id": "prj_nobody"}).is(http.StatusUnprocessableEntity))
	if all := into[listOut[templateOut]](d.get("/templates").is(http.StatusOK)).Items; len(all) != 1 || all[0].Steps != nil {
		t.Errorf("%+v", all)
	}
}

package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/plan"
)

// linkable adds a project whose plan can be linked.
func (d *desk) linkable(k contactOut) client.Project {
	d.t.Helper()
	p, err := d.Clients.AddProject(d.t.Context(), d.Owner, office.NewProject{Project: client.Project{ClientID: client.ID(k.ClientID), Name: "Website"}})
	if err != nil {
		d.t.Fatal(err)
	}
	return p
}

func TestPlanIsLinkedOverTheAPI(t *testing.T) {
	d := sqlite(t)
	_, k := d.ruiz()
	p := d.linkable(k)
	at := "/projects/" + string(p.ID) + "/plan-link"
	d.get(at).is(http.StatusNotFound)
	problem(d.post(at, o{"repository": "no"}).is(http.StatusUnprocessableEntity))
	made := into[planLinkOut](d.post(at, o{"repository": "north/site"}).is(http.StatusCreated))
	if made.Secret == nil || !strings.HasPrefix(made.PayloadURL, "https://kept.example/in/lnk_") || !strings.HasSuffix(made.PayloadURL, "/github") {
		t.Errorf("%+v", made)
	}
	l, err := d.PlanLinks.Brief(t.Context(), d.Owner, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	news := office.PlanNews{Delivery: "1", Event: "issues opened", Part: plan.Part{Outside: plan.Outside{Steps: []plan.OutsideStep{{Step: plan.Step{Source: "github:north/site#1", Name: "Draw", Effort: plan.Effort{Least: 1, Most: 1}}}}}}}
	if _, err := d.PlanLinks.Refresh(t.Context(), l, news); err != nil {
		t.Fatal(err)
	}
	news.Delivery, news.Part.Steps[0].CalledOff, news.Part.Steps[0].Updated = "2", true, time.Now()
	if _, err := d.PlanLinks.Refresh(t.Context(), l, news); err != nil {
		t.Fatal(err)
	}
	seen := into[planLinkOut](d.get(at).is(http.StatusOK))
	if seen.Secret != nil || len(seen.Deliveries) != 2 || len(seen.CalledOff) != 1 || seen.Refreshed == nil {
		t.Errorf("%+v", seen)
	}
	renewed := into[planLinkOut](d.post(at+"/secret", nil).is(http.StatusOK))
	if renewed.Secret == nil || *renewed.Secret == *made.Secret || renewed.PayloadURL != made.PayloadURL || renewed.Version != 2 {
		t.Errorf("%+v", renewed)
	}
	problem(d.ask(http.MethodDelete, at, nil, "If-Match", `"1"`).is(http.StatusPreconditionFailed))
	d.ask(http.MethodDelete, at, nil).is(http.StatusNoContent)
	d.get(at).is(http.StatusNotFound)
}

package portal_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// A third party says what it did by the link of its mail: looking changes nothing,
// the button does, and it may think better of it.
func TestSayingWhatWasDoneByLink(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx, r := t.Context(), open(t, h)()
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "The <b>bath", OwnerID: h.Owner.Member}, Contact: k.ID, Next: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 9}}})
	if err != nil {
		t.Fatal(err)
	}
	step, err := h.Plans.AddStep(ctx, h.Owner, p.ID, office.StepEdit{Change: func(s *plan.Step) { s.Name, s.Party = "The permit", plan.Party{Side: plan.Third, Name: "The city"} }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Step: step.Step.ID, Party: plan.Party{Side: plan.Third, Name: "The city"}, Email: "permits@city.example", Words: "The permit"}); err != nil {
		t.Fatal(err)
	}
	u, err := h.Updates.Draft(ctx, h.Owner, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := h.Updates.AskAround(ctx, h.Owner, u.ID)
	if err != nil || len(asked) != 1 || !asked[0].Third() {
		t.Fatalf("%+v %v", asked, err)
	}
	h.Pass(time.Second)
	link := h.Sent[len(h.Sent)-1].Link.URL
	at := strings.TrimPrefix(link, "https://kept.example")
	said := func() news.CheckIn {
		v, err := h.Updates.CheckIn(ctx, h.Owner, asked[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		return v.CheckIn
	}
	status, body := r.get(at)
	if status != 200 || !said().Waits() {
		t.Fatalf("looking: %d, %+v", status, said())
	}
	r.wants(body, "What did you do that they cannot see?", "The &lt;b&gt;bath", "Say it")
	if status, body = r.post(at, "said", strings.Repeat("x", news.MaxLine+1)); status != 422 || !said().Waits() {
		t.Errorf("too long: %d %s", status, body)
	}
	if status, body = r.post(at, "said", "We stamped it"); status != 200 || said().Text != "We stamped it" {
		t.Errorf("%d %+v", status, said())
	}
	r.wants(body, "Thank you.")
	if status, _ = r.post(at, "said", "We stamped it twice"); status != 200 || said().Text != "We stamped it twice" {
		t.Errorf("%d %+v", status, said())
	}
	if status, _ = r.get(at + "x"); status != 404 {
		t.Errorf("any secret opens it: %d", status)
	}
	if _, err := h.Clients.EditProject(ctx, h.Owner, p.ID, office.ProjectEdit{Close: true}); err != nil {
		t.Fatal(err)
	}
	_, body = r.get(at)
	r.wants(body, "Nothing is needed any more.")
}

package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kept/client"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/web"
	"kept/plan"
)

// BenchmarkPlanOf500 measures the page of a plan of 500 steps, each linked with
// those before it, from the request to its last byte.
func BenchmarkPlanOf500(b *testing.B) {
	h := officetest.Open(b, officetest.SQLite(b))
	c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Clients.AddProject(b.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "House"}})
	if err != nil {
		b.Fatal(err)
	}
	in := office.PlanImport{Project: p.ID, File: plan.Outside{Format: "csv", Name: "House"}}
	for i := range 500 {
		key := fmt.Sprint("csv:", i)
		in.File.Steps = append(in.File.Steps, plan.OutsideStep{Step: plan.Step{Source: key, Stage: fmt.Sprint("Stage ", i/25), Name: fmt.Sprint("Step ", i), Party: plan.Party{Side: plan.Ours}, Effort: plan.Effort{Least: 2, Most: 4}}})
		if i >= 10 {
			in.File.Links = append(in.File.Links, plan.Link{From: plan.ID(fmt.Sprint("csv:", i-10)), To: plan.ID(key), Kind: plan.FinishStart})
		}
	}
	if _, err := h.Imports.Plan(b.Context(), h.Owner, in, nil); err != nil {
		b.Fatal(err)
	}
	link, err := h.Access.MakeLink(b.Context(), h.Owner)
	if err != nil {
		b.Fatal(err)
	}
	entry, err := h.Access.UseLink(b.Context(), link, "bench")
	if err != nil {
		b.Fatal(err)
	}
	site := web.New(h.Office, web.Options{Holidays: holidays.New()})
	b.ReportAllocs()
	before := cpu(b)
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, "/projects/"+string(p.ID)+"/plan", nil)
		r.AddCookie(&http.Cookie{Name: "kept-desk-session", Value: entry.Secret})
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Step 499") {
			b.Fatalf("it answered %d", w.Code)
		}
	}
	b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

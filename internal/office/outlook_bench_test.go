package office_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/plan"
	"kept/promise"
)

// BenchmarkMorningOfPlans measures what a morning costs: the plans of 400
// projects of 30 steps, on each of which a promise hangs, are forecast anew from
// 1,000 finished steps, with their promises and whoever is to be asked.
func BenchmarkMorningOfPlans(b *testing.B) {
	const projects, steps = 400, 30
	h := officetest.Open(b, officetest.SQLite(b))
	bring := func(name string, n int, done bool) client.ProjectID {
		c, k := h.Client(h.Owner, name, "Europe/Madrid", "Elena Ruiz", strings.ReplaceAll(name, " ", "")+"@example.com")
		in := office.PlanImport{Client: c.ID, Name: name, File: plan.Outside{Format: "csv", Name: name}}
		for i := range n {
			key := fmt.Sprint("csv:", i)
			s := plan.OutsideStep{Step: plan.Step{Source: key, Name: fmt.Sprint("Kind ", string(rune('a'+i%26))), Party: plan.Party{Side: plan.Ours}, Effort: plan.Effort{Least: 2, Most: 4}}}
			if done {
				s.Progress, s.Step.StartedAt = plan.Over, officetest.Start.AddDate(0, 0, -300+i/4)
				s.Step.DoneAt = s.Step.StartedAt.AddDate(0, 0, 2+i%7)
			} else if i > 2 {
				in.File.Links = append(in.File.Links, plan.Link{From: plan.ID(fmt.Sprint("csv:", i-3)), To: plan.ID(key), Kind: plan.FinishStart})
			}
			in.File.Steps = append(in.File.Steps, s)
		}
		out, err := h.Imports.Plan(b.Context(), h.Owner, in, nil)
		if err != nil {
			b.Fatal(err)
		}
		if done {
			return out.Project.ID
		}
		last := out.Plan.Steps[n-1]
		f, _ := out.Outlook.Of(last.ID)
		_, err = h.Promises.Make(b.Context(), h.Owner, office.NewPromise{
			Client: c.ID, Project: string(out.Project.ID), Step: last.ID, Contact: k.ID, Kind: promise.Deliverable, Words: name, When: promise.When{Day: f.By(out.Outlook.Today, 99)},
		})
		if err != nil {
			b.Fatal(err)
		}
		return out.Project.ID
	}
	bring("Before", 1000, true)
	for i := range projects {
		bring(fmt.Sprint("Project ", i), steps, false)
	}
	morning := time.Date(2026, 3, 3, 8, 30, 0, 0, time.UTC)
	n := 0
	for b.Loop() {
		for morning.Weekday() == time.Saturday || morning.Weekday() == time.Sunday {
			morning = morning.AddDate(0, 0, 1)
		}
		h.To(morning)
		morning = morning.AddDate(0, 0, 1)
		n++
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n)/projects, "µs/project")
}

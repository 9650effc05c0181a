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
)

// BenchmarkDraftOfTenThousandLines measures drafting an update of a project whose
// journal has 10,000 lines: steps, check-ins and edits of half a year.
func BenchmarkDraftOfTenThousandLines(b *testing.B) {
	const steps, saids = 1500, 500
	h := officetest.Open(b, officetest.SQLite(b))
	ctx := b.Context()
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "The house", OwnerID: h.Owner.Member}, Contact: k.ID})
	if err != nil {
		b.Fatal(err)
	}
	in := office.PlanImport{Client: c.ID, Project: p.ID, File: plan.Outside{Format: "csv", Name: "The house"}}
	for i := range steps {
		in.File.Steps = append(in.File.Steps, plan.OutsideStep{Step: plan.Step{Source: fmt.Sprint("csv:", i), Name: fmt.Sprint("Piece ", i), Party: plan.Party{Side: plan.Ours}, Effort: plan.Effort{Least: 1, Most: 2}}})
	}
	if _, err := h.Imports.Plan(ctx, h.Owner, in, nil); err != nil {
		b.Fatal(err)
	}
	for i := range saids {
		said, err := h.Updates.Did(ctx, h.Owner, p.ID, fmt.Sprint("We did piece ", i))
		for n := 0; err == nil && n < 18; n++ { // said otherwise, again and again
			said, err = h.Updates.SayDid(ctx, h.Owner, said.ID, 0, fmt.Sprint("We did piece ", i, " ", strings.Repeat("x", n)))
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	lines, err := h.Journal.List(ctx, h.Owner, "", 10)
	if err != nil || len(lines) == 0 {
		b.Fatalf("there is no journal: %v", err)
	}
	h.Pass(time.Minute)
	for b.Loop() {
		u, err := h.Updates.Draft(ctx, h.Owner, p.ID)
		if err != nil || len(u.Lines) == 0 {
			b.Fatalf("%d lines: %v", len(u.Lines), err)
		}
		b.StopTimer()
		if _, err := h.Updates.Drop(ctx, h.Owner, u.ID, 0); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

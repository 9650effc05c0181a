package office_test

import (
	"fmt"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
)

// BenchmarkComing lists what is coming to all of two hundred clients, each of whom
// hears next of a project within the fortnight and was asked a question.
func BenchmarkComing(b *testing.B) {
	h := officetest.Open(b, officetest.SQLite(b))
	ctx := b.Context()
	if _, err := h.Settings.Edit(ctx, h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Updates = workspace.Updates{Ask: true, Note: true} }}); err != nil {
		b.Fatal(err)
	}
	for i := range 200 {
		c, k := h.Client(h.Owner, fmt.Sprintf("House %d", i), "Europe/Madrid", "Ana Ruiz", fmt.Sprintf("ana%d@casaruiz.example", i))
		p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "The bath", OwnerID: h.Owner.Member}, Contact: k.ID, Next: promise.When{At: h.Now().Add(time.Duration(30+i) * time.Hour)}})
		if err == nil {
			_, err = h.HandOffs.Ask(ctx, h.Owner, office.NewHandOff{Project: p.ID, Kind: handoff.Question, Party: plan.Party{Side: plan.Theirs, ID: string(k.ID)}, Words: "Which red?"})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for b.Loop() {
		all, err := h.Coming.All(ctx, h.Owner)
		if err != nil {
			b.Fatal(err)
		}
		n = len(all)
	}
	b.ReportMetric(float64(n), "messages")
}

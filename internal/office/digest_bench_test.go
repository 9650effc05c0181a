package office_test

import (
	"fmt"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/subscription"
)

// BenchmarkUpdateToSubscribers queues the mails of an update that 5,000 follow at
// once. The aim is one second for all of them.
func BenchmarkUpdateToSubscribers(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchSubscribers(b, officetest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { benchSubscribers(b, testkit.DurablePostgres(b)) })
}

func benchSubscribers(b *testing.B, url string) {
	const followers = 5000
	h := officetest.Open(b, url)
	c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	p, err := h.Clients.AddProject(b.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "The shop"}})
	if err != nil {
		b.Fatal(err)
	}
	for i := range followers {
		k, err := h.Clients.AddContact(b.Context(), h.Owner, client.Contact{ClientID: c.ID, Name: fmt.Sprintf("Ben %d", i), Email: fmt.Sprintf("ben%d@ruiz.example", i), Channel: client.ByMail, Portal: true})
		if err != nil {
			b.Fatal(err)
		}
		if err := h.Subscriptions.ChooseFor(b.Context(), h.Owner, k.ID, office.Wish{Rhythm: subscription.AtOnce, Topics: subscription.Everything()}); err != nil {
			b.Fatal(err)
		}
	}
	queued := 0
	for b.Loop() {
		b.StopTimer()
		if _, err := h.Updates.Did(b.Context(), h.Owner, p.ID, fmt.Sprintf("Paint number %d was mixed.", queued)); err != nil {
			b.Fatal(err)
		}
		u, err := h.Updates.Draft(b.Context(), h.Owner, p.ID)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := h.Updates.Share(b.Context(), h.Owner, u.ID, u.Version); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		h.Tick(subscription.Fold + office.UndoFor + time.Second)
		b.StartTimer()
		if _, err := (duty.Digests{Office: h.Office}).RunDue(b.Context(), h.Now()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		figures, err := store.FiguresOf(h.DB.Read(b.Context()))
		if queued += followers; err != nil || figures.Queued < int64(queued) {
			b.Fatalf("%d mails wait, want %d or more (%v)", figures.Queued, queued, err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(queued)/b.Elapsed().Seconds(), "mails/s")
}

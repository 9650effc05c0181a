package office_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/promise"
)

// engines runs a benchmark on a file with synchronous=FULL and on a PostgreSQL
// that flushes each commit.
func engines(b *testing.B, bench func(b *testing.B, h *officetest.House, settle func())) {
	on := func(b *testing.B, url string) {
		bench(b, officetest.Open(b, url), func() { testkit.Settle(b, url) })
	}
	b.Run("sqlite", func(b *testing.B) { on(b, officetest.SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { on(b, testkit.DurablePostgres(b)) })
}

// fill makes n open promises, all due in ahead, without their prompts.
func fill(b *testing.B, h *officetest.House, n int, ahead time.Duration) {
	b.Helper()
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	var all sync.WaitGroup
	feed := make(chan int)
	for range 64 {
		all.Go(func() {
			for i := range feed {
				_, err := h.Promises.Make(context.Background(), h.Owner, office.NewPromise{
					Client: c.ID, Contact: k.ID, Kind: promise.Deliverable, Words: fmt.Sprintf("Part %d of the plan", i), When: promise.When{At: h.Now().Add(ahead)},
				})
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range n {
		feed <- i
	}
	close(feed)
	all.Wait()
}

// Ten thousand obligations fall due at one moment and are reviewed: each
// raises a prompt, durably.
func BenchmarkReviewDue(b *testing.B) {
	const due = 10_000
	engines(b, func(b *testing.B, h *officetest.House, settle func()) {
		fill(b, h, due, 10*24*time.Hour)
		settle()
		for b.Loop() {
			err := h.DB.Write(b.Context(), func(tx *store.Tx) error { return store.TouchAllWatches(tx, h.Owner.Workspace, h.Now()) })
			if err != nil {
				b.Fatal(err)
			}
			if _, err := (duty.Watchdog{Office: h.Office}).RunDue(b.Context(), h.Now()); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(due)*float64(b.N)/b.Elapsed().Seconds(), "reviews/s")
	})
}

// Promises made by 64 members at once, each acknowledged when it is durable.
func BenchmarkMakePromises(b *testing.B) {
	engines(b, func(b *testing.B, h *officetest.House, _ func()) {
		c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		b.SetParallelism(32)
		b.ResetTimer()
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				makeOne(b, h, c, k)
			}
		})
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "promises/s")
	})
}

func makeOne(b *testing.B, h *officetest.House, c client.Client, k client.Contact) {
	_, err := h.Promises.Make(context.Background(), h.Owner, office.NewPromise{
		Client: c.ID, Contact: k.ID, Kind: promise.Deliverable, Words: "The plan", When: promise.When{At: h.Now().Add(10 * 24 * time.Hour)},
	})
	if err != nil {
		b.Error(err)
	}
}

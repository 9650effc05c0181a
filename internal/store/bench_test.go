package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kept/internal/store"
	"kept/internal/testkit"
)

// engines are the addresses to measure, each as in real use: a file on the
// disk, and a PostgreSQL that waits for its disk.
var engines = map[string]func(*testing.B) string{
	"sqlite":   func(b *testing.B) string { return "sqlite:" + filepath.Join(b.TempDir(), "kept.db") },
	"postgres": func(b *testing.B) string { return testkit.DurablePostgres(b) },
}

// BenchmarkActs writes one line of the journal in each act. Those who wait
// share a commit on SQLite; every act is durable when it is acknowledged.
func BenchmarkActs(b *testing.B) {
	for name, url := range engines {
		for _, writers := range []int{1, 16, 64, 128} {
			b.Run(fmt.Sprintf("%s/writers=%d", name, writers), func(b *testing.B) {
				db := open(b, url(b))
				var next atomic.Int64
				var all sync.WaitGroup
				b.ResetTimer()
				for range writers {
					all.Go(func() {
						for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
							l := store.Line{ID: fmt.Sprintf("jnl_%026d", i), At: time.UnixMilli(i), Actor: "member:mem_1", Act: "keep promise", Object: "promise:prm_1", ClientID: "cli_1", After: `{"state":"kept"}`}
							if err := db.Write(b.Context(), func(tx *store.Tx) error { return store.AddLine(tx, "wsp_1", l) }); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				all.Wait()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "acts/s")
			})
		}
	}
}

// numbers names the rows 1 to n for a statement that fills a table.
var numbers = map[string]string{
	"sqlite":   "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %d) ",
	"postgres": "WITH numbers (n) AS (SELECT generate_series(1, %d)) ",
}

// filled opens a ledger with the rows that SELECTs from the numbers to n give.
func filled(b *testing.B, engine string, n int, into ...string) *store.DB {
	b.Helper()
	url := engines[engine](b)
	first, err := store.Open(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	if err := first.Close(); err != nil {
		b.Fatal(err)
	}
	driver, address := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		driver, address = "sqlite", "file:"+path
	}
	raw, err := sql.Open(driver, address)
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	for _, text := range into {
		insert, from, _ := strings.Cut(text, " SELECT ")
		text = insert + " " + fmt.Sprintf(numbers[engine], n) + "SELECT " + from
		if _, err := raw.ExecContext(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
	if engine == "postgres" { // a server does so by itself after a while; SQLite never does
		if _, err := raw.ExecContext(b.Context(), "VACUUM ANALYZE"); err != nil {
			b.Fatal(err)
		}
	}
	return open(b, url)
}

// BenchmarkWatch is the watchdog's look at a million obligations of which none is due.
func BenchmarkWatch(b *testing.B) {
	for engine := range engines {
		db := filled(b, engine, 1_000_000,
			"INSERT INTO watches (workspace_id, obligation, next_at) SELECT 'wsp_1', 'promise:prm_' || n, 2000000000000 + (CAST(n AS BIGINT) * 7919) % 1000003 FROM numbers")
		now := time.UnixMilli(1_900_000_000_000)
		b.Run(engine+"/due", func(b *testing.B) {
			for b.Loop() {
				if due, err := store.WatchesDue(db.Read(b.Context()), now, 100); err != nil || len(due) != 0 {
					b.Fatal(len(due), err)
				}
			}
		})
		b.Run(engine+"/next", func(b *testing.B) {
			for b.Loop() {
				if next, err := store.NextWatch(db.Read(b.Context())); err != nil || next.Before(now) {
					b.Fatal(next, err)
				}
			}
		})
	}
}

// BenchmarkFind searches 100,000 things: by a name of their own, by a word that
// all have, and by both.
func BenchmarkFind(b *testing.B) {
	for engine := range engines {
		db := filled(b, engine, 200_000,
			"INSERT INTO search_words (workspace_id, word, kind, object_id) SELECT 'wsp_1', CASE WHEN n % 2 = 0 THEN 'website' ELSE 'name' || (n / 2) END, 'client', 'cli_' || (n / 2) FROM numbers WHERE n > 1")
		for what, query := range map[string]string{"own": "name77777", "common": "website", "both": "web name77777"} {
			b.Run(engine+"/"+what, func(b *testing.B) {
				for b.Loop() {
					if found, err := store.Find(db.Read(b.Context()), "wsp_1", query, 20); err != nil || len(found) == 0 {
						b.Fatal(found, err)
					}
				}
			})
		}
	}
}

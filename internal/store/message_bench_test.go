package store_test

import (
	"slices"
	"testing"
	"time"

	"kept/internal/store"
	"kept/internal/store/storetest"
	"kept/workspace"
)

// sizes is how many messages each engine is measured with.
var sizes = map[string]int{"sqlite": 1_000_000, "postgres": 200_000}

// BenchmarkMessages opens the pages of what clients say, in a big house.
func BenchmarkMessages(b *testing.B) {
	for engine, n := range sizes {
		url := engines[engine](b)
		db := open(b, url)
		if err := db.Write(b.Context(), func(tx *store.Tx) error {
			return store.AddWorkspace(tx, workspace.Workspace{ID: "wsp_1", Name: "Firm", MadeAt: time.UnixMilli(1), Version: 1})
		}); err != nil {
			b.Fatal(err)
		}
		storetest.Crowd{Workspace: "wsp_1", Member: "mem_1", Hours: "{}", Now: time.Now(), Messages: n}.Fill(b, url)
		for what, ask := range map[string]func(*store.Tx) (int, error){
			"find every":        finding("every"),
			"find common":       finding("website"),
			"find rare":         finding("own77777"),
			"find two common":   finding("website invoice"),
			"find three common": finding("every website invoice"),
			"find common, rare": finding("website own77776"),
			"find none of two":  finding("website printing"),
			"find once common":  finding("own7"), // a tenth of all, none of the newest
			"find two seldom":   finding("x77 y7"),
			"find a letter":     finding("w"),
			"find two letters":  finding("we in"),
			"threads waiting": func(tx *store.Tx) (int, error) {
				l, err := store.ThreadsWaiting(tx, "wsp_1", store.Place{}, 100)
				return len(l), err
			},
			"threads mine": func(tx *store.Tx) (int, error) {
				l, err := store.ThreadsWaitingFor(tx, "wsp_1", "mem_1", store.Place{}, 100)
				return len(l), err
			},
			"conversation": func(tx *store.Tx) (int, error) {
				l, err := store.MessagesOfConversation(tx, "wsp_1", "cnv_4321", store.Place{}, 100)
				return len(l), err
			},
		} {
			b.Run(engine+"/"+what, func(b *testing.B) { asking(b, db, ask, what != "find none of two") })
		}
	}
}

func finding(query string) func(*store.Tx) (int, error) {
	return func(tx *store.Tx) (int, error) {
		l, err := store.FindMessages(tx, "wsp_1", query, 50)
		return len(l), err
	}
}

// asking reports how long the slowest question in a hundred takes.
func asking(b *testing.B, db *store.DB, ask func(*store.Tx) (int, error), found bool) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		n, err := ask(db.Read(b.Context()))
		took = append(took, time.Since(start))
		if err != nil || (n > 0) != found {
			b.Fatal(n, err)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

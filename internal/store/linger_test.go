package store

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// TestActsLingerInCompany gives acts at chosen moments to a lane whose commits
// take 3 ms, and looks which share one and when each was over.
func TestActsLingerInCompany(t *testing.T) {
	for name, c := range map[string]struct {
		at      []time.Duration // when each act is given
		batches []int
		last    time.Duration // when the last one is over
	}{
		"alone, one after the other":      {at: []time.Duration{0, 20e6, 40e6}, batches: []int{1, 1, 1}, last: 43e6},
		"two during a commit, then alone": {at: []time.Duration{0, 1e6, 2e6, 7e6}, batches: []int{1, 2, 1}, last: 20e6},
		"in company one is waited for":    {at: []time.Duration{0, 1e6, 2e6, 7e6, 15e6}, batches: []int{1, 2, 2}, last: 20e6},
		"but not beyond the time":         {at: []time.Duration{0, 1e6, 2e6, 7e6, 17e6 + 1}, batches: []int{1, 2, 1, 1}, last: 23e6},
		"enough need not wait":            {at: []time.Duration{0, 1e6, 1e6, 2e6, 4e6, 4e6, 4e6, 4e6, 4e6, 4e6, 4e6, 4e6}, batches: []int{1, 3, 8}, last: 9e6},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begun := time.Now()
				var batches []int
				var over time.Duration
				g := newGroup(16, func(batch []*job) error {
					batches = append(batches, len(batch))
					time.Sleep(3 * time.Millisecond)
					return nil
				})
				var all sync.WaitGroup
				var mu sync.Mutex
				for _, at := range c.at {
					all.Go(func() {
						time.Sleep(at)
						if err := g.write(context.Background(), func(*Tx) error { return nil }); err != nil {
							t.Error(err)
						}
						mu.Lock()
						defer mu.Unlock()
						over = max(over, time.Since(begun))
					})
				}
				all.Wait()
				g.stop()
				if !slices.Equal(batches, c.batches) || over.Truncate(time.Microsecond) != c.last {
					t.Errorf("shared commits %v, the last over after %v; wanted %v and %v", batches, over, c.batches, c.last)
				}
			})
		})
	}
}

package imap

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"
	"pgregory.net/rapid"

	"kept/internal/inbox"
)

// TestTheMarkNeverPassesAMail settles mails in any order: the mark stands at the
// last one before which, it included, all are settled.
func TestTheMarkNeverPassesAMail(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		uids := rapid.SliceOfNDistinct(rapid.Uint32Range(10, 1000), 0, 50, rapid.ID).Draw(t, "uids")
		slices.Sort(uids)
		order := rapid.Permutation(uids).Draw(t, "order")
		order = order[:rapid.IntRange(0, len(order)).Draw(t, "settled")]
		split := rapid.IntRange(0, len(uids)).Draw(t, "expected first")

		taking := newTaking(&Fetcher{}, Mark{UIDValidity: 1, UID: 5})
		expect := func(some []uint32) {
			for _, u := range some {
				taking.expect([]imap.UID{imap.UID(u)})
			}
		}
		expect(uids[:split])
		done := map[uint32]bool{}
		late := false
		for _, u := range order {
			if !late && !slices.Contains(uids[:split], u) {
				expect(uids[split:])
				late = true
			}
			taking.settle(imap.UID(u))
			done[u] = true
			want := uint32(5)
			for _, v := range uids {
				if !done[v] || !late && !slices.Contains(uids[:split], v) {
					break
				}
				want = v
			}
			if taking.upTo != want {
				t.Fatalf("up to %d, want %d", taking.upTo, want)
			}
		}
	})
}

// TestNoMoreIsInMemoryThanTheLimits keeps every mail until no other can be handed on.
func TestNoMoreIsInMemoryThanTheLimits(t *testing.T) {
	mails := slices.Repeat([]string{"Subject: x\r\n\r\n" + strings.Repeat("x", 986)}, 40)
	for name, c := range map[string]struct {
		limits Limits
		most   int
	}{
		"bytes":          {Limits{InFlight: 5500, Parallel: 32}, 5},
		"mails":          {Limits{InFlight: 1 << 20, Parallel: 3}, 3},
		"less than one":  {Limits{InFlight: 10, Parallel: 32}, 1},
		"the usual ones": {Limits{}, 32},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := inside(t, newKeeper(), func(s *script) { s.serve("SASL-IR AUTH=PLAIN", nothing, mails...) })
				f.Limits = c.limits
				var now, most atomic.Int64
				f.Take = func(context.Context, inbox.Arrived) error {
					most.Store(max(now.Add(1), most.Load()))
					defer now.Add(-1)
					time.Sleep(time.Second) // which passes when nothing else can happen
					return nil
				}
				sweep(t, f, len(mails))
				if got := most.Load(); got != int64(c.most) {
					t.Errorf("%d mails at once, want %d", got, c.most)
				}
				f.Close()
			})
		})
	}
}

package duty_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"kept/internal/duty"
)

// work is a duty that does what a test says and notes when it ran.
type work struct {
	name string
	do   func(ctx context.Context, now time.Time) (time.Time, error)
	mu   sync.Mutex
	ran  []time.Duration // since the start of the test's bubble
	from time.Time
}

func newWork(name string, do func(ctx context.Context, now time.Time) (time.Time, error)) *work {
	return &work{name: name, do: do, from: time.Now()}
}

func (w *work) Name() string { return w.name }

func (w *work) RunDue(ctx context.Context, now time.Time) (time.Time, error) {
	w.mu.Lock()
	w.ran = append(w.ran, now.Sub(w.from))
	w.mu.Unlock()
	return w.do(ctx, now)
}

func (w *work) runs() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]time.Duration(nil), w.ran...)
}

func never(context.Context, time.Time) (time.Time, error) { return time.Time{}, nil }

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// running runs a crew in a bubble for a while of its time, then ends it and
// waits until every loop has.
func running(t *testing.T, c *duty.Crew, during func()) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { c.Run(ctx); close(done) }()
	synctest.Wait()
	during()
	synctest.Wait()
	stop()
	<-done
}

// With nothing planned a loop looks twice a minute, for what another process
// may have made due, and sleeps in between.
func TestLoopSleepsWhenNothingIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWork("idle", never)
		running(t, duty.NewCrew(time.Now, quiet(), w), func() { time.Sleep(time.Hour) })
		if got := w.runs(); len(got) != 121 || got[0] != 0 || got[120] != time.Hour {
			t.Errorf("in an hour with nothing due it ran %d times, want at the start and every 30 s", len(got))
		}
	})
}

// A loop runs at the very moment that its duty names, however far it is.
func TestLoopRunsAtTheMomentNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		plan := []time.Duration{7 * time.Millisecond, 29_999 * time.Millisecond, 30 * time.Second, 100 * time.Second, 100 * time.Second} // the last one is in the past by then
		start := time.Now()
		w := newWork("planned", func(_ context.Context, now time.Time) (time.Time, error) {
			for len(plan) > 0 && !start.Add(plan[0]).After(now) {
				plan = plan[1:]
			}
			if len(plan) == 0 {
				return time.Time{}, nil
			}
			return start.Add(plan[0]), nil
		})
		running(t, duty.NewCrew(time.Now, quiet(), w), func() { time.Sleep(101 * time.Second) })
		want := []time.Duration{0, 7 * time.Millisecond, 29_999 * time.Millisecond, 30 * time.Second, 60 * time.Second, 90 * time.Second, 100 * time.Second}
		if diff := cmp.Diff(want, w.runs()); diff != "" {
			t.Errorf("ran at (-want +got):\n%s", diff)
		}
	})
}

// A nudge wakes every loop at once; many while one runs are one.
func TestNudgeWakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one := newWork("one", never)
		slow := newWork("slow", func(context.Context, time.Time) (time.Time, error) { time.Sleep(time.Second); return time.Time{}, nil })
		c := duty.NewCrew(time.Now, quiet(), one, slow)
		c.Nudge() // before it runs: nothing is lost, for every loop begins with a look
		running(t, c, func() {
			time.Sleep(3 * time.Second)
			c.Nudge()
			time.Sleep(100 * time.Millisecond)
			for range 50 {
				c.Nudge()
			}
			time.Sleep(10 * time.Second)
		})
		if diff := cmp.Diff([]time.Duration{0, 3 * time.Second, 3100 * time.Millisecond}, distinct(one.runs())); diff != "" {
			t.Errorf("one ran at (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]time.Duration{0, 3 * time.Second, 4 * time.Second}, slow.runs()); diff != "" {
			t.Errorf("slow ran at (-want +got):\n%s", diff)
		}
	})
}

// distinct drops what equals the one before: how many of fifty nudges at one
// instant find a loop awake is left to the scheduler.
func distinct(list []time.Duration) []time.Duration {
	out := list[:0]
	for i, d := range list {
		if i == 0 || d != list[i-1] {
			out = append(out, d)
		}
	}
	return out
}

// A duty that fails is tried again after a pause, told in the log, and holds up
// no other.
func TestFailureIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var left atomic.Int32
		left.Store(3)
		bad := newWork("bad", func(_ context.Context, now time.Time) (time.Time, error) {
			if left.Add(-1) >= 0 {
				return now, errors.New("the disk is full") // the moment named by a failure counts for nothing
			}
			return time.Time{}, nil
		})
		good := newWork("good", func(_ context.Context, now time.Time) (time.Time, error) { return now.Add(2 * time.Second), nil })
		var said strings.Builder
		c := duty.NewCrew(time.Now, slog.New(slog.NewTextHandler(&locked{w: &said}, nil)), bad, good)
		running(t, c, func() {
			time.Sleep(12 * time.Second)
			c.Nudge() // an act may have mended it
			time.Sleep(20 * time.Second)
		})
		if diff := cmp.Diff([]time.Duration{0, 5 * time.Second, 10 * time.Second, 12 * time.Second}, bad.runs()); diff != "" {
			t.Errorf("the failing one ran at (-want +got):\n%s", diff)
		}
		if n := len(distinct(good.runs())); n != 17 {
			t.Errorf("the other one ran at %d moments, want every two seconds", n)
		}
		if n := strings.Count(said.String(), "duty=bad error=\"the disk is full\""); n != 3 {
			t.Errorf("the log tells of %d failures, want 3:\n%s", n, said.String())
		}
	})
}

// locked lets several loops write to one log.
type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// Run ends with its context, after what is under way; a failure because of that
// is no failure.
func TestRunEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		finished := false
		w := newWork("slow", func(ctx context.Context, _ time.Time) (time.Time, error) {
			time.Sleep(10 * time.Second)
			finished = true
			return time.Time{}, ctx.Err()
		})
		var said strings.Builder
		running(t, duty.NewCrew(time.Now, slog.New(slog.NewTextHandler(&said, nil)), w), func() { time.Sleep(time.Second) })
		if got := w.runs(); !finished || len(got) != 1 || said.Len() != 0 {
			t.Errorf("finished: %v, runs: %v, log: %s", finished, got, said.String())
		}
		over, stop := context.WithCancel(t.Context())
		stop()
		idle := newWork("idle", never)
		duty.NewCrew(time.Now, quiet(), idle).Run(over)
		if n := len(idle.runs()); n > 1 {
			t.Errorf("a crew whose context was over ran %d times", n)
		}
	})
}

// Crews are started, nudged and stopped at any moment, and leave nothing behind.
func TestStartAndStop(t *testing.T) {
	before := goleak.IgnoreCurrent()
	for i := range 300 {
		var ran atomic.Int32
		busy := newWork("busy", func(_ context.Context, now time.Time) (time.Time, error) {
			ran.Add(1)
			return now.Add(time.Microsecond), nil
		})
		fails := newWork("fails", func(context.Context, time.Time) (time.Time, error) { ran.Add(1); return time.Time{}, errors.New("no") })
		c := duty.NewCrew(time.Now, quiet(), busy, fails, newWork("idle", never))
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() { c.Run(ctx) })
		for range 3 {
			all.Go(func() {
				for range i % 20 {
					c.Nudge()
				}
			})
		}
		if i%3 > 0 {
			all.Go(stop)
		}
		for i%3 == 0 && ran.Load() < 2 {
			c.Nudge()
		}
		stop()
		all.Wait()
	}
	goleak.VerifyNone(t, before)
}

// Settle runs the duties in their order, again and again until nothing is due.
func TestSettleRunsInOrder(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	var order []string
	until := func(name string, turns int, then time.Time) *work {
		return newWork(name, func(_ context.Context, at time.Time) (time.Time, error) {
			if !at.Equal(now) {
				t.Errorf("%s ran at %s", name, at)
			}
			order = append(order, name)
			if turns--; turns > 0 {
				return now, nil
			}
			return then, nil
		})
	}
	c := duty.NewCrew(nil, nil, until("watch", 1, now.Add(time.Hour)), until("mail", 2, now.Add(time.Minute)), until("outbox", 1, time.Time{}))
	next, err := c.Settle(t.Context(), now)
	if err != nil || !next.Equal(now.Add(time.Minute)) {
		t.Errorf("next is %s (%v)", next, err)
	}
	got := strings.Join(order, " ")
	if turn := "watch mail outbox"; got != strings.TrimSpace(strings.Repeat(turn+" ", 3)) { // one of them only to see that all rest
		t.Errorf("they ran: %s", got)
	}
}

// A duty that never rests, and one that fails, end a settling with their names.
func TestSettleGivesUp(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, named := range []time.Time{now, now.Add(-time.Hour)} {
		restless := newWork("restless", func(context.Context, time.Time) (time.Time, error) { return named, nil })
		if _, err := duty.NewCrew(nil, nil, restless).Settle(t.Context(), now); err == nil || !strings.Contains(err.Error(), "never come to rest") {
			t.Errorf("a duty that is always due: %v", err)
		}
		if n := len(restless.runs()); n != 10_000 {
			t.Errorf("it ran %d times", n)
		}
	}
	ran := false
	failing := newWork("outbox", func(context.Context, time.Time) (time.Time, error) { return time.Time{}, errors.New("no room") })
	other := newWork("other", func(context.Context, time.Time) (time.Time, error) { ran = true; return time.Time{}, nil })
	if _, err := duty.NewCrew(nil, nil, failing, other).Settle(t.Context(), now); err == nil || err.Error() != "outbox: no room" || !ran {
		t.Errorf("a duty that fails: %v; the one after it ran: %v", err, ran)
	}
	fine := duty.NewCrew(nil, nil)
	if next, err := fine.Settle(t.Context(), now); err != nil || !next.IsZero() {
		t.Errorf("no duties: %s %v", next, err)
	}
}

package store

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"kept/internal/fault"
)

// group is the one lane in which a process writes. Acts that wait share a
// commit, each in a savepoint of its own, and each hears of it only when the
// commit is durable.
type group struct {
	// transact runs a batch in one transaction and notes in each job what
	// became of it. An error is that of the whole batch.
	transact func(batch []*job) error
	most     int // acts that share a commit
	jobs     chan *job
	done     chan struct{}
	mu       sync.RWMutex
	stopped  bool
}

// job is an act that waits for its turn.
type job struct {
	ctx    context.Context
	act    func(*Tx) error
	err    error
	answer chan error
}

func newGroup(most int, transact func([]*job) error) *group {
	g := &group{transact: transact, most: most, jobs: make(chan *job, most), done: make(chan struct{})}
	go g.run()
	return g
}

func (g *group) stop() {
	g.mu.Lock()
	if !g.stopped {
		g.stopped = true
		close(g.jobs)
	}
	g.mu.Unlock()
	<-g.done
}

// write runs an act and returns when it is durable, or refused.
func (g *group) write(ctx context.Context, act func(*Tx) error) error {
	j := &job{ctx: ctx, act: act, answer: make(chan error, 1)}
	g.mu.RLock()
	if g.stopped {
		g.mu.RUnlock()
		return fault.New(fault.Busy, "Kept is stopping. What you entered was not saved.")
	}
	g.jobs <- j
	g.mu.RUnlock()
	return <-j.answer
}

// A commit costs the same for one act as for several. So while acts come at
// about the same time, one that would be alone waits a little for others: an act
// that nobody follows is never held up.
const (
	linger   = 10 * time.Millisecond
	together = 8 // acts that need not wait for more
)

func (g *group) run() {
	defer close(g.done)
	company := false
	for first := range g.jobs {
		batch := g.waiting([]*job{first})
		if company && len(batch) < together {
			batch = g.linger(batch)
		}
		company = len(batch) > 1
		g.commit(batch)
	}
}

// waiting adds the acts that wait already.
func (g *group) waiting(batch []*job) []*job {
	for len(batch) < g.most {
		select {
		case j, ok := <-g.jobs:
			if !ok {
				return batch
			}
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// linger adds the acts that come within a little while.
func (g *group) linger(batch []*job) []*job {
	enough := time.NewTimer(linger)
	defer enough.Stop()
	for len(batch) < together {
		select {
		case j, ok := <-g.jobs:
			if !ok {
				return batch
			}
			batch = append(batch, j)
		case <-enough.C:
			return batch
		}
	}
	return g.waiting(batch)
}

// commit runs a batch in one transaction and answers its jobs.
func (g *group) commit(batch []*job) {
	err := g.transact(batch)
	for _, j := range batch {
		if err != nil && j.err == nil {
			j.err = err
		}
		j.answer <- j.err
	}
}

// safely turns a panic in an act into its error: the lane serves everybody and
// must live on.
func safely(act func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in an act: %v\n%s", p, debug.Stack())
		}
	}()
	return act(tx)
}

package store

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

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

func (g *group) run() {
	defer close(g.done)
	for first := range g.jobs {
		batch := []*job{first}
	gather:
		for len(batch) < g.most {
			select {
			case j, ok := <-g.jobs:
				if !ok {
					break gather
				}
				batch = append(batch, j)
			default:
				break gather
			}
		}
		g.commit(batch)
	}
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

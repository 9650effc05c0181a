// Package duty runs what is due: it watches obligations, hands mails over and
// mails members their prompts.
//
// A [Duty] does what is due and says when it wants to be called again; it
// holds no timer. [Crew.Run] has the only timers. A test clock and the
// simulator call [Crew.Settle] instead, so that a year can be lived in order.
package duty

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Duty is one kind of work that becomes due.
type Duty interface {
	Name() string
	// RunDue does what is due at now and gives the next moment at which
	// something will be; zero = nothing is planned.
	RunDue(ctx context.Context, now time.Time) (next time.Time, err error)
}

// Crew runs duties.
type Crew struct {
	duties []Duty
	log    *slog.Logger
	now    func() time.Time
	mu     sync.Mutex
	wakes  []chan struct{}
}

// NewCrew gathers duties. now is asked by the timers' loop alone.
func NewCrew(now func() time.Time, log *slog.Logger, duties ...Duty) *Crew {
	return &Crew{duties: duties, log: log, now: now}
}

// The limits of a loop's sleep: no longer than [longest], in which what
// another process made due is found too; no shorter than [shortest] after a
// failure.
const (
	longest  = 30 * time.Second
	shortest = 5 * time.Second
)

// Run runs the duties until ctx ends, each in a loop of its own.
func (c *Crew) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, d := range c.duties {
		wake := make(chan struct{}, 1)
		c.mu.Lock()
		c.wakes = append(c.wakes, wake)
		c.mu.Unlock()
		all.Go(func() { c.Loop(ctx, d, wake) })
	}
	all.Wait()
}

// Nudge has every duty look whether something became due.
func (c *Crew) Nudge() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range c.wakes {
		select {
		case w <- struct{}{}:
		default:
		}
	}
}

// Loop runs one duty whenever something is due, until ctx ends.
func (c *Crew) Loop(ctx context.Context, d Duty, wake <-chan struct{}) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-wake:
		}
		now := c.now()
		next, err := d.RunDue(ctx, now)
		sleep := longest
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			c.log.Error("a duty failed; it will be tried again", "duty", d.Name(), "error", err)
			sleep = shortest
		case !next.IsZero():
			sleep = min(max(next.Sub(c.now()), 0), longest)
		}
		timer.Reset(sleep)
	}
}

// turns bounds [Crew.Settle]: a duty that never comes to rest is a mistake.
const turns = 10_000

// Settle runs all duties until nothing is due at now any more, and gives the
// next moment at which something will be; zero = never. It has come to rest
// when two turns name the same moment: within a turn one duty may make
// something due after another has looked.
func (c *Crew) Settle(ctx context.Context, now time.Time) (time.Time, error) {
	var last time.Time
	for turn := range turns {
		var next time.Time
		var failed error
		for _, d := range c.duties {
			at, err := d.RunDue(ctx, now)
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("%s: %w", d.Name(), err))
			}
			if !at.IsZero() && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
		if failed != nil {
			return next, failed
		}
		rests := next.IsZero() || next.After(now)
		if rests && turn > 0 && next.Equal(last) {
			return next, nil
		}
		last = next
	}
	return time.Time{}, errors.New("the duties never come to rest")
}

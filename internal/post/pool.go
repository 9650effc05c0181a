package post

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var (
	errClosed = errors.New("the mail transport is closed")
	errBusy   = errors.New("every connection to the mail server is in use")
)

// pool keeps idle lines open for a while and bounds how many Sends are under
// way. The line used last is used next, so that those not needed fall idle.
type pool struct {
	slots  chan struct{}
	idleOf time.Duration

	mu     sync.Mutex
	idle   []*idleLine
	closed bool
}

// idleLine is a line that closes itself when nobody takes it in time.
type idleLine struct {
	*line
	expiry *time.Timer
}

func newPool(connections int, idle time.Duration) *pool {
	return &pool{slots: make(chan struct{}, connections), idleOf: idle}
}

// enter waits for leave to be among those that have a connection.
func (p *pool) enter(ctx context.Context) error {
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	if closed {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", errBusy, ctx.Err())
	}
}

func (p *pool) leave() { <-p.slots }

// take gives an idle line, or nil.
func (p *pool) take() *line {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return nil
	}
	last := p.idle[len(p.idle)-1]
	p.idle = p.idle[:len(p.idle)-1]
	last.expiry.Stop()
	return last.line
}

// put keeps a line for the next mail.
func (p *pool) put(l *line) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		go l.quit()
		return
	}
	kept := &idleLine{line: l}
	kept.expiry = time.AfterFunc(p.idleOf, func() { p.expire(kept) })
	p.idle = append(p.idle, kept)
}

// expire says goodbye on a line that is still idle.
func (p *pool) expire(l *idleLine) {
	if p.remove(l) {
		l.quit()
	}
}

func (p *pool) remove(l *idleLine) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, other := range p.idle {
		if other == l {
			p.idle = append(p.idle[:i], p.idle[i+1:]...)
			return true
		}
	}
	return false
}

// close says goodbye on all idle lines, side by side, and waits for it.
func (p *pool) close() {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	var goodbyes sync.WaitGroup
	for _, l := range idle {
		l.expiry.Stop()
		goodbyes.Go(l.quit)
	}
	goodbyes.Wait()
}

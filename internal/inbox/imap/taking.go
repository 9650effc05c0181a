package imap

import (
	"cmp"
	"context"
	"errors"
	"sync"

	"github.com/emersion/go-imap/v2"

	"kept/internal/inbox"
)

// patience is how many mails of a sweep may fail to be taken until it is given
// up: one mail that cannot be kept must not hold up those behind it, but when
// nothing can be kept, nothing more is fetched.
const patience = 10

// taking hands the mails of one sweep to Take, many at once, and knows up to
// where all were taken.
type taking struct {
	fetcher *Fetcher
	mark    Mark // as it was saved last
	slots   chan struct{}
	bytes   *budget
	working sync.WaitGroup

	mu       sync.Mutex
	order    []imap.UID            // expected and not yet passed by the mark, in their order
	settled  map[imap.UID]struct{} // of these, the ones that are done with
	upTo     uint32                // all up to here are done with
	taken    []imap.UID
	failures []error
}

func newTaking(f *Fetcher, mark Mark) *taking {
	return &taking{
		fetcher: f, mark: mark, upTo: mark.UID,
		slots:   make(chan struct{}, cmp.Or(f.Limits.Parallel, 32)),
		bytes:   newBudget(int64(cmp.Or(f.Limits.InFlight, 64<<20))),
		settled: map[imap.UID]struct{}{},
	}
}

// expect notes the mails that come next. Their order is ascending, in it and
// from call to call.
func (t *taking) expect(uids []imap.UID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.order = append(t.order, uids...)
}

// settle notes that mails are done with.
func (t *taking) settle(uids ...imap.UID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, u := range uids {
		t.settled[u] = struct{}{}
	}
	for len(t.order) > 0 {
		first := t.order[0]
		if _, ok := t.settled[first]; !ok {
			return
		}
		delete(t.settled, first)
		t.order, t.upTo = t.order[1:], uint32(first)
	}
}

// hand reads a mail of some size, once there is room for it, and has it taken
// while the caller goes on.
func (t *taking) hand(ctx context.Context, uid imap.UID, size int64, read func() (inbox.Arrived, error)) error {
	if t.hopeless() {
		return t.failure()
	}
	if err := t.bytes.get(ctx, size); err != nil {
		return err
	}
	m, err := read()
	if err != nil {
		t.bytes.giveBack(size)
		return err
	}
	m.Way, m.Mailbox = inbox.IMAP, t.fetcher.Mailbox.ID
	m.From, m.To = envelope(m.Raw)
	t.slots <- struct{}{}
	t.working.Go(func() {
		err := t.fetcher.Take(ctx, m)
		t.bytes.giveBack(size)
		<-t.slots
		t.note(uid, err)
	})
	return nil
}

// note notes how the taking of a mail ended.
func (t *taking) note(uid imap.UID, err error) {
	if err == nil {
		t.settle(uid)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if err == nil {
		t.taken = append(t.taken, uid)
		return
	}
	t.failures = append(t.failures, ours("take mail %d of mailbox %s: %w", uid, t.fetcher.Mailbox.ID, err))
}

func (t *taking) wait() { t.working.Wait() }

// hopeless tells whether so much failed that it is better to try later.
func (t *taking) hopeless() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.failures) >= patience
}

// failure is what could not be taken; nil is that nothing failed.
func (t *taking) failure() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return errors.Join(t.failures...)
}

func (t *taking) takenUIDs() []imap.UID {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.taken
}

func (t *taking) count() int { return len(t.takenUIDs()) }

// save saves how far all were taken, if that moved.
func (t *taking) save(ctx context.Context) error {
	t.mu.Lock()
	to := Mark{UIDValidity: t.mark.UIDValidity, UID: t.upTo}
	t.mu.Unlock()
	if to == t.mark {
		return nil
	}
	if err := t.fetcher.SaveMark(ctx, to); err != nil {
		return ours("save the mark of mailbox %s: %w", t.fetcher.Mailbox.ID, err)
	}
	t.mark = to
	return nil
}

// budget bounds the bytes in memory. One goroutine gets, any give back.
type budget struct {
	mu    sync.Mutex
	left  int64
	whole int64
	freed chan struct{}
}

func newBudget(whole int64) *budget {
	return &budget{left: whole, whole: whole, freed: make(chan struct{}, 1)}
}

// get waits until there is room for n bytes. More than the whole budget is let
// through when nothing else is under way.
func (b *budget) get(ctx context.Context, n int64) error {
	for {
		b.mu.Lock()
		if n <= b.left || b.left == b.whole {
			b.left -= n
			b.mu.Unlock()
			return nil
		}
		b.mu.Unlock()
		select {
		case <-b.freed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (b *budget) giveBack(n int64) {
	b.mu.Lock()
	b.left += n
	b.mu.Unlock()
	select {
	case b.freed <- struct{}{}:
	default:
	}
}

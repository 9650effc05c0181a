package imap

import (
	"context"
	"errors"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Watch sweeps until ctx ends: at once, whenever the server says that something
// came, and every few minutes; without IDLE every minute. After trouble it tries
// again, later each time. It returns why ctx ended.
func (f *Fetcher) Watch(ctx context.Context) error {
	defer f.Close()
	pace := f.Pace.orDefaults()
	told := untold
	failures := 0
	for ctx.Err() == nil {
		_, err := f.Sweep(ctx)
		told = f.tell(ctx, told, err)
		if err == nil || kindOf(err) == Full {
			if err = f.rest(ctx, pace); err == nil {
				failures = 0
				continue
			}
			// Whether that is more than a connection which ended, the next sweep will see.
			err = f.trouble(ctx, f.session, err)
			f.Close()
		}
		if ctx.Err() == nil {
			f.Log.WarnContext(ctx, "mail could not be fetched", "mailbox", f.Mailbox.ID, "error", err, "failures", failures+1)
			sleep(ctx, f.pause(pace, err, failures))
			failures++
		}
	}
	return context.Cause(ctx)
}

// untold is what Tell was told of before it was told anything.
const untold Kind = "untold"

// kindOf gives the kind of trouble, "" for an error of another sort.
func kindOf(err error) Kind {
	var t *Trouble
	if errors.As(err, &t) {
		return t.Kind
	}
	return ""
}

// tell tells of trouble that is new, and of its end. An error that is not the
// mailbox's changes nothing.
func (f *Fetcher) tell(ctx context.Context, told Kind, err error) Kind {
	var t *Trouble
	if err != nil && !errors.As(err, &t) {
		return told
	}
	kind := kindOf(err)
	if kind != told && f.Tell != nil {
		f.Tell(ctx, t)
	}
	return kind
}

// pause is how long to wait before trying again.
func (f *Fetcher) pause(p Pace, err error, failures int) time.Duration {
	pause := p.Retry
	if kindOf(err) == Refused {
		pause = p.Refused
	}
	for ; failures > 0 && pause < p.RetryMax; failures-- {
		pause *= 2
	}
	pause = min(pause, p.RetryMax)
	if f.Random != nil {
		pause = pause/2 + time.Duration(f.Random()*float64(pause/2))
	}
	return pause
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// rest waits until it is time to sweep again.
func (f *Fetcher) rest(ctx context.Context, p Pace) error {
	s := f.session
	defer context.AfterFunc(ctx, func() { _ = s.line.Close() })()
	if s.noIdle || !s.caps.Has(imap.CapIdle) {
		return s.doze(ctx, p.Poll)
	}
	var idling *imapclient.IdleCommand
	err := s.ask(func() (err error) { idling, err = s.client.Idle(); return err })
	var said *imap.Error
	if errors.As(err, &said) && said.Type != imap.StatusResponseTypeBye {
		s.noIdle = true
		return s.doze(ctx, p.Poll)
	}
	if err != nil {
		return err
	}
	woken := s.doze(ctx, p.Idle)
	// The end of IDLE is the heartbeat: a server that is frozen does not confirm it.
	err = s.ask(func() error { return errors.Join(idling.Close(), idling.Wait()) })
	return errors.Join(woken, err)
}

// doze waits for a hint, for a while.
func (s *session) doze(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-s.more:
	case <-timer.C:
	case <-s.client.Closed():
		return errHungUp
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// errHungUp is what a server did that ended the connection unasked.
var errHungUp = errors.New("the server ended the connection")

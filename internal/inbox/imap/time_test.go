package imap

import (
	"bufio"
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"kept/internal/inbox"
)

// here is a connection within this process.
type here struct{ net.Conn }

func (here) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 143} }

// inside has the connections of a fetcher go to a script in the same bubble of time.
func inside(t *testing.T, k *keeper, talk func(s *script)) *Fetcher {
	f := k.fetcher(t, "127.0.0.1:143")
	f.Pace, f.Random = Pace{}, nil
	f.Dial = func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go func() {
			talk(&script{t, theirs, bufio.NewReader(theirs)})
			_ = theirs.Close()
		}()
		return here{ours}, nil
	}
	return f
}

func TestTheTimeToKeepAMailIsNotTheServersSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper()
		f := inside(t, k, func(s *script) { s.serve("SASL-IR AUTH=PLAIN", nothing, mail(1), mail(2), mail(3)) })
		f.Limits.Parallel = 1
		f.Take = func(context.Context, inbox.Arrived) error { time.Sleep(time.Hour); return nil }
		sweep(t, f, 3)
		f.Close()
	})
}

// idler is a server with IDLE that stops answering when it is told so.
type idler struct {
	frozen  chan struct{}
	selects chan time.Time
}

func (i *idler) talk(s *script) {
	s.serve("SASL-IR AUTH=PLAIN IDLE", func(c string) []string {
		select {
		case <-i.frozen:
			return []string{}
		default:
		}
		switch {
		case strings.HasPrefix(c, "EXAMINE"):
			i.selects <- time.Now()
		case c == "IDLE":
			s.say("+ idling")
			if done := s.hear(); done != "DONE" {
				return []string{}
			}
			select {
			case <-i.frozen:
				return []string{}
			default:
				return []string{"OK idled"}
			}
		}
		return nil
	})
}

// TestTheHeartbeat has a server with nothing to say that freezes while it idles.
func TestTheHeartbeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper()
		i := &idler{make(chan struct{}), make(chan time.Time, 1000)}
		f := inside(t, k, i.talk)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- f.Watch(ctx) }()
		start := time.Now()
		time.Sleep(time.Hour - time.Second)
		synctest.Wait()
		if n := len(i.selects); n != 15 {
			t.Errorf("%d sweeps in an hour, want one every 4 minutes", n)
		}
		if told := <-k.told; told != nil || len(k.told) > 0 {
			t.Errorf("told of %v, and of %d more", told, len(k.told))
		}
		close(i.frozen)
		told := <-k.told
		if told == nil || told.Kind != Frozen {
			t.Fatalf("told of %v", told)
		}
		if after := time.Since(start) - time.Hour; after > 3*time.Minute {
			t.Errorf("noticed %s after the heartbeat, want it within three times a minute", after)
		}
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch ended with %v", err)
		}
	})
}

func TestARefusedLoginIsNotTriedOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		logins := 0
		f := inside(t, newKeeper(), func(s *script) {
			s.serve("SASL-IR AUTH=PLAIN", func(c string) []string {
				if strings.HasPrefix(c, "AUTHENTICATE") {
					logins++
					return []string{"NO [AUTHENTICATIONFAILED] no"}
				}
				return nil
			})
		})
		ctx, stop := context.WithTimeout(t.Context(), time.Hour+time.Second)
		defer stop()
		if err := f.Watch(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Watch ended with %v", err)
		}
		// At 0, 1, 3, 7 and 12 minutes, then every five.
		if logins != 14 {
			t.Errorf("%d logins in an hour, want 14", logins)
		}
	})
}

func TestPause(t *testing.T) {
	f := &Fetcher{}
	away, refused := &Trouble{Kind: Away}, &Trouble{Kind: Refused}
	for _, c := range []struct {
		err      error
		failures int
		want     time.Duration
	}{
		{away, 0, time.Second}, {away, 1, 2 * time.Second}, {away, 8, 256 * time.Second}, {away, 9, 5 * time.Minute}, {away, 1 << 30, 5 * time.Minute},
		{refused, 0, time.Minute}, {refused, 2, 4 * time.Minute}, {refused, 3, 5 * time.Minute},
		{errors.New("ours"), 0, time.Second},
	} {
		f.Random = nil
		if got := f.pause(Pace{}.orDefaults(), c.err, c.failures); got != c.want {
			t.Errorf("%v after %d failures: %s, want %s", c.err, c.failures, got, c.want)
		}
		f.Random = func() float64 { return 0.5 }
		if got := f.pause(Pace{}.orDefaults(), c.err, c.failures); got != c.want*3/4 {
			t.Errorf("%v after %d failures, spread: %s, want %s", c.err, c.failures, got, c.want*3/4)
		}
	}
}

// TestWhatCannotBeKeptIsNotTheMailboxsTrouble has the ledger away for a while.
func TestWhatCannotBeKeptIsNotTheMailboxsTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKeeper()
		f := inside(t, k, func(s *script) { s.serve("SASL-IR AUTH=PLAIN", nothing, mail(1)) })
		start := time.Now()
		k.fail = func(inbox.Arrived) error {
			if time.Since(start) < time.Minute {
				return errors.New("the ledger is away")
			}
			return nil
		}
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- f.Watch(ctx) }()
		<-k.came
		if after := time.Since(start); after > 3*time.Minute {
			t.Errorf("taken %s after the ledger had been back", after)
		}
		synctest.Wait()
		if told := <-k.told; told != nil || len(k.told) > 0 {
			t.Errorf("told of %v, and of %d more", told, len(k.told))
		}
		stop()
		<-ended
	})
}

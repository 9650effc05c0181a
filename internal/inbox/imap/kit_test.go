package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"kept/internal/inbox"
	"kept/internal/testkit"
)

// generous is how long a test waits for what has to happen. Only a test that
// fails waits so long.
const generous = 60 * time.Second

// keeper keeps what a fetcher hands on, in memory.
type keeper struct {
	mu    sync.Mutex
	mails []inbox.Arrived
	mark  Mark
	fail  func(inbox.Arrived) error // nil = nothing fails
	told  chan *Trouble
	came  chan inbox.Arrived
}

func newKeeper() *keeper {
	return &keeper{told: make(chan *Trouble, 1000), came: make(chan inbox.Arrived, 10_000)}
}

func (k *keeper) take(_ context.Context, m inbox.Arrived) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		if err := k.fail(m); err != nil {
			return err
		}
	}
	k.mails = append(k.mails, m)
	k.came <- m
	return nil
}

// fetcher is one for a server, with short waits.
func (k *keeper) fetcher(t testing.TB, address string) *Fetcher {
	t.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	f := &Fetcher{
		Mailbox: Mailbox{ID: "box", Host: host, Port: number, Security: Plain, User: "desk@firm.test", Password: "correct horse"},
		Take:    k.take,
		LoadMark: func(context.Context) (Mark, error) {
			k.mu.Lock()
			defer k.mu.Unlock()
			return k.mark, nil
		},
		SaveMark: func(_ context.Context, m Mark) error {
			k.mu.Lock()
			defer k.mu.Unlock()
			k.mark = m
			return nil
		},
		Log:    slog.New(slog.DiscardHandler),
		Tell:   func(_ context.Context, t *Trouble) { k.told <- t },
		Random: func() float64 { return 0 },
		Pace: Pace{
			Answer: 20 * time.Second, Idle: 100 * time.Millisecond, Poll: 10 * time.Millisecond,
			Retry: 10 * time.Millisecond, Refused: 10 * time.Millisecond, RetryMax: 50 * time.Millisecond,
		},
	}
	t.Cleanup(f.Close)
	return f
}

// dovecot starts a server and a fetcher for it.
func dovecot(t testing.TB) (*testkit.Dovecot, *keeper, *Fetcher) {
	t.Helper()
	d, k := testkit.StartDovecot(t), newKeeper()
	f := k.fetcher(t, d.Addr)
	f.TLS = &tls.Config{RootCAs: d.Roots}
	return d, k, f
}

// sweep sweeps and wants so many mails.
func sweep(t testing.TB, f *Fetcher, want int) {
	t.Helper()
	if n, err := f.Sweep(t.Context()); n != want || err != nil {
		t.Fatalf("a sweep took %d (%v), want %d", n, err, want)
	}
}

// watch watches until the test ends.
func watch(t *testing.T, f *Fetcher) {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- f.Watch(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Watch ended with %v", err)
		}
	})
}

// waitTold waits until a kind of trouble was told of; "" is its end.
func (k *keeper) waitTold(t *testing.T, want Kind) *Trouble {
	t.Helper()
	deadline := time.After(generous)
	for {
		select {
		case got := <-k.told:
			if got == nil && want == "" || got != nil && got.Kind == want {
				return got
			}
		case <-deadline:
			t.Fatalf("never told of %q", want)
		}
	}
}

// waitMail waits until a mail came.
func (k *keeper) waitMail(t *testing.T, raw string) {
	t.Helper()
	deadline := time.After(generous)
	for {
		select {
		case m := <-k.came:
			if string(m.Raw) == raw {
				return
			}
		case <-deadline:
			t.Fatalf("%q never came", raw)
		}
	}
}

// raws is what was taken.
func (k *keeper) raws() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var out []string
	for _, m := range k.mails {
		out = append(out, string(m.Raw))
	}
	return out
}

func mail(n int) string {
	return fmt.Sprintf("Message-ID: <%d@client.test>\r\nSubject: mail %d\r\n\r\nHello\r\n", n, n)
}

// wantTrouble wants a kind of trouble.
func wantTrouble(t *testing.T, err error, want Kind) {
	t.Helper()
	var got *Trouble
	if !errors.As(err, &got) || got.Kind != want {
		t.Fatalf("got %v, want trouble of the kind %q", err, want)
	}
	if got.Say == "" || got.Say[len(got.Say)-1] != '.' {
		t.Errorf("says %q: not a sentence", got.Say)
	}
}

// processor is how much of a processor this process used so far.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

package portal

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/workspace"
)

// The rhythm of open pages, in ticks of a second: the ledger is asked once a tick
// for what is new, whoever listens; every third whether they may still read; and
// every 25th a word goes out that keeps the line open.
const (
	tickEvery  = time.Second
	checkTicks = 3
	pingTicks  = 25
	askFor     = 2 * time.Second // the ledger answers within that, or nobody knows
	maxStreams = 8               // of one session at once
)

// every gives a tick in so long, until stop is called.
func every() (ticks <-chan time.Time, stop func()) {
	t := time.NewTicker(tickEvery)
	return t.C, t.Stop
}

// pageOf is whose page a stream is of.
type pageOf struct {
	ws workspace.ID
	of client.ID
}

// stream is an open page that waits for what is new.
type stream struct {
	who     office.Actor
	session string        // the hash of its secret
	bell    chan struct{} // rung: look what is there
	over    chan struct{} // closed: it is to end

	mu   sync.Mutex
	mark string // what is new; "" = nothing, and the bell only keeps the line open
}

func (s *stream) ring(mark string) {
	s.mu.Lock()
	if mark != "" {
		s.mark = mark
	}
	s.mu.Unlock()
	select {
	case s.bell <- struct{}{}:
	default: // it has not looked yet
	}
}

func (s *stream) take() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	mark := s.mark
	s.mark = ""
	return mark
}

// hub wakes the open pages of this process. It asks the ledger while there are
// any, and is still while there are none.
type hub struct {
	o     *office.Office
	log   *slog.Logger
	ticks func() (<-chan time.Time, func())

	mu        sync.Mutex
	pages     map[pageOf]map[*stream]bool
	bySession map[string]int
	shut      bool
	stop      context.CancelFunc // of what asks; nil = nobody listens
}

func newHub(o *office.Office, log *slog.Logger, ticks func() (<-chan time.Time, func())) *hub {
	if ticks == nil {
		ticks = every
	}
	return &hub{o: o, log: log, ticks: ticks, pages: map[pageOf]map[*stream]bool{}, bySession: map[string]int{}}
}

// join adds a stream; false = its session has as many as it may, or all is being
// shut. What changes from then on wakes it.
func (h *hub) join(ctx context.Context, s *stream) (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.shut || h.bySession[s.session] >= maxStreams {
		return false, nil
	}
	if h.stop == nil {
		seq, err := h.o.Streams.Last(ctx)
		if err != nil {
			return false, err
		}
		asking, stop := context.WithCancel(context.Background()) // it is of no request, and of no workspace
		ticks, quiet := h.ticks()
		h.stop = func() { stop(); quiet() }
		go h.run(asking, ticks, seq)
	}
	at := pageOf{s.who.Workspace, s.who.Client}
	if h.pages[at] == nil {
		h.pages[at] = map[*stream]bool{}
	}
	h.pages[at][s] = true
	h.bySession[s.session]++
	return true, nil
}

// leave takes a stream away; with the last one the hub is still.
func (h *hub) leave(s *stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	at := pageOf{s.who.Workspace, s.who.Client}
	if delete(h.pages[at], s); len(h.pages[at]) == 0 {
		delete(h.pages, at)
	}
	if h.bySession[s.session]--; h.bySession[s.session] <= 0 {
		delete(h.bySession, s.session)
	}
	if len(h.pages) == 0 && h.stop != nil {
		h.stop()
		h.stop = nil
	}
}

// end ends all streams, and lets none begin.
func (h *hub) end() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.shut = true
	for _, all := range h.pages {
		for s := range all {
			s.finish()
		}
	}
}

// finish has a stream end. The hub holds its lock.
func (s *stream) finish() {
	select {
	case <-s.over:
	default:
		close(s.over)
	}
}

// run asks, tick by tick, until the last stream has left.
func (h *hub) run(ctx context.Context, ticks <-chan time.Time, seq int64) {
	asked := asking{hub: h, seq: seq, told: map[pageOf]int64{}}
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		asked.tick(ctx, n)
	}
}

// asking is what the hub knows while somebody listens.
type asking struct {
	*hub
	seq   int64
	told  map[pageOf]int64  // the highest change that its streams were told of
	later []store.NewChange // that nobody can see yet
}

func (a *asking) tick(ctx context.Context, n int) {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	if err := a.news(ctx); err != nil && ctx.Err() == nil {
		a.log.Error("open pages do not hear what is new", "error", err)
	}
	if n%checkTicks == 0 {
		a.check(ctx)
	}
	if n%pingTicks == 0 {
		a.each(func(s *stream) { s.ring("") })
	}
}

// news wakes those for whom something is new that they can see by now.
func (a *asking) news(ctx context.Context) error {
	now := a.o.Streams.Now()
	for more := true; more; {
		var all []store.NewChange
		var err error
		if all, more, err = a.o.Streams.New(ctx, a.seq); err != nil {
			return err
		}
		for _, c := range all {
			a.seq = c.Seq
			a.later = append(a.later, c)
		}
	}
	waits := a.later[:0]
	for _, c := range a.later {
		if c.At.After(now) {
			waits = append(waits, c)
			continue
		}
		a.wake(c)
	}
	clear(a.later[len(waits):])
	a.later = waits
	return nil
}

func (a *asking) wake(c store.NewChange) {
	at := pageOf{c.Workspace, client.ID(c.ClientID)}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.pages[at]) == 0 {
		delete(a.told, at)
		return
	}
	a.told[at] = max(a.told[at], c.Seq)
	mark := office.MarkOf(at.ws, at.of, a.told[at])
	for s := range a.pages[at] {
		s.ring(mark)
	}
}

// each does something with every stream.
func (a *asking) each(do func(*stream)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, all := range a.pages {
		for s := range all {
			do(s)
		}
	}
}

// check ends the streams of whoever may not read any more. Where that cannot be
// found out, it ends them all: who may, comes again.
func (a *asking) check(ctx context.Context) {
	a.mu.Lock()
	sessions := make([]string, 0, len(a.bySession))
	for s := range a.bySession {
		sessions = append(sessions, s)
	}
	a.mu.Unlock()
	may, err := a.o.Streams.StillOpen(ctx, sessions)
	if err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return // nobody listens any more
	}
	if err != nil {
		a.log.Error("nobody knows who may still read: the streams end", "error", err)
	}
	asked := make(map[string]bool, len(sessions))
	for _, s := range sessions {
		asked[s] = true
	}
	a.each(func(s *stream) {
		if asked[s.session] && may[s.session] != s.who {
			s.finish()
		}
	})
}

package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	mathrand "math/rand/v2"
	"net"
	"os"
	"sync"
	"time"

	"kept/internal/duty"
	"kept/internal/holidays"
	"kept/internal/inbox/ways"
	"kept/internal/metrics"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/post"
	"kept/internal/preview"
	"kept/internal/push"
	"kept/internal/store"
	"kept/worktime"
)

// house is the office with its database, duties and mail server.
type house struct {
	set       *Settings
	log       *slog.Logger
	db        *store.DB
	office    *office.Office
	crew      *duty.Crew
	holidays  *holidays.Book
	transport *post.Transport
	clock     *testClock       // nil = the machine's
	now       func() time.Time // what everything here counts by
	trial     *trial           // nil = this is no trial
	meters    *metrics.Meters  // nil = nobody counts
	ways      *ways.Ways
	fetching  *ways.Fetching
}

// spread gives numbers that keep many mailboxes from trying again all at once.
func spread() func() float64 {
	var mu sync.Mutex
	r := mathrand.New(mathrand.NewPCG(uint64(os.Getpid()), uint64(time.Now().UnixNano())))
	return func() float64 {
		mu.Lock()
		defer mu.Unlock()
		return r.Float64()
	}
}

// senders is how many mails are handed over at once.
const senders = 8

// open opens the database and the office on it.
func open(r *run) (*house, error) {
	if err := r.set.complete(); err != nil {
		return nil, err
	}
	h := &house{set: r.set, log: r.set.log(r.err), holidays: holidays.New()}
	now := time.Now
	if r.set.TestClock != "" {
		start, err := r.set.clockStart()
		if err != nil {
			return nil, err
		}
		h.clock = &testClock{now: start}
		now = h.clock.Now
	}
	if r.story != nil {
		now = r.story.Over(now)
	}
	h.now = now
	if r.set.Metrics != "" {
		h.meters = metrics.New(version)
	}
	var err error
	if h.db, err = store.Open(r.ctx, r.set.Database); err != nil {
		return nil, err
	}
	if err := h.mail(); err != nil {
		h.db.Close()
		return nil, err
	}
	kept, err := r.set.files()
	if err != nil {
		h.db.Close()
		return nil, err
	}
	h.office = office.New(office.Config{
		Resolver: h.resolver(r), Files: kept, Spool: r.set.spool(), Previewer: preview.New(r.set.spool()),
		DB: h.db, Now: now, Key: sync.OnceValues(r.set.key), Random: rand.Reader, Public: h.public, URL: r.set.URL, From: r.set.From, Log: h.log,
		Nudge: func() { h.crew.Nudge() }, Acted: h.acted(),
	})
	h.ways = &ways.Ways{Office: h.office, Log: h.log, Clocked: h.clock != nil, Random: spread()}
	h.fetching = &ways.Fetching{Ways: h.ways}
	h.crew = duty.NewCrew(now, h.log, h.duties(senders)...)
	if h.db.Engine() == "sqlite" {
		// Whoever held leases here before is gone: the file's lock is ours.
		if err := h.office.Notices.Alone(r.ctx, holder()); err != nil {
			h.close()
			return nil, err
		}
	}
	return h, nil
}

// resolver asks the name servers of the machine; a trial and a test clock ask none.
func (h *house) resolver(r *run) office.Resolver {
	if h.clock != nil || r.story != nil {
		return nil
	}
	return &net.Resolver{}
}

// pushWorkers is how many pushes are under way at once.
const pushWorkers = 8

// pushing sends to push services; with a test clock nothing leaves.
func pushing(h *house) func(context.Context, office.PushOut) office.PushAnswer {
	if h.clock != nil {
		return nil
	}
	return push.New(push.Options{}).Deliver
}

// duties are what is seen to, with so many mails handed over at once.
func (h *house) duties(mails int) []duty.Duty {
	return h.counted(
		h.fetching, duty.Watchdog{Office: h.office}, duty.PromptMail{Office: h.office}, duty.Digests{Office: h.office}, duty.Pushes{Office: h.office, Deliver: pushing(h), Holder: holder(), Workers: pushWorkers}, duty.Previews{Office: h.office}, duty.Hosts{Office: h.office}, &duty.Tidying{Office: h.office},
		duty.Mail{Office: h.office, Deliver: h.deliver(), Workers: mails, Holder: holder()},
	)
}

func (h *house) public(region string, d worktime.Day) (string, bool) {
	return h.holidays.Public(region, d)
}

// holder names this process in its leases.
func holder() string {
	name, err := os.Hostname()
	if err != nil {
		name = "kept"
	}
	return fmt.Sprintf("%s:%d", name, os.Getpid())
}

func (h *house) mail() error {
	if h.set.SMTP == "" {
		return nil
	}
	server, err := post.ParseServer(h.set.SMTP)
	if err != nil {
		return err
	}
	h.transport = post.New(server, post.Options{Connections: senders})
	return nil
}

// deliver hands one mail to the mail server; nil when none is set up.
func (h *house) deliver() func(context.Context, outbox.Mail, time.Time) office.Result {
	if h.transport == nil {
		return nil
	}
	return func(ctx context.Context, m outbox.Mail, queuedAt time.Time) office.Result {
		raw, err := post.Compose(m, queuedAt)
		if err != nil {
			return office.Result{Outcome: office.Refused, Stage: "compose", Text: err.Error()}
		}
		a := h.transport.Send(ctx, post.Envelope{From: returnTo(m), To: m.To.Addr, Message: raw, MessageID: m.MessageID})
		if h.meters != nil {
			h.meters.Mail(outcome(a.Outcome))
		}
		return office.Result{Outcome: outcome(a.Outcome), Code: a.Code, Text: a.Text, Stage: string(a.Stage), NoBox: a.HardAddress}
	}
}

// returnTo is where what became of a mail is reported.
func returnTo(m outbox.Mail) string {
	if m.Return != "" {
		return m.Return
	}
	return m.From.Addr
}

func outcome(o post.Outcome) string {
	switch o {
	case post.Accepted:
		return office.Accepted
	case post.TryLater:
		return office.Later
	case post.Refused:
		return office.Refused
	}
	return office.Unsure
}

func (h *house) close() {
	h.fetching.Close()
	if h.transport != nil {
		h.transport.Close()
	}
	if err := h.db.Close(); err != nil {
		h.log.Error("the database did not close", "error", err)
	}
}

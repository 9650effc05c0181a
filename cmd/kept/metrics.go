package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"kept/internal/duty"
	"kept/internal/fault"
	"kept/internal/metrics"
	"kept/internal/store"
)

// acted is who counts the acts; nil = nobody.
func (h *house) acted() func(string) {
	if h.meters == nil {
		return nil
	}
	return h.meters.Act
}

// counted has the runs of duties counted.
func (h *house) counted(duties ...duty.Duty) []duty.Duty {
	if h.meters == nil {
		return duties
	}
	var out []duty.Duty
	for _, d := range duties {
		out = append(out, h.meters.Duty(d))
	}
	return out
}

// measured has the requests to a handler counted.
func (h *house) measured(pages http.Handler) http.Handler {
	if h.meters == nil {
		return pages
	}
	return h.meters.Requests(pages)
}

// measure serves the metrics on their own listener, if they are wanted, until
// stop is called.
func (h *house) measure() (stop func(), err error) {
	if h.meters == nil {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", h.set.Metrics)
	if err != nil {
		return nil, fault.New(fault.Busy, "The metrics cannot be served on "+h.set.Metrics+": "+err.Error())
	}
	h.meters.Wait(h.waiting)
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h.meters.Handler())
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	return func() {
		if err := srv.Close(); err != nil {
			h.log.Warn("close the listener of the figures", "error", err)
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			h.log.Warn("the figures were not served to the end", "error", err)
		}
	}, nil
}

// waiting counts what lies before the duties and before people.
func (h *house) waiting(ctx context.Context) (metrics.Waiting, error) {
	f, err := store.FiguresOf(h.db.Read(ctx))
	if err != nil {
		return metrics.Waiting{}, err
	}
	now := h.now()
	late := func(at time.Time) time.Duration {
		if at.IsZero() {
			return 0
		}
		return max(0, now.Sub(at))
	}
	return metrics.Waiting{
		Mails: map[string]int64{"queued": f.Queued, "leased": f.Leased}, Prompts: f.Prompts,
		Behind: map[string]time.Duration{
			duty.Watchdog{}.Name(): late(f.NextWatch), duty.PromptMail{}.Name(): late(f.NextPromptMail), duty.Digests{}.Name(): late(f.NextDigest), duty.Mail{}.Name(): late(f.NextMail),
		},
	}, nil
}

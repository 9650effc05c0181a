package main

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"
)

// testClock stands still until it is moved.
type testClock struct {
	mu   sync.Mutex
	now  time.Time
	move sync.Mutex // one mover at a time
}

// Now is where the clock stands.
func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// clockAnswer is where the clock stands, as it is answered.
type clockAnswer struct {
	Now time.Time `json:"now"`
}

// clockRoutes lets a test read and move the clock.
func (h *house) clockRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /test/clock", func(w http.ResponseWriter, _ *http.Request) { answerClock(w, h.clock.Now()) })
	mux.HandleFunc("POST /test/clock", h.moveClock)
}

func answerClock(w http.ResponseWriter, now time.Time) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(clockAnswer{now}) // who asked is gone then
}

// moveClock moves the clock forward to a moment, or by a while. Every duty runs
// at the moment at which it becomes due, in order; it answers when all is
// settled.
func (h *house) moveClock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Now     time.Time `json:"now"`
		Advance string    `json:"advance"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&in); err != nil {
		http.Error(w, "Give {\"now\": \"2026-03-02T09:00:00Z\"} or {\"advance\": \"90m\"}.", http.StatusUnprocessableEntity)
		return
	}
	h.clock.move.Lock()
	defer h.clock.move.Unlock()
	to := in.Now.UTC()
	if in.Advance != "" {
		d, err := time.ParseDuration(in.Advance)
		if err != nil || d < 0 {
			http.Error(w, "advance is a while like 90m or 36h.", http.StatusUnprocessableEntity)
			return
		}
		to = h.clock.Now().Add(d)
	}
	if to.Before(h.clock.Now()) {
		http.Error(w, "The clock only moves forward.", http.StatusUnprocessableEntity)
		return
	}
	if err := h.liveUntil(r, to); err != nil {
		h.log.Error("the duties failed while the clock moved", "error", err)
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answerClock(w, h.clock.Now())
}

func (h *house) liveUntil(r *http.Request, to time.Time) error {
	for {
		now := h.clock.Now()
		next, err := h.crew.Settle(r.Context(), now)
		if err != nil {
			return err
		}
		if !now.Before(to) {
			return nil
		}
		if next.IsZero() || next.After(to) {
			next = to
		}
		h.clock.set(next)
	}
}

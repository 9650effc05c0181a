package sim

import (
	"context"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/sim/checks"
)

// mailServer is the firm's mail server, and what happens on the way: it puts
// mails off, refuses them, takes them and loses its answer, is down for a day,
// and Kept dies while it talks to it.
type mailServer struct {
	dice
	now   func() time.Time
	until time.Time       // it is down until then
	gone  map[string]bool // addresses that do not exist (any more)
	calm  bool            // while the firm is founded nothing goes wrong
	log   []checks.Handing
	ways  map[string]outbox.Mail // by address: the last mail with a way in that arrived
	lands func(outbox.Mail)      // what becomes of a mail that it took
}

// deliver takes one mail, or does not.
func (s *mailServer) deliver(_ context.Context, m outbox.Mail, _ time.Time) office.Result {
	h := checks.Handing{At: s.now(), Mail: m, Record: m.Text()}
	r := s.answer(&h)
	if h.Took && m.Code != "" {
		s.ways[strings.ToLower(m.To.Addr)] = m
	}
	if h.Took && !s.calm {
		s.lands(m)
	}
	h.Heard, h.NoBox = r.Outcome, r.NoBox
	died := r.Stage == "died"
	if died {
		h.Heard = ""
	}
	s.log = append(s.log, h)
	if died {
		panic(crash{"while a mail was handed over"})
	}
	return r
}

var (
	taken   = office.Result{Outcome: office.Accepted, Code: 250, Text: "2.0.0 Ok: queued as A1B2C3", Stage: "after data"}
	away    = office.Result{Outcome: office.Later, Text: "connection refused", Stage: "connect"}
	busy    = office.Result{Outcome: office.Later, Code: 451, Text: "4.7.1 Greylisted, try again later", Stage: "rcpt"}
	noBox   = office.Result{Outcome: office.Refused, Code: 550, Text: "5.1.1 No such user here", Stage: "rcpt", NoBox: true}
	refused = office.Result{Outcome: office.Refused, Code: 554, Text: "5.7.1 Message refused by policy", Stage: "after data"}
	lost    = office.Result{Outcome: office.Unsure, Text: "the connection was lost after the final dot", Stage: "after data"}
	dies    = office.Result{Stage: "died"}
)

func (s *mailServer) answer(h *checks.Handing) office.Result {
	switch {
	case s.calm:
		h.Took = true
		return taken
	case h.At.Before(s.until):
		return away
	case s.gone[strings.ToLower(h.Mail.To.Addr)]:
		return noBox
	}
	switch s.chances(0.90, 0.05, 0.015, 0.01, 0.01, 0.0075, 0.0075) {
	case 1:
		return busy
	case 2:
		return refused
	case 3:
		h.Took = true // and its answer is lost
		return lost
	case 4:
		return lost
	case 5:
		h.Took = true // and Kept dies before it hears so
		return dies
	case 6:
		return dies
	}
	h.Took = true
	return taken
}

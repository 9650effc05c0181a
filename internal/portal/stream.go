package portal

import (
	"net/http"

	"kept/internal/door"
	"kept/internal/office"
)

// streamRoute is where an open page waits for what is new.
const streamRoute = "/p/stream"

// listen keeps an open page's line: it is told that something is new, and nothing
// of what. It ends when its reader leaves, when he may not read any more, and when
// Kept stops. A browser that gets nothing (204) does not ask again.
func listen(s *Site) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var st *stream
		code := http.StatusNoContent
		// On a stack of its own, which what asks the ledger makes large: that of the
		// line is kept for as long as the page is open.
		done := make(chan struct{})
		go func() {
			defer close(done)
			defer func() {
				if p := recover(); p != nil { // nobody else catches it here
					s.Log.Error("a line of an open page panicked", "panic", p)
					code = http.StatusInternalServerError
				}
			}()
			st, code = begin(s, r)
		}()
		if <-done; st == nil {
			w.WriteHeader(code)
			return
		}
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Accel-Buffering", "no") // nginx holds it back otherwise
		line, err := door.TakeLine(w)
		if err != nil {
			s.hub.leave(st)
			s.Log.Error("the line of an open page cannot be taken over", "error", err)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		go func() {
			defer s.hub.leave(st)
			st.keep(line)
		}()
	}
}

// begin adds a stream for whoever asks, or gives the status that refuses it.
func begin(s *Site, r *http.Request) (*stream, int) {
	secret := s.cookies.Session(r)
	guest, err := s.o.Access.Enter(r.Context(), secret)
	if err != nil || guest.Actor.Contact == "" {
		return nil, http.StatusNoContent
	}
	st := &stream{who: guest.Actor, session: office.SessionKey(secret), bell: make(chan struct{}, 1), over: make(chan struct{})}
	joined, err := s.hub.join(r.Context(), st)
	if err != nil || !joined {
		return nil, http.StatusServiceUnavailable
	}
	mark, err := s.o.Streams.Mark(r.Context(), st.who)
	if err != nil {
		s.hub.leave(st)
		return nil, http.StatusNoContent
	}
	after := r.Header.Get("Last-Event-ID")
	if after == "" {
		after = r.URL.Query().Get("after")
	}
	if after != "" && after != mark {
		st.ring(mark)
	}
	return st, http.StatusOK
}

// comeAgain is how long a browser waits before it asks again for a line that was cut.
const comeAgain = "retry: 4000\n\n"

// keep writes what the stream is rung for, until it ends.
func (s *stream) keep(line *door.Line) {
	defer line.Close()
	if !line.Say(comeAgain) {
		return
	}
	for {
		select {
		case <-line.Gone():
			return
		case <-s.over:
			return
		case <-s.bell:
		}
		text := ": still here\n\n"
		if mark := s.take(); mark != "" {
			text = "id: " + mark + "\nevent: news\ndata: " + mark + "\n\n"
		}
		if !line.Say(text) {
			return
		}
	}
}

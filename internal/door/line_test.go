package door_test

import (
	"bufio"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"kept/internal/door"
)

// A line of its own carries the headers of every page and what is said on it, ends
// for its reader when it is closed, and for the server when its reader leaves.
func TestTakeLine(t *testing.T) {
	lines := make(chan *door.Line, 2)
	srv := httptest.NewServer(door.Guard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		l, err := door.TakeLine(w)
		if err != nil {
			t.Error(err)
		}
		lines <- l
	}), false, slog.New(slog.DiscardHandler)))
	t.Cleanup(srv.Close)
	open := func() (*http.Response, *door.Line) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", "gzip")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		return res, <-lines
	}
	res, l := open()
	if !l.Say("one\n") || !l.Say("two\n") {
		t.Error("nobody is there")
	}
	h := res.Header
	if date, err := http.ParseTime(h.Get("Date")); err != nil || date.IsZero() || h.Get("Content-Type") != "text/event-stream" || h.Get("Content-Encoding") != "" || h.Get("X-Content-Type-Options") != "nosniff" || !res.Close {
		t.Errorf("%v, closes: %v", h, res.Close)
	}
	said := bufio.NewReader(res.Body)
	for _, want := range []string{"one\n", "two\n"} {
		if got, err := said.ReadString('\n'); got != want || err != nil {
			t.Errorf("it says %q, %v, want %q", got, err, want)
		}
	}
	l.Close()
	if got, err := said.ReadString('\n'); got != "" || !errors.Is(err, io.EOF) {
		t.Errorf("after the end it says %q, %v", got, err)
	}
	if l.Say("three\n") {
		t.Error("a closed line took a word")
	}
	res, l = open()
	if err := res.Body.Close(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-l.Gone():
	case <-time.After(time.Minute):
		t.Error("its reader has left, and nobody noticed")
	}
	l.Close()
	if _, err := door.TakeLine(httptest.NewRecorder()); !errors.Is(err, http.ErrNotSupported) {
		t.Errorf("a line that cannot be taken: %v", err)
	}
}

package store_test

import (
	"bytes"
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/testkit"
)

// wire stands between the store and a PostgreSQL and can be cut.
type wire struct {
	to     string // the server's address
	listen net.Listener
	mu     sync.Mutex
	cutAt  string // what is passed on last, in a message to the server; "" = nothing is cut
}

// wired gives the address of a PostgreSQL behind a wire.
func wired(t *testing.T) (*wire, string) {
	t.Helper()
	u, err := url.Parse(testkit.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	w := &wire{to: u.Host, listen: l}
	go w.serve()
	u.Host = l.Addr().String()
	return w, u.String()
}

func (w *wire) serve() {
	for {
		client, err := w.listen.Accept()
		if err != nil {
			return
		}
		go w.join(client)
	}
}

// join passes on what client and server say until the wire is cut. The last
// message reaches the server, and its answer is lost.
func (w *wire) join(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", w.to)
	if err != nil {
		return
	}
	defer server.Close()
	cut := make(chan struct{})
	go func() {
		buf := make([]byte, 1<<16)
		for {
			n, err := server.Read(buf)
			select {
			case <-cut:
				_ = client.Close()
				return
			default:
			}
			if err != nil {
				_ = client.Close()
				return
			}
			_, _ = client.Write(buf[:n])
		}
	}()
	buf := make([]byte, 1<<16)
	for {
		n, err := client.Read(buf)
		if err != nil {
			return
		}
		w.mu.Lock()
		if w.cutAt != "" && bytes.Contains(buf[:n], []byte(w.cutAt)) {
			close(cut)
			w.cutAt = ""
			w.mu.Unlock()
			_, _ = server.Write(buf[:n])
			_, _ = io.Copy(io.Discard, client) // until the answer was lost
			return
		}
		w.mu.Unlock()
		_, _ = server.Write(buf[:n])
	}
}

func (w *wire) cut(at string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cutAt = at
}

// TestLostAnswer: when the wire is cut nobody knows what became of the act, and
// nobody claims to know.
func TestLostAnswer(t *testing.T) {
	w, url := wired(t)
	db := open(t, url)
	for at, name := range map[string]string{"commit\x00": "kept", "lost": "lost"} {
		act := func(tx *store.Tx) error { return count(tx, name) }
		w.cut(at)
		err := db.Write(t.Context(), act)
		f, ok := fault.As(err)
		if !ok || f.Kind != fault.Busy || strings.Contains(f.Say, "not saved") || !strings.Contains(f.Say, "Look") {
			t.Errorf("cut at %q: %v, want a sentence that has the person look", at, err)
		}
		if err := db.Write(t.Context(), func(tx *store.Tx) error { return count(tx, "after "+name) }); err != nil {
			t.Errorf("after it was cut at %q: %v", at, err)
		}
	}
	if got, err := store.Setting(db.Read(t.Context()), "kept"); err != nil || got != "1" {
		t.Errorf("cut after the commit was sent: %q, %v", got, err)
	}
	if got, err := store.Setting(db.Read(t.Context()), "lost"); err == nil {
		t.Errorf("cut before the commit: %q is there", got)
	}
}

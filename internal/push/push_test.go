package push_test

import (
	"crypto/ecdh"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kept/internal/office"
	"kept/internal/push"
	"kept/internal/push/pushtest"
	"kept/internal/store"
)

// outgoing is a push to a browser, signed by a firm.
func outgoing(t *testing.T, b *pushtest.Browser, payload string) office.PushOut {
	t.Helper()
	firm, err := ecdh.P256().NewPrivateKey([]byte(strings.Repeat("f", 32)))
	if err != nil {
		t.Fatal(err)
	}
	in := base64.RawURLEncoding.EncodeToString
	return office.PushOut{
		Push: store.Push{Payload: payload}, Endpoint: "https://push.example.com/send/abc", P256dh: b.P256dh(), Auth: b.Auth(),
		Public: in(firm.PublicKey().Bytes()), Private: in(firm.Bytes()), From: "kept@kept.example", Topic: "topic",
	}
}

// What arrives can be read with the browser's key alone, says who sent it, and how
// long it is worth something.
func TestDeliver(t *testing.T) {
	b := pushtest.NewBrowser("tablet")
	payload := `{"title":"Northlight Studio","body":"Die Küche – Neuer Termin"}`
	var got *http.Request
	var body []byte
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusCreated)
	}))
	defer srv.Close()
	out := outgoing(t, b, payload)
	if a := push.New(push.Options{Client: srv.Client()}).Deliver(t.Context(), out); a.Code != 201 || a.Never {
		t.Fatalf("%+v", a)
	}
	if strings.Contains(string(body), "Küche") || strings.Contains(string(body), "Northlight") {
		t.Error("it leaves in the clear")
	}
	if read, err := b.Read(body); err != nil || read != payload {
		t.Errorf("the browser reads %q: %v", read, err)
	}
	if read, err := pushtest.NewBrowser("another").Read(body); err == nil {
		t.Errorf("another browser reads %q", read)
	}
	for name, want := range map[string]string{"TTL": "43200", "Urgency": "normal", "Topic": "topic", "Content-Encoding": "aes128gcm"} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	claims, err := pushtest.Signed(got.Header.Get("Authorization"), out.Public)
	if err != nil || claims.Audience != "https://push.example.com" || claims.Subject != "mailto:kept@kept.example" {
		t.Errorf("signed %+v: %v", claims, err)
	}
}

// An answer that leads on is an answer, and nobody follows it; how long to wait is
// read, up to twelve hours.
func TestAnswers(t *testing.T) {
	var asked atomic.Int32
	answer := func(w http.ResponseWriter, _ *http.Request) {}
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.Add(1); answer(w, r) }))
	defer srv.Close()
	s, out := push.New(push.Options{Client: srv.Client()}), outgoing(t, pushtest.NewBrowser("tablet"), "{}")
	for _, row := range []struct {
		code  int
		name  string
		value string
		after time.Duration
	}{
		{302, "Location", "https://other.example.com/", 0}, {307, "Location", "http://169.254.169.254/", 0}, {410, "", "", 0},
		{429, "Retry-After", "120", 2 * time.Minute}, {429, "Retry-After", "9999999999", 12 * time.Hour}, {503, "Retry-After", "-5", 0}, {503, "Retry-After", "soon", 0},
		{503, "Retry-After", "Mon, 02 Mar 2026 10:05:00 GMT", 5 * time.Minute},
	} {
		answer = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", "Mon, 02 Mar 2026 10:00:00 GMT")
			if row.name != "" {
				w.Header().Set(row.name, row.value)
			}
			w.WriteHeader(row.code)
		}
		asked.Store(0)
		if a := s.Deliver(t.Context(), out); a.Code != row.code || a.After != row.after || asked.Load() != 1 {
			t.Errorf("%d %s: %s gave %+v after %d requests", row.code, row.name, row.value, a, asked.Load())
		}
	}
	srv.Close()
	if a := s.Deliver(t.Context(), out); a.Code != 0 || a.Never || a.Text == "" || strings.Contains(a.Text, "/send/abc") {
		t.Errorf("a service that is gone: %+v", a)
	}
}

// Nothing is sent to this machine, and to what is private, by whatever name: it is
// refused as the connection is made, before a byte leaves.
func TestNothingPrivate(t *testing.T) {
	var reached atomic.Int32
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	srv.Listener = counted{l, &reached}
	srv.StartTLS()
	defer srv.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	s := push.New(push.Options{})
	for _, host := range []string{
		"127.0.0.1:" + port, "localhost:" + port, "127.0.0.1", "localhost", "[::1]", "10.1.2.3", "192.168.1.1", "172.16.0.9", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[fe80::1]", "[fd00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "224.0.0.1",
	} {
		out := outgoing(t, pushtest.NewBrowser("tablet"), "{}")
		out.Endpoint = "https://" + host + "/x"
		if a := s.Deliver(t.Context(), out); a.Code != 0 || !a.Never {
			t.Errorf("%s: %+v", host, a)
		}
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}

// counted counts who comes.
type counted struct {
	net.Listener
	n *atomic.Int32
}

func (c counted) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	if err == nil {
		c.n.Add(1)
	}
	return conn, err
}

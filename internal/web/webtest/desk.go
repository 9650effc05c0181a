// Package webtest visits the desk as a person does: it reads pages as text,
// fills in the forms that stand on them, presses their buttons and follows
// where they lead. What is not on the page cannot be pressed.
package webtest

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/mail"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kept/internal/door"
	"kept/internal/holidays"
	"kept/internal/inbox/clean"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/web"
)

// Desk is a house with its pages served over HTTP.
type Desk struct {
	*officetest.House
	Server *httptest.Server
	// Tries is what a test of a mailbox's connection finds; nil = that it works.
	Tries func(store.Mailbox) office.WayTest
	t     testing.TB
}

// Open opens a house on a fresh SQLite file and serves its desk.
func Open(t testing.TB) *Desk {
	t.Helper()
	h := officetest.Open(t, officetest.SQLite(t))
	log := slog.New(slog.NewTextHandler(testLog{t}, &slog.HandlerOptions{Level: slog.LevelWarn}))
	d := &Desk{House: h, t: t}
	d.Server = httptest.NewServer(door.Guard(web.New(h.Office, web.Options{Log: log, Holidays: holidays.New(), ShowMail: shown, Entrance: "mx.kept.example:25", Read: Understood, TestWay: d.test}), false, log))
	t.Cleanup(d.Server.Close)
	return d
}

func (d *Desk) test(_ context.Context, m store.Mailbox) (office.WayTest, error) {
	if d.Tries == nil {
		return office.WayTest{Kind: office.WayWorks, Say: "It lets us in."}, nil
	}
	return d.Tries(m), nil
}

// shown is how the program shows a mail.
func shown(html string, remote bool, inline func(string) string) string {
	return clean.Cleaned{HTML: html}.Show(remote, inline)
}

// Understood reads a mail of one plain part, as much as a test needs of it.
func Understood(raw []byte) office.Incoming {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return office.Incoming{Quarantine: "It has no header."}
	}
	text, err := io.ReadAll(m.Body)
	in := office.Incoming{Subject: m.Header.Get("Subject"), Text: strings.TrimSpace(string(text)), MID: strings.Trim(m.Header.Get("Message-ID"), "<>"), Class: "human"}
	if from, e := mail.ParseAddress(m.Header.Get("From")); e == nil && err == nil {
		in.Sender = outbox.Address{Name: from.Name, Addr: from.Address}
	}
	return in
}

// testLog writes what the site logs into the test's log.
type testLog struct{ t testing.TB }

// Write logs one line.
func (l testLog) Write(b []byte) (int, error) {
	l.t.Logf("%s", strings.TrimSpace(string(b)))
	return len(b), nil
}

// Visitor is somebody at a browser of his own.
type Visitor struct {
	root   string
	client *http.Client
	t      testing.TB
}

// At is a visitor of any server that serves a desk, not signed in.
func At(t testing.TB, root string) *Visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Visitor{root: root, client: &http.Client{Jar: jar}, t: t}
}

// Stranger is a visitor who is not signed in.
func (d *Desk) Stranger() *Visitor { return At(d.t, d.Server.URL) }

// SignIn is a member at his browser, who came by a link.
func (d *Desk) SignIn(who office.Actor) *Visitor {
	d.t.Helper()
	v := d.Stranger()
	secret, err := d.Access.MakeLink(d.t.Context(), who)
	if err != nil {
		d.t.Fatal(err)
	}
	p := v.Get("/sign-in/" + secret).Form("/sign-in/" + secret).Submit()
	if p.Status != http.StatusOK || p.Path != "/" {
		d.t.Fatalf("signing in led to %s (%d):\n%s", p.Path, p.Status, p.Text())
	}
	return v
}

// Get opens an address and follows where it leads.
func (v *Visitor) Get(path string) *Page {
	v.t.Helper()
	res, err := v.client.Get(v.root + path)
	return v.page(res, err)
}

// Post sends a form that need not stand on any page, as a script would. A date
// that was typed is confirmed.
func (v *Visitor) Post(path string, form url.Values) *Page {
	v.t.Helper()
	p := v.PostOnce(path, form)
	if seen, ok := p.asks(path); ok {
		return v.send(path, "", sureOf(form, seen))
	}
	return p
}

// PostOnce sends a form that need not stand on any page, and confirms nothing.
func (v *Visitor) PostOnce(path string, form url.Values) *Page {
	v.t.Helper()
	return v.send(path, "", form)
}

func (v *Visitor) send(path, from string, form url.Values) *Page {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.root+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if from != "" {
		req.Header.Set("Referer", v.root+from)
	}
	res, err := v.client.Do(req)
	return v.page(res, err)
}

func (v *Visitor) page(res *http.Response, err error) *Page {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(b)))
	if err != nil {
		v.t.Fatal(err)
	}
	return &Page{Status: res.StatusCode, Path: res.Request.URL.RequestURI(), HTML: string(b), Header: res.Header, doc: doc, visitor: v, t: v.t}
}

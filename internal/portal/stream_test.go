package portal_test

import (
	"bufio"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
	"kept/promise"
)

// lines is a house whose open pages hear what is new by ticks that the test gives.
type lines struct {
	*officetest.House
	t       *testing.T
	site    *portal.Site
	base    string
	ticks   chan time.Time
	stopped chan struct{}
}

func openLines(t *testing.T, h *officetest.House) *lines {
	l := &lines{House: h, t: t, ticks: make(chan time.Time), stopped: make(chan struct{}, 9)}
	log := slog.New(slog.DiscardHandler)
	l.site = portal.New(h.Office, portal.Options{Log: log, Ticks: func() (<-chan time.Time, func()) {
		return l.ticks, func() { l.stopped <- struct{}{} }
	}})
	srv := httptest.NewServer(door.Guard(l.site, false, log)) // as it is served: compressed and logged
	t.Cleanup(srv.Close)
	t.Cleanup(func() { portal.HangUp(l.site) })
	l.base = srv.URL
	return l
}

// tick has the hub ask so many times; each is done when the next one begins.
func (l *lines) tick(n int) {
	l.t.Helper()
	for range n {
		select {
		case l.ticks <- l.Now():
		case <-l.t.Context().Done():
			l.t.Fatal("nobody asks")
		}
	}
}

func (l *lines) browser() *reader {
	l.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		l.t.Fatal(err)
	}
	return &reader{l.t, l.base, &http.Client{Jar: jar}}
}

// heard is an open line.
type heardLine struct {
	t    *testing.T
	res  *http.Response
	text *bufio.Reader
}

func (r *reader) listen(t *testing.T, path string, heads ...string) *heardLine {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(heads); i += 2 {
		req.Header.Set(heads[i], heads[i+1])
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := r.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	l := &heardLine{t, res, bufio.NewReader(res.Body)}
	if res.StatusCode == http.StatusOK {
		if res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Content-Encoding") != "" {
			t.Fatalf("%v", res.Header)
		}
		if got := l.next(); !strings.HasPrefix(got, "retry: ") {
			t.Fatalf("it begins with %q", got)
		}
	}
	return l
}

// next is the next block; "" = it has ended.
func (l *heardLine) next() string {
	l.t.Helper()
	var all []string
	for {
		s, err := l.text.ReadString('\n')
		if err != nil {
			return ""
		}
		if s = strings.TrimSuffix(s, "\n"); s == "" {
			return strings.Join(all, "|")
		}
		all = append(all, s)
	}
}

func (l *lines) promise(k client.Contact) {
	l.t.Helper()
	_, err := l.Promises.Make(l.t.Context(), l.Owner, office.NewPromise{Client: k.ClientID, Contact: k.ID, Kind: promise.Fix, Words: "The roof", When: promise.When{At: l.Now().Add(72 * time.Hour)}, How: office.ByMail})
	if err != nil {
		l.t.Fatal(err)
	}
	l.Pass(time.Minute)
}

// An open page hears that something is new for its client, not for another one, and
// what it missed while its line was cut; it holds what it was told of.
func TestOpenPagesHear(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		l := openLines(t, h)
		_, ana := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		_, paul := h.Client(h.Owner, "Holm AB", "Europe/Madrid", "Paul Holm", "paul@holm.example")
		his, hers := l.browser(), l.browser()
		enter(t, h, his, paul.Email)
		enter(t, h, hers, ana.Email)
		after := func(r *reader) string {
			t.Helper()
			_, _, raw := r.raw("/p/")
			_, rest, ok := strings.Cut(raw, `data-after="`)
			mark, _, _ := strings.Cut(rest, `"`)
			if !ok || mark == "" || !strings.Contains(raw, "js/portal.js") {
				t.Fatalf("the page does not listen: %s", raw)
			}
			return mark
		}
		a, p := hers.listen(t, "/p/stream?after="+after(hers)), his.listen(t, "/p/stream?after="+after(his))
		before := after(hers)
		l.tick(2)
		l.promise(ana)
		l.tick(1)
		got := a.next()
		mark := after(hers)
		if got != "id: "+mark+"|event: news|data: "+mark || mark == before {
			t.Errorf("she hears %q, her page holds %s", got, mark)
		}
		l.tick(22) // the 25th keeps the line open
		if got := p.next(); got != ": still here" {
			t.Errorf("he hears %q", got)
		}
		if got := hers.listen(t, "/p/stream?after="+before).next(); !strings.HasPrefix(got, "id: "+mark) {
			t.Errorf("a page from before hears %q", got)
		}
		if got := hers.listen(t, "/p/stream?after="+mark, "Last-Event-ID", before).next(); !strings.HasPrefix(got, "id: "+mark) {
			t.Errorf("a line that was cut hears %q", got)
		}
		for range 5 {
			hers.listen(t, "/p/stream")
		}
		if res := hers.listen(t, "/p/stream").res; res.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("the ninth of a session: %d", res.StatusCode)
		}
		if res := l.browser().listen(t, "/p/stream").res; res.StatusCode != http.StatusNoContent {
			t.Errorf("a stranger: %d", res.StatusCode)
		}
		portal.HangUp(l.site)
		if got := p.next(); got != "" {
			t.Errorf("after the end he hears %q", got)
		}
		<-l.stopped // nobody asks any more
		if res := his.listen(t, "/p/stream").res; res.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("a line while the server stops: %d", res.StatusCode)
		}
	})
}

// Whoever may not read any more hears nothing: his lines end at the third tick, those
// of others go on.
func TestLinesEndWithAccess(t *testing.T) {
	for name, end := range map[string]func(l *lines, r *reader, k client.Contact) error{
		"signed out": func(_ *lines, r *reader, _ client.Contact) error { r.post("/p/out"); return nil },
		"shut out": func(l *lines, _ *reader, k client.Contact) error {
			_, err := l.Clients.EditContact(l.t.Context(), l.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Portal = false }})
			return err
		},
		"left": func(l *lines, _ *reader, k client.Contact) error {
			_, err := l.Clients.EditContact(l.t.Context(), l.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) { k.EndedAt = l.Now() }})
			return err
		},
		"expired": func(l *lines, _ *reader, _ client.Contact) error { l.Tick(office.PortalFor + time.Hour); return nil },
		"the page is over": func(l *lines, _ *reader, k client.Contact) error {
			c, err := l.Clients.Edit(l.t.Context(), l.Owner, k.ClientID, office.ClientEdit{Change: func(c *client.Client) { c.Stage = client.Past }})
			if err != nil {
				return err
			}
			l.tick(4) // he can read until then, and the line stays
			_, err = l.Pages.End(l.t.Context(), l.Owner, k.ClientID, c.Version)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := openLines(t, officetest.Open(t, officetest.SQLite(t)))
			_, ana := l.Client(l.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
			if _, err := l.Clients.AddContact(t.Context(), l.Owner, client.Contact{ClientID: ana.ClientID, Name: "Bo", Email: "bo@casaruiz.example", Channel: client.ByMail}); err != nil {
				t.Fatal(err)
			}
			_, paul := l.Client(l.Owner, "Holm AB", "Europe/Madrid", "Paul Holm", "paul@holm.example")
			hers, his := l.browser(), l.browser()
			enter(t, l.House, hers, ana.Email)
			a := hers.listen(t, "/p/stream")
			l.tick(4)
			if err := end(l, hers, ana); err != nil {
				t.Fatal(err)
			}
			enter(t, l.House, his, paul.Email)
			p := his.listen(t, "/p/stream")
			l.tick(3)
			if got := a.next(); got != "" {
				t.Errorf("she hears %q", got)
			}
			if res := hers.listen(t, "/p/stream").res; res.StatusCode != http.StatusNoContent {
				t.Errorf("she comes again: %d", res.StatusCode)
			}
			l.promise(paul)
			l.tick(1)
			if got := p.next(); !strings.Contains(got, "event: news") {
				t.Errorf("he hears %q", got)
			}
		})
	}
}

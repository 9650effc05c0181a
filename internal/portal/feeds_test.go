package portal_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/importer/ics"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
	"kept/promise"
	"kept/worktime"
)

var feedAddress = regexp.MustCompile(`value="https?://[^"/]+(/feeds/[\w-]{43})\.ics"`)

// makesFeed has a reader make a feed on his page, and gives its path without an ending.
func (r *reader) makesFeed() string {
	r.t.Helper()
	status, raw := sent(r, "/p/following/feed", "do", "make")
	m := feedAddress.FindStringSubmatch(raw)
	if status != http.StatusOK || m == nil {
		r.t.Fatalf("no address is shown: %d %s", status, words(raw))
	}
	return m[1]
}

// fetch asks for a feed as a program does, with the heads that are given by name and value.
func (r *reader) fetch(path string, heads ...string) (*http.Response, string) {
	r.t.Helper()
	req, err := http.NewRequest(http.MethodGet, r.base+path, nil)
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i < len(heads); i += 2 {
		req.Header.Set(heads[i], heads[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res, string(b)
}

// calendar reads a calendar that is whole: its entries by their titles.
func (r *reader) calendar(path string) map[string]ics.Entry {
	r.t.Helper()
	res, body := r.fetch(path)
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/calendar; charset=utf-8" {
		r.t.Fatalf("%s: %d %v %s", path, res.StatusCode, res.Header, body)
	}
	cal, err := ics.Read([]byte(body))
	if err != nil || len(cal.Problems) > 0 {
		r.t.Fatalf("%v, %v\n%s", err, cal.Problems, body)
	}
	out := map[string]ics.Entry{}
	for _, e := range cal.Entries {
		out[e.Summary] = e
	}
	return out
}

type atomFeed struct {
	Entries []struct {
		ID      string `xml:"id"`
		Title   string `xml:"title"`
		Summary string `xml:"summary"`
	} `xml:"entry"`
}

func (r *reader) atom(path string) atomFeed {
	r.t.Helper()
	res, body := r.fetch(path)
	var a atomFeed
	if err := xml.Unmarshal([]byte(body), &a); err != nil || res.StatusCode != http.StatusOK {
		r.t.Fatalf("%d %v %s", res.StatusCode, err, body)
	}
	return a
}

// The life of a date in a calendar: told, moved, done, gone; and the news of it.
func TestFeeds(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
		r := open(t, h)()
		enter(t, h, r, k.Email)
		feed := r.makesFeed()
		make := func(words string, w promise.When) promise.Promise {
			t.Helper()
			p, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: k.ClientID, Contact: k.ID, Kind: promise.Deliverable, Words: words, When: w, How: office.ByMail})
			if err != nil {
				t.Fatal(err)
			}
			h.Pass(time.Minute)
			return p
		}
		day := worktime.DayOf(h.Now(), time.UTC).AddDays(9)
		roof, shelf := make("The roof; tiles, too", promise.When{Day: day}), make("The shelf", promise.When{At: h.Now().Add(72 * time.Hour).Truncate(time.Minute)})
		all := r.calendar(feed + ".ics")
		first := all["The roof; tiles, too"]
		if first.Start == nil || first.Start.Key() != strings.ReplaceAll(day.String(), "-", "") || first.Sequence != 0 || !strings.HasPrefix(first.UID, string(roof.ID)) || !strings.Contains(first.Description, "Promised by") {
			t.Errorf("the roof: %+v", first)
		}
		if e := all["The shelf"]; e.Start == nil || e.Start.Key() != shelf.Date().DueAt.Format("20060102T150405Z") {
			t.Errorf("the shelf: %+v", e)
		}
		if _, ok := all["You hear from Northlight Studio"]; !ok {
			t.Errorf("no next contact among %d: %v", len(all), all)
		}
		news := r.atom(feed + ".atom")
		if len(news.Entries) != 2 || news.Entries[0].Title != "The shelf" {
			t.Fatalf("%+v", news)
		}
		if _, err := h.Notices.Tell(ctx, h.Owner, office.Telling{Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: "mail", Text: "It moves.", Moves: []office.Move{{Promise: roof.ID, When: promise.When{Day: day.AddDays(3)}, Reason: "Rain"}}, Next: promise.When{At: h.Now().Add(200 * time.Hour)}}); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		moved := r.calendar(feed + ".ics")["The roof; tiles, too"]
		if moved.UID != first.UID || moved.Sequence <= first.Sequence || moved.Start.Key() != strings.ReplaceAll(day.AddDays(3).String(), "-", "") {
			t.Errorf("moved: %+v", moved)
		}
		later := r.atom(feed + ".atom")
		if len(later.Entries) != 2 || later.Entries[0].Title != "The roof; tiles, too" || !strings.Contains(later.Entries[0].Summary, "New date") || later.Entries[1].ID != news.Entries[0].ID {
			t.Errorf("%+v after %+v", later, news)
		}
		if _, err := h.Promises.Keep(ctx, h.Owner, roof.ID, time.Time{}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Promises.Release(ctx, h.Owner, shelf.ID, "They have one"); err != nil {
			t.Fatal(err)
		}
		over := r.calendar(feed + ".ics")
		if e := over["Done: The roof; tiles, too"]; e.UID != first.UID || e.Sequence <= moved.Sequence || e.Cancelled() {
			t.Errorf("done: %+v", e)
		}
		if e := over["Not needed any more: The shelf"]; !e.Cancelled() {
			t.Errorf("let go: %+v", e)
		}
		h.Pass(31 * 24 * time.Hour)
		for title := range r.calendar(feed + ".ics") {
			if strings.Contains(title, "The ") {
				t.Errorf("after a month there is still %q", title)
			}
		}
	})
}

// A program that has a feed is told so; whatever changes, it hears of.
func TestFeedIsReadAgain(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	c, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	r := open(t, h)()
	enter(t, h, r, k.Email)
	feed := r.makesFeed()
	for _, path := range []string{feed + ".ics", feed + ".atom"} {
		res, body := r.fetch(path)
		tag, at := res.Header.Get("ETag"), res.Header.Get("Last-Modified")
		if res.Header.Get("Cache-Control") != "private, no-cache" || res.Header.Get("X-Robots-Tag") != "noindex" || tag == "" {
			t.Errorf("%v", res.Header)
		}
		for _, heads := range [][]string{{"If-None-Match", tag}, {"If-None-Match", `"x", W/` + tag}, {"If-Modified-Since", at}} {
			h.Pass(2 * time.Second)
			if res, body := r.fetch(path, heads...); res.StatusCode != http.StatusNotModified || body != "" || res.Header.Get("ETag") != tag {
				t.Errorf("%v: %d %q", heads, res.StatusCode, body)
			}
		}
		for _, heads := range [][]string{{"If-None-Match", `"x"`}, {"If-None-Match", `"x"`, "If-Modified-Since", at}, {"If-Modified-Since", "yesterday"}} {
			if res, again := r.fetch(path, heads...); res.StatusCode != http.StatusOK || again != body {
				t.Errorf("%v: %d", heads, res.StatusCode)
			}
		}
		if _, err := h.Clients.Edit(t.Context(), h.Owner, c.ID, office.ClientEdit{Change: func(c *client.Client) { c.Tier += "x" }}); err != nil {
			t.Fatal(err)
		}
		if res, _ := r.fetch(path, "If-None-Match", tag); res.StatusCode != http.StatusNotModified {
			t.Errorf("what does not show in it makes it another one: %d", res.StatusCode)
		}
	}
	_, before := r.fetch(feed + ".ics")
	if _, err := h.Clients.Edit(t.Context(), h.Owner, c.ID, office.ClientEdit{Change: func(c *client.Client) { c.Language = "de" }}); err != nil {
		t.Fatal(err)
	}
	if _, body := r.fetch(feed + ".ics"); body == before || !strings.Contains(body, "Ihre Termine bei Northlight") {
		t.Errorf("not in his language: %s", body)
	}
}

// A feed ends at once with whoever has it, however he ends.
func TestFeedEnds(t *testing.T) {
	for name, end := range map[string]func(h *officetest.House, r *reader, k client.Contact) error{
		"he ends it": func(_ *officetest.House, r *reader, _ client.Contact) error {
			r.post("/p/following/feed", "do", "end")
			return nil
		},
		"anew": func(_ *officetest.House, r *reader, _ client.Contact) error { r.makesFeed(); return nil },
		"a member": func(h *officetest.House, r *reader, k client.Contact) error {
			return h.Feeds.EndFor(r.t.Context(), h.Owner, k.ID)
		},
		"his page is switched off": func(h *officetest.House, r *reader, k client.Contact) error {
			for _, on := range []bool{false, true} { // it is not there again when he is
				if _, err := h.Clients.EditContact(r.t.Context(), h.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Portal = on }}); err != nil {
					return err
				}
			}
			return nil
		},
		"he leaves": func(h *officetest.House, r *reader, k client.Contact) error {
			_, err := h.Clients.EditContact(r.t.Context(), h.Owner, k.ID, office.ContactEdit{Change: func(k *client.Contact) { k.EndedAt = h.Now() }})
			return err
		},
		"the page is over": func(h *officetest.House, r *reader, k client.Contact) error {
			c, err := h.Clients.Edit(r.t.Context(), h.Owner, k.ClientID, office.ClientEdit{Change: func(c *client.Client) { c.Stage = client.Past }})
			if err != nil {
				return err
			}
			r.calendar(r.makesFeed() + ".ics") // it can be read until then
			_, err = h.Pages.End(r.t.Context(), h.Owner, k.ClientID, c.Version)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
			if _, err := h.Clients.AddContact(t.Context(), h.Owner, client.Contact{ClientID: k.ClientID, Name: "Bo", Email: "bo@casaruiz.example", Channel: client.ByMail}); err != nil {
				t.Fatal(err)
			}
			r := open(t, h)()
			enter(t, h, r, k.Email)
			feed := r.makesFeed()
			res, _ := r.fetch(feed + ".ics")
			tag := res.Header.Get("ETag")
			if err := end(h, r, k); err != nil {
				t.Fatal(err)
			}
			for _, ending := range []string{".ics", ".atom"} {
				if res, body := r.fetch(feed+ending, "If-None-Match", tag); res.StatusCode != http.StatusGone || strings.Contains(body, "BEGIN") {
					t.Errorf("%s: %d %s", ending, res.StatusCode, body)
				}
			}
		})
	}
}

// Of another client nothing is in a feed; what is no address of one is not there;
// and whoever asks too often waits.
func TestFeedsOfOthers(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	r := open(t, h)()
	for _, path := range []string{"/feeds/x.ics", "/feeds/" + strings.Repeat("A", 43) + ".atom", "/feeds/.ics", "/feeds/x"} {
		if res, _ := r.fetch(path); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
	enter(t, h, r, k.Email)
	feed := r.makesFeed()
	if res, _ := r.fetch(feed + ".html"); res.StatusCode != http.StatusNotFound {
		t.Errorf("an ending that there is not: %d", res.StatusCode)
	}
	if status, body := r.get("/p/following"); status != 200 || strings.Contains(body, feed) || !strings.Contains(body, "Make a new address") {
		t.Errorf("it is shown again: %d %s", status, body)
	}
	last := 0
	for range 70 {
		res, _ := r.fetch(feed + ".ics")
		last = res.StatusCode
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("read seventy times in a moment: %d", last)
	}
	h.Pass(time.Minute)
	if res, _ := r.fetch(feed + ".ics"); res.StatusCode != http.StatusOK {
		t.Errorf("a minute later: %d", res.StatusCode)
	}
}

// fed is a client with so many promises of which he was told, and a feed.
func fed(b *testing.B, n int) (*officetest.House, http.Handler, string) {
	h := officetest.Open(b, officetest.SQLite(b))
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	for i := range n {
		_, err := h.Promises.Make(b.Context(), h.Owner, office.NewPromise{Client: k.ClientID, Contact: k.ID, Kind: promise.Deliverable, Words: fmt.Sprintf("The drawing of room %d, with its doors", i), When: promise.When{At: h.Now().Add(time.Duration(100+i) * time.Hour)}, How: office.SaidSelf})
		if err != nil {
			b.Fatal(err)
		}
	}
	h.Pass(time.Minute)
	address, err := h.Feeds.Make(b.Context(), office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: k.ClientID})
	if err != nil {
		b.Fatal(err)
	}
	return h, portal.New(h.Office, portal.Options{Log: slog.New(slog.DiscardHandler)}), strings.TrimPrefix(address, "https://kept.example") + ".ics"
}

// feedPause keeps a program from asking too often.
const feedPause = 20 * time.Second

// BenchmarkFeed reads a calendar of a thousand dates: composed, from the request to
// the last byte, and as it is read by a program that has it.
func BenchmarkFeed(b *testing.B) {
	h, site, path := fed(b, 1000)
	ask := func(tag string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, nil), httptest.NewRecorder()
		r.Header.Set("If-None-Match", tag)
		site.ServeHTTP(w, r)
		return w
	}
	w := ask("")
	if n := bytes.Count(w.Body.Bytes(), []byte("BEGIN:VEVENT")); w.Code != http.StatusOK || n < 1000 {
		b.Fatalf("%d, %d dates", w.Code, n)
	}
	tag := w.Header().Get("ETag")
	for name, tag := range map[string]string{"composed": `"x"`, "known": tag} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				h.Tick(feedPause)
				if w := ask(tag); w.Code == http.StatusTooManyRequests {
					b.Fatal("too often")
				}
			}
		})
	}
}

package web

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
	"kept/internal/tongue"
	"kept/internal/ui"
)

// distances are moments seen from another one, in a zone, with what is said of
// them. The server and kept.js both have to say it; none stands so near to an
// edge that the time which the browser takes would carry it over.
func distances() []struct{ zone, now, at, want string } {
	return []struct{ zone, now, at, want string }{
		// Around midnight.
		{"Europe/Madrid", "2026-11-22T15:00", "2026-11-23T09:00", "tomorrow"},
		{"Europe/Madrid", "2026-11-22T00:01", "2026-11-23T23:59", "tomorrow"},
		{"Europe/Madrid", "2026-11-22T23:59", "2026-11-24T00:01", "in 2 days"},
		{"Europe/Madrid", "2026-11-22T22:00", "2026-11-23T00:00", "tomorrow"},
		{"Europe/Madrid", "2026-11-22T23:50", "2026-11-23T00:10", "in 20 min"},
		{"Europe/Madrid", "2026-11-23T00:10", "2026-11-22T23:50", "20 min ago"},
		{"Europe/Madrid", "2026-11-23T00:10", "2026-11-22T12:00", "yesterday"},
		{"Europe/Madrid", "2026-11-23T23:59", "2026-11-22T00:00", "yesterday"},
		{"Europe/Madrid", "2026-11-24T00:00", "2026-11-22T23:59", "2 days ago"},
		{"Europe/Madrid", "2026-11-16T17:00", "2026-11-22T08:00", "in 6 days"},
		// On the same day.
		{"Europe/Madrid", "2026-11-22T00:00", "2026-11-22T23:59", "in 24 h"},
		{"Europe/Madrid", "2026-11-22T10:00", "2026-11-22T11:29", "in 89 min"},
		{"Europe/Madrid", "2026-11-22T10:00", "2026-11-22T11:31", "in 2 h"},
		{"Europe/Madrid", "2026-11-22T16:00", "2026-11-22T10:00", "6 h ago"},
		{"Europe/Madrid", "2026-11-22T10:00", "2026-11-22T10:00", "now"},
		{"Europe/Madrid", "2026-11-22T10:00", "2026-11-22T10:02", "in 2 min"},
		// Days of 23 and of 25 hours, and a year that ends.
		{"Europe/Madrid", "2026-03-28T12:00", "2026-03-29T23:30", "tomorrow"},
		{"Europe/Madrid", "2026-03-29T00:30", "2026-03-29T22:30", "in 21 h"},
		{"Europe/Madrid", "2026-10-24T12:00", "2026-10-26T00:30", "in 2 days"},
		{"Europe/Madrid", "2026-10-25T00:30", "2026-10-25T23:30", "in 24 h"},
		{"Europe/Madrid", "2026-10-26T00:30", "2026-10-25T00:15", "yesterday"},
		{"Europe/Madrid", "2026-12-31T12:00", "2027-01-01T12:00", "tomorrow"},
		// The same moments are other days elsewhere.
		{"Asia/Tokyo", "2026-11-22T23:00", "2026-11-23T17:00", "tomorrow"},
		{"America/Los_Angeles", "2026-11-01T00:30", "2026-11-02T00:15", "tomorrow"},
		{"Asia/Kathmandu", "2026-11-22T01:00", "2026-11-22T22:00", "in 21 h"},
		{"Pacific/Apia", "2026-11-22T21:00", "2026-11-24T09:00", "in 2 days"},
		{"UTC", "2026-11-22T15:00", "2026-11-23T09:00", "tomorrow"},
	}
}

func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	for _, c := range distances() {
		in := place(t, c.zone)
		if got := relative(tongue.Voice{}, clock(t, c.at, in), clock(t, c.now, in), in); got != c.want {
			t.Errorf("%s: on %s, %s is %q, want %q", c.zone, c.now, c.at, got, c.want)
		}
	}
}

// What the server said first, kept.js says again half a minute later.
func TestTheBrowserCountsDaysAsTheServerDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	page := template.Must(template.New("").Parse(`<!DOCTYPE html><html lang="en" data-now="{{.Now}}"><title>x</title>
<span><time datetime="{{.At}}">then</time> <span data-relative="{{.Zone}}">not counted</span></span>
<script type="module" src="{{.Script}}"></script></html>`))
	all := distances()
	mux := http.NewServeMux()
	mux.Handle(ui.AssetRoot, ui.Assets())
	mux.HandleFunc("GET /{no}", func(w http.ResponseWriter, r *http.Request) {
		var no int
		if _, err := fmt.Sscan(r.PathValue("no"), &no); err != nil || no >= len(all) {
			http.NotFound(w, r)
			return
		}
		c := all[no]
		in := place(t, c.zone)
		err := page.Execute(w, map[string]string{
			"Now": clock(t, c.now, in).UTC().Format(time.RFC3339), "At": clock(t, c.at, in).UTC().Format(time.RFC3339), "Zone": c.zone, "Script": ui.AssetPath("js/kept.js"),
		})
		if err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	ctx := testkit.Browser(t)
	for no, c := range all {
		if got := counted(t, ctx, fmt.Sprintf("%s/%d", server.URL, no)); got != c.want {
			t.Errorf("%s: on %s, kept.js says of %s %q, want %q", c.zone, c.now, c.at, got, c.want)
		}
	}
}

func counted(t *testing.T, ctx context.Context, address string) string {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.dispatchEvent(new Event("visibilitychange")), document.querySelector("[data-relative]").textContent`))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// How long before the old date somebody was told is counted as everything else is.
func TestLeadSaid(t *testing.T) {
	in := place(t, "Europe/Madrid")
	for _, c := range []struct{ told, due, want string }{
		{"2026-11-16T10:00", "2026-11-17T12:00", "26 h before the old date passed"},
		{"2026-11-16T10:00", "2026-11-19T09:59", "72 h before the old date passed"},
		{"2026-11-16T17:00", "2026-11-20T09:00", "4 days before the old date passed"},
		{"2026-11-16T09:00", "2026-11-20T17:00", "4 days before the old date passed"},
		{"2026-11-16T17:00", "2026-11-16T16:20", "40 min after the old date had passed"},
		{"2026-11-20T17:00", "2026-11-16T09:00", "4 days after the old date had passed"},
	} {
		if got := leadSaid(tongue.Voice{}, clock(t, c.told, in), clock(t, c.due, in), in); got != c.want {
			t.Errorf("told %s of %s is %q, want %q", c.told, c.due, got, c.want)
		}
	}
}

func place(t *testing.T, zone string) *time.Location {
	t.Helper()
	in, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func clock(t *testing.T, text string, in *time.Location) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02T15:04", text, in)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

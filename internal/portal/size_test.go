package portal_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
	"kept/internal/ui"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/shelf"
)

// filled is a client with whom much has happened: promises open, moved and kept, sixty
// letters, two plans, documents, links and notes.
func filled(t testing.TB) (*officetest.House, client.Contact) {
	t.Helper()
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	in := func(days int) promise.When {
		return promise.When{At: h.Now().Add(time.Duration(days) * 24 * time.Hour)}
	}
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@ruiz.example")
	for n := range 2 {
		p, err := h.Clients.AddProject(ctx, h.Owner, office.NewProject{Project: client.Project{ClientID: k.ClientID, Name: fmt.Sprintf("House %d", n)}, Contact: k.ID, Next: in(12)})
		ok(err)
		for s := range 20 {
			_, err = h.Plans.AddStep(ctx, h.Owner, p.ID, office.StepEdit{Change: func(x *plan.Step) {
				x.Name, x.Effort = fmt.Sprintf("Floor %d is laid and looked at", s), plan.Effort{Least: 2, Most: 4}
			}})
			ok(err)
		}
		_, err = h.Notices.Tell(ctx, h.Owner, office.Telling{Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Project: string(p.ID), Plan: true, Text: "The plan.", Next: in(12)})
		ok(err)
		for s := range 10 {
			_, err = h.Shelves.Add(ctx, h.Owner, office.NewItem{Project: p.ID, Kind: shelf.Note, Words: shelf.Words{Name: fmt.Sprintf("Colour %d", s), Text: strings.Repeat("It is green. ", 20)}, Shared: true})
			ok(err)
		}
	}
	for n := range 20 {
		p, err := h.Promises.Make(ctx, h.Owner, office.NewPromise{Client: k.ClientID, Contact: k.ID, Kind: promise.Deliverable, Words: fmt.Sprintf("Drawing %d of the kitchen and the bath", n), When: in(3 + n), How: office.ByMail})
		ok(err)
		h.Pass(time.Minute)
		switch {
		case n%2 == 0:
			_, err = h.Promises.Keep(ctx, h.Owner, p.ID, time.Time{})
			ok(err)
		default:
			_, err = h.Notices.Tell(ctx, h.Owner, office.Telling{Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "It takes longer.", Next: in(12), Moves: []office.Move{{Promise: p.ID, When: in(30 + n), Reason: "The permit came late"}}})
			ok(err)
		}
		_, err = h.Notices.Tell(ctx, h.Owner, office.Telling{Client: k.ClientID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: strings.Repeat("The walls stand, and the roof is next. ", 15), Next: in(12)})
		ok(err)
		h.Pass(time.Minute)
	}
	return h, k
}

// served is the portal as it is served, with a reader's cookie.
func served(t testing.TB, h *officetest.House, k client.Contact) (http.Handler, *http.Cookie) {
	t.Helper()
	ctx := t.Context()
	if err := h.Access.MailLink(ctx, k.Email, true); err != nil {
		t.Fatal(err)
	}
	link, _ := mailed(t, h, k.Email)
	entry, err := h.Access.UseLink(ctx, link[strings.LastIndexByte(link, '/')+1:], "bench")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	mux := http.NewServeMux()
	mux.Handle("/", portal.New(h.Office, portal.Options{Log: log}))
	mux.Handle("GET "+ui.AssetRoot, ui.Assets())
	return door.Guard(mux, false, log), &http.Cookie{Name: "kept-portal-session", Value: entry.Secret}
}

func fetch(t testing.TB, site http.Handler, cookie *http.Cookie, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(cookie)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", path, w.Code)
	}
	return w
}

// firstScreen is what the first screen may weigh as it is sent, before fonts and
// pictures: the page, its style sheets, and scripts if it had any.
const firstScreen = 60_000

// Each page of a client with whom much has happened is small as it is sent, and so is
// its HTML alone once it is unpacked.
func TestFirstScreenIsSmall(t *testing.T) {
	h, k := filled(t)
	site, cookie := served(t, h, k)
	loads := regexp.MustCompile(`(?:rel="stylesheet" href|<script src)="([^"]+)"`)
	for _, path := range []string{"/p/", "/p/dates", "/p/shelf", "/p/documents", "/p/told", "/p/kept", "/p/messages"} {
		plain := httptest.NewRequest(http.MethodGet, path, nil)
		plain.AddCookie(cookie)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, plain)
		page := fetch(t, site, cookie, path)
		if page.Header().Get("Content-Encoding") == "" {
			t.Errorf("%s is not packed", path)
		}
		sent, parts := page.Body.Len(), 1
		for _, m := range loads.FindAllStringSubmatch(w.Body.String(), -1) {
			sent += fetch(t, site, cookie, m[1]).Body.Len()
			parts++
		}
		if parts < 3 {
			t.Errorf("%s loads %d parts: what is counted?", path, parts)
		}
		if sent > firstScreen {
			t.Errorf("%s weighs %d bytes as it is sent, limit %d", path, sent, firstScreen)
		}
		if path == "/p/" && w.Body.Len() > firstScreen {
			t.Errorf("%s has %d bytes of HTML, limit %d", path, w.Body.Len(), firstScreen)
		}
		t.Logf("%-14s %6d bytes in %d parts as sent; its HTML %6d unpacked", path, sent, parts, w.Body.Len())
	}
}

// BenchmarkPortal measures what a page of such a client costs, from the request to
// its last byte, packed.
func BenchmarkPortal(b *testing.B) {
	h, k := filled(b)
	site, cookie := served(b, h, k)
	for name, path := range map[string]string{"home": "/p/", "dates": "/p/dates", "shelf": "/p/shelf", "told": "/p/told"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			fetch(b, site, cookie, path)
			size, before := 0, spent(b)
			for b.Loop() {
				size = fetch(b, site, cookie, path).Body.Len()
			}
			b.ReportMetric(float64(size)/1000, "kB/page")
			b.ReportMetric(float64((spent(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

// spent is the processor time that this process has used, its garbage collection too.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

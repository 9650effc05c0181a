package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"kept/client"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/web"
	"kept/promise"
	"kept/worktime"
)

// BenchmarkPages measures what a page costs, from the request to its last byte,
// in a firm of 1,000 clients with 5,000 promises.
func BenchmarkPages(b *testing.B) {
	h := officetest.Open(b, officetest.SQLite(b))
	first := crowd(b, h)
	link, err := h.Access.MakeLink(b.Context(), h.Owner)
	if err != nil {
		b.Fatal(err)
	}
	entry, err := h.Access.UseLink(b.Context(), link, "bench")
	if err != nil {
		b.Fatal(err)
	}
	site := web.New(h.Office, web.Options{Holidays: holidays.New()})
	for name, path := range map[string]string{
		"clients-100": "/clients", "client": "/clients/" + string(first), "agenda": "/agenda?mine=1", "record": "/record", "people": "/people", "calls": "/calls", "journal-100": "/journal", "settings": "/settings",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			size, before := 0, cpu(b)
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.AddCookie(&http.Cookie{Name: "kept-desk-session", Value: entry.Secret})
				w := httptest.NewRecorder()
				site.ServeHTTP(w, r)
				if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Northlight") {
					b.Fatalf("%s answered %d", path, w.Code)
				}
				size = w.Body.Len()
			}
			b.ReportMetric(float64(size)/1000, "kB/page")
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

// cpu is the processor time that this process has used, its garbage collection too.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// crowd fills a house and gives one of its clients.
func crowd(b *testing.B, h *officetest.House) client.ID {
	b.Helper()
	var clients []office.ClientImport
	for i := range 1000 {
		clients = append(clients, office.ClientImport{Key: fmt.Sprint(i), Line: "x", Client: client.Client{Name: fmt.Sprintf("Client %04d", i), Colour: i%12 + 1, Language: "en", Hours: worktime.Standard("Europe/Madrid")},
			Contacts: []client.Contact{{Name: "Ana Ruiz", Email: fmt.Sprintf("ana@c%d.example", i), Channel: client.ByMail, Portal: true}}})
	}
	if _, err := h.Imports.Clients(b.Context(), h.Owner, clients, false, nil); err != nil {
		b.Fatal(err)
	}
	dir, err := h.Imports.Directory(b.Context(), h.Owner)
	if err != nil {
		b.Fatal(err)
	}
	var promises []office.PromiseImport
	for i, c := range dir.Clients {
		for j := range 5 {
			n := office.NewPromise{Client: c.ID, Contact: dir.Contacts[c.ID][0].ID, Kind: promise.Deliverable, Words: fmt.Sprintf("Thing %d of many", j), When: promise.When{At: h.Now().Add(time.Duration(j*48+i%200+1) * time.Hour)}}
			if j == 0 {
				n.Kind, n.Words = promise.NextContact, "Next word from us"
			}
			promises = append(promises, office.PromiseImport{Key: fmt.Sprint(i, j), Line: "x", New: n})
		}
	}
	if _, err := h.Imports.Promises(b.Context(), h.Owner, promises, false, nil); err != nil {
		b.Fatal(err)
	}
	rows, err := h.Clients.List(b.Context(), h.Owner, store.NameSlice{Limit: 1})
	if err != nil {
		b.Fatal(err)
	}
	return rows[0].ID
}

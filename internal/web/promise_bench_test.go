package web_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"kept/internal/door"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/web"
	"kept/promise"
	"kept/worktime"
)

// busy is a desk with clients and promises enough for a full page, of whom
// some have to be told today.
func busy(b *testing.B) (http.Handler, *http.Cookie, string) {
	b.Helper()
	h := officetest.Open(b, officetest.SQLite(b))
	path := ""
	for c := range 12 {
		k, who := h.Client(h.Owner, fmt.Sprintf("Client %d", c), []string{"Europe/Madrid", "Europe/Berlin", "Europe/London"}[c%3], "Somebody", fmt.Sprintf("c%d@client.example", c))
		for i := range 20 {
			in := office.NewPromise{
				Client: k.ID, Contact: who.ID, Kind: promise.Deliverable, Words: fmt.Sprintf("Drawing %d of the kitchen and the bath", i), How: office.SaidSelf,
				When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}.AddDays(i + c)},
			}
			if i == 0 {
				in.When = promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 3}}
			}
			p, err := h.Promises.Make(b.Context(), h.Owner, in)
			if err != nil {
				b.Fatal(err)
			}
			path = "/promises/" + string(p.ID)
		}
	}
	h.Pass(3 * time.Hour)
	e, err := h.Access.SignIn(b.Context(), "marta@northlight.example", "a long enough one", "bench")
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	site := door.Guard(web.New(h.Office, web.Options{Log: log, Holidays: holidays.New()}), false, log)
	return site, &http.Cookie{Name: "kept-desk-session", Value: e.Secret}, path
}

// BenchmarkPromisePages measures what a request costs for pages about promises,
// with everything around it but the network.
func BenchmarkPromisePages(b *testing.B) {
	site, cookie, promise := busy(b)
	for _, p := range []struct{ name, path string }{
		{"home with 12 prompts", "/"}, {"list of 100 promises", "/promises"}, {"promise", promise}, {"composer", promise + "/resets/new"}, {"notices", "/notices"}, {"new promise", "/promises/new"},
	} {
		b.Run(p.name, func(b *testing.B) {
			get := func() {
				r := httptest.NewRequest(http.MethodGet, p.path, nil)
				r.AddCookie(cookie)
				w := httptest.NewRecorder()
				site.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatalf("%s answered %d", p.path, w.Code)
				}
			}
			get()
			before := cpu(b)
			for b.Loop() {
				get()
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "µs-cpu/op")
		})
	}
}

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/internal/holidays"
	"kept/internal/office/officetest"
	"kept/internal/store/storetest"
	"kept/internal/web"
	"kept/worktime"
)

// BenchmarkTalkPages measures the pages of what clients say, from the request
// to its last byte, in a firm with 1,000,000 messages.
func BenchmarkTalkPages(b *testing.B) {
	url := officetest.SQLite(b)
	h := officetest.Open(b, url)
	hours, err := json.Marshal(worktime.Standard("Europe/Madrid"))
	if err != nil {
		b.Fatal(err)
	}
	storetest.Crowd{Workspace: string(h.Owner.Workspace), Member: string(h.Owner.Member), Hours: string(hours), Now: h.Now(), Messages: 1_000_000}.Fill(b, url)
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
		"inbox": "/inbox", "mine": "/inbox?shelf=mine", "conversation": "/conversations/cnv_4321", "history": "/clients/cli_77/history",
		"search-common": "/search?q=website", "search-two": "/search?q=website+invoice", "search-rare": "/search?q=own77777", "search-prefix": "/search?q=own7",
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			before := cpu(b)
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				r.AddCookie(&http.Cookie{Name: "kept-desk-session", Value: entry.Secret})
				w := httptest.NewRecorder()
				begun := time.Now()
				site.ServeHTTP(w, r)
				took = append(took, time.Since(begun))
				if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "/conversations/") && !strings.Contains(w.Body.String(), "said in message") {
					b.Fatalf("%s answered %d", path, w.Code)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

package page_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
	"kept/internal/ui"
	"kept/internal/web/page/sample"
)

// What people really type and paste: a word of 80 letters, an address that
// never ends, a search of 500 letters.
var (
	longWord    = strings.Repeat("Donaudampfschifffahrt", 4)[:80]
	longAddress = "https://files.example/s/" + strings.Repeat("4fA9zQ", 40) + "?download=1"
	longSearch  = strings.Repeat("x", 500)
)

// swaps are words of the samples, and what stands in their place here.
func swaps() [][2]string {
	return [][2]string{
		{"Casa Ruiz", longWord}, {"Harbour &amp; Sons", longWord}, {"Aalto Interiors", longWord}, {"Brenner Weinhandel", longWord}, {"Lumen Energy", longWord},
		{"Ana Ruiz", longWord}, {"Luis Ruiz", longWord + " Ruiz"}, {"Eva Soler", longWord}, {"Jonas Weber", longWord}, {"Marta Kern", longWord}, {"Léa Fontaine", longWord},
		{"ana@casaruiz.example", longWord + "@example.com"}, {"luis@casaruiz.example", longWord + "@example.com"}, {"marta@northlight.example", longWord + "@example.com"},
		{"Mock-ups of four pages", longAddress}, {"Website online", longAddress}, {"Texts for the four pages", longWord}, {"Delivery of the counter", longAddress},
		{"Website relaunch", longWord}, {"Lobby signage", longWord}, {"The mock-ups come on Monday", longAddress},
		{"She would like to see the two finished pages before Monday.", longAddress}, {"The permit for the photographs came two days late.", longAddress},
		{"The second pair of pages needs the photographs", longAddress + " " + longSearch}, {"About the payment methods in the proposal.", longAddress},
		{"photo", longSearch}, {"bridge-days-2026.ics", longWord + ".ics"},
	}
}

// stretched is a sample page with long words in it.
func stretched(t *testing.T, e sample.Entry, used map[string]bool) []byte {
	t.Helper()
	text := printed(t, e)
	for _, s := range swaps() {
		if strings.Contains(text, s[0]) {
			used[s[0]] = true
		}
		text = strings.ReplaceAll(text, s[0], s[1])
	}
	return []byte(text)
}

// A long word breaks; it breaks no page.
func TestLongWordsBreakNoPage(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	used := map[string]bool{}
	mux := http.NewServeMux()
	mux.Handle(ui.AssetRoot, ui.Assets())
	for _, e := range sample.Gallery() {
		body := stretched(t, e, used)
		mux.HandleFunc("GET /"+e.Name, func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "page.html", time.Time{}, bytes.NewReader(body))
		})
	}
	for _, s := range swaps() {
		if !used[s[0]] {
			t.Errorf("no sample says %q", s[0])
		}
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	ctx := testkit.Browser(t)
	for _, width := range []int64{testkit.Phone, testkit.Desk} {
		if err := chromedp.Do(ctx, testkit.Viewport(width)); err != nil {
			t.Fatal(err)
		}
		for _, e := range sample.Gallery() {
			if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/"+e.Name)); err != nil {
				t.Fatal(err)
			}
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[string](tooWide))
			if err != nil {
				t.Fatal(err)
			}
			if wide != "" {
				t.Errorf("%s at %d px: %s", e.Name, width, wide)
			}
			snap(t, ctx, "long-"+e.Name+"-"+strconv.FormatInt(width, 10))
		}
	}
}

// tooWide opens what folds, then says by how much a page is wider than its
// screen, and what makes it so.
const tooWide = `(() => {
  document.querySelectorAll("details").forEach(d => d.open = true);
  const more = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
  if (more <= 0) return "";
  const by = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest("[popover], .sr-only"));
  return more + " px too wide: " + by.slice(0, 4).map(e => e.tagName + "." + e.className).join(", ");
})()`

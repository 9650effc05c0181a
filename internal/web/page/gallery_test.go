package page_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/internal/web/page/sample"
)

// policy is the one that the program serves its pages under.
const policy = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// maxPage is how many bytes a page may have, before fonts; a full list of a
// hundred rows may have maxList.
const (
	maxPage = 60_000
	maxList = 90_000
)

func printed(t testing.TB, e sample.Entry) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.Page.View().Render(context.Background(), &b); err != nil {
		t.Fatalf("%s: %v", e.Name, err)
	}
	return b.String()
}

// Every page of the desk, before a browser sees it.
func TestEveryPageIsWholeAndSmall(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|<script>|\son[a-z]+="|javascript:`)
	ids := regexp.MustCompile(`\sid="([^"]*)"`)
	labels := regexp.MustCompile(`(?:\sfor|aria-labelledby|popovertarget)="([^"]+)"`)
	seen := map[string]bool{}
	for _, e := range sample.Gallery() {
		if seen[e.Name] {
			t.Errorf("two pages are named %s", e.Name)
		}
		seen[e.Name] = true
		got := printed(t, e)
		limit := maxPage
		if strings.HasSuffix(e.Name, "-100") {
			limit = maxList
		}
		if len(got) > limit {
			t.Errorf("%s has %d bytes, limit %d", e.Name, len(got), limit)
		}
		if m := inline.FindString(got); m != "" {
			t.Errorf("%s breaks the policy with %q", e.Name, m)
		}
		if n := strings.Count(got, "<h1"); n != 1 {
			t.Errorf("%s has %d h1, want 1", e.Name, n)
		}
		have := map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(got, -1) {
			if have[m[1]] || m[1] == "" {
				t.Errorf("%s: id %q is empty or twice", e.Name, m[1])
			}
			have[m[1]] = true
		}
		for _, m := range labels.FindAllStringSubmatch(got, -1) {
			for _, id := range strings.Fields(m[1]) {
				if !have[id] {
					t.Errorf("%s: nothing has the id %q that is pointed to", e.Name, id)
				}
			}
		}
	}
}

// gallery serves the sample pages as the program does.
func gallery(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(ui.AssetRoot, ui.Assets())
	pages := map[string]sample.Entry{}
	for _, e := range sample.Gallery() {
		pages[e.Name] = e
	}
	show := func(w http.ResponseWriter, r *http.Request, p page.Page) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := p.View().Render(r.Context(), w); err != nil {
			t.Errorf("%s: %v", r.URL, err)
		}
	}
	mux.HandleFunc("GET /promises", func(w http.ResponseWriter, r *http.Request) {
		list, _ := pages["promises"].Page.(page.Promises)
		list.Rows = list.Rows[:1]
		list.Rows[0].Words = "found by " + r.FormValue("q") + r.FormValue("state")
		show(w, r, list)
	})
	mux.HandleFunc("GET /dates", func(w http.ResponseWriter, r *http.Request) {
		show(w, r, page.DateEcho{Text: "Friday, 6 March 2026, 16:00 Munich, from " + r.FormValue("due")})
	})
	mux.HandleFunc("POST /promises/prm_1/resets/preview", func(w http.ResponseWriter, r *http.Request) {
		c, _ := pages["composer-reset"].Page.(page.Composer)
		c.Letter = &page.Letter{To: "Ana Ruiz", Text: r.FormValue("message")}
		c.Submit = "Publish and tell 1 person"
		show(w, r, c)
	})
	mux.HandleFunc("GET /messages/{message}/html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><html lang=en><title>A mail</title><p>Where are the tiles?</p>")
	})
	mux.HandleFunc("/help", func(w http.ResponseWriter, r *http.Request) { show(w, r, pages["help"].Page) })
	mux.HandleFunc("/page/{name}", func(w http.ResponseWriter, r *http.Request) {
		e, ok := pages[r.PathValue("name")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		show(w, r, e.Page)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// look is one way of looking at a page.
type look struct {
	name   string
	width  int64
	scheme chromedp.Action[chromedp.Void]
}

// looks gives the ways: two for every run, all four when pictures are wanted.
func looks() []look {
	all := []look{
		{"390-dark", testkit.Phone, testkit.Dark()}, {"1280-light", testkit.Desk, testkit.Light()},
		{"390-light", testkit.Phone, testkit.Light()}, {"1280-dark", testkit.Desk, testkit.Dark()},
	}
	if os.Getenv("KEPT_SHOTS") == "" {
		return all[:2]
	}
	return all
}

// faults asks the page for what a reader would stumble over: text wider than
// the screen, and things to press that are smaller than a finger (44 px;
// links in running text are exempt, as in WCAG 2.5.8).
const faults = `(() => {
  const out = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const by = [...document.querySelectorAll("main *, header *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("[data-scrolls], [popover], .sr-only")).slice(0, 3).map(e => e.tagName + "." + e.className);
    out.push("wider than the screen by " + wide + " px: " + by.join(", "));
  }
  for (const e of document.querySelectorAll("button, .button, .chip, .tab, .menu-item, input:not([type=hidden]), select, textarea")) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest("[popover]:not(:popover-open)")) continue;
    const target = e.matches("[type=checkbox], [type=radio]") ? (e.closest("label") || e) : e;
    const r = target.getBoundingClientRect();
    if (r.width > 1 && r.height > 1 && (r.height < 43.5 || r.width < 43.5)) out.push("too small to press: " + e.outerHTML.slice(0, 90) + " " + Math.round(r.width) + "×" + Math.round(r.height));
  }
  const bare = [...document.querySelectorAll("svg use")].filter(u => u.checkVisibility() && !(u.getBBox().width + u.getBBox().height)).map(u => u.getAttribute("href"));
  if (bare.length) out.push("icons that are not drawn: " + bare.join(", "));
  return out.join("\n");
})()`

// Every page as a browser shows it: nothing breaks the policy, nothing is cut
// off, everything can be pressed, and axe finds nothing. With
// KEPT_SHOTS=FOLDER it also takes the pictures; KEPT_SHOTS_ONLY is a regular
// expression of names.
func TestEveryPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the gallery was not looked at")
	}
	server := gallery(t)
	only := regexp.MustCompile(os.Getenv("KEPT_SHOTS_ONLY"))
	for _, l := range looks() {
		t.Run(l.name, func(t *testing.T) {
			ctx := testkit.Browser(t)
			console := complaints(t, ctx)
			if err := chromedp.Do(ctx, testkit.Viewport(l.width), l.scheme); err != nil {
				t.Fatal(err)
			}
			for _, e := range sample.Gallery() {
				if !only.MatchString(e.Name) {
					continue
				}
				inspect(t, ctx, server.URL+"/page/"+e.Name, e.Name+"-"+l.name)
				for _, c := range console() {
					t.Errorf("%s: the console says %s", e.Name, c)
				}
			}
		})
	}
}

func inspect(t *testing.T, ctx context.Context, address, name string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.fonts.ready.then(() => true)", chromedp.EvalAwaitPromise)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](faults))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if found != "" {
		t.Errorf("%s:\n%s", name, found)
	}
	axe, err := chromedp.Run(ctx, testkit.Violations())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if axe != "" {
		t.Errorf("%s: axe finds\n%s", name, axe)
	}
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		if err := chromedp.Do(ctx, testkit.Screenshot(filepath.Join(dir, name+".png"))); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// complaints gathers what the console says against a page, and gives it up at each call.
func complaints(t *testing.T, ctx context.Context) func() []string {
	t.Helper()
	said := make(chan string, 1000)
	stream := chromedp.Console(ctx)
	go func() {
		for m, err := range stream {
			if err != nil {
				return
			}
			if m.Type == "error" || m.Type == chromedp.ConsoleException || m.Type == "warning" {
				said <- m.Text
			}
		}
	}()
	return func() []string {
		var out []string
		for {
			select {
			case s := <-said:
				out = append(out, s)
			default:
				return out
			}
		}
	}
}

// BenchmarkHundredRows prints the longest list there is: the limit is 1 ms.
func BenchmarkHundredRows(b *testing.B) {
	p := sample.Hundred().View()
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Render(context.Background(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkHome prints the first page.
func BenchmarkHome(b *testing.B) {
	var home page.Page
	for _, e := range sample.Gallery() {
		if e.Name == "home" {
			home = e.Page
		}
	}
	for b.Loop() {
		if err := home.View().Render(context.Background(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

package page_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kept/internal/portal/page"
	"kept/internal/portal/page/sample"
	"kept/internal/testkit"
	"kept/internal/ui"
)

// policy is stricter than the program's: no script at all.
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// maxPage is how many bytes a page may have with its style sheets, before fonts.
const maxPage = 60_000

func printed(t testing.TB, p page.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.View().Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// fetched gives what a sheet of the page weighs.
func fetched(t testing.TB, h http.Handler, path string) int {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %s", path, w.Code, w.Header().Get("Content-Type"))
	}
	return w.Body.Len()
}

// Every page, before a browser sees it.
func TestEveryPageIsWholeAndSmall(t *testing.T) {
	var (
		inline = regexp.MustCompile(`(?i)<style|\sstyle=|<script|\son[a-z]+="|javascript:`)
		ids    = regexp.MustCompile(`\sid="([^"]*)"`)
		points = regexp.MustCompile(`(?:\sfor|aria-labelledby|aria-describedby)="([^"]+)"`)
		sheets = regexp.MustCompile(`rel="stylesheet" href="([^"]+)"`)
	)
	mux := styles()
	for _, e := range sample.Gallery() {
		got := printed(t, e.Page)
		if m := inline.FindString(got); m != "" {
			t.Errorf("%s breaks the policy with %q", e.Name, m)
		}
		if n := strings.Count(got, "<h1"); n != 1 {
			t.Errorf("%s has %d h1, want 1", e.Name, n)
		}
		weight := len(got)
		for _, m := range sheets.FindAllStringSubmatch(got, -1) {
			weight += fetched(t, mux, m[1])
		}
		if weight > maxPage {
			t.Errorf("%s weighs %d bytes, limit %d", e.Name, weight, maxPage)
		}
		have := map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(got, -1) {
			if have[m[1]] || m[1] == "" {
				t.Errorf("%s: the id %q is empty or there twice", e.Name, m[1])
			}
			have[m[1]] = true
		}
		for _, m := range points.FindAllStringSubmatch(got, -1) {
			for _, id := range strings.Fields(m[1]) {
				if !have[id] {
					t.Errorf("%s: nothing has the id %q that is pointed to", e.Name, id)
				}
			}
		}
	}
}

func styles() *http.ServeMux {
	mux := http.NewServeMux()
	mux.Handle(ui.AssetRoot, ui.Assets())
	mux.Handle(page.StyleRoot, page.Styles())
	return mux
}

// gallery serves the sample pages as the program does.
func gallery(t *testing.T) *httptest.Server {
	t.Helper()
	mux := styles()
	for name, svg := range map[string]string{"firm": sample.FirmLogo, "client": sample.ClientLogo} {
		mux.HandleFunc("/logo/"+name+".svg", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/svg+xml")
			fmt.Fprint(w, svg)
		})
	}
	for _, e := range sample.Gallery() {
		html := printed(t, e.Page)
		mux.HandleFunc("/page/"+e.Name, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, html)
		})
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// faults asks the page for what a reader would stumble over: words wider than
// the screen, and things to press that are smaller than a finger (links in
// running text are exempt, as in WCAG 2.5.8).
const faults = `(() => {
	const out = [];
	const wide = document.documentElement.scrollWidth - innerWidth;
	if (wide > 0) out.push("wider than the screen by " + wide + " px");
	for (const e of document.querySelectorAll("button, .button, summary, a, input:not([type=hidden])")) {
		if (!e.checkVisibility() || e.matches(".skip")) continue;
		const inText = e.matches("a") && e.parentElement.matches("p") && e.parentElement.textContent.trim() !== e.textContent.trim();
		const target = e.matches("[type=checkbox], [type=radio]") ? (e.closest("label") || e) : e;
		const r = target.getBoundingClientRect();
		if (!inText && (r.height < 43.5 || r.width < 43.5)) out.push("too small to press: " + e.outerHTML.slice(0, 100) + " " + Math.round(r.width) + "×" + Math.round(r.height));
	}
	for (const i of document.images) if (!i.naturalWidth) out.push("a picture is missing: " + i.src);
	if (!document.fonts.check("1em 'Newsreader Kept'")) out.push("the serif is missing");
	return out.join("\n");
})()`

// Every page as a browser shows it, at both widths and in both schemes: axe
// finds nothing, nothing is cut off, everything can be pressed. With
// KEPT_SHOTS=FOLDER it takes pictures; KEPT_SHOTS_ONLY is a regular expression
// of names.
func TestEveryPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the gallery was not looked at")
	}
	server := gallery(t)
	only := regexp.MustCompile(os.Getenv("KEPT_SHOTS_ONLY"))
	for name, wear := range map[string]chromedp.Action[chromedp.Void]{"light": testkit.Light(), "dark": testkit.Dark()} {
		t.Run(name, func(t *testing.T) {
			ctx := testkit.Browser(t)
			for _, e := range sample.Gallery() {
				if !only.MatchString(e.Name) {
					continue
				}
				for _, width := range []int64{testkit.Phone, testkit.Desk} {
					if err := chromedp.Do(ctx, wear, testkit.Viewport(width), chromedp.Navigate(server.URL+"/page/"+e.Name)); err != nil {
						t.Fatalf("%s: %v", e.Name, err)
					}
					look(t, ctx, fmt.Sprintf("%s-%d-%s", e.Name, width, name))
				}
			}
		})
	}
}

// At 320 px, which is a page at four times its size on a desk (WCAG 2.2,
// 1.4.10), nothing is cut off either.
func TestEveryPageReflows(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the gallery was not looked at")
	}
	server := gallery(t)
	ctx := testkit.Browser(t)
	for _, e := range sample.Gallery() {
		err := chromedp.Do(ctx, testkit.Viewport(320), chromedp.Navigate(server.URL+"/page/"+e.Name))
		if err != nil {
			t.Fatalf("%s: %v", e.Name, err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[string](faults))
		if err != nil || found != "" {
			t.Errorf("%s: %s %v", e.Name, found, err)
		}
	}
}

// look looks at the page that is open.
func look(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("document.fonts.ready.then(() => true)", chromedp.EvalAwaitPromise)); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[string](faults))
	if err != nil || found != "" {
		t.Errorf("%s: %s %v", name, found, err)
	}
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		if err := chromedp.Do(ctx, testkit.Screenshot(filepath.Join(dir, name+".png"))); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	found, err = chromedp.Run(ctx, testkit.Violations())
	if err != nil || found != "" {
		t.Errorf("%s: %s %v", name, found, err)
	}
}

func BenchmarkHome(b *testing.B) {
	var home page.Page
	for _, e := range sample.Gallery() {
		if e.Name == "home" {
			home = e.Page
		}
	}
	for b.Loop() {
		printed(b, home)
	}
}

package page_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"kept/internal/ui"
	"kept/internal/web/page/sample"
)

// policy is the one that the program serves its pages under.
const policy = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// maxPage is how many bytes a page may have, before fonts.
const maxPage = 60_000

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
		if len(got) > maxPage && !strings.HasSuffix(e.Name, "-100") {
			t.Errorf("%s has %d bytes, limit %d", e.Name, len(got), maxPage)
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
	mux.HandleFunc("/page/{name}", func(w http.ResponseWriter, r *http.Request) {
		e, ok := pages[r.PathValue("name")]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := e.Page.View().Render(r.Context(), w); err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// look is one way of looking at a page.
type look struct {
	width  int64
	scheme string
}

// looks gives the ways: two for every run, all four when pictures are wanted.
func looks() []look {
	if os.Getenv("KEPT_SHOTS") == "" {
		return []look{{390, "dark"}, {1280, "light"}}
	}
	return []look{{390, "light"}, {390, "dark"}, {1280, "light"}, {1280, "dark"}}
}

// browser starts Chromium, or skips the test where there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	bin, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine: the gallery was not looked at")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(bin), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("hide-scrollbars", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, late := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(late)
	return ctx
}

// faults asks the page for what a reader would stumble over: text wider than
// the screen, and things to press that are smaller than a finger (44 px;
// links in running text are exempt, as in WCAG 2.5.8).
const faults = `(() => {
  const out = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
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
// off, everything can be pressed. With KEPT_SHOTS=FOLDER it also takes the
// pictures; KEPT_SHOTS_ONLY is a regular expression of names.
func TestEveryPageInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: the gallery was not looked at")
	}
	ctx := browser(t)
	server := gallery(t)
	only := regexp.MustCompile(os.Getenv("KEPT_SHOTS_ONLY"))
	console := complaints(t, ctx)
	for _, l := range looks() {
		err := chromedp.Do(ctx, chromedp.EmulateViewport(l.width, 900))
		if err != nil {
			t.Fatal(err)
		}
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: l.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		for _, e := range sample.Gallery() {
			if !only.MatchString(e.Name) {
				continue
			}
			name := fmt.Sprintf("%s-%d-%s", e.Name, l.width, l.scheme)
			if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/page/"+e.Name)); err != nil {
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
			for _, c := range console() {
				t.Errorf("%s: the console says %s", name, c)
			}
			picture(t, ctx, name)
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

func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("KEPT_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

package clean

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"kept/internal/datatest"
	"kept/internal/testkit"
)

// attack is HTML that nobody here wrote and that runs something somewhere.
type attack struct {
	ID, Payload string
}

func attacks(t *testing.T) []attack {
	t.Helper()
	f, err := os.Open(datatest.Path(t, "xss/payloads.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []attack
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a attack
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if len(all) == 0 {
		t.Fatal("no attack was read")
	}
	return all
}

func TestForeignAttacksLeaveNothing(t *testing.T) {
	for _, a := range attacks(t) {
		if found := unsafe(t, HTML(a.Payload).HTML); len(found) > 0 {
			t.Errorf("%s: %q is left of %q", a.ID, found, a.Payload)
		}
	}
}

// snare catches whatever runs in a frame. It stands in front of the HTML.
const snare = `<script>for (const n of ["alert", "confirm", "prompt", "print", "open", "eval"]) window[n] = () => parent.ran(%d);
document.currentScript.remove()</script><body>`

// inspect moves the mouse over everything, clicks and focuses it, and gives what
// ran and what a browser found that it could run.
const inspect = `(() => {
	const bad = [];
	for (const frame of document.querySelectorAll("iframe")) {
		for (const e of frame.contentDocument.querySelectorAll("*")) {
			for (const kind of ["mouseover", "focus", "click", "toggle", "animationend"]) e.dispatchEvent(new Event(kind, {cancelable: true}));
			if (["SCRIPT", "IFRAME", "OBJECT", "EMBED", "BASE", "META", "LINK", "STYLE", "FORM"].includes(e.tagName.toUpperCase()) || e.namespaceURI !== "http://www.w3.org/1999/xhtml") bad.push(frame.id + " " + e.tagName);
			for (const a of e.attributes) if (a.name.startsWith("on") || a.name === "srcdoc" || a.name !== "title" && a.name !== "alt" && /^\s*(javascript|vbscript|data:text)/i.test(a.value)) bad.push(frame.id + " " + a.name);
		}
	}
	return bad.concat(window.fired);
})()`

// framed is a page with each piece of HTML in a frame of its own, all allowed to
// run: the sanitiser alone is what keeps them from it.
func framed(pieces []string) string {
	var page strings.Builder
	page.WriteString(`<!doctype html><title>attacks</title><script>window.fired = []; window.ran = i => window.fired.push("frame" + i + " ran")</script>`)
	for i, p := range pieces {
		fmt.Fprintf(&page, `<iframe id="frame%d" srcdoc="%s"></iframe>`, i, html.EscapeString(fmt.Sprintf(snare, i)+p))
	}
	return page.String()
}

func found(t *testing.T, pieces []string) []string {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/" {
			fmt.Fprint(w, framed(pieces))
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(site.Close)
	ctx := testkit.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(site.URL)); err != nil {
		t.Fatal(err)
	}
	var got []string
	// What runs later than the page's load has some turns of the loop to do so.
	for range 3 {
		var err error
		if got, err = chromedp.Run(ctx, chromedp.Evaluate[[]string](inspect)); err != nil {
			t.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`new Promise(done => setTimeout(() => done(true), 300))`, chromedp.EvalAwaitPromise)); err != nil {
			t.Fatal(err)
		}
	}
	return got
}

func TestForeignAttacksInABrowser(t *testing.T) {
	var pieces []string
	all := attacks(t)
	for _, a := range all {
		c := HTML(a.Payload)
		pieces = append(pieces, c.Show(true, func(string) string { return "/none" }))
	}
	for _, f := range found(t, pieces) {
		t.Error(f)
	}
	t.Logf("%d attacks", len(all))
}

// The browser test must be able to fail.
func TestBrowserCatchesAttacks(t *testing.T) {
	got := found(t, []string{`<img src=x onerror=alert(1)>`, `<p>harmless</p>`, `<svg onload=prompt(1)></svg>`, `<a href="javascript:x">y</a>`})
	all := strings.Join(got, "\n")
	for _, want := range []string{"frame0 ran", "frame2 ran", "frame0 onerror", "frame3 href"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	if strings.Contains(all, "frame1") {
		t.Errorf("the harmless frame is in %q", got)
	}
}

package web_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"kept/internal/office"
	"kept/internal/testkit"
)

// A mail stands in its frame as it was written, and what is in the frame can
// neither run nor reach the page around it.
func TestAMailInItsFrame(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	f := open(t)
	png := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	m := mail("The tiles", "Which tiles did we choose?")
	m.HTML = `<h1>Which tiles?</h1><p>The <b>green</b> ones or the blue ones?</p><img data-cid="p@x" alt="the wall"><img data-remote="https://spy.example/p.gif" alt="out"><script>top.document.title = "taken"; parent.postMessage("ran", "*")</script>`
	m.Files = []office.File{{Name: "wall.png", MediaType: "image/png", SHA256: digest(png), Bytes: png, ContentID: "p@x"}}
	at, _ := f.take(t, m)
	secret, err := f.Access.MakeLink(t.Context(), f.nils)
	if err != nil {
		t.Fatal(err)
	}
	ctx := testkit.Browser(t)
	if err := chromedp.Do(ctx, testkit.Viewport(testkit.Desk), chromedp.Navigate(f.Server.URL+"/sign-in/"+secret)); err != nil {
		t.Fatal(err)
	}
	const signIn = `(f => fetch(f.action, {method: "POST", body: new URLSearchParams(new FormData(f))}).then(r => r.ok))(document.querySelector("form[method=post]"))`
	if ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](signIn, chromedp.EvalAwaitPromise)); err != nil || !ok {
		t.Fatalf("not signed in: %v", err)
	}
	says := func(expression string) {
		t.Helper()
		if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
			t.Fatalf("never true: %s (%v)", expression, err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(f.Server.URL+at)); err != nil {
		t.Fatal(err)
	}
	says(`(window.heard = [], addEventListener("message", e => heard.push(e.data)), window.loaded = 0, document.querySelector("iframe").addEventListener("load", () => loaded++), true)`)
	says(`(document.querySelector(".saying-html").open = true)`)
	says(`loaded >= 1`)
	says(`document.querySelector("iframe").contentDocument === null`)
	says(`heard.length === 0 && document.title.startsWith("The tiles")`)
	says(`(document.querySelector("a[target$='-html']").click(), true)`)
	says(`loaded >= 2 && location.pathname.startsWith("/conversations/")`)
	if found, err := chromedp.Run(ctx, testkit.Violations()); err != nil || found != "" {
		t.Errorf("axe finds %s (%v)", found, err)
	}
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		if err := chromedp.Do(ctx, testkit.Screenshot(filepath.Join(dir, "state-mail-frame.png"))); err != nil {
			t.Fatal(err)
		}
	}
}

package testkit

import (
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const cleanPage = `<!doctype html><html lang="en"><head><title>Clean</title><meta name="viewport" content="width=device-width">
<style>:root{color-scheme:light dark;background:light-dark(#fff,#111);color:light-dark(#111,#eee)}</style></head>
<body><main><h1>Promises</h1><p id="who">nobody</p><div style="height:3000px"></div></main>
<script>document.getElementById("who").textContent = "script"</script></body></html>`

const faultyPage = `<!doctype html><html><head><title>Faulty</title></head><body><main><h1>x</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p style="color:#999;background:#fff">pale</p></main></body></html>`

func serve(t *testing.T) string {
	t.Helper()
	pages := http.NewServeMux()
	write := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			// As strict as the product's own pages: the helpers must work under it.
			w.Header().Set("Content-Security-Policy", "default-src 'self'; style-src 'unsafe-inline'; script-src 'sha256-x' 'unsafe-inline'; img-src data:")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes"})
			if _, err := r.Cookie("seen"); err == nil {
				fmt.Fprint(w, strings.Replace(body, "<h1>", "<h1 data-seen=yes>", 1))
				return
			}
			fmt.Fprint(w, body)
		}
	}
	pages.Handle("/clean", write(cleanPage))
	pages.Handle("/faulty", write(faultyPage))
	s := httptest.NewServer(pages)
	t.Cleanup(s.Close)
	return s.URL
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func run[T any](t *testing.T, ctx context.Context, a chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBrowser(t *testing.T) {
	site, ctx := serve(t), Browser(t)

	t.Run("widths and colours", func(t *testing.T) {
		for _, width := range []int64{Phone, Desk} {
			for name, colours := range map[string]chromedp.Action[chromedp.Void]{"rgb(255, 255, 255)": Light(), "rgb(17, 17, 17)": Dark()} {
				do(t, ctx, Viewport(width), colours, chromedp.Navigate(site+"/clean"))
				if got := run(t, ctx, chromedp.Evaluate[int64](`window.innerWidth`)); got != width {
					t.Errorf("the page is %d wide, want %d", got, width)
				}
				if got := run(t, ctx, chromedp.Evaluate[string](`getComputedStyle(document.documentElement).backgroundColor`)); got != name {
					t.Errorf("the background is %s, want %s", got, name)
				}
			}
		}
	})
	t.Run("screenshot", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "new", "page.png")
		do(t, ctx, Viewport(Phone), chromedp.Navigate(site+"/clean"), Screenshot(path))
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		picture, err := png.DecodeConfig(f)
		if err != nil {
			t.Fatal(err)
		}
		if picture.Width != Phone || picture.Height < 3000 {
			t.Errorf("the picture is %d × %d, want the whole page", picture.Width, picture.Height)
		}
	})
	t.Run("without JavaScript", func(t *testing.T) {
		who := chromedp.Text(chromedp.CSS("#who"))
		do(t, ctx, NoScript(true), chromedp.Navigate(site+"/clean"))
		if got := run(t, ctx, who); got != "nobody" {
			t.Errorf("with scripts off the page says %q", got)
		}
		do(t, ctx, NoScript(false), chromedp.Navigate(site+"/clean"))
		if got := run(t, ctx, who); got != "script" {
			t.Errorf("with scripts on the page says %q", got)
		}
	})
	t.Run("axe", func(t *testing.T) {
		do(t, ctx, chromedp.Navigate(site+"/clean"))
		if got := run(t, ctx, Violations()); got != "" {
			t.Errorf("the clean page:\n%s", got)
		}
		do(t, ctx, Light(), chromedp.Navigate(site+"/faulty"))
		got := run(t, ctx, Violations())
		for _, want := range []string{"image-alt (critical)", "color-contrast (serious)", "html-has-lang (serious)", `<img src=`} {
			if !strings.Contains(got, want) {
				t.Errorf("the faulty page: no %q in\n%s", want, got)
			}
		}
	})
	t.Run("tabs", func(t *testing.T) {
		seen := chromedp.Evaluate[bool](`document.querySelector("h1").dataset.seen === "yes"`)
		same, other := Tab(t, ctx), Stranger(t, ctx)
		do(t, same, chromedp.Navigate(site+"/clean"))
		do(t, other, chromedp.Navigate(site+"/clean"))
		if !run(t, same, seen) || run(t, other, seen) {
			t.Error("a tab should know the cookies, a stranger should not")
		}
	})
}

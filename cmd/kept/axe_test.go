package main

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

var (
	leads = regexp.MustCompile(`href="(/[^"#]*)"`)
	named = regexp.MustCompile(`[a-z]{3}_[0-9a-z]{20,}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+`)
	// passed are addresses that are no pages, leave the house, or are looked at elsewhere.
	passed = regexp.MustCompile(`^/(ui|try|api|backup|p/style|p/as|p/enter)|/(versions|photos|pictures|files|source|file|raw)(/|$)|\.(css|ics|csv|json|zip)$`)
)

// shape is what pages of one kind have in common: their address without names,
// numbers and the values of a query.
func shape(at string) string {
	path, query, _ := strings.Cut(at, "?")
	var keys []string
	for _, part := range strings.Split(query, "&") {
		key, _, _ := strings.Cut(part, "=")
		keys = append(keys, key)
	}
	return named.ReplaceAllString(path, "…") + "?" + strings.Join(keys, "&")
}

// alikeRead is how many pages of one shape are read for what they lead to.
const alikeRead = 4

// pagesFrom gives a page of every shape that can be reached from some addresses.
func (v *tried) pagesFrom(base string, from ...string) []string {
	v.t.Helper()
	read, out := map[string]int{}, []string{}
	known := map[string]bool{}
	for todo := from; len(todo) > 0; todo = todo[1:] {
		at := strings.ReplaceAll(todo[0], "&amp;", "&")
		kind := shape(at)
		if known[at] || read[kind] >= alikeRead || passed.MatchString(at) {
			continue
		}
		known[at] = true
		status, head, body := v.open(base + at)
		if status != http.StatusOK || !strings.HasPrefix(head.Get("Content-Type"), "text/html") {
			continue
		}
		if read[kind]++; read[kind] == 1 {
			out = append(out, at)
		}
		for _, m := range leads.FindAllStringSubmatch(body, -1) {
			todo = append(todo, m[1])
		}
	}
	slices.Sort(out)
	return out
}

// axeAtOnce is how many pages one browser looks at: it has two minutes.
const axeAtOnce = 16

// axe finds nothing on any page of the sample firm, of the team and of a client: on a
// phone and on a desk, in light and in dark, and nothing hangs over the side.
func TestAxeOnAllPages(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	v := try(t)
	at, err := url.Parse(v.ways["owner"])
	if err != nil {
		t.Fatal(err)
	}
	base := at.Scheme + "://" + at.Host
	all := 0
	for _, w := range []struct {
		who  string
		from []string
		open string // what is opened on each page
		want int
	}{
		{"owner", []string{"/", "/agenda", "/settings", "/me", "/help", "/import", "/templates", "/journal", "/record"}, "", 60},
		{"client", []string{"/p/", "/p/worried", "/p/reach", "/p/messages/new", "/p/site"}, "details", 20},
	} {
		v.goIn(v.ways[w.who])
		pages := v.pagesFrom(base, w.from...)
		if len(pages) < w.want {
			t.Errorf("%s reaches %d pages only: %q", w.who, len(pages), pages)
		}
		all += len(pages)
		for some := range slices.Chunk(pages, axeAtOnce) {
			t.Run(w.who, func(t *testing.T) {
				b := testkit.Browser(t)
				enterBy(t, b, v.ways[w.who])
				for _, at := range some {
					lookOver(t, b, base, at, w.open)
				}
			})
		}
	}
	t.Run("doors", func(t *testing.T) {
		b := testkit.Browser(t)
		for _, at := range []string{"/sign-in", "/p/enter", "/p/code", "/p/nothing-here", "/nothing-here"} {
			lookOver(t, b, base, at, "")
		}
	})
	t.Logf("%d pages were looked at", all)
}

// enterBy follows a way in and sends its form.
func enterBy(t *testing.T, b context.Context, way string) {
	t.Helper()
	const press = `(f => fetch(f.action, {method: "POST", body: new URLSearchParams(new FormData(f))}).then(r => r.ok))(document.querySelector("form[method=post]"))`
	if err := chromedp.Do(b, chromedp.Navigate(way)); err != nil {
		t.Fatal(err)
	}
	if in, err := chromedp.Run(b, chromedp.Evaluate[bool](press, chromedp.EvalAwaitPromise)); err != nil || !in {
		t.Fatalf("%s lets nobody in: %v", way, err)
	}
}

func lookOver(t *testing.T, b context.Context, base, at, open string) {
	t.Helper()
	if err := chromedp.Do(b, testkit.Viewport(testkit.Phone), testkit.Light(), chromedp.Navigate(base+at)); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	if open != "" {
		if _, err := chromedp.Run(b, chromedp.Evaluate[bool](`(document.querySelectorAll("`+open+`").forEach(d => d.open = true), true)`)); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
	}
	for _, mode := range []struct {
		name  string
		width int64
		wear  chromedp.Action[chromedp.Void]
		look  chromedp.Action[string]
	}{
		{"on a phone", testkit.Phone, testkit.Light(), testkit.Violations()},
		{"on a phone in dark", testkit.Phone, testkit.Dark(), testkit.Contrast()},
		{"on a desk in dark", testkit.Desk, testkit.Dark(), testkit.Contrast()},
		{"on a desk", testkit.Desk, testkit.Light(), testkit.Violations()},
	} {
		if err := chromedp.Do(b, testkit.Viewport(mode.width), mode.wear); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		found, err := chromedp.Run(b, mode.look)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		if found != "" {
			t.Errorf("%s %s: axe finds\n%s", at, mode.name, found)
		}
		over, err := chromedp.Run(b, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
		if err != nil || over > 0 {
			t.Errorf("%s %s: %d px hang over the side (%v)", at, mode.name, over, err)
		}
	}
}

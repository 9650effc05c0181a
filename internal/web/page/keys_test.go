package page_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"kept/internal/testkit"
)

// says evaluates an expression that must come true, polling the page.
func says(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		now, _ := chromedp.Run(ctx, chromedp.Evaluate[string]("document.activeElement.outerHTML.slice(0, 200) + ' ' + document.activeElement.value"))
		t.Fatalf("never true: %s (%v); the focus is on %s", expression, err, now)
	}
}

func snap(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		if err := chromedp.Do(ctx, testkit.Screenshot(filepath.Join(dir, name+".png"))); err != nil {
			t.Fatal(err)
		}
	}
}

// What kept.js adds, played in a browser: the keys, the forms that open in place, the undo.
func TestKeysAndFormsInPlace(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	server := gallery(t)
	ctx := testkit.Browser(t)
	open := func(name string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/page/"+name)); err != nil {
			t.Fatal(err)
		}
		says(t, ctx, `document.documentElement.classList.contains("js")`)
	}
	press := func(keys string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.KeyEvent(keys)); err != nil {
			t.Fatal(err)
		}
	}
	click := func(css string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(css))); err != nil {
			t.Fatal(err)
		}
	}

	open("home")
	press("/")
	says(t, ctx, `document.activeElement.id === "q"`)
	if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS("#q"), "n")); err != nil { // while typing, keys are letters
		t.Fatal(err)
	}
	says(t, ctx, `document.getElementById("q").value.endsWith("n") && location.pathname === "/page/home"`)

	open("home")
	press("j")
	says(t, ctx, `document.activeElement.id === "prt_1"`)
	press("j")
	says(t, ctx, `document.activeElement.id === "prt_2"`)
	press("k")
	says(t, ctx, `document.activeElement.id === "prt_1"`)
	says(t, ctx, `document.addEventListener("click", e => { document.body.dataset.went = e.target.closest("a").pathname; e.preventDefault(); }, {once: true}) === undefined`)
	press("\r") // opens what it stands on
	says(t, ctx, `document.body.dataset.went === "/promises/prm_1/resets/new"`)
	press("?")
	says(t, ctx, `document.getElementById("keys-dialog")?.open`)
	snap(t, ctx, "state-keys")
	press("\u001b")
	says(t, ctx, `!document.getElementById("keys-dialog").open`)

	click("#prt_1 details:nth-of-type(2) > summary")
	says(t, ctx, `document.querySelectorAll("details.act[open]").length === 1 && document.activeElement.name === "until"`)
	snap(t, ctx, "state-snooze")
	click("#prt_1 details:nth-of-type(3) > summary")
	says(t, ctx, `document.querySelectorAll("details.act[open]").length === 1 && document.activeElement.name === "because"`)
	press("\u001b")
	says(t, ctx, `document.querySelectorAll("details.act[open]").length === 0 && document.activeElement.tagName === "SUMMARY"`)

	click(".top-me")
	says(t, ctx, `document.getElementById("me-menu").matches(":popover-open")`)
	snap(t, ctx, "state-menu")
	if found, err := chromedp.Run(ctx, testkit.Violations()); err != nil || found != "" {
		t.Errorf("with the menu open axe finds %s (%v)", found, err)
	}

	open("client-silent") // a link to a form in the page opens it, as often as it is pressed
	for range 2 {
		click("h1")
		says(t, ctx, `!document.querySelector("#hears-next details").open`)
		click("[href$='#hears-next']")
		says(t, ctx, `document.querySelector("#hears-next details").open && document.activeElement.name === "next" && location.search === ""`)
	}

	open("people") // an opened main button is still one that can be read
	click("summary.button-main")
	says(t, ctx, `document.querySelector("details.act[open] > summary.button-main") !== null`)
	snap(t, ctx, "state-main-open")
	if found, err := chromedp.Run(ctx, testkit.Violations()); err != nil || found != "" {
		t.Errorf("with a main button open axe finds %s (%v)", found, err)
	}

	open("home")
	says(t, ctx, `/\([67] s\)/.test(document.querySelector("[data-undo-left]").textContent)`)

	open("promises")
	press("j")
	says(t, ctx, `document.activeElement.matches("a.line-link") && document.activeElement.textContent.includes("booking form")`)
	click(".filter-more > summary")
	snap(t, ctx, "state-filter")
}

// A chip that is pressed clears what was typed, and typing unpresses the chips:
// only one of them can be meant.
func TestOneDateIsMeant(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	server := gallery(t)
	ctx := testkit.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/page/composer-reset")); err != nil {
		t.Fatal(err)
	}
	says(t, ctx, `document.querySelector("[name=due_choice]:checked").value === "2026-03-11"`)
	if err := chromedp.Do(ctx, chromedp.SendKeys(chromedp.CSS("#due"), "Fri 4pm")); err != nil {
		t.Fatal(err)
	}
	says(t, ctx, `document.querySelector("[name=due_choice]:checked") === null`)
	says(t, ctx, `document.querySelector("[name=next_choice]:checked") !== null`)
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".chip:has([value='2026-03-06'])"))); err != nil {
		t.Fatal(err)
	}
	says(t, ctx, `document.getElementById("due").value === ""`)
}

// Without JavaScript every act is still a form or a link.
func TestWithoutScriptNothingIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	server := gallery(t)
	ctx := testkit.Browser(t)
	if err := chromedp.Do(ctx, testkit.NoScript(true), chromedp.Navigate(server.URL+"/page/composer-reset")); err != nil {
		t.Fatal(err)
	}
	buttons, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll("#reading button")].filter(b => b.checkVisibility()).map(b => b.textContent.trim()).join("|")`))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(buttons, "Publish and tell 2 people") || !strings.Contains(buttons, "See what they will read") {
		t.Errorf("the composer without script offers %q", buttons)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/page/home"), chromedp.Click(chromedp.CSS("#prt_1 details:nth-of-type(2) > summary"))); err != nil {
		t.Fatal(err)
	}
	says(t, ctx, `document.querySelector("#prt_1 details[open] form button").checkVisibility()`)
}

// What is asked of the server while one works: the list that is being
// searched, the full date beside what is typed, the letter as it is written.
func TestPagesAnswerWhileOneTypes(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	server := gallery(t)
	ctx := testkit.Browser(t)
	console := complaints(t, ctx)
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}

	do(chromedp.Navigate(server.URL+"/page/promises"), chromedp.SendKeys(chromedp.CSS("#list-q"), "oak"))
	says(t, ctx, `document.querySelectorAll("#list .line").length === 1 && document.querySelector("#list .line-link").textContent === "found by oak"`)
	says(t, ctx, `document.activeElement.id === "list-q" && location.search.includes("q=oak")`)
	do(chromedp.Click(chromedp.CSS(".filter-more > summary")), chromedp.SetValue(chromedp.CSS("#state"), "broken"),
		chromedp.SendKeys(chromedp.CSS("#list-q"), "s"))
	says(t, ctx, `document.querySelector("#list .line-link").textContent === "found by oaksbroken"`)

	do(chromedp.Navigate(server.URL+"/page/promise-new"), chromedp.SendKeys(chromedp.CSS("#due"), "Fri 4pm"))
	says(t, ctx, `document.getElementById("due-echo").textContent.trim() === "Friday, 6 March 2026, 16:00 Munich, from Fri 4pm"`)

	do(chromedp.Navigate(server.URL+"/page/composer-reset"), chromedp.SendKeys(chromedp.CSS("#message"), "PS: the cellar too."))
	says(t, ctx, `document.querySelector("#reading .letter-text").textContent.includes("PS: the cellar too.")`)
	says(t, ctx, `document.querySelector("#reading .button-main").textContent === "Publish and tell 1 person" && document.activeElement.id === "message"`)
	for _, c := range console() {
		t.Errorf("the console says %s", c)
	}
}

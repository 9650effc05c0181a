package web_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"kept/client"
	"kept/internal/office"
	"kept/internal/testkit"
)

// Nobody is told of an import that is not under way, or not his own.
func TestNoImportIsFar(t *testing.T) {
	f := open(t)
	v := f.SignIn(f.Owner)
	v.Get("/import/far/abcdefgh").Answers(http.StatusNoContent)
	for _, key := range []string{"x", "ABCDEFGH", "%2e%2e", "abcdefgh%20"} {
		v.Get("/import/far/" + key).Answers(http.StatusNotFound)
	}
}

// A plan of 5,000 steps shows a bar while it comes in, which stops it; stopped, it
// leaves nothing behind.
func TestALongPlanInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	f := open(t)
	p, err := f.Clients.AddProject(t.Context(), f.Owner, office.NewProject{Project: client.Project{ClientID: f.ruiz.ID, Name: "House"}})
	if err != nil {
		t.Fatal(err)
	}
	secret, err := f.Access.MakeLink(t.Context(), f.Owner)
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
		var err error
		for range 50 { // a page that makes room for the next one gives up its polls
			if _, err = chromedp.Run(ctx, chromedp.Poll[bool](expression)); err == nil {
				return
			}
		}
		t.Fatalf("never true: %s (%v)", expression, err)
	}
	steps := func() int {
		t.Helper()
		v, err := f.Plans.Of(t.Context(), f.Owner, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(v.Plan.Steps)
	}
	at := "/projects/" + string(p.ID) + "/plan"
	if err := chromedp.Do(ctx, chromedp.Navigate(f.Server.URL+at+"/import")); err != nil {
		t.Fatal(err)
	}
	const choose = `(() => {
		const rows = Array.from({length: 5000}, (_, i) => (i + 1) + ";Step " + (i + 1) + ";" + (1 + i %% 5) + " d;" + (i %% 10 ? i : ""));
		const files = new DataTransfer();
		files.items.add(new File(["ID;Step;Duration;Depends on\n" + rows.join("\n")], "house.csv", {type: "text/csv"}));
		document.querySelector("input[type=file]").files = files.files;
		return %s;
	})()`
	const send = `(f => (f.requestSubmit(), !f.querySelector("[data-far]").hidden))(document.querySelector("form:has([data-far])"))`
	const sendAndStop = `(f => (f.requestSubmit(), f.querySelector("[data-far-stop]").click(), f.querySelector("[data-far]").hidden))(document.querySelector("form:has([data-far])"))`
	says(fmt.Sprintf(choose, sendAndStop))
	says(`location.pathname.endsWith("/plan/import")`)
	says(fmt.Sprintf(choose, send))
	says(`document.body.innerText.includes("5000 new steps")`)
	if found, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.querySelector("[data-far]").hidden`)); err != nil || !found {
		t.Error("there is a bar before anything was sent", err)
	}
	says(sendAndStop)
	says(`document.body.innerText.includes("nothing has happened yet")`)
	if n := steps(); n != 0 {
		t.Errorf("stopped, and %d steps came in", n)
	}
	says(`document.readyState === "complete" && document.querySelector("[data-far]") !== null`)
	if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
		const shown = `(f => (f.hidden = false, f.scrollIntoView(), f.querySelector("progress").max = 9500, f.querySelector("progress").value = 3200, f.querySelector("p").textContent = "33 % is done.", true))(document.querySelector("[data-far]"))`
		says(shown)
		if err := chromedp.Do(ctx, testkit.Screenshot(filepath.Join(dir, "state-far.png"))); err != nil {
			t.Fatal(err)
		}
		says(`(document.querySelector("[data-far]").hidden = true)`)
	}
	says(send)
	says(`location.pathname === "` + at + `" && document.body.innerText.includes("Step 5000")`)
	if n := steps(); n != 5000 {
		t.Errorf("%d steps came in", n)
	}
}

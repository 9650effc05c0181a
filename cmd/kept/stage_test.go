package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"kept/internal/fake/smtp"
	"kept/internal/testkit"
)

// stage is the real program with a real mail server beside it and a browser
// before it: where the stories are played.
type stage struct {
	t       *testing.T
	kept    *testkit.Kept
	sink    *smtp.Sink
	browser context.Context
	signIn  string
	shots   int
	blind   bool // nothing is looked at: another story looks at it
}

// monday is the moment at which a stage's clock starts: 10:00 in Rome.
var monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// newStage sets the stage for Northlight Studio in Rome, with Marta Kern as
// its owner. database is "" for SQLite.
func newStage(t *testing.T, database string) *stage {
	t.Helper()
	sink, err := smtp.Start(smtp.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	return stageWith(t, sink, database, "KEPT_SMTP="+sink.URL())
}

// stageWith is a stage with settings of its own.
func stageWith(t *testing.T, sink *smtp.Sink, database string, more ...string) *stage {
	t.Helper()
	env := append([]string{"KEPT_DATA=" + t.TempDir(), "KEPT_TEST_CLOCK=" + monday.Format(time.RFC3339), "KEPT_FROM=kept@northlight.example"}, more...)
	if database != "" {
		env = append(env, "KEPT_DATABASE="+database)
	}
	address := testkit.FreePort(t)
	s := &stage{t: t, sink: sink}
	s.open(append(env, "KEPT_URL=http://"+address))
	s.kept = testkit.Run(t, address, env...)
	return s
}

// open opens the workspace by the command line and keeps what it prints.
func (s *stage) open(env []string) {
	s.t.Helper()
	cmd := exec.Command(testkit.Binary(s.t), setup()...)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH")}, env...)
	var out, bad bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &bad
	if err := cmd.Run(); err != nil {
		s.t.Fatalf("kept setup: %v\n%s", err, bad.String())
	}
	s.opened(out.Bytes())
}

// setup is the command line that opens the workspace.
func setup() []string {
	return []string{"setup", "--workspace", "Northlight Studio", "--email", "marta@northlight.example", "--name", "Marta Kern", "--zone", "Europe/Rome", "--json"}
}

// opened keeps what kept setup printed.
func (s *stage) opened(out []byte) {
	s.t.Helper()
	var said struct {
		SignIn string `json:"sign_in"`
	}
	if err := json.Unmarshal(out, &said); err != nil {
		s.t.Fatalf("%v: %s", err, out)
	}
	s.signIn = said.SignIn
}

// do runs steps in the browser.
func (s *stage) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.browser, steps...); err != nil {
		s.t.Fatalf("%v\nthe page says:\n%s", err, s.text())
	}
}

// visit opens a page of the program.
func (s *stage) visit(path string) {
	s.t.Helper()
	s.do(chromedp.Navigate(s.kept.URL + path))
}

// text is what the page says, as soon as there is one: between two pages there
// is nothing to read.
func (s *stage) text() string {
	s.t.Helper()
	var text string
	var err error
	for range 100 {
		text, err = chromedp.Run(s.browser, chromedp.Evaluate[string](`document.readyState == "complete" ? document.body.innerText + "\n[" + location.pathname + "]" : ""`))
		if err == nil && text != "" {
			return text
		}
		s.wait()
	}
	s.t.Fatalf("there is no page: %v", err)
	return ""
}

// wait lets the browser and the program go on for a moment.
func (s *stage) wait() {
	select {
	case <-time.After(50 * time.Millisecond):
	case <-s.t.Context().Done():
	}
}

// sees wants the page to say all of these, by a while from now.
func (s *stage) sees(all ...string) {
	s.t.Helper()
	var missing string
	for range 60 {
		text := s.text()
		missing = ""
		for _, w := range all {
			if !strings.Contains(text, w) {
				missing = w
			}
		}
		if missing == "" {
			return
		}
		s.wait()
	}
	s.t.Fatalf("the page does not say %q:\n%s", missing, s.text())
}

// fill types into fields by their names: name, value, name, value.
func (s *stage) fill(pairs ...string) {
	s.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		script := fmt.Sprintf(`(() => {
			const want = %q, fields = [...document.querySelectorAll('main [name=' + JSON.stringify(%q) + ']')].filter(f => f.type != "hidden");
			if (!fields.length) return "no field";
			for (const f of fields) {
				if (f.type == "radio" || (f.type == "checkbox" && f.value != "on")) { if (f.value == want || f.labels[0]?.innerText.includes(want)) { f.click(); return "" } continue }
				if (f.type == "checkbox") { if (f.checked != (want == "on")) f.click(); return "" }
				if (f.tagName == "SELECT") { const o = [...f.options].find(o => o.value == want || o.text.includes(want)); if (!o) return "no choice"; f.value = o.value }
				else f.value = want;
				f.dispatchEvent(new Event("input", {bubbles: true})); f.dispatchEvent(new Event("change", {bubbles: true}));
				return "";
			}
			return "no choice";
		})()`, pairs[i+1], pairs[i])
		got, err := chromedp.Run(s.browser, chromedp.Evaluate[string](script))
		if err != nil || got != "" {
			s.t.Fatalf("fill %s with %q: %s %v\n%s", pairs[i], pairs[i+1], got, err, s.text())
		}
		// A date that is typed is echoed, and nobody presses a button before he has read it.
		echoed := fmt.Sprintf(`!document.querySelector("main [hx-get][name=%[1]s]") || !!document.querySelector("main [name=%[1]s_seen]") || !!document.querySelector("main .echo-wrong")`, pairs[i])
		if !s.soon(echoed) {
			s.t.Fatalf("%s=%q is not echoed:\n%s", pairs[i], pairs[i+1], s.text())
		}
	}
}

// soon tells whether something comes to be so on the page. Between two pages nothing
// is so, and nothing is wrong.
func (s *stage) soon(is string) bool {
	s.t.Helper()
	for range 200 {
		if got, err := chromedp.Run(s.browser, chromedp.Evaluate[bool](is)); err == nil && got {
			return true
		}
		s.wait()
	}
	return false
}

// press clicks the first button or link that says this, and waits for the page
// that follows.
func (s *stage) press(label string) {
	s.t.Helper()
	script := fmt.Sprintf(`(() => {
		const want = %q;
		const all = [...document.querySelectorAll('main button, main a, main summary, main input[type=submit], .flash button, header button, header a')].filter(b => b.offsetParent);
		const b = all.find(b => b.innerText.trim() == want) || all.find(b => b.innerText.includes(want));
		if (!b) return "nothing to press; there is: " + all.map(b => b.innerText.trim()).join(" | ");
		b.scrollIntoView({block: "center", behavior: "instant"}); // what sticks to the side of the page moves with it
		b.setAttribute("data-pressed", ""); return "";
	})()`, label)
	for again := 4; ; again-- { // what is drawn anew in between is looked for again
		got, err := chromedp.Run(s.browser, chromedp.Evaluate[string](script))
		if err != nil || got != "" {
			s.t.Fatalf("press %q: %s %v\n%s", label, got, err, s.text())
		}
		if err = chromedp.Do(s.browser, chromedp.Click(chromedp.CSS("[data-pressed]"))); err == nil {
			break
		}
		if again == 0 || !strings.Contains(err.Error(), "Could not find node") {
			s.t.Fatalf("press %q: %v\n%s", label, err, s.text())
		}
	}
	for range 100 { // a page that follows has nothing pressed on it
		left, err := chromedp.Run(s.browser, chromedp.Evaluate[bool](`document.readyState == "complete" && !document.querySelector("[data-pressed]")`))
		if err == nil && left {
			return
		}
		s.wait()
	}
	if _, err := chromedp.Run(s.browser, chromedp.Evaluate[bool](`(document.querySelector("[data-pressed]")?.removeAttribute("data-pressed"), true)`)); err != nil {
		s.t.Fatalf("after pressing %q: %v", label, err)
	}
}

// look looks at the page as it stands, at both widths and in both schemes: axe
// finds nothing, nothing hangs over the side, and a picture is kept where
// KEPT_SHOTS names a folder.
func (s *stage) look(name string) {
	s.t.Helper()
	if s.blind {
		return
	}
	s.shots++
	for _, width := range []int64{testkit.Phone, testkit.Desk} {
		for scheme, wear := range map[string]chromedp.Action[chromedp.Void]{"light": testkit.Light(), "dark": testkit.Dark()} {
			s.do(testkit.Viewport(width), wear)
			found, err := chromedp.Run(s.browser, testkit.Violations())
			if err != nil {
				s.t.Fatal(err)
			}
			if found != "" {
				s.t.Errorf("%s at %d, %s: axe finds\n%s", name, width, scheme, found)
			}
			over, err := chromedp.Run(s.browser, chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
			if err != nil || over > 0 {
				s.t.Errorf("%s at %d, %s: %d px hang over the side (%v)", name, width, scheme, over, err)
			}
			if dir := os.Getenv("KEPT_SHOTS"); dir != "" {
				s.do(testkit.Screenshot(filepath.Join(dir, fmt.Sprintf("%s-%02d-%s-%d-%s.png", strings.ToLower(s.t.Name()), s.shots, name, width, scheme))))
			}
		}
	}
	s.do(testkit.Viewport(testkit.Desk), testkit.Light())
}

// mail gives the newest mail to an address that says something.
func (s *stage) mail(to, about string) smtp.Letter {
	s.t.Helper()
	all := s.sink.Mails()
	for i := len(all) - 1; i >= 0; i-- {
		if l := all[i].Letter(); strings.Contains(strings.Join(all[i].To, " "), to) && strings.Contains(l.Text, about) {
			return l
		}
	}
	s.t.Fatalf("no mail to %s says %q; there are %d mails", to, about, len(all))
	return smtp.Letter{}
}

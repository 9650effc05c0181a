package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

var payloadAddress = regexp.MustCompile(`http://\S+/in/lnk_\w+/github`)

// gitHub is the other side of a link: it signs and brings.
type gitHub struct {
	t               *testing.T
	address, secret string
	sent            int
}

// brings delivers an event, and wants this status and these words.
func (g *gitHub) brings(event, body string, code int, words string) {
	g.t.Helper()
	g.sent++
	m := hmac.New(sha256.New, []byte(g.secret))
	m.Write([]byte(body))
	r, err := http.NewRequestWithContext(g.t.Context(), http.MethodPost, g.address, strings.NewReader(body))
	if err != nil {
		g.t.Fatal(err)
	}
	for k, v := range map[string]string{"Content-Type": "application/json", "User-Agent": "GitHub-Hookshot/044aadd", "X-GitHub-Event": event, "X-GitHub-Delivery": fmt.Sprintf("72d3162e-%d", g.sent), "X-Hub-Signature-256": "sha256=" + hex.EncodeToString(m.Sum(nil))} {
		r.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer res.Body.Close()
	said, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != code || !strings.Contains(string(said), words) {
		g.t.Errorf("%s was answered %d %q (%v), want %d %q", event, res.StatusCode, said, err, code, words)
	}
}

func issueEvent(action string, number int, title, updated, more string) string {
	return fmt.Sprintf(`{"action":%q,"repository":{"full_name":"northlight/shop"},"issue":{"number":%d,"title":%q,"state":"open","html_url":"https://github.com/northlight/shop/issues/%d","updated_at":%q%s}}`, action, number, title, number, updated, more)
}

// A plan that is linked to a repository follows it: issues come, are done, and
// move; who promised something by them is asked, and nothing he told moves.
func TestStoryLinkedPlan(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		s := newStage(t, database)
		s.enter()
		s.ana()
		s.bringPlan("the-shop", "ID;Step;Optimistic;Pessimistic;Deadline\n1;Kick-off;1 d;2 d;\n")
		s.press("Link to GitHub")
		s.look("ask-repository")
		s.fill("repository", "https://github.com/northlight/shop")
		s.press("Link the plan")
		s.sees("Copy it now", "Payload URL")
		s.look("secret")
		secret, err := chromedp.Run(s.browser, chromedp.Evaluate[string](`(e => e.value ?? e.textContent.trim())(document.querySelector("#secret input, #secret code, [id=secret] output"))`))
		if err != nil || len(secret) < 40 {
			t.Fatalf("no secret is shown: %q %v\n%s", secret, err, s.text())
		}
		hub := &gitHub{t: t, address: payloadAddress.FindString(s.text()), secret: secret}
		hub.brings("ping", `{"zen":"Design for failure.","repository":{"full_name":"northlight/shop"}}`, http.StatusOK, "The link works.")
		const milestone = `,"milestone":{"number":1,"title":"Opening","due_on":"2026-03-12T08:00:00Z","updated_at":"2026-03-01T00:00:00Z"}`
		hub.brings("issues", issueEvent("opened", 1, "Basket", "2026-03-02T08:00:00Z", milestone+`,"assignees":[{"login":"Marta Kern"}]`), http.StatusOK, "1 new: “Basket”.")
		hub.brings("issues", issueEvent("opened", 2, "Payment", "2026-03-02T08:01:00Z", ""), http.StatusOK, "1 new: “Payment”.")
		hub.brings("issues", issueEvent("closed", 2, "Payment", "2026-03-02T08:02:00Z", `,"state":"closed","closed_at":"2026-03-02T08:02:00Z"`), http.StatusOK, "1 changed: “Payment”.")
		s.press("Done")
		s.sees("What came", "1 changed: “Payment”.", "issues closed")
		s.look("link")
		s.press("Plan")
		s.sees("refreshed it from GitHub: 1 changed", "Basket", "Opening", "Payment")
		s.look("linked-plan")

		s.press("Basket")
		s.press("Promise it")
		s.fill("words", "Your shop takes orders", "kind", "Deliverable", "contact", "Ana Ruiz", "due", "20 March", "how", "mail")
		s.press("Make this promise")
		s.sees("Your shop takes orders", "The chance of its date is ")
		hub.brings("milestone", `{"action":"edited","repository":{"full_name":"northlight/shop"},"milestone":{"number":1,"title":"Opening","due_on":"2026-04-13T08:00:00Z","updated_at":"2026-03-02T08:30:00Z"}}`, http.StatusOK, "1 changed: “Basket”.")
		s.visit("/")
		s.sees("Your shop takes orders", "is doubtful")
		s.look("asked")
		s.visit("/promises?who=all")
		s.sees("Your shop takes orders", "20 Mar")

		hub.brings("issues", strings.ReplaceAll(issueEvent("opened", 3, "Elsewhere", "2026-03-02T08:40:00Z", ""), "northlight/shop", "northlight/other"), http.StatusUnprocessableEntity, "linked to northlight/shop")
		hub.brings("issues", issueEvent("deleted", 1, "Basket", "2026-03-02T08:50:00Z", ""), http.StatusOK, "called off there, and left here: “Basket”.")
		wrong := *hub
		wrong.secret = "another"
		wrong.brings("issues", issueEvent("opened", 4, "Forged", "2026-03-02T09:00:00Z", ""), http.StatusUnauthorized, "")
		s.visit("/journal")
		s.sees("GitHub", "refreshed a plan")
		s.visit("/promises?who=all")
		s.press("Your shop takes orders")
		s.press("the-shop")
		s.press("Plan")
		s.sees("was not signed with this link’s secret", "1 called off there, and left here")
		s.look("linked-plan-troubled")
		s.press("northlight/shop")
		s.sees("Called off there, and still here", "Basket", "Unlink the plan")
		s.look("link-troubled")
	})
}

package planhook_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/datatest"
	"kept/internal/importer/intake"
	"kept/internal/importer/planhook"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/plan"
)

// hooked is a linked project, and GitHub beside it.
type hooked struct {
	*officetest.House
	t      *testing.T
	hook   http.Handler
	link   store.PlanLink
	secret string
	sent   int
	let    func(key string) bool
}

func open(t *testing.T, h *officetest.House, repository string) *hooked {
	t.Helper()
	c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Elena Ruiz", "elena@casaruiz.example")
	p, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Website"}})
	if err != nil {
		t.Fatal(err)
	}
	x := &hooked{House: h, t: t, let: func(string) bool { return true }}
	if x.link, x.secret, err = h.PlanLinks.Link(t.Context(), h.Owner, p.ID, repository); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("POST /in/{link}/github", &planhook.Hook{
		Office: h.Office, Log: slog.New(slog.DiscardHandler), Allow: func(key string, _ time.Time) bool { return x.let(key) }, From: func(*http.Request) string { return "1.2.3.4" },
	})
	x.hook = mux
	return x
}

func sign(secret, body string) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}

// request is a delivery that is signed rightly.
func (x *hooked) request(event, body string) *http.Request {
	x.sent++
	r := httptest.NewRequestWithContext(x.t.Context(), http.MethodPost, "/in/"+x.link.ID+"/github", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-GitHub-Event", event)
	r.Header.Set("X-GitHub-Delivery", fmt.Sprintf("d-%d", x.sent))
	r.Header.Set("X-Hub-Signature-256", sign(x.secret, body))
	return r
}

// answers sends a request, and wants this status and these words.
func (x *hooked) answers(r *http.Request, code int, words string) {
	x.t.Helper()
	w := httptest.NewRecorder()
	x.hook.ServeHTTP(w, r)
	if w.Code != code || !strings.Contains(w.Body.String(), words) || words == "" && w.Body.Len() > 0 {
		x.t.Errorf("answered %d %q, want %d %q", w.Code, w.Body, code, words)
	}
}

func (x *hooked) steps() []plan.Step {
	x.t.Helper()
	v, err := x.Plans.Of(x.t.Context(), x.Owner, x.link.Project)
	if err != nil {
		x.t.Fatal(err)
	}
	return v.Plan.Steps
}

func (x *hooked) trouble() string {
	x.t.Helper()
	l, err := x.PlanLinks.Brief(x.t.Context(), x.Owner, x.link.Project)
	if err != nil {
		x.t.Fatal(err)
	}
	return l.Trouble
}

// issue is an event of an issue at a minute of the morning.
func issue(action string, number, minute int, more string) string {
	return fmt.Sprintf(`{"action":%q,"repository":{"full_name":"north/site"},"issue":{"number":%d,"title":"Draw","state":"open","html_url":"https://github.com/north/site/issues/%d","updated_at":"2026-03-02T08:%02d:00Z"%s}}`, action, number, number, minute, more)
}

func TestWebhooksRefreshAPlan(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "North/Site")
		x.answers(x.request("ping", `{"zen":"x","repository":{"full_name":"north/site"}}`), http.StatusOK, "The link works.")
		first := x.request("issues", issue("opened", 7, 1, `,"milestone":{"number":3,"title":"v1","due_on":"2026-06-01T07:00:00Z","updated_at":"2026-03-01T00:00:00Z"},"assignees":[{"login":"tom"}]`))
		again := first.Clone(t.Context())
		again.Body = io.NopCloser(strings.NewReader(issue("opened", 7, 1, `,"milestone":{"number":3,"title":"v1","due_on":"2026-06-01T07:00:00Z","updated_at":"2026-03-01T00:00:00Z"},"assignees":[{"login":"tom"}]`)))
		x.answers(first, http.StatusOK, "1 new: “Draw”.")
		x.answers(again, http.StatusOK, "This came before")
		if s := x.steps(); len(s) != 1 || s[0].Stage != "v1" || s[0].On.String() != "2026-06-01" || s[0].Party != (plan.Party{Side: plan.Third, Name: "tom"}) || s[0].Done() {
			t.Errorf("%+v", s)
		}
		closed := issue("closed", 7, 30, `,"state":"closed","closed_at":"2026-03-02T08:30:00Z"`)
		form := "payload=" + url.QueryEscape(closed)
		r := x.request("issues", form)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		x.answers(r, http.StatusOK, "1 changed: “Draw”.")
		x.answers(x.request("issues", issue("reopened", 7, 20, "")), http.StatusOK, "Older than what is known")
		if s := x.steps(); !s[0].DoneAt.Equal(time.Date(2026, 3, 2, 8, 30, 0, 0, time.UTC)) {
			t.Errorf("%+v", s)
		}
		x.answers(x.request("issues", issue("opened", 8, 31, `,"parent_issue_url":"https://api.github.com/repos/north/site/issues/7"`)), http.StatusOK, "1 new")
		pair := strings.Replace(issue("x", 7, 30, ""), `"action":"x"`, `"action":"blocked_by_added"`, 1)
		pair = strings.Replace(pair, `"issue":`, `"blocking_issue":`, 1)
		pair = pair[:len(pair)-1] + `,"blocked_issue":` + strings.TrimSuffix(issue("x", 8, 31, "")[strings.Index(issue("x", 8, 31, ""), `"issue":`)+8:], "}") + "}"
		x.answers(x.request("issue_dependencies", pair), http.StatusOK, "links: 1 new")
		x.answers(x.request("issues", issue("deleted", 8, 40, "")), http.StatusOK, "called off there, and left here")
		if s := x.steps(); len(s) != 2 {
			t.Errorf("%+v", s)
		}
	})
}

func TestWebhooksAreRefused(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "north/site")
		body := issue("opened", 7, 1, "")
		for _, signature := range []string{"", "sha256=", sign("other", body), strings.TrimPrefix(sign(x.secret, body), "sha256="), "sha1=" + strings.Repeat("0", 40), sign(x.secret, body) + "00", sign(x.secret, body+" ")} {
			r := x.request("issues", body)
			r.Header.Set("X-Hub-Signature-256", signature)
			x.answers(r, http.StatusUnauthorized, "")
		}
		if !strings.Contains(x.trouble(), "not signed with this link’s secret") || len(x.steps()) != 0 {
			t.Error(x.trouble())
		}
		large := x.request("issues", body)
		large.Body = io.NopCloser(io.LimitReader(zeros{}, planhook.MaxBody+1))
		x.answers(large, http.StatusRequestEntityTooLarge, "larger than 25 MB")
		x.waits(body)
		nobody := x.request("issues", body)
		nobody.URL.Path = "/in/lnk_" + strings.Repeat("0", 26) + "/github"
		x.answers(nobody, http.StatusNotFound, "There is nothing here")
		x.answers(x.request("push", `{"repository":{"full_name":"north/site"}}`), http.StatusAccepted, "Left alone.")
		x.answers(x.request("issues", strings.ReplaceAll(body, "north/site", "north/other")), http.StatusUnprocessableEntity, "This address is linked to north/site, and this came from north/other.")
		if !strings.Contains(x.trouble(), "north/other") {
			t.Error(x.trouble())
		}
		x.answers(x.request("issues", "{"), http.StatusUnprocessableEntity, "This is not the JSON of a webhook")
		unnamed := x.request("issues", body)
		unnamed.Header.Del("X-GitHub-Delivery")
		x.answers(unnamed, http.StatusUnprocessableEntity, "This delivery has no name")
		_, renewed, err := h.PlanLinks.Renew(t.Context(), h.Owner, x.link.Project, 1)
		if err != nil {
			t.Fatal(err)
		}
		x.answers(x.request("issues", body), http.StatusUnauthorized, "")
		x.secret = renewed
		x.answers(x.request("issues", body), http.StatusOK, "1 new")
		if x.trouble() != "" {
			t.Error(x.trouble())
		}
		for _, slow := range []string{"from 1.2.3.4", "to " + x.link.ID} {
			x.let = func(key string) bool { return key != slow }
			x.answers(x.request("issues", body), http.StatusTooManyRequests, "in a minute")
		}
		x.let = func(string) bool { return true }
		if err := h.PlanLinks.Unlink(t.Context(), h.Owner, x.link.Project, 2); err != nil {
			t.Fatal(err)
		}
		x.answers(x.request("issues", body), http.StatusNotFound, "There is nothing here")
	})
}

// waits has as many large bodies under way as may be, and one more.
func (x *hooked) waits(body string) {
	x.t.Helper()
	var slow []*io.PipeWriter
	done := make(chan int, 4)
	for range 4 {
		r, w := io.Pipe()
		slow = append(slow, w)
		req := x.request("issues", body)
		req.Body, req.ContentLength = io.NopCloser(r), -1
		go func() {
			out := httptest.NewRecorder()
			x.hook.ServeHTTP(out, req)
			done <- out.Code
		}()
	}
	for _, w := range slow {
		if _, err := w.Write([]byte("{")); err != nil {
			x.t.Fatal(err)
		}
	}
	fifth := x.request("issues", body)
	fifth.ContentLength = -1
	x.answers(fifth, http.StatusServiceUnavailable, "Too many large ones at once")
	for _, w := range slow {
		w.Close()
	}
	for range 4 {
		if code := <-done; code != http.StatusUnauthorized {
			x.t.Errorf("a slow one was answered %d", code)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// The webhooks of the shared data, one after the other, make the plan that a file
// of them all makes; and after such a file they change nothing.
func TestSharedWebhooksMakeThePlanOfTheirFile(t *testing.T) {
	data, err := os.ReadFile(datatest.Path(t, "plan_imports/github_webhooks.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	// A file of webhooks takes issues from those of comments too.
	var events [][]byte
	for line := range bytes.Lines(data) {
		if !bytes.HasPrefix(line, []byte(`{"event": "issue_comment"`)) {
			events = append(events, line)
		}
	}
	data = bytes.Join(events, nil)
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "Codertocat/Hello-World")
		file, err := intake.ReadProject(t.Context(), h.Office, h.Owner, intake.ProjectFile{Data: data, Project: x.link.Project})
		if err != nil {
			t.Fatal(err)
		}
		send := func() {
			for _, line := range events {
				var e struct {
					Event   string
					Payload json.RawMessage
				}
				if err := json.Unmarshal(line, &e); err != nil {
					t.Fatal(err)
				}
				w := httptest.NewRecorder()
				x.hook.ServeHTTP(w, x.request(e.Event, string(e.Payload)))
				if w.Code >= 300 && w.Code != http.StatusUnprocessableEntity {
					t.Fatalf("%s: %d %s", e.Event, w.Code, w.Body)
				}
			}
		}
		send()
		byNews := names(x.steps())
		if len(byNews) == 0 {
			t.Fatal("nothing came")
		}
		whole, err := h.Imports.Plan(t.Context(), h.Owner, file.Import, nil)
		if err != nil || len(whole.Merged.Changed) != 0 || len(whole.Merged.Unlink)+len(whole.Merged.Kept) != 0 {
			t.Errorf("the file afterwards: %+v %v", whole.Merged, err)
		}
		if len(whole.Merged.Added) > len(file.Import.File.Steps)-len(byNews) {
			t.Errorf("%d steps by news, %d more by the file", len(byNews), len(whole.Merged.Added))
		}
		before := fmt.Sprint(x.steps())
		send()
		if after := fmt.Sprint(x.steps()); after != before {
			t.Errorf("the same news again changed\n%s\nto\n%s", before, after)
		}
	})
}

func names(all []plan.Step) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.Name)
	}
	return out
}

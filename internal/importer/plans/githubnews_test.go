package plans

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"kept/internal/fault"
)

const newsOf = `"repository":{"full_name":"north/site"}`

// issueJSON is an issue as GitHub sends it.
func issueJSON(number int, more string) string {
	return fmt.Sprintf(`{"number":%d,"title":"Issue %d","state":"open","html_url":"https://github.com/north/site/issues/%d","updated_at":"2026-03-02T10:00:00Z"%s}`, number, number, number, more)
}

func news(t *testing.T, event, body string) GitHubNews {
	t.Helper()
	n, err := ReadGitHubNews(event, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestNewsOfAnIssue(t *testing.T) {
	n := news(t, "issues", `{"action":"closed",`+newsOf+`,"issue":`+issueJSON(7, `,"state":"closed","closed_at":"2026-03-02T09:59:00Z","milestone":{"number":3,"title":"v1","due_on":"2026-06-01T07:00:00Z","updated_at":"2026-03-01T00:00:00Z"},"assignees":[{"login":"ana"}],"parent_issue_url":"https://api.github.com/repos/north/site/issues/2"`)+`}`)
	s := n.Plan.Steps[0]
	if s.Key != "north/site#7" || s.State != Done || s.Finished.String() != "2026-03-02T09:59:00Z" || s.Updated.String() != "2026-03-02T10:00:00Z" || s.Stage != "v1" || s.Due.String() != "2026-06-01" || s.StageKey != "north/site/milestones/3" || s.PartOf != "north/site#2" || s.Parent != "" || !n.Placed[s.Key] {
		t.Errorf("%+v", n)
	}
	if n.Left != "" || n.Repository != "north/site" || len(n.Plan.People) != 1 {
		t.Errorf("%+v", n)
	}
	for _, action := range []string{"deleted", "transferred"} {
		if n := news(t, "issues", `{"action":"`+action+`",`+newsOf+`,"issue":`+issueJSON(7, "")+`}`); n.Plan.Steps[0].State != Dropped || n.Placed["north/site#7"] {
			t.Errorf("%s: %+v", action, n)
		}
	}
	for body, left := range map[string]string{
		`{"action":"opened",` + newsOf + `,"issue":` + issueJSON(7, `,"pull_request":{"url":"x"}`) + `}`: "It is of a pull request.",
		`{"action":"opened","repository":{"full_name":"north/other"},"issue":` + issueJSON(7, "") + `}`:  "It is of an issue in another repository.",
		`{"action":"opened",` + newsOf + `}`:            "There is no issue in it.",
		`{"action":"opened",` + newsOf + `,"issue":[]}`: "There is no issue in it.",
		`{"action":"opened",` + newsOf + `,"issue":{"number":-1,"html_url":"https://github.com/north/site/issues/1"}}`:      "There is no issue in it.",
		`{"action":"opened","repository":{"full_name":"north/site"},"issue":{"number":1,"html_url":"https://elsewhere/x"}}`: "It is of an issue in another repository.",
	} {
		if n := news(t, "issues", body); n.Left != left || len(n.Plan.Steps) != 0 {
			t.Errorf("%s: %+v", body, n)
		}
	}
}

func TestNewsOfPartsLinksAndMilestones(t *testing.T) {
	pair := `"parent_issue":` + issueJSON(2, "") + `,"sub_issue":` + issueJSON(7, "")
	n := news(t, "sub_issues", `{"action":"sub_issue_added",`+newsOf+`,`+pair+`}`)
	if len(n.Plan.Steps) != 2 || n.Plan.Steps[1].PartOf != "north/site#2" || n.Plan.Steps[1].Parent != "north/site#2" || !n.Placed["north/site#7"] || n.Placed["north/site#2"] {
		t.Errorf("%+v", n)
	}
	n = news(t, "sub_issues", `{"action":"parent_issue_removed",`+newsOf+`,`+pair+`}`)
	if n.Plan.Steps[1].PartOf != "" || !n.Placed["north/site#7"] {
		t.Errorf("%+v", n)
	}
	pair = `"blocking_issue":` + issueJSON(2, "") + `,"blocked_issue":` + issueJSON(7, "")
	for _, of := range []string{"blocked_by", "blocking"} {
		if n = news(t, "issue_dependencies", `{"action":"`+of+`_added",`+newsOf+`,`+pair+`}`); len(n.Plan.Links) != 1 || n.Plan.Links[0] != (Link{From: "north/site#2", To: "north/site#7", Kind: FS}) {
			t.Errorf("%+v", n)
		}
		if n = news(t, "issue_dependencies", `{"action":"`+of+`_removed",`+newsOf+`,`+pair+`}`); len(n.Plan.Links) != 0 || len(n.Cut) != 1 {
			t.Errorf("%+v", n)
		}
	}
	if n = news(t, "issue_dependencies", `{"action":"blocked_by_added",`+newsOf+`,"blocked_issue_id":5}`); n.Left == "" {
		t.Errorf("%+v", n)
	}
	n = news(t, "milestone", `{"action":"edited",`+newsOf+`,"milestone":{"number":3,"title":"v1","due_on":"2026-06-01T07:00:00Z","updated_at":"2026-03-01T00:00:00Z"}}`)
	if n.Milestone == nil || n.Milestone.Key != "north/site/milestones/3" || n.Milestone.Name != "v1" || n.Milestone.Due.String() != "2026-06-01" {
		t.Errorf("%+v", n)
	}
	if n = news(t, "milestone", `{"action":"deleted",`+newsOf+`,"milestone":{"number":3,"title":"v1","due_on":"2026-06-01T07:00:00Z"}}`); n.Milestone.Name != "" || !n.Milestone.Due.IsZero() {
		t.Errorf("%+v", n.Milestone)
	}
	if n = news(t, "ping", `{"zen":"x",`+newsOf+`}`); n.Left != "" {
		t.Errorf("%+v", n)
	}
	if n = news(t, "push", `{`+newsOf+`}`); n.Left == "" {
		t.Errorf("%+v", n)
	}
}

// Every webhook of the shared data is read or left alone with a word, and those
// of issues say what the file of them all says.
func TestSharedNews(t *testing.T) {
	issues := 0
	for line := range bytes.Lines(shared(t, "github_webhooks.jsonl")) {
		var e struct {
			Event   string
			Payload json.RawMessage
		}
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		n, err := ReadGitHubNews(e.Event, e.Payload)
		if err != nil {
			t.Fatalf("%s: %v", e.Event, err)
		}
		switch {
		case len(n.Plan.Steps) > 0:
			issues++
			if whole, err := Read(File{Data: line}); err != nil || whole.Steps[0].Name != n.Plan.Steps[0].Name || whole.Steps[0].Key != n.Plan.Steps[0].Key {
				t.Errorf("%s: %+v, in a file %+v %v", e.Event, n.Plan.Steps, whole.Steps, err)
			}
		case n.Milestone == nil && n.Left == "" && n.Event != "ping":
			t.Errorf("%s %s says nothing", n.Event, n.Action)
		}
	}
	if issues < 5 {
		t.Errorf("only %d of issues", issues)
	}
}

func TestBrokenNewsAreRefused(t *testing.T) {
	for _, body := range []string{"", "{", "[]", `{"issue":` + strings.Repeat("[", 20_000), `{"action":5}`, `{"action":"opened",` + newsOf + `,"issue":` + issueJSON(1, `,"body":"`+strings.Repeat("x", MaxRecord)+`"`) + `}`} {
		if _, err := ReadGitHubNews("issues", []byte(body)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%.40q: %v", body, err)
		}
	}
}

func FuzzGitHubNews(f *testing.F) {
	for _, body := range []string{`{"action":"closed",` + newsOf + `,"issue":` + issueJSON(7, "") + `}`, `{"action":"sub_issue_added",` + newsOf + `,"parent_issue":` + issueJSON(2, "") + `,"sub_issue":` + issueJSON(7, "") + `}`, `{"action":"edited",` + newsOf + `,"milestone":{"number":3,"title":"v1","due_on":"9999-06-01T07:00:00Z"}}`} {
		for _, event := range []string{"issues", "sub_issues", "issue_dependencies", "milestone"} {
			f.Add(event, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, event string, body []byte) {
		n, err := ReadGitHubNews(event, body)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid || !utf8.ValidString(err.Error()) {
				t.Fatalf("refused with %q", err)
			}
			return
		}
		keys := map[string]bool{}
		for _, s := range n.Plan.Steps {
			if keys[s.Key] || s.Name == "" || !strings.Contains(s.Key, "#") || s.Parent != "" && n.Plan.Steps[0].Key != s.Parent {
				t.Fatalf("step %+v", s)
			}
			keys[s.Key] = true
		}
		for _, l := range n.Plan.Links {
			if !keys[l.From] || !keys[l.To] || l.From == l.To {
				t.Fatalf("link %+v", l)
			}
		}
	})
}

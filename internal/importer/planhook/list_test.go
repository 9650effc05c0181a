package planhook_test

import (
	"net/http"
	"strings"
	"testing"

	"kept/internal/importer/intake"
	"kept/internal/office/officetest"
)

// The list of issues that is brought in after a time without Kept says neither what
// blocks what, nor what an issue is a part of, nor when its milestone was changed:
// it takes nothing of that away, and brings the milestone as it is now.
func TestAListOfIssuesLeavesWhatNewsBrought(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "north/site")
		due := func(key, day string) string {
			return `,"milestone":{"number":3,"title":"v1","` + key + `":"2026-06-` + day + `T07:00:00Z"`
		}
		first := issue("opened", 7, 1, due("due_on", "01")+`,"updated_at":"2026-03-01T00:00:00Z"}`)
		x.answers(x.request("issues", first), http.StatusOK, "1 new")
		x.answers(x.request("issues", issue("opened", 8, 2, `,"parent_issue_url":"https://api.github.com/repos/north/site/issues/7"`)), http.StatusOK, "1 new")
		of := func(news string) string { return strings.TrimSuffix(news[strings.Index(news, `"issue":`)+8:], "}") }
		pair := `{"action":"blocked_by_added","repository":{"full_name":"north/site"},"blocking_issue":` + of(first) + `,"blocked_issue":` + of(issue("x", 8, 2, "")) + `}`
		x.answers(x.request("issue_dependencies", pair), http.StatusOK, "links: 1 new")

		list := `[{"number":7,"title":"Draw","state":"OPEN","url":"https://github.com/north/site/issues/7","updatedAt":"2026-03-02T08:01:00Z"` + due("dueOn", "15") + `}},
		 {"number":8,"title":"Draw","state":"OPEN","url":"https://github.com/north/site/issues/8","updatedAt":"2026-03-02T08:02:00Z","milestone":null}]`
		for range 2 {
			read, err := intake.ReadProject(t.Context(), h.Office, h.Owner, intake.ProjectFile{Data: []byte(list), Project: x.link.Project})
			if err != nil {
				t.Fatal(err)
			}
			done, err := h.Imports.Plan(t.Context(), h.Owner, read.Import, nil)
			if err != nil {
				t.Fatal(err)
			}
			if s := done.Plan.Steps; len(s) != 2 || s[0].On.String() != "2026-06-15" || s[0].Stage != "v1" || s[1].Stage != "v1" || len(done.Plan.Links) != 1 {
				t.Errorf("%+v, links %+v", s, done.Plan.Links)
			}
		}
		renamed := `{"action":"edited","repository":{"full_name":"north/site"},"milestone":{"number":3,"title":"v2","due_on":"2026-06-20T07:00:00Z","updated_at":"2026-03-03T00:00:00Z"}}`
		x.answers(x.request("milestone", renamed), http.StatusOK, "2 changed")
		if s := x.steps(); s[1].Stage != "v2" {
			t.Errorf("%+v", s)
		}
	})
}

package plans

import (
	"encoding/json"
	"fmt"
	"strings"
)

// GitHubNews is what one webhook of GitHub says: the news of an issue or two, or
// of a milestone, or nothing that a plan has a place for.
type GitHubNews struct {
	Event      string // "issues"
	Action     string // "closed"
	Repository string // "owner/name"
	Plan       Plan   // of the issues that it speaks of
	Cut        []Link // that are no more
	// Placed are the keys of issues of which it says what they are a part of: most
	// of what happens to an issue says nothing of that.
	Placed    map[string]bool
	Milestone *GitHubMilestone
	Left      string // why it has no place here; "" = it has one
}

// GitHubMilestone is a milestone that was changed.
type GitHubMilestone struct {
	Key     string // as [Step.StageKey] names it
	Name    string // "" = it was deleted
	Due     Moment
	Updated Moment
}

// gitHubNews is a webhook as it is sent.
type gitHubNews struct {
	Action     string `json:"action"`
	Repository struct {
		FullName string `json:"full_name"`
	} `json:"repository"`
	Issue     json.RawMessage `json:"issue"`
	Parent    json.RawMessage `json:"parent_issue"`
	Sub       json.RawMessage `json:"sub_issue"`
	Blocked   json.RawMessage `json:"blocked_issue"`
	Blocking  json.RawMessage `json:"blocking_issue"`
	Milestone gitHubMilestone `json:"milestone"`
}

// ReadGitHubNews reads a webhook of the kind that its header names. What cannot
// be read is refused (fault.Invalid); what has no place here is Left.
func ReadGitHubNews(event string, body []byte) (GitHubNews, error) {
	h := &newsReader{gitHub: gitHub{gatherer: newGatherer(GitHub), issues: map[string]gitHubIssue{}}}
	if err := json.Unmarshal(body, &h.in); err != nil {
		return GitHubNews{}, refuse("This is not the JSON of a webhook: %s.", shown(oneLine(err.Error())))
	}
	h.out = GitHubNews{Event: oneLine(event), Action: oneLine(h.in.Action), Repository: oneLine(h.in.Repository.FullName), Placed: map[string]bool{}}
	err := h.read()
	if err == nil {
		h.out.Plan, err = h.finish()
	}
	h.out.Plan.Problems = nil // of a file with one issue: its parent, and that it is empty
	return h.out, err
}

// newsReader reads one webhook.
type newsReader struct {
	gitHub
	in  gitHubNews
	out GitHubNews
}

func (h *newsReader) read() error {
	switch h.out.Event {
	case "ping":
		return nil
	case "issues":
		_, err := h.issueIn(h.in.Issue, nil)
		return err
	case "milestone":
		return h.milestone()
	case "sub_issues":
		return h.part()
	case "issue_dependencies":
		return h.dependency()
	}
	h.out.Left = "Kept takes issues and milestones."
	return nil
}

// issueIn takes an issue, after change; its key is "" where there is none here.
func (h *newsReader) issueIn(raw json.RawMessage, change func(*gitHubIssue)) (string, error) {
	if len(raw) > MaxRecord {
		return "", refuse("The issue is larger than 1 MB.")
	}
	var i gitHubIssue
	if len(raw) == 0 || json.Unmarshal(raw, &i) != nil || i.Number <= 0 {
		h.out.Left = "There is no issue in it."
		return "", nil
	}
	if len(i.PullRequest) > 0 && string(i.PullRequest) != "null" {
		h.out.Left = "It is of a pull request."
		return "", nil
	}
	key := first(keyOf(i.HTMLURL), keyOf(i.APIURL))
	if repository, _, _ := strings.Cut(key, "#"); key == "" || !strings.EqualFold(repository, h.out.Repository) {
		h.out.Left = "It is of an issue in another repository."
		return "", nil
	}
	if i.Parent != "" {
		h.out.Placed[key] = true
	}
	i.deleted = h.out.Event == "issues" && (h.out.Action == "deleted" || h.out.Action == "transferred")
	if change != nil {
		change(&i)
	}
	return key, h.issue(key, i)
}

// part reads that an issue became a part of another, or is one no more.
func (h *newsReader) part() error {
	parent, err := h.issueIn(h.in.Parent, nil)
	if err != nil {
		return err
	}
	h.out.Left = "" // a parent elsewhere has no stage here
	sub, err := h.issueIn(h.in.Sub, func(i *gitHubIssue) {
		i.Parent = ""
		if repository, number, ok := strings.Cut(parent, "#"); ok && strings.HasSuffix(h.out.Action, "_added") {
			i.Parent = fmt.Sprintf("/%s/issues/%s", repository, number)
		}
	})
	if sub != "" {
		h.out.Placed[sub] = true
	}
	return err
}

// dependency reads that an issue waits for another, or does so no more.
func (h *newsReader) dependency() error {
	blocking, err := h.issueIn(h.in.Blocking, nil)
	if err != nil || blocking == "" {
		return err
	}
	blocked, err := h.issueIn(h.in.Blocked, nil)
	if err != nil || blocked == "" || blocked == blocking {
		return err
	}
	l := Link{From: blocking, To: blocked, Kind: FS}
	if strings.HasSuffix(h.out.Action, "_removed") {
		h.out.Cut = []Link{l}
		return nil
	}
	return h.link(0, l)
}

// milestone reads what became of a milestone. One that is closed or opened is as
// it was for its issues.
func (h *newsReader) milestone() error {
	m := h.in.Milestone
	if m.Number <= 0 {
		h.out.Left = "There is no milestone in it."
		return nil
	}
	p := Problem{Where: quoted(m.Title)}
	out := GitHubMilestone{Key: milestoneKey(h.out.Repository, m.Number), Name: oneLine(m.Title), Due: day(h.moment(p, "milestone", m.Due)), Updated: h.moment(p, "milestone", m.Updated)}
	if h.out.Action == "deleted" {
		out.Name, out.Due = "", Moment{}
	}
	h.out.Milestone = &out
	return nil
}

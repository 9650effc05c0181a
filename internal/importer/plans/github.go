package plans

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// gitHub reads issues as GitHub's API and its command line list them, and
// webhooks, a line each: of several about one issue the last word counts. Pull
// requests are no steps.
type gitHub struct {
	*gatherer
	order  []string
	issues map[string]gitHubIssue
}

// gitHubIssue is an issue; the names without an underscore are those of the
// command line ("gh issue list --json").
type gitHubIssue struct {
	line    int
	deleted bool

	Number      int             `json:"number"`
	Title       string          `json:"title"`
	State       string          `json:"state"`
	Reason      string          `json:"state_reason"`
	Body        string          `json:"body"`
	Created     string          `json:"created_at"`
	Updated     string          `json:"updated_at"`
	Closed      string          `json:"closed_at"`
	HTMLURL     string          `json:"html_url"`
	APIURL      string          `json:"url"`
	Labels      []gitHubLabel   `json:"labels"`
	Assignee    *gitHubUser     `json:"assignee"`
	Assignees   []gitHubUser    `json:"assignees"`
	Milestone   gitHubMilestone `json:"milestone"`
	PullRequest json.RawMessage `json:"pull_request"`
	Parent      string          `json:"parent_issue_url"`

	ReasonCLI  string `json:"stateReason"`
	CreatedCLI string `json:"createdAt"`
	UpdatedCLI string `json:"updatedAt"`
	ClosedCLI  string `json:"closedAt"`
}

type gitHubLabel struct {
	Name string `json:"name"`
}

type gitHubUser struct {
	Login string `json:"login"`
	Name  string `json:"name"`
}

type gitHubMilestone struct {
	Number  int    `json:"number"`
	Title   string `json:"title"`
	Due     string `json:"due_on"`
	Updated string `json:"updated_at"`

	DueCLI string `json:"dueOn"`
}

// gitHubEvent is a webhook, as it is sent or with its name beside it.
type gitHubEvent struct {
	Event   string          `json:"event"`
	Action  string          `json:"action"`
	Payload json.RawMessage `json:"payload"`
	Issue   json.RawMessage `json:"issue"`
	Comment json.RawMessage `json:"comment"` // what the action is about, where there is one
}

func readGitHub(src source) (Plan, error) {
	h := &gitHub{gatherer: newGatherer(GitHub), issues: map[string]gitHubIssue{}}
	j := newJSON(src.text)
	lists := listsIssues(src.text)
	for j.d.More() {
		var err error
		switch {
		case strings.HasPrefix(src.text, "["):
			err = j.array(func() error { return h.entry(j) })
		case lists:
			err = j.object(func(key string) error {
				if key == "issues" || key == "items" {
					return j.array(func() error { return h.entry(j) })
				}
				return j.skip()
			})
		default:
			err = h.entry(j)
		}
		if err != nil {
			return Plan{}, err
		}
	}
	if _, err := j.d.Token(); !errors.Is(err, io.EOF) {
		return Plan{}, j.broken(err)
	}
	for _, key := range h.order {
		if err := h.issue(key, h.issues[key]); err != nil {
			return Plan{}, err
		}
	}
	return h.finish()
}

// listsIssues tells whether the file is one object with a list of issues in it.
func listsIssues(text string) bool {
	found := false
	stop := errors.New("found")
	j := newJSON(text)
	err := j.object(func(key string) error {
		if found = key == "issues" || key == "items"; found {
			return stop
		}
		return j.skip()
	})
	return found && errors.Is(err, stop)
}

// entry reads an issue or a webhook.
func (h *gitHub) entry(j *jsonReader) error {
	raw, err := j.raw()
	if err != nil {
		return err
	}
	line := j.line()
	var e gitHubEvent
	h.understand(line, raw, &e)
	if e.Payload != nil {
		name := e.Event
		h.understand(line, e.Payload, &e)
		e.Event = first(name, e.Event)
	}
	if e.Issue == nil && (e.Payload != nil || e.Action != "" || e.Event != "") {
		h.leave("events: " + first(e.Event, "unnamed"))
		return nil
	}
	i := gitHubIssue{line: line, deleted: e.Action == "deleted" && e.Comment == nil || e.Action == "transferred"}
	if e.Issue != nil {
		raw = e.Issue
	}
	h.understand(line, raw, &i)
	return h.take(i, e.Issue != nil)
}

var gitHubKey = regexp.MustCompile(`/([\w.-]+/[\w.-]+)/issues/(\d+)`)

// keyOf makes "owner/name#7" of the address of an issue.
func keyOf(address string) string {
	if m := gitHubKey.FindStringSubmatch(address); m != nil {
		return m[1] + "#" + m[2]
	}
	return ""
}

// milestoneKey makes "owner/name/milestones/3" of the key of an issue that has it.
func milestoneKey(issue string, number int) string {
	repository, _, _ := strings.Cut(issue, "#")
	return fmt.Sprintf("%s/milestones/%d", repository, number)
}

// take keeps an issue; of several words about one that with the last change.
func (h *gitHub) take(i gitHubIssue, event bool) error {
	if len(i.PullRequest) > 0 && string(i.PullRequest) != "null" {
		h.leave("pull requests")
		return nil
	}
	key := first(keyOf(i.HTMLURL), keyOf(i.APIURL), fmt.Sprintf("#%d", i.Number))
	old, here := h.issues[key]
	if !here {
		if len(h.order) >= MaxSteps {
			return refuse("The plan has more than %d steps (line %d). Split it, or take out what is done.", MaxSteps, i.line)
		}
		h.order = append(h.order, key)
	}
	if here && !event {
		h.problem(Problem{i.line, quoted(key), "number", "the issue stands twice", "the one that changed last is read"})
	}
	if here && first(old.Updated, old.UpdatedCLI) > first(i.Updated, i.UpdatedCLI) {
		return nil
	}
	h.issues[key] = i
	return nil
}

func (h *gitHub) issue(key string, i gitHubIssue) error {
	s := Step{Key: key, Name: i.Title, Note: i.Body, Stage: i.Milestone.Title, Parent: keyOf(i.Parent), URL: first(i.HTMLURL, i.APIURL)}
	p := Problem{Line: i.line, Where: called(s)}
	s.Created = h.moment(p, "created", first(i.Created, i.CreatedCLI))
	s.Finished = h.moment(p, "finished", first(i.Closed, i.ClosedCLI))
	s.Due = day(h.moment(p, "milestone", first(i.Milestone.Due, i.Milestone.DueCLI)))
	s.Updated, s.PartOf = h.moment(p, "updated", first(i.Updated, i.UpdatedCLI)), keyOf(i.Parent)
	if i.Milestone.Number > 0 {
		s.StageKey, s.StageAt = milestoneKey(key, i.Milestone.Number), h.moment(p, "milestone", i.Milestone.Updated)
	}
	reason := strings.ToLower(first(i.Reason, i.ReasonCLI))
	switch {
	case i.deleted || reason == "not_planned" || reason == "duplicate":
		s.State = Dropped
	case strings.EqualFold(i.State, "closed"):
		s.State = Done
	}
	for _, l := range i.Labels {
		s.Labels = append(s.Labels, l.Name)
	}
	if i.Assignee != nil && len(i.Assignees) == 0 {
		i.Assignees = []gitHubUser{*i.Assignee}
	}
	for _, u := range i.Assignees {
		who, err := h.person(Person{u.Login, first(u.Name, u.Login), ""})
		if err != nil {
			return err
		}
		s.Assignees = append(s.Assignees, who)
	}
	return h.step(i.line, s)
}

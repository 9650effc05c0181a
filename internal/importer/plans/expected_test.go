package plans

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/datatest"
)

// wantTask is a task as the shared data expects it, whatever its format.
type wantTask struct {
	UID, ID, Key, Code, Name     string
	Outline, Start, Finish, List string
	Milestone, Summary, Archived bool
	Percent                      string
	Pred, Labels, Blocks         []string
	Section, Status, Type        string
	Done                         *bool
	Due, Parent, Assignee, Notes *string
	ParentID                     *string  `json:"parent_id"`
	Estimate                     *float64 `json:"estimate_seconds"`
	DateText                     *string  `json:"date_text"`
	Indent, Priority             int
}

type wantPlan struct {
	Tasks       *int
	Issues      *int
	Cards       *int
	Links, WBS  *int
	Milestones  *int
	Resources   *int
	Members     *int
	ProjectName *string `json:"project_name"`
	Board       *string
	TaskList    []wantTask `json:"task_list"`
	IssueList   []wantTask `json:"issue_list"`
	CardList    []wantTask `json:"card_list"`
}

func shared(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(datatest.Path(t, filepath.Join("plan_imports", name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func tasksOf(p Plan) (tasks, groups []Step) {
	for _, s := range p.Steps {
		if s.Group && p.Format == XER {
			groups = append(groups, s)
			continue
		}
		tasks = append(tasks, s)
	}
	return tasks, groups
}

// TestSharedPlans holds every plan of the shared data against what is expected
// of it. Those of which nothing is expected are MPX, which is refused, and
// Primavera's XML.
func TestSharedPlans(t *testing.T) {
	lines := bufio.NewScanner(bytes.NewReader(shared(t, "expected.jsonl")))
	lines.Buffer(nil, 1<<20)
	read := 0
	for lines.Scan() {
		var c struct {
			File, Format string
			Expect       wantPlan
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		read++
		t.Run(filepath.Base(c.File), func(t *testing.T) {
			plan, err := Read(File{Data: shared(t, c.File)})
			if c.Format == "mpx" {
				if err == nil || !strings.Contains(err.Error(), ".mpx") {
					t.Errorf("an MPX is not refused: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			same(t, plan, c.Expect)
		})
	}
	if read < 10 {
		t.Errorf("only %d files are expected", read)
	}
}

func TestSharedTables(t *testing.T) {
	for _, name := range []string{"asana", "jira", "todoist"} {
		t.Run(name, func(t *testing.T) {
			var want wantPlan
			if err := json.Unmarshal(shared(t, "own_"+name+"_A.expected.json"), &want); err != nil {
				t.Fatal(err)
			}
			plan, err := Read(File{Data: shared(t, "files/own_"+name+"_A.csv")})
			if err != nil {
				t.Fatal(err)
			}
			if plan.Format != Format(name) {
				t.Errorf("it is read as %s", plan.Format)
			}
			same(t, plan, want)
		})
	}
}

func same(t *testing.T, plan Plan, want wantPlan) {
	t.Helper()
	tasks, groups := tasksOf(plan)
	milestones := 0
	for _, s := range tasks {
		if s.Milestone {
			milestones++
		}
	}
	for what, c := range map[string]struct {
		want *int
		got  int
	}{
		"tasks": {want.Tasks, len(tasks)}, "issues": {want.Issues, len(tasks)}, "cards": {want.Cards, len(tasks)}, "links": {want.Links, len(plan.Links)},
		"milestones": {want.Milestones, milestones}, "people": {want.Resources, len(plan.People)}, "members": {want.Members, len(plan.People)},
		"groups": {want.WBS, len(groups) + 1}, // the first is the project itself
	} {
		if c.want != nil && *c.want != c.got {
			t.Errorf("%d %s, want %d", c.got, what, *c.want)
		}
	}
	for _, name := range []*string{want.ProjectName, want.Board} {
		if name != nil && *name != plan.Name {
			t.Errorf("the plan is called %q, want %q", plan.Name, *name)
		}
	}
	list := slices.Concat(want.TaskList, want.IssueList, want.CardList)
	for i := range min(len(list), len(tasks)) {
		sameTask(t, plan, list, i, tasks[i])
	}
}

func sameTask(t *testing.T, plan Plan, list []wantTask, i int, got Step) {
	t.Helper()
	want := list[i]
	is := func(what, got, want string) {
		if want != "" && got != want {
			t.Errorf("%s: %s is %q, want %q", want+got, what, got, want)
		}
	}
	or := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	is("name", got.Name, want.Name)
	is("key", got.Key, want.UID+want.ID+want.Key+want.Code)
	start, finish := strings.NewReplacer(" ", "T").Replace(want.Start), strings.NewReplacer(" ", "T").Replace(want.Finish)
	is("start", got.Start.Time.Format("2006-01-02T15:04:05"), full(start))
	is("end", got.End.Time.Format("2006-01-02T15:04:05"), full(finish))
	is("stage", got.Stage, want.List+want.Section+stageOf(plan.Format, want))
	if want.Done != nil && *want.Done != (got.State == Done) {
		t.Errorf("%s: it is %s, want done %v", got.Name, got.State, *want.Done)
	}
	if want.Status == "TK_Complete" && got.State != Done {
		t.Errorf("%s: it is %s", got.Name, got.State)
	}
	if plan.Format == MSPDI && (want.Milestone != got.Milestone || want.Summary != got.Group) {
		t.Errorf("%s: milestone %v, group %v", got.Name, got.Milestone, got.Group)
	}
	if want.Percent != "" {
		is("percent", fmt.Sprint(got.Percent), want.Percent)
	}
	if want.Done != nil {
		due := got.Due.String()
		if due != or(want.Due) && (want.Due == nil || !strings.HasPrefix(*want.Due, due)) {
			t.Errorf("%s: due %q, want %q", got.Name, due, or(want.Due))
		}
	}
	sameRelations(t, plan, list, i, got)
	if plan.Format == Asana && (got.Note != or(want.Notes) || who(plan, got) != or(want.Assignee)) {
		t.Errorf("%s: note %q, who %q", got.Name, got.Note, who(plan, got))
	}
	if plan.Format == Jira {
		minutes := 0.0
		if want.Estimate != nil {
			minutes = *want.Estimate / 60
		}
		if d := cmp.Diff(append(want.Labels, want.Type), got.Labels); d != "" || got.Estimate.Amount != minutes {
			t.Errorf("%s: estimate %v, labels %s", got.Name, got.Estimate, d)
		}
	}
	if plan.Format == Todoist {
		sameTodo(t, list, i, got)
	}
}

func full(s string) string {
	switch {
	case len(s) == 16 && strings.HasSuffix(s, "Z"):
		return s[:4] + "-" + s[4:6] + "-" + s[6:11] + ":" + s[11:13] + ":" + s[13:15]
	case len(s) == 16:
		return s + ":00"
	}
	return s
}

func stageOf(f Format, want wantTask) string {
	if f == Jira {
		return want.Status
	}
	return ""
}

func who(p Plan, s Step) string {
	for _, person := range p.People {
		if slices.Contains(s.Assignees, person.Key) {
			return person.Name
		}
	}
	return ""
}

// sameRelations holds the parent of a step and its links against the expected.
func sameRelations(t *testing.T, plan Plan, list []wantTask, i int, got Step) {
	t.Helper()
	want := list[i]
	parent := ""
	for j, other := range list {
		up, _ := strings.CutSuffix(want.Outline, want.Outline[strings.LastIndex(want.Outline, ".")+1:])
		switch {
		case want.Outline != "" && up == other.Outline+".", want.Parent != nil && *want.Parent == other.Name, want.ParentID != nil && *want.ParentID == fmt.Sprint(10001+j):
			parent = other.UID + other.ID + other.Key
		}
	}
	if plan.Format == MSPDI || plan.Format == Asana || plan.Format == Jira {
		if got.Parent != parent {
			t.Errorf("%s: parent %q, want %q", got.Name, got.Parent, parent)
		}
	}
	var from, to []string
	for _, l := range plan.Links {
		if l.To == got.Key {
			from = append(from, l.From)
		}
		if l.From == got.Key {
			to = append(to, l.To)
		}
	}
	if plan.Format == MSPDI && strings.Join(from, " ") != strings.Join(want.Pred, " ") {
		t.Errorf("%s waits for %v, want %v", got.Name, from, want.Pred)
	}
	if plan.Format == Jira && strings.Join(to, " ") != strings.Join(want.Blocks, " ") {
		t.Errorf("%s blocks %v, want %v", got.Name, to, want.Blocks)
	}
}

func sameTodo(t *testing.T, list []wantTask, i int, got Step) {
	t.Helper()
	want := list[i]
	parent := ""
	for j := i - 1; j >= 0 && want.Indent > 1; j-- {
		if list[j].Indent < want.Indent {
			parent = list[j].Name
			break
		}
	}
	if (parent == "") != (got.Parent == "") || !strings.HasSuffix(got.Parent, parent) || got.Priority != fmt.Sprint(want.Priority) {
		t.Errorf("%s: parent %q, want %q; priority %q", got.Name, got.Parent, parent, got.Priority)
	}
	due := ""
	if want.DateText != nil {
		due = map[string]string{"12 Mar 2025 17:00": "2025-03-12T16:00:00Z", "every monday": ""}[*want.DateText]
		if strings.HasPrefix(*want.DateText, "2025-") {
			due = *want.DateText
		}
	}
	if got.Due.String() != due {
		t.Errorf("%s: due %s, want %s", got.Name, got.Due, due)
	}
}

// TestSharedWebhooks counts the issues in the webhooks and looks at the last
// word on each.
func TestSharedWebhooks(t *testing.T) {
	data := shared(t, "github_webhooks.jsonl")
	last := map[string]gitHubIssue{}
	for line := range bytes.Lines(data) {
		var e struct {
			Payload struct{ Issue *gitHubIssue }
		}
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		if i := e.Payload.Issue; i != nil && len(i.PullRequest) == 0 && i.Updated >= last[i.HTMLURL].Updated {
			last[i.HTMLURL] = *i
		}
	}
	plan, err := Read(File{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if plan.Format != GitHub || len(plan.Steps) != len(last) || len(last) == 0 {
		t.Fatalf("%d steps of %d issues", len(plan.Steps), len(last))
	}
	for _, s := range plan.Steps {
		want := last[s.URL]
		if s.Name != want.Title || s.Created.String() != want.Created || (s.State == Open) != (want.State == "open") {
			t.Errorf("%+v, want %+v", s, want)
		}
	}
}

package plans

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"kept/internal/importer/table"
)

// blocking are the headings of Jira's links that say that one issue waits for
// another; the others say less.
var blocking = regexp.MustCompile(`(?i)^(Outward|Inward) issue link \((?:Blocks|Blocked|Dependency|Gantt.*)\)$`)

// jiraDropped are the resolutions of what was closed without being done.
var jiraDropped = map[string]bool{"won t do": true, "won t fix": true, "wontfix": true, "duplicate": true, "cannot reproduce": true, "declined": true,
	"rejected": true, "cancelled": true, "canceled": true, "not a bug": true, "obsolete": true, "abandoned": true}

// jiraDone are the statuses that say "done" where nothing else does.
var jiraDone = known("done closed resolved complete completed finished fertig erledigt")

// jira reads the CSV that Jira exports (all fields or the current ones).
type jira struct {
	*sheet
	key, id, name, status, category, resolution []int
	created, resolved, due, start, started      []int
	note, labels, priority, parent, estimate    []int
	who, whoID, outward, inward                 []int
}

func readJira(src source) (Plan, error) {
	s := newSheet(Jira, src.table)
	j := jira{sheet: s,
		key: s.columns("Issue key"), id: s.columns("Issue id"), name: s.columns("Summary"),
		status: s.columns("Status"), category: s.columns("Status Category"), resolution: s.columns("Resolution"),
		created: s.dates("Created"), resolved: s.dates("Resolved", "Resolution date"), due: s.dates("Due date", "Due"), start: s.dates("Custom field (Start date)", "Start date", "Custom field (Target start)"),
		started: s.dates("Custom field (Actual start)"), note: s.columns("Description"), labels: s.columns("Labels", "Component/s", "Components", "Issue Type"),
		priority: s.columns("Priority"), parent: s.columns("Parent key", "Parent id", "Parent", "Custom field (Epic Link)", "Epic Link"), estimate: s.columns("Original estimate", "Original Estimate"),
		who: s.columns("Assignee"), whoID: s.columns("Assignee Id"),
	}
	s.columns("Project key", "Updated", "Parent summary", "Last Viewed") // said elsewhere, or of no use later
	project := s.columns("Project name")
	for i, head := range s.table.Header {
		if m := blocking.FindStringSubmatch(head); m != nil {
			s.used[i] = true
			if strings.EqualFold(m[1], "outward") {
				j.outward = append(j.outward, i)
			} else {
				j.inward = append(j.inward, i)
			}
		}
	}
	keys := map[string]string{}
	for _, r := range s.table.Rows {
		keys[s.one(r, j.id)] = s.one(r, j.key)
	}
	for _, r := range s.table.Rows {
		s.plan.Name = first(s.plan.Name, s.one(r, project))
		if err := j.issue(r, keys); err != nil {
			return Plan{}, err
		}
	}
	s.tellUnused()
	return s.finish()
}

func (j *jira) issue(r table.Row, keys map[string]string) error {
	s := Step{Key: j.one(r, j.key), Name: j.one(r, j.name), Note: j.one(r, j.note), Stage: j.one(r, j.status), Priority: j.one(r, j.priority), State: j.state(r)}
	p := Problem{Line: r.Line, Where: called(s)}
	s.Created, s.Finished = j.date(p, "created", r, j.created), j.date(p, "finished", r, j.resolved)
	s.Start, s.Due = midnightIsDay(j.date(p, "start", r, j.start)), midnightIsDay(j.date(p, "due", r, j.due))
	s.Started = j.date(p, "started", r, j.started)
	for _, text := range j.all(r, j.labels) {
		s.Labels = append(s.Labels, listed(text)...)
	}
	if up := j.one(r, j.parent); up != "" {
		s.Parent = first(keys[up], up)
	}
	if text := j.one(r, j.estimate); text != "" {
		seconds, err := strconv.ParseFloat(text, 64)
		if err != nil {
			err = fmt.Errorf("%s is no number of seconds", quoted(text))
		}
		s.Estimate = j.length(p, "estimate", Length{seconds / 60, WorkMinutes}, err)
	}
	if name := j.one(r, j.who); name != "" {
		who, err := j.person(Person{first(j.one(r, j.whoID), name), name, ""})
		if err != nil {
			return err
		}
		s.Assignees = []string{who}
	}
	if err := j.step(r.Line, s); err != nil {
		return err
	}
	return j.links(r, keys)
}

func (j *jira) links(r table.Row, keys map[string]string) error {
	own := j.plan.Steps[len(j.plan.Steps)-1].Key
	for _, other := range j.all(r, j.outward) {
		if err := j.link(r.Line, Link{From: own, To: first(keys[other], other), Kind: FS}); err != nil {
			return err
		}
	}
	for _, other := range j.all(r, j.inward) {
		if err := j.link(r.Line, Link{From: first(keys[other], other), To: own, Kind: FS}); err != nil {
			return err
		}
	}
	return nil
}

// state tells by the resolution, the category of the status, and its name.
func (j *jira) state(r table.Row) State {
	resolution, category := table.Fold(j.one(r, j.resolution)), table.Fold(j.one(r, j.category))
	switch {
	case jiraDropped[resolution]:
		return Dropped
	case resolution != "" && resolution != "unresolved", category == "done", j.one(r, j.resolved) != "":
		return Done
	case category == "" && jiraDone[table.Fold(j.one(r, j.status))]:
		return Done
	}
	return Open
}

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/importer/plans"
	"kept/internal/office"
	"kept/worktime"
)

// importPlan brings a plan of another tool into a project, or shows what it holds.
type importPlan struct {
	importing
	Format  plans.Format `help:"What the file is, where it is not to be told from its content (${enum})." enum:"auto,csv,mspdi,trello,jira,asana,todoist,github,xer,pmxml,planner" default:"auto"`
	Client  string       `help:"Whose project it is. Without it, --dry-run shows what the file holds." placeholder:"NAME"`
	Project string       `help:"Into which project; it is made if there is none of this name. As the plan is called if none is named." placeholder:"NAME"`
}

// Run brings a plan in. Without a client it only prints the plan, and needs no database.
func (c importPlan) Run(r *run) error {
	if c.Client == "" && !c.DryRun {
		return fault.New(fault.Invalid, "Say whose project it is with --client, or look at what the file holds with --dry-run.")
	}
	data, err := readFile(c.File)
	if err != nil {
		return err
	}
	if c.Client == "" {
		plan, err := plans.Read(plans.File{Data: data, Format: c.Format, Sheet: c.Sheet})
		if err != nil {
			return err
		}
		if r.json {
			return r.tell("", plan)
		}
		return showPlan(r.out, plan)
	}
	h, err := open(r)
	if err != nil {
		return err
	}
	defer h.close()
	who, err := h.actor(r.ctx, c.As)
	if err != nil {
		return err
	}
	return c.bring(r, h.office, who, data)
}

func (c importPlan) bring(r *run, o *office.Office, who office.Actor, data []byte) error {
	read, err := intake.ReadProject(r.ctx, o, who, intake.ProjectFile{Name: filepath.Base(c.File), Data: data, Format: c.Format, Sheet: c.Sheet, Client: c.Client, Called: c.Project})
	if err != nil {
		return err
	}
	read.Import.Dry = c.DryRun
	bar := r.bar("import")
	done, err := o.Imports.Plan(r.ctx, who, read.Import, bar.items)
	bar.end()
	if err != nil {
		return err
	}
	return c.report(r, done, read.Tell(done, worktime.DayOf(o.Watch.Now(), time.UTC)))
}

// broughtPlan is what became of a plan.
type broughtPlan struct {
	Client    string        `json:"client_id"`
	Project   string        `json:"project_id"`
	Name      string        `json:"project"`
	New       bool          `json:"new_project"`
	Made      int           `json:"made"`
	Changed   int           `json:"changed"`
	Here      int           `json:"already_here"`
	Differ    int           `json:"differ"`
	Gone      int           `json:"gone"`
	CalledOff int           `json:"called_off"`
	Removed   int           `json:"taken_out_here"`
	Links     int           `json:"links"`
	Moves     int           `json:"moves"`
	DryRun    bool          `json:"dry_run"`
	Steps     []broughtStep `json:"steps"`
	People    []string      `json:"people"`
	AtRisk    []string      `json:"promises_at_risk"`
	Notes     []string      `json:"notes"`
}

type broughtStep struct {
	Effect string `json:"effect"`
	ID     string `json:"id,omitempty"`
	Name   string `json:"name"`
	Say    string `json:"say,omitempty"`
}

// report tells what became of the plan: every step that was not as it was.
func (c importPlan) report(r *run, done office.PlanImported, told intake.Told) error {
	m := done.Merged
	out := broughtPlan{
		Client: string(done.Client.ID), Project: string(done.Project.ID), Name: done.Project.Name, New: done.Made, Made: len(m.Added), Changed: len(m.Changed), Here: m.Same, Differ: len(m.Kept), Gone: len(m.Gone),
		CalledOff: len(m.CalledOff), Removed: len(m.Removed), Links: len(m.Link), Moves: len(done.Shifts), DryRun: c.DryRun, Steps: []broughtStep{}, People: append([]string{}, told.People...), Notes: append([]string{}, told.Notes...), AtRisk: append([]string{}, told.Risks...),
	}
	if c.DryRun && done.Made {
		out.Project = "" // it was not made
	}
	var text strings.Builder
	for _, s := range told.Rows {
		id := string(s.ID)
		if c.DryRun && s.Effect == intake.StepNew {
			id = ""
		}
		out.Steps = append(out.Steps, broughtStep{string(s.Effect), id, s.Name, s.Say})
		fmt.Fprintf(&text, "%s  %s\n", s.Effect, strings.Join(nonEmpty([]string{s.Name, s.Takes, s.Who, s.Say}), "; "))
	}
	names := map[string]string{}
	for _, s := range done.Plan.Steps {
		names[string(s.ID)] = s.Name
	}
	for _, s := range done.Shifts {
		fmt.Fprintf(&text, "moves  %s: ends %s instead of %s\n", names[string(s.Step)], s.To.End, s.From.End)
	}
	for _, part := range []struct {
		head  string
		lines []string
	}{{"Promises at risk", told.Risks}, {"People", told.People}, {"Problems", told.Notes}} {
		if len(part.lines) > 0 {
			fmt.Fprintf(&text, "\n%s\n  %s\n", part.head, strings.Join(part.lines, "\n  "))
		}
	}
	where := "Project “" + done.Project.Name + "” of " + done.Client.Name
	if done.Made {
		where = "New project “" + done.Project.Name + "” of " + done.Client.Name
	}
	verb := ": "
	if c.DryRun {
		verb = ", nothing has happened yet: "
	}
	fmt.Fprintf(&text, "\n%s%s%s", where, verb, told.Summary)
	return r.tell(strings.TrimPrefix(text.String(), "\n"), out)
}

// readFile reads a file up to what no importer takes.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fault.New(fault.Invalid, "The file cannot be read: "+err.Error())
	}
	defer f.Close()
	var data bytes.Buffer
	if info, err := f.Stat(); err == nil {
		data.Grow(int(min(info.Size(), maxFile)) + bytes.MinRead) // at once, so that nothing is copied
	}
	if _, err := data.ReadFrom(io.LimitReader(f, maxFile)); err != nil {
		return nil, fault.New(fault.Invalid, "The file cannot be read: "+err.Error())
	}
	return data.Bytes(), nil
}

// showPlan prints the steps of a plan as a table, then its links, people and
// problems.
func showPlan(out io.Writer, p plans.Plan) error {
	var text strings.Builder
	name := ""
	if p.Name != "" {
		name = " “" + p.Name + "”"
	}
	fmt.Fprintf(&text, "Plan%s (%s): %s, %s, %s, %s.\n", name, p.Format, count(len(p.Steps), "step"), count(len(p.Links), "link"), people(len(p.People)), count(len(p.Problems), "problem"))
	who := map[string]string{}
	for _, one := range p.People {
		who[one.Key] = one.Name
	}
	showSteps(&text, p, who)
	if len(p.Links) > 0 {
		fmt.Fprintln(&text, "\nLinks")
		for _, l := range p.Links {
			fmt.Fprintf(&text, "  %s → %s  %s\n", l.From, l.To, strings.Join(nonEmpty([]string{string(l.Kind), l.Lag.String()}), " "))
		}
	}
	if len(p.People) > 0 {
		fmt.Fprintln(&text, "\nPeople")
		for _, one := range p.People {
			fmt.Fprintf(&text, "  %s\n", strings.Join(nonEmpty([]string{one.Name, one.Email}), "  "))
		}
	}
	if len(p.Problems) > 0 {
		fmt.Fprintln(&text, "\nProblems")
		for _, one := range p.Problems {
			fmt.Fprintf(&text, "  %s\n", one)
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}

// showSteps prints a line for each step, parts below what they are parts of.
func showSteps(text *strings.Builder, p plans.Plan, who map[string]string) {
	if len(p.Steps) == 0 {
		return
	}
	depth := map[string]int{}
	text.WriteByte('\n')
	w := tabwriter.NewWriter(text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tSTEP\tSTAGE\tSTATE\tSTART\tEND\tDUE\tTAKES\tWHO\t")
	for _, s := range p.Steps {
		if s.Parent != "" {
			depth[s.Key] = min(depth[s.Parent]+1, 10)
		}
		name := strings.Repeat("  ", depth[s.Key]) + short(s.Name, 50)
		if s.Milestone {
			name += " ◆"
		}
		state := string(s.State)
		if s.State == plans.Open && s.Percent > 0 {
			state = strconv.Itoa(s.Percent) + "%"
		}
		var names []string
		for _, key := range s.Assignees {
			names = append(names, who[key])
		}
		takes := s.Duration.String()
		if takes == "" {
			takes = s.Estimate.String()
		}
		fmt.Fprintln(w, strings.Join([]string{short(s.Key, 24), name, short(s.Stage, 20), state, s.Start.String(), s.End.String(), s.Due.String(), takes, short(strings.Join(names, ", "), 40)}, "\t")+"\t")
	}
	_ = w.Flush() // into memory
}

// short cuts a text to at most n characters.
func short(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return s
}

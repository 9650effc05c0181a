package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"kept/internal/fault"
	"kept/internal/importer/plans"
)

// importPlan shows what a plan of another tool holds.
type importPlan struct {
	File   string       `arg:"" help:"The plan: a table (CSV, XLSX), XML of Microsoft Project, Primavera (XER, XML) or Planner, or an export of Trello, Wekan, Jira, Asana, Todoist or GitHub." type:"existingfile"`
	Format plans.Format `help:"What the file is, where it is not to be told from its content (${enum})." enum:"auto,csv,mspdi,trello,jira,asana,todoist,github,xer,pmxml,planner" default:"auto"`
	Sheet  string       `help:"Which sheet of a spreadsheet; the first with a table if none is named." placeholder:"NAME"`
	DryRun bool         `help:"Show what the plan holds and change nothing." required:""`
}

// Run reads a plan and prints it; it needs no database.
func (c importPlan) Run(r *run) error {
	data, err := readFile(c.File)
	if err != nil {
		return err
	}
	plan, err := plans.Read(plans.File{Data: data, Format: c.Format, Sheet: c.Sheet})
	if err != nil {
		return err
	}
	if r.json {
		return r.tell("", plan)
	}
	return showPlan(r.out, plan)
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

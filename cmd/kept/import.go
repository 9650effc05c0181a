package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/office"
	"kept/internal/store"
	"kept/member"
)

// importCmd brings in what was kept elsewhere: all or nothing, and nothing twice.
type importCmd struct {
	Promises importPromises `cmd:"" help:"Promises from a table (CSV, XLSX) or a calendar (ICS)."`
	Clients  importClients  `cmd:"" help:"Clients and contacts from a table (CSV, XLSX) or an address book (vCard)."`
	Plan     importPlan     `cmd:"" help:"A plan of another tool, into a project: steps, links, people, what is done; or show what the file holds."`
}

// importing is what all imports are told.
type importing struct {
	File   string `arg:"" help:"The file." type:"existingfile"`
	Sheet  string `help:"Which sheet of a spreadsheet; the first with a table if none is named." placeholder:"NAME"`
	DryRun bool   `help:"Only tell what would become of each line."`
	As     string `help:"The address of the member who imports; the owner of the workspace if none is given." placeholder:"EMAIL"`
}

type importPromises struct {
	importing
	Client string `help:"Whose the lines are that name no client and fit none." placeholder:"NAME"`
}

// Run imports promises.
func (c importPromises) Run(r *run) error {
	return c.do(r, "promise", func(s *intakeRun) (intake.Plan, error) {
		s.file.Client = c.Client
		plan, err := intake.Promises(r.ctx, s.office, s.who, s.file)
		if err != nil || plan.Count(intake.Problem) > 0 {
			return plan.Plan, err
		}
		s.done, err = s.office.Imports.Promises(r.ctx, s.who, plan.Items, c.DryRun, s.bar.items)
		return plan.Plan, err
	})
}

type importClients struct{ importing }

// Run imports clients.
func (c importClients) Run(r *run) error {
	return c.do(r, "client", func(s *intakeRun) (intake.Plan, error) {
		plan, err := intake.Clients(r.ctx, s.office, s.who, s.file)
		if err != nil || plan.Count(intake.Problem) > 0 {
			return plan.Plan, err
		}
		s.done, err = s.office.Imports.Clients(r.ctx, s.who, plan.Items, c.DryRun, s.bar.items)
		return plan.Plan, err
	})
}

// intakeRun is an import under way.
type intakeRun struct {
	office *office.Office
	who    office.Actor
	file   intake.File
	bar    *bar
	done   office.Imported
}

// maxFile is how much of a file is read; the importers refuse less.
const maxFile = 64 << 20

func (c importing) do(r *run, thing string, work func(*intakeRun) (intake.Plan, error)) error {
	data, err := readFile(c.File)
	if err != nil {
		return err
	}
	h, err := open(r)
	if err != nil {
		return err
	}
	defer h.close()
	s := &intakeRun{office: h.office, bar: r.bar("import")}
	s.file = intake.File{Name: filepath.Base(c.File), Sheet: c.Sheet, Data: data, Progress: s.bar.items}
	if s.who, err = h.actor(r.ctx, c.As); err != nil {
		return err
	}
	plan, err := work(s)
	s.bar.end()
	if err != nil {
		return err
	}
	return c.report(r, thing, plan, s.done)
}

// actor finds who does it: the member with an address, or the first owner
// of the one workspace.
func (h *house) actor(ctx context.Context, email string) (office.Actor, error) {
	tx := h.db.Read(ctx)
	if email != "" {
		logins, err := store.Logins(tx, member.EmailKey(email))
		if err != nil {
			return office.Actor{}, err
		}
		if len(logins) != 1 {
			return office.Actor{}, fault.New(fault.Invalid, fmt.Sprintf("%d members have the address %s.", len(logins), email))
		}
		return office.Actor{Workspace: logins[0].Workspace, Member: logins[0].Member}, nil
	}
	all, err := store.Workspaces(tx)
	if err != nil {
		return office.Actor{}, err
	}
	if len(all) != 1 {
		return office.Actor{}, fault.New(fault.Invalid, fmt.Sprintf("There are %d workspaces here. Say who does it with --as, or make a workspace first (kept setup).", len(all)))
	}
	members, err := store.Members(tx, all[0].ID)
	if err != nil {
		return office.Actor{}, err
	}
	for _, m := range members {
		if m.Role == member.Owner && m.Active() {
			return office.Actor{Workspace: all[0].ID, Member: m.ID}, nil
		}
	}
	return office.Actor{}, fault.New(fault.Invalid, "This workspace has no owner. Say who does it with --as.")
}

// importedLine is what became of a line.
type importedLine struct {
	Line    int      `json:"line"`
	Effect  string   `json:"effect"`
	Text    string   `json:"text"`
	Say     string   `json:"say,omitempty"`
	Remarks []string `json:"remarks,omitempty"`
	Promise string   `json:"promise_id,omitempty"` // the one that stands here
}

// imported is what became of a file.
type imported struct {
	Made     int            `json:"made"`
	People   int            `json:"people"`
	Here     int            `json:"already_here"`
	Differ   int            `json:"differ"`
	LeftOut  int            `json:"left_out"`
	Problems int            `json:"problems"`
	DryRun   bool           `json:"dry_run"`
	Lines    []importedLine `json:"lines"`
	Notes    []string       `json:"notes"`
}

// report tells what became of every line that was not simply brought in, and
// of all of them in a dry run.
func (c importing) report(r *run, thing string, plan intake.Plan, done office.Imported) error {
	out := imported{
		Made: done.Made, People: done.People, Here: plan.Count(intake.There) + done.Skipped, Differ: plan.Count(intake.Differs), LeftOut: plan.Count(intake.LeftOut),
		Problems: plan.Count(intake.Problem), DryRun: c.DryRun, Lines: []importedLine{}, Notes: append([]string{}, plan.Notes...),
	}
	for _, l := range plan.Lines {
		out.Lines = append(out.Lines, importedLine{l.Number, string(l.Effect), strings.Join(nonEmpty(l.Cells), "; "), l.Say, l.Remarks, string(l.Promise)})
	}
	var text strings.Builder
	for _, row := range plan.Rows() {
		if c.DryRun || row.Effect != intake.Make && row.Effect != intake.Join && row.Effect != intake.There {
			said := append([]string{strings.Join(nonEmpty(row.Cells), "; "), row.Say}, row.Remarks...)
			fmt.Fprintf(&text, "line %d  %s  %s\n", row.Number, row.Effect, strings.Join(nonEmpty(said), ": "))
		}
	}
	for _, n := range plan.Notes {
		fmt.Fprintln(&text, n)
	}
	if out.Problems > 0 {
		if err := r.tell(strings.TrimSuffix(text.String(), "\n"), out); err != nil {
			return err
		}
		return fault.New(fault.Invalid, "Nothing was brought in: "+count(out.Problems, "line")+" with a problem. Mend the file, then run this again.")
	}
	verb := "brought in"
	if c.DryRun {
		verb = "would be brought in"
	}
	fmt.Fprintf(&text, "%s %s, %d already here, ", plan.Work(thing), verb, out.Here)
	if out.Differ > 0 {
		fmt.Fprintf(&text, "%d different here and left as it stands, ", out.Differ)
	}
	fmt.Fprintf(&text, "%d left out.", out.LeftOut)
	return r.tell(text.String(), out)
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

func nonEmpty(s []string) []string {
	var out []string
	for _, x := range s {
		if x != "" {
			out = append(out, x)
		}
	}
	return out
}

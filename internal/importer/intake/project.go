package intake

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/plans"
	"kept/internal/importer/steps"
	"kept/internal/office"
	"kept/member"
	"kept/plan"
	"kept/worktime"
)

// ProjectFile is a plan of another tool, and where it goes.
type ProjectFile struct {
	Name    string // of the file
	Data    []byte
	Format  plans.Format
	Sheet   string
	Project client.ProjectID // "" = by the names of a client and a project
	Client  string
	Called  string // the project; "" = as the plan is called, else as the file is
}

// Project is a plan of another tool that was read.
type Project struct {
	Import   office.PlanImport
	Problems []plans.Problem // in the file, and what has no place in a project
}

// ReadProject reads a plan for [office.Imports.Plan]. A file that is none, and a
// client who is not here, are refused.
func ReadProject(ctx context.Context, o *office.Office, who office.Actor, f ProjectFile) (Project, error) {
	read, err := plans.Read(plans.File{Data: f.Data, Format: f.Format, Sheet: f.Sheet})
	if err != nil {
		return Project{}, err
	}
	firm, _, err := o.Settings.Calendars(ctx, who)
	if err != nil {
		return Project{}, err
	}
	taken := steps.Reading{Zone: firm.Location()}.Of(read)
	out := Project{Import: office.PlanImport{Project: f.Project, Name: f.Called, File: taken.Outside}, Problems: append(taken.Problems, read.Problems...)}
	// What has no place at all is of the least interest.
	slices.SortStableFunc(out.Problems, func(a, b plans.Problem) int { return unplaced(a) - unplaced(b) })
	if f.Project != "" {
		return out, nil
	}
	if out.Import.Name == "" && read.Name == "" {
		out.Import.Name = strings.TrimSuffix(f.Name, filepath.Ext(f.Name))
	}
	d, err := openDesk(ctx, o, who)
	if err != nil {
		return out, err
	}
	named := d.byName[nameKey(f.Client)]
	if len(named) != 1 {
		return out, fault.Field("client", fmt.Sprintf("%d clients here are named “%s”. Name one as it is here, or add the client first.", len(named), f.Client))
	}
	out.Import.Client = d.dir.Clients[named[0]].ID
	return out, nil
}

func unplaced(p plans.Problem) int {
	if p.Where == "" && p.Line == 0 {
		return 1
	}
	return 0
}

// StepEffect is what becomes of a step of a file, or of one that is here.
type StepEffect string

// The effects.
const (
	StepNew     StepEffect = "new"
	StepChanged StepEffect = "changed"
	StepKept    StepEffect = "stays as it is here"
	StepGone    StepEffect = "gone from the file"
	StepOff     StepEffect = "called off in the file"
	StepRemoved StepEffect = "was taken out here"
)

// StepRow is what becomes of one step.
type StepRow struct {
	Effect StepEffect
	ID     plan.ID // "" where there is none
	Name   string
	Stage  string
	Takes  string
	Who    string
	Say    string // what changes, or what the file says
}

// Told is what became of a plan, or would, in words.
type Told struct {
	Summary string
	Rows    []StepRow // of the steps that were not simply as they were
	Risks   []string  // promises that it makes late or doubtful
	People  []string  // who they are here
	Notes   []string
}

// Tell says what became of a plan.
func (p Project) Tell(done office.PlanImported, today worktime.Day) Told {
	t := teller{v: done.PlanView, today: today}
	m := done.Merged
	for _, c := range m.Changed {
		t.row(StepChanged, c.After, strings.Join(t.changes(c.Before, c.After), "; "))
	}
	for _, d := range m.Kept {
		t.row(StepKept, d.Here, "in the file: "+t.says(d))
	}
	for _, s := range m.Gone {
		t.row(StepGone, s, "")
	}
	for _, s := range m.CalledOff {
		t.row(StepOff, s, "")
	}
	for _, name := range m.Removed {
		t.out.Rows = append(t.out.Rows, StepRow{Effect: StepRemoved, Name: name})
	}
	for _, s := range m.Added {
		t.row(StepNew, s, strings.Join(t.dates(s), ", "))
	}
	t.out.Summary = summary(done)
	for _, r := range done.AtRisk {
		say := "“" + r.Promise.Words + "”: "
		if r.Late > 0 {
			say += "its step ends " + plural(r.Late, "day") + " too late"
		} else {
			say += fmt.Sprintf("the chance to keep it falls to %d %%", r.Is.Percent())
		}
		t.out.Risks = append(t.out.Risks, say)
	}
	t.people(done.People)
	t.notes(m)
	for _, x := range p.Problems {
		t.out.Notes = append(t.out.Notes, x.String())
	}
	return t.out
}

func summary(done office.PlanImported) string {
	m := done.Merged
	parts := []string{plural(len(m.Added), "new step")}
	for _, x := range []struct {
		n   int
		say string
	}{{len(m.Changed), "changed"}, {m.Same, "as it was"}, {len(m.Kept), "changed here, and left"}, {len(m.Gone), "gone from the file, and left"}, {len(m.CalledOff), "called off in the file, and left"}, {len(m.Removed), "taken out here, and not brought back"}} {
		if x.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", x.n, x.say))
		}
	}
	if n := len(m.Link); n > 0 {
		parts = append(parts, plural(n, "new link"))
	}
	if n := len(m.Unlink); n > 0 {
		parts = append(parts, fmt.Sprintf("%d taken away", n))
	}
	return strings.Join(parts, ", ") + "."
}

// teller says what became of a plan.
type teller struct {
	v     office.PlanView
	today worktime.Day
	out   Told
}

func (t *teller) row(e StepEffect, s plan.Step, say string) {
	t.out.Rows = append(t.out.Rows, StepRow{Effect: e, ID: s.ID, Name: s.Name, Stage: s.Stage, Takes: takes(s.Effort), Who: t.holder(s.Party), Say: say})
}

// changes are what differs between two of a step, as "takes 2 days → 6 days".
func (t *teller) changes(a, b plan.Step) []string {
	var out []string
	add := func(what, from, to string) {
		if from == "" {
			from = "none"
		}
		if to == "" {
			to = "none"
		}
		if from != to {
			out = append(out, what+" "+from+" → "+to)
		}
	}
	add("name", a.Name, b.Name)
	add("stage", a.Stage, b.Stage)
	add("takes", takes(a.Effort), takes(b.Effort))
	add("held by", t.holder(a.Party), t.holder(b.Party))
	add("not before", t.day(a.NotBefore), t.day(b.NotBefore))
	add("fixed on", t.day(a.On), t.day(b.On))
	add("now", progress(a), progress(b))
	return out
}

func progress(s plan.Step) string {
	switch {
	case s.Done():
		return "done"
	case s.Running():
		return "begun"
	}
	return "to do"
}

// says is what the file says where it differs from what stands here.
func (t *teller) says(d plan.Differs) string {
	var out []string
	f := d.File
	for _, r := range d.What {
		said := map[plan.Respect]string{
			plan.InName: "“" + f.Name + "”", plan.InStage: f.Stage, plan.InEffort: takes(f.Effort), plan.InParty: t.holder(f.Party), plan.InNotBefore: t.day(f.NotBefore), plan.InFixed: t.day(f.On), plan.InProgress: progress(f), plan.InLinks: "otherwise",
		}[r]
		if said == "" {
			said = "none"
		}
		out = append(out, string(r)+" "+said)
	}
	return strings.Join(out, ", ")
}

func (t *teller) dates(s plan.Step) []string {
	var out []string
	switch {
	case s.Done():
		out = append(out, "done on "+t.day(worktime.DayOf(s.DoneAt, t.v.Calendar.Location())))
	case s.Running():
		out = append(out, "begun on "+t.day(worktime.DayOf(s.StartedAt, t.v.Calendar.Location())))
	case !s.On.IsZero():
		out = append(out, "on "+t.day(s.On))
	case s.NotBefore.After(t.today):
		out = append(out, "not before "+t.day(s.NotBefore))
	}
	return out
}

func (t *teller) day(d worktime.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// holder names who holds a step.
func (t *teller) holder(p plan.Party) string {
	for _, m := range t.v.Members {
		if p.Side == plan.Ours && m.ID == member.ID(p.ID) {
			return m.Name
		}
	}
	for _, k := range t.v.Contacts {
		if p.Side == plan.Theirs && string(k.ID) == p.ID {
			return k.Name
		}
	}
	switch p.Side {
	case plan.Theirs:
		return t.v.Client.Name
	case plan.Third:
		if p.Name != "" {
			return p.Name
		}
		return "a third party"
	}
	return "us"
}

func takes(e plan.Effort) string {
	switch {
	case e.Most == 0:
		return "milestone"
	case e.Least == e.Most:
		return plural(e.Most, "day")
	}
	return fmt.Sprintf("%d to %s", e.Least, plural(e.Most, "day"))
}

func (t *teller) people(all []office.Match) {
	for _, m := range all {
		is := t.holder(m.Party) + ", a third party"
		switch m.Party.Side {
		case plan.Ours:
			is = t.holder(m.Party) + ", of us"
		case plan.Theirs:
			is = t.holder(m.Party) + ", at " + t.v.Client.Name
		}
		if m.Unsure {
			is = "a third party, since several here have this name"
		}
		said := m.Person.Name
		if m.Person.Email != "" && m.Person.Email != said {
			said += " (" + m.Person.Email + ")"
		}
		said += ": " + is + ", holds " + plural(m.Steps, "step")
		if m.Beside > 0 {
			said += fmt.Sprintf(", works on %d that somebody else holds", m.Beside)
		}
		t.out.People = append(t.out.People, said)
	}
}

func (t *teller) notes(m plan.Merged) {
	for _, s := range m.Passed {
		t.out.Notes = append(t.out.Notes, "“"+s.Name+"”: its fixed day, "+t.day(s.On)+", has passed: it has none here")
	}
	names := map[plan.ID]string{}
	for _, s := range m.Plan.Steps {
		names[s.ID] = s.Name
	}
	for _, l := range m.Circles {
		t.out.Notes = append(t.out.Notes, "“"+names[l.From]+"” to “"+names[l.To]+"”: it goes round with a link that was made here: left out")
	}
}

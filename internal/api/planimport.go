package api

import (
	"context"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/importer/plans"
	"kept/internal/office"
	"kept/internal/store"
	"kept/plan"
	"kept/worktime"
)

// maxPlanBody is how large the body of a plan's import may be: a file of
// [plans.MaxBytes] in base64.
const maxPlanBody = plans.MaxBytes/3*4 + 1<<10

// planImports bring plans of other tools into projects.
func planImports(s *service) {
	r := stepDesk{s}
	perform(s, large("/projects/{project}/plan-imports", "import-plan", "Bring a plan of another tool into a project: all or nothing; a second run brings what changed in the file, and leaves what was changed here", maxPlanBody), r.bring)
	look(s, "/projects/{project}/plan-imports", "list-plan-imports", "See where the plan of a project was brought in from", r.origins)
}

type planImportIn struct {
	Keyed
	ProjectIn
	Body planFile
}

type planFile struct {
	File   []byte `json:"file" doc:"The file as it is, in base64: 16 MB, 5,000 steps and 20,000 links at most"`
	Name   string `json:"name,omitempty" maxLength:"200" doc:"Of the file"`
	Format string `json:"format,omitempty" enum:"auto,csv,mspdi,trello,jira,asana,todoist,github,xer,pmxml,planner" default:"auto" doc:"What it is, where that is not to be told from its content"`
	Sheet  string `json:"sheet,omitempty" maxLength:"200" doc:"Of a spreadsheet; left out = the first with a table"`
	DryRun bool   `json:"dry_run,omitempty" doc:"Try everything, keep nothing"`
}

func (in planImportIn) dry() bool { return in.Body.DryRun }

// planImportOut is what became of a plan, or in a dry run would have.
type planImportOut struct {
	Made      int         `json:"made" doc:"New steps"`
	Changed   int         `json:"changed"`
	Same      int         `json:"same" doc:"As they were"`
	Differ    int         `json:"differ" doc:"Stand otherwise in the file, were changed here, and stay"`
	Gone      int         `json:"gone" doc:"Are in the file no more, and stay"`
	CalledOff int         `json:"called_off" doc:"Are called off in the file, and stay"`
	Removed   int         `json:"removed" doc:"Were taken out here, and are not brought back"`
	Linked    int         `json:"linked" doc:"New links"`
	Unlinked  int         `json:"unlinked" doc:"Links that the file has no more"`
	Steps     []stepFate  `json:"steps" doc:"Those that were not simply as they were"`
	Moves     []shiftOut  `json:"moves" doc:"Steps that were here and come to lie elsewhere"`
	AtRisk    []string    `json:"promises_at_risk" doc:"Promises that it makes late or doubtful, in words"`
	People    []personOut `json:"people" doc:"Whom the file gives steps to"`
	Problems  []string    `json:"problems" doc:"What could not be taken as it stands, and what was done about it"`
	DryRun    bool        `json:"dry_run"`
}

// stepFate is what became of a step.
type stepFate struct {
	StepID string `json:"step_id,omitempty"`
	Name   string `json:"name"`
	Effect string `json:"effect" enum:"new,changed,stays as it is here,gone from the file,called off in the file,was taken out here"`
	Say    string `json:"say,omitempty" doc:"What changes, or what the file says"`
}

type personOut struct {
	Name  string   `json:"name"`
	Email string   `json:"email,omitempty"`
	Party partyOut `json:"party" doc:"Who that is here"`
	Steps int      `json:"steps" doc:"That they hold"`
}

func (r stepDesk) bring(ctx context.Context, who office.Actor, in *planImportIn) (planImportOut, error) {
	of, err := in.ProjectIn.id()
	if err != nil {
		return planImportOut{}, err
	}
	// Whose project it is is asked before the file is read.
	if _, err := r.office.Plans.Origins(ctx, who, of); err != nil {
		return planImportOut{}, err
	}
	read, err := intake.ReadProject(ctx, r.office, who, intake.ProjectFile{Name: in.Body.Name, Data: in.Body.File, Format: plans.Format(in.Body.Format), Sheet: in.Body.Sheet, Project: of})
	if f, ok := fault.As(err); ok && len(f.Fields) == 0 {
		return planImportOut{}, fault.Field("file", f.Error())
	}
	if err != nil {
		return planImportOut{}, err
	}
	read.Import.Dry = in.Body.DryRun
	done, err := r.office.Imports.Plan(ctx, who, read.Import, nil)
	if err != nil {
		return planImportOut{}, err
	}
	told := read.Tell(done, worktime.DayOf(r.office.Watch.Now(), done.Calendar.Location()))
	return broughtIn(done, told, in.Body.DryRun), nil
}

func broughtIn(done office.PlanImported, told intake.Told, dry bool) planImportOut {
	m := done.Merged
	out := planImportOut{
		Made: len(m.Added), Changed: len(m.Changed), Same: m.Same, Differ: len(m.Kept), Gone: len(m.Gone), CalledOff: len(m.CalledOff), Removed: len(m.Removed), Linked: len(m.Link), Unlinked: len(m.Unlink),
		Steps: []stepFate{}, Moves: []shiftOut{}, People: []personOut{}, AtRisk: append([]string{}, told.Risks...), Problems: append([]string{}, told.Notes...), DryRun: dry,
	}
	for _, s := range told.Rows {
		fate := stepFate{string(s.ID), s.Name, string(s.Effect), s.Say}
		if dry && s.Effect == intake.StepNew {
			fate.StepID = "" // it was not made
		}
		out.Steps = append(out.Steps, fate)
	}
	for _, s := range done.Shifts {
		out.Moves = append(out.Moves, outShift(s))
	}
	for _, p := range done.People {
		out.People = append(out.People, personOut{p.Person.Name, p.Person.Email, partyOut{string(p.Party.Side), p.Party.ID, p.Party.Name}, p.Steps})
	}
	return out
}

func outShift(s plan.Shift) shiftOut {
	return shiftOut{string(s.Step), s.From.Start.String(), s.From.End.String(), s.To.Start.String(), s.To.End.String(), s.Days}
}

// originOut is a plan of another tool that was brought in.
type originOut struct {
	Format   string     `json:"format"`
	Name     string     `json:"name" doc:"As the plan is called there"`
	MemberID string     `json:"member_id" doc:"Who brought it in last"`
	At       *time.Time `json:"brought_at"`
}

func (r stepDesk) origins(ctx context.Context, who office.Actor, in *ProjectIn) (listOut[originOut], error) {
	of, err := in.id()
	if err != nil {
		return listOut[originOut]{}, err
	}
	all, err := r.office.Plans.Origins(ctx, who, of)
	return whole(all, func(o store.PlanOrigin) originOut {
		return originOut{o.Said.Format, o.Said.Name, string(o.By), outTime(o.At)}
	}), err
}

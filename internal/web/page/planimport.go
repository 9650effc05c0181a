package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// PlanImport brings a plan of another tool into a project: a file, then where it
// goes if that is not said, then what it would do.
type PlanImport struct {
	Desk    Desk
	Client  ui.Client // of the project; zero = it is not said yet
	Project ui.Link
	Form    ui.Form
	File    ui.Field  // file; multipart
	Far     string    // key under which it is told how far it is
	From    []string  // where the plan was brought in from before
	Choice  string    // the file for which a project is to be chosen; "" = none
	Into    ui.Field  // into: select of projects
	Look    *PlanLook // what the file would do
}

// NewPlanImport makes the form with its names, labels and hints.
func NewPlanImport(d Desk) PlanImport {
	return PlanImport{
		Desk: d,
		File: ui.Field{Name: "file", Label: d.Voice.Say("File"), Type: "file", Accept: planFiles, Required: true, Hint: d.Voice.Say("Up to 10 MB. Nothing happens before you have seen what it would do.")},
		Into: ui.Field{Name: "into", Label: d.Voice.Say("Into which project"), Required: true},
	}
}

// planFiles are the files that a plan may be.
const planFiles = ".xml,.csv,.xlsx,.json,.jsonl,.xer,.planner,text/xml,text/csv,application/json"

// View prints the page.
func (p PlanImport) View() templ.Component { return planImportView(p) }

// PlanLook is what a plan would do.
type PlanLook struct {
	File      string
	New       string // the project that would be made; "" = it is here
	Summary   string
	Rows      []PlanLookRow // of steps that would not simply be as they were
	More      string        // "and 212 more"; empty
	Changed   *PlanChanged  // steps that come to lie elsewhere, and promises that this endangers
	MoreMoves string
	People    []string // who they are here
	Notes     []string // what cannot be taken as it stands
	Form      ui.Form  // POST: does it
	Into      string   // the project, or the client of a new one
	Submit    string   // "Bring in 41 steps"
	Far       string   // key under which it is told how far it is
	Blocked   string   // why it cannot be done, or that nothing is to be done
}

// PlanLookRow is one step and what would become of it.
type PlanLookRow struct {
	Effect  string
	Name    string
	Stage   string
	Takes   string
	Who     string
	Say     string
	Differs bool // the file and what is here
}

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// PlanPage is the plan of a project as the client knows it.
type PlanPage struct {
	Frame
	Project string
	Where   string // how far it is, in a sentence
	Stages  []PlanStage
	Contact Contact
}

// PlanStage is a part of the project with its steps.
type PlanStage struct {
	Title string // "" = steps without a stage
	Steps []PlanStep
}

// StepState is how far a step is.
type StepState string

// The states. The empty one is to come.
const (
	StepDone    StepState = "done"
	StepRunning StepState = "under way"
)

// PlanStep is one step.
type PlanStep struct {
	Words string
	When  string // "by Tuesday 17 March, at the latest by Tuesday 24 March"; "" = it is done
	Who   string
	Yours bool // somebody of the reader's own holds it
	State StepState
	Talk  ui.Link // to say something about it; without URL: not shown
}

// View prints the page.
func (p PlanPage) View() templ.Component { return planView(p) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// PlanPage is a project's plan: a table of its steps with their place in time.
type PlanPage struct {
	Desk    Desk
	Client  ui.Client
	Project ui.Link
	Sum     []string // when it ends, and what was lost
	Marks   []PlanMark
	Today   string // where today is on the line: "12.5%"; "" = off it
	Parts   []PlanPart
	New     string    // where a step is added; "" = the reader may not
	Save    string    // where it is saved as a template; "" = the reader may not
	Jumps   []ui.Link // to the stages of a long plan
	Import  string    // where a plan is brought in; "" = the reader may not
	Link    string    // where it is linked to GitHub; "" = it is, or the reader may not
	Linked  *PlanLinked
	Tell    string     // where the client is told of it; "" = there is nothing to tell, or the reader may not
	Told    string     // what the client knows of it
	Scale   *PlanScale // for moving the bars; nil = the reader may not
}

// PlanMark is where a week or a month begins on the line.
type PlanMark struct{ X, Label string } // X: "12.5%"

// PlanPart is a stage of the project with its steps.
type PlanPart struct {
	ID    string // of its heading
	Title string // "" = steps without a stage
	Count string // "3 of 12 done"
	Rows  []PlanRow
}

// PlanRow is one step.
type PlanRow struct {
	ID    string
	Name  string
	URL   string // where it is edited; "" = the reader may not
	Words string // as the client reads it, where that differs
	Who   string
	Takes string // "3 to 5 days"
	When  string // "2 to 6 March"
	ISO   string // of its last day
	Late  string // "by Tue 10 March with 80 in 100"; "" = there is nothing to say
	Why   string // "after Design"
	Told  string // what the client was told of it
	State string // "done", "under way", "late"; "" = to come
	Wrong string // what cannot be
	Bar   PlanBar
	Line  *PlanLine  // nil = its bar cannot be moved
	Owed  []PlanOwed // what hangs on it
	Acts  []Act
}

// PlanOwed is a promise that hangs on a step.
type PlanOwed struct {
	Promise ui.Link
	Due     string
	Chance  string // "72 in 100"; "" = nobody knows
	Low     bool   // it is doubtful
}

// PlanBar is a step's place on the line, in hundredths of its length: "12.5%".
type PlanBar struct {
	X, Width, Latest, Class string
	Middle                  string // of a milestone
	Point                   bool   // it is a milestone
}

// PlanChanged is what a change moves besides the step itself.
type PlanChanged struct {
	Lead      string
	Rows      []PlanShift
	Broken    []PlanBroken
	Overtaken *PlanOvertaken // nil = nothing is
}

// PlanOvertaken is what a change makes later than the client was told.
type PlanOvertaken struct {
	Hears string // "Casa Ruiz must hear that 2 steps will be later than they were told."
	Rows  []string
	More  string // "12 more"; "" = these are all
}

// PlanBroken is a promise that a change makes late or doubtful, and who must hear.
type PlanBroken struct {
	Promise ui.Link
	Say     string // "12 days late; the chance falls from 94 to 20 in 100"
	Hears   string
}

// PlanShift is a step that moves.
type PlanShift struct{ Name, From, To, Days string }

// View prints the page.
func (p PlanPage) View() templ.Component { return planView(p) }

// StepForm is the form of a step.
type StepForm struct {
	Desk      Desk
	ID        string
	Form      ui.Form
	Client    ui.Client
	Heading   string
	Label     string // of the button
	Name      ui.Field
	Wording   ui.Field
	Stage     ui.Field
	Party     ui.Field // party: select of all who can hold it
	PartyName ui.Field // party_name: of a third party
	Least     ui.Field // days
	Most      ui.Field // days_most
	NotBefore ui.Field
	On        ui.Field
	Follows   ui.Field     // follows: the steps before it
	Links     []StepLink   // how it follows on each of them
	Changed   *PlanChanged // what the change would move; to be confirmed
	Forecast  []string     // when it will really be done, and how we know
	Owed      []PlanOwed   // what hangs on it
	Promise   string       // where a promise is made that hangs on it; "" = none can be
	Drop      *Act
	Comments  []ui.Link // what clients said about it
	Needs     *Needs    // what it needs from others; nil = it is not there yet
}

// StepLink is how a step follows on another one.
type StepLink struct {
	Kind ui.Field // kind-STEP: after its end, or with its beginning
	Lag  ui.Field // lag-STEP: working days between them
}

// NewStepLink makes the fields of one link. id and name are those of the step before.
func NewStepLink(v tongue.Voice, id, name string) StepLink {
	return StepLink{
		Kind: ui.Field{Name: "kind-" + id, Label: v.Say("After “{step}”", "step", name), Options: []ui.Option{{Value: "finish-start", Label: v.Say("when it has ended")}, {Value: "start-start", Label: v.Say("when it begins")}}},
		Lag:  ui.Field{Name: "lag-" + id, Label: v.Say("Working days between"), Type: "number", Min: "-1000", Max: "1000", Hint: v.Say("Less than none: they overlap.")},
	}
}

// NewStepForm makes the form with its names, labels and hints.
func NewStepForm(d Desk) StepForm {
	d.Narrow = true
	return StepForm{
		Desk:      d,
		Name:      ui.Field{Name: "name", Label: d.Voice.Say("What is to be done"), Required: true, MaxLength: 200, Focus: true},
		Wording:   ui.Field{Name: "wording", Label: d.Voice.Say("As the client reads it"), Optional: true, Words: true, MaxLength: 500, Hint: d.Voice.Say("If it is empty they read the name.")},
		Stage:     ui.Field{Name: "stage", Label: d.Voice.Say("Stage"), Optional: true, MaxLength: 100},
		Party:     ui.Field{Name: "party", Label: d.Voice.Say("Who holds it"), Required: true},
		PartyName: ui.Field{Name: "party_name", Label: d.Voice.Say("Name of the third party"), Optional: true, MaxLength: 200, Hint: d.Voice.Say("A contractor, an authority.")},
		Least:     ui.Field{Name: "days", Label: d.Voice.Say("Working days, at the least"), Type: "number", Min: "0", Max: "2000", Required: true, Hint: d.Voice.Say("None: a milestone.")},
		Most:      ui.Field{Name: "days_most", Label: d.Voice.Say("At the most"), Type: "number", Min: "0", Max: "2000", Optional: true},
		NotBefore: ui.Field{Name: "not_before", Label: d.Voice.Say("Not before"), Type: "date", Optional: true},
		On:        ui.Field{Name: "on", Label: d.Voice.Say("Ends on a fixed day"), Type: "date", Optional: true, Hint: d.Voice.Say("A hearing, a fair: it stays there, whatever comes before it.")},
		Follows:   ui.Field{Name: "follows", Label: d.Voice.Say("Begins after")},
	}
}

// Fields gives all fields of the form.
func (f *StepForm) Fields() []*ui.Field {
	out := []*ui.Field{&f.Name, &f.Wording, &f.Stage, &f.Party, &f.PartyName, &f.Least, &f.Most, &f.NotBefore, &f.On, &f.Follows}
	for i := range f.Links {
		out = append(out, &f.Links[i].Kind, &f.Links[i].Lag)
	}
	return out
}

// View prints the page.
func (f StepForm) View() templ.Component { return stepForm(f) }

// StepLine is the form of a step in the place of its row: what is changed most.
type StepLine struct{ StepForm }

// View prints the fragment.
func (l StepLine) View() templ.Component { return stepLine(l.StepForm) }

// PlanLinked says that a plan is refreshed by GitHub, and how that goes.
type PlanLinked struct {
	To      ui.Link   // the repository, and where the link is looked at
	When    ui.Moment // it was refreshed last
	Say     string    // what changed then: "2 changed"
	None    string    // what there is to say while it never was
	Problem string    // why the last delivery could not be taken
}

// NewPlanLinkForm asks for the repository to which a plan is linked.
func NewPlanLinkForm(v tongue.Voice, f ui.Form) *ActForm {
	return &ActForm{Form: f, ID: "link", Submit: v.Say("Link the plan"), Fields: []Ask{
		{Kind: Line, Field: ui.Field{Name: "repository", ID: "link-repository", Label: v.Say("Repository at GitHub"), Placeholder: "owner/name", Hint: v.Say("Its name as “owner/name”, or its address."), Required: true, MaxLength: 200, Autocomplete: "off"}},
	}}
}

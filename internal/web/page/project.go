package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// ProjectPage is one engagement or pursuit with what is owed in it.
type ProjectPage struct {
	Desk      Desk
	Name      string
	Kind      string // "Project" or "Pursuit"
	State     string // "under way since 12 January"
	Client    ui.Client
	Leader    ui.Link
	Next      *NextContact // of the project, where it has its own
	Acts      []Act
	Open      []PromiseRow
	Needs     Needs
	Updates   Updates
	FieldLog  FieldLog
	Documents Documents
	Shelf     Shelf
	Ended     []PromiseRow
	Notices   []NoticeRow
	Facts     []Fact // started, ends, value, reference
}

// View prints the page.
func (p ProjectPage) View() templ.Component { return projectView(p) }

// ProjectForm makes or edits a project.
type ProjectForm struct {
	Desk    Desk
	Form    ui.Form
	Editing bool
	Client  ui.Client
	Name    ui.Field // name
	Kind    ui.Field // kind: chips project, pursuit
	Owner   ui.Field // owner: select, who leads it
	Next    DateAsk  // next: the next contact; making only
	Contact ui.Field // contact: select, who hears from us next; making only
}

// NewProjectForm makes the form with its names, labels and hints.
func NewProjectForm(d Desk, dates string) ProjectForm {
	d.Narrow = true
	return ProjectForm{
		Desk:    d,
		Name:    ui.Field{Name: "name", Label: d.Voice.Say("Name"), Hint: d.Voice.Say("The client reads it."), Words: true, Required: true, MaxLength: 200, Focus: true},
		Kind:    ui.Field{Name: "kind", Label: d.Voice.Say("What it is"), Options: []ui.Option{{Value: "project", Label: d.Voice.Say("Project"), Selected: true}, {Value: "pursuit", Label: d.Voice.Say("Pursuit"), Hint: d.Voice.Say("we hope to win it")}}},
		Owner:   ui.Field{Name: "owner", Label: d.Voice.Say("Who leads it"), Required: true},
		Next:    NewDateAsk("next", d.Voice.Say("When they hear from us next about it"), dates),
		Contact: ui.Field{Name: "contact", Label: d.Voice.Say("Who is told"), Required: true},
	}
}

// Fields gives all fields of the form.
func (f *ProjectForm) Fields() []*ui.Field {
	return append(f.Next.Fields(), &f.Name, &f.Kind, &f.Owner, &f.Contact)
}

// View prints the page.
func (f ProjectForm) View() templ.Component { return projectForm(f) }

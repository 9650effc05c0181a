package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// ProjectPage is one engagement or pursuit with what is owed in it.
type ProjectPage struct {
	Desk    Desk
	Name    string
	Kind    string // "Project" or "Pursuit"
	State   string // "under way since 12 January"
	Client  ui.Client
	Leader  ui.Link
	Next    *NextContact // of the project, where it has its own
	Acts    []Act
	Open    []PromiseRow
	Ended   []PromiseRow
	Tally   []Fact
	Notices []NoticeRow
	Talk    []Happening
	Facts   []Fact // started, ends, value, reference
	Dates   []Due
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
	State   ui.Field // state: select; editing only
	Starts  ui.Field // starts_on
	Ends    ui.Field // ends_on
	Next    DateAsk  // next: the next contact; making only
	Notes   ui.Field // notes
}

// NewProjectForm makes the form with its names, labels and hints.
func NewProjectForm(d Desk, dates string) ProjectForm {
	d.Narrow = true
	return ProjectForm{
		Desk:   d,
		Name:   ui.Field{Name: "name", Label: "Name", Hint: "The client reads it.", Words: true, Required: true, MaxLength: 200, Focus: true},
		Kind:   ui.Field{Name: "kind", Label: "What it is", Options: []ui.Option{{Value: "project", Label: "Project", Selected: true}, {Value: "pursuit", Label: "Pursuit", Hint: "we hope to win it"}}},
		Owner:  ui.Field{Name: "owner", Label: "Who leads it", Required: true},
		State:  ui.Field{Name: "state", Label: "How it stands"},
		Starts: ui.Field{Name: "starts_on", Label: "Starts", Type: "date", Optional: true},
		Ends:   ui.Field{Name: "ends_on", Label: "Ends", Type: "date", Optional: true},
		Next:   NewDateAsk("next", "When they hear from us next about it", dates),
		Notes:  ui.Field{Name: "notes", Label: "Notes for the team", Optional: true, Rows: 3, MaxLength: 5000},
	}
}

// Fields gives all fields of the form.
func (f *ProjectForm) Fields() []*ui.Field {
	return append(f.Next.Fields(), &f.Name, &f.Kind, &f.Owner, &f.State, &f.Starts, &f.Ends, &f.Notes)
}

// View prints the page.
func (f ProjectForm) View() templ.Component { return projectForm(f) }

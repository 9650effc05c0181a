package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Import brings in what already exists: first a file, then a preview in which
// nothing has happened yet, then the work. All or nothing.
type Import struct {
	Desk    Desk
	Form    ui.Form  // POST of the file: answers with the preview
	What    ui.Field // what: chips "promises", "clients", "plan"
	File    ui.Field // file; multipart
	Far     string   // key under which it is told how far it is
	Formats string   // "CSV, XLSX or ICS for promises; CSV or vCard for clients."
	Preview *ImportPreview
}

// NewImport makes the form with its names, labels and hints.
func NewImport(d Desk) Import {
	return Import{
		Desk: d,
		What: ui.Field{Name: "what", Label: d.Voice.Say("What is in it"), Options: []ui.Option{{Value: "promises", Label: d.Voice.Say("Promises"), Hint: d.Voice.Say("spreadsheet or calendar")}, {Value: "clients", Label: d.Voice.Say("Clients and contacts"), Hint: d.Voice.Say("CSV or vCard")}, {Value: "plan", Label: d.Voice.Say("A project’s plan"), Hint: d.Voice.Say("Microsoft Project, Trello, a table")}}},
		File: ui.Field{Name: "file", Label: d.Voice.Say("File"), Type: "file", Accept: ".ics,.vcf,text/calendar,text/vcard," + planFiles, Required: true, Hint: d.Voice.Say("Up to 10 MB. Nothing happens before you have seen what it would do.")},
	}
}

// Fields gives all fields of the form.
func (i *Import) Fields() []*ui.Field { return []*ui.Field{&i.What, &i.File} }

// View prints the page.
func (i Import) View() templ.Component { return importView(i) }

// ImportPreview is what the import would do.
type ImportPreview struct {
	File     string // "plan-2026.xlsx"
	Summary  string // "41 promises to make, 3 already here, 2 rows with a problem."
	Problems int
	Columns  []string
	Rows     []ImportRow // the first ones, problems before the rest
	More     string      // "and 212 more rows"; empty
	Notes    []string    // about the file as a whole, and what was folded
	Form     ui.Form     // POST: does it
	Hidden   []Pair      // what names the file that was kept
	Submit   string      // "Bring in 41 promises"
	Far      string      // key under which it is told how far it is
	Blocked  string      // why it cannot be done: nothing is brought in while a row has a problem
}

// ImportRow is one row of the file and what would become of it.
type ImportRow struct {
	Number  string // "7"
	Cells   []string
	Effect  string // "new", "already here", "differs: stands here for ..."
	Differs bool   // from what stands here: somebody decides
	Problem string
	Remarks []string     // "closed that day: company holidays"
	Link    ui.Link      // to what stands here; empty = nothing does
	Dates   []ImportDate // of a series that was folded into one row
}

// ImportDate is one date of a series.
type ImportDate struct {
	Text string
	Link ui.Link // to the promise that stands here; empty
}

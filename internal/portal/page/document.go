package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Documents are what is shared with a client, and what he brought.
type Documents struct {
	Frame
	Heading string
	None    string
	Rows    []DocumentRow
	Bring   *Bringing // nil: who looks may not
	All     ui.Link   // from those of one project to all; without URL: these are all

	Everything ui.Link // all of the page in one file; without URL: not shown
}

// View prints the page.
func (d Documents) View() templ.Component { return documentsView(d) }

// DocumentRow is a document in the list.
type DocumentRow struct {
	URL  string
	Name string
	Kind string // "PDF, 1.2 MB"
	By   string // "from Nils Holm"
	At   ui.Moment
	Of   string // the project, where there are several
}

// Bringing is the form by which a client brings a document.
type Bringing struct {
	ui.Form
	Project *ui.Field // project: nil = there is one only
	Name    ui.Field  // name
	Note    ui.Field  // note
	File    ui.Field  // file
	Heading string
	Submit  string
}

// Fields gives all fields of the form.
func (b *Bringing) Fields() []*ui.Field {
	out := []*ui.Field{&b.Name, &b.Note, &b.File}
	if b.Project != nil {
		out = append(out, b.Project)
	}
	return out
}

// DocumentPage is a document with its versions.
type DocumentPage struct {
	Frame
	Name     string
	Preview  string // the address of the newest version's preview; "" = there is none
	Newest   DocumentVersion
	Save     string // what the button says: "Save it (PDF, 1.2 MB)"
	Earlier  []DocumentVersion
	Versions string // heading of the earlier ones
	Comments *Comments
	All      ui.Link
	Contact  Contact
}

// View prints the page.
func (p DocumentPage) View() templ.Component { return documentView(p) }

// DocumentVersion is a version of a document.
type DocumentVersion struct {
	Title string // "Version 2, PDF, 1.2 MB"
	URL   string
	By    string
	At    ui.Moment
	Note  string
}

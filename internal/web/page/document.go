package page

import (
	"strconv"

	"github.com/a-h/templ"

	"kept/internal/ui"
)

// DocumentURL is the page of a document.
func DocumentURL(id string) string { return "/documents/" + id }

// Documents are the documents of a project.
type Documents struct {
	Rows    []DocumentRow // the newest first
	Removed []ui.Link     // to be brought back
	Upload  *Upload       // nil: nothing is added any more
	More    ui.Link       // no URL: these are all
}

// DocumentRow is a document in a list.
type DocumentRow struct {
	Document ui.Link
	Kind     string // "PDF, 1.2 MB"
	By       string // "Nils Holm"
	Theirs   bool   // the client brought it
	Shared   bool
	Versions string    // "3 versions"; "" = one
	When     ui.Moment // of the newest version
	Acts     []Act
}

// Upload is the form that brings a file.
type Upload struct {
	Form   ui.Form
	File   ui.Field  // file
	Name   *ui.Field // name: nil = it is a version of what has a name
	Note   ui.Field  // note
	Shared *ui.Field // shared: nil = it is as the document is
	Limit  int64     // of the file, in bytes
	Submit string
	Open   bool // it stands open, and not behind a button
}

// Fields gives all fields of the form.
func (u *Upload) Fields() []*ui.Field {
	out := []*ui.Field{&u.File, &u.Note}
	for _, f := range []*ui.Field{u.Name, u.Shared} {
		if f != nil {
			out = append(out, f)
		}
	}
	return out
}

func (u Upload) limit() string { return strconv.FormatInt(u.Limit, 10) }

// failed tells whether the form came back with something to mend.
func (u Upload) failed() bool {
	if u.Form.Error != "" {
		return true
	}
	for _, f := range u.Fields() {
		if f.Error != "" {
			return true
		}
	}
	return false
}

// DocumentPage is a document with all its versions.
type DocumentPage struct {
	Desk     Desk
	Name     string
	Client   ui.Client
	State    string // "Shared: the client sees it." …
	Shared   bool
	Removed  bool
	Preview  string // the address of the newest version's preview; "" = there is none
	Kind     string // of the newest version, where there is no preview
	Acts     []Act
	Upload   *Upload
	Versions []DocumentVersion // the newest first
	Comments []ui.Link         // what clients said about it
}

// DocumentVersion is a version of a document.
type DocumentVersion struct {
	Number string
	URL    string // where it is downloaded
	Kind   string
	By     string
	When   ui.Moment
	Note   string
}

// View prints the page.
func (p DocumentPage) View() templ.Component { return documentView(p) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// EntryURL is the page of an entry of a field log.
func EntryURL(id string) string { return "/field-log/" + id }

// FieldLog are the newest entries of a project's field log.
type FieldLog struct {
	Entries []Entry
	New     string // where one is written; "" = nothing is added any more
	All     string // the whole log; "" = these are all
}

// Entry is an entry of a field log.
type Entry struct {
	URL     string
	Text    string
	When    ui.Moment
	By      string
	Weather string // "Frost, −3 °C"; "" = nobody said
	Shared  bool
	Photos  []Photo
}

// Photo is a photo of an entry.
type Photo struct {
	URL, Small    string // the whole one, its thumbnail
	Alt           string
	Width, Height string // of the thumbnail, in pixels
}

// FieldLogPage is the field log of a project.
type FieldLogPage struct {
	Desk    Desk
	Client  ui.Client
	Project string
	New     string // where one is written; "" = nothing is added any more
	Entries []Entry
	Removed []ui.Link
	Older   string
}

// View prints the page.
func (p FieldLogPage) View() templ.Component { return fieldLogView(p) }

// EntryPage is an entry by itself.
type EntryPage struct {
	Desk    Desk
	Client  ui.Client
	Entry   Entry
	State   string // "Private: only we see it." …
	Removed bool
	Acts    []Act
}

// View prints the page.
func (p EntryPage) View() templ.Component { return entryView(p) }

// EntryForm writes an entry, or changes one.
type EntryForm struct {
	Desk    Desk
	Client  ui.Client
	Heading string
	Form    ui.Form
	Text    ui.Field   // text
	Camera  ui.Field   // photos: taken now
	Photos  ui.Field   // photos: chosen
	Out     []ui.Field // take_out: the photos that there are, each to be taken out
	Seen    []Photo    // in the order of Out
	Weather ui.Field   // weather: chips
	Degrees ui.Field   // degrees
	At      ui.Field   // at
	Shared  ui.Field   // shared
	Tell    ui.Field   // tell: the message is written next
	Submit  string
}

// Fields gives all fields of the form.
func (f *EntryForm) Fields() []*ui.Field {
	out := []*ui.Field{&f.Text, &f.Camera, &f.Photos, &f.Weather, &f.Degrees, &f.At, &f.Shared, &f.Tell}
	for i := range f.Out {
		out = append(out, &f.Out[i])
	}
	return out
}

// View prints the form.
func (f EntryForm) View() templ.Component { return entryForm(f) }

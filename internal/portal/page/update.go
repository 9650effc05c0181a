package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// UpdatePage is a status update as it was sent.
type UpdatePage struct {
	Frame
	Subject  string
	At       ui.Moment
	Intro    string // its writer's own beginning; "" = none
	Parts    []UpdatePart
	Contact  Contact
	Comments *Comments
}

// UpdateLink leads to an update.
type UpdateLink struct {
	Update ui.Link
	At     ui.Moment
}

// UpdatePart is a part of an update with its sentences.
type UpdatePart struct {
	Title string
	Lines []string
	Lang  string // of the lines, where it is known and another than the page's
}

// View prints the page.
func (p UpdatePage) View() templ.Component { return updateView(p) }

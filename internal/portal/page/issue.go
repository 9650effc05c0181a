package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Issue is what went wrong, in a list.
type Issue struct {
	Link ui.Link
	Says string // how far it is, in a sentence
	Over bool
	At   ui.Moment // of the last word
	Hear ui.Moment // of the next one; none = it is over
}

// IssueWord is an earlier word about an issue.
type IssueWord struct {
	At   ui.Moment
	Says string
}

// IssuePage is what went wrong, as the client was told of it.
type IssuePage struct {
	Frame
	Issue    Issue
	Parts    []UpdatePart
	Promises []Promise // that it touches
	Earlier  []IssueWord
	Contact  Contact
}

// View prints the page.
func (p IssuePage) View() templ.Component { return issueView(p) }

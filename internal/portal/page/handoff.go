package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Asked is where a link in a mail about a hand-off leads: somebody is asked for
// something, and answers without an account. Opening it changes nothing.
type Asked struct {
	Frame
	Heading string // "Nils Holm needs something from you"
	Words   string // what is needed
	Why     string
	Facts   []AskedFact // needed by, for
	Before  string      // what was answered before: "You said on Monday that you are stuck."
	Form    ui.Form
	Answer  ui.Field // answer: radios; no Name: only his words are wanted
	Day     ui.Field // day: with another date
	Said    ui.Field // said: his own words
	Button  string
	Note    string // that nothing happens unless the button is pressed
}

// AskedFact is one thing to know before one answers.
type AskedFact struct{ Label, Value string }

// Fields gives all fields of the form.
func (a *Asked) Fields() []*ui.Field { return []*ui.Field{&a.Answer, &a.Day, &a.Said} }

// View prints the page.
func (a Asked) View() templ.Component { return askedView(a) }

// AskedOver is the same link when nothing is wanted any more, or when it was
// answered.
type AskedOver struct {
	Frame
	Heading string
	Lead    string
	Again   ui.Link // back to the form, where one can still think better of it
}

// View prints the page.
func (a AskedOver) View() templ.Component { return askedOverView(a) }

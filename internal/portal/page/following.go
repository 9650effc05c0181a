package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Following is where a reader says what reaches him: of what he hears besides what
// he is told, how often, and whether he takes mail at all. It opens in a session
// and by the link of a mail; opening it changes nothing.
type Following struct {
	Frame
	Heading string
	Lead    string
	Ended   string // it ended without his asking: why
	Form    ui.Form
	Rhythm  ui.Field
	Topics  Ticks
	Button  string
	Stop    Press // ends it by one press; no label = there is nothing to end
	Mail    Heard // what he is told in person
	Push    Push  // on which devices he is told; zero = it is not offered
	Feed    Feed  // his calendar and his feed; without a heading: not shown
}

// Feed is where a reader gets the address at which his own programs read.
type Feed struct {
	Heading string
	Lead    string
	State   string // since when he has one; empty = he has none
	Made    MadeFeed
	Form    ui.Form
	Make    string // the label of the button that makes one, or makes it anew
	End     string // the label of the button that ends it; empty = there is none
}

// MadeFeed is an address that was just made: it is shown once.
type MadeFeed struct {
	Lead     string
	Calendar ui.Field // its value can be copied
	News     ui.Field
	Open     ui.Link // opens the calendar of this device
	Title    string  // of the steps
	Steps    []string
}

// Ticks is a choice of several, all of them in sight.
type Ticks struct {
	Label string
	Error string
	Boxes []ui.Field
}

// Press is a button that does one thing.
type Press struct {
	Form  ui.Form
	Do    string // what it sends as "do"
	Label string
}

// Heard is what a reader is told whatever he follows, and how he ends that too.
type Heard struct {
	Heading string
	Lead    string
	Press   Press
}

// View prints the page.
func (f Following) View() templ.Component { return followingView(f) }

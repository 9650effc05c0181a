package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Ask is where a client without a link asks for one: he types his e-mail. What
// comes back never tells whether the address is known.
type Ask struct {
	Frame
	Heading string // "Your page at Northlight Studio"
	Lead    string
	Form    ui.Form
	Email   ui.Field // Type "email", Autocomplete "email"
	Button  string   // "Send me the link"
	Code    ui.Link  // to the page for a code that he has already; without URL: not shown
}

// View prints the page.
func (a Ask) View() templ.Component { return askView(a) }

// EnterCode is where the six digits of the mail are typed, in another browser
// than the one that reads the mail. It is also what follows [Ask]: then Lead
// says that the mail was sent, if the address is known.
type EnterCode struct {
	Frame
	Heading string // "Look into your mail"
	Lead    string // "We have sent it, if we know ana@casaruiz.example."
	Form    ui.Form
	Email   ui.Field // shown as a field; with Type "hidden" it is only carried along
	Code    ui.Field // InputMode "numeric", Autocomplete "one-time-code", MaxLength 7
	Button  string   // "Open my page"
	Help    string   // what to do when nothing came
	Again   ui.Link  // back to [Ask]
}

// View prints the page.
func (e EnterCode) View() templ.Component { return codeView(e) }

// Confirm is where a mailed link leads. Opening it changes nothing, so that a
// program that follows links signs nobody in; its button does.
type Confirm struct {
	Frame
	Heading  string // "Is it you, Ana?"
	Lead     string // "This opens the page of Casa Ruiz on this device."
	Form     ui.Form
	Button   string // "Yes, open my page"
	Remember string // how long the device is remembered, and how to end that
	NotMe    string // "If you are not Ana Ruiz, just close this page: nothing happens."
}

// View prints the page.
func (c Confirm) View() templ.Component { return confirmView(c) }

// DeadLink is a link that is expired, used or unknown, with the way out: a new one.
type DeadLink struct {
	Frame
	Heading string // "This link has been used."
	Lead    string // why, and that a new one is a minute away
	Form    ui.Form
	Email   ui.Field // filled in where the link still tells whose it was
	Button  string   // "Send me a new one"
	Code    ui.Link  // as in [Ask]
}

// View prints the page.
func (d DeadLink) View() templ.Component { return deadView(d) }

// Choose is for one e-mail address that reads for several clients.
type Choose struct {
	Frame
	Heading string // "Which page would you like to open?"
	Lead    string
	Form    ui.Form
	Name    string // of the button's value that is posted: "client"
	Choices []Choice
}

// Choice is one page that can be opened.
type Choice struct {
	Value  string
	Client ui.Client
	Note   string // "with Northlight Studio"; may be empty
}

// View prints the page.
func (c Choose) View() templ.Component { return chooseView(c) }

// SignedOut is the goodbye.
type SignedOut struct {
	Frame
	Heading string // "You are signed out."
	Lead    string // "This device no longer opens your page."
	Again   ui.Link
}

// View prints the page.
func (s SignedOut) View() templ.Component { return signedOutView(s) }

// Problem is every page of an error: what happened, in a person's words, and
// the ways on. It needs nothing of the database: a zero Frame will do.
type Problem struct {
	Frame
	Heading   string // "This page is not there."
	Say       string // from fault.Error.Say
	SayLang   string // of Say, where it differs from the page
	Reference string // of an internal error, for whoever looks for it: "7F2K-31"; else empty
	Ways      []ui.Link
	Contact   Contact // a person to turn to; may be empty
}

// View prints the page.
func (p Problem) View() templ.Component { return problemView(p) }

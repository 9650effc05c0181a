package page

import "kept/internal/ui"

// Act is something a member can do where it stands. It is one of three: a
// link to a page (URL), a form of one button (Post), or a form that opens in
// place (Form).
type Act struct {
	Label   string // a verb: "Tell or reset", "Keep", "Snooze"
	Icon    string // "told", "kept", "call", "hand", "snooze", "pen" …; empty is none
	URL     string // GET
	Post    string // POST at once
	Form    *ActForm
	Main    bool // the one main act of the screen
	Danger  bool
	Version string // of what is acted on; sent by Post
	Once    string
	Hidden  []Pair // further fields sent by Post
}

// Pair is a hidden field.
type Pair struct{ Name, Value string }

// ActForm is a short form that opens under its button.
type ActForm struct {
	ui.Form
	ID     string // unique on the page; the form is opened when it carries an error
	Lead   string // a sentence above the fields
	Fields []Ask
	Submit string // what the button says: "Snooze until then"
	Hidden []Pair
}

// AskKind is how a field of an [ActForm] is asked.
type AskKind string

// The kinds.
const (
	Line     AskKind = "line" // ui.Input
	Lines    AskKind = "lines"
	Pick     AskKind = "pick" // ui.Select
	PickChip AskKind = "chips"
	Tick     AskKind = "tick"
	PickOne  AskKind = "radios"
)

// Ask is a field and how it is asked.
type Ask struct {
	Kind AskKind
	ui.Field
}

// failed tells whether the form came back with something to mend: then it stands open.
func (f ActForm) failed() bool {
	if f.Error != "" {
		return true
	}
	for _, a := range f.Fields {
		if a.Error != "" {
			return true
		}
	}
	return false
}

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Act is something a member can do where it stands. It is one of three: a
// link to a page (URL), a form of one button (Post), or a form that opens in
// place (Form).
type Act struct {
	Label   string // a verb: "Tell or reset", "Keep", "Snooze"
	Of      string // what it acts on, where the same verb stands beside several; for a screen reader
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

// look is the class of the act's button.
func (a Act) look() templ.OrderedAttributes {
	class := "button"
	if a.Main {
		class += " button-main"
	}
	if a.Danger {
		class += " button-danger"
	}
	return templ.OrderedAttributes{{Key: "class", Value: class}}
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
	Open   bool // stands open from the start: its reader came for it
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
	Flip     AskKind = "switch"
	PickMany AskKind = "many" // several of a list; each chosen one is sent under the field's name
)

// Ask is a field and how it is asked.
type Ask struct {
	Kind AskKind
	Row  string // neighbours of the same row stand side by side; "days" is the row of office hours
	ui.Field
}

// rowsOf gives the fields in runs of the same row; a field without one stands alone.
func rowsOf(all []Ask) [][]Ask {
	var out [][]Ask
	for i, a := range all {
		if i == 0 || a.Row == "" || a.Row != all[i-1].Row {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}

// Inputs gives the fields of the form, to be refilled and complained about.
func (f *ActForm) Inputs() []*ui.Field {
	out := make([]*ui.Field, len(f.Fields))
	for i := range f.Fields {
		out[i] = &f.Fields[i].Field
	}
	return out
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

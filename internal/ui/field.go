package ui

import "strings"

// Field is one field of a form as it is shown: with its value kept and its
// error beside it when the form comes back.
type Field struct {
	Name     string // the form's key
	ID       string // the element's id; Name when empty
	Label    string
	Value    string
	Error    string // what is wrong, in a sentence; from fault.Error.Fields
	Hint     string
	Type     string // of the input: "text" when empty
	Required bool
	Optional bool // prints "(optional)" after the label
	Checked  bool // for checkboxes and switches; their Value is sent when on ("on" when empty)

	Placeholder  string
	Autocomplete string
	InputMode    string
	Pattern      string
	Min, Max     string // for numbers, dates and times
	Step         string
	MaxLength    int // characters; 0 = unlimited
	Rows         int // of a textarea
	Accept       string
	Multiple     bool     // of files: several may be chosen
	Capture      bool     // of files: a telephone opens its camera
	List         []string // suggestions, shown as a datalist
	Lang         string   // of what is typed, where it differs from the page
	Words        bool     // the client will read it: set in the serif
	Focus        bool     // takes the focus when the page opens
	Disabled     bool
	Options      []Option
	// Get, when set, is asked with the form's values whenever the field
	// rests after typing, and its answer fills the element #{id}-echo: the
	// full date beside what was typed. Without JavaScript the echo shows when the form comes back.
	Get  string
	Echo string // what the echo says now
	// Seen is what the echo means, sent along as NAME_seen: what was typed counts
	// as the moment that its writer saw, or not at all.
	Seen    string
	Confirm string // what has to be confirmed before anything is done; prints the question with its button
}

// Option is one choice of a select, a set of radios or chips.
type Option struct {
	Value    string
	Label    string
	Hint     string
	Selected bool
	Disabled bool
	Group    string // of a select: options of one group stand together
	Colour   int    // 1 to 12: prints the client's dot
}

// Key is the id of the element.
func (f Field) Key() string {
	if f.ID != "" {
		return f.ID
	}
	return f.Name
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) sends() string {
	if f.Value == "" {
		return "on"
	}
	return f.Value
}

// describedBy names what a screen reader reads after the label.
func (f Field) describedBy() string {
	var ids []string
	if f.Error != "" {
		ids = append(ids, f.Key()+"-error")
	}
	if f.Hint != "" {
		ids = append(ids, f.Key()+"-hint")
	}
	if f.Get != "" || f.Echo != "" {
		ids = append(ids, f.Key()+"-echo")
	}
	return strings.Join(ids, " ")
}

func (f Field) inputClass() string {
	if f.Words {
		return "input input-words"
	}
	return "input"
}

// groups gives the options in runs of the same group.
func (f Field) groups() [][]Option {
	var out [][]Option
	for i, o := range f.Options {
		if i == 0 || o.Group != f.Options[i-1].Group {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], o)
	}
	return out
}

// Form is what every form carries besides its fields.
type Form struct {
	Action  string // where it is posted
	Version string // of the thing being edited; empty when making
	Once    string // a token that makes sending the form twice the same as once; for making and telling
	Error   string // what is wrong with the whole, in a sentence
	Back    string // where "Cancel" leads; empty: no such link
}

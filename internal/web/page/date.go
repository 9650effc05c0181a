package page

import (
	"cmp"

	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// DateAsk asks for a date in three ways, of which one is enough: chips with
// likely dates, a line that takes what people type ("Fri 4pm", "in 2 working
// days"), and the browser's own date and time. What is typed counts first,
// then the date and time, then the chip. Whatever is chosen is echoed as a full date
// before it counts.
type DateAsk struct {
	Legend string
	Hint   string
	Chips  ui.Field // radios NAME_choice; Options' values are RFC 3339 or YYYY-MM-DD
	Typed  ui.Field // NAME
	Day    ui.Field // NAME_day, YYYY-MM-DD
	Time   ui.Field // NAME_time, HH:MM; empty: the day as a whole
	Echo   string   // "Friday, 6 March 2026, 16:00 Munich (15:00 London)"
	// EchoIn is the echo in a language; nil = [DateAsk.Echo] stands as it is.
	EchoIn func(tongue.Voice) string
	Why    []string // how the date was worked out, a step a line
	Error  string
	Unseen bool // what was typed was not sent with the echo that it has
}

// NewDateAsk makes the question with its field names: name, name_choice,
// name_day and name_time. echo is asked with the form's values (GET) and
// answers with a [DateEcho]; empty: there is no live echo.
func NewDateAsk(name, legend, echo string) DateAsk {
	return DateAsk{
		Legend: legend,
		Chips:  ui.Field{Name: name + "_choice"},
		Typed:  ui.Field{Name: name, Autocomplete: "off", Get: echo, MaxLength: 80},
		Day:    ui.Field{Name: name + "_day", Type: "date"},
		Time:   ui.Field{Name: name + "_time", Type: "time"},
	}
}

// Fields gives all of its fields, to be refilled and complained about.
func (d *DateAsk) Fields() []*ui.Field { return []*ui.Field{&d.Chips, &d.Typed, &d.Day, &d.Time} }

// Said is the echo in a language.
func (d DateAsk) Said(v tongue.Voice) string {
	if d.EchoIn == nil {
		return d.Echo
	}
	return d.EchoIn(v)
}

// TypedIn is the line with the echo of the whole question under it. What can be
// typed is English in every language.
func (d DateAsk) TypedIn(v tongue.Voice) ui.Field {
	f := d.Typed
	f.Label, f.Placeholder = cmp.Or(f.Label, v.Say("Or type it")), cmp.Or(f.Placeholder, v.Say("Fri 4pm, in 2 working days, 12 May"))
	if echo := d.Said(v); echo != "" {
		f.Echo = echo
	}
	if f.Error == "" {
		f.Error = d.Error
	}
	return f
}

// labelled is a field with its label.
func labelled(f ui.Field, label string) ui.Field {
	f.Label = cmp.Or(f.Label, label)
	return f
}

// picked tells whether the day or time has something in it: then they stand open.
func (d DateAsk) picked() bool {
	return d.Day.Value != "" || d.Time.Value != "" || d.Day.Error != "" || d.Time.Error != ""
}

// DateEcho is the answer to a live echo: what was understood, in full, or why it was not.
type DateEcho struct {
	Text  string
	Error bool
	Name  string // of the question
	Seen  string // what the text means, to be sent with what was typed
	// Chance is how probable it is that the date holds, and what that stands on; ""
	// = nobody knows.
	Chance string
	Low    bool // it is doubtful
}

// View prints the fragment.
func (e DateEcho) View() templ.Component { return dateEcho(e) }

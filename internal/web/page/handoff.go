package page

import (
	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// HandOffsURL is the list of what is needed from others.
const HandOffsURL = "/hand-offs"

// HandOffRow is one hand-off in a list.
type HandOffRow struct {
	URL   string
	Words string
	Who   string    // who was asked
	For   string    // what waits; empty on its own page
	State string    // "no answer yet", "declined", "offers Fri 6 March"
	Tone  string    // "" (nothing to fear), "doubtful", "broken" or "kept"
	Need  ui.Moment // none when it is over
	Note  string    // "reminded twice"
}

// Needs is the part of a page that lists what is needed from others.
type Needs struct {
	Rows []HandOffRow
	New  string // address of the form; empty: the reader may not, or nothing is needed any more
	None string // what stands there when nobody was asked
	All  string // address of the whole list; empty is none
}

// HandOffs is the list of what is needed from others, a page at a time.
type HandOffs struct {
	Desk  Desk
	Views []Shortcut // "Mine", "Asked of me", "All"
	Rows  []HandOffRow
	None  string
	Pager Pager
}

// View prints the page.
func (h HandOffs) View() templ.Component { return handOffsView(h) }

// HandOffPage is one hand-off with its history.
type HandOffPage struct {
	Desk    Desk
	Client  ui.Client
	For     ui.Link // the promise or the step
	Row     HandOffRow
	Why     string
	Said    string // his words
	Shown   string // what is approved, and the mark of that version
	Mark    string
	Answers []Happening // to a question or an approval, the newest first
	Effect  string      // what waiting does to the dates
	Asks    *Prompt
	Acts    []Act
	Facts   []Fact
	Journal []Happening
}

// View prints the page.
func (h HandOffPage) View() templ.Component { return handOffView(h) }

// HandOffForm asks somebody for something.
type HandOffForm struct {
	Desk      Desk
	Form      ui.Form
	Client    ui.Client
	For       string   // the words of the promise or the step
	By        string   // by when it is needed unless another moment is chosen
	Kind      ui.Field // work, question or approval
	Words     ui.Field
	Options   ui.Field // of a question
	Shown     ui.Field // of an approval
	Why       ui.Field
	Party     ui.Field
	PartyName ui.Field
	Email     ui.Field
	Work      ui.Field
	Need      DateAsk
}

// NewHandOffForm makes the form with its names, labels and hints. dates is the
// address that echoes a typed date.
func NewHandOffForm(d Desk, dates string) HandOffForm {
	d.Narrow = true
	return HandOffForm{
		Desk:  d,
		Words: ui.Field{Name: "words", Label: d.Voice.Say("What is needed"), Hint: d.Voice.Say("They read it: “Your confirmation of the prices”."), Words: true, Required: true, MaxLength: 300, Focus: true, Rows: 2},
		Kind: ui.Field{Name: "kind", Label: d.Voice.Say("What you ask for"), Required: true, Options: []ui.Option{
			{Value: "work", Label: d.Voice.Say("That they do or send something")}, {Value: "question", Label: d.Voice.Say("An answer to a question"), Hint: d.Voice.Say("From somebody at the client.")}, {Value: "approval", Label: d.Voice.Say("A yes or a no to a text"), Hint: d.Voice.Say("From somebody at the client.")},
		}},
		Options:   ui.Field{Name: "options", Label: d.Voice.Say("Answers to choose of"), Optional: true, Rows: 3, Words: true, MaxLength: 1000, Hint: d.Voice.Say("Two to eight, one a line. They can always answer in their own words.")},
		Shown:     ui.Field{Name: "shown", Label: d.Voice.Say("What is to be approved"), Optional: true, Rows: 8, Words: true, MaxLength: 8000, Hint: d.Voice.Say("They read it word for word, and it stays as it is: with each answer is kept to which text it was given.")},
		Why:       ui.Field{Name: "why", Label: d.Voice.Say("Why it matters"), Optional: true, Words: true, MaxLength: 500, Rows: 2, Hint: d.Voice.Say("They read it as well.")},
		Party:     ui.Field{Name: "party", Label: d.Voice.Say("From whom"), Required: true},
		PartyName: ui.Field{Name: "party_name", Label: d.Voice.Say("Name of the third party"), Optional: true, MaxLength: 200, Hint: d.Voice.Say("A contractor, an authority.")},
		Email:     ui.Field{Name: "email", Label: d.Voice.Say("Their e-mail"), Type: "email", Optional: true, MaxLength: 254, Autocomplete: "off", Hint: d.Voice.Say("Of a third party: no account is needed to answer.")},
		Work:      ui.Field{Name: "work", Label: d.Voice.Say("Your own work after it"), Hint: d.Voice.Say("It is needed so much earlier than the client has to be told.")},
		Need:      NewDateAsk("need_by", d.Voice.Say("Needed by"), dates),
	}
}

// Fields gives all fields of the form.
func (f *HandOffForm) Fields() []*ui.Field {
	return append(f.Need.Fields(), &f.Kind, &f.Words, &f.Options, &f.Shown, &f.Why, &f.Party, &f.PartyName, &f.Email, &f.Work)
}

// View prints the page.
func (f HandOffForm) View() templ.Component { return handOffForm(f) }

// tone is the class of a state.
func (r HandOffRow) tone() string {
	if r.Tone == "" {
		return "state"
	}
	return "state state-" + r.Tone
}

// sign is the icon of a state.
func (r HandOffRow) sign() string {
	switch r.Tone {
	case "broken", "doubtful":
		return "warning"
	case "kept":
		return "kept"
	}
	return "hand"
}

// NewRemindForm asks how others are reminded: fields remind_first, _every, _most
// and _at, and the same with remind_client_ for the client's own people.
func NewRemindForm(v tongue.Voice, f ui.Form, languages []ui.Option) *ActForm {
	out := &ActForm{Form: f, ID: "reminders", Submit: v.Say("Save")}
	add := func(row, name, label, hint string) {
		out.Fields = append(out.Fields, Ask{Kind: Line, Row: row, Field: ui.Field{Name: row + "_" + name, ID: "reminders-" + row + "-" + name, Label: label, Hint: hint, MaxLength: 20, Required: true, Autocomplete: "off"}})
	}
	time, hour, most := v.Say("Of their working time."), v.Say("The hour of their day."), v.Say("Reminders; none: 0.")
	add("remind", "first", v.Say("first after"), time)
	add("remind", "every", v.Say("again after"), "")
	add("remind", "most", v.Say("at most"), most)
	add("remind", "at", v.Say("at"), hour)
	add("remind_client", "first", v.Say("Clients: first after"), time)
	add("remind_client", "every", v.Say("Clients: again after"), "")
	add("remind_client", "most", v.Say("Clients: at most"), most)
	add("remind_client", "at", v.Say("Clients: at"), hour)
	out.Fields = append(out.Fields, Ask{Kind: Pick, Field: ui.Field{Name: "third_language", ID: "reminders-third-language", Label: v.Say("Third parties read"), Hint: v.Say("Of whom no language is known: what they are asked for is written in it."), Options: languages}})
	return out
}

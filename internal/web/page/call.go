package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Calls is who waits for an answer: missed calls and messages with their
// response clocks (story 5).
type Calls struct {
	Desk     Desk
	Standard string // "Calls are returned within 90 minutes, mails answered within 4 working hours."
	Waiting  []WaitingCall
	Answered []WaitingCall // the last ones, with how long they took
	Log      string        // address of the form
}

// View prints the page.
func (c Calls) View() templ.Component { return callsView(c) }

// WaitingCall is one wait of a client.
type WaitingCall struct {
	Who      string // "Paul Brenner"
	Client   ui.Client
	URL      string
	Channel  string // "call", "mail"
	Since    ui.Moment
	AnswerBy ui.Moment // explains itself
	Late     bool
	Text     string // what he wanted, as far as it is known
	Phone    string
	Owner    ui.Person
	Took     string // of an answered one: "38 min, within 90"
	InTime   bool
	Acts     []Act // "I called back" …
}

// CallForm logs a call or a meeting: a missed call starts the response clock,
// one that reached the contact stops it and counts as told.
type CallForm struct {
	Desk      Desk
	Form      ui.Form
	Of        ui.Client // whose call it is; none: the page asks for the client first
	Pick      string    // GET with the client; where Of is not known yet
	Client    ui.Field  // client: select; asked where Of is not known yet
	Contact   ui.Field  // contact: select
	Channel   ui.Field  // channel: chips call, meeting
	Direction ui.Field  // direction: radios missed, in, out
	At        DateAsk   // at
	Text      ui.Field  // text: what was said
	Answering ui.Field  // answering: select, who is to call back when it was missed
	About     ui.Field  // project: select, what it was about; none when it has no options
	Next      DateAsk   // next: the next contact; asked when it reached them
	NextWhy   string
}

// NewCallForm makes the form with its names, labels and hints.
func NewCallForm(d Desk, dates string) CallForm {
	d.Narrow = true
	return CallForm{
		Desk:    d,
		Client:  ui.Field{Name: "client", Label: d.Voice.Say("Client")},
		Contact: ui.Field{Name: "contact", Label: d.Voice.Say("With whom"), Required: true},
		Channel: ui.Field{Name: "channel", Label: d.Voice.Say("What it was"), Options: []ui.Option{{Value: "call", Label: d.Voice.Say("Call"), Selected: true}, {Value: "meeting", Label: d.Voice.Say("Meeting")}}},
		Direction: ui.Field{Name: "direction", Label: d.Voice.Say("How it went"), Options: []ui.Option{
			{Value: "missed", Label: d.Voice.Say("They called, nobody answered"), Hint: d.Voice.Say("The clock runs: somebody owes them a call.")},
			{Value: "in", Label: d.Voice.Say("They called, we spoke"), Selected: true},
			{Value: "out", Label: d.Voice.Say("We called and reached them")},
			{Value: "tried", Label: d.Voice.Say("We called and did not reach them"), Hint: d.Voice.Say("They do not know anything yet.")},
		}},
		At:        NewDateAsk("at", d.Voice.Say("When"), dates),
		Text:      ui.Field{Name: "text", Label: d.Voice.Say("What was said"), Rows: 4, MaxLength: 20000, Optional: true, Hint: d.Voice.Say("As you would tell a colleague.")},
		Answering: ui.Field{Name: "answering", Label: d.Voice.Say("Who is to call back, if nobody answered")},
		About:     ui.Field{Name: "project", Label: d.Voice.Say("What it was about"), Optional: true},
		Next:      NewDateAsk("next", d.Voice.Say("When they hear from us next"), dates),
		NextWhy:   d.Voice.Say("Needed when you spoke: what did you say when they would hear again?"),
	}
}

// Fields gives all fields of the form.
func (f *CallForm) Fields() []*ui.Field {
	return append(append(f.At.Fields(), f.Next.Fields()...), &f.Client, &f.Contact, &f.Channel, &f.Direction, &f.Text, &f.Answering, &f.About)
}

// View prints the page.
func (f CallForm) View() templ.Component { return callForm(f) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Mode is what the composer is used for. One composer serves every telling.
type Mode string

// The modes.
const (
	Resetting Mode = "reset"   // a promise gets a new date, with its reason
	Holding   Mode = "holding" // no new date yet: when there will be one
	Telling   Mode = "tell"    // anything worth knowing
	Keeping   Mode = "keep"    // it is there
	Updating  Mode = "update"  // a status update
	Logging   Mode = "log"     // a call or meeting that reached them
)

// Composer writes to a client: who will read it, what they will read, the new
// date, the next contact, what else it touches. Nothing can be sent without a next contact.
type Composer struct {
	Desk     Desk
	Form     ui.Form
	Mode     Mode
	Heading  string // "A new date for the mock-ups", "Write to Aalto Interiors"
	Client   ui.Client
	About    *PromiseRow // the promise it is about, with the date that stands; nil: none
	Others   []Shortcut  // the other ways to tell the same: "New date", "Holding answer", "Only tell", "I called"
	Readers  []Reader
	NoReader string       // what is wrong with the choice of readers
	Channel  ui.Field     // channel: chips "call", "meeting"; logging only
	At       DateAsk      // at: when it was said; logging only
	Reached  ui.Field     // reached: checkbox "I reached them"; logging only
	Date     DateAsk      // due: the new date; resetting, and logging about a promise
	Reason   ui.Field     // reason: why it moves, in words for the client; with Date
	Because  ui.Field     // because: why this date although it is doubtful; shown when it is asked for
	Subject  ui.Field     // subject
	Message  ui.Field     // message: what they will read, or what was said
	Parts    []UpdatePart // of a status update
	Save     string       // where it is saved for later; "" = it cannot be
	Drop     string       // where it is given up
	Later    Later        // an update: when it leaves by itself
	Acts     []Act        // what else can be done about it
	Waits    string       // who was asked what he did, and has not answered
	Next     DateAsk      // next: the next contact; always required
	Files    ui.Field     // files: any number of them; no Name: none can go along
	Phrases  ui.Field     // phrase: the ready answers, taken by a GET of Open
	Open     string
	Heard    []Saying // the newest of what was said in the conversation that is answered
	Company  Company  // who else has it before him
	NextWhy  string   // "Every open client knows when they hear from us next. Casa Ruiz would not."
	Touches  []Touch
	Share    ui.Field // share: checkbox, stands on the client's page
	Notify   ui.Field // notify: checkbox, a mail goes out now
	Letter   *Letter  // what they will read, as far as it is written; nil before the first look
	Preview  string   // POST with the form's values gives the same page with Letter, Submit and Blocked filled in; it changes nothing and does not use up Once
	AsClient string   // address of the client's page as they see it; empty is none
	Submit   string   // "Publish and tell 3 people"
	Blocked  string   // why it cannot be sent as it is; empty: it can
}

// Reader is somebody who will read it, by name.
type Reader struct {
	Value   string // of the checkbox "to"
	Name    string
	Address string // "ana@casaruiz.example", "+34 …"
	Note    string // "reads mail until 18:00 Madrid; it is 10:12 there"
	Problem string // "her last mail came back: call instead"
	Chosen  bool
	Fixed   bool // cannot be taken out: the promise was made to him
}

// Touch is another date that this one touches.
type Touch struct {
	Words  string
	URL    string
	Client ui.Client // where it is another client's
	Due    ui.Moment
	Effect string // "moves to Wed 11 Mar", "would break", "stands"
	Hears  string // "Ana Ruiz hears of it in the same message", "nobody has to be told"
	State  ui.State
	Tick   ui.Field // checkbox "touch" with the promise's id: tell it in the same message; no Name: nothing to choose
}

// Letter is what the client will read.
type Letter struct {
	From    string
	To      string
	Subject string
	Text    string // paragraphs by empty lines
	Lang    string
	When    string // "leaves at once", "leaves in 10 s, after the undo"
}

// NewComposer makes the composer with its names, labels and hints; dates is the address that echoes a typed date.
func NewComposer(d Desk, mode Mode, dates string) Composer {
	c := Composer{
		Desk: d, Mode: mode,
		Channel: ui.Field{Name: "channel", Label: d.Voice.Say("How"), Options: []ui.Option{{Value: "call", Label: d.Voice.Say("Call"), Selected: true}, {Value: "meeting", Label: d.Voice.Say("Meeting")}}},
		At:      NewDateAsk("at", d.Voice.Say("When"), dates),
		Reached: ui.Field{Name: "reached", Label: d.Voice.Say("I reached them"), Hint: d.Voice.Say("Only then do they know. A message on the machine is not told."), Type: "checkbox", Checked: true},
		Date:    NewDateAsk("due", d.Voice.Say("The new date"), dates),
		Because: ui.Field{Name: "because", Label: d.Voice.Say("Why you promise this date all the same"), MaxLength: 500, Hint: d.Voice.Say("For us alone; it stays in the journal.")},
		Reason:  ui.Field{Name: "reason", Label: d.Voice.Say("Why it moves"), Hint: d.Voice.Say("One honest sentence. It stands in the message and in the history for ever."), Words: true, Rows: 2, Required: true, MaxLength: 500},
		Subject: ui.Field{Name: "subject", Label: d.Voice.Say("Subject"), MaxLength: 200},
		Message: ui.Field{Name: "message", Label: d.Voice.Say("What they will read"), Words: true, Rows: 7, Required: true, MaxLength: 20000},
		Next:    NewDateAsk("next", d.Voice.Say("When they hear from us next"), dates),
		NextWhy: d.Voice.Say("It cannot be sent without this: the client should never have to ask."),
		Share:   ui.Field{Name: "share", Label: d.Voice.Say("Share on their page"), Hint: d.Voice.Say("It stands there, with the date, for whoever looks."), Type: "checkbox", Checked: true},
		Notify:  ui.Field{Name: "notify", Label: d.Voice.Say("Tell them by mail now"), Hint: d.Voice.Say("Sharing alone does not tell anybody."), Type: "checkbox", Checked: true},
	}
	switch mode {
	case Holding:
		c.Message.Hint = d.Voice.Say("That we have it, what we are doing, and when there will be a date.")
	case Logging:
		c.Message.Label = d.Voice.Say("What was said")
		c.Message.Hint = d.Voice.Say("As you would tell a colleague. The client does not read it unless you share it.")
		c.Date.Legend = d.Voice.Say("A new date, if one was agreed")
		c.Reason.Required, c.Reason.Optional = false, true
		c.Share.Checked, c.Notify.Checked = false, false
	}
	return c
}

// Fields gives all fields of the form, except the readers and touches.
func (c *Composer) Fields() []*ui.Field {
	out := []*ui.Field{&c.Channel, &c.Reached, &c.Reason, &c.Because, &c.Subject, &c.Message, &c.Share, &c.Notify, &c.Files}
	for _, d := range []*DateAsk{&c.At, &c.Date, &c.Next} {
		out = append(out, d.Fields()...)
	}
	return out
}

// View prints the page.
func (c Composer) View() templ.Component { return composerView(c) }

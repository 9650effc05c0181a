package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Promises is the list of promises, a page of at most 100 at a time.
type Promises struct {
	Desk   Desk
	Views  []Shortcut // "Mine", "All", "Doubtful", "Due this week", "Ended"
	Filter Filter
	Rows   []PromiseRow
	Pager  Pager
	Export string // address of the list as CSV; empty is none
}

// View prints the page.
func (p Promises) View() templ.Component { return promisesView(p) }

// Shortcut is a ready-made filter, shown as a chip.
type Shortcut struct {
	Text  string
	URL   string
	Here  bool
	Count string
}

// Filter is the search and the choices above a list; a GET form at Action.
type Filter struct {
	Action string
	Search ui.Field   // q
	Picks  []ui.Field // selects: state, client, kind, due …; each with an option of value "" for all
	Hidden []Pair     // what the chosen view adds
}

// active tells whether any choice but the search is made: then the filter stands open.
func (f Filter) active() bool {
	for _, p := range f.Picks {
		for _, o := range p.Options {
			if o.Selected && o.Value != "" {
				return true
			}
		}
	}
	return false
}

// Pager walks a list by cursor. Empty addresses are not shown.
type Pager struct {
	Newer string
	Older string
	Said  string // "100 shown, the earliest date first"
}

// PromiseRow is one promise in a list.
type PromiseRow struct {
	URL    string
	Words  string
	Kind   string // "Proposal"; empty when the list is of one kind
	State  ui.State
	Client ui.Client // zero on the client's own page
	To     string    // the contact
	Due    ui.Moment
	Was    string // the date before this one: "was Thu 26 Feb"; empty when it never moved
	Owner  ui.Person
}

// PromisePage is one promise with its whole story.
type PromisePage struct {
	Desk     Desk
	Words    string
	Kind     string
	State    ui.State
	Client   ui.Client
	Project  ui.Link
	To       ui.Link // the contact
	Owner    ui.Link
	Due      ui.Moment // long: "Monday, 2 March 2026, 16:00"
	Left     string    // "in 3 days", "ended 2 March: kept"
	TellBy   ui.Moment // the last moment at which the client can still be told in time; none when ended
	Source   string    // where it was said
	Hangs    *Hangs    // on a step of the plan; nil = on none
	Hang     string    // address of the form by which it is hung on another step; "" = it cannot be
	Confirm  string    // of an appointment: "Confirmed Fri 27 Feb by Marta Kern" or "Nobody has confirmed that it stands"
	Asks     *Prompt   // the live prompt about it, if any
	Acts     []Act
	Edit     string // address of the form; empty: it was told already and is reset, not edited
	Needs    Needs
	Comments []ui.Link // what clients said about it
	Dates    []DateRow // the standing one first, then every earlier one
	Notices  []NoticeRow
	Journal  []Happening
}

// View prints the page.
func (p PromisePage) View() templ.Component { return promiseView(p) }

// Hangs is the step on which a promise hangs.
type Hangs struct {
	Step   ui.Link
	Chance string // "72 in 100"; "" = nobody knows
	Low    bool   // it is doubtful
	Say    string // when the step is done, and how we know
}

// HangForm hangs a promise on a step.
type HangForm struct {
	Desk Desk
	Form ui.Form
	Step ui.Field // step
}

// View prints the page.
func (f HangForm) View() templ.Component { return hangForm(f) }

// DateRow is one date that a promise had, and what became of it.
type DateRow struct {
	Date   ui.Moment
	Stands bool
	State  ui.State // the outcome of an earlier date; how the standing one stands
	Reason string   // why it replaced the one before: what the client was told
	By     string   // "Marta Kern, Wed 25 Feb 10:02"
	Told   string   // "Ana Ruiz was told Wed 25 Feb 10:04, 26 h before it passed"; empty: nobody was
}

// Happening is one line of a story: a call, a mail, a line of the journal.
type Happening struct {
	When  ui.Moment
	Icon  string
	Who   string
	Text  string // "moved the date from Thu 26 Feb to Mon 2 March"
	Words string // what was said or written, set in the serif
	Link  ui.Link
	Proof ui.Proof // of something sent; empty is none
	Diff  []Change
}

// Change is one field before and after, in the journal.
type Change struct{ Field, Before, After string }

// PromiseForm makes or edits a promise. Editing is possible until the client was told of it.
type PromiseForm struct {
	Desk    Desk
	Form    ui.Form
	Editing bool
	Words   ui.Field // words: what was promised, in the words used
	Kind    ui.Field // kind: chips
	Client  ui.Field // client: select; making only
	Contact ui.Field // contact: select, grouped by client where no client is chosen yet; without options a name is typed
	Project ui.Field // project: select, optional
	Step    ui.Field // step: select of the client's open steps; without options there is none
	Because ui.Field // because: why it is promised although it is doubtful; shown when it is asked for
	Due     DateAsk  // due, due_choice, due_day, due_time
	Owner   ui.Field // owner: select
	Source  ui.Field // source: where it was said
	How     ui.Field // how: radios, how the client knows; making only
	Message ui.Field // message: what he reads besides the words and the date; making only
}

// NewPromiseForm makes the form with its names, labels and hints. dates is the
// address that echoes a typed date.
func NewPromiseForm(d Desk, dates string) PromiseForm {
	d.Narrow = true
	return PromiseForm{
		Desk:    d,
		Words:   ui.Field{Name: "words", Label: d.Voice.Say("What was promised"), Hint: d.Voice.Say("In the words that were used. The client reads them."), Words: true, MaxLength: 500, Rows: 2, Required: true, Focus: true},
		Kind:    ui.Field{Name: "kind", Label: d.Voice.Say("What it is")},
		Client:  ui.Field{Name: "client", Label: d.Voice.Say("For")},
		Contact: ui.Field{Name: "contact", Label: d.Voice.Say("Promised to"), Required: true},
		Project: ui.Field{Name: "project", Label: d.Voice.Say("Project"), Optional: true},
		Step:    ui.Field{Name: "step", Label: d.Voice.Say("Hangs on"), Optional: true, Hint: d.Voice.Say("The step of the plan after which it can be kept. Its forecast says how likely the date is.")},
		Because: ui.Field{Name: "because", Label: d.Voice.Say("Why you promise it all the same"), MaxLength: 500, Hint: d.Voice.Say("For us alone; it stays in the journal.")},
		Due:     NewDateAsk("due", d.Voice.Say("By when"), dates),
		Owner:   ui.Field{Name: "owner", Label: d.Voice.Say("Who keeps it"), Required: true},
		Source:  ui.Field{Name: "source", Label: d.Voice.Say("Where it was said"), Hint: d.Voice.Say("“Call on 2 March”, “the offer, page 3”."), Optional: true, MaxLength: 200},
		How: ui.Field{Name: "how", Label: d.Voice.Say("How they know"), Options: []ui.Option{
			{Value: "mail", Label: d.Voice.Say("Tell them now by mail"), Hint: d.Voice.Say("A short mail with these words and this date. It leaves after ten seconds.")},
			{Value: "said", Label: d.Voice.Say("I have told them"), Hint: d.Voice.Say("On the phone or in person. From now on the date moves only with a notice.")},
			{Value: "", Label: d.Voice.Say("They do not know yet"), Hint: d.Voice.Say("It is watched all the same, and can still be edited."), Selected: true},
		}},
		Message: ui.Field{Name: "message", Label: d.Voice.Say("A line of yours in that mail"), Optional: true, Words: true, Rows: 3, MaxLength: 20000},
	}
}

// Fields gives all fields of the form.
func (f *PromiseForm) Fields() []*ui.Field {
	return append(f.Due.Fields(), &f.Words, &f.Kind, &f.Client, &f.Contact, &f.Project, &f.Step, &f.Because, &f.Owner, &f.Source, &f.How, &f.Message)
}

// View prints the page.
func (f PromiseForm) View() templ.Component { return promiseForm(f) }

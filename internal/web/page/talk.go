package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Talk is one conversation with a client: what was said in it, whatever the
// channel, who waits for what, and what can be done.
type Talk struct {
	Desk    Desk
	Client  ui.Client
	Contact ui.Link
	Project ui.Link
	Subject string
	Who     ui.Link // who is to answer
	New     ui.Link // nobody knows yet who wrote: where one says who it is; empty where he is known
	Closed  ui.Moment
	Company Company
	Acts    []Act
	More    []Act // what is done seldom
	Waits   []WaitRow
	Sayings []Saying
	Heard   []HeardOffer
	Earlier string // address of what was said before; empty is nothing
	Later   string // address of the newest
}

// View prints the page.
func (t Talk) View() templ.Component { return talkView(t) }

// HeardOffer is something that we wrote and that sounds like a promise.
type HeardOffer struct {
	Sentence string
	Date     string // in full
	Unsure   bool   // people read the date in more than one way
	Words    ui.Field
	Yes, No  ui.Form
	Hidden   []Pair // what was heard, for both
}

// Company is who else has a conversation before him just now.
type Company struct {
	Get  string   // where it is asked anew
	Says []string // "Bea Stein is answering."
}

// View prints it alone, where it is asked anew.
func (c Company) View() templ.Component { return company(c) }

// Mark is a word about a message that its reader should see at once.
type Mark struct{ Tone, Text string }

// Saying is one message.
type Saying struct {
	ID       string // of the element
	Ours     bool
	Who      string
	Sender   string // the address that it came from
	Channel  string // "by mail", "on their page"
	Icon     string
	When     ui.Moment
	Text     string
	Fold     bool   // no person wrote it: its words are folded
	Rest     string // quotes and signature
	HTML     string // address of the mail as it was written; empty is none
	Pictures string // the same with what it fetches from elsewhere; empty is nothing to fetch
	Raw      string // address of the mail, byte for byte
	Files    []TalkFile
	Marks    []Mark
	Warning  string // "Nothing proves that this is from Ana Ruiz."
	Others   []Act  // who else it may be from: a button each
	Filed    string // why it stands here
	Proof    ui.Proof
	Notice   string // address of the notice that it is
	Trouble  string // why it did not reach whom it was for
	Asks     *Asking
	Split    *Act
}

// Asking asks whether somebody had to ask where something stands.
type Asking struct {
	Cause ui.Field // cause: select
	Yes   ui.Form
	No    ui.Form
}

// TalkFile is a file of a message.
type TalkFile struct {
	Name, Size, URL string
	Picture         bool // it may be shown where it stands
}

// WaitRow is one wait of a client.
type WaitRow struct {
	What    string // "A first answer"
	Who     string
	Since   ui.Moment
	Due     ui.Moment // explains itself
	Late    bool
	Held    string // "Waits on the client since Mon 10:00: the measurements"
	Pauses  []string
	Took    string // of one that is over: "38 min, within 2 h"
	InTime  bool
	How     string  // "no answer needed: they called themselves"
	With    ui.Link // the message that ended it
	Promise ui.Link // the moment that was promised
}

// TalkMove asks where a conversation belongs.
type TalkMove struct {
	Desk    Desk
	Form    ui.Form
	Subject string
	Pick    string   // GET with the client
	Client  ui.Field // client: select
	Of      ui.Client
	Contact ui.Field // contact: select; asked where the client is chosen
	Project ui.Field // project: select
}

// Fields gives all fields of the form.
func (m *TalkMove) Fields() []*ui.Field { return []*ui.Field{&m.Client, &m.Contact, &m.Project} }

// View prints the page.
func (m TalkMove) View() templ.Component { return talkMove(m) }

// History is everything that was said between a client and us.
type History struct {
	Desk   Desk
	Client ui.Client
	Chased string // "asked 2 times within a month: the target is none"
	Days   []JournalDay
	Pager  Pager
}

// View prints the page.
func (h History) View() templ.Component { return historyView(h) }

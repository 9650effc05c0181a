package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Triage is what came in and waits for a person to look: people whom nobody
// knows, and mails that were not filed.
type Triage struct {
	Desk   Desk
	Lede   string
	People []Stranger
	Mails  []HeldMail
	// The parts of both that are not shown.
	PeoplePager, MailsPager Pager
	Tick                    ui.Form // takes those that are ticked away, several at once; without an action: none may be
}

// Stranger is somebody who wrote and is not known yet.
type Stranger struct {
	ID       string
	Name     string
	URL      string
	From     string // address or number
	Subject  string
	Text     string // the first that was said
	Since    ui.Moment
	Promised string // "Marta Kern answers by", or that nothing was promised
	By       ui.Moment
	Acts     []Act
}

// HeldMail is a mail that waits for a person's word.
type HeldMail struct {
	ID      string
	URL     string
	From    string
	Subject string
	Why     string
	Mark    string // "Held", "Quarantine"
	At      ui.Moment
}

// further tells whether a list has parts that are not shown.
func (p Pager) further() bool { return p.Newer != "" || p.Older != "" }

// View prints the page.
func (t Triage) View() templ.Component { return triageView(t) }

// Arrival is one mail that came in, as far as it can be read.
type Arrival struct {
	Desk    Desk
	Heading string
	Mark    string // "Held", "Quarantine"; empty once it is settled
	Why     string // why it waits
	Settled string // what became of it; empty while it waits
	Talk    ui.Link
	Facts   []Fact
	Text    string
	Rest    string // quotes and signature, folded
	None    string // instead of the text, where none can be read
	Files   []Fact
	RawURL  string
	File    *ActForm // nil: it is settled, or the reader may not
	Drop    *Act
}

// View prints the page.
func (a Arrival) View() templ.Component { return arrivalView(a) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Notices is the outbox as people see it: what was told, to whom, how far it got.
type Notices struct {
	Desk   Desk
	Views  []Shortcut // "Did not arrive", "On the way", "Arrived", "All"
	Filter Filter
	Rows   []NoticeRow
	Pager  Pager
}

// View prints the page.
func (n Notices) View() templ.Component { return noticesView(n) }

// NoticeRow is one notice in a list.
type NoticeRow struct {
	URL     string
	Subject string
	Proof   ui.Proof
	To      string // "Ana Ruiz"
	Client  ui.Client
	Channel string // "mail", "call", "meeting"
	When    ui.Moment
	Lead    string // "26 h before the old date"; empty where there was none
	Problem string // why it did not arrive, in words
	Acts    []Act  // "Try again", "Call instead"
}

// NoticePage is one notice, word for word as it was sent or said.
type NoticePage struct {
	Desk     Desk
	Subject  string
	Proof    ui.Proof
	Client   ui.Client
	To       string // "Ana Ruiz <ana@casaruiz.example>"
	From     string
	By       ui.Link // the member who told
	Channel  string
	Text     string    // word for word
	About    []ui.Link // promises it told of
	Problem  string    // "She does not know: her server refused it."
	Acts     []Act
	Moments  []Fact // Queued, Accepted, Delivered, Seen, Bounced: those that happened
	Attempts []Attempt
	Source   string // address of the mail as it was handed over; empty is none
}

// View prints the page.
func (n NoticePage) View() templ.Component { return noticeView(n) }

// Fact is a name and what it is.
type Fact struct {
	Name  string
	Value string
	When  ui.Moment // instead of or after the value
}

// Attempt is one try to hand a notice over.
type Attempt struct {
	When   ui.Moment
	Server string
	Answer string // as the server gave it: "250 2.0.0 Ok: queued as 4B3…"
	Good   bool
}

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// TryMails is the mail catcher of `kept try`: every mail that would have left.
type TryMails struct {
	Desk  *Desk // where somebody is signed in
	Front Front
	Rows  []TryRow
}

// View prints the page.
func (t TryMails) View() templ.Component { return tryMails(t) }

// TryRow is one caught mail.
type TryRow struct {
	URL     string
	Subject string
	To      string
	From    string
	When    ui.Moment
	Inside  bool // to a member, not to a client
}

// TryMail is one caught mail. The HTML is shown in a frame that may do
// nothing; it is served by itself, under its own policy.
type TryMail struct {
	Front   Front
	Subject string
	Heads   []Fact // From, To, Date, Message-ID …
	Text    string
	HTMLURL string // of the HTML part; empty: the mail has none
	RawURL  string
	Links   []ui.Link // the links in it, to be followed from here
	Back    string
}

// View prints the page.
func (t TryMail) View() templ.Component { return tryMail(t) }

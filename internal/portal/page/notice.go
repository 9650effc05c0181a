package page

import (
	"strings"

	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Notice is one thing that the client was told, word for word.
type Notice struct {
	ID      string // of the element: unique on the page
	URL     string // its own page
	Subject string
	At      ui.Moment // when it was told
	By      ui.Person
	How     string // "by mail to ana@casaruiz.example", "in a call"
	Text    string // as it was sent or said; printed as words, never as markup
	Lang    string // of Text, where it is known and another than the page's
	Proof   string // how far it came, in a sentence: "Your mail server took it on Friday 6 March, 10:12."; may be empty
}

// paragraphs parts the text at its blank lines; the page keeps every break within.
func (n Notice) paragraphs() []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(n.Text, "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(p) != "" {
			out = append(out, strings.Trim(p, "\n"))
		}
	}
	return out
}

// NoticePage is one notice by itself: the letter.
type NoticePage struct {
	Frame
	Notice       Notice
	To           string    // to whom it went: "Ana Ruiz"
	About        []Promise // the promises that it tells of, as they stand now
	Contact      Contact
	Newer, Older ui.Link // the notices beside it; without URL: not shown
}

// View prints the page.
func (p NoticePage) View() templ.Component { return noticeView(p) }

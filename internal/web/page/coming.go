package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// ComingURL lists what is coming to clients in the next days.
const ComingURL = "/coming-messages"

// ComingMessageURL is the page of a coming message.
func ComingMessageURL(id string) string { return ComingURL + "/" + id }

// ComingRow is a coming message in a list.
type ComingRow struct {
	URL     string
	Text    string // its subject, or what is due
	Client  ui.Client
	To      string // "to Ana Ruiz and Luis Ruiz"
	How     string // "by itself", "due from Ben Ode", "left out"
	Icon    string
	Tone    string // "", "doubtful", "broken"
	Why     string
	Because string // why it is left out
	When    ui.Moment
}

// ComingDay is the messages of a day.
type ComingDay struct {
	Day  string
	Rows []ComingRow
}

// ComingPage lists what is coming to one client, or to all.
type ComingPage struct {
	Desk  Desk
	Of    ui.Client // none = all
	Lede  string
	Views []Shortcut
	Days  []ComingDay
	None  string
	Pager Pager
}

// View prints the page.
func (p ComingPage) View() templ.Component { return comingView(p) }

// ComingOne is one coming message, as its reader will have it.
type ComingOne struct {
	Desk    Desk
	Row     ComingRow
	About   ui.Link
	From    string
	To      string
	Subject string
	Text    string   // the letter; empty: nobody has written it
	Answers []string // the ways to answer that it offers, by their labels
	Refused string   // why it would not leave
	Effect  string   // what leaving it out means
	Acts    []Act
	Facts   []Fact
}

// View prints the page.
func (p ComingOne) View() templ.Component { return comingOneView(p) }

// tone is the class of how it leaves.
func (r ComingRow) tone() string {
	if r.Tone == "" {
		return "state"
	}
	return "state state-" + r.Tone
}

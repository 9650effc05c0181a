package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Inbox is the conversations with clients, those in which somebody waits for
// us at the head: the least time left first (stories 4 and 5).
type Inbox struct {
	Desk   Desk
	Tabs   []Shortcut // "Waiting", "Mine", "Open", "Closed"
	Triage ui.Link    // what a person has to look at before it is in the inbox: "3 things to look at"; empty is none
	Asked  string     // what it is: "2 mails that were not filed, 1 person nobody knows yet"
	Rows   []TalkRow
	Pager  Pager
	None   Nothing // what an empty list says
}

// Nothing is what an empty list says, and what to do next.
type Nothing struct {
	Title, Text string
	Step        ui.Link
}

// View prints the page.
func (p Inbox) View() templ.Component { return inboxView(p) }

// TalkRow is one conversation in a list.
type TalkRow struct {
	URL     string
	Subject string
	Client  ui.Client
	Contact string
	Who     ui.Person // who is to answer
	New     bool      // nobody knows yet who wrote
	Held    string    // we wait for somebody else: "waits on the client: the measurements"
	Left    string    // "1 h 20 min left"; "40 min late"; empty where nobody waits
	By      string    // "by 14:00"
	Title   string    // the moment in full
	Late    bool
	Last    ui.Moment // of the last word; where nobody waits
	Closed  bool
}

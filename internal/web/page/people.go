package page

import (
	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// People is the members of the workspace.
type People struct {
	Desk    Desk
	Rows    []MemberRow
	Invited []MemberRow // invited, not here yet
	Invite  *ActForm    // see [NewInvite]; nil: the member may not
}

// View prints the page.
func (p People) View() templ.Component { return peopleView(p) }

// MemberRow is one member in the list.
type MemberRow struct {
	Who    ui.Person
	Role   string // "Owner", "Leader", "Member"
	Email  string
	Hours  string // "Mon to Fri 9:00 to 18:00 Munich"
	Now    string // "here until 18:00", "away until Tue 3 Mar"
	Away   bool
	Leader string // "led by Marta Kern"
	Deputy string // "Jonas Weber stands in"
	Holds  string // "14 open promises"
	Acts   []Act
}

// NewInvite makes the form that invites a member; roles and leaders are the caller's options.
func NewInvite(v tongue.Voice, action, once string, roles, leaders []ui.Option) *ActForm {
	return &ActForm{
		Form: ui.Form{Action: action, Once: once}, ID: "invite", Submit: v.Say("Invite"),
		Lead: v.Say("They get a mail with a link, and choose their own password."),
		Fields: []Ask{
			{Kind: Line, Field: ui.Field{Name: "email", ID: "invite-email", Label: v.Say("E-mail"), Type: "email", Required: true, MaxLength: 254, Autocomplete: "off"}},
			{Kind: Line, Field: ui.Field{Name: "name", ID: "invite-name", Label: v.Say("Name"), Required: true, MaxLength: 200, Autocomplete: "off"}},
			{Kind: PickChip, Field: ui.Field{Name: "role", ID: "invite-role", Label: v.Say("Role"), Options: roles}},
			{Kind: Pick, Field: ui.Field{Name: "leader", ID: "invite-leader", Label: v.Say("Led by"), Options: leaders}},
		},
	}
}

// Settings is a page of settings in sections: a member's own, a member as
// seen by who manages people, the workspace's, the API tokens, outgoing mail.
// Each section saves by itself.
type Settings struct {
	Desk     Desk
	Heading  string
	Lede     string
	Face     *ui.Person
	Facts    []Fact
	Sections []SettingsPart
}

// View prints the page.
func (s Settings) View() templ.Component { return settingsView(s) }

// SettingsPart is one part of a page of settings.
type SettingsPart struct {
	ID      string // of the part: "hours", "brand"
	Title   string
	Lead    string
	Problem string   // what is wrong with it, and what to do
	Steps   []string // what to do elsewhere, in this order
	Copies  []Pair   // what is to be copied there, with what it is
	Form    *ActForm
	Main    bool // the form is what the page is for
	Upload  bool // the form carries a file
	Items   []Item
	None    string     // what stands there while there are no items
	Add     *ActForm   // opens under a button, for one more item
	AddText string     // what that button says
	Secret  *Secret    // shown once
	Client  *ui.Client // a logo to show, with the colour of nobody
	Acts    []Act
}

// Item is one line of a section: an absence, a session, a token, an exception.
type Item struct {
	ID      string // of the element, where something leads to it
	Text    string
	Words   string // what a client would read of it
	Hint    string
	Problem string // what is wrong with it, and what to do
	When    ui.Moment
	Mark    string // "This one"
	Tone    string // of the mark: "kept", "doubtful", "broken", "told"
	Acts    []Act
}

// Secret is a value that is shown once and never again.
type Secret struct {
	Text  string // "Copy it now: it is not shown again."
	Value string
}

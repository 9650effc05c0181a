package page

import (
	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// Clients is the list of clients, a page of at most 100 at a time.
type Clients struct {
	Desk   Desk
	Views  []Shortcut // "Active", "Prospects", "Past", "All"
	Filter Filter
	Rows   []ClientRow
	Pager  Pager
	New    string // address of the form; empty: the member may not
}

// View prints the page.
func (c Clients) View() templ.Component { return clientsView(c) }

// ClientRow is one client in the list.
type ClientRow struct {
	Client    ui.Client
	Stage     string    // "Active"
	Next      ui.Moment // the next contact
	NextBad   string    // instead of or after it: "missing", "overdue"
	Open      string    // "3 open promises"
	Worst     ui.State  // the worst state among them; empty when none is open
	Owner     ui.Person
	LastHeard string // when something last reached them: "Tue", "Fri 13 Feb"
}

// ClientPage is everything about one client.
type ClientPage struct {
	Desk       Desk
	Client     ui.Client
	Stage      string // "Active client", "Prospect", "Past client"
	Owner      ui.Link
	Hours      string // "Mon to Fri 9:00 to 18:00 Madrid; it is 10:12 there, open"
	Zone       string
	Language   string
	Next       NextContact
	Asks       []Prompt // live prompts about the client
	Acts       []Act    // "New promise", "Write", "Log a call", "Edit"
	Open       []PromiseRow
	Needs      Needs
	Ratings    []Happening // how content they said they are, the newest first
	Ended      []PromiseRow
	AllEnded   string // address of the whole history
	Tally      []Fact // "kept 12", "reset in time 3", "told late 1", "broken in silence 0"
	Notices    []NoticeRow
	All        string // address of all notices to them
	Talks      []TalkRow
	Talk       []Happening // calls and meetings of no conversation
	Chased     string      // "They had to ask 2 times within a month: the target is none."
	History    string      // address of all that was said
	Contacts   []ContactRow
	AddPerson  string
	Projects   []ProjectRow
	AddProject string
	Portal     string // address of their page as they see it; empty is none
}

// View prints the page.
func (c ClientPage) View() templ.Component { return clientView(c) }

// NextContact is when the client hears from us next; every open client has one.
type NextContact struct {
	When    ui.Moment
	Missing bool // the alarm: nobody knows when
	Overdue bool
	Who     string // who owns it
	Words   string // what they were told to expect: "I will write on the 27th, whatever happens."
	Visible string // "They see it on their page" or why they do not
	Change  *Act   // move it
}

// ContactRow is a person at a client.
type ContactRow struct {
	Name     string
	URL      string // of the form
	Role     string // "Owner", "Site manager"
	Email    string
	Phone    string
	Channel  string // "by mail", "by phone"
	Portal   string // "Opened their page Tue 24 Feb", "Invited, not opened", "No page"
	PortalOK bool
	Problem  string // "Mail to this address came back: 550 mailbox full"
	Acts     []Act  // "Invite to their page", "End access"
}

// ProjectRow is an engagement or a pursuit in a list.
type ProjectRow struct {
	URL    string
	Name   string
	Kind   string // "Project" or "Pursuit"
	State  string // "under way", "finished Dec 2025", "won"
	Open   string // "2 open promises"
	Worst  ui.State
	Client ui.Client
}

// ClientForm makes or edits a client.
type ClientForm struct {
	Desk     Desk
	Form     ui.Form
	Editing  bool
	Client   ui.Client // as it is now, when editing
	Name     ui.Field  // name
	Stage    ui.Field  // stage: chips prospect, active, past
	Owner    ui.Field  // owner: select
	Colour   ui.Field  // colour: 1 to 12, each option with its Colour
	Logo     ui.Field  // logo: file; multipart
	NoLogo   ui.Field  // no_logo: checkbox, takes the logo away
	Zone     ui.Field  // zone: IANA name, with suggestions
	Language ui.Field  // language: select
	Hours    ui.Field  // hours: select or empty for the workspace's
	Next     DateAsk   // next: the next contact; making only
	Person   ui.Field  // contact_name; making only: the first contact
	Email    ui.Field  // contact_email
	Phone    ui.Field  // contact_phone
	Region   ui.Field  // region: select, whose public holidays they keep
	Tier     ui.Field  // tier: by which standards tell clients apart
}

// NewClientForm makes the form with its names, labels and hints.
func NewClientForm(d Desk, dates string) ClientForm {
	d.Narrow = true
	f := ClientForm{
		Desk:     d,
		Name:     ui.Field{Name: "name", Label: d.Voice.Say("Name"), Hint: d.Voice.Say("The company or household, as they write it."), Required: true, MaxLength: 200, Focus: true, Autocomplete: "off"},
		Stage:    ui.Field{Name: "stage", Label: d.Voice.Say("Where they stand"), Options: []ui.Option{{Value: "prospect", Label: d.Voice.Say("Prospect")}, {Value: "active", Label: d.Voice.Say("Active")}, {Value: "past", Label: d.Voice.Say("Past")}}},
		Owner:    ui.Field{Name: "owner", Label: d.Voice.Say("Who looks after them"), Required: true},
		Colour:   ui.Field{Name: "colour", Label: d.Voice.Say("Colour"), Hint: d.Voice.Say("Their dates stand in it on every calendar.")},
		Logo:     ui.Field{Name: "logo", Label: d.Voice.Say("Logo"), Type: "file", Accept: "image/png,image/jpeg,image/gif,image/webp", Optional: true, Hint: d.Voice.Say("PNG, JPEG, GIF or WebP, up to 2 MB.")},
		NoLogo:   ui.Field{Name: "no_logo", Label: d.Voice.Say("Take the logo away"), Type: "checkbox"},
		Zone:     ui.Field{Name: "zone", Label: d.Voice.Say("Time zone"), Hint: d.Voice.Say("As in “Europe/Madrid”."), MaxLength: 64, Autocomplete: "off"},
		Language: ui.Field{Name: "language", Label: d.Voice.Say("Language they read")},
		Hours:    ui.Field{Name: "hours", Label: d.Voice.Say("Their office hours"), Hint: d.Voice.Say("“Mon-Fri 9:00-18:00”. Empty: the same as ours, in their zone."), Optional: true, MaxLength: 300},
		Next:     NewDateAsk("next", d.Voice.Say("When they hear from us next"), dates),
		Person:   ui.Field{Name: "contact_name", Label: d.Voice.Say("Who is told"), MaxLength: 200, Autocomplete: "off", Required: true},
		Email:    ui.Field{Name: "contact_email", Label: d.Voice.Say("E-mail"), Type: "email", Autocomplete: "off", MaxLength: 254, Optional: true},
		Phone:    ui.Field{Name: "contact_phone", Label: d.Voice.Say("Telephone"), Type: "tel", Autocomplete: "off", MaxLength: 50, Optional: true},
		Region:   ui.Field{Name: "region", Label: d.Voice.Say("Their public holidays")},
		Tier:     ui.Field{Name: "tier", Label: d.Voice.Say("Tier"), Hint: d.Voice.Say("By which standards tell clients apart: “key”, “care plan”."), Optional: true, MaxLength: 40, Autocomplete: "off"},
	}
	names := colourNames(d.Voice)
	for _, c := range ui.Colours() {
		f.Colour.Options = append(f.Colour.Options, ui.Option{Value: itoa(c.Number), Label: names[c.Number-1], Colour: c.Number})
	}
	return f
}

// colourNames are the names of the twelve colours of [ui.Colours], in their order.
func colourNames(v tongue.Voice) [12]string {
	return [...]string{
		v.Say("Madder"), v.Say("Terracotta"), v.Say("Ochre"), v.Say("Olive"), v.Say("Moss"), v.Say("Pine"),
		v.Say("Lagoon"), v.Say("Harbour"), v.Say("Indigo"), v.Say("Violet"), v.Say("Plum"), v.Say("Slate"),
	}
}

// Fields gives all fields of the form.
func (f *ClientForm) Fields() []*ui.Field {
	return append(f.Next.Fields(), &f.Name, &f.Stage, &f.Owner, &f.Colour, &f.Logo, &f.NoLogo, &f.Zone,
		&f.Language, &f.Hours, &f.Person, &f.Email, &f.Phone, &f.Region, &f.Tier)
}

// View prints the page.
func (f ClientForm) View() templ.Component { return clientForm(f) }

// ContactForm makes or edits a contact.
type ContactForm struct {
	Desk    Desk
	Form    ui.Form
	Editing bool
	Client  ui.Client
	Name    ui.Field // name
	Role    ui.Field // role
	Email   ui.Field // email
	Phone   ui.Field // phone
	Channel ui.Field // channel: chips mail, phone
	Portal  ui.Field // portal: checkbox
	Problem string   // what is wrong with the address, by evidence
	Follows Follows
	Remove  *Act
}

// NewContactForm makes the form with its names, labels and hints.
func NewContactForm(d Desk) ContactForm {
	d.Narrow = true
	return ContactForm{
		Desk:    d,
		Name:    ui.Field{Name: "name", Label: d.Voice.Say("Name"), Required: true, MaxLength: 200, Focus: true, Autocomplete: "off"},
		Role:    ui.Field{Name: "role", Label: d.Voice.Say("What they do there"), Optional: true, MaxLength: 200},
		Email:   ui.Field{Name: "email", Label: d.Voice.Say("E-mail"), Type: "email", MaxLength: 254, Optional: true, Autocomplete: "off"},
		Phone:   ui.Field{Name: "phone", Label: d.Voice.Say("Telephone"), Type: "tel", MaxLength: 50, Optional: true, Autocomplete: "off"},
		Channel: ui.Field{Name: "channel", Label: d.Voice.Say("How they want to be told"), Options: []ui.Option{{Value: "mail", Label: d.Voice.Say("By mail"), Selected: true}, {Value: "phone", Label: d.Voice.Say("By phone")}}},
		Portal:  ui.Field{Name: "portal", Label: d.Voice.Say("May open the client’s page"), Hint: d.Voice.Say("By a link in a mail, without a password. You can end it at any time."), Type: "checkbox", Checked: true},
	}
}

// Fields gives all fields of the form.
func (f *ContactForm) Fields() []*ui.Field {
	return []*ui.Field{&f.Name, &f.Role, &f.Email, &f.Phone, &f.Channel, &f.Portal}
}

// View prints the page.
func (f ContactForm) View() templ.Component { return contactForm(f) }

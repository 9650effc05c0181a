// Package client holds whom the firm works for: clients, their contacts and
// their projects, and what each needs so that it never has to ask.
package client

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/worktime"
)

type (
	// ID names a client.
	ID string
	// ContactID names a contact.
	ContactID string
	// ProjectID names a project.
	ProjectID string
)

// Stage is how near a client stands.
type Stage string

// The stages. Prospects and active clients are open: they have a next contact.
const (
	Prospect Stage = "prospect"
	Active   Stage = "active"
	Past     Stage = "past"
)

// Stages lists every stage.
func Stages() []Stage { return []Stage{Prospect, Active, Past} }

// Colours is how many colours there are to tell clients apart; they are numbered from 1.
const Colours = 12

// Client is a company or household served.
type Client struct {
	ID       ID
	Name     string
	Stage    Stage
	Tier     string    // what standards tell clients apart by: "key", "care plan"; "" = none
	TriageAt time.Time // since when somebody is to look whether this is a client at all; zero = it is known
	Colour   int       // 1 to [Colours]
	LogoID   string    // a stored picture; "" = none
	Language string    // BCP 47, of what the client reads
	Hours    worktime.Hours
	OwnerID  member.ID // who is asked when nothing else names somebody
	MadeAt   time.Time
	Version  int

	PastAt      time.Time    // since when the client is past; zero = not
	PageUntil   worktime.Day // the last day on which the page of this client can be read once past; zero = as with everybody
	PageEndedAt time.Time    // when a member ended the page of a past client; zero = nobody did
}

// Open tells whether the client is owed a next contact.
func (c Client) Open() bool { return c.Stage == Prospect || c.Stage == Active }

// Limits, in characters.
const (
	MaxName  = 200
	MaxPhone = 40
	MaxTitle = 120
	MaxNotes = 20_000
	MaxTier  = 40
)

// Check refuses a client that cannot be.
func (c Client) Check() error {
	var k fault.Check
	member.CheckLine(&k, "name", c.Name, MaxName)
	k.Want(c.Stage == Prospect || c.Stage == Active || c.Stage == Past, "stage", "Choose prospect, active or past.")
	member.CheckOptionalLine(&k, "tier", c.Tier, MaxTier)
	k.Want(c.Colour >= 1 && c.Colour <= Colours, "colour", "Choose one of the twelve colours.")
	k.Want(KnownLanguage(c.Language), "language", "Choose one of the languages offered.")
	k.Want(c.OwnerID != "", "owner", "Say who looks after this client.")
	if err := k.Err(); err != nil {
		return err
	}
	return c.Hours.Check()
}

// Languages lists the languages that a client can read in.
func Languages() []string { return []string{"en", "de", "fr", "es", "pt", "nl", "it"} }

// KnownLanguage tells whether l is one of [Languages].
func KnownLanguage(l string) bool {
	for _, x := range Languages() {
		if x == l {
			return true
		}
	}
	return false
}

// Channel is how a contact wants to be reached.
type Channel string

// The channels of choice.
const (
	ByMail  Channel = "mail"
	ByPhone Channel = "phone"
)

// Contact is a person at a client.
type Contact struct {
	ID       ContactID
	ClientID ID
	Name     string
	Title    string // what he does there
	Email    string // "" = none is known
	Phone    string
	Channel  Channel
	Portal   bool // may open the client's page
	EndedAt  time.Time
	NoMailAt time.Time // since when he wants no mail at all; zero = he takes it
	Version  int
}

// Check refuses a contact that cannot be, or that could not be reached at all.
func (c Contact) Check() error {
	var k fault.Check
	member.CheckLine(&k, "name", c.Name, member.MaxName)
	member.CheckOptionalLine(&k, "title", c.Title, MaxTitle)
	member.CheckOptionalLine(&k, "phone", c.Phone, MaxPhone)
	k.Want(c.Channel == ByMail || c.Channel == ByPhone, "channel", "Choose mail or phone.")
	k.Want(c.Email != "" || c.Phone != "", "email", "Give an e-mail address or a telephone number, or this contact can never be told anything.")
	k.Want(c.Channel != ByMail || c.Email != "", "email", "To be told by mail, an e-mail address is needed.")
	k.Want(!c.Portal || c.Email != "", "email", "The client's page is opened by mail: an address is needed.")
	if c.Email != "" {
		member.CheckEmail(&k, "email", c.Email)
	}
	return k.Err()
}

// Project is an engagement with a client. A proposal is a pursuit.
type Project struct {
	ID       ProjectID
	ClientID ID
	Name     string
	Pursuit  bool
	OwnerID  member.ID
	MadeAt   time.Time
	ClosedAt time.Time // zero while it is open
	Version  int
}

// Open tells whether the project is owed a next contact.
func (p Project) Open() bool { return p.ClosedAt.IsZero() }

// Check refuses a project that cannot be.
func (p Project) Check() error {
	var k fault.Check
	member.CheckLine(&k, "name", p.Name, MaxName)
	k.Want(p.ClientID != "", "client", "Say for whom it is.")
	k.Want(p.OwnerID != "", "owner", "Say who leads it.")
	return k.Err()
}

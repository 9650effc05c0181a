package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// SignIn asks who comes: by password, or by a link in a mail. One form, two buttons.
type SignIn struct {
	Front    Front
	Form     ui.Form // POST: with the password
	ByLink   string  // POST of the same form: mail a link instead
	Email    ui.Field
	Password ui.Field
}

// NewSignIn makes the form with its names, labels and hints.
func NewSignIn(f Front) SignIn {
	return SignIn{
		Front:    f,
		Email:    ui.Field{Name: "email", Label: f.Voice.Say("E-mail"), Type: "email", Autocomplete: "username", Required: true, Focus: true, MaxLength: 254},
		Password: ui.Field{Name: "password", Label: f.Voice.Say("Password"), Type: "password", Autocomplete: "current-password", MaxLength: 1000},
	}
}

// Fields gives all fields of the form.
func (s *SignIn) Fields() []*ui.Field { return []*ui.Field{&s.Email, &s.Password} }

// View prints the page.
func (s SignIn) View() templ.Component { return signInView(s) }

// LinkConfirm is where a link in a mail leads. Opening it does nothing (a
// scanner of links may open it); the button does.
type LinkConfirm struct {
	Front   Front
	Form    ui.Form // POST
	Heading string  // "Sign in to Northlight Studio"
	Text    string  // "as Marta Kern. The link works until 10:27."
	Button  string  // "Sign in"
	Hidden  []Pair  // the link's token
}

// View prints the page.
func (l LinkConfirm) View() templ.Component { return linkConfirm(l) }

// Code asks for the six digits of the mail, for another browser than the one that opens mail.
type Code struct {
	Front  Front
	Form   ui.Form
	SentTo string // "marta@northlight.example"
	Code   ui.Field
	Again  string // POST: send another
	Hidden []Pair
}

// NewCode makes the form with its names, labels and hints.
func NewCode(f Front) Code {
	return Code{Front: f, Code: ui.Field{Name: "code", Label: f.Voice.Say("Six digits"), InputMode: "numeric", Autocomplete: "one-time-code", Pattern: "[0-9 ]{6,7}", MaxLength: 7, Required: true, Focus: true}}
}

// View prints the page.
func (c Code) View() templ.Component { return codeView(c) }

// Setup makes the first workspace and its owner.
type Setup struct {
	Front     Front
	Form      ui.Form
	Hidden    []Pair   // the one-time token
	Workspace ui.Field // workspace
	Name      ui.Field // name
	Email     ui.Field // email
	Password  ui.Field // password
	Zone      ui.Field // zone
	Region    ui.Field // region: of the holidays
}

// NewSetup makes the form with its names, labels and hints.
func NewSetup(f Front) Setup {
	return Setup{
		Front:     f,
		Workspace: ui.Field{Name: "workspace", Label: f.Voice.Say("Your firm"), Hint: f.Voice.Say("As your clients know it."), Required: true, MaxLength: 200, Focus: true, Autocomplete: "organization"},
		Name:      ui.Field{Name: "name", Label: f.Voice.Say("Your name"), Required: true, MaxLength: 200, Autocomplete: "name"},
		Email:     ui.Field{Name: "email", Label: f.Voice.Say("Your e-mail"), Type: "email", Required: true, MaxLength: 254, Autocomplete: "username"},
		Password:  ui.Field{Name: "password", Label: f.Voice.Say("A password"), Type: "password", Required: true, MaxLength: 1000, Autocomplete: "new-password", Hint: f.Voice.Say("At least 12 characters; a sentence is good.")},
		Zone:      ui.Field{Name: "zone", Label: f.Voice.Say("Time zone"), Required: true, MaxLength: 64, Autocomplete: "off", Hint: f.Voice.Say("As in “Europe/Berlin”.")},
		Region:    ui.Field{Name: "region", Label: f.Voice.Say("Public holidays"), Hint: f.Voice.Say("You can add others later.")},
	}
}

// Fields gives all fields of the form.
func (s *Setup) Fields() []*ui.Field {
	return []*ui.Field{&s.Workspace, &s.Zone, &s.Region, &s.Name, &s.Email, &s.Password}
}

// View prints the page.
func (s Setup) View() templ.Component { return setupView(s) }

// Join is where an invited member says who he is.
type Join struct {
	Front    Front
	Form     ui.Form
	Hidden   []Pair
	By       string   // "Marta Kern invited you to Northlight Studio."
	Name     ui.Field // name
	Email    string   // fixed by the invitation
	Password ui.Field // password
	Zone     ui.Field // zone
}

// NewJoin makes the form with its names, labels and hints.
func NewJoin(f Front) Join {
	s := NewSetup(f)
	s.Name.Focus = true
	return Join{Front: f, Name: s.Name, Password: s.Password, Zone: s.Zone}
}

// Fields gives all fields of the form.
func (j *Join) Fields() []*ui.Field { return []*ui.Field{&j.Name, &j.Password, &j.Zone} }

// View prints the page.
func (j Join) View() templ.Component { return joinView(j) }

// Problem is the page of an error: what happened, in a sentence, and a way on.
type Problem struct {
	Status    string // "404"
	Heading   string // "There is nothing here"
	Text      string // fault.Error.Say
	Reference string // of an internal error, for whoever looks into the log
	Desk      *Desk  // the frame, where the reader is signed in
	Front     Front  // the frame otherwise
	Links     []ui.Link
	Acts      []Act  // ways out that do something; they stand before the links
	Written   []Fact // what had been typed into the form that came too late, to be copied
}

// View prints the page.
func (p Problem) View() templ.Component { return problemView(p) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// IssuesURL lists what went wrong.
const IssuesURL = "/issues"

// IssueURL is the page of an issue.
func IssueURL(id string) string { return IssuesURL + "/" + id }

// IssueRow is an issue in a list.
type IssueRow struct {
	URL    string
	What   string
	State  string
	Over   bool
	Owner  string
	Made   ui.Moment
	Untold string // "2 of 3 clients do not know how it stands"; "" = all know
}

// Issues lists what went wrong.
type Issues struct {
	Desk  Desk
	Rows  []IssueRow
	Older string
}

// View prints the page.
func (p Issues) View() templ.Component { return issuesView(p) }

// IssueForm records an issue.
type IssueForm struct {
	Desk    Desk
	Form    ui.Form
	What    ui.Field // what
	Effect  ui.Field // effect
	Fix     ui.Field // fix
	State   ui.Field // state
	Touches []IssuePick
}

// NewIssueForm makes the form with its fields.
func NewIssueForm(d Desk, states []ui.Option) IssueForm {
	f := IssueForm{Desk: d}
	f.What, f.Effect, f.Fix, _ = issueFields(d.Voice)
	f.State = ui.Field{Name: "state", ID: "issue-state", Label: d.Voice.Say("How far it is"), Options: states}
	return f
}

func issueFields(v tongue.Voice) (what, effect, fix, closing ui.Field) {
	what = ui.Field{Name: "what", ID: "issue-what", Label: v.Say("What went wrong"), Hint: v.Say("As they may read it: “The crane is broken”."), MaxLength: 200, Required: true, Words: true}
	effect = ui.Field{Name: "effect", ID: "issue-effect", Label: v.Say("What it means for them"), MaxLength: 1000, Rows: 2, Words: true, Optional: true, Hint: v.Say("That is what they want to know first.")}
	fix = ui.Field{Name: "fix", ID: "issue-fix", Label: v.Say("What is done about it"), MaxLength: 1000, Rows: 2, Words: true, Optional: true, Hint: v.Say("If nobody knows yet: who looks for it.")}
	closing = ui.Field{Name: "closing", ID: "issue-closing", Label: v.Say("What it was, and what was changed"), MaxLength: 1000, Rows: 2, Words: true, Optional: true, Hint: v.Say("Once it is over, so that it does not come again.")}
	return what, effect, fix, closing
}

// Fields gives all of its fields.
func (f *IssueForm) Fields() []*ui.Field { return []*ui.Field{&f.What, &f.Effect, &f.Fix, &f.State} }

// View prints the page.
func (f IssueForm) View() templ.Component { return issueFormView(f) }

// IssuePick is a client with what of his can be touched.
type IssuePick struct {
	Client ui.Client
	Checks []ui.Field
}

// IssueTouch is a client whom an issue touches.
type IssueTouch struct {
	Client   ui.Client
	Promises []ui.Link
	State    string // "told", "not told yet", "came back"
	Tone     string // of the state: "kept", "doubtful", "broken"
	When     ui.Moment
	Drop     *ui.Form // takes him out again; nil = he was told
}

// IssueClient is a client to be told, with his readers and dates.
type IssueClient struct {
	Client  ui.Client
	Tell    ui.Field // client
	To      string   // the name of the readers' field
	Readers []Reader
	Dates   []IssueDate
}

// IssueDate is a promise that may get a new date.
type IssueDate struct {
	At    int // of the promises that it touches
	Words string
	URL   string
	Due   ui.Moment
	Ask   DateAsk
}

// IssuePage is an issue: whom it touches, and telling them.
type IssuePage struct {
	Desk    Desk
	What    string
	State   string
	Over    bool
	Settled bool // everybody knows how it stands: what tells them more is folded away
	Owner   string
	Made    ui.Moment
	Touched []IssueTouch
	Add     ui.Form // says whom else it touches
	Find    ui.Field
	Found   []IssuePick
	None    string // why nothing was found

	Form    ui.Form
	Save    string // keeps what is written, and tells nobody
	Preview string
	States  ui.Field
	Words   ui.Field // what
	Effect  ui.Field
	Fix     ui.Field
	Closing ui.Field
	Message ui.Field
	Next    DateAsk
	Clients []IssueClient
	Letters []Letter
	Blocked string
	Submit  string
}

// NewIssuePage makes the page with its fields.
func NewIssuePage(d Desk, states []ui.Option, next string) IssuePage {
	p := IssuePage{Desk: d}
	p.Words, p.Effect, p.Fix, p.Closing = issueFields(d.Voice)
	p.States = ui.Field{Name: "state", ID: "issue-state", Label: d.Voice.Say("How far it is"), Options: states}
	p.Message = ui.Field{Name: "message", ID: "issue-message", Label: d.Voice.Say("A line of yours"), Hint: d.Voice.Say("What happened, what it means and what is done is said anyway."), MaxLength: 20_000, Rows: 2, Words: true, Optional: true}
	p.Find = ui.Field{Name: "find", ID: "issue-find", Label: d.Voice.Say("Whom else does it touch?"), Placeholder: d.Voice.Say("a client, or words of a promise"), Type: "search", MaxLength: 100}
	p.Next = NewDateAsk("next", d.Voice.Say("When they hear the next word"), next)
	return p
}

// Fields gives all of its fields, to be refilled and complained about.
func (p *IssuePage) Fields() []*ui.Field {
	out := []*ui.Field{&p.States, &p.Words, &p.Effect, &p.Fix, &p.Closing, &p.Message}
	out = append(out, p.Next.Fields()...)
	for i := range p.Clients {
		for k := range p.Clients[i].Dates {
			out = append(out, p.Clients[i].Dates[k].Ask.Fields()...)
		}
	}
	return out
}

// View prints the page.
func (p IssuePage) View() templ.Component { return issueView(p) }

// sign is the icon of what somebody knows.
func (t IssueTouch) sign() string {
	if t.Tone == "kept" {
		return "kept"
	}
	return "warning"
}

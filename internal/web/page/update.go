package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// UpdateURL is the page of a status update.
func UpdateURL(id string) string { return "/updates/" + id }

// UpdatePart is a part of a status update, as it is written or was sent.
type UpdatePart struct {
	Title string
	Hint  string
	Lines []UpdateLine
	Fresh []ui.Field // take: what was logged besides, to be ticked
	Add   UpdateLine // room for one more
}

// UpdateLine is a line of an update.
type UpdateLine struct {
	Text   ui.Field // line
	Of     string   // of: its part, and by what it is known again
	Source ui.Link  // the record that it stands on; no URL: the writer's own word
	Stale  string   // why it is not true any more; "" = it is
}

// Later asks when an update leaves by itself.
type Later struct {
	Action  string   // where it is planned; "" = it cannot be
	Moments ui.Field // leave: the moments that are offered
	Day     ui.Field // leave_day: another day
	Clock   ui.Field // leave_at: and its hour
	Lead    string
	Open    bool // it was planned and refused
}

// Fields gives the fields of the form.
func (l *Later) Fields() []*ui.Field { return []*ui.Field{&l.Moments, &l.Day, &l.Clock} }

// LeavingRow is an update that is to leave by itself.
type LeavingRow struct {
	Update ui.Link
	Client ui.Client
	When   ui.Moment
}

// Updates are the status updates of a project, and their cadence.
type Updates struct {
	Rows    []UpdateRow // the newest first
	Cadence string      // "every second Friday, 15:00"; "" = none
	Acts    []Act       // write one, set the cadence
}

// UpdateRow is an update in a list.
type UpdateRow struct {
	Update ui.Link
	State  string // "sent", "draft of Nils Holm"
	When   ui.Moment
}

// CheckInPage asks one of us what he did for a client.
type CheckInPage struct {
	Desk    Desk
	Heading string
	Client  ui.Client
	Asked   string    // who asks, and what for; "" = nobody
	By      ui.Moment // when it is wanted
	Said    ui.Moment // when it was answered; none = it was not
	Form    ui.Form
	Text    ui.Field // text
}

// View prints the page.
func (p CheckInPage) View() templ.Component { return checkInView(p) }

// UpdatePage is an update that is over.
type UpdatePage struct {
	Desk     Desk
	Subject  string
	Client   ui.Client
	Intro    string
	Sent     ui.Moment
	How      string // who sent it {when}, and whether on the page alone or by mail alone
	Dropped  bool
	Parts    []UpdatePart
	Comments []ui.Link // what clients said about it
}

// View prints the page.
func (p UpdatePage) View() templ.Component { return updateView(p) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// ItemURL is the page of a link or a note.
func ItemURL(id string) string { return "/shelf/" + id }

// Shelf are the links and notes of a project.
type Shelf struct {
	Rows    []ItemRow // in the order made by hand
	Removed []ui.Link // to be brought back
	Add     []Act     // none: nothing is added any more
}

// ItemRow is a link or a note in a list.
type ItemRow struct {
	Item   ui.Link
	Host   string // where a link leads, short; "" = it is a note
	Text   string // the beginning of what is said
	By     string
	Shared bool
	When   ui.Moment // its words were changed last
	Acts   []Act
}

// ItemPage is a link or a note by itself.
type ItemPage struct {
	Desk     Desk
	Name     string
	Client   ui.Client
	Address  string // where a link leads; "" = it is a note
	Host     string
	Text     []string // paragraphs
	By       string
	When     ui.Moment
	State    string
	Shared   bool
	Removed  bool
	Acts     []Act
	Comments []ui.Link // what clients said about it
}

// opens are the attributes of a link that leads out: the page behind it learns
// neither whence its reader came nor gets a hold on the page that he left.
func (p ItemPage) opens() templ.Attributes {
	return templ.Attributes{"href": string(templ.URL(p.Address)), "rel": "noopener noreferrer", "referrerpolicy": "no-referrer"}
}

// View prints the page.
func (p ItemPage) View() templ.Component { return itemView(p) }

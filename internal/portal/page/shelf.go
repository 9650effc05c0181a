package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Shelf are the links and notes that are shared with a client.
type Shelf struct {
	Frame
	Heading string
	None    string
	Items   []ShelfItem
	Contact Contact
}

// View prints the page.
func (s Shelf) View() templ.Component { return shelfView(s) }

// ShelfItem is a link or a note.
type ShelfItem struct {
	ID      string
	URL     string // its own page
	Name    string
	Address string // where a link leads; "" = it is a note
	Host    string // where that is, short
	Text    []string
	Lang    string // in which it is written, where that is another than the page's
	At      ui.Moment
	Of      string // the project, where there are several
	Talk    string // the way to say something about it
}

// ShelfPage is a link or a note by itself.
type ShelfPage struct {
	Frame
	Item     ShelfItem
	Comments *Comments
	All      ui.Link
	Contact  Contact
}

// View prints the page.
func (p ShelfPage) View() templ.Component { return shelfItemView(p) }

// opens are the attributes of a link that leads out: the page behind it learns
// neither whence its reader came nor gets a hold on the page that he left.
func (i ShelfItem) opens() templ.Attributes {
	return templ.Attributes{"href": string(templ.URL(i.Address)), "rel": "noopener noreferrer", "referrerpolicy": "no-referrer"}
}

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// SitePage is what is shared from the site.
type SitePage struct {
	Frame
	Heading string
	None    string
	Entries []Seen  // the newest first
	Older   ui.Link // no URL: these are all
	Contact Contact
}

// View prints the page.
func (p SitePage) View() templ.Component { return siteView(p) }

// SiteNews is what the first page shows from the site.
type SiteNews struct {
	Heading string
	Entries []Seen
	All     ui.Link
}

// Seen is something that was seen at the client's place.
type Seen struct {
	ID      string
	Text    []string // its lines
	Lang    string   // in which it is written, where that is another than the page's
	At      ui.Moment
	Weather string // "" = nobody said
	Of      string // the project, where there are several
	Photos  []Photo
}

// Photo is a photo of it.
type Photo struct {
	URL, Small    string // the whole one, its thumbnail
	Alt           string
	Width, Height string // of the thumbnail, in pixels
}

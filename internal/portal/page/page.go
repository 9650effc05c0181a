// Package page holds the portal's pages: what a client sees.
//
// He comes now and then, on a phone, often worried, and without a password. So
// each page is a letter: one column of the serif, the firm's head above it, the
// answer first. Everything works by links and forms; the one script says that
// something is new while a page is open.
//
// Each page is a struct that a handler's builder fills with words that are
// already formatted for their reader, in his language and his zone, and a View
// that prints and branches and does nothing else. A form that failed is the
// same struct with its values kept and the errors filled in, shown with status
// 422. No address is fixed here but [StyleRoot]: every link and every form's
// action comes with the struct.
//
// What stands the same on every page for every reader ("Next", "When") is
// [Words]; English when left empty.
package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Page is anything with a View: what a handler shows.
type Page interface {
	View() templ.Component
}

// Frame is what every page of the portal carries.
type Frame struct {
	Title    string // of the document, before the firm's name: "Your page"
	Firm     Firm
	Reader   Reader // zero before he is signed in
	Words    Words  // zero: English
	Lang     string // BCP 47; "en" when empty
	RTL      bool
	Now      string  // RFC 3339, the moment of reading
	Zone     string  // what the times are: "Times are Madrid time."; empty where no times stand
	Borrowed ui.Link // the way back of a member who looks at the page as its reader does; else empty
	// Languages are those in which he can read; none before a choice is offered.
	Languages  Languages
	Afterwards Afterwards // what is said where a page can only be read; zero where it is open
	Worry      Worry      // the way to say that he is worried; zero where nobody is signed in
	Said       string     // one sentence about what was just done: "The tablet is signed out."
	About      string     // what the page is, for whoever finds it: a sentence; may be empty
	News       News       // the line that says that something is new; zero where none is waited for
	Door       bool       // the front door: search engines may find it. What a secret opens, they never do
}

// Firm is whose portal it is: the letter's head and the one accent.
type Firm struct {
	Name    string
	URL     string // its own site; may be empty
	LogoURL string // empty: the name stands alone
	Accent  string // #rrggbb as the firm chose it; see [Brand]. Empty: ink
}

// Reader is the contact who is signed in, and the ways that every page offers him.
type Reader struct {
	Name       string
	Client     ui.Client // URL is not used
	HomeURL    string
	DevicesURL string
	FollowURL  string // where he says what reaches him
	OutURL     string // posted to sign out
	SwitchURL  string // to the chooser, when he reads for several clients; else empty
}

// Afterwards is said on every page that can only be read.
type Afterwards struct {
	Say string  // up to when it can be read, and whom to turn to
	Get ui.Link // to all of it in one file; without URL: not shown
}

// News is where an open page hears that something is new, and what it says then.
// Nothing on the page is replaced.
type News struct {
	Stream string // its address; empty: nothing is waited for
	After  string // the mark of what the page holds
	Say    string // "There is something new. Show it"
}

// Languages is the choice of a language at the foot of every page.
type Languages struct {
	Action  string // posted as language, with back
	Back    string // where it leads afterwards
	Choices []Language
}

// Language is one that can be chosen, named in itself.
type Language struct {
	Code string // BCP 47
	Name string
	Here bool // the page is in it
}

// Contact is a person of the firm and how to reach him.
type Contact struct {
	Person ui.Person
	Role   string  // "leads your project"
	Reach  ui.Link // {"Reach Marta", …}: to write, or to be called back; without URL: not shown
	Mail   ui.Link // {"Write to Marta", "mailto:…"}; without URL: not shown
	Phone  ui.Link // {"+39 06 555 0142", "tel:+39065550142"}; without URL: not shown
	Hours  string  // when he can be reached: "Monday to Friday, 9:00 to 18:00 Madrid time"
}

func (c Contact) none() bool { return c.Person.Name == "" }

// InPage tells whether he is signed in on his page.
func (r Reader) InPage() bool { return r.in() }

func (r Reader) in() bool { return r.HomeURL != "" }

func (f Frame) words() Words {
	if f.Words == (Words{}) {
		return English()
	}
	return f.Words
}

// base is the frame as the base page wants it.
func (f Frame) base() ui.Page {
	p := ui.Page{Title: f.Title, Lang: f.Lang, RTL: f.RTL, Now: f.Now, Class: "portal", Bare: true, Description: f.About, Findable: f.Door || f.Reader.in(), Sheets: []string{SheetPath()}}
	if f.Reader.in() && f.Borrowed.URL == "" {
		p.Manifest = ManifestPath
	}
	if f.News.Stream != "" {
		p.Script = ui.AssetPath("js/portal.js")
	}
	if f.Firm.Name != "" {
		p.Title += " · " + f.Firm.Name
	}
	if brand := BrandPath(f.Firm.Accent); brand != "" {
		p.Sheets = append(p.Sheets, brand)
	}
	return p
}

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// What the first screen shows of the past; the rest is behind AllKeptURL and
// AllToldURL. More would make the page heavy on a phone.
const (
	MaxKept    = 5
	MaxNotices = MaxKept
)

// Home is the first screen. At a glance it answers: where are we, what happens
// next, when, who is on it, when do I hear from them (story 9). Then it lets
// the client look into what was promised, kept and told.
//
// The same page shows one project: then ProjectName is set, and everything is
// about that project.
type Home struct {
	Frame
	Today       string // the letter's date: "Friday, 27 February 2026"
	Greeting    string // "Good morning, Ana."
	ProjectName string // of the page of one project; else empty

	Where    string    // one sentence: "The mock-ups are being drawn; the opening on 2 April stands."
	NextStep string    // what happens next; empty: nothing is open, and NoneOpen is said
	When     ui.Moment // when that happens
	Who      Contact   // who is on it
	Hear     ui.Moment // the next contact; with an empty Text the page says that it is missing and how to reach us
	HearHow  string    // "Marta writes to you, whatever happens."; may be empty
	Closed   bool      // a past client or a closed project: nothing is owed, so no next contact is asked for

	Promises []Promise // open ones, the nearest date first
	Kept     []Promise // kept lately, the latest first, at most [MaxKept]
	Notices  []Notice  // the latest first, at most [MaxNotices]; the first is shown whole, the others unfold
	Projects []Project // shown where there are two or more
	People   []Contact // who does what, the leader among them where he does; none where it is he alone
	Leader   Contact   // who leads and can be reached

	WriteURL string       // to write to us; empty: who looks may not
	TalksURL string       // what he wrote, and our answers
	Plans    []Way        // to his other pages
	Issues   []Issue      // what went wrong, the newest first
	Updates  []UpdateLink // the newest first
	Site     *SiteNews    // from the site; nil = nothing is shared
	Waits    []WaitsFor   // what we wait for from him

	AllKeptURL string // the whole lists; empty: no link
	AllToldURL string
}

// Way leads from the first screen to another of his pages.
type Way struct {
	ui.Link
	Icon string
}

// Project is one of the client's projects in a list.
type Project struct {
	Name  string
	URL   string
	Where string // where it stands, in a sentence
	Who   ui.Person
	Hear  ui.Moment // its next contact; empty Text: none is owed
}

// several tells whether the projects are worth a list.
func (h Home) several() bool { return h.ProjectName == "" && len(h.Projects) > 1 }

// View prints the page.
func (h Home) View() templ.Component { return homeView(h) }

// List is a whole list, page by page: all that was kept, or all messages.
type List struct {
	Frame
	Heading      string
	Promises     []Promise
	Notices      []Notice
	None         string  // what an empty list says
	Newer, Older ui.Link // without URL: not shown
}

// View prints the page.
func (l List) View() templ.Component { return listView(l) }

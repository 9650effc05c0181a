package page

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// Search is what was found, by what it is.
type Search struct {
	Desk   Desk
	Query  string
	Groups []Found
	Note   string // "More than 50 promises fit; add a word."
}

// View prints the page.
func (s Search) View() templ.Component { return searchView(s) }

// Found is the hits of one sort.
type Found struct {
	Title string // "Clients"
	Count string
	Hits  []Hit
	All   string // address of all of them
}

// Hit is one thing that was found.
type Hit struct {
	Text    string
	URL     string
	Words   bool // it is something the client reads
	Hint    string
	Excerpt string // of what was said: the words around what was looked for
	Client  ui.Client
	State   ui.State
	When    ui.Moment
}

// Journal is what happened, newest first; it is appended to, never rewritten.
type Journal struct {
	Desk   Desk
	Filter Filter
	Days   []JournalDay
	Pager  Pager
	Lede   string
}

// View prints the page.
func (j Journal) View() templ.Component { return journalView(j) }

// JournalDay is one day of the journal.
type JournalDay struct {
	Day   string // "Friday, 27 February 2026"
	Lines []Happening
}

// Agenda is all dates by day, in the clients' colours.
type Agenda struct {
	Desk    Desk
	Heading string // "March 2026"
	Views   []Shortcut
	Filter  Filter
	Days    []AgendaDay
	Month   *Month // the small calendar beside it; nil: none
	Earlier string
	Later   string
	Feed    string // address where the calendar feeds are explained; empty: none
	Note    string // "The first 300 dates are shown."
}

// empty tells whether no date falls on any of its days.
func (a Agenda) empty() bool {
	return !slices.ContainsFunc(a.Days, func(d AgendaDay) bool { return len(d.Dates) > 0 })
}

// View prints the page.
func (a Agenda) View() templ.Component { return agendaView(a) }

// AgendaDay is one day with its dates.
type AgendaDay struct {
	ISO     string // YYYY-MM-DD; also the anchor of the day
	Weekday string // "Mon"
	Number  string // "2"
	Month   string // "March"
	Begins  bool   // the first of its month in the list: the month is shown
	Today   bool
	Closed  string // "Epiphany", "weekend"; empty: an open day
	Dates   []AgendaDate
}

// AgendaDate is one date in the agenda.
type AgendaDate struct {
	Time   string // "16:00"; empty: the whole day
	Words  string
	URL    string
	Kind   string // "Appointment", "Next contact"
	Client ui.Client
	To     string
	State  ui.State
	Owner  string
}

// Month is a month at a glance.
type Month struct {
	Name  string
	Weeks [][]MonthDay
}

// MonthDay is one day of a month at a glance.
type MonthDay struct {
	Number  string // empty: not of this month
	ISO     string
	Today   bool
	Closed  bool
	Colours []int  // of the clients with dates on it, at most four
	Said    string // "2 March, 3 dates" for who does not see the dots
}

// Help is what the keys do and where things are.
type Help struct {
	Desk  Desk
	Keys  []Key
	Words []Fact // the words of the trade and what they mean here
	Docs  []ui.Link
}

// Key is one key and what it does.
type Key struct {
	Keys []string
	Does string
}

// NewHelp gives the page with the keys that kept.js knows.
func NewHelp(d Desk) Help {
	d.Narrow = true
	v := d.Voice
	return Help{Desk: d, Keys: []Key{
		{[]string{"/"}, v.Say("search")},
		{[]string{"n"}, v.Say("a new promise")},
		{[]string{"j", "k"}, v.Say("walk down and up a list")},
		{[]string{"e"}, v.Say("edit the step of a plan on which the walk stands")},
		{[]string{"←", "→"}, v.Say("on a bar of a plan: begin a working day earlier or later; with Shift a week")},
		{[]string{"[", "]"}, v.Say("make it shorter or longer; so do Alt and the arrows")},
		{[]string{"↑", "↓"}, v.Say("walk the bars")},
		{[]string{"Enter"}, v.Say("open what you stand on; of a bar, what its move would do")},
		{[]string{"g", "h"}, v.Say("Home")},
		{[]string{"g", "i"}, v.Say("Inbox")},
		{[]string{"g", "c"}, v.Say("Clients")},
		{[]string{"g", "p"}, v.Say("Promises")},
		{[]string{"g", "a"}, v.Say("Agenda")},
		{[]string{"?"}, v.Say("this list")},
		{[]string{"Esc"}, v.Say("close what is open")},
	}}
}

// View prints the page.
func (h Help) View() templ.Component { return helpView(h) }

// shortest is the name of a day of the week over a column of a small calendar.
func shortest(v tongue.Voice, d time.Weekday) string {
	name := strings.TrimSuffix(v.ShortWeekday(d), ".")
	if v.Code() == "en" {
		return name[:2]
	}
	return name
}

// Package ui is what the desk and the portal share: the base page, the
// components, and the assets (style sheets, fonts, icons, scripts).
//
// Components print and branch, nothing else: every string they are given is
// already in words, formatted for its reader by the builder of the page. Two
// conventions hold everywhere. What a client reads is set in the serif
// (classes "words" and "letter"), the desk's own machinery in the sans. And a
// state is always a sign and a word; its colour only helps.
//
// Pages live under a Content-Security-Policy of
// "default-src 'self'; style-src 'self'; script-src 'self'": no inline styles,
// no inline scripts. A client's colour is a class (colour-1 … colour-12), a
// brand is a style sheet served by us that sets --accent, --on-accent and
// --accent-hover.
package ui

// Moment is one point in time as a reader sees it. Nothing in it is computed
// here: the builder knows the reader's zone and the time of reading.
type Moment struct {
	Text     string // short, always with the weekday: "Mon 16:00", "Fri 6 Mar, 12:00"
	Title    string // the full date and zone: "Monday, 2 March 2026, 16:00 Rome"
	ISO      string // RFC 3339, or YYYY-MM-DD for a day
	Relative string // "in 3 h", "2 days ago"; kept live by kept.js where the page says its Now
	Zone     string // IANA name of the zone it is shown in: "tomorrow" is counted there
	Zone2    string // the same moment in the client's zone where it differs: "15:00 London"
	Why      []string
	// Why, when not empty, is the explanation of the moment, one step a line:
	// "received Fri 16:30 Rome", "standard 2 h", "Monday is a holiday", "so Tue 10:30".
}

// None tells that there is no moment to show.
func (m Moment) None() bool { return m.Text == "" }

// Link is a name and where it leads. URL may be empty: then it is text.
type Link struct {
	Text string
	URL  string
}

// Client is how a client is named anywhere: a coloured dot and a name.
type Client struct {
	Name    string
	URL     string
	Colour  int    // 1 to 12, see [Colours]; 0 is no colour
	LogoURL string // empty: the monogram stands in
}

// Monogram is the first letter of the client's name, for the place of a logo.
func (c Client) Monogram() string {
	for _, r := range c.Name {
		return string(r)
	}
	return "·"
}

// Person is a member or contact, shown by face or initials.
type Person struct {
	Name     string
	Initials string
	FaceURL  string // empty: the initials stand in
	URL      string
}

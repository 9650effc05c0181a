package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Promise is one promise as the client reads it.
type Promise struct {
	ID      string // of the element: unique on the page
	URL     string // its own page
	Words   string // what was promised, in the words used
	Kind    string // "Proposal"; may be empty
	Project string // its project's name where the reader has several; may be empty
	State   ui.State
	Who     ui.Person // who keeps it
	Due     string    // before the moment: "by", "on"; may be empty
	When    ui.Moment // the date that stands; of a kept one, when it was kept
	// Dates is its honest history, the oldest first; the last one stands, or is
	// the one in which it ended. At least one.
	Dates []Date
}

// Date is one date of a promise. Its sentences are the builder's.
type Date struct {
	When   ui.Moment
	State  ui.State // what became of it; of the standing one, how it stands
	Became string   // that in plain words: "You were told three days before it passed."; may be empty
	Given  string   // "Promised on Monday 2 March by Marta Kern.", "Moved on Friday 6 March by Marta Kern."
	Reason string   // why it replaced the one before, as told; empty on the first
	Told   string   // "You were told by mail on Friday 6 March, 10:12.", "You have not been told yet."
	Notice ui.Link  // the notice that told of it; without URL: not shown
}

// was gives the date before the standing one; nil when the date never moved.
func (p Promise) was() *Date {
	if len(p.Dates) < 2 {
		return nil
	}
	return &p.Dates[len(p.Dates)-2]
}

// standing gives the last date.
func (p Promise) standing() Date {
	if len(p.Dates) == 0 {
		return Date{When: p.When, State: p.State}
	}
	return p.Dates[len(p.Dates)-1]
}

// became says what became of the promise, once it is over.
func (p Promise) became() string { return p.standing().Became }

// PromisePage is one promise by itself, with its whole history.
type PromisePage struct {
	Frame
	Promise  Promise
	Source   string   // where it was said: "in a call on 2 March"; may be empty
	Notices  []Notice // what was told about it, newest first; only subject, moment and address are shown
	Contact  Contact
	Comments *Comments
}

// View prints the page.
func (p PromisePage) View() templ.Component { return promiseView(p) }

package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Dates are all dates of a client, by month.
type Dates struct {
	Frame
	Heading   string
	Lead      string
	None      string
	Months    []DateMonth // what is open, the nearest first
	PastTitle string
	Past      []DateMonth // what is over, the latest first
	Contact   Contact
	Calendar  ui.Link // how these dates come into his own calendar; without URL: not shown
}

// View prints the page.
func (d Dates) View() templ.Component { return datesView(d) }

// DateMonth is a month with its dates.
type DateMonth struct {
	Title string // "March 2026"
	Rows  []DateRow
}

// DateRow is one date: of a promise, or of something else that is written as one.
type DateRow struct {
	Promise
	Kind  string // "An appointment"; "" = a promise
	Range string // said instead of the moment: "by 12 May, at the latest by the 19th"
	Yours bool   // we wait for it from the reader
}

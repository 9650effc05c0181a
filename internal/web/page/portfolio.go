package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// PortfolioURL is the address of the portfolio.
const PortfolioURL = "/portfolio"

// Portfolio is how the clients stand, the worst first.
type Portfolio struct {
	Desk   Desk
	Whose  []Shortcut // "Mine", "Everybody’s"
	Kinds  []Shortcut // "Worried 2", "Silent 4"
	Rows   []StandsRow
	Tables []ui.Link // for a spreadsheet program: "CSV", "XLSX"
	Pager  Pager
}

// View prints the page.
func (p Portfolio) View() templ.Component { return portfolioView(p) }

// StandsRow is one client of a portfolio.
type StandsRow struct {
	Client ui.Client
	Owner  ui.Person
	Mark   string    // the tint of its word: "broken", "doubtful"
	Kind   string    // the worst sign in a word: "Silent"
	Reason string    // in a sentence
	URL    string    // where it is put right
	More   []string  // the other signs, a word each
	Left   ui.Moment // until when it is put right in time; the zero one = it is too late for that
	Late   string    // "since Fri 13 Feb"
	Waved  string    // why somebody found that nothing needs to be done
}

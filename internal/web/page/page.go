// Package page holds the desk's pages: what the team sees.
//
// Each page is a struct that a handler's builder fills with words that are
// already formatted for their reader (moments, counts, names), and a View that
// prints and branches and does nothing else. A struct is the whole contract:
// whatever a page can show or ask has a field in it, and whatever a form sends
// is named by the ui.Field in it. A form that failed is the same struct with
// its values kept and the errors filled in, shown with status 422.
//
// Fixed addresses that the frame links to are the constants of [Desk]'s file;
// every other address comes with the struct.
package page

import (
	"strconv"

	"github.com/a-h/templ"
)

// Page is anything with a View: what a handler shows.
type Page interface {
	View() templ.Component
}

// itoa is the one number that pages print themselves: the place of a choice.
func itoa(n int) string { return strconv.Itoa(n) }

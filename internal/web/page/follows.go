package page

import "kept/internal/ui"

// Follows is what a contact hears of besides what he is told, on his form.
type Follows struct {
	Form   ui.Form // no action = there is nothing to choose
	Rhythm ui.Field
	Ended  string // it ended without his asking: why
	NoMail string // he wants no mail at all, and since when
	Again  Act
	Feed   string // since when he has a calendar and a feed of his own; "" = he has none
	Ends   Act    // ends it
}

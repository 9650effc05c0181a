package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Devices is the list of sessions: where the page is open, and how to end that.
type Devices struct {
	Frame
	Heading string // "Where your page is open"
	Lead    string
	Devices []Device // the one in use first
	EndAll  ui.Form  // ends all of them, this one too
	AllNote string   // beside that button: "This device is signed out too."
}

// Device is one session.
type Device struct {
	Name  string  // "Safari on an iPhone"
	Since string  // "Signed in on Monday 2 March."
	Used  string  // "Last used today, 10:12."
	Here  bool    // it is the one that asks
	End   ui.Form // ends it
}

// View prints the page.
func (d Devices) View() templ.Component { return devicesView(d) }

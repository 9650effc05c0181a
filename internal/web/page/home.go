package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// Home is the first page of the desk: what to do today so that no client has
// to ask (stories 1 to 4). Tell is ranked by the time left to still be in time.
type Home struct {
	Desk    Desk
	Today   string // "Friday, 27 February"
	Summary string // "Two clients to tell today, three things to do."
	Tell    []Prompt
	Do      []Prompt
	Waiting []Prompt     // with somebody else
	Aside   []SetAside   // what the reader snoozed or waved away himself
	Leaving []LeavingRow // updates of his that are to leave by themselves
	Dates   []Due        // what falls due in the next days, for the margin
	// FirstSteps is shown instead of the lists while the workspace is new:
	// what to do first, each with where to do it.
	FirstSteps []Step
}

// Step is one thing a new workspace does first.
type Step struct {
	Text string
	Hint string
	Link ui.Link
	Done bool
}

// Prompt is one thing Kept asks of a member.
type Prompt struct {
	ID       string // of the element: unique on the page
	Rule     string // "due", "broken", "silence" …; only for the sign
	Sentence string // "Tell Ana Ruiz before Monday 16:00: the mock-ups will not be ready."
	Reason   string // what was seen and why it matters
	ActBy    ui.Moment
	Late     bool   // the moment to act is over
	Level    string // "Yours", "Passed to you as deputy", "Passed to you as leader"
	Passed   bool   // the level is not the owner's: marked
	Client   ui.Client
	About    ui.Link   // the promise, project or notice it is about
	Holder   ui.Person // in lists of other people's prompts
	Acts     []Act
}

// SetAside is a prompt that its reader put off or waved away.
type SetAside struct {
	Text   string
	URL    string // of the prompt, where it can be taken up again
	Why    string // "Put off until Mon 11:00", "Not needed: he called himself"
	Client ui.Client
}

// Due is a date in the margin.
type Due struct {
	When   ui.Moment
	Words  string
	URL    string
	Client ui.Client
	State  ui.State
}

// nothing tells whether nothing is asked, of the reader or for him.
func (h Home) nothing() bool { return len(h.Tell)+len(h.Do)+len(h.Waiting) == 0 }

// View prints the page.
func (h Home) View() templ.Component { return homeView(h) }

// PromptPage is one prompt by itself: where a link in a mail leads. Opening it
// changes nothing; its buttons do.
type PromptPage struct {
	Desk    Desk
	Prompt  Prompt
	Settled string // why there is nothing left to do: "Settled by Marta Kern, Fri 11:20"; empty while it stands
	Chosen  string // what was chosen in the mail: "In your mail you chose: snooze until tomorrow."
}

// View prints the page.
func (p PromptPage) View() templ.Component { return promptView(p) }

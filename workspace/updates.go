package workspace

import "kept/internal/fault"

// Second is of whose updates a second person has to approve.
type Second string

// The choices.
const (
	SecondNever  Second = "" // where its author asks for it
	SecondAll    Second = "all"
	SecondChosen Second = "chosen" // of the clients of whom it is said so
)

// Updates is how a firm writes status updates.
type Updates struct {
	Second Second `json:"second,omitempty"`
	// Note: when a next contact has passed, and owner and leader were asked and
	// nobody acted, a short note goes by itself.
	Note bool `json:"note,omitempty"`
	// Ask: those who work for a client are asked by themselves what they did,
	// before he hears next.
	Ask bool `json:"ask,omitempty"`
}

// Wants tells whether a second person has to approve an update of a client;
// chosen: it was said so of this one.
func (u Updates) Wants(chosen bool) bool {
	return u.Second == SecondAll || u.Second == SecondChosen && chosen
}

func (u Updates) check(c *fault.Check) {
	c.Want(u.Second == SecondNever || u.Second == SecondAll || u.Second == SecondChosen, "second", "Choose all updates, those of chosen clients, or none.")
}

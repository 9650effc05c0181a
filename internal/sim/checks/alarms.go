package checks

import (
	"fmt"
	"time"

	"kept/prompt"
)

// alarmed: a client who is worried stands before somebody at once, until a person's
// answer reached him; and what he approved or answered, a person answered.
type alarmed struct{}

// atOnce is how soon a worried client stands before somebody at the latest.
const atOnce = time.Minute

func (alarmed) Name() string { return "alarm" }

func (alarmed) Look(f *Firm) []string {
	var out []string
	for _, id := range f.waiting {
		c := f.Clocks[id]
		if !c.Wait.Worried() || f.Now.Before(c.KnownAt.Add(atOnce)) {
			continue
		}
		p, ok := f.Prompts["clock:"+string(id)]
		switch {
		case !ok:
			out = append(out, fmt.Sprintf("%s is worried since %s (%s), and nobody is asked", c.ContactID, stamp(c.StartedAt), id))
		case p.Rule != prompt.Worried || !p.Open(f.Now):
			out = append(out, fmt.Sprintf("%s is worried since %s (%s), and it does not stand before %s", c.ContactID, stamp(c.StartedAt), id, p.Holder))
		}
		if c.Paused() {
			out = append(out, fmt.Sprintf("%s is worried, and the wait is put off (%s)", c.ContactID, id))
		}
	}
	for _, l := range f.New {
		switch l.Act {
		case "approved", "not approved", "question answered", "rated":
			if !isPerson(l.Actor) {
				out = append(out, fmt.Sprintf("%s said %q of %s", l.Actor, l.Act, l.Object))
			}
		}
	}
	return out
}

// Package checks asserts what must hold in Kept at every moment: the
// invariants of the product, one file each.
//
// A check looks at a [Firm], what a [Reader] read of a workspace through the
// store and the office after something happened, and at the mail server's own
// record of what it was handed. It never looks into Kept's memory. A check may
// remember what it saw before; it is asked once after each step, in order.
//
// To add one, write a file with a type that has Name and Look, and name it in
// [All].
package checks

import (
	"time"
)

// Check asserts one invariant.
type Check interface {
	// Name says in a word or two what must hold.
	Name() string
	// Look gives a sentence for each thing that is wrong after a step.
	Look(f *Firm) []string
}

// All gives every check, fresh.
func All() []Check {
	return []Check{
		&nextContact{}, &outcomes{}, &byPersons{}, newWarned(), &onePrompt{}, newWanted(), &toldDates{}, &verbatim{},
		&evidence{}, newSentOnce(), &catchingUp{}, &history{}, &otherFirm{}, &ownPage{},
		newAnswered(), &soonest{}, newAcknowledged(), newSameMail(), newOwnTalk(), &proof{}, newUnanswered(), newChased(), chances{}, &pestered{}, trueNews{}, alarmed{}, newToldIssues(), newLeaving(), newHolding(), newFollowing(), newSkipped(),
		newSeveral(), newOwnAddress(), newFeeds(), newDevices(),
	}
}

// Span is a stretch of time in which Kept did not run: it stopped at From and
// was back at Until.
type Span struct{ From, Until time.Time }

// meets tells whether the span has a moment in common with from to until.
func (s Span) meets(from, until time.Time) bool { return s.From.Before(until) && from.Before(s.Until) }

// sentences gathers what a check finds, each only once in a run.
type sentences struct{ said map[string]bool }

// fresh gives those of the sentences that were not given before.
func (s *sentences) fresh(found []string) []string {
	if s.said == nil {
		s.said = map[string]bool{}
	}
	var out []string
	for _, f := range found {
		if !s.said[f] {
			s.said[f] = true
			out = append(out, f)
		}
	}
	return out
}

// Watch asks a set of checks after each step and remembers what it has said.
type Watch struct {
	Checks []Check
	sentences
}

// Finding is something that must never be.
type Finding struct {
	Check string    `json:"check"`
	At    time.Time `json:"at"`
	What  string    `json:"what"`
}

// Look asks every check. What was said before is not said again.
func (w *Watch) Look(f *Firm) []Finding {
	var out []Finding
	for _, c := range w.Checks {
		for _, what := range w.fresh(prefixed(c.Name()+": ", c.Look(f))) {
			out = append(out, Finding{Check: c.Name(), At: f.Now, What: what[len(c.Name())+2:]})
		}
	}
	return out
}

func prefixed(with string, all []string) []string {
	out := make([]string, 0, len(all))
	for _, s := range all {
		out = append(out, with+s)
	}
	return out
}

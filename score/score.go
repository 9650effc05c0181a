// Package score computes records from what happened: how long clients waited,
// and what became of the promises (stories 1 and 5). Rates carry their counts,
// and a record says when it rests on too little.
package score

import (
	"slices"
	"time"

	"kept/promise"
)

// Few is the count under which a share or a percentile says nothing reliable.
const Few = 5

// Wait is one answered or still open wait of a client.
type Wait struct {
	Waited time.Duration // working time so far
	Within bool          // answered within the standard
	Open   bool          // not answered yet
	Late   bool          // open and past the standard already
}

// Waits is a record of how fast clients were answered. Durations are working time.
type Waits struct {
	Answered int
	Within   int
	Open     int // still waiting, inside the standard: they do not count yet
	Overdue  int // still waiting, past the standard: they count as missed
	Median   time.Duration
	P90      time.Duration
	Worst    time.Duration
}

// Counted is how many waits the share rests on.
func (w Waits) Counted() int { return w.Answered + w.Overdue }

// Share is the part that was answered within the standard, from 0 to 1; ok is
// false when there is nothing to count. A wait that is overdue counts as
// missed although nobody has answered: else silence would look good.
func (w Waits) Share() (share float64, ok bool) {
	if w.Counted() == 0 {
		return 0, false
	}
	return float64(w.Within) / float64(w.Counted()), true
}

// OfWaits computes the record. Percentiles are nearest-rank over answered and
// overdue waits, the latter with the time that passed so far.
func OfWaits(waits []Wait) Waits {
	var r Waits
	var counted []time.Duration
	for _, w := range waits {
		switch {
		case !w.Open:
			r.Answered++
			if w.Within {
				r.Within++
			}
			counted = append(counted, w.Waited)
		case w.Late:
			r.Overdue++
			counted = append(counted, w.Waited)
		default:
			r.Open++
		}
	}
	slices.Sort(counted)
	r.Median, r.P90, r.Worst = rank(counted, 50), rank(counted, 90), rank(counted, 100)
	return r
}

// rank gives the nearest-rank percentile of sorted values; zero of none.
func rank(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	i := (len(sorted)*percent + 99) / 100
	return sorted[max(i, 1)-1]
}

// Promises counts what became of dates, by outcome.
type Promises map[promise.Outcome]int

// Decided is how many dates have an outcome.
func (p Promises) Decided() int {
	n := 0
	for o, c := range p {
		if o != promise.Undecided {
			n += c
		}
	}
	return n
}

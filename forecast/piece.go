// Package forecast says how long work will still take, from named past pieces
// of work: "of the 47 jobs that stood here, the last nine took 11 to 23 days".
//
// A forecast is a weighted empirical distribution over those pieces. The running
// ones are in it as censored observations (a weighted Kaplan-Meier curve), how
// much each piece weighs is chosen by replaying the past of the set itself, and
// the result is corrected by the errors it made there. Everything here is pure:
// the same values give the same answer.
package forecast

import (
	"fmt"
	"math"
	"time"

	"kept/internal/fault"
)

// Limits of what can be asked.
const (
	MaxPieces   = 2_000_000 // pieces in one past
	MaxFeatures = 64        // levels, and numbers, of one piece
	MaxLength   = 1e9       // of a duration, in the set's unit
)

// Piece is one past piece of work: a step of a project, or one stay of a case in
// a state, from which it was still Length to the end of everything.
//
// Durations are in one unit for the whole set, of the caller's choice (working
// days, hours, days). A piece that has not ended weighs as a censored observation:
// it took at least what it had taken when somebody looked (Length at Looked), or
// else what the pace of the past makes of the calendar.
type Piece struct {
	ID      string    // what it is named by; the stays of one case share it
	State   string    // only pieces in the same state are compared
	Levels  []string  // what it is and whose: kind, client, party; "" is unknown
	Numbers []float64 // what was known when it began; NaN is unknown
	Done    []string  // steps done before it
	Scale   float64   // its estimate, in the unit of Length; 0 is none
	Before  float64   // what had passed of the whole when it began
	Due     float64   // the length that was promised for it; 0 is none
	Began   time.Time
	Moved   time.Time // when it left its state; zero: when it ended
	Ended   time.Time // zero: it has not
	Looked  time.Time // of a piece that has not ended: when Length was what it had taken; zero: Length says nothing
	Length  float64   // from Began to the end, or to Looked
}

// Question asks how long something that runs will still take.
type Question struct {
	ID      string // of what is asked for: its own past says nothing of its end
	State   string
	Levels  []string
	Numbers []float64
	Done    []string
	Scale   float64 // its estimate; 0 is none
	Least   float64 // the range that was named for its length; Most 0 is none. Without a
	Most    float64 // Scale, the middle of the range stands for it
	Elapsed float64 // since all of it began
	Idle    float64 // of that, since it came into its state
	Due     float64 // what was promised, from its beginning; 0 is none
	At      time.Time
}

func (p Piece) check() error {
	if err := checkShape(p.Levels, p.Numbers); err != nil {
		return err
	}
	for _, d := range []struct {
		name string
		v    float64
	}{{"length", p.Length}, {"scale", p.Scale}, {"before", p.Before}, {"due", p.Due}} {
		if !(d.v >= 0 && d.v <= MaxLength) {
			return fault.Field(d.name, fmt.Sprintf("A duration is from 0 to %g; %q has %g.", float64(MaxLength), p.ID, d.v))
		}
	}
	switch {
	case p.Began.IsZero():
		return fault.Field("began", fmt.Sprintf("%q has no beginning.", p.ID))
	case !p.Ended.IsZero() && p.Ended.Before(p.Began), !p.Moved.IsZero() && p.Moved.Before(p.Began):
		return fault.Field("ended", fmt.Sprintf("%q ends before it begins.", p.ID))
	case !p.Looked.IsZero() && p.Looked.Before(p.Began):
		return fault.Field("looked", fmt.Sprintf("%q was looked at before it began.", p.ID))
	}
	return nil
}

func (q Question) check() error {
	if err := checkShape(q.Levels, q.Numbers); err != nil {
		return err
	}
	for _, d := range []struct {
		name string
		v    float64
	}{{"elapsed", q.Elapsed}, {"idle", q.Idle}, {"scale", q.Scale}, {"least", q.Least}, {"most", q.Most}, {"due", q.Due}} {
		if !(d.v >= 0 && d.v <= MaxLength) {
			return fault.Field(d.name, fmt.Sprintf("A duration is from 0 to %g, not %g.", float64(MaxLength), d.v))
		}
	}
	if q.Idle > q.Elapsed {
		return fault.Field("idle", "It cannot have stood still for longer than it runs.")
	}
	if q.Least > q.Most {
		return fault.Field("least", "The least of a range is not more than the most.")
	}
	if q.At.IsZero() {
		return fault.Field("at", "A forecast is made at a moment.")
	}
	return nil
}

func checkShape(levels []string, numbers []float64) error {
	if len(levels) > MaxFeatures || len(numbers) > MaxFeatures {
		return fault.New(fault.Invalid, fmt.Sprintf("A piece of work has %d levels and %d numbers at most.", MaxFeatures, MaxFeatures))
	}
	for _, n := range numbers {
		if math.IsInf(n, 0) {
			return fault.Field("numbers", "A number is not without end.")
		}
	}
	return nil
}

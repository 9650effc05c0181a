package promise

import (
	"time"
)

// Outcome is what became of one date of a promise.
type Outcome string

// The outcomes. The empty one is a date that has not passed.
const (
	Undecided       Outcome = ""
	KeptInTime      Outcome = "kept"
	ResetInTime     Outcome = "reset in time"
	ToldLate        Outcome = "told late"
	BrokenInSilence Outcome = "broken in silence"
	LetOff          Outcome = "released"
)

// Outcomes lists the outcomes that a date can end in, best first.
func Outcomes() []Outcome {
	return []Outcome{KeptInTime, ResetInTime, LetOff, ToldLate, BrokenInSilence}
}

// AppointmentGrace is how long after its moment a confirmed appointment may
// still be recorded as kept before it counts as passed: people are in it.
const AppointmentGrace = time.Hour

// PassesAt is the moment after which the date with index seq is over without
// having been kept.
func (p Promise) PassesAt(seq int) time.Time {
	d := p.Dates[seq]
	if seq == len(p.Dates)-1 && p.Kind == Appointment && !p.ConfirmedAt.IsZero() {
		return d.DueAt.Add(AppointmentGrace)
	}
	return d.DueAt
}

// OutcomeOf decides from the evidence what became of the date with index seq,
// as seen at now. A later look may decide otherwise when evidence came in
// late, such as a notice that bounced after all or a delivery that was noted
// afterwards; the journal keeps each decision.
func (p Promise) OutcomeOf(seq int, now time.Time) Outcome {
	if p.State == Withdrawn {
		return Undecided
	}
	if seq < len(p.Dates)-1 {
		return p.outcomeOfReset(seq, now)
	}
	d := p.Dates[seq]
	switch {
	case p.State == Kept && !p.KeptAt.After(d.DueAt):
		return KeptInTime
	case p.State == Released && !p.ReleasedAt.After(d.DueAt):
		return LetOff
	case !now.After(p.PassesAt(seq)):
		return Undecided
	case p.State == Kept && !p.KeptAt.After(d.LateBy):
		return ToldLate // he has it: that tells him, late
	case p.State == Released && !p.ReleasedAt.After(d.LateBy):
		return ToldLate // he spoke with us of it, late
	}
	return BrokenInSilence
}

// outcomeOfReset decides on a date that was replaced: what counts is when the
// client was told of any date after it.
func (p Promise) outcomeOfReset(seq int, now time.Time) Outcome {
	d := p.Dates[seq]
	told := p.toldAfter(seq)
	switch {
	case !told.IsZero() && !told.After(d.DueAt):
		return ResetInTime
	case p.State == Kept && !p.KeptAt.After(d.DueAt):
		return KeptInTime // moved, untold, and yet there by the old date
	case p.State == Released && !p.ReleasedAt.After(d.DueAt):
		return LetOff
	case !now.After(d.DueAt):
		return Undecided
	case !told.IsZero() && !told.After(d.LateBy):
		return ToldLate
	case p.State == Kept && !p.KeptAt.After(d.LateBy):
		return ToldLate
	case p.State == Released && !p.ReleasedAt.After(d.LateBy):
		return ToldLate // he spoke with us of it, late
	}
	return BrokenInSilence
}

// toldAfter gives the first moment at which the client was told of a date
// that came after the one with index seq.
func (p Promise) toldAfter(seq int) time.Time {
	var first time.Time
	for i := seq + 1; i < len(p.Dates); i++ {
		if t := p.Told(i); !t.IsZero() && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// Ruling is a date whose outcome is not what was last recorded.
type Ruling struct {
	Seq     int
	Outcome Outcome
}

// Rule decides on every date anew and gives the promise with the outcomes of
// now, and what changed.
func (p Promise) Rule(now time.Time) (Promise, []Ruling) {
	var changed []Ruling
	dates := append([]Date(nil), p.Dates...)
	for i := range dates {
		if o := p.OutcomeOf(i, now); o != dates[i].Outcome {
			dates[i].Outcome, dates[i].DecidedAt = o, now
			changed = append(changed, Ruling{i, o})
		}
	}
	p.Dates = dates
	return p, changed
}

// nextRuling is the earliest moment after now at which time alone changes an
// outcome: the instant after an undecided date passes.
func (p Promise) nextRuling(now time.Time) time.Time {
	var next time.Time
	if p.State == Withdrawn {
		return next
	}
	for i := range p.Dates {
		after := p.PassesAt(i).Add(time.Millisecond)
		if p.OutcomeOf(i, now) == Undecided && after.After(now) && (next.IsZero() || after.Before(next)) {
			next = after
		}
	}
	return next
}

package checks

import (
	"fmt"
	"time"

	"kept/notice"
	"kept/promise"
)

// outcomes: a date passes only in a recorded outcome, and what is recorded is
// what the evidence says: computed here anew from the notices.
type outcomes struct{}

func (outcomes) Name() string { return "outcome" }

func (outcomes) Look(f *Firm) []string {
	var out []string
	for _, key := range f.watched() {
		p := f.Promises[key]
		for seq, d := range p.Dates {
			if want := f.outcomeOf(p, seq); d.Outcome != want {
				out = append(out, fmt.Sprintf("date %d of promise %s (%s, %s, due %s) is recorded as %q and is %q by the evidence",
					seq, p.ID, p.Kind, p.State, stamp(d.DueAt), d.Outcome, want))
			}
		}
	}
	return out
}

// outcomeOf decides by the words of the product what became of a date.
func (f *Firm) outcomeOf(p promise.Promise, seq int) promise.Outcome {
	d, stands := p.Dates[seq], seq == len(p.Dates)-1
	passes := d.DueAt
	if stands && p.Kind == promise.Appointment && !p.ConfirmedAt.IsZero() {
		passes = passes.Add(promise.AppointmentGrace)
	}
	told := f.toldOf(p, func(s int) bool { return s > seq })
	var had time.Time // when he had it, or let us off
	switch p.State {
	case promise.Kept:
		had = p.KeptAt
	case promise.Released:
		had = p.ReleasedAt
	}
	inTime := func(t, by time.Time) bool { return !t.IsZero() && !t.After(by) }
	switch {
	case p.State == promise.Withdrawn:
		return promise.Undecided
	case inTime(told, d.DueAt):
		return promise.ResetInTime
	case inTime(had, d.DueAt) && p.State == promise.Kept:
		return promise.KeptInTime
	case inTime(had, d.DueAt):
		return promise.LetOff
	case !f.Now.After(passes):
		return promise.Undecided
	case inTime(told, d.LateBy), inTime(had, d.LateBy):
		return promise.ToldLate
	}
	return promise.BrokenInSilence
}

// toldOf gives the first moment at which the client was told of one of the
// dates that are asked for: by a notice that was accepted and has not come back.
func (f *Firm) toldOf(p promise.Promise, of func(seq int) bool) time.Time {
	var first time.Time
	for _, t := range p.Tellings {
		n := f.Notices[notice.ID(t.NoticeID)]
		if !of(t.Seq) || !arrived(n) {
			continue
		}
		if first.IsZero() || n.AcceptedAt.Before(first) {
			first = n.AcceptedAt
		}
	}
	return first
}

// arrived tells whether a notice is proof that the client was told.
func arrived(n notice.Notice) bool {
	return !n.AcceptedAt.IsZero() && n.BouncedAt.IsZero() && n.WithdrawnAt.IsZero()
}

package promise

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/worktime"
)

// Reset gives the promise a new date with its reason. Whether the one before
// ends *reset in time* depends on when the client is told, not on this act.
func (p Promise) Reset(w When, reason string, by member.ID, client *worktime.Calendar, now time.Time) (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	var c fault.Check
	CheckWhen(&c, "due", w, client, now)
	member.CheckLine(&c, "reason", reason, MaxReason)
	c.Want(len(p.Dates) < MaxDates, "due", "This promise was reset a hundred times. Release it and make one that can be kept.")
	if err := c.Err(); err != nil {
		return p, err
	}
	next := newDate(w, by, reason, client, now)
	if next.DueAt.Equal(p.Date().DueAt) {
		return p, fault.Field("due", "That is the date it has already.")
	}
	p.Dates = append(append([]Date(nil), p.Dates...), next)
	p.ConfirmedAt = time.Time{} // a moved appointment has to be confirmed anew
	return p, nil
}

// Unreset takes the last reset back, within the seconds of an undo: nothing
// was told yet. It is for the office to know that nothing left.
func (p Promise) Unreset() (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	last := len(p.Dates) - 1
	if last == 0 || !p.Told(last).IsZero() {
		return p, fault.New(fault.Conflict, "It is too late to undo: the client was told.")
	}
	kept := make([]Telling, 0, len(p.Tellings))
	for _, t := range p.Tellings {
		if t.Seq != last {
			kept = append(kept, t)
		}
	}
	p.Dates, p.Tellings = append([]Date(nil), p.Dates[:last]...), kept
	return p, nil
}

// Confirm notes that an appointment stands.
func (p Promise) Confirm(now time.Time) (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	if p.Kind != Appointment {
		return p, fault.New(fault.Conflict, "Only an appointment is confirmed.")
	}
	if !p.ConfirmedAt.IsZero() {
		return p, fault.New(fault.Conflict, "This appointment was confirmed already.")
	}
	p.ConfirmedAt = now
	return p, nil
}

// Keep notes that the client has what was promised, since at: not later than
// now and not before the promise was made.
func (p Promise) Keep(at, now time.Time) (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	if at.After(now) {
		return p, fault.Field("at", "That is still to come. Say so when the client has it.")
	}
	if at.Before(p.MadeAt) {
		return p, fault.Field("at", "That is before the promise was made.")
	}
	p.State, p.KeptAt = Kept, at
	return p, nil
}

// Withdraw undoes the making of a promise, within the seconds of an undo. It is
// for the office to know that nothing left.
func (p Promise) Withdraw() (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	if !p.Told(0).IsZero() {
		return p, fault.New(fault.Conflict, "It is too late to undo: the client was told.")
	}
	p.State = Withdrawn
	return p, nil
}

// Reopen takes a keeping or a release back: it was noted by mistake.
func (p Promise) Reopen() (Promise, error) {
	if p.State != Kept && p.State != Released {
		return p, fault.New(fault.Conflict, "This promise was neither kept nor released.")
	}
	p.State, p.KeptAt, p.ReleasedAt, p.ReleasedWhy = Open, time.Time{}, time.Time{}, ""
	return p, nil
}

// Release notes that the client let us off, and how we know.
func (p Promise) Release(why string, now time.Time) (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	var c fault.Check
	member.CheckLine(&c, "why", why, MaxReason)
	if err := c.Err(); err != nil {
		return p, err
	}
	p.State, p.ReleasedAt, p.ReleasedWhy = Released, now, why
	return p, nil
}

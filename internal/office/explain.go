package office

import (
	"strings"
	"time"

	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// whyBy says, a step a line, how the moment was found by which a prompt is
// done in time.
func whyBy(a *act, k Asked) []string {
	switch {
	case k.ActBy.IsZero():
		return nil
	case k.Rule == prompt.Unanswered && k.Clock != nil:
		e := a.book.firmHours.ExplainAdd(k.Clock.StartedAt, k.Clock.Standard)
		return steps(e.Say(worktime.Words{Start: "received", Amount: "standard", Who: "we"}))
	case k.Rule == prompt.Absent && k.Absence != nil:
		return []string{k.OwnerName + " is away from then on"}
	case k.HandOff != nil && k.HandOff.Promise != nil && k.Stage == prompt.Early:
		p := k.HandOff.Promise
		return whyTellBy(a, dueOf{kind: p.Kind, at: p.Date().DueAt, owner: p.OwnerID}, k.ActBy, k.HandOff.Calendar)
	case k.Promise == nil || k.ClientZone == nil:
		return nil
	case k.Stage == prompt.Passed:
		return []string{
			"due " + shortMoment(k.Promise.DueAt, k.ClientZone), "told after that, it counts as told late until the close of their next business day",
			"so " + shortMoment(k.ActBy, k.ClientZone),
		}
	case k.Stage == prompt.TellNow:
		return []string{"the last good moment to tell them has come", "due " + shortMoment(k.Promise.DueAt, k.ClientZone)}
	}
	return whyTellBy(a, dueOf{kind: k.Promise.Kind, at: k.Promise.DueAt, owner: k.Promise.OwnerID}, k.ActBy, k.ClientZone)
}

// dueOf is what a ladder hangs on.
type dueOf struct {
	kind  promise.Kind
	at    time.Time
	owner member.ID
}

// whyTellBy says how the last good moment to tell a client was worked back
// from a date, as [prompt.Climb] does.
func whyTellBy(a *act, d dueOf, tellBy time.Time, cal *worktime.Calendar) []string {
	notice := a.book.firm.Policy.Usual.Notice
	if d.kind == promise.Appointment {
		notice = a.book.firm.Policy.Appointment.Notice
	}
	e := cal.ExplainSub(d.at, notice)
	out := steps(e.Say(worktime.Words{Start: "due", Amount: "they need", Who: "they"}))
	last := e.At
	if own := a.book.hours[d.owner]; own != nil {
		if open, ok := own.LastOpen(last); ok && !open.Equal(last) {
			out[len(out)-1] = "that is " + shortMoment(last, cal)
			out = append(out, a.nameOf(d.owner)+" is not at work then", "so "+shortMoment(open, own))
			last = open
		}
	}
	if !last.UTC().Equal(tellBy) {
		return []string{
			"due " + shortMoment(d.at, cal), "for the usual " + worktime.InWords(notice) + " of their working time it was set too late",
			"three quarters of the time that there was are over " + shortMoment(tellBy, cal),
		}
	}
	return out
}

func steps(s string) []string { return strings.Split(s, "; ") }

// shortMoment writes a moment with its weekday and place.
func shortMoment(t time.Time, cal *worktime.Calendar) string {
	return t.In(cal.Location()).Format("Mon 2 Jan 15:04 ") + worktime.Place(cal.Location())
}

package news

import (
	"strings"
	"time"

	"kept/internal/tongue"
	"kept/worktime"
)

// Speech says facts in plain sentences. Today is the client's day, Voice his
// language; the zero Voice speaks English.
type Speech struct {
	Today worktime.Day
	Voice tongue.Voice
}

// Fact is a sentence about something that was logged.
func (s Speech) Fact(f Fact) string {
	switch f.Kind {
	case StepDone:
		return s.dated(f.Day, "“{what}” was finished on {day}.", "“{what}” was finished.", f)
	case StepBegun:
		return s.dated(f.Day, "Work on “{what}” began on {day}.", "Work on “{what}” began.", f)
	case StepNext:
		return s.dated(f.Day, "“{what}” comes next, done by {day}.", "“{what}” comes next.", f)
	case StepGoesOn:
		return s.dated(f.Day, "“{what}” goes on, done by {day}.", "“{what}” goes on.", f)
	case PromiseKept:
		return s.dated(f.Day, "You received “{what}” on {day}.", "You received “{what}”.", f)
	case PromiseDue:
		return s.dated(f.Day, "You will have “{what}” by {day}.", "You will have “{what}”.", f)
	case DateMoved:
		return end(s.dated(f.Was, "“{what}” moved from {was} to {day}: {why}", "“{what}” moved to {day}: {why}", f))
	case Asked:
		return s.dated(f.Day, "We asked {who} for “{what}” on {day}.", "We asked {who} for “{what}”.", f)
	case Came:
		return s.dated(f.Day, "“{what}” came from {who} on {day}.", "“{what}” came from {who}.", f)
	case Answered, Called:
		return s.answered(f)
	case WentWrong:
		return end(s.about("“{what}”: {why}", f))
	case PutRight:
		return end(s.about("“{what}” is over: {why}", f))
	case TheirTurn:
		return s.dated(f.Day, "From you we need “{what}” by {day}.", "From you we need “{what}”.", f)
	}
	return end(f.Words)
}

// answered is a sentence about somebody who wrote or called, and was answered.
func (s Speech) answered(f Fact) string {
	switch {
	case f.Kind == Called:
		return s.sameDay(f, "{from} called us on {was}; {who} called back the same day.", "{from} called us on {was}; {who} called back on {day}.")
	case f.Words == "":
		return s.sameDay(f, "{from} wrote to us on {was}; {who} answered the same day.", "{from} wrote to us on {was}; {who} answered on {day}.")
	}
	return s.sameDay(f, "{from} wrote to us on {was} about “{what}”; {who} answered the same day.", "{from} wrote to us on {was} about “{what}”; {who} answered on {day}.")
}

// sameDay says a sentence about what ended on the day on which it began, or the
// other one.
func (s Speech) sameDay(f Fact, same, later string) string {
	if f.Was == f.Day {
		return s.about(same, f)
	}
	return s.about(later, f)
}

// Became is a sentence about what was to come next, and what became of it.
func (s Speech) Became(o Outcome) string {
	f := o.Now
	switch f.Kind {
	case StepDone:
		return s.dated(f.Day, "“{what}” was next: it was finished on {day}.", "“{what}” was next: it was finished.", f)
	case PromiseKept:
		return s.dated(f.Day, "“{what}” was next: you received it on {day}.", "“{what}” was next: you received it.", f)
	case Came:
		return s.dated(f.Day, "“{what}” was next: it came on {day}.", "“{what}” was next: it came.", f)
	case DateMoved:
		return s.dated(f.Day, "“{what}” was next: it moved to {day}.", "“{what}” was next: it moved.", f)
	case StepGoesOn:
		return s.dated(f.Day, "“{what}” was next: it goes on, done by {day}.", "“{what}” was next: it goes on.", f)
	case StepBegun:
		return s.dated(f.Day, "“{what}” was next: it began on {day} and goes on.", "“{what}” was next: it began and goes on.", f)
	}
	return s.dated(f.Day, "“{what}” was next: it is still to come, by {day}.", "“{what}” was next: it is still to come.", f)
}

// dated says a sentence with a day, or the other one where none is known.
func (s Speech) dated(d worktime.Day, with, without string, f Fact) string {
	said := without
	if !d.IsZero() {
		said = with
	}
	return s.about(said, f)
}

// about says a sentence about a fact.
func (s Speech) about(said string, f Fact) string {
	who := f.Who
	if who == "" {
		who = s.Voice.Say("those who have it")
	}
	return s.Voice.Say(said, "what", strings.TrimSuffix(f.Words, "."), "who", who, "day", s.day(f.Day), "was", s.day(f.Was), "why", f.Why, "from", f.From)
}

// Passed says to the writer that the day has passed of which a line speaks.
func (s Speech) Passed(l Line) string { return Speech{Today: s.Today}.day(l.Until) + " has passed" }

// Otherwise says to the writer that the record of a line stands otherwise now.
func (s Speech) Otherwise() string { return "what it stands on has changed" }

// day is a day with its weekday; its year where it is another one.
func (s Speech) day(d worktime.Day) string {
	if d.IsZero() {
		return ""
	}
	return s.Voice.Day(noon(d), noon(s.Today))
}

func noon(d worktime.Day) time.Time {
	return time.Date(d.Year, d.Month, d.Date, 12, 0, 0, 0, time.UTC)
}

// end ends a sentence that somebody else may have ended already.
func end(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

package news

import (
	"strings"
	"time"

	"kept/worktime"
)

// Speech says facts in plain sentences. Today is the client's day.
type Speech struct{ Today worktime.Day }

// Fact is a sentence about something that was logged.
func (s Speech) Fact(f Fact) string {
	words := "“" + strings.TrimSuffix(f.Words, ".") + "”"
	switch f.Kind {
	case StepDone:
		return words + " was finished" + s.on(f.Day) + "."
	case StepBegun:
		return "Work on " + words + " began" + s.on(f.Day) + "."
	case StepNext:
		return words + " comes next" + s.by(f.Day, ", done by ") + "."
	case StepGoesOn:
		return words + " goes on" + s.by(f.Day, ", done by ") + "."
	case PromiseKept:
		return "You received " + words + s.on(f.Day) + "."
	case PromiseDue:
		return "You will have " + words + s.by(f.Day, " by ") + "."
	case DateMoved:
		out := words + " moved"
		if !f.Was.IsZero() {
			out += " from " + s.day(f.Was)
		}
		return end(out + " to " + s.day(f.Day) + ": " + f.Why)
	case Asked:
		return "We asked " + orSomebody(f.Who) + " for " + words + s.on(f.Day) + "."
	case Came:
		return words + " came from " + orSomebody(f.Who) + s.on(f.Day) + "."
	case Answered, Called:
		return s.answered(f)
	case TheirTurn:
		return "From you we need " + words + s.by(f.Day, " by ") + "."
	}
	return end(f.Words)
}

// answered is a sentence about somebody who wrote or called, and was answered.
func (s Speech) answered(f Fact) string {
	when := "the same day"
	if f.Was != f.Day {
		when = "on " + s.day(f.Day)
	}
	switch {
	case f.Kind == Called:
		return f.From + " called us on " + s.day(f.Was) + "; " + f.Who + " called back " + when + "."
	case f.Words == "":
		return f.From + " wrote to us on " + s.day(f.Was) + "; " + f.Who + " answered " + when + "."
	}
	return f.From + " wrote to us on " + s.day(f.Was) + " about “" + strings.TrimSuffix(f.Words, ".") + "”; " + f.Who + " answered " + when + "."
}

// Became is a sentence about what was to come next, and what became of it.
func (s Speech) Became(o Outcome) string {
	words := "“" + strings.TrimSuffix(o.Now.Words, ".") + "” was next: "
	switch o.Now.Kind {
	case StepDone:
		return words + "it was finished" + s.on(o.Now.Day) + "."
	case PromiseKept:
		return words + "you received it" + s.on(o.Now.Day) + "."
	case Came:
		return words + "it came" + s.on(o.Now.Day) + "."
	case DateMoved:
		return words + "it moved to " + s.day(o.Now.Day) + "."
	case StepGoesOn:
		return words + "it goes on" + s.by(o.Now.Day, ", done by ") + "."
	case StepBegun:
		return words + "it began" + s.on(o.Now.Day) + " and goes on."
	}
	return words + "it is still to come" + s.by(o.Now.Day, ", by ") + "."
}

// Passed says to the writer that the day has passed of which a line speaks.
func (s Speech) Passed(l Line) string { return s.day(l.Until) + " has passed" }

// Otherwise says to the writer that the record of a line stands otherwise now.
func (s Speech) Otherwise() string { return "what it stands on has changed" }

func (s Speech) on(d worktime.Day) string {
	if d.IsZero() {
		return ""
	}
	return " on " + s.day(d)
}

func (s Speech) by(d worktime.Day, how string) string {
	if d.IsZero() {
		return ""
	}
	return how + s.day(d)
}

// day is a day with its weekday; its year where it is another one.
func (s Speech) day(d worktime.Day) string {
	layout := "Monday 2 January"
	if d.Year != s.Today.Year {
		layout += " 2006"
	}
	return time.Date(d.Year, d.Month, d.Date, 12, 0, 0, 0, time.UTC).Format(layout)
}

func orSomebody(who string) string {
	if who == "" {
		return "those who have it"
	}
	return who
}

// end ends a sentence that somebody else may have ended already.
func end(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

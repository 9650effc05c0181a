package office

import (
	"strconv"
	"time"

	"kept/handoff"
	"kept/internal/tongue"
	"kept/news"
	"kept/promise"
	"kept/worktime"
)

// Saying is a sentence that is said when it is read, in the reader's language; nil says
// nothing.
type Saying func(tongue.Voice) string

// In says it in a voice.
func (s Saying) In(v tongue.Voice) string {
	if s == nil {
		return ""
	}
	return s(v)
}

// later is a sentence that reads the same whoever reads it where; see [tongue.Voice.Say].
func later(english string, places ...string) Saying {
	return func(v tongue.Voice) string { return v.Say(english, places...) }
}

// whyReminded says why a reminder leaves: the nth of so many, of what was asked.
func whyReminded(h handoff.HandOff, nth, most int, cal *worktime.Calendar) Saying {
	return func(v tongue.Voice) string {
		places := []string{"when", momentTo(v, h.AskedAt, cal), "n", strconv.Itoa(nth), "most", strconv.Itoa(most)}
		switch h.Kind {
		case handoff.Question:
			return v.Say("Asked on {when}, and not answered yet. It is reminder {n} of {most} of a question, and leaves if there is no answer until then.", places...)
		case handoff.Approval:
			return v.Say("Asked on {when}, and not answered yet. It is reminder {n} of {most} of an approval, and leaves if there is no answer until then.", places...)
		}
		return v.Say("Asked on {when}, and not answered yet. It is reminder {n} of {most}, and leaves if there is no answer until then.", places...)
	}
}

// whyByCadence says why a client hears next: by the cadence of his updates.
func whyByCadence(e news.Every) Saying {
	switch e {
	case news.Weekly:
		return later("They were told that they hear by then; the cadence of their updates is every week.")
	case news.TwoWeeks:
		return later("They were told that they hear by then; the cadence of their updates is every two weeks.")
	}
	return later("They were told that they hear by then; the cadence of their updates is every month.")
}

func whyWordPlanned(at time.Time, cal *worktime.Calendar) Saying {
	return func(v tongue.Voice) string {
		return v.Say("They were told that they hear by then. The update that is planned for {when} will be that word.", "when", momentTo(v, at, cal))
	}
}

func whyNote(w promise.When, cal *worktime.Calendar) Saying {
	return func(v tongue.Voice) string {
		return v.Say("If they hear nothing by {when}, and nobody who is asked then does anything, a note says that there is no news yet and when they hear next.", "when", whenTo(v, w, cal))
	}
}

func whyCheckIns(w promise.When, cal *worktime.Calendar) Saying {
	return func(v tongue.Voice) string {
		return v.Say("They hear next by {when}: who works for them is asked what he did that they cannot see.", "when", whenTo(v, w, cal))
	}
}

func whyWaiting(since time.Time, cal *worktime.Calendar) Saying {
	return func(v tongue.Voice) string {
		return v.Say("They wait for an answer since {when}; the standard wants one by then.", "when", momentTo(v, since, cal))
	}
}

package office

import (
	"kept/notice"
	"kept/prompt"
	"kept/worktime"
)

// Sentence says in one sentence, with names and moments, what is asked. cal is
// the reader's calendar.
func (k Asked) Sentence(cal *worktime.Calendar) string {
	switch k.Rule {
	case prompt.Due, prompt.Broken, prompt.Silence, prompt.Unconfirmed:
		return k.promiseSentence(cal)
	case prompt.Undelivered:
		return k.undeliveredSentence()
	case prompt.Unanswered:
		if k.Clock == nil {
			return ""
		}
		if k.Stage == prompt.Passed {
			return "Call " + k.Contact + " back now: the standard passed " + SayMoment(k.Clock.DueAt, cal) + "."
		}
		return "Call " + k.Contact + " back before " + SayMoment(k.Clock.DueAt, cal) + "."
	case prompt.Absent:
		if k.Absence == nil {
			return ""
		}
		return k.OwnerName + " is away from " + SayMoment(k.Absence.From, cal) + ": pass on what falls due until " + SayMoment(k.Absence.Until, cal) + "."
	}
	return ""
}

func (k Asked) undeliveredSentence() string {
	if k.Notice == nil {
		return ""
	}
	switch k.Notice.State() {
	case notice.Unsure:
		return "Call " + k.Contact + ": nobody knows whether “" + k.Notice.Subject + "” arrived."
	case notice.Queued:
		return "Call " + k.Contact + ": “" + k.Notice.Subject + "” does not get out."
	}
	return "Call " + k.Contact + ": “" + k.Notice.Subject + "” did not arrive."
}

func (k Asked) promiseSentence(cal *worktime.Calendar) string {
	if k.Promise == nil {
		if k.Project != nil {
			return "Say when " + k.ClientName + " hears from us next about " + k.Project.Name + "."
		}
		return "Say when " + k.ClientName + " hears from us next."
	}
	p, due := k.Promise, SayMoment(k.Promise.DueAt, cal)
	switch {
	case k.Rule == prompt.Silence && k.Stage == prompt.Passed:
		return "Contact " + k.Contact + " now: they were to hear from us by " + due + "."
	case k.Rule == prompt.Silence:
		return "Contact " + k.Contact + " before " + due + ": that is when they hear from us next."
	case k.Rule == prompt.Unconfirmed:
		return "Confirm or move " + p.Words + " with " + k.Contact + ", " + due + ": nobody has said that it stands."
	case k.Rule == prompt.Broken:
		return "Tell " + k.Contact + " now: " + p.Words + " was due " + due + ", and nobody told them."
	case k.Stage == prompt.TellNow:
		return "Tell " + k.Contact + " now if it will not be there by " + due + ": " + p.Words + "."
	}
	return p.Words + " for " + k.Contact + ", " + due + ": keep it, or tell them in time."
}

// Why says why it matters, and until when it is in time.
func (k Asked) Why(cal *worktime.Calendar) string {
	switch {
	case k.Stage == prompt.Missing:
		return "Every open client has a next contact. A missing one is an alarm."
	case k.Rule == prompt.Undelivered && k.Notice != nil:
		if k.Notice.Proof == "" {
			return "What did not arrive was not told."
		}
		return "The server said: " + k.Notice.Proof
	case k.Rule == prompt.Unanswered && k.Clock != nil:
		return "They called " + SayMoment(k.Clock.StartedAt, cal) + "."
	case k.Rule == prompt.Absent:
		return "Otherwise nobody keeps these promises, and nobody tells the clients."
	case k.Stage == prompt.Passed:
		return "Until " + SayMoment(k.ActBy, cal) + " they are told late; after that they were left in silence for ever."
	case k.Stage == prompt.TellNow:
		return "The last good moment to tell them has come."
	}
	if k.ActBy.IsZero() {
		return ""
	}
	return "Tell them by " + SayMoment(k.ActBy, cal) + ", and the new date counts as reset in time."
}

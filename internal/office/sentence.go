package office

import (
	"strconv"

	"kept/internal/tongue"
	"kept/notice"
	"kept/prompt"
	"kept/reply"
	"kept/worktime"
)

// Sentence says in one sentence, with names and moments, what is asked, in the
// language of [Asked.Voice]. cal is the reader's calendar.
func (k Asked) Sentence(cal *worktime.Calendar) string {
	v := k.Voice
	switch k.Rule {
	case prompt.Due, prompt.Doubtful, prompt.Broken, prompt.Silence, prompt.Unconfirmed:
		return k.promiseSentence(cal)
	case prompt.Untold:
		if k.Issue != nil {
			return k.issueSentence(cal)
		}
		return k.untoldSentence()
	case prompt.Undelivered:
		return k.undeliveredSentence()
	case prompt.HandOff, prompt.ClientsTurn:
		return k.handOffSentence(cal)
	case prompt.Unanswered:
		return k.unansweredSentence(cal)
	case prompt.Worried:
		if k.Clock != nil {
			return k.worriedSentence(cal)
		}
		return v.Say("{client} had to ask {times} within a month: call them, and find out what they were not told.", "client", k.ClientName, "times", times(v, len(k.Chases)))
	case prompt.Absent:
		if k.Absence == nil {
			return ""
		}
		return v.Say("{who} is away from {from}: pass on what falls due until {until}.", "who", k.OwnerName, "from", sayNear(v, k.Absence.From, k.At, cal), "until", sayNear(v, k.Absence.Until, k.At, cal))
	}
	return ""
}

func times(v tongue.Voice, n int) string {
	switch n {
	case 1:
		return v.Say("once")
	case 2:
		return v.Say("twice")
	}
	return v.Say("{n} times", "n", strconv.Itoa(n))
}

func (k Asked) unansweredSentence(cal *worktime.Calendar) string {
	v := k.Voice
	switch {
	case k.Arrival != nil && k.Arrival.Sender == "":
		return v.Say("Look at a mail from nobody who says so: it was not filed by itself.")
	case k.Arrival != nil:
		return v.Say("Look at a mail from {who}: it was not filed by itself.", "who", k.Arrival.Sender)
	case k.Mailbox != nil:
		return v.Say("Mend the way in “{name}”: what clients write by it does not arrive.", "name", k.Mailbox.Name)
	case k.Clock == nil:
		return ""
	}
	w, by := k.Clock, sayNear(v, k.Clock.DueAt, k.At, cal)
	if k.Stage == prompt.Passed {
		return passedSentence(v, w, "who", k.Contact, "when", by)
	}
	switch {
	case w.Wait == reply.Acknowledge:
		return v.Say("Tell {who} that you have their message before {when}.", "who", k.Contact, "when", by)
	case w.Wait == reply.Between:
		return v.Say("Give {who} a word before {when}.", "who", k.Contact, "when", by)
	case w.Channel == reply.Call:
		return v.Say("Call {who} back before {when}.", "who", k.Contact, "when", by)
	}
	return v.Say("Answer {who} before {when}.", "who", k.Contact, "when", by)
}

// passedSentence says what is to be done now, for the standard has passed.
func passedSentence(v tongue.Voice, w *reply.Clock, places ...string) string {
	switch {
	case w.Wait == reply.Acknowledge:
		return v.Say("Tell {who} that you have their message now: the standard passed {when}.", places...)
	case w.Wait == reply.Between:
		return v.Say("Give {who} a word now: the standard passed {when}.", places...)
	case w.Channel == reply.Call:
		return v.Say("Call {who} back now: the standard passed {when}.", places...)
	}
	return v.Say("Answer {who} now: the standard passed {when}.", places...)
}

// worriedSentence says what is asked of who leads a worried client.
func (k Asked) worriedSentence(cal *worktime.Calendar) string {
	v, by := k.Voice, sayNear(k.Voice, k.Clock.DueAt, k.At, cal)
	rated, passed := k.Clock.Wait == reply.Rating, k.Stage == prompt.Passed
	switch {
	case rated && passed:
		return v.Say("{who} is not content: call or write to them now. They were to hear by {when}.", "who", k.Contact, "when", by)
	case rated:
		return v.Say("{who} is not content: call or write to them before {when}.", "who", k.Contact, "when", by)
	case passed:
		return v.Say("{who} is worried: call or write to them now. They were to hear by {when}.", "who", k.Contact, "when", by)
	}
	return v.Say("{who} is worried: call or write to them before {when}.", "who", k.Contact, "when", by)
}

// untoldSentence names the first of the dates that moved.
func (k Asked) untoldSentence() string {
	v := k.Voice
	if k.Update != nil {
		return v.Say("Look at the update for {client}: it did not leave as it was planned.", "client", k.ClientName)
	}
	if k.Project == nil || len(k.Overtaken) == 0 {
		return ""
	}
	s := k.Overtaken[0]
	day := v.Day(Noon(s.Told.Latest), k.ActBy.UTC())
	if n := len(k.Overtaken) - 1; n > 0 {
		return v.Say("Tell {client} that the plan has moved: “{step}” will be later than {day}, and {n} more.", "client", k.ClientName, "step", s.Words(), "day", day, "n", strconv.Itoa(n))
	}
	return v.Say("Tell {client} that the plan has moved: “{step}” will be later than {day}.", "client", k.ClientName, "step", s.Words(), "day", day)
}

// issueSentence names who does not know yet.
func (k Asked) issueSentence(cal *worktime.Calendar) string {
	v := k.Voice
	if k.Issue == nil || len(k.Untold) == 0 {
		return ""
	}
	whom := k.Untold[0]
	switch n := len(k.Untold) - 1; {
	case n == 1:
		whom = v.Say("{one} and {other}", "one", whom, "other", k.Untold[1])
	case n > 1:
		whom = v.Say("{one} and {n} more clients", "one", whom, "n", strconv.Itoa(n))
	}
	return v.Say("Tell {who} before {when}: “{what}”.", "who", whom, "when", sayNear(v, k.ActBy, k.At, cal), "what", k.Issue.What)
}

func (k Asked) undeliveredSentence() string {
	v := k.Voice
	if k.Notice == nil && k.NoMail == nil {
		return ""
	}
	if k.Notice == nil {
		return v.Say("Call {who}: they want no mail from us, and something is promised to them.", "who", k.Contact)
	}
	switch k.Notice.State() {
	case notice.Unsure:
		return v.Say("Call {who}: nobody knows whether “{subject}” arrived.", "who", k.Contact, "subject", k.Notice.Subject)
	case notice.Queued:
		return v.Say("Call {who}: “{subject}” does not get out.", "who", k.Contact, "subject", k.Notice.Subject)
	}
	return v.Say("Call {who}: “{subject}” did not arrive.", "who", k.Contact, "subject", k.Notice.Subject)
}

func (k Asked) promiseSentence(cal *worktime.Calendar) string {
	v := k.Voice
	if k.Promise == nil {
		if k.Project != nil {
			return v.Say("Say when {client} hears from us next about {project}.", "client", k.ClientName, "project", k.Project.Name)
		}
		return v.Say("Say when {client} hears from us next.", "client", k.ClientName)
	}
	p, places := k.Promise, []string{"who", k.Contact, "what", k.Promise.Words, "when", k.due(cal)}
	switch {
	case k.Rule == prompt.Silence && k.Stage == prompt.Passed:
		return v.Say("Contact {who} now: they were to hear from us by {when}.", places...)
	case k.Rule == prompt.Silence:
		return v.Say("Contact {who} before {when}: that is when they hear from us next.", places...)
	case k.Rule == prompt.Unconfirmed:
		return v.Say("Confirm or move {what} with {who}, {when}: nobody has said that it stands.", places...)
	case k.Rule == prompt.Broken:
		return v.Say("Tell {who} now: {what} was due {when}, and nobody told them.", places...)
	case k.Rule == prompt.Doubtful:
		return v.Say("{what} for {who}, {when}, is doubtful: the chance is {chance}. Tell them in time.", append(places, "chance", SaidChance(v, p.Chance))...)
	case k.Stage == prompt.TellNow:
		return v.Say("Tell {who} now if it will not be there by {when}: {what}.", places...)
	}
	return v.Say("{what} for {who}, {when}: keep it, or tell them in time.", places...)
}

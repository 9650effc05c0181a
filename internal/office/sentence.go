package office

import (
	"strconv"
	"time"

	"kept/notice"
	"kept/outlook"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/worktime"
)

// Sentence says in one sentence, with names and moments, what is asked. cal is
// the reader's calendar.
func (k Asked) Sentence(cal *worktime.Calendar) string {
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
		return k.ClientName + " had to ask " + times(len(k.Chases)) + " within a month: call them, and find out what they were not told."
	case prompt.Absent:
		if k.Absence == nil {
			return ""
		}
		return k.OwnerName + " is away from " + sayNear(k.Absence.From, k.At, cal) + ": pass on what falls due until " + sayNear(k.Absence.Until, k.At, cal) + "."
	}
	return ""
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return strconv.Itoa(n) + " times"
}

func (k Asked) unansweredSentence(cal *worktime.Calendar) string {
	switch {
	case k.Arrival != nil:
		from := k.Arrival.Sender
		if from == "" {
			from = "nobody who says so"
		}
		return "Look at a mail from " + from + ": it was not filed by itself."
	case k.Mailbox != nil:
		return "Mend the way in “" + k.Mailbox.Name + "”: what clients write by it does not arrive."
	case k.Clock == nil:
		return ""
	}
	w, by := k.Clock, sayNear(k.Clock.DueAt, k.At, cal)
	do := "Answer " + k.Contact
	switch {
	case w.Wait == reply.Acknowledge:
		do = "Tell " + k.Contact + " that you have their message"
	case w.Wait == reply.Between:
		do = "Give " + k.Contact + " a word"
	case w.Channel == reply.Call:
		do = "Call " + k.Contact + " back"
	}
	if k.Stage == prompt.Passed {
		return do + " now: the standard passed " + by + "."
	}
	return do + " before " + by + "."
}

// untoldSentence names the first of the dates that moved.
func (k Asked) untoldSentence() string {
	if k.Update != nil {
		return "Look at the update for " + k.ClientName + ": it did not leave as it was planned."
	}
	if k.Project == nil || len(k.Overtaken) == 0 {
		return ""
	}
	s := k.Overtaken[0]
	say := "Tell " + k.ClientName + " that the plan has moved: “" + s.Words() + "” will be later than " + sayWeekday(s.Told.Latest, worktime.DayOf(k.ActBy, time.UTC))
	if n := len(k.Overtaken) - 1; n > 0 {
		say += ", and " + strconv.Itoa(n) + " more"
	}
	return say + "."
}

func (k Asked) undeliveredSentence() string {
	if k.Notice == nil {
		return k.noMailSentence()
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
	p, due := k.Promise, k.due(cal)
	switch {
	case k.Rule == prompt.Silence && k.Stage == prompt.Passed:
		return "Contact " + k.Contact + " now: they were to hear from us by " + due + "."
	case k.Rule == prompt.Silence:
		return "Contact " + k.Contact + " before " + due + ": that is when they hear from us next."
	case k.Rule == prompt.Unconfirmed:
		return "Confirm or move " + p.Words + " with " + k.Contact + ", " + due + ": nobody has said that it stands."
	case k.Rule == prompt.Broken:
		return "Tell " + k.Contact + " now: " + p.Words + " was due " + due + ", and nobody told them."
	case k.Rule == prompt.Doubtful:
		return p.Words + " for " + k.Contact + ", " + due + ", is doubtful: the chance is " + SayChance(p.Chance) + ". Tell them in time."
	case k.Stage == prompt.TellNow:
		return "Tell " + k.Contact + " now if it will not be there by " + due + ": " + p.Words + "."
	}
	return p.Words + " for " + k.Contact + ", " + due + ": keep it, or tell them in time."
}

// Why says why it matters, and until when it is in time.
func (k Asked) Why(cal *worktime.Calendar) string {
	switch {
	case k.Arrival != nil:
		return k.Arrival.Why
	case k.Mailbox != nil:
		return k.Mailbox.Trouble
	case k.Update != nil:
		return k.Update.Held
	case k.HandOff != nil:
		return k.whyHandOff(cal)
	case k.Rule == prompt.Worried && k.Clock != nil:
		return k.whyWorried(cal)
	case k.Rule == prompt.Worried:
		return "Every time that a client has to ask is a failure of ours. The target is none."
	case k.Issue != nil:
		return k.issueSince(cal)
	case k.Rule == prompt.Untold:
		return "They were told of these dates in the plan of " + k.projectName() + ". Until " + sayNear(k.ActBy, k.At, cal) + " they can hear it from us before it passes."
	case k.NoMail != nil:
		return "Agree how they hear of their dates. Until they take mail again, what you tell them is said, not written."
	case k.Stage == prompt.Missing:
		return "Every open client has a next contact. A missing one is an alarm."
	case k.Rule == prompt.Undelivered && k.Notice != nil:
		if k.Notice.Proof == "" {
			return "What did not arrive was not told."
		}
		return "The server said: " + k.Notice.Proof
	case k.Rule == prompt.Unanswered && k.Clock != nil:
		return k.whyUnanswered(cal)
	case k.Rule == prompt.Absent:
		return "Otherwise nobody keeps these promises, and nobody tells the clients."
	case k.Stage == prompt.Passed:
		if !k.At.IsZero() && k.At.After(k.ActBy) {
			return "They were left in silence; that stays in the record. They should know all the same."
		}
		return "Until " + sayNear(k.ActBy, k.At, cal) + " they are told late; after that they were left in silence for ever."
	case k.Rule == prompt.Doubtful && k.Hang.Known():
		return k.whyDoubtful(cal)
	case k.Stage == prompt.TellNow:
		return "The last good moment to tell them has come."
	}
	if k.ActBy.IsZero() {
		return ""
	}
	by := sayNear(k.ActBy, k.At, cal)
	switch k.Rule {
	case prompt.Silence:
		return "Write or call by " + by + ", and nobody has to ask."
	case prompt.Unconfirmed:
		return "Until " + by + " they can still change their plans."
	}
	return "Tell them by " + by + ", and a new date counts as reset in time."
}

func (k Asked) projectName() string {
	if k.Project == nil {
		return "their project"
	}
	return k.Project.Name
}

// whyDoubtful says on what the promise hangs, when that will be done, and how we know.
func (k Asked) whyDoubtful(cal *worktime.Calendar) string {
	today := worktime.DayOf(k.At, cal.Location())
	why := "It hangs on “" + k.Hang.Step.Name + "”, which is done by " + nearDay(k.Hang.By(50), today) + " in half of the cases, by " + nearDay(k.Hang.By(80), today) + " in 80 of 100. " + SayReason(k.Hang.Forecast.Reason)
	if k.Stage == prompt.TellNow {
		return why + " The last good moment to tell them has come."
	}
	return why + " Tell them by " + sayNear(k.ActBy, k.At, cal) + ", and a new date counts as reset in time."
}

// SayChance says how probable something is.
func SayChance(c promise.Chance) string {
	switch n := c.Percent(); {
	case n >= 99:
		return "more than 99 in 100"
	case n <= 1:
		return "less than 1 in 100"
	default:
		return strconv.Itoa(n) + " in 100"
	}
}

// SayReason says what a forecast stands on.
func SayReason(r outlook.Reason) string {
	switch {
	case r.Alike == 0:
		return "We have finished nothing like it yet: this is the plan's own estimate."
	case r.Alike == 1:
		return "One like it took " + workDays(r.Longest) + ": this is mostly the plan's own estimate."
	case r.Few:
		return "The " + strconv.Itoa(r.Alike) + " like it took " + dayRange(r) + ": this is mostly the plan's own estimate."
	}
	return "The last " + strconv.Itoa(min(r.Alike, outlook.Told)) + " like it took " + dayRange(r) + "."
}

func dayRange(r outlook.Reason) string {
	if r.Shortest == r.Longest {
		return workDays(r.Longest) + " each"
	}
	return strconv.Itoa(r.Shortest) + " to " + workDays(r.Longest)
}

func workDays(n int) string {
	if n == 1 {
		return "one working day"
	}
	return strconv.Itoa(n) + " working days"
}

// whyUnanswered says since when they wait, and for what.
func (k Asked) whyUnanswered(cal *worktime.Calendar) string {
	since := sayNear(k.Clock.StartedAt, k.At, cal)
	switch {
	case k.Clock.Wait == reply.Between:
		return "Our last word was " + since + "."
	case k.Clock.Channel == reply.Call:
		return "They called " + since + "."
	case k.Clock.About == "":
		return "They wrote " + since + "."
	}
	return "They wrote " + since + ": " + k.Clock.About
}

// due is the date of the promise: a day where a day was promised.
func (k Asked) due(cal *worktime.Calendar) string {
	if k.At.IsZero() {
		return SayMoment(k.Promise.DueAt, cal)
	}
	if k.Promise.DueOn && k.ClientZone != nil {
		return nearDay(k.Promise.Day, worktime.DayOf(k.At, k.ClientZone.Location()))
	}
	return sayNear(k.Promise.DueAt, k.At, cal)
}

// sayNear writes a moment for a page of now: "today 16:00", "Monday 16:00", or
// with its date where the weekday alone would not do. Without a now it is
// written out in full.
func sayNear(t, now time.Time, cal *worktime.Calendar) string {
	if now.IsZero() {
		return SayMoment(t, cal)
	}
	loc := cal.Location()
	return nearDay(worktime.DayOf(t, loc), worktime.DayOf(now, loc)) + t.In(loc).Format(" 15:04")
}

func nearDay(d, today worktime.Day) string {
	at := time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
	switch n := today.DaysUntil(d); {
	case n == 0:
		return "today"
	case n > 0 && n < 7:
		return at.Format("Monday")
	case d.Year == today.Year:
		return at.Format("Monday 2 January")
	}
	return at.Format("Monday 2 January 2006")
}

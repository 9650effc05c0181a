package office

import (
	"strconv"
	"time"

	"kept/internal/tongue"
	"kept/outlook"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/worktime"
)

// Why says why it matters, and until when it is in time.
func (k Asked) Why(cal *worktime.Calendar) string {
	v := k.Voice
	switch {
	case k.Arrival != nil:
		return v.Refusal(k.Arrival.Why)
	case k.Mailbox != nil:
		return v.Refusal(k.Mailbox.Trouble)
	case k.Update != nil:
		return v.Refusal(k.Update.Held)
	case k.HandOff != nil:
		return k.whyHandOff(cal)
	case k.Rule == prompt.Worried && k.Clock != nil:
		return k.whyWorried(cal)
	case k.Rule == prompt.Worried:
		return v.Say("Every time that a client has to ask is a failure of ours. The target is none.")
	case k.Issue != nil && k.Stage == prompt.Passed:
		return v.Say("They were to know by {when}.", "when", sayNear(v, k.ActBy, k.At, cal))
	case k.Issue != nil:
		return v.Say("They know it from us by {when}, or they find it out themselves.", "when", sayNear(v, k.ActBy, k.At, cal))
	case k.Rule == prompt.Untold && k.Project == nil:
		return v.Say("They were told of these dates in the plan of their project. Until {when} they can hear it from us before it passes.", "when", sayNear(v, k.ActBy, k.At, cal))
	case k.Rule == prompt.Untold:
		return v.Say("They were told of these dates in the plan of {project}. Until {when} they can hear it from us before it passes.", "project", k.Project.Name, "when", sayNear(v, k.ActBy, k.At, cal))
	case k.NoMail != nil:
		return v.Say("Agree how they hear of their dates. Until they take mail again, what you tell them is said, not written.")
	case k.Stage == prompt.Missing:
		return v.Say("Every open client has a next contact. A missing one is an alarm.")
	case k.Rule == prompt.Undelivered && k.Notice != nil:
		if k.Notice.Proof == "" {
			return v.Say("What did not arrive was not told.")
		}
		return v.Say("The server said: {what}", "what", k.Notice.Proof)
	case k.Rule == prompt.Unanswered && k.Clock != nil:
		return k.whyUnanswered(cal)
	case k.Rule == prompt.Absent:
		return v.Say("Otherwise nobody keeps these promises, and nobody tells the clients.")
	}
	return k.whyByDate(cal)
}

// whyByDate says it of what hangs on a date.
func (k Asked) whyByDate(cal *worktime.Calendar) string {
	v := k.Voice
	switch {
	case k.Stage == prompt.Passed && !k.At.IsZero() && k.At.After(k.ActBy):
		return v.Say("They were left in silence; that stays in the record. They should know all the same.")
	case k.Stage == prompt.Passed:
		return v.Say("Until {when} they are told late; after that they were left in silence for ever.", "when", sayNear(v, k.ActBy, k.At, cal))
	case k.Rule == prompt.Doubtful && k.Hang.Known():
		return k.whyDoubtful(cal)
	case k.Stage == prompt.TellNow:
		return v.Say("The last good moment to tell them has come.")
	}
	if k.ActBy.IsZero() {
		return ""
	}
	by := sayNear(v, k.ActBy, k.At, cal)
	switch k.Rule {
	case prompt.Silence:
		return v.Say("Write or call by {when}, and nobody has to ask.", "when", by)
	case prompt.Unconfirmed:
		return v.Say("Until {when} they can still change their plans.", "when", by)
	}
	return v.Say("Tell them by {when}, and a new date counts as reset in time.", "when", by)
}

// whyDoubtful says on what the promise hangs, when that will be done, and how we know.
func (k Asked) whyDoubtful(cal *worktime.Calendar) string {
	v, today := k.Voice, worktime.DayOf(k.At, cal.Location())
	why := v.Say("It hangs on “{step}”, which is done by {half} in half of the cases, by {most} in 80 of 100.", "step", k.Hang.Step.Name, "half", nearDay(v, k.Hang.By(50), today), "most", nearDay(v, k.Hang.By(80), today)) + " " + SaidReason(v, k.Hang.Forecast.Reason) + " "
	if k.Stage == prompt.TellNow {
		return why + v.Say("The last good moment to tell them has come.")
	}
	return why + v.Say("Tell them by {when}, and a new date counts as reset in time.", "when", sayNear(v, k.ActBy, k.At, cal))
}

// SayChance says in English how probable something is.
func SayChance(c promise.Chance) string { return SaidChance(tongue.Voice{}, c) }

// SaidChance says how probable something is.
func SaidChance(v tongue.Voice, c promise.Chance) string {
	switch n := c.Percent(); {
	case n >= 99:
		return v.Say("more than 99 in 100")
	case n <= 1:
		return v.Say("less than 1 in 100")
	default:
		return v.Say("{n} in 100", "n", strconv.Itoa(n))
	}
}

// SayReason says in English what a forecast stands on.
func SayReason(r outlook.Reason) string { return SaidReason(tongue.Voice{}, r) }

// SaidReason says what a forecast stands on.
func SaidReason(v tongue.Voice, r outlook.Reason) string {
	switch {
	case r.Alike == 0:
		return v.Say("We have finished nothing like it yet: this is the plan's own estimate.")
	case r.Alike == 1:
		return v.Say("One like it took {days}: this is mostly the plan's own estimate.", "days", workDays(v, r.Longest))
	case r.Few:
		return v.Say("The {n} like it took {days}: this is mostly the plan's own estimate.", "n", strconv.Itoa(r.Alike), "days", dayRange(v, r))
	}
	return v.Say("The last {n} like it took {days}.", "n", strconv.Itoa(min(r.Alike, outlook.Told)), "days", dayRange(v, r))
}

func dayRange(v tongue.Voice, r outlook.Reason) string {
	if r.Shortest == r.Longest {
		return v.Count(r.Longest, "one working day each", "{n} working days each")
	}
	return v.Count(r.Longest, "{least} to one working day", "{least} to {n} working days", "least", strconv.Itoa(r.Shortest))
}

func workDays(v tongue.Voice, n int) string {
	return v.Count(n, "one working day", "{n} working days")
}

// whyUnanswered says since when they wait, and for what.
func (k Asked) whyUnanswered(cal *worktime.Calendar) string {
	v, since := k.Voice, sayNear(k.Voice, k.Clock.StartedAt, k.At, cal)
	switch {
	case k.Clock.Wait == reply.Between:
		return v.Say("Our last word was {when}.", "when", since)
	case k.Clock.Channel == reply.Call:
		return v.Say("They called {when}.", "when", since)
	case k.Clock.About == "":
		return v.Say("They wrote {when}.", "when", since)
	}
	return v.Say("They wrote {when}: {what}", "when", since, "what", k.Clock.About)
}

// whyWorried says when he said so, and what.
func (k Asked) whyWorried(cal *worktime.Calendar) string {
	v, places := k.Voice, []string{"when", sayNear(k.Voice, k.Clock.StartedAt, k.At, cal), "what", k.Clock.About}
	rated, silent := k.Clock.Wait == reply.Rating, k.Clock.About == ""
	switch {
	case rated && silent:
		return v.Say("They answered {when}.", places...)
	case rated:
		return v.Say("They answered {when}: {what}", places...)
	case silent:
		return v.Say("They pressed “I am worried” {when}.", places...)
	}
	return v.Say("They pressed “I am worried” {when}: {what}", places...)
}

// due is the date of the promise: a day where a day was promised.
func (k Asked) due(cal *worktime.Calendar) string {
	if k.At.IsZero() {
		return k.Voice.FullMoment(k.Promise.DueAt.In(cal.Location()))
	}
	if k.Promise.DueOn && k.ClientZone != nil {
		return nearDay(k.Voice, k.Promise.Day, worktime.DayOf(k.At, k.ClientZone.Location()))
	}
	return sayNear(k.Voice, k.Promise.DueAt, k.At, cal)
}

// sayNear writes a moment for a page of now: "today 16:00", "Monday 16:00", or
// with its date where the weekday alone would not do. Without a now it is
// written out in full.
func sayNear(v tongue.Voice, t, now time.Time, cal *worktime.Calendar) string {
	loc := cal.Location()
	if now.IsZero() {
		return v.FullMoment(t.In(loc))
	}
	return v.Say("{day} {time}", "day", nearDay(v, worktime.DayOf(t, loc), worktime.DayOf(now, loc)), "time", v.Clock(t.In(loc)))
}

func nearDay(v tongue.Voice, d, today worktime.Day) string {
	switch n := today.DaysUntil(d); {
	case n == 0:
		return v.Say("today")
	case n > 0 && n < 7:
		return v.Weekday(d.Weekday())
	}
	return v.Day(Noon(d), Noon(today))
}

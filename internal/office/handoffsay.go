package office

import (
	"strings"
	"time"

	"kept/handoff"
	"kept/internal/tongue"
	"kept/plan"
	"kept/prompt"
	"kept/worktime"
)

// What says what was seen of a hand-off, without its moments: "Piet Vos has not
// answered about “the confirmation”". It is a clause: it stands in sentences.
func (v HandOffRow) What(voice tongue.Voice) string {
	places := []string{"who", v.PartyName, "what", strings.TrimSuffix(v.Words, ".")}
	if v.Kind != handoff.Work && (v.State == handoff.Done || v.State == handoff.Declined) {
		return v.answered(voice, places)
	}
	switch v.State {
	case handoff.Accepted:
		return voice.Say("{who} agreed to “{what}”, and it is not there", places...)
	case handoff.Declined:
		return voice.Say("{who} cannot do “{what}”", places...)
	case handoff.AnotherDate:
		return voice.Say("{who} offers “{what}” for {day}", append(places, "day", voice.FullDay(Noon(v.Offered)))...)
	case handoff.Stuck:
		return voice.Say("{who} is stuck with “{what}”", places...)
	case handoff.Done:
		return voice.Say("{who} has done “{what}”", places...)
	case handoff.Withdrawn:
		return voice.Say("“{what}” is not needed any more", places...)
	}
	if v.Unreached() {
		return voice.Say("{who} was not reached about “{what}”", places...)
	}
	return voice.Say("{who} has not answered about “{what}”", places...)
}

// answered says it of a question or an approval that was answered.
func (v HandOffRow) answered(voice tongue.Voice, places []string) string {
	switch {
	case v.Kind == handoff.Approval && v.State == handoff.Done:
		return voice.Say("{who} approved “{what}”", places...)
	case v.Kind == handoff.Approval:
		return voice.Say("{who} did not approve “{what}”", places...)
	}
	return voice.Say("{who} answered “{what}”", places...)
}

// handOffSentence says what is asked of the owner.
func (k Asked) handOffSentence(cal *worktime.Calendar) string {
	v, h := k.Voice, k.HandOff
	if h == nil {
		return ""
	}
	saw := h.What(v)
	if h.Promise == nil {
		return v.Say("{saw}, and “{step}” waits for it: call them, or find another way.", "saw", saw, "step", h.For)
	}
	places := []string{"saw", saw, "what", h.Promise.Words, "due", k.dueOf(h, cal)}
	if h.Unreached() && k.Stage != prompt.TellNow {
		return v.Say("Reach {who} another way: the mail about “{about}” did not arrive, and “{what}”, due {due}, waits for it.", append(places, "who", h.PartyName, "about", strings.TrimSuffix(h.Words, "."))...)
	}
	calls, now := k.Rule == prompt.ClientsTurn, k.Stage == prompt.TellNow
	if calls {
		places = append(places, "who", h.PartyName)
	} else {
		places = append(places, "who", h.Contact.Name)
	}
	switch {
	case calls && now:
		return v.Say("Call {who} now: {saw}, and “{what}”, due {due}, waits for it.", places...)
	case calls:
		return v.Say("Call {who} before {when}: {saw}, and “{what}”, due {due}, waits for it.", append(places, "when", sayNear(v, k.ActBy, k.At, cal))...)
	case now:
		return v.Say("Tell {who} now: {saw}, and “{what}”, due {due}, waits for it.", places...)
	}
	return v.Say("Tell {who} before {when}: {saw}, and “{what}”, due {due}, waits for it.", append(places, "when", sayNear(v, k.ActBy, k.At, cal))...)
}

// dueOf is the date that the client knows, as a reader reads it now.
func (k Asked) dueOf(h *HandOffView, cal *worktime.Calendar) string {
	d, v := h.Promise.Date(), k.Voice
	switch {
	case k.At.IsZero() && !d.Day.IsZero():
		return v.FullDay(Noon(d.Day))
	case k.At.IsZero():
		return v.FullMoment(d.At.In(h.Calendar.Location()))
	case !d.Day.IsZero():
		return nearDay(v, d.Day, worktime.DayOf(k.At, h.Calendar.Location()))
	}
	return sayNear(v, d.At, k.At, cal)
}

// whyHandOff says why it matters, and by when.
func (k Asked) whyHandOff(cal *worktime.Calendar) string {
	v, h := k.Voice, k.HandOff
	var parts []string
	if h.Said != "" {
		parts = append(parts, v.Say("They said: “{what}”.", "what", h.Said))
	}
	if h.Unreached() && h.Proof != "" {
		parts = append(parts, v.Say("The server said: {what}.", "what", strings.TrimSuffix(h.Proof, ".")))
	}
	parts = append(parts, k.needed(cal))
	switch {
	case h.Promise == nil:
		parts = append(parts, v.Say("Every day that it is late moves what follows on the step."))
	case k.Stage == prompt.TellNow:
		parts = append(parts, v.Say("The last good moment to tell {who} has come.", "who", h.Contact.Name))
	case h.Party.Side == plan.Theirs:
		parts = append(parts, v.Say("The date depends on them: until {when} it can still be moved in time.", "when", sayNear(v, k.ActBy, k.At, cal)))
	default:
		parts = append(parts, v.Say("Told by {when}, a new date counts as reset in time.", "when", sayNear(v, k.ActBy, k.At, cal)))
	}
	return strings.Join(parts, " ")
}

// needed says by when something was asked for, and how often they were reminded.
func (k Asked) needed(cal *worktime.Calendar) string {
	v, h := k.Voice, k.HandOff
	places := []string{"when", sayNear(v, h.NeedBy, k.At, cal), "times", times(v, h.Reminded())}
	reminded := h.Reminded() > 0
	switch still := !k.At.IsZero() && h.NeedBy.After(k.At); {
	case still && reminded:
		return v.Say("It is needed by {when}, and they were reminded {times}.", places...)
	case still:
		return v.Say("It is needed by {when}.", places...)
	case reminded:
		return v.Say("It was needed by {when}, and they were reminded {times}.", places...)
	}
	return v.Say("It was needed by {when}.", places...)
}

// Reason is why the client's date moves, as he may read it.
func (v HandOffView) Reason() string {
	words := strings.TrimSuffix(v.Words, ".")
	voice := readerVoice(v.Client)
	if v.Party.Side == plan.Theirs {
		return shorten(voice.Say("We do not have this from {who} yet: {what}", "who", v.PartyName, "what", words), 300)
	}
	return shorten(voice.Say("We wait for something that we need from somebody else: {what}", "what", words), 300)
}

// Message is what the client is told besides the new date and its reason: that he
// will not have it by the old one, and what stands.
func (v HandOffView) Message() string {
	if v.Promise == nil {
		return ""
	}
	voice := readerVoice(v.Client)
	day := func(t time.Time) string { return dateTo(voice, t, v.Calendar) }
	out := voice.Say("You will not have “{what}” on {before}; you will have it on {after}.", "what", v.Promise.Words, "before", day(v.Promise.Date().When.Due(v.Calendar)), "after", day(v.NewDate.Due(v.Calendar)))
	for i, p := range v.Stand {
		if i == 0 {
			out += "\n"
		}
		out += "\n" + voice.Say("{day} stands: {what}.", "day", day(p.DueAt), "what", p.Words)
	}
	return out
}

// dateTo is the day of a date, without its year: the letter gives that as well.
func dateTo(v tongue.Voice, t time.Time, cal *worktime.Calendar) string {
	local := t.Add(-time.Millisecond).In(cal.Location())
	return v.Day(local, local)
}

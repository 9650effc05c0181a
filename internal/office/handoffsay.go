package office

import (
	"fmt"
	"strings"
	"time"

	"kept/handoff"
	"kept/internal/tongue"
	"kept/plan"
	"kept/prompt"
	"kept/worktime"
)

// What says what was seen of a hand-off, without its moments: "Piet Vos has not
// answered about “the confirmation”".
func (v HandOffRow) What() string {
	words := "“" + strings.TrimSuffix(v.Words, ".") + "”"
	if v.Kind != handoff.Work && (v.State == handoff.Done || v.State == handoff.Declined) {
		return v.answered(words)
	}
	switch v.State {
	case handoff.Accepted:
		return v.PartyName + " agreed to " + words + ", and it is not there"
	case handoff.Declined:
		return v.PartyName + " cannot do " + words
	case handoff.AnotherDate:
		return v.PartyName + " offers " + words + " for " + SayDay(v.Offered)
	case handoff.Stuck:
		return v.PartyName + " is stuck with " + words
	case handoff.Done:
		return v.PartyName + " has done " + words
	case handoff.Withdrawn:
		return words + " is not needed any more"
	}
	if v.Unreached() {
		return v.PartyName + " was not reached about " + words
	}
	return v.PartyName + " has not answered about " + words
}

// handOffSentence says what is asked of the owner.
func (k Asked) handOffSentence(cal *worktime.Calendar) string {
	v := k.HandOff
	if v == nil {
		return ""
	}
	saw := v.What()
	if v.Promise == nil {
		return saw + ", and “" + v.For + "” waits for it: call them, or find another way."
	}
	if v.Unreached() && k.Stage != prompt.TellNow {
		return "Reach " + v.PartyName + " another way: the mail about “" + strings.TrimSuffix(v.Words, ".") + "” did not arrive, and “" + v.Promise.Words + "”, due " + k.dueOf(v, cal) + ", waits for it."
	}
	do, by := "Tell "+v.Contact.Name, "before "+sayNear(k.ActBy, k.At, cal)
	if k.Rule == prompt.ClientsTurn {
		do = "Call " + v.PartyName
	}
	if k.Stage == prompt.TellNow {
		by = "now"
	}
	return do + " " + by + ": " + saw + ", and “" + v.Promise.Words + "”, due " + k.dueOf(v, cal) + ", waits for it."
}

// dueOf is the date that the client knows, as a reader reads it now.
func (k Asked) dueOf(v *HandOffView, cal *worktime.Calendar) string {
	d := v.Promise.Date()
	switch {
	case k.At.IsZero():
		return SayWhen(d.When, v.Calendar)
	case !d.Day.IsZero():
		return nearDay(d.Day, worktime.DayOf(k.At, v.Calendar.Location()))
	}
	return sayNear(d.At, k.At, cal)
}

// whyHandOff says why it matters, and by when.
func (k Asked) whyHandOff(cal *worktime.Calendar) string {
	v := k.HandOff
	var parts []string
	if v.Said != "" {
		parts = append(parts, "They said: “"+v.Said+"”.")
	}
	if v.Unreached() && v.Proof != "" {
		parts = append(parts, "The server said: "+strings.TrimSuffix(v.Proof, ".")+".")
	}
	need := "It was needed by "
	if !k.At.IsZero() && v.NeedBy.After(k.At) {
		need = "It is needed by "
	}
	said := need + sayNear(v.NeedBy, k.At, cal)
	if n := v.Reminded(); n > 0 {
		said += fmt.Sprintf(", and they were reminded %s", times(n))
	}
	parts = append(parts, said+".")
	switch {
	case v.Promise == nil:
		parts = append(parts, "Every day that it is late moves what follows on the step.")
	case k.Stage == prompt.TellNow:
		parts = append(parts, "The last good moment to tell "+v.Contact.Name+" has come.")
	case v.Party.Side == plan.Theirs:
		parts = append(parts, "The date depends on them: until "+sayNear(k.ActBy, k.At, cal)+" it can still be moved in time.")
	default:
		parts = append(parts, "Told by "+sayNear(k.ActBy, k.At, cal)+", a new date counts as reset in time.")
	}
	return strings.Join(parts, " ")
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

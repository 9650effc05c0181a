package office

import (
	"cmp"
	"slices"
	"strings"

	"kept/client"
	"kept/handoff"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
	"time"
)

// handOffEffect begins the effect key of a mail about a hand-off; its id follows, and
// 0 for the mail that asks, the number of the reminder, or "by" and the version at which
// its moment was set. One that asks in the place of a mail that has not left has both.
const handOffEffect = "handoff:"

// handOffOf tells which hand-off a mail is about.
func handOffOf(l store.Leaving) (handoff.ID, bool) {
	rest, ok := strings.CutPrefix(l.EffectKey, handOffEffect)
	id, _, _ := strings.Cut(rest, ":")
	return handoff.ID(id), ok
}

// handOffWord is one mail about a hand-off.
type handOffWord struct {
	reminder int       // the nth; 0 = it asks, or says another moment
	before   time.Time // by when it was needed as he was told before; zero = he was told nothing
	effect   string
}

// movedSay says why it is needed at another moment than he was told before; "" = it is not.
func (m handOffWord) movedSay(v tongue.Voice, h handoff.HandOff, owner member.Member, hours *worktime.Calendar) string {
	switch before := momentTo(v, m.before, hours); {
	case m.before.IsZero() || m.before.Equal(h.NeedBy):
		return ""
	case h.ByHand:
		return v.Say("It was needed by {when} before. {who} has changed that.", "when", before, "who", owner.Name)
	default:
		return v.Say("It was needed by {when} before. What it is for has moved.", "when", before)
	}
}

// mailHandOff asks by mail, or reminds: with what is needed, by when in the reader's
// own time, and a link for each answer.
func mailHandOff(a *act, h handoff.HandOff, to askedParty, in handOffWord) error {
	v := tongue.In(to.language)
	links, err := answerLinks(a, v, h)
	if err != nil {
		return err
	}
	about, err := neededFor(a, h)
	if err != nil {
		return err
	}
	own := ""
	if in.reminder > 0 {
		if own, err = wordsOfOwn(a, reminderID(h, in.reminder)); err != nil {
			return err
		}
	}
	anew, err := unsayHandOff(a, h.ID)
	if err != nil {
		return err
	}
	if anew {
		about := handOffEffect + string(h.ID) + ":"
		in.reminder, in.before, in.effect = 0, time.Time{}, about+"0:"+strings.TrimPrefix(in.effect, about)
	}
	owner, _ := a.book.member(h.OwnerID)
	moved := in.movedSay(v, h, owner, to.hours)
	if h.Kind != handoff.Work {
		return mailQuestion(a, h, questionMail{to: to, links: links, about: about, owner: owner, handOffWord: in, own: own, moved: moved})
	}
	by := momentTo(v, h.NeedBy, to.hours)
	l := letter{
		kind: notice.Word, by: owner.ID, links: links, auto: in.reminder > 0, effect: in.effect,
		subject: handOffSubject(v, h, in.reminder), body: strings.TrimSpace(moved + "\n\n" + cmp.Or(own, h.Why)), facts: []outbox.Fact{{Label: v.Say("Needed by"), Value: by}, {Label: v.Say("For"), Value: about}},
		lead: v.Say("{who} needs something from you: {what}.", "who", owner.Name, "what", strings.TrimSuffix(h.Words, ".")),
		next: v.Say("Please answer by one of the links. Each opens a page on which you decide; opening it changes nothing, and no account is needed."),
	}
	if in.reminder > 0 {
		l.lead = v.Say("{who} has no answer from you yet: {what}.", "who", owner.Name, "what", strings.TrimSuffix(h.Words, "."))
		if in.reminder >= a.book.firm.HandOffs.Of(h.Party).Most {
			l.foot = v.Say("This is the last reminder.")
		}
	}
	if to.contact.ID != "" {
		c, err := a.client(client.ID(h.ClientID))
		if err != nil {
			return err
		}
		_, err = writeLetter(a, c, h.ProjectID, to.contact, l)
		return err
	}
	m := outbox.Mail{
		To: outbox.Address{Name: to.name, Addr: to.email}, From: outbox.Address{Name: owner.Name + " (" + a.book.firm.Name + ")"}, ReplyTo: &outbox.Address{Name: owner.Name, Addr: owner.Email},
		Subject: l.subject, Language: v.Code(), Greeting: v.Say("Hello {name},", "name", to.name), Lead: l.lead, Body: l.body, Facts: l.facts, Next: l.next, Links: links,
		Sign: []string{owner.Name, a.book.firm.Name}, Foot: l.foot, Auto: l.auto,
	}
	return a.queue(m, l.effect, "", a.now)
}

// unsayHandOff takes back the mails about a hand-off that have not left: the next one
// says all of it. anew: the mail that asks is one of them, so nobody was asked yet.
func unsayHandOff(a *act, id handoff.ID) (anew bool, err error) {
	about := handOffEffect + string(id) + ":"
	unsaid, err := unsay(a, about, about+"~")
	return slices.ContainsFunc(unsaid, func(l store.Leaving) bool { return strings.HasPrefix(l.EffectKey, about+"0") }), err
}

// handOffSubject is the subject of a mail about a hand-off: of the nth reminder, or
// of the first mail.
func handOffSubject(v tongue.Voice, h handoff.HandOff, reminder int) string {
	words := strings.TrimSuffix(h.Words, ".")
	switch {
	case h.Kind == handoff.Work && reminder > 0:
		return shorten(v.Say("Still needed: {what}", "what", h.Words), MaxSubject)
	case h.Kind == handoff.Work:
		return shorten(h.Words, MaxSubject)
	case reminder > 0:
		return shorten(v.Say("Still open: {what}", "what", words), MaxSubject)
	}
	return shorten(words, MaxSubject)
}

// neededFor says what waits, in words that the reader may read: the client's own
// people read of their project, everybody else whose it is.
func neededFor(a *act, h handoff.HandOff) (string, error) {
	var parts []string
	if h.PromiseID != "" {
		p, err := store.Promise(a.tx, a.ws, promise.ID(h.PromiseID))
		if err != nil {
			return "", err
		}
		parts = append(parts, p.Words)
	} else if h.StepID != "" {
		s, err := store.Step(a.tx, a.ws, plan.ID(h.StepID))
		if err != nil {
			return "", err
		}
		parts = append(parts, s.Words())
	}
	if h.ProjectID != "" {
		p, err := store.Project(a.tx, a.ws, client.ProjectID(h.ProjectID))
		if err != nil {
			return "", err
		}
		parts = append(parts, p.Name)
	}
	if h.Party.Side != plan.Theirs {
		c, err := a.client(client.ID(h.ClientID))
		if err != nil {
			return "", err
		}
		parts = append(parts, c.Name)
	}
	return strings.Join(parts, " · "), nil
}

// answerLinks makes a way in for each answer, by one secret.
func answerLinks(a *act, v tongue.Voice, h handoff.HandOff) ([]outbox.Link, error) {
	secret, err := newSecret(a.random)
	if err != nil {
		return nil, err
	}
	if err := store.AddHandOffLink(a.tx, store.HandOffLink{Hash: hashed(secret), Workspace: a.ws, HandOff: h.ID, MadeAt: a.now}); err != nil {
		return nil, err
	}
	var out []outbox.Link
	at := portalURL(a) + "/h/" + secret
	if h.Party.Side == plan.Ours {
		at = a.URL + "/h/" + secret
	}
	if h.Kind != handoff.Work {
		return replyLinks(v, h, at), nil
	}
	for _, s := range handoff.Answers() {
		out = append(out, outbox.Link{Label: v.Say(AnswerLabel(s)), URL: at + "?answer=" + strings.ReplaceAll(string(s), " ", "-")})
	}
	return out, nil
}

// AnswerLabel is what an answer says to whoever gives it.
func AnswerLabel(s handoff.State) string {
	switch s {
	case handoff.Accepted:
		return "Yes, by then"
	case handoff.Declined:
		return "No, I cannot"
	case handoff.AnotherDate:
		return "Yes, but on another day"
	case handoff.Done:
		return "It is done"
	case handoff.Stuck:
		return "I am stuck"
	}
	return string(s)
}

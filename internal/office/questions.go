package office

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"kept/client"
	"kept/handoff"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/notice"
	"kept/plan"
)

// Reply writes down what somebody of the client answered to a question or an
// approval when he was asked by telephone.
func (s HandOffs) Reply(ctx context.Context, who Actor, id handoff.ID, version int, in handoff.Reply) (handoff.HandOff, error) {
	var h handoff.HandOff
	err := s.do(ctx, who, func(a *act) error {
		before, err := store.HandOff(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := a.may(member.ChangePromise, func() bool { return a.speaksFor(before.OwnerID) }); err != nil {
			return err
		}
		if err := sameVersion(version, before.Version); err != nil {
			return err
		}
		h, err = takeReply(a, before, in, handoff.ByHand)
		return err
	})
	return h, err
}

// ReplyByLink takes an answer from whoever has the link of a mail.
func (s HandOffs) ReplyByLink(ctx context.Context, secret string, in handoff.Reply) (AskedOf, error) {
	who, id, err := s.knock(ctx, secret)
	if err != nil {
		return AskedOf{}, err
	}
	return s.replied(ctx, who, id, in, handoff.ByLink)
}

// ReplyByPage takes an answer of a contact on his page.
func (s HandOffs) ReplyByPage(ctx context.Context, who Actor, id handoff.ID, in handoff.Reply) (AskedOf, error) {
	return s.replied(ctx, who, id, in, handoff.ByPage)
}

func (s HandOffs) replied(ctx context.Context, who Actor, id handoff.ID, in handoff.Reply, via handoff.Via) (AskedOf, error) {
	var v AskedOf
	err := s.do(ctx, who, func(a *act) error {
		before, err := ownHandOff(a, id)
		if err != nil {
			return err
		}
		if v, err = askedOfView(a, before); err != nil || v.Over {
			return err // its page says so
		}
		h, err := takeReply(a, before, in, via)
		if err != nil {
			return err
		}
		v, err = askedOfView(a, h)
		return err
	})
	return v, err
}

// ownHandOff loads what the actor himself was asked for.
func ownHandOff(a *act, id handoff.ID) (handoff.HandOff, error) {
	h, err := store.HandOff(a.tx, a.ws, id)
	if err == nil && (h.Party.Side != plan.Theirs || a.who.Contact == "" || h.Party.ID != string(a.who.Contact) || h.ClientID != string(a.who.Client)) {
		return h, store.ErrNone
	}
	return h, err
}

// ByPage shows a contact on his page what he was asked for.
func (s HandOffs) ByPage(ctx context.Context, who Actor, id handoff.ID) (PortalView, AskedOf, error) {
	var view PortalView
	var v AskedOf
	err := s.see(ctx, who, func(a *act) error {
		h, err := ownHandOff(a, id)
		if err != nil {
			return err
		}
		if v, err = askedOfView(a, h); err != nil {
			return err
		}
		view, err = portalHead(a)
		return err
	})
	return view, v, err
}

// AnswerByPage takes what a contact answers on his page to what he was asked to do.
func (s HandOffs) AnswerByPage(ctx context.Context, who Actor, id handoff.ID, in handoff.Answer) (AskedOf, error) {
	var v AskedOf
	err := s.do(ctx, who, func(a *act) error {
		before, err := ownHandOff(a, id)
		if err != nil {
			return err
		}
		v, err = answerAsked(a, before, in)
		return err
	})
	return v, err
}

// takeReply takes an answer and keeps it as evidence, and tells whoever asked.
func takeReply(a *act, before handoff.HandOff, in handoff.Reply, via handoff.Via) (handoff.HandOff, error) {
	in.Words = strings.TrimSpace(strings.ReplaceAll(in.Words, "\r\n", "\n"))
	given, err := store.HandOffAnswers(a.tx, a.ws, before.ID)
	if err != nil {
		return before, err
	}
	if len(given) >= handoff.MaxReplies {
		return before, orConflict(nil, "This was answered fifty times. Please write, or call.")
	}
	if n := len(given); n > 0 && given[n-1].Reply == in {
		return before, orConflict(nil, "This was answered already, in the same words.")
	}
	h, err := before.Say(in, a.now)
	if err != nil {
		return before, err
	}
	p, err := partyOf(a, before)
	if err != nil {
		return before, err
	}
	e := handoff.Evidence{ID: a.newID("ans"), HandOffID: h.ID, At: a.now, Actor: a.who.String(), Name: p.name, Via: via, Reply: in, ShownHash: h.ShownHash()}
	if err := store.AddHandOffAnswer(a.tx, a.ws, e); err != nil {
		return before, err
	}
	if h, err = saveHandOff(a, before, h, replyWord(h)); err != nil {
		return before, err
	}
	if err := tellAsker(a, h, e); err != nil {
		return h, err
	}
	if err := reviewHandOff(a, h); err != nil {
		return h, err
	}
	return store.HandOff(a.tx, a.ws, h.ID)
}

// replyWord is an answer as the journal names it.
func replyWord(h handoff.HandOff) string {
	switch {
	case h.Kind == handoff.Question:
		return "question answered"
	case h.State == handoff.Done:
		return "approved"
	}
	return "not approved"
}

// tellAsker writes to whoever asked what was answered, unless he wrote it down himself:
// the answer that stands, where another one has not left yet.
func tellAsker(a *act, h handoff.HandOff, e handoff.Evidence) error {
	m, ok := a.book.member(h.OwnerID)
	if !ok || !m.Active() || a.who.Member == h.OwnerID {
		return nil
	}
	v := memberVoice(m)
	said := saidTo(v, h, e)
	mail := outbox.Mail{
		To: outbox.Address{Name: m.Name, Addr: m.Email}, From: outbox.Address{Name: a.book.firm.Name}, Auto: true, Language: v.Code(), Greeting: v.Say("Hello {name},", "name", m.Name),
		Subject: shorten(said, MaxSubject), Lead: said + ".", Body: e.Words,
		Link: &outbox.Link{Label: v.Say("See it"), URL: a.URL + "/hand-offs/" + string(h.ID)}, Foot: v.Say("Every answer is kept, with the text that it answers."),
	}
	about := "replied:" + string(h.ID) + ":"
	if _, err := unsay(a, about, about+"~"); err != nil {
		return err
	}
	return a.queue(mail, about+e.ID, "", a.now)
}

// saidTo says in a sentence, without its end, what somebody answered.
func saidTo(v tongue.Voice, h handoff.HandOff, e handoff.Evidence) string {
	places := []string{"who", e.Name, "what", strings.TrimSuffix(h.Words, "."), "answer", e.Choice}
	switch {
	case h.Kind == handoff.Approval && e.Yes:
		return v.Say("{who} approved “{what}”", places...)
	case h.Kind == handoff.Approval:
		return v.Say("{who} did not approve “{what}”", places...)
	case e.Choice != "":
		return v.Say("{who} answered “{answer}” to “{what}”", places...)
	}
	return v.Say("{who} answered “{what}”", places...)
}

// replyLinks are the ways to answer a question or an approval. Each opens a page
// on which the reader decides.
func replyLinks(v tongue.Voice, h handoff.HandOff, at string) []outbox.Link {
	if h.Kind == handoff.Approval {
		return []outbox.Link{{Label: v.Say("Yes, I approve"), URL: at + "?answer=yes"}, {Label: v.Say("No, not like this"), URL: at + "?answer=no"}}
	}
	var out []outbox.Link
	for i, o := range h.Choices() {
		out = append(out, outbox.Link{Label: o, URL: fmt.Sprintf("%s?choice=%d", at, i+1)})
	}
	return append(out, outbox.Link{Label: v.Say("Answer in my own words"), URL: at})
}

// questionMail is what a mail with a question is made of.
type questionMail struct {
	to    askedParty
	links []outbox.Link
	about string
	owner member.Member
	handOffWord
	own   string // a member's own words for this one; "" = as ever
	moved string // why it is needed at another moment; "" = it is not
}

// mailQuestion puts a question or an approval to somebody of the client, or
// reminds him of it.
func mailQuestion(a *act, h handoff.HandOff, in questionMail) error {
	c, err := a.client(client.ID(h.ClientID))
	if err != nil {
		return err
	}
	v, words := readerVoice(c), strings.TrimSuffix(h.Words, ".")
	l := letter{
		kind: notice.Word, by: in.owner.ID, links: in.links, auto: in.reminder > 0, effect: in.effect, subject: handOffSubject(v, h, in.reminder),
		facts: []outbox.Fact{{Label: v.Say("Please answer by"), Value: momentTo(v, h.NeedBy, in.to.hours)}, {Label: v.Say("For"), Value: in.about}},
		lead:  v.Say("{who} has a question for you: {what}", "who", in.owner.Name, "what", h.Words), body: strings.TrimSpace(in.moved + "\n\n" + cmp.Or(in.own, h.Why)),
		next: v.Say("Please answer by one of the links. Each opens a page on which you decide; opening it changes nothing, and no account is needed."),
	}
	if h.Kind == handoff.Approval {
		l.lead = v.Say("{who} asks for your approval: {what}.", "who", in.owner.Name, "what", words)
		l.body = strings.TrimSpace(l.body + "\n\n" + h.Shown)
	}
	if in.reminder > 0 {
		if in.reminder >= a.book.firm.HandOffs.Of(h.Party).Most {
			l.foot = v.Say("This is the last reminder.")
		}
	}
	_, err = writeLetter(a, c, h.ProjectID, in.to.contact, l)
	return err
}

// waitsForReader lists what a contact was asked for and has not given, the oldest first.
func waitsForReader(a *act) ([]AskedOf, error) {
	all, err := store.HandOffsByParty(a.tx, a.ws, string(a.who.Contact), store.HandOffSlice{Limit: mostLogged})
	if err != nil {
		return nil, err
	}
	var out []AskedOf
	for i := len(all) - 1; i >= 0; i-- {
		if h := all[i]; h.Over() || h.ClientID != string(a.who.Client) || h.Kind == handoff.Approval && h.State == handoff.Declined {
			continue
		}
		v, err := askedOfView(a, all[i])
		if err != nil {
			return nil, err
		}
		if !v.Over {
			out = append(out, v)
		}
	}
	return out, nil
}

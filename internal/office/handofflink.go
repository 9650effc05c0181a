package office

import (
	"context"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
	"kept/workspace"
	"kept/worktime"
)

// AskedOf is a hand-off as whoever was asked reads it, by the link in his mail.
type AskedOf struct {
	HandOff handoff.HandOff
	Firm    workspace.Workspace
	Owner   string // who asks
	Name    string // who was asked
	For     string // what waits
	Hours   *worktime.Calendar
	Now     time.Time
	// Language is that of whoever was asked; "" = it is not known.
	Language string
	// Over: nothing is wanted any more; it was done, withdrawn, or what waited is
	// over itself.
	Over    bool
	Past    bool               // the client of whoever was asked is past: his page can only be read
	Answers []handoff.Evidence // to a question or an approval, the oldest first
}

// ByLink shows what a link asks for. It changes nothing.
func (s HandOffs) ByLink(ctx context.Context, secret string) (AskedOf, error) {
	var v AskedOf
	who, id, err := s.knock(ctx, secret)
	if err != nil {
		return v, err
	}
	err = s.see(ctx, who, func(a *act) error {
		h, err := store.HandOff(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		v, err = askedOfView(a, h)
		return err
	})
	return v, err
}

func askedOfView(a *act, h handoff.HandOff) (AskedOf, error) {
	v := AskedOf{HandOff: h, Firm: a.book.firm, Owner: a.nameOf(h.OwnerID), Now: a.now}
	p, err := partyOf(a, h)
	if err != nil {
		return v, err
	}
	stands, _, err := standsOf(a, h)
	if err != nil {
		return v, err
	}
	if p.contact.ID != "" {
		c, err := a.client(p.contact.ClientID)
		if err != nil {
			return v, err
		}
		v.Past = !c.Open()
	}
	v.Language = p.language
	v.Name, v.Hours, v.Over = p.name, p.hours, h.Over() || !stands.Open || v.Past
	if h.Kind != handoff.Work { // an answer may be given anew
		v.Over = h.State == handoff.Withdrawn || !stands.Open || v.Past
		if v.Answers, err = store.HandOffAnswers(a.tx, a.ws, h.ID); err != nil {
			return v, err
		}
	}
	if v.Over && h.PromiseID == "" {
		return v, nil // the step may be gone
	}
	v.For, err = neededFor(a, h)
	return v, err
}

// AnswerByLink takes an answer from whoever has the link of a mail.
func (s HandOffs) AnswerByLink(ctx context.Context, secret string, in handoff.Answer) (AskedOf, error) {
	var v AskedOf
	who, id, err := s.knock(ctx, secret)
	if err != nil {
		return v, err
	}
	err = s.do(ctx, who, func(a *act) error {
		before, err := store.HandOff(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		v, err = answerAsked(a, before, in)
		return err
	})
	return v, err
}

// answerAsked takes an answer from whoever was asked.
func answerAsked(a *act, before handoff.HandOff, in handoff.Answer) (AskedOf, error) {
	v, err := askedOfView(a, before)
	if err != nil || v.Over {
		return v, err // its page says so
	}
	h, err := changeHandOff(a, before, handOffChange{what: answerWord(in.State), decide: func(a *act, h handoff.HandOff) (handoff.HandOff, error) { return takeAnswer(a, h, in) }})
	if err != nil {
		return v, err
	}
	return askedOfView(a, h)
}

// thirdParty acts by a link: somebody who belongs neither to us nor to a client.
const thirdParty = "third party"

// knock finds the hand-off of a link, and who has it: whoever was asked.
func (s HandOffs) knock(ctx context.Context, secret string) (Actor, handoff.ID, error) {
	tx := s.DB.Read(ctx)
	l, err := store.HandOffLinkOf(tx, hashed(secret))
	if err != nil {
		return Actor{}, "", notFound(err)
	}
	h, err := store.HandOff(tx, l.Workspace, l.HandOff)
	if err != nil {
		return Actor{}, "", notFound(err)
	}
	who := Actor{Workspace: l.Workspace}
	switch h.Party.Side {
	case plan.Ours:
		who.Member = member.ID(h.Party.ID)
	case plan.Theirs:
		who.Contact, who.Client = client.ContactID(h.Party.ID), client.ID(h.ClientID)
	default:
		who.System = thirdParty
	}
	return who, h.ID, nil
}

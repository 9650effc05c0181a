package office

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/subscription"
)

// Subscriptions is what contacts follow, and what they are mailed for it.
type Subscriptions struct{ *desk }

// aboutMail is what a link is about by which a contact says what reaches him.
const aboutMail = "mail"

// chooseLink makes the way by which the reader of a mail says what reaches him.
func chooseLink(a *act, v tongue.Voice, of client.ContactID) (*outbox.Link, error) {
	secret, err := contactLink(a, of, aboutMail)
	if err != nil {
		return nil, err
	}
	return &outbox.Link{Label: v.Say("Choose what reaches you by mail"), URL: portalURL(a) + chooseRoot + secret}, nil
}

// Following is what reaches a contact.
type Following struct {
	PortalView
	subscription.Subscription
}

// View shows a contact what he follows. It changes nothing.
func (s Subscriptions) View(ctx context.Context, who Actor) (Following, error) {
	var v Following
	err := s.look(ctx, who, func(a *act) (err error) {
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		v.Subscription, err = followed(a, v.Contact)
		return err
	})
	return v, err
}

// ByLink gives who has the link of a mail.
func (s Subscriptions) ByLink(ctx context.Context, secret string) (Actor, error) {
	who, _, err := Feedback(s).contactBy(ctx, secret, aboutMail)
	return who, err
}

// Of gives a member what a contact follows.
func (s Subscriptions) Of(ctx context.Context, who Actor, of client.ContactID) (subscription.Subscription, error) {
	var v subscription.Subscription
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		k, err := store.Contact(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		v, err = followed(a, k)
		return err
	})
	return v, err
}

// OfClient lists what the contacts of a client follow, those who follow something.
func (s Subscriptions) OfClient(ctx context.Context, who Actor, of client.ID) ([]subscription.Subscription, error) {
	var out []subscription.Subscription
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if _, err := a.client(of); err != nil {
			return err
		}
		var err error
		out, err = store.SubscriptionsOf(a.tx, a.ws, of, mostFollowers)
		return err
	})
	return out, err
}

// mostFollowers is how many of a client's subscribers are listed.
const mostFollowers = 500

// followed loads what a contact follows; who never chose follows nothing, and is
// offered everything.
func followed(a *act, k client.Contact) (subscription.Subscription, error) {
	s, err := store.Subscription(a.tx, a.ws, k.ID)
	if errors.Is(err, store.ErrNone) {
		return subscription.Subscription{ContactID: string(k.ID), ClientID: string(k.ClientID), Topics: subscription.Everything()}, nil
	}
	return s, err
}

// Wish is what a contact chooses to hear of.
type Wish struct {
	Rhythm subscription.Rhythm
	Topics subscription.Topics
}

// Choose keeps what the acting contact follows, from now on.
func (s Subscriptions) Choose(ctx context.Context, who Actor, in Wish) error {
	return s.admit(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		return choose(a, k, in)
	})
}

// ChooseFor keeps what a contact follows who asked a member for it.
func (s Subscriptions) ChooseFor(ctx context.Context, who Actor, of client.ContactID, in Wish) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		k, err := store.Contact(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		return choose(a, k, in)
	})
}

func choose(a *act, k client.Contact, in Wish) error {
	before, err := followed(a, k)
	if err != nil {
		return err
	}
	s := before
	s.Rhythm, s.Topics, s.Why = in.Rhythm, in.Topics, ""
	if err := s.Check(); err != nil {
		return err
	}
	if s.Rhythm != subscription.Off {
		if k.Email == "" || !k.EndedAt.IsZero() {
			return fault.Field("rhythm", "An e-mail address is needed.")
		}
		if a.who.Contact != "" && !k.NoMailAt.IsZero() {
			return fault.Field("rhythm", "You want no mail from us. Let us write to you again first.")
		}
		if err := canMail(a, "rhythm", k); err != nil {
			return err
		}
	}
	if s == before {
		return nil
	}
	if err := restart(a, before, &s); err != nil {
		return err
	}
	if err := saveSubscription(a, s); err != nil {
		return err
	}
	return a.note("subscription chosen", obligation("contact", k.ID), string(k.ClientID), followLine{before.Rhythm, before.Topics.List(), ""}, followLine{s.Rhythm, s.Topics.List(), ""})
}

// restart has a subscriber begin with what changes from now on, if he followed
// nothing; what waits for him already is looked at in his new rhythm.
func restart(a *act, before subscription.Subscription, s *subscription.Subscription) error {
	if s.Rhythm == subscription.Off {
		return nil
	}
	if before.Rhythm == subscription.Off {
		var err error
		s.Through, err = store.LastChange(a.tx)
		return err
	}
	s.DueAt, a.due = a.now, true
	return nil
}

func saveSubscription(a *act, s subscription.Subscription) error {
	if s.Version == 0 {
		s.Version = 1
		return store.AddSubscription(a.tx, a.ws, s)
	}
	return store.SaveSubscription(a.tx, a.ws, s)
}

// followLine is what the journal keeps of a subscription.
type followLine struct {
	Rhythm subscription.Rhythm  `json:"rhythm"`
	Topics []subscription.Topic `json:"topics"`
	Why    string               `json:"why,omitempty"`
}

// Mail keeps whether the acting contact takes mail from us at all.
func (s Subscriptions) Mail(ctx context.Context, who Actor, wanted bool) error {
	return s.admit(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		if !wanted {
			if err := endSubscription(a, k, ""); err != nil {
				return err
			}
		}
		return setNoMail(a, k, !wanted)
	})
}

// Stop ends what the acting contact follows: one press, nothing to choose.
func (s Subscriptions) Stop(ctx context.Context, who Actor) error {
	return s.admit(ctx, who, func(a *act) error {
		k, err := speaker(a)
		if err != nil {
			return err
		}
		return endSubscription(a, k, "")
	})
}

// endSubscription ends what a contact follows; why is "" where he wanted it.
func endSubscription(a *act, k client.Contact, why string) error {
	before, err := followed(a, k)
	if err != nil || before.Rhythm == subscription.Off {
		return err
	}
	s := before
	s.Rhythm, s.Why = subscription.Off, why
	if err := saveSubscription(a, s); err != nil {
		return err
	}
	return a.note("subscription ended", obligation("contact", k.ID), string(k.ClientID), followLine{before.Rhythm, before.Topics.List(), ""}, followLine{Topics: s.Topics.List(), Why: why})
}

// digestEffect begins the effect key of a subscriber's mail; the contact and the
// last change that it tells of follow.
const digestEffect = "digest:"

func digestKey(of string, through int64) string {
	return fmt.Sprintf("%s%s:%d", digestEffect, of, through)
}

// digestOf tells whose subscription a mail is for.
func digestOf(l store.Leaving) (client.ContactID, bool) {
	rest, ok := strings.CutPrefix(l.EffectKey, digestEffect)
	id, _, _ := strings.Cut(rest, ":")
	return client.ContactID(id), ok
}

// staleDigest tells why a subscriber's mail is not to leave any more, or "".
func staleDigest(a *act, of client.ContactID) (string, error) {
	s, err := store.Subscription(a.tx, a.ws, of)
	if err == nil && s.Rhythm == subscription.Off {
		return "They do not follow this any more.", nil
	}
	return "", err
}

// digestCameBack ends the subscription of somebody whom its mails do not reach.
func digestCameBack(a *act, l store.Leaving, r Result) error {
	id, is := digestOf(l)
	if !is {
		return nil
	}
	k, err := store.Contact(a.tx, a.ws, id)
	if err != nil {
		return orNothing(err)
	}
	if r.NoBox {
		if err := store.Suppress(a.tx, a.ws, store.Fold(k.Email), l.Answer, a.now); err != nil {
			return err
		}
	}
	return endSubscription(a, k, shorten(l.Answer, maxHeld))
}

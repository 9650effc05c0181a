package office

import (
	"context"
	"errors"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
)

// InviteFor is how long an invitation to a client's page works. Nobody asked
// for it, so nobody waits for it: it may lie over a weekend.
const InviteFor = 7 * 24 * time.Hour

// Invite mails a contact a way in to his client's page, in this
// workspace alone, and says who invites him to what. As with every such mail,
// more than [MaxLinks] an hour are left out in silence.
func (s Pages) Invite(ctx context.Context, who Actor, id client.ContactID) error {
	secret, err := newSecret(s.random)
	if err != nil {
		return err
	}
	return s.do(ctx, who, func(a *act) error {
		k, err := invited(a, id)
		if err != nil {
			return err
		}
		if k.Email == "" {
			return fault.New(fault.Conflict, k.Name+" has no e-mail address. The client's page is opened by mail.")
		}
		key := store.Fold(k.Email)
		recent, err := store.PassesByEmail(a.tx, key, purposePortal, a.now.Add(-LinksPer))
		if err != nil || len(recent) >= MaxLinks {
			return err
		}
		if err := addPortalPass(a, k, purposePortal, secret); err != nil {
			return err
		}
		v, err := a.voiceOf(k.ClientID)
		if err != nil {
			return err
		}
		return a.queue(inviteMail(a, v, k, secret), passKey(hashed(secret)), "", a.now)
	})
}

// Link makes an invitation to be handed over by hand, where no mail
// leaves: the address of it, without the server's own.
func (s Pages) Link(ctx context.Context, who Actor, id client.ContactID) (string, error) {
	secret, err := newSecret(s.random)
	if err != nil {
		return "", err
	}
	return "/p/enter/" + secret, s.do(ctx, who, func(a *act) error {
		k, err := invited(a, id)
		if err != nil {
			return err
		}
		return addPortalPass(a, k, purposeByHand, secret)
	})
}

// invited gives a contact who may be let in to his client's page.
func invited(a *act, id client.ContactID) (client.Contact, error) {
	if err := a.may(member.OpenPortal, nil); err != nil {
		return client.Contact{}, err
	}
	k, err := store.Contact(a.tx, a.ws, id)
	switch {
	case err != nil:
		return k, err
	case !k.EndedAt.IsZero():
		return k, fault.New(fault.Conflict, k.Name+" has left. Who has left is not invited.")
	case !k.Portal:
		return k, fault.New(fault.Conflict, k.Name+" may not open the client's page. Allow it first.")
	}
	c, err := a.client(k.ClientID)
	if err != nil {
		return k, err
	}
	if access, err := accessOf(a, c); err != nil || access.Page == client.PageOver {
		return k, orConflict(err, "The page of "+c.Name+" is over. Say up to which day it can be read, then invite.")
	}
	return k, nil
}

// addPortalPass lets a contact in by a link alone: it brings no code.
func addPortalPass(a *act, k client.Contact, purpose, secret string) error {
	err := store.AddPass(a.tx, store.Pass{
		Hash: hashed(secret), Workspace: a.ws, Purpose: purpose, ContactID: string(k.ID), EmailKey: store.Fold(k.Email), MadeAt: a.now, ExpiresAt: a.now.Add(InviteFor),
	})
	if err != nil {
		return err
	}
	return a.note("contact invited", obligation("contact", k.ID), string(k.ClientID), nil, nil)
}

func inviteMail(a *act, v tongue.Voice, k client.Contact, secret string) outbox.Mail {
	me, _ := a.book.member(a.who.Member)
	return outbox.Mail{
		To: outbox.Address{Name: k.Name, Addr: k.Email}, From: outbox.Address{Name: me.Name + " (" + a.book.firm.Name + ")"},
		ReplyTo: &outbox.Address{Name: me.Name, Addr: me.Email}, Language: v.Code(), Subject: v.Say("Your page at {firm}", "firm", a.book.firm.Name), Greeting: v.Say("Hello {name},", "name", k.Name),
		Lead: v.Say("On this page you see what we have promised you, how it stands, and when you hear from us next. It needs no password."),
		Link: &outbox.Link{Label: v.Say("Open your page"), URL: portalURL(a) + "/p/enter/" + secret},
		Next: v.Say("The link works once, for a week. After that the page sends you a new one whenever you like."),
		Sign: []string{me.Name, a.book.firm.Name},
	}
}

// Reach is how a contact can be reached, by evidence.
type Reach struct {
	SeenAt  time.Time // when he last used his client's page; zero = never, or long ago
	Refused string    // why his address is not written to any more; "" = it is
}

// Reach tells of a client's contacts how far they can be reached.
func (s Clients) Reach(ctx context.Context, who Actor, contacts []client.Contact) (map[client.ContactID]Reach, error) {
	out := make(map[client.ContactID]Reach, len(contacts))
	err := s.see(ctx, who, func(a *act) error {
		for _, k := range contacts {
			var r Reach
			sessions, err := store.Sessions(a.tx, a.ws, "", string(k.ID), a.now)
			if err != nil {
				return err
			}
			for _, ses := range sessions {
				if ses.SeenAt.After(r.SeenAt) {
					r.SeenAt = ses.SeenAt
				}
			}
			if k.Email != "" {
				if r.Refused, err = store.Suppressed(a.tx, a.ws, store.Fold(k.Email)); err != nil && !errors.Is(err, store.ErrNone) {
					return err
				}
			}
			out[k.ID] = r
		}
		return nil
	})
	return out, err
}

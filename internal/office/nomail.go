package office

import (
	"context"
	"errors"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
)

// wantsNone refuses a reader who wants no mail.
func wantsNone(field string, to client.Contact) error {
	if to.NoMailAt.IsZero() {
		return nil
	}
	return fault.Field(field, to.Name+" wants no mail from us. Call, and log the call.")
}

// setNoMail keeps whether a contact takes mail, and asks for a call where something
// is promised to him.
func setNoMail(a *act, k client.Contact, none bool) error {
	if none == !k.NoMailAt.IsZero() {
		return nil
	}
	what := "mail wanted again"
	if k.NoMailAt = (time.Time{}); none {
		k.NoMailAt, what = a.now, "no mail wanted"
	}
	if err := store.SaveContact(a.tx, a.ws, k); err != nil {
		return err
	}
	if err := a.note(what, obligation("contact", k.ID), string(k.ClientID), nil, nil); err != nil {
		return err
	}
	return reviewContact(a, k)
}

// TakesMail notes that a contact who wanted no mail has told a member that he
// takes it again.
func (s Clients) TakesMail(ctx context.Context, who Actor, id client.ContactID) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		k, err := store.Contact(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		return setNoMail(a, k, false)
	})
}

// reviewContact asks whoever owes something to a contact who wants no mail to call him.
func reviewContact(a *act, k client.Contact) error {
	n := client.NoMail{}
	c, err := a.client(k.ClientID)
	if err != nil {
		return err
	}
	owner := c.OwnerID
	if k.EndedAt.IsZero() && c.Open() && !k.NoMailAt.IsZero() {
		n.Since = k.NoMailAt
		p, err := store.NearestToContact(a.tx, a.ws, k.ID)
		if orNothing(err) != nil {
			return err
		}
		if n.Owed = err == nil; n.Owed {
			owner = p.OwnerID
		}
		if n.Reached, err = store.ReachedContact(a.tx, a.ws, k, n.Since); err != nil {
			return err
		}
	}
	return a.decide(obligation("contact", k.ID), string(k.ClientID), owner, client.ReviewNoMail(n, a.book.team(owner), a.now))
}

func reviewContactOf(a *act, id client.ContactID) error {
	k, err := store.Contact(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	return reviewContact(a, k)
}

// reviewIfNoMail reviews a contact who wants no mail, after something that counts for him.
func reviewIfNoMail(a *act, id client.ContactID) error {
	k, err := store.Contact(a.tx, a.ws, id)
	if err != nil || k.NoMailAt.IsZero() {
		return err
	}
	return reviewContact(a, k)
}

// stopsFor tells why a mail may not leave because its reader wants none, or "". What
// he asks for himself, a way in, leaves all the same.
func stopsFor(a *act, l store.Leaving, m outbox.Mail) (string, error) {
	if _, pass := passOf(l); pass {
		return "", nil
	}
	all, err := store.ContactsByEmail(a.tx, a.ws, store.Fold(m.To.Addr))
	if err != nil || len(all) == 0 {
		return "", err
	}
	if l.NoticeID != "" {
		n, err := store.NoticeReader(a.tx, a.ws, l.NoticeID)
		if errors.Is(err, store.ErrNone) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		for _, k := range all {
			if k.ID == n && !k.NoMailAt.IsZero() {
				return k.Name + " wants no mail from us.", nil
			}
		}
		return "", nil
	}
	for _, k := range all {
		if k.NoMailAt.IsZero() {
			return "", nil // he is several clients' contact, and takes mail at one of them
		}
	}
	return all[0].Name + " wants no mail from us.", nil
}

// dressNoMail loads the contact who wants no mail.
func dressNoMail(a *act, k *Asked, id client.ContactID) error {
	c, err := store.Contact(a.tx, a.ws, id)
	k.NoMail, k.Contact = &c, c.Name
	return err
}

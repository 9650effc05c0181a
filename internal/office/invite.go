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

// InviteContact mails a contact a way in to his client's page, in this
// workspace alone. As with every such mail, more than [MaxLinks] an hour are
// left out in silence.
func (s Access) InviteContact(ctx context.Context, who Actor, id client.ContactID) error {
	var k client.Contact
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.OpenPortal, nil); err != nil {
			return err
		}
		k, err = store.Contact(a.tx, a.ws, id)
		return err
	})
	switch {
	case err != nil:
		return err
	case !k.EndedAt.IsZero():
		return fault.New(fault.Conflict, k.Name+" has left. Who has left is not invited.")
	case k.Email == "":
		return fault.New(fault.Conflict, k.Name+" has no e-mail address. The client's page is opened by mail.")
	case !k.Portal:
		return fault.New(fault.Conflict, k.Name+" may not open the client's page. Allow it first.")
	}
	to := Actor{Workspace: who.Workspace, Contact: k.ID, Client: k.ClientID}
	return s.mailPass(ctx, to, purposePortal, store.Fold(k.Email), outbox.Address{Name: k.Name, Addr: k.Email})
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

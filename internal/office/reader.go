package office

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kept/client"
	"kept/internal/outbox"
	"kept/internal/store"
)

// A reader is a person with one address. He may be a contact of several clients:
// a broker, an architect. He comes in once, by proving his address, and reads the
// page of one of them at a time, as the contact that he is there.

// Pages is who reads which clients' pages, and for how long.
type Pages struct{ *desk }

// ReadsFor is a client whose page somebody reads.
type ReadsFor struct {
	Contact client.Contact
	Client  client.Client
	Access  client.Access
}

// reader finds out as which contact a session goes on. Where the one that it was
// at may not come in any more, it is another one with the address that was proven.
func (s Pages) reader(ctx context.Context, ses store.Session) (Guest, error) {
	read := s.DB.Read(ctx)
	g := Guest{Session: ses.ID, Email: ses.EmailKey, Actor: Actor{Workspace: ses.Workspace, Contact: client.ContactID(ses.ContactID)}}
	var doors []client.Contact
	var err error
	if g.Email != "" {
		doors, err = doorsAt(read, g)
	} else if k, e := store.Contact(read, ses.Workspace, g.Actor.Contact); e == nil && k.Portal && k.EndedAt.IsZero() {
		doors = []client.Contact{k}
	}
	if err != nil || len(doors) == 0 {
		return Guest{}, notFound(orNone(err))
	}
	at := max(0, slices.IndexFunc(doors, func(k client.Contact) bool { return k.ID == g.Actor.Contact }))
	if moved := doors[at].ID; moved != g.Actor.Contact {
		if err := s.DB.Write(ctx, func(tx *store.Tx) error { return store.MoveSession(tx, ses, string(moved)) }); err != nil {
			return Guest{}, notFound(err)
		}
		g.Actor.Contact = moved
	}
	g.Actor.Client, g.Several = doors[at].ClientID, len(doors) > 1
	return g, s.see(ctx, g.Actor, func(*act) error { return nil })
}

// doorsAt are the contacts of a workspace with the address that a guest proved,
// who may open a page.
func doorsAt(tx *store.Tx, g Guest) ([]client.Contact, error) {
	all, err := store.Doors(tx, g.Email)
	var out []client.Contact
	for _, d := range all {
		if d.Workspace == g.Actor.Workspace {
			out = append(out, d.Contact)
		}
	}
	return out, err
}

func emailOf(tx *store.Tx, who Actor) (string, error) {
	k, err := store.Contact(tx, who.Workspace, who.Contact)
	return store.Fold(k.Email), err
}

// Of lists the clients whose pages a guest reads, by their names.
func (s Pages) Of(ctx context.Context, g Guest) ([]ReadsFor, error) {
	read := s.DB.Read(ctx)
	doors, err := doorsAt(read, g)
	if err != nil {
		return nil, err
	}
	var out []ReadsFor
	for _, k := range doors {
		r := ReadsFor{Contact: k}
		err := s.look(ctx, Actor{Workspace: g.Actor.Workspace, Contact: k.ID, Client: k.ClientID}, func(a *act) (err error) {
			if r.Client, err = a.client(k.ClientID); err != nil {
				return err
			}
			r.Access, err = accessOf(a, r.Client)
			return err
		})
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b ReadsFor) int {
		return cmp.Or(strings.Compare(store.Fold(a.Client.Name), store.Fold(b.Client.Name)), strings.Compare(string(a.Contact.ID), string(b.Contact.ID)))
	})
	return out, nil
}

// Switch has the session of a guest go on at another client of whom he is a
// contact with the address that he proved.
func (s Pages) Switch(ctx context.Context, g Guest, to client.ContactID) error {
	return s.admit(ctx, g.Actor, func(a *act) error {
		doors, err := doorsAt(a.tx, g)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(doors, func(k client.Contact) bool { return k.ID == to })
		if i < 0 {
			return store.ErrNone
		}
		if to == g.Actor.Contact {
			return nil
		}
		if err := store.MoveSession(a.tx, store.Session{ID: g.Session, Workspace: a.ws, EmailKey: g.Email}, string(to)); err != nil {
			return err
		}
		return a.note("page switched", obligation("contact", to), string(doors[i].ClientID), nil, nil)
	})
}

// mailReader mails one way in for each workspace to whoever reads with an address,
// whichever clients he is a contact of: the mail names none of them. Where all
// their pages are over, it says so instead.
func (s Pages) mailReader(ctx context.Context, email string) error {
	doors, err := store.Doors(s.DB.Read(ctx), email)
	if err != nil {
		return err
	}
	for len(doors) > 0 {
		n := slices.IndexFunc(doors, func(d store.Door) bool { return d.Workspace != doors[0].Workspace })
		if n < 0 {
			n = len(doors)
		}
		if isWithin(ctx, doors[0].Workspace) {
			if err := s.mailAt(ctx, doors[:n], email); err != nil {
				return err
			}
		}
		doors = doors[n:]
	}
	return nil
}

func (s Pages) mailAt(ctx context.Context, doors []store.Door, email string) error {
	for _, d := range doors {
		who := Actor{Workspace: d.Workspace, Contact: d.Contact.ID, Client: d.Contact.ClientID}
		switch err := s.see(ctx, who, func(*act) error { return nil }); {
		case isShut(err):
			continue
		case err != nil:
			return err
		}
		return Access(s).mailPass(ctx, who, purposePortal, email, outbox.Address{Name: d.Contact.Name, Addr: d.Contact.Email})
	}
	k := doors[0].Contact
	return s.admit(ctx, Actor{Workspace: doors[0].Workspace, Contact: k.ID, Client: k.ClientID}, func(a *act) error {
		c, err := a.client(k.ClientID)
		if err != nil {
			return err
		}
		return tellPageOver(a, c, k)
	})
}

// shutOut ends what a contact had open who may not come in any more. Whoever reads
// for other clients too goes on at one of them.
func shutOut(a *act, k client.Contact) error {
	if err := goOnElsewhere(a, k); err != nil {
		return err
	}
	if err := endFeeds(a, k); err != nil {
		return err
	}
	if err := endDevices(a, k.ID, shutSay); err != nil {
		return err
	}
	return store.EndSessions(a.tx, a.ws, "", string(k.ID), a.now)
}

// goOnElsewhere has whoever proved the address of a contact, and reads as him, go on as
// another contact with that address, if there is one.
func goOnElsewhere(a *act, k client.Contact) error {
	g := Guest{Email: store.Fold(k.Email), Actor: Actor{Workspace: a.ws}}
	if g.Email == "" {
		return nil
	}
	doors, err := doorsAt(a.tx, g)
	if err != nil {
		return err
	}
	doors = slices.DeleteFunc(doors, func(d client.Contact) bool { return d.ID == k.ID })
	if len(doors) == 0 {
		return nil
	}
	return store.LeaveContact(a.tx, store.Session{Workspace: a.ws, ContactID: string(k.ID), EmailKey: g.Email}, string(doors[0].ID))
}

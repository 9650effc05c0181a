package office

import (
	"context"
	"errors"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// Directory is what an import matches names against.
type Directory struct {
	Clients  []store.ClientName
	Contacts map[client.ID][]client.Contact
	Projects map[client.ID][]client.Project
	Members  []member.Member
}

// Directory gives all clients with their contacts, and all members.
func (s Imports) Directory(ctx context.Context, who Actor) (Directory, error) {
	d := Directory{Contacts: map[client.ID][]client.Contact{}, Projects: map[client.ID][]client.Project{}}
	err := s.see(ctx, who, func(a *act) error {
		d.Members = a.book.members
		part := store.NameSlice{Limit: 1000}
		for {
			page, err := store.ClientNames(a.tx, a.ws, part)
			if err != nil {
				return err
			}
			for _, c := range page {
				if d.Contacts[c.ID], err = store.Contacts(a.tx, a.ws, c.ID); err != nil {
					return err
				}
				if d.Projects[c.ID], err = store.Projects(a.tx, a.ws, c.ID); err != nil {
					return err
				}
			}
			d.Clients = append(d.Clients, page...)
			if len(page) < part.Limit {
				return nil
			}
			last := page[len(page)-1]
			part.Key, part.ID = store.Fold(last.Name), string(last.ID)
		}
	})
	return d, err
}

// KnownPromises gives the promises that were made of a file before, as they
// stand now, by the keys of its lines.
func (s Imports) KnownPromises(ctx context.Context, who Actor, keys []string) (map[string]promise.Promise, error) {
	out := map[string]promise.Promise{}
	err := s.known(ctx, who, func(a *act, key, id string) (err error) {
		out[key], err = store.Promise(a.tx, a.ws, promise.ID(id))
		return err
	}, "promise:", keys)
	return out, err
}

// KnownClients gives the clients that were made of a file before, by the keys
// of its lines.
func (s Imports) KnownClients(ctx context.Context, who Actor, keys []string) (map[string]client.ID, error) {
	out := map[string]client.ID{}
	err := s.known(ctx, who, func(_ *act, key, id string) error {
		out[key] = client.ID(id)
		return nil
	}, "client:", keys)
	return out, err
}

// KnownPeople tells which of these people of a client were imported before, by
// their place.
func (s Imports) KnownPeople(ctx context.Context, who Actor, of client.ID, people []client.Contact) (map[int]bool, error) {
	keys, at := make([]string, len(people)), map[string][]int{}
	for i, k := range people {
		keys[i] = personKey(of, k)
		at[keys[i]] = append(at[keys[i]], i)
	}
	out := map[int]bool{}
	err := s.known(ctx, who, func(_ *act, key, _ string) error {
		for _, i := range at[key] {
			out[i] = true
		}
		return nil
	}, "", keys)
	return out, err
}

func (s Imports) known(ctx context.Context, who Actor, found func(a *act, key, id string) error, what string, keys []string) error {
	return s.see(ctx, who, func(a *act) error {
		for _, key := range keys {
			id, err := store.Imported(a.tx, a.ws, hashed(what+key))
			if errors.Is(err, store.ErrNone) {
				continue
			}
			if err == nil {
				err = found(a, key, id)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// Calendars gives the office hours of clients.
func (s Imports) Calendars(ctx context.Context, who Actor, of []client.ID) (map[client.ID]*worktime.Calendar, error) {
	out := map[client.ID]*worktime.Calendar{}
	err := s.see(ctx, who, func(a *act) error {
		for _, id := range of {
			if out[id] != nil {
				continue
			}
			c, err := a.client(id)
			if err != nil {
				return err
			}
			if out[id], err = a.calendarOf(c); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Open gives the open promises of clients.
func (s Imports) Open(ctx context.Context, who Actor, of []client.ID) (map[client.ID][]store.PromiseRow, error) {
	out := map[client.ID][]store.PromiseRow{}
	err := s.see(ctx, who, func(a *act) error {
		for _, id := range of {
			if _, done := out[id]; done {
				continue
			}
			part := store.Slice{Limit: 1000}
			out[id] = nil
			for {
				page, err := store.PromisesByClient(a.tx, a.ws, id, promise.Open, part)
				if err != nil {
					return err
				}
				out[id] = append(out[id], page...)
				if len(page) < part.Limit {
					break
				}
				last := page[len(page)-1]
				part.After = store.Place{At: last.DueAt, ID: string(last.ID)}
			}
		}
		return nil
	})
	return out, err
}

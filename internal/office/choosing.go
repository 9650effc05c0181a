package office

import (
	"context"

	"kept/client"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// Latest lists promises as [Promises.List] does, but the last date first, from
// before a place on.
func (s Promises) Latest(ctx context.Context, who Actor, f Filter) ([]store.PromiseRow, error) {
	tx, ws := s.DB.Read(ctx), who.Workspace
	switch {
	case f.Owner != "":
		return store.LatestByOwner(tx, ws, f.Owner, f.State, f.Part)
	case f.Client != "":
		return store.LatestOfClient(tx, ws, f.Client, f.State, f.Part)
	}
	return store.LatestByDue(tx, ws, f.State, f.Part.After, f.Part.Limit)
}

// Find gives the promises that have words beginning with those asked for, the
// newest first, and those of clients whose names have. more tells that there
// are others.
func (s Promises) Find(ctx context.Context, who Actor, query string) (rows []store.PromiseRow, more bool, err error) {
	tx, ws := s.DB.Read(ctx), who.Workspace
	ids, err := store.FindOf(tx, ws, "promise", query, Page+1)
	if err != nil {
		return nil, false, err
	}
	for _, id := range ids[:min(len(ids), Page)] {
		r, err := store.PromiseRowOf(tx, ws, promise.ID(id))
		if orNothing(err) != nil {
			return nil, false, err
		}
		if err == nil {
			rows = append(rows, r)
		}
	}
	clients, err := store.FindOf(tx, ws, "client", query, foundClients+1)
	if err != nil {
		return nil, false, err
	}
	more = len(ids) > Page || len(clients) > foundClients
	for _, id := range clients[:min(len(clients), foundClients)] {
		left := Page - len(rows)
		if left <= 0 {
			return rows, true, nil
		}
		of, err := store.PromisesByClient(tx, ws, client.ID(id), promise.Open, store.Slice{Limit: left})
		if err != nil {
			return nil, false, err
		}
		more = more || len(of) == left
		rows = appendNew(rows, of)
	}
	return rows, more, nil
}

// foundClients is how many clients' promises are shown to who asks for a name.
const foundClients = 5

func appendNew(rows, more []store.PromiseRow) []store.PromiseRow {
	seen := map[promise.ID]bool{}
	for _, r := range rows {
		seen[r.ID] = true
	}
	for _, r := range more {
		if !seen[r.ID] {
			rows = append(rows, r)
		}
	}
	return rows
}

// Which chooses among notices by how far they came.
type Which string

// The choices.
const (
	AllNotices Which = ""
	NotArrived Which = "lost"    // came back, given up, or nobody knows
	UnderWay   Which = "waiting" // has not left
)

// NoticeFilter chooses notices for a list, the newest first. Client goes before Which.
type NoticeFilter struct {
	Client client.ID
	Which  Which
	Before notice.ID // from before this one on; "" = from the newest on
	Limit  int
}

// Rows lists notices.
func (s Notices) Rows(ctx context.Context, who Actor, f NoticeFilter) ([]store.NoticeRow, error) {
	tx, ws := s.DB.Read(ctx), who.Workspace
	switch {
	case f.Client != "":
		return store.NoticeRowsOfClient(tx, ws, f.Client, f.Before, f.Limit)
	case f.Which == NotArrived:
		return store.NoticesNotArrived(tx, ws, f.Before, f.Limit)
	case f.Which == UnderWay:
		return store.NoticesUnderWay(tx, ws, f.Before, f.Limit)
	}
	return store.NoticeRows(tx, ws, f.Before, f.Limit)
}

// ToldBy lists the promises that a notice tells of.
func (s Notices) ToldBy(ctx context.Context, who Actor, id notice.ID) ([]store.PromiseRow, error) {
	tx := s.DB.Read(ctx)
	ids, err := store.ToldBy(tx, who.Workspace, string(id))
	var out []store.PromiseRow
	for _, p := range ids {
		if err == nil {
			var r store.PromiseRow
			r, err = store.PromiseRowOf(tx, who.Workspace, p)
			out = append(out, r)
		}
	}
	return out, err
}

// Choices lists contacts to promise something to, by their clients' names.
func (s Clients) Choices(ctx context.Context, who Actor, limit int) ([]store.ContactChoice, error) {
	return store.ContactChoices(s.DB.Read(ctx), who.Workspace, limit)
}

// FindContacts gives the contacts that a name, an address or the name of their
// client fits, at most limit.
func (s Clients) FindContacts(ctx context.Context, who Actor, query string, limit int) ([]store.ContactChoice, error) {
	tx, ws := s.DB.Read(ctx), who.Workspace
	var out []store.ContactChoice
	add := func(k client.Contact, err error) error {
		if err != nil || len(out) >= limit || !k.EndedAt.IsZero() {
			return orNothing(err)
		}
		c, err := store.Client(tx, ws, k.ClientID)
		out = append(out, store.ContactChoice{ID: k.ID, Name: k.Name, ClientID: c.ID, Client: c.Name})
		return err
	}
	ids, err := store.FindOf(tx, ws, "contact", query, limit)
	for _, id := range ids {
		if err == nil {
			err = add(store.Contact(tx, ws, client.ContactID(id)))
		}
	}
	if err != nil || len(out) > 0 {
		return out, err
	}
	clients, err := store.FindOf(tx, ws, "client", query, foundClients)
	for _, id := range clients {
		if err != nil {
			break
		}
		var all []client.Contact
		all, err = store.Contacts(tx, ws, client.ID(id))
		for _, k := range all {
			if err == nil {
				err = add(k, nil)
			}
		}
	}
	return out, err
}

package office

import (
	"context"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
)

// client loads a client, once where several steps of an act ask for the same.
func (a *act) client(id client.ID) (client.Client, error) {
	if a.last.ID == id && id != "" {
		return a.last, nil
	}
	c, err := store.Client(a.tx, a.ws, id)
	if err == nil {
		a.last = c
	}
	return c, err
}

// Brief gives a promise with its client, his calendar and the last good moment
// to tell him, without what was told and done: see [Promises.View].
func (s Promises) Brief(ctx context.Context, who Actor, id promise.ID) (PromiseView, error) {
	var v PromiseView
	err := s.see(ctx, who, func(a *act) error {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		v, err = brief(a, p)
		return err
	})
	return v, err
}

// Show is [Promises.Brief] for a promise that an act has just given.
func (s Promises) Show(ctx context.Context, who Actor, p promise.Promise) (PromiseView, error) {
	var v PromiseView
	err := s.see(ctx, who, func(a *act) (err error) { v, err = brief(a, p); return err })
	return v, err
}

func brief(a *act, p promise.Promise) (PromiseView, error) {
	v := PromiseView{Promise: p}
	var err error
	if v.Client, err = a.client(client.ID(p.ClientID)); err != nil {
		return v, err
	}
	if v.Calendar, err = a.calendars.of(v.Client.Hours); err != nil {
		return v, err
	}
	v.TellBy = p.Ladder(a.book.firm.Policy, a.book.team(p.OwnerID), v.Calendar).TellBy
	return v, nil
}

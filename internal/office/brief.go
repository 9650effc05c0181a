package office

import (
	"context"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// client loads a client, once where several steps of an act ask for the same.
func (a *act) client(id client.ID) (client.Client, error) {
	if a.last.ID == id && id != "" {
		return a.last, nil
	}
	c, err := store.Client(a.tx, a.ws, id)
	if err == nil {
		a.last, a.hours = c, nil
	}
	return c, err
}

// calendarOf gives a client's calendar, compiled once where several steps of
// an act ask for the same.
func (a *act) calendarOf(c client.Client) (*worktime.Calendar, error) {
	if a.hours != nil && a.last.ID == c.ID {
		return a.hours, nil
	}
	cal, err := a.calendars.of(c.Hours)
	if err == nil && a.last.ID == c.ID {
		a.hours = cal
	}
	return cal, err
}

// isNew notes that nothing can have been asked yet about an obligation, which
// spares its first review to look for it.
func (a *act) isNew(obligation string) {
	if a.ahead == nil {
		a.ahead = &ahead{read: map[string]bool{}}
	}
	a.ahead.read[obligation] = true
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

// MakeBrief is [Promises.Make] for who wants to see what he made, as
// [Promises.Brief] gives it.
func (s Promises) MakeBrief(ctx context.Context, who Actor, in NewPromise) (PromiseView, error) {
	var v PromiseView
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		p, err := makePromise(a, in)
		if err != nil {
			return err
		}
		v, err = brief(a, p)
		return err
	})
	return v, err
}

func brief(a *act, p promise.Promise) (PromiseView, error) {
	v := PromiseView{Promise: p}
	var err error
	if v.Client, err = a.client(client.ID(p.ClientID)); err != nil {
		return v, err
	}
	if v.Calendar, err = a.calendarOf(v.Client); err != nil {
		return v, err
	}
	v.TellBy = p.Ladder(a.book.firm.Policy, a.book.team(p.OwnerID), v.Calendar).TellBy
	return v, nil
}

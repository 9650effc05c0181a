package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
)

// nextContact is when a client, or one of his projects, hears from us next.
type nextContact struct {
	project string
	to      client.ContactID
	owner   member.ID
	when    promise.When
	toldBy  string // the notice that told of it; "" = none did
}

// promiseNext makes a next contact a promise of its own: it is owed, watched
// and shown like every other.
func promiseNext(a *act, c client.Client, n nextContact) error {
	cal, err := a.calendars.of(c.Hours)
	if err != nil {
		return err
	}
	var k fault.Check
	promise.CheckWhen(&k, "next", n.when, cal, a.now)
	if err := k.Err(); err != nil {
		return err
	}
	p, err := promise.Make(promise.Making{
		ID: promise.ID(a.newID("prm")), ClientID: string(c.ID), ProjectID: n.project, ContactID: string(n.to), OwnerID: n.owner,
		Kind: promise.NextContact, Words: readerVoice(c).Say("Next word from us"), When: n.when, By: a.who.Member,
	}, cal, a.now)
	if err != nil {
		return err
	}
	if err := store.AddPromise(a.tx, a.ws, p); err != nil {
		return err
	}
	if err := a.note("made", obligation("promise", p.ID), p.ClientID, nil, p); err != nil {
		return err
	}
	if n.toldBy != "" {
		t := promise.Telling{Seq: 0, NoticeID: n.toldBy}
		if err := store.AddTelling(a.tx, a.ws, p.ID, t); err != nil {
			return err
		}
	}
	return a.review(obligation("promise", p.ID))
}

// contact is a real contact with a client: what was owed as next contact is
// kept by it, and a new one is set.
type contact struct {
	client  client.Client
	project string
	with    client.ContactID
	owner   member.ID // of the next one; "" = the client's or project's own
	at      time.Time
	notice  string       // the notice that was the contact; "" = none
	next    promise.When // zero = as usual
}

// meet records a real contact and gives the ids of the next contacts it kept.
func meetClient(a *act, m contact) ([]promise.ID, error) {
	open, err := store.NextContacts(a.tx, a.ws, m.client.ID)
	if err != nil {
		return nil, err
	}
	var kept []promise.ID
	for _, n := range open {
		if n.Project != "" && n.Project != m.project {
			continue
		}
		if err := keepNext(a, n.Promise, m); err != nil {
			return nil, err
		}
		kept = append(kept, n.Promise)
	}
	if m.next == (promise.When{}) {
		cal, err := a.calendars.of(m.client.Hours)
		if err != nil {
			return nil, err
		}
		m.next = promise.When{At: client.NextContact(cal, a.now)}
	}
	if m.owner == "" {
		m.owner = m.client.OwnerID
		if p, err := store.Project(a.tx, a.ws, client.ProjectID(m.project)); err == nil {
			m.owner = p.OwnerID
		}
	}
	if err := promiseNext(a, m.client, nextContact{m.project, m.with, m.owner, m.next, m.notice}); err != nil {
		return nil, err
	}
	return kept, reviewEngagementOf(a, m.client.ID, m.project)
}

// keepNext keeps an open next contact by a contact that was made. Tied to the
// notice that was the contact, it is reopened when that one comes back.
func keepNext(a *act, id promise.ID, m contact) error {
	before, err := store.Promise(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	at := m.at
	if at.Before(before.MadeAt) {
		at = before.MadeAt
	}
	p, err := before.Keep(at, a.now)
	if err != nil {
		return err
	}
	tied := func(t promise.Telling) bool { return t.Seq == len(p.Dates)-1 && t.NoticeID == m.notice }
	if m.notice != "" && !slices.ContainsFunc(before.Tellings, tied) { // a telling that moved it is tied to it already
		err := store.AddTelling(a.tx, a.ws, id, promise.Telling{Seq: len(p.Dates) - 1, NoticeID: m.notice})
		if err != nil {
			return err
		}
	}
	if err := store.SavePromise(a.tx, a.ws, before, p); err != nil {
		return err
	}
	if err := a.note("kept", obligation("promise", id), p.ClientID, before, p); err != nil {
		return err
	}
	if err := a.review(obligation("promise", id)); err != nil {
		return err
	}
	return handOffsFollow(a, id)
}

// letGo releases the open next contacts of a project that was closed, or of a
// client who is past: nobody is owed a word any more.
func letGo(a *act, of client.ID, which func(project string) bool, why string) error {
	open, err := store.NextContacts(a.tx, a.ws, of)
	if err != nil {
		return err
	}
	for _, n := range open {
		if !which(n.Project) {
			continue
		}
		before, err := store.Promise(a.tx, a.ws, n.Promise)
		if err != nil {
			return err
		}
		p, err := before.Release(why, a.now)
		if err != nil {
			return err
		}
		if _, err := savePromise(a, before, p, "released"); err != nil {
			return err
		}
	}
	return nil
}

// reviewEngagementOf looks whether a project, or the client, has a next contact.
func reviewEngagementOf(a *act, of client.ID, project string) error {
	if project != "" {
		if err := a.review(obligation("project", project)); err != nil {
			return err
		}
	}
	return reviewClient(a, of)
}

// NextIn is a next contact to be set.
type NextIn struct {
	Project string // "" = of the client at large
	Contact client.ContactID
	When    promise.When
}

// SetNext sets when a client hears from us next, without telling him: where it
// was missing. One that stands is moved by a reset or by a contact.
func (s Clients) SetNext(ctx context.Context, who Actor, of client.ID, in NextIn) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		c, _, err := checkPlace(a, of, in.Project, in.Contact)
		if err != nil {
			return err
		}
		open, err := store.NextContacts(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		for _, n := range open {
			if n.Project == in.Project {
				return fault.New(fault.Conflict, "A next contact is set. Make the contact, or reset its date.")
			}
		}
		owner := c.OwnerID
		if p, err := store.Project(a.tx, a.ws, client.ProjectID(in.Project)); err == nil {
			owner = p.OwnerID
		}
		if err := promiseNext(a, c, nextContact{project: in.Project, to: in.Contact, owner: owner, when: in.When}); err != nil {
			return err
		}
		return reviewEngagementOf(a, of, in.Project)
	})
}

package office

import (
	"context"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// HandOffRow is a hand-off with the names in it.
type HandOffRow struct {
	handoff.HandOff
	PartyName  string
	OwnerName  string
	ClientName string
	For        string // the promise or the step, in its words
	Over       bool   // nothing is wanted any more: it is over itself, or what waited is
}

// HandOffView is everything about one hand-off.
type HandOffView struct {
	HandOffRow
	Email      string // of whoever was asked
	PartyHours *worktime.Calendar
	Client     client.Client
	Calendar   *worktime.Calendar // the client's
	Promise    *promise.Promise   // nil = a step alone waits
	Contact    client.Contact     // whom it was promised to
	Step       *plan.Step
	TellBy     time.Time // the last good moment to tell the client; zero = no client waits
	Most       int       // how many reminders there may be
	RemindAt   time.Time // the next one; zero = none
	NewDate    promise.When
	Stand      []store.PromiseRow // what else is promised to the client, or in this project
	Journal    []store.Line
	Answers    []handoff.Evidence // to a question or an approval, the oldest first
	Asked      *Asked             // the live prompt about it; nil = there is none
}

// View gives a hand-off with its history.
func (s HandOffs) View(ctx context.Context, who Actor, id handoff.ID) (HandOffView, error) {
	var v HandOffView
	err := s.see(ctx, who, func(a *act) error {
		h, err := store.HandOff(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if v, err = viewHandOff(a, h); err != nil {
			return err
		}
		if v.Stand, err = whatStands(a, v); err != nil {
			return err
		}
		if v.Answers, err = store.HandOffAnswers(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Journal, err = store.JournalOf(a.tx, a.ws, obligation("handoff", id), 50); err != nil {
			return err
		}
		v.Asked, err = askedOf(a, obligation("handoff", id))
		return err
	})
	return v, err
}

func viewHandOff(a *act, h handoff.HandOff) (HandOffView, error) {
	var v HandOffView
	p, err := partyOf(a, h)
	if err != nil {
		return v, err
	}
	v.HandOffRow = HandOffRow{HandOff: h, PartyName: p.name, OwnerName: a.nameOf(h.OwnerID)}
	v.Email, v.PartyHours = p.email, p.hours
	if v.Client, err = a.client(client.ID(h.ClientID)); err != nil {
		return v, err
	}
	v.ClientName = v.Client.Name
	if v.Calendar, err = a.calendarOf(v.Client); err != nil {
		return v, err
	}
	stands, _, err := standsOf(a, h)
	if err != nil {
		return v, err
	}
	v.Over, v.TellBy = h.Over() || !stands.Open, stands.Ladder.TellBy
	if v.For, err = waitsInWords(a, &v); err != nil {
		return v, err
	}
	ladder := a.book.firm.HandOffs.Of(h.Party)
	v.Most = ladder.Most
	if !v.Over {
		v.RemindAt = h.RemindAt(ladder, p.hours)
	}
	if v.Promise != nil {
		pol := a.book.firm.Policy.Usual
		if v.Promise.Kind == promise.Appointment {
			pol = a.book.firm.Policy.Appointment
		}
		v.NewDate = h.NewDate(*v.Promise, pol.Notice, handoff.Calendars{Party: p.hours, Owner: ownerHours(a, h.OwnerID), Client: v.Calendar}, a.now)
	}
	return v, nil
}

// waitsInWords loads what waits on a hand-off, and gives its words.
func waitsInWords(a *act, v *HandOffView) (string, error) {
	if v.StepID != "" {
		s, err := store.Step(a.tx, a.ws, plan.ID(v.StepID))
		if err == nil {
			v.Step = &s
		} else if err := orNothing(err); err != nil {
			return "", err
		}
	}
	if v.PromiseID == "" {
		if v.StepID == "" {
			p, err := store.Project(a.tx, a.ws, client.ProjectID(v.ProjectID))
			return p.Name, err
		}
		if v.Step == nil {
			return "a step that is not in the plan any more", nil
		}
		return v.Step.Name, nil
	}
	p, err := store.Promise(a.tx, a.ws, promise.ID(v.PromiseID))
	if err != nil {
		return "", err
	}
	v.Promise = &p
	v.Contact, err = store.Contact(a.tx, a.ws, client.ContactID(p.ContactID))
	return p.Words, err
}

// mostStand is how many other promises are named that stand.
const mostStand = 5

// whatStands lists what else is promised to the same client, in the same project.
func whatStands(a *act, v HandOffView) ([]store.PromiseRow, error) {
	if v.Promise == nil {
		return nil, nil
	}
	rows, err := store.PromisesByClient(a.tx, a.ws, v.Client.ID, promise.Open, store.Slice{Limit: Page})
	if err != nil {
		return nil, err
	}
	var out []store.PromiseRow
	for _, r := range rows {
		if r.ID == v.Promise.ID || r.Kind == promise.NextContact || r.Kind == promise.Answer || r.ProjectID != v.ProjectID || !r.DueAt.After(a.now) || len(out) == mostStand {
			continue
		}
		out = append(out, r)
	}
	return out, nil
}

// HandOffFilter chooses hand-offs for a list: the first that is set counts.
type HandOffFilter struct {
	Promise promise.ID
	Step    plan.ID
	Project client.ProjectID
	Client  client.ID
	Owner   member.ID
	Party   string // a member or a contact
	State   handoff.State
	Part    store.HandOffSlice
}

// List lists hand-offs, the newest first.
func (s HandOffs) List(ctx context.Context, who Actor, f HandOffFilter) ([]HandOffRow, error) {
	var out []HandOffRow
	err := s.see(ctx, who, func(a *act) error {
		all, err := listHandOffs(a, f)
		if err != nil {
			return err
		}
		for _, h := range all {
			v, err := rowOfHandOff(a, h)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

func listHandOffs(a *act, f HandOffFilter) ([]handoff.HandOff, error) {
	switch {
	case f.Promise != "":
		return store.HandOffsOfPromise(a.tx, a.ws, string(f.Promise))
	case f.Step != "":
		return store.HandOffsOfStep(a.tx, a.ws, string(f.Step))
	case f.Project != "":
		return store.HandOffsOfProject(a.tx, a.ws, f.Project, f.Part)
	case f.Client != "":
		return store.HandOffsOfClient(a.tx, a.ws, f.Client, f.Part)
	case f.Owner != "":
		return store.HandOffsByOwner(a.tx, a.ws, f.Owner, f.Part)
	case f.Party != "":
		return store.HandOffsByParty(a.tx, a.ws, f.Party, f.Part)
	case f.State != "":
		return store.HandOffsByState(a.tx, a.ws, f.State, f.Part)
	}
	return store.HandOffs(a.tx, a.ws, f.Part)
}

func rowOfHandOff(a *act, h handoff.HandOff) (HandOffRow, error) {
	v, err := viewHandOff(a, h)
	return v.HandOffRow, err
}

// dressHandOff loads the hand-off that a prompt is about, and gives the contact
// who is to be told.
func dressHandOff(a *act, k *Asked, id handoff.ID) (contactID string, err error) {
	h, err := store.HandOff(a.tx, a.ws, id)
	if err != nil {
		return "", err
	}
	v, err := viewHandOff(a, h)
	k.HandOff = &v
	return string(v.Contact.ID), err
}

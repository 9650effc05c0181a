package office

import (
	"context"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
)

// PortalPlan is a project's plan as the client sees it: the steps that he was
// told of, with the dates that he was told, and what has become of them.
type PortalPlan struct {
	PortalView
	Project client.Project
	Steps   []PortalStep
}

// PortalStep is a step as the client sees it.
type PortalStep struct {
	ID      plan.ID
	Stage   string
	Words   string
	Who     string // who holds it: one of us, of his, or a third party; "" = it is not said
	Yours   bool   // somebody at the client holds it
	Told    plan.Told
	Running bool
	Done    bool
}

// Plan gives the plan of a project of the contact's client, as far as he was
// told of it.
func (s Portal) Plan(ctx context.Context, who Actor, of client.ProjectID) (PortalPlan, error) {
	var v PortalPlan
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		if v.Project, err = store.Project(a.tx, a.ws, of); err != nil {
			return err
		}
		if v.Project.ClientID != who.Client {
			return store.ErrNone
		}
		steps, err := store.Steps(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		for _, x := range steps {
			if !x.Told.Known() {
				continue
			}
			who, err := a.whoHolds(x.Party)
			if err != nil {
				return err
			}
			v.Steps = append(v.Steps, PortalStep{ID: x.ID, Stage: x.Stage, Words: x.Words(), Who: who, Yours: x.Party.Side == plan.Theirs, Told: x.Told, Running: x.Running(), Done: x.Done()})
		}
		if len(v.Steps) == 0 {
			return store.ErrNone
		}
		return nil
	})
	return v, err
}

// whoHolds names who holds a step, for the client to read.
func (a *act) whoHolds(p plan.Party) (string, error) {
	switch {
	case p.Side == plan.Third:
		return p.Name, nil
	case p.ID == "":
		return "", nil
	case p.Side == plan.Ours:
		return a.nameOf(member.ID(p.ID)), nil
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(p.ID))
	return k.Name, err
}

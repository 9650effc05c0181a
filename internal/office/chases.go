package office

import (
	"context"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/workspace"
)

// Chases is how often clients had to ask. The target is none.
type Chases struct{ *desk }

// Whether a message asks where something stands.
const (
	AsksMaybe = "maybe" // it reads so; a person has not looked
	AsksYes   = "yes"
	AsksNo    = "no"
)

// NewChase is one time that a client had to ask.
type NewChase struct {
	Message string // in which he asked; "" = a member tells of it
	Client  client.ID
	Project string
	Contact client.ContactID
	Cause   chase.Cause // what had he not been told?
	About   string
	At      time.Time // zero = now
}

// Confirm says that a client had to ask, and why. Of a message it is said once.
func (s Chases) Confirm(ctx context.Context, who Actor, in NewChase) (string, error) {
	var out string
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		var k fault.Check
		k.Want(chase.KnownCause(in.Cause), "cause", "Say why they had to ask.")
		member.CheckOptionalLine(&k, "about", in.About, 300)
		k.Want(!in.At.After(a.now), "at", "That is still to come.")
		if err := k.Err(); err != nil {
			return err
		}
		c := store.ChaseRow{
			ID: a.newID("chs"), ClientID: in.Client, ProjectID: in.Project, ContactID: string(in.Contact), Cause: string(in.Cause), About: in.About,
			ByID: string(a.who.Member), At: in.At.UTC().Truncate(time.Millisecond), ConfirmedAt: a.now,
		}
		if in.At.IsZero() {
			c.At = a.now
		}
		if in.Message != "" {
			if err := chasedIn(a, in.Message, &c); err != nil {
				return err
			}
		} else if _, _, err := checkPlace(a, in.Client, in.Project, in.Contact); err != nil {
			return err
		}
		out = c.ID
		if err := store.AddChase(a.tx, a.ws, c); err != nil {
			return err
		}
		if err := a.note("chased", obligation("chase", c.ID), string(c.ClientID), nil, c); err != nil {
			return err
		}
		return reviewChases(a, c.ClientID)
	})
	return out, err
}

// chasedIn takes from a message who asked, and marks it.
func chasedIn(a *act, message string, c *store.ChaseRow) error {
	m, err := store.MessageOf(a.tx, a.ws, message)
	if err != nil {
		return err
	}
	switch {
	case m.Direction != string(conversation.In):
		return fault.New(fault.Conflict, "This is a message of ours.")
	case m.Asks == AsksYes:
		return fault.New(fault.Conflict, "This was counted already.")
	}
	c.ClientID, c.ContactID, c.MessageID, c.At = client.ID(m.ClientID), m.ContactID, m.ID, m.At
	if v, err := store.Conversation(a.tx, a.ws, m.ConversationID); err == nil && c.ProjectID == "" {
		c.ProjectID = v.ProjectID
	} else if orNothing(err) != nil {
		return err
	}
	m.Asks = AsksYes
	return store.PlaceMessage(a.tx, a.ws, m)
}

// Deny says that a message does not ask where something stands. What was
// counted of it before counts no more.
func (s Chases) Deny(ctx context.Context, who Actor, message string) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		m, err := store.MessageOf(a.tx, a.ws, message)
		if err != nil {
			return err
		}
		if alarm, err := isAlarm(a, m); err != nil || alarm {
			return orConflict(err, "They pressed “I am worried” themselves. That counts.")
		}
		before := m.Asks
		m.Asks = AsksNo
		if err := store.PlaceMessage(a.tx, a.ws, m); err != nil {
			return err
		}
		if err := store.DropChase(a.tx, a.ws, message); err != nil {
			return err
		}
		if err := a.note("not a chase", obligation("message", message), m.ClientID, before, m.Asks); err != nil {
			return err
		}
		return reviewChases(a, client.ID(m.ClientID))
	})
}

// List lists the chases of all clients, the newest first, from before a place on.
func (s Chases) List(ctx context.Context, who Actor, before store.Place, limit int) ([]store.ChaseRow, error) {
	return store.Chases(s.DB.Read(ctx), who.Workspace, before, limit)
}

// OfClient lists those of a client within the last year, the newest first.
func (s Chases) OfClient(ctx context.Context, who Actor, of client.ID) ([]store.ChaseRow, error) {
	return store.ChasesOfClient(s.DB.Read(ctx), who.Workspace, of, s.begin().AddDate(-1, 0, 0), mostChases)
}

// mostChases is how many chases of one client are looked at.
const mostChases = 200

func reviewChases(a *act, of client.ID) error {
	c, err := a.client(of)
	if err != nil {
		return dropWatch(a, obligation("chases", of), err)
	}
	rows, err := store.ChasesOfClient(a.tx, a.ws, of, a.now.Add(-workspace.ChaseWindow), mostChases)
	if err != nil {
		return err
	}
	at := make([]time.Time, len(rows))
	for i, r := range rows {
		at[i] = r.At
	}
	d := chase.Review(at, a.book.firm.Inbox.ChasesThatWorry(), workspace.ChaseWindow, a.book.team(c.OwnerID), a.now)
	return a.decide(obligation("chases", of), string(of), c.OwnerID, d)
}

package api

import (
	"context"
	"time"

	"kept/chase"
	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// chases are how often clients had to ask where something stands.
func chases(s *service) {
	r := chaseDesk{s}
	list(s, "/chases", "list-chases", "List chases, the newest first: all, or those of one client within a year", r.list)
	act(s, "/chases", "confirm-chase", "Say that a client had to ask, and why: in a message, or as a member tells", r.confirm)
	drop(s, "/chases", "deny-chase", "Say that a message does not ask where something stands; what was counted of it counts no more", r.deny)
}

type chaseDesk struct{ *service }

// chaseOut is one time that a client had to ask.
type chaseOut struct {
	ID          string    `json:"id"`
	ClientID    string    `json:"client_id"`
	ProjectID   *string   `json:"project_id"`
	ContactID   *string   `json:"contact_id"`
	MessageID   *string   `json:"message_id" doc:"In which they asked; null = a member told of it"`
	Cause       string    `json:"cause" enum:"not told,date passed,no next word,not answered,not read,other,alarm" doc:"\"alarm\" = they pressed \"I am worried\""`
	About       *string   `json:"about"`
	ByID        string    `json:"by_id" doc:"Who confirmed it"`
	At          time.Time `json:"at"`
	ConfirmedAt time.Time `json:"confirmed_at"`
}

func outChase(c store.ChaseRow) chaseOut {
	return chaseOut{
		ID: c.ID, ClientID: string(c.ClientID), ProjectID: outText(c.ProjectID), ContactID: outText(c.ContactID), MessageID: outText(c.MessageID),
		Cause: c.Cause, About: outText(c.About), ByID: c.ByID, At: c.At, ConfirmedAt: c.ConfirmedAt,
	}
}

type chasesIn struct {
	PageIn
	ClientID string `query:"client_id" doc:"Of one client within a year, two hundred at most, in one part"`
}

func (r chaseDesk) list(ctx context.Context, who office.Actor, in *chasesIn) (listOut[chaseOut], error) {
	before, err := in.afterPlace("chases")
	if err != nil {
		return listOut[chaseOut]{}, err
	}
	if in.ClientID != "" {
		of := ref[client.ID](ofClient, in.ClientID)
		if _, err := r.office.Clients.Brief(ctx, who, of); err != nil {
			return listOut[chaseOut]{}, err
		}
		all, err := r.office.Chases.OfClient(ctx, who, of)
		return whole(all, outChase), err
	}
	rows, err := r.office.Chases.List(ctx, who, before, in.Limit+1)
	if err != nil {
		return listOut[chaseOut]{}, err
	}
	return part(rows, in.Limit, func(c store.ChaseRow) cursor { return placeCursor("chases", c.At, c.ID) }, outChase), nil
}

type newChaseIn struct {
	Keyed
	Body newChase
}

// newChase is that a client had to ask.
type newChase struct {
	MessageID string `json:"message_id,omitempty" doc:"In which they asked: it says who and when"`
	ClientID  string `json:"client_id,omitempty" doc:"Needed without a message"`
	ContactID string `json:"contact_id,omitempty" doc:"Needed without a message"`
	ProjectID string `json:"project_id,omitempty"`
	Cause     string `json:"cause" enum:"not told,date passed,no next word,not answered,not read,other" doc:"What had they not been told?"`
	About     string `json:"about,omitempty" doc:"What it was about; 300 characters at most"`
	At        string `json:"at,omitempty" format:"date-time" doc:"When they asked; left out = now"`
}

// madeChaseOut is a chase that was confirmed.
type madeChaseOut struct {
	ID string `json:"id"`
}

func (r chaseDesk) confirm(ctx context.Context, who office.Actor, in *newChaseIn) (madeChaseOut, error) {
	b := in.Body
	if b.MessageID != "" && b.ClientID+b.ContactID+b.ProjectID+b.At != "" {
		return madeChaseOut{}, fault.Field("message_id", "The message says who asked, and when.")
	}
	c := office.NewChase{
		Message: ref[string](ofMessage, b.MessageID), Client: ref[client.ID](ofClient, b.ClientID), Project: ref[string](ofProject, b.ProjectID),
		Contact: ref[client.ContactID](ofContact, b.ContactID), Cause: chase.Cause(b.Cause), About: b.About,
	}
	var err error
	if c.At, err = instantOf("at", b.At); err != nil {
		return madeChaseOut{}, err
	}
	id, err := r.office.Chases.Confirm(ctx, who, c)
	if b.MessageID != "" && fault.KindOf(err) == fault.NotFound {
		err = fault.Field("message_id", "Choose a message.")
	}
	return madeChaseOut{id}, err
}

type notChaseIn struct {
	MessageID string `query:"message_id" required:"true" doc:"The message that does not ask"`
}

func (r chaseDesk) deny(ctx context.Context, who office.Actor, in *notChaseIn) error {
	id, err := named[string](ofMessage, in.MessageID)
	if err != nil {
		return err
	}
	return r.office.Chases.Deny(ctx, who, id)
}

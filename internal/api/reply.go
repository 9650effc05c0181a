package api

import (
	"context"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/store"
)

func kindOut(k handoff.Kind) string {
	if k == handoff.Work {
		return "work"
	}
	return string(k)
}

func kindIn(k string) handoff.Kind {
	if k == "work" {
		return handoff.Work
	}
	return handoff.Kind(k)
}

type replyIn struct {
	Keyed
	HandOffIn
	Body newReply
}

// newReply is an answer to a question or an approval.
type newReply struct {
	Yes    bool   `json:"yes,omitempty" doc:"To an approval"`
	Choice string `json:"choice,omitempty" doc:"To a question that offers some: one of them, in its words"`
	Words  string `json:"words,omitempty" doc:"In their words; needed with a no; 500 characters at most"`
}

// replyOut is one answer as it is kept. It is never changed.
type replyOut struct {
	ID        string    `json:"id"`
	At        time.Time `json:"at"`
	By        string    `json:"by" doc:"\"contact:…\", or \"member:…\" who wrote down what they were told"`
	Name      string    `json:"name" doc:"Of whoever answered"`
	Via       string    `json:"via" enum:"page,link,told"`
	Yes       bool      `json:"yes"`
	Choice    *string   `json:"choice"`
	Words     *string   `json:"words"`
	ShownHash *string   `json:"shown_hash" doc:"Which version of the text it was given to"`
}

func outReply(e handoff.Evidence) replyOut {
	return replyOut{ID: e.ID, At: e.At.UTC(), By: e.Actor, Name: e.Name, Via: string(e.Via), Yes: e.Yes, Choice: outText(e.Choice), Words: outText(e.Words), ShownHash: outText(e.ShownHash)}
}

func (r handOffDesk) reply(ctx context.Context, who office.Actor, in *replyIn) (handOffOut, error) {
	id, err := in.id()
	if err != nil {
		return handOffOut{}, err
	}
	if _, err := r.office.HandOffs.Reply(ctx, who, id, 0, handoff.Reply{Yes: in.Body.Yes, Choice: in.Body.Choice, Words: in.Body.Words}); err != nil {
		return handOffOut{}, err
	}
	return r.of(ctx, who, id)
}

func (r handOffDesk) replies(ctx context.Context, who office.Actor, in *HandOffIn) (listOut[replyOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[replyOut]{}, err
	}
	v, err := r.office.HandOffs.View(ctx, who, id)
	return whole(v.Answers, outReply), err
}

// ratings are how content clients' people said they are.
func ratings(s *service) {
	r := ratingDesk{s}
	list(s, "/clients/{client}/ratings", "list-ratings", "List how content a client's people said they are with what was kept, the newest first", r.list)
}

type ratingDesk struct{ *service }

type ratingsIn struct {
	PageIn
	ClientIn
}

// ratingOut is one question how content somebody is, and his answer.
type ratingOut struct {
	ID        string     `json:"id"`
	ClientID  string     `json:"client_id"`
	ProjectID *string    `json:"project_id"`
	ContactID string     `json:"contact_id"`
	About     string     `json:"about" doc:"What was kept: \"promise:prm_…\""`
	Words     string     `json:"words"`
	AskedAt   time.Time  `json:"asked_at"`
	Stars     *int       `json:"stars" doc:"From one to five; null = they have not said"`
	Said      *string    `json:"said"`
	SaidAt    *time.Time `json:"said_at"`
}

func outRating(x store.Rating) ratingOut {
	out := ratingOut{
		ID: x.ID, ClientID: string(x.ClientID), ProjectID: outText(x.ProjectID), ContactID: string(x.ContactID), About: x.About, Words: x.Words, AskedAt: x.AskedAt.UTC(), Said: outText(x.Said), SaidAt: outTime(x.SaidAt),
	}
	if x.Stars > 0 {
		out.Stars = &x.Stars
	}
	return out
}

func (r ratingDesk) list(ctx context.Context, who office.Actor, in *ratingsIn) (listOut[ratingOut], error) {
	c, err := in.after("ratings", 1)
	if err != nil {
		return listOut[ratingOut]{}, err
	}
	of, err := named[client.ID](ofClient, in.Client)
	if err != nil {
		return listOut[ratingOut]{}, err
	}
	before := ""
	if c != nil {
		before = c[0]
	}
	rows, err := r.office.Clients.Ratings(ctx, who, of, before, in.Limit+1)
	if err != nil {
		return listOut[ratingOut]{}, err
	}
	return part(rows, in.Limit, func(x store.Rating) cursor { return cursor{"ratings", x.ID} }, outRating), nil
}

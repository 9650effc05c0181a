package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/office"
)

// feedOut is whether a contact has a calendar and a feed of his own. Its address is
// known to him alone.
type feedOut struct {
	ContactID string     `json:"contact_id"`
	MadeAt    *time.Time `json:"made_at" doc:"When its address was made; null = they have none"`
}

func (r contactDesk) feed(ctx context.Context, who office.Actor, in *ContactIn) (feedOut, error) {
	id, err := in.id()
	if err != nil {
		return feedOut{}, err
	}
	return r.feedOf(ctx, who, id)
}

func (r contactDesk) feedOf(ctx context.Context, who office.Actor, id client.ContactID) (feedOut, error) {
	f, err := r.office.Feeds.Of(ctx, who, id)
	return feedOut{string(id), outTime(f.MadeAt)}, err
}

type feedEndIn struct {
	Keyed
	ContactIn
}

func (r contactDesk) endFeed(ctx context.Context, who office.Actor, in *feedEndIn) (feedOut, error) {
	id, err := in.id()
	if err != nil {
		return feedOut{}, err
	}
	if err := r.office.Feeds.EndFor(ctx, who, id); err != nil {
		return feedOut{}, err
	}
	return r.feedOf(ctx, who, id)
}

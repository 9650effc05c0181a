package api

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/subscription"
)

// deviceOut is a browser that a contact wants to be told on. Where it is, and its
// keys, are secrets that leave by no API.
type deviceOut struct {
	ID        string     `json:"id"`
	ContactID string     `json:"contact_id"`
	Agent     string     `json:"agent" doc:"What the browser calls itself"`
	MadeAt    time.Time  `json:"made_at"`
	ReachedAt *time.Time `json:"reached_at" doc:"When its push service took something last, which says nothing of who read it; null = never"`
}

func outDevice(d subscription.Device) deviceOut {
	return deviceOut{ID: d.ID, ContactID: d.ContactID, Agent: d.Agent, MadeAt: d.MadeAt, ReachedAt: outTime(d.ReachedAt)}
}

func (r contactDesk) devices(ctx context.Context, who office.Actor, in *ContactIn) (listOut[deviceOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[deviceOut]{}, err
	}
	v, err := r.office.Pushes.Of(ctx, who, id)
	if err != nil {
		return listOut[deviceOut]{}, err
	}
	return whole(v.Devices, outDevice), nil
}

type deviceIn struct {
	ContactIn
	Device string `path:"device"`
}

func (r contactDesk) endDevice(ctx context.Context, who office.Actor, in *deviceIn) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	device, err := named[string](ofDevice, in.Device)
	if err != nil {
		return err
	}
	return r.office.Pushes.StopFor(ctx, who, id, device)
}

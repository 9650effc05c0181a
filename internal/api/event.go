package api

import (
	"context"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/promise"
)

// events are the dates of promises in a span, for a calendar.
func events(s *service) {
	r := eventDesk{s}
	list(s, "/events", "list-events", "List the standing dates of promises in a span, the earliest first", r.list)
}

type eventDesk struct{ *service }

// eventOut is the date of a promise.
type eventOut struct {
	PromiseID   string    `json:"promise_id"`
	On          *string   `json:"on" format:"date" doc:"The day, when a day was promised"`
	At          time.Time `json:"at"`
	Kind        string    `json:"kind"`
	Words       string    `json:"words"`
	State       string    `json:"state" enum:"open,kept,released"`
	Outcome     *string   `json:"outcome"`
	ClientID    string    `json:"client_id"`
	ClientName  string    `json:"client_name"`
	Colour      int       `json:"client_colour"`
	ContactName string    `json:"contact_name"`
	OwnerID     string    `json:"owner_id"`
}

func outEvent(r store.PromiseRow) eventOut {
	return eventOut{
		PromiseID: string(r.ID), On: outDay(r.Day), At: r.DueAt, Kind: string(r.Kind), Words: r.Words, State: string(r.State), Outcome: outText(r.Outcome),
		ClientID: string(r.ClientID), ClientName: r.ClientName, Colour: r.Colour, ContactName: r.ContactName, OwnerID: string(r.OwnerID),
	}
}

type eventsIn struct {
	PageIn
	SpanIn
	OwnerID  string `query:"owner_id" doc:"Of one member; me = whose token it is"`
	ClientID string `query:"client_id" doc:"Of one client; with owner_id, owner_id alone counts"`
}

// eventStates are the states of promises whose dates stand in a calendar.
var eventStates = []promise.State{promise.Open, promise.Kept, promise.Released}

func (r eventDesk) list(ctx context.Context, who office.Actor, in *eventsIn) (listOut[eventOut], error) {
	var none listOut[eventOut]
	firm, _, err := r.office.Settings.Calendars(ctx, who)
	if err != nil {
		return none, err
	}
	from, until, err := in.span(firm.Location())
	if err != nil {
		return none, err
	}
	after, err := in.afterPlace("events")
	if err != nil {
		return none, err
	}
	if after == (store.Place{}) {
		after = store.Place{At: from.Add(-time.Millisecond), ID: "~"} // beyond every id of the moment before
	}
	var rows []store.PromiseRow
	for _, state := range eventStates {
		some, err := r.office.Promises.List(ctx, who, office.Filter{
			State: state, Owner: memberRef(who, in.OwnerID), Client: ref[client.ID](ofClient, in.ClientID), Part: store.Slice{After: after, Limit: in.Limit + 1},
		})
		if err != nil {
			return none, err
		}
		rows = append(rows, some...)
	}
	rows = slices.DeleteFunc(rows, func(r store.PromiseRow) bool { return !r.DueAt.Before(until) })
	slices.SortFunc(rows, func(a, b store.PromiseRow) int {
		if c := a.DueAt.Compare(b.DueAt); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return part(rows, in.Limit, func(r store.PromiseRow) cursor { return placeCursor("events", r.DueAt, string(r.ID)) }, outEvent), nil
}

package api

import (
	"context"
	"encoding/json"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"kept/internal/office"
	"kept/internal/store"
)

// journal is the append-only record of everything that was done.
func journal(s *service) {
	r := journalDesk{s}
	list(s, "/journal", "list-journal", "List everything that was done, the newest line first, or from the oldest on", r.list)
}

type journalDesk struct{ *service }

// lineOut is a line of the journal.
type lineOut struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Actor    string    `json:"actor" doc:"member:…, contact:…, or a part of Kept: watchdog, outbox"`
	Act      string    `json:"act"`
	Object   string    `json:"object" doc:"promise:prm_…"`
	ClientID *string   `json:"client_id"`
	Before   rawJSON   `json:"before" doc:"As it was kept, for reading by people; null = nothing"`
	After    rawJSON   `json:"after"`
}

// rawJSON is JSON of no fixed shape.
type rawJSON json.RawMessage

// MarshalJSON gives the JSON as it is.
func (r rawJSON) MarshalJSON() ([]byte, error) { return json.RawMessage(r).MarshalJSON() }

// UnmarshalJSON keeps the JSON as it is.
func (r *rawJSON) UnmarshalJSON(b []byte) error { return (*json.RawMessage)(r).UnmarshalJSON(b) }

// Schema says that anything may stand there.
func (rawJSON) Schema(huma.Registry) *huma.Schema { return &huma.Schema{} }

func outLine(l store.Line) lineOut {
	return lineOut{l.ID, l.At, l.Actor, l.Act, l.Object, outText(l.ClientID), raw(l.Before), raw(l.After)}
}

func raw(text string) rawJSON {
	if text == "" {
		return rawJSON("null")
	}
	return rawJSON(text)
}

type journalIn struct {
	PageIn
	Order string `query:"order" enum:"newest,oldest" default:"newest" doc:"Which line comes first"`
}

func (r journalDesk) list(ctx context.Context, who office.Actor, in *journalIn) (listOut[lineOut], error) {
	kind := "journal " + in.Order
	from, err := in.afterID(kind)
	if err != nil {
		return listOut[lineOut]{}, err
	}
	var rows []store.Line
	if in.Order == "oldest" {
		rows, err = r.office.Journal.From(ctx, who, from, in.Limit+1)
	} else {
		rows, err = r.office.Journal.List(ctx, who, from, in.Limit+1)
	}
	if err != nil {
		return listOut[lineOut]{}, err
	}
	return part(rows, in.Limit, func(l store.Line) cursor { return cursor{kind, l.ID} }, outLine), nil
}

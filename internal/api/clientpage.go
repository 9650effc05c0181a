package api

import (
	"context"

	"kept/internal/office"
	"kept/worktime"
)

type keepPageIn struct {
	Keyed
	ClientIn
	Body struct {
		Until string `json:"until,omitempty" doc:"The last day, like 2028-12-31; left out = as the workspace says (page_months). It opens a page again that was ended"`
	}
}

// keepPage says up to which day the page of a client can be read.
func (r clientDesk) keepPage(ctx context.Context, who office.Actor, in *keepPageIn) (clientOut, error) {
	id, err := in.id()
	if err != nil {
		return clientOut{}, err
	}
	var until worktime.Day
	if in.Body.Until != "" {
		if until, err = worktime.ParseDay(in.Body.Until); err != nil {
			return clientOut{}, err
		}
	}
	if _, err := r.office.Pages.Keep(ctx, who, id, 0, until); err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, id)
}

// place names the fields of the body as the API does.
func (in keepPageIn) place(field string) string {
	if field == "date" || field == "page_until" {
		return "until"
	}
	return ""
}

func (r clientDesk) endPage(ctx context.Context, who office.Actor, in *ClientIn) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	_, err = r.office.Pages.End(ctx, who, id, 0)
	return err
}

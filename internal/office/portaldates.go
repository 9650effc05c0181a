package office

import (
	"context"

	"kept/client"
)

// PortalDates are all dates of a client that his page shows anywhere: those of
// [Portal.View], and the steps of the plans that he was told of.
type PortalDates struct {
	PortalView
	Steps []DatedStep // by plan, in its order
}

// DatedStep is a step with the project whose it is.
type DatedStep struct {
	PortalStep
	Project client.Project
}

// Dates gives all dates of the contact's client that he may see.
func (s Portal) Dates(ctx context.Context, who Actor) (PortalDates, error) {
	var v PortalDates
	var err error
	if v.PortalView, err = s.View(ctx, who); err != nil {
		return v, err
	}
	for _, p := range v.Plans {
		of, err := s.Plan(ctx, who, p.ID)
		if err != nil {
			return v, err
		}
		for _, x := range of.Steps {
			v.Steps = append(v.Steps, DatedStep{x, p})
		}
	}
	return v, nil
}

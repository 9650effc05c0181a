package office

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"kept/client"
	"kept/internal/store"
	"kept/outlook"
)

// sketches are outlooks that were drawn before an act, of which it uses those
// that it would draw itself: drawing takes longer than all the rest of a plan's
// review, and nobody is to wait for it who writes.
type sketches map[client.ProjectID]sketch

// sketch is an outlook with all that it was drawn from.
type sketch struct {
	from outlook.Of
	outlook.Outlook
}

// sketch draws the outlooks of the plans among obligations, all at once.
func (d *desk) sketch(ctx context.Context, who Actor, obligations []string) (sketches, error) {
	drawn, failed := make([]sketch, len(obligations)), make([]error, len(obligations))
	var all sync.WaitGroup
	for i, ob := range obligations {
		id, is := strings.CutPrefix(ob, "plan:")
		if !is {
			continue
		}
		all.Go(func() {
			failed[i] = d.see(ctx, who, func(a *act) error {
				v, err := viewPlan(a, client.ProjectID(id))
				if errors.Is(err, store.ErrNone) {
					return nil // the review finds out
				}
				if err != nil {
					return err
				}
				if drawn[i].from, err = a.drawnFrom(v); err != nil {
					return err
				}
				drawn[i].Outlook, err = outlook.Look(drawn[i].from)
				return err
			})
		})
	}
	all.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	out := sketches{}
	for _, s := range drawn {
		if s.from.Project != "" {
			out[client.ProjectID(s.from.Project)] = s
		}
	}
	return out, nil
}

// of gives the outlook if it would be drawn from the very same.
func (s sketch) of(from outlook.Of) (outlook.Outlook, bool) {
	was := s.from
	if was.Project != from.Project || was.Client != from.Client || was.Experience != from.Experience || was.Today != from.Today {
		return outlook.Outlook{}, false
	}
	if !slices.Equal(was.Plan.Steps, from.Plan.Steps) || !slices.Equal(was.Plan.Links, from.Plan.Links) {
		return outlook.Outlook{}, false
	}
	for _, step := range from.Plan.Steps {
		if was.Calendars(step.Party) != from.Calendars(step.Party) {
			return outlook.Outlook{}, false
		}
	}
	return s.Outlook, true
}

package checks

import (
	"errors"
	"fmt"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/outlook"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// Plan is a project's plan as a deep reading found it.
type Plan struct {
	plan.Plan
	Outlook outlook.Outlook
}

// deepPlans reads all plans and what is forecast of them.
func deepPlans(r *Reader, tx *store.Tx) error {
	f := r.firm
	f.Plans = map[client.ProjectID]Plan{}
	for _, id := range sortedKeys(f.Projects) {
		var p Plan
		var err error
		if p.Steps, err = store.Steps(tx, f.ID, id); err != nil {
			return err
		}
		if p.Links, err = store.Links(tx, f.ID, id); err != nil {
			return err
		}
		if p.Outlook, err = store.Outlook(tx, f.ID, id); err != nil && !errors.Is(err, store.ErrNone) {
			return err
		}
		if len(p.Steps) > 0 {
			f.Plans[id] = p
		}
	}
	return nil
}

// asItStands reads a promise as it stands; its chance may have changed without a
// line, as long as nobody would be asked anything else for it.
func asItStands(r *Reader, tx *store.Tx, id promise.ID) (promise.Promise, error) {
	f := r.firm
	p, err := store.Promise(tx, f.ID, id)
	if was := f.Promises[id]; err == nil && p.Doubtful(f.Workspace.Policy) == was.Doubtful(f.Workspace.Policy) {
		was.Chance = p.Chance
		f.Promises[id] = was
	}
	return p, err
}

// untold is what the rule of moved dates of a plan looks at.
func (f *Firm) untold(ob string, id client.ProjectID) prompt.Decision {
	p, pr := f.Plans[id], f.Projects[id]
	u := plan.Untold{Since: f.Now}
	if live, ok := f.Prompts[ob]; ok {
		u.Since = live.BegunAt
	}
	cal := f.clientHours(string(pr.ClientID))
	late := plan.Overtaken(p.Plan, func(id plan.ID) (worktime.Day, bool) {
		s, ok := p.Outlook.Of(id)
		if !ok {
			return worktime.Day{}, false
		}
		return s.By(p.Outlook.Today, 80), true
	})
	if !pr.ClosedAt.IsZero() {
		late = nil
	}
	for _, s := range late {
		u.By = prompt.Sooner(u.By, cal.EndOf(s.Told.Latest).UTC())
	}
	return plan.ReviewUntold(u, f.Workspace.Policy.Usual, f.team(pr.OwnerID), cal, f.Now)
}

// chances: a promise that hangs on a step has the chance that the last forecast
// of its plan gives its date, no forecast is older than two working days while
// promises hang on it, and nothing in it is out of order.
type chances struct{}

func (chances) Name() string { return "chance" }

// oldOutlook is how old the forecast of a plan may be on which promises hang.
const oldOutlook = 6 * 24 * time.Hour // over the longest holidays of the firm

func (chances) Look(f *Firm) []string {
	if !f.Deep {
		return nil
	}
	var out []string
	for _, id := range f.open {
		p := f.Promises[id]
		if p.StepID == "" {
			if p.Chance != 0 {
				out = append(out, fmt.Sprintf("promise %s hangs on nothing and has a chance of %d", id, p.Chance))
			}
			continue
		}
		at := f.Plans[client.ProjectID(p.ProjectID)]
		s, ok := at.Outlook.Of(plan.ID(p.StepID))
		want := promise.Chance(0)
		if ok {
			want = s.ChanceBy(at.Outlook.Today, p.Date().LastDay(f.clientHours(p.ClientID)))
		}
		if p.Chance != want {
			out = append(out, fmt.Sprintf("promise %s has a chance of %d, and its step gives it %d", id, p.Chance, want))
		}
		if today := worktime.DayOf(f.Now.Add(-oldOutlook), f.firmHours().Location()); ok && f.Projects[client.ProjectID(p.ProjectID)].ClosedAt.IsZero() && at.Outlook.Today.Before(today) {
			out = append(out, fmt.Sprintf("the plan on which promise %s hangs was last forecast on %v", id, at.Outlook.Today))
		}
	}
	for _, id := range sortedKeys(f.Plans) {
		for _, s := range f.Plans[id].Outlook.Steps {
			step, ok := f.Plans[id].Step(s.ID)
			if !ok || step.Done() {
				out = append(out, fmt.Sprintf("project %s has a forecast of step %s, which is done or gone", id, s.ID))
			}
		}
	}
	return out
}

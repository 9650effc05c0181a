package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/plan"
)

// What the journal calls the two halves of a change of a step.
const (
	stepChanged = "step changed"
	stepFollows = "step follows"
)

// says is how the journal calls a half of this change.
func (in StepEdit) says(what string) string {
	if in.undo {
		return what + ", undone"
	}
	return what
}

// UndoEdit takes the last change of a step back, within [UndoFor] and by whoever
// made it, while nobody has changed the step since: it is edited to what it was.
func (s Plans) UndoEdit(ctx context.Context, who Actor, id plan.ID) (PlanChange, error) {
	of, err := s.ProjectOf(ctx, who, id)
	if err != nil {
		return PlanChange{}, err
	}
	return s.change(ctx, who, of, func(a *act, v PlanView) (plan.Step, error) {
		back, err := stepBefore(a, v, id)
		if err != nil {
			return plan.Step{}, err
		}
		return back.apply(id)(a, v)
	})
}

// stepBefore reads from the journal how a step was before its last change.
func stepBefore(a *act, v PlanView, id plan.ID) (StepEdit, error) {
	back := StepEdit{undo: true}
	lines, err := store.JournalOf(a.tx, a.ws, obligation("step", id), 2)
	if err != nil {
		return back, err
	}
	if len(lines) == 0 || lines[0].Actor != a.who.String() {
		return back, store.ErrNone
	}
	late := fault.New(fault.Conflict, "It is too late to undo. Change the step again.")
	newest := lines[0]
	if !a.now.Before(newest.At.Add(UndoFor)) || newest.Before == "" {
		return back, late
	}
	if newest.Act == stepFollows {
		back.Follows = &[]Follow{}
		var made []Follow
		if err := errors.Join(json.Unmarshal([]byte(newest.Before), back.Follows), json.Unmarshal([]byte(newest.After), &made)); err != nil {
			return back, fmt.Errorf("read the line of a step's links: %w", err)
		}
		if !followsStill(v, id, made) {
			return back, fault.New(fault.Conflict, "What it follows on was changed again in the meantime. Look at it, and change it as it should be.")
		}
		if len(lines) == 1 || !lines[1].At.Equal(newest.At) {
			return back, nil
		}
		newest = lines[1] // of the same act
	}
	if newest.Act != stepChanged {
		return back, late
	}
	var before, after plan.Step
	if err := errors.Join(json.Unmarshal([]byte(newest.Before), &before), json.Unmarshal([]byte(newest.After), &after)); err != nil {
		return back, fmt.Errorf("read the line of a step: %w", err)
	}
	back.Version = after.Version
	back.Change = func(s *plan.Step) { *s = before }
	return back, nil
}

// followsStill tells whether a step follows on these alone: imports, news, and steps
// that are taken out change links without a line about each step.
func followsStill(v PlanView, id plan.ID, on []Follow) bool {
	made := map[plan.ID]Follow{}
	for _, f := range on {
		made[f.On] = f
	}
	for _, l := range v.Plan.Links {
		if l.To != id {
			continue
		}
		if made[l.From] != (Follow{On: l.From, Kind: l.Kind, Lag: l.Lag}) {
			return false
		}
		delete(made, l.From)
	}
	return len(made) == 0
}

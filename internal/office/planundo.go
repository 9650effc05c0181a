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
		back, err := stepBefore(a, id)
		if err != nil {
			return plan.Step{}, err
		}
		return back.apply(id)(a, v)
	})
}

// stepBefore reads from the journal how a step was before its last change.
func stepBefore(a *act, id plan.ID) (StepEdit, error) {
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
		if err := json.Unmarshal([]byte(newest.Before), back.Follows); err != nil {
			return back, fmt.Errorf("read the line of a step's links: %w", err)
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

package office

import (
	"errors"
	"slices"

	"fmt"
	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
)

// ladderOf gives the moments before a promise's date at which somebody is asked.
func ladderOf(a *act, p promise.Promise) (prompt.Ladder, error) {
	cal, err := a.clientHours(client.ID(p.ClientID))
	if err != nil {
		return prompt.Ladder{}, err
	}
	return p.Ladder(a.book.firm.Policy, a.book.team(p.OwnerID), cal), nil
}

// standsOf tells how what waits on a hand-off stands, and whose it is now.
func standsOf(a *act, h handoff.HandOff) (handoff.Stands, member.ID, error) {
	if h.PromiseID == "" && h.StepID == "" {
		p, err := store.Project(a.tx, a.ws, client.ProjectID(h.ProjectID))
		return handoff.Stands{Open: err == nil && p.Open()}, h.OwnerID, err
	}
	if h.PromiseID == "" {
		step, err := store.Step(a.tx, a.ws, plan.ID(h.StepID))
		if errors.Is(err, store.ErrNone) {
			return handoff.Stands{}, h.OwnerID, nil // it was taken out of the plan
		}
		owner := h.OwnerID
		if step.Party.Side == plan.Ours && step.Party.ID != "" && step.Party.ID != h.Party.ID {
			owner = member.ID(step.Party.ID)
		}
		return handoff.Stands{Open: err == nil && !step.Done()}, owner, err
	}
	p, err := store.Promise(a.tx, a.ws, promise.ID(h.PromiseID))
	if err != nil {
		return handoff.Stands{}, h.OwnerID, err
	}
	l, err := ladderOf(a, p)
	return handoff.Stands{Open: p.State == promise.Open, SetAt: p.Date().SetAt, Ladder: l}, p.OwnerID, err
}

// reviewHandOff is the watchdog's look at a hand-off: what it is needed by moves
// with the promise, whoever was asked is reminded, and its owner is asked to tell
// the client in time.
func reviewHandOff(a *act, h handoff.HandOff) error {
	s, owner, err := standsOf(a, h)
	if err != nil {
		return err
	}
	p, err := partyOf(a, h)
	if err != nil {
		return err
	}
	if h, err = followStands(a, h, s, owner); err != nil {
		return err
	}
	g := handoff.Ground{Remind: a.book.firm.HandOffs.Of(h.Party), Stands: s, Team: a.book.team(h.OwnerID), Party: p.hours}
	d := handoff.Review(h, g, a.now)
	if d.Remind {
		if d.Remind, err = reaches(a, p); err != nil {
			return err
		}
	}
	if d.Remind {
		if open, ok := g.Writes(a.now); !ok || open.After(a.now) {
			d.Next = prompt.Sooner(d.Next, open)
		} else {
			if h, err = remindByItself(a, h); err != nil {
				return err
			}
			d = handoff.Review(h, g, a.now)
		}
	}
	return a.decide(obligation("handoff", h.ID), h.ClientID, h.OwnerID, d.Decision)
}

// reaches tells whether mail gets to whoever was asked. Where it does not, he is
// not reminded, and the owner is asked when it is needed.
func reaches(a *act, p askedParty) (bool, error) {
	err := canMail(a, "party", client.Contact{Email: p.email})
	if fault.KindOf(err) == fault.Invalid {
		return false, nil
	}
	if err != nil || p.contact.ID == "" {
		return err == nil && p.email != "", err
	}
	c, err := a.client(p.contact.ClientID)
	return p.email != "" && p.contact.EndedAt.IsZero() && c.Open(), err // a past client answers nothing
}

// followStands has a hand-off follow what waits on it: its date, and its owner.
func followStands(a *act, h handoff.HandOff, s handoff.Stands, owner member.ID) (handoff.HandOff, error) {
	next := h
	if s.Open && !h.Over() {
		next.OwnerID = owner
		next = next.Follow(s.Ladder.TellBy, true, ownerHours(a, owner), a.now)
	}
	if next == h {
		return h, nil
	}
	return saveHandOff(a, h, next, neededAnew)
}

// handOffsFollow reviews what a promise waits for, after it was changed.
func handOffsFollow(a *act, of promise.ID) error {
	open, err := store.OpenHandOffsOfPromise(a.tx, a.ws, string(of))
	if err != nil {
		return err
	}
	return reviewHandOffs(a, open)
}

// handOffsOfStepFollow reviews what a step waits for, after it was changed.
func handOffsOfStepFollow(a *act, of plan.ID) error {
	open, err := store.OpenHandOffsOfStep(a.tx, a.ws, string(of))
	if err != nil {
		return err
	}
	return reviewHandOffs(a, open)
}

// handOffsOfPlanFollow has what the steps of a plan need from others follow the
// days on which they are laid to begin. What has begun is needed already.
func handOffsOfPlanFollow(a *act, v PlanView) error {
	open, err := store.OpenHandOffsOfPlan(a.tx, a.ws, v.Project.ID)
	if err != nil {
		return err
	}
	for _, h := range open {
		i := slices.IndexFunc(v.Plan.Steps, func(s plan.Step) bool { return string(s.ID) == h.StepID })
		if i < 0 || !v.Plan.Steps[i].StartedAt.IsZero() {
			continue
		}
		cal := ownerHours(a, h.OwnerID)
		next := h.Follow(opens(cal, v.Laid[i].Start), false, cal, a.now)
		if next == h {
			continue
		}
		if next, err = saveHandOff(a, h, next, neededAnew); err != nil {
			return err
		}
		if err := reviewHandOff(a, next); err != nil {
			return err
		}
	}
	return nil
}

func reviewHandOffs(a *act, all []handoff.HandOff) error {
	for _, h := range all {
		if err := reviewHandOff(a, h); err != nil {
			return err
		}
	}
	return nil
}

// remindByItself sends a reminder whose moment has come, or leaves it out, when a
// member wants that.
func remindByItself(a *act, h handoff.HandOff) (handoff.HandOff, error) {
	left, err := isSkipped(a, reminderID(h, h.Reminders+1))
	switch {
	case err != nil:
		return h, err
	case left:
		return saveHandOff(a, h, h.Skip(a.now), "hand-off reminder skipped")
	}
	return sendReminder(a, h)
}

// sendReminder writes to whoever was asked once more, and counts it.
func sendReminder(a *act, h handoff.HandOff) (handoff.HandOff, error) {
	p, err := partyOf(a, h)
	if err != nil {
		return h, err
	}
	before := h
	if h, err = saveHandOff(a, before, h.Remind(a.now), "hand-off reminded"); err != nil {
		return before, err
	}
	return h, mailHandOff(a, h, p, handOffWord{reminder: h.Reminders, before: before.ToldBy, effect: fmt.Sprintf("%s%s:%d", handOffEffect, h.ID, h.Reminders)})
}

// handOffCameBack notes on a hand-off that the mail which asked somebody did not
// arrive: then nobody was asked.
func handOffCameBack(a *act, l store.Leaving, answer string) error {
	id, is := handOffOf(l)
	if !is {
		return nil
	}
	before, err := store.HandOff(a.tx, a.ws, id)
	if err != nil {
		return orNothing(err)
	}
	h := before.ComeBack(answer, a.now)
	if h == before {
		return nil
	}
	if h, err = saveHandOff(a, before, h, "hand-off bounced"); err != nil {
		return err
	}
	return reviewHandOff(a, h)
}

// staleHandOff tells why a mail about a hand-off is not to leave any more, or "".
func staleHandOff(a *act, id handoff.ID) (string, error) {
	h, err := store.HandOff(a.tx, a.ws, id)
	if err != nil {
		return "", err
	}
	s, _, err := standsOf(a, h)
	if h.Over() || !s.Open {
		return "What it asks for is not needed any more.", err
	}
	return "", err
}

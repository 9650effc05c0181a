package office

import (
	"context"
	"errors"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/outlook"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// Plans is what projects are made of: steps, who holds them, and what follows on
// what.
type Plans struct{ *desk }

// PlanView is a project's plan, laid out from now on.
type PlanView struct {
	Project  client.Project
	Client   client.Client
	Calendar *worktime.Calendar // of the client
	Plan     plan.Plan
	Laid     []plan.Laid // of each step, in their order
	Lost     map[plan.Side]int
	Outlook  outlook.Outlook             // as last forecast; without steps: nothing was
	Hanging  []store.PromiseRow          // open promises that hang on steps, by date
	LastDays map[promise.ID]worktime.Day // on which work can still be done for them
	Contacts []client.Contact            // who can hold a step of the client's
	Members  []member.Member             // who can hold one of ours
	Hours    plan.Calendars              // of whoever holds a step
}

// Of gives the plan of a project.
func (s Plans) Of(ctx context.Context, who Actor, of client.ProjectID) (PlanView, error) {
	var v PlanView
	err := s.see(ctx, who, func(a *act) error {
		var err error
		v, err = viewPlan(a, of)
		return err
	})
	return v, err
}

func viewPlan(a *act, of client.ProjectID) (PlanView, error) {
	var v PlanView
	var err error
	if v.Project, err = store.Project(a.tx, a.ws, of); err != nil {
		return v, err
	}
	if v.Client, err = a.client(v.Project.ClientID); err != nil {
		return v, err
	}
	if v.Calendar, err = a.calendarOf(v.Client); err != nil {
		return v, err
	}
	if v.Contacts, err = store.Contacts(a.tx, a.ws, v.Client.ID); err != nil {
		return v, err
	}
	for _, m := range a.book.members {
		if m.Active() {
			v.Members = append(v.Members, m)
		}
	}
	if v.Plan, err = loadPlan(a, of); err != nil {
		return v, err
	}
	v.Hours = a.holders(v.Calendar)
	if v.Laid, err = plan.Lay(v.Plan, v.Hours, a.now); err != nil {
		return v, err
	}
	v.Lost = plan.Lost(v.Plan, v.Hours, a.now)
	return v, v.hang(a)
}

// hang loads what is forecast of a plan and which promises hang on it.
func (v *PlanView) hang(a *act) error {
	var err error
	if v.Outlook, err = store.Outlook(a.tx, a.ws, v.Project.ID); err != nil && !errors.Is(err, store.ErrNone) {
		return err
	}
	v.Outlook.Find()
	ids, err := store.Hanging(a.tx, a.ws, v.Project.ID, mostHanging)
	if err != nil {
		return err
	}
	v.Hanging, v.LastDays = nil, map[promise.ID]worktime.Day{}
	for part := range slices.Chunk(ids, store.Batch) {
		rows, err := store.PromiseRowsOf(a.tx, a.ws, part)
		if err != nil {
			return err
		}
		for _, id := range part {
			row := rows[id]
			d := promise.Date{When: promise.When{Day: row.Day}, DueAt: row.DueAt}
			if !row.DueOn {
				d.At = row.DueAt
			}
			v.Hanging, v.LastDays[id] = append(v.Hanging, row), d.LastDay(v.Calendar)
		}
	}
	return nil
}

// mostHanging is how many promises that hang on one plan are looked at.
const mostHanging = 1000

func loadPlan(a *act, of client.ProjectID) (plan.Plan, error) {
	var p plan.Plan
	var err error
	if p.Steps, err = store.Steps(a.tx, a.ws, of); err != nil {
		return p, err
	}
	p.Links, err = store.Links(a.tx, a.ws, of)
	return p, err
}

// Follow says on what a step follows.
type Follow struct {
	On   plan.ID
	Kind plan.LinkKind
	Lag  int
}

// StepEdit is what becomes of a step.
type StepEdit struct {
	Version int // that was seen; 0 = whatever it is
	Change  func(*plan.Step)
	Follows *[]Follow // in place of all before; nil = as they are
	undo    bool      // it takes the last change back
}

// PlanChange is what a change does to the plan.
type PlanChange struct {
	PlanView              // as it is afterwards
	Step     plan.Step    // that was changed
	Shifts   []plan.Shift // what else comes to lie elsewhere, and the step itself
	AtRisk   []AtRisk     // promises that it makes late or doubtful, by date
	Untold   []plan.Step  // that it makes later than the client was told
}

// AtRisk is a promise that a change of the plan makes late or doubtful: whoever
// it was made to must hear of it.
type AtRisk struct {
	Promise store.PromiseRow
	Was     promise.Chance // before the change; 0 = nobody knew
	Is      promise.Chance
	Late    int // calendar days by which its step ends after it, as the plan stands; 0 = it does not
}

// AddStep adds a step to a project, after all others.
func (s Plans) AddStep(ctx context.Context, who Actor, of client.ProjectID, in StepEdit) (PlanChange, error) {
	return s.change(ctx, who, of, func(a *act, v PlanView) (plan.Step, error) {
		step := plan.Step{ID: plan.ID(a.newID("stp")), ProjectID: string(of), Seq: 1, Party: plan.Party{Side: plan.Ours, ID: string(v.Project.OwnerID)}, Effort: plan.Effort{Least: 1, Most: 1}, Version: 1}
		if n := len(v.Plan.Steps); n > 0 {
			step.Seq = v.Plan.Steps[n-1].Seq + 1
		}
		if in.Change != nil {
			in.Change(&step)
		}
		if err := checkStep(a, v, step); err != nil {
			return step, err
		}
		if err := store.AddStep(a.tx, a.ws, step); err != nil {
			return step, err
		}
		if err := a.note("step added", obligation("step", step.ID), string(v.Client.ID), nil, step); err != nil {
			return step, err
		}
		v.Plan.Steps = append(v.Plan.Steps, step)
		_, err := follow(a, v, step.ID, in)
		return step, err
	})
}

// EditStep changes a step, or what it follows on.
func (s Plans) EditStep(ctx context.Context, who Actor, id plan.ID, in StepEdit) (PlanChange, error) {
	of, err := s.ProjectOf(ctx, who, id)
	if err != nil {
		return PlanChange{}, err
	}
	return s.change(ctx, who, of, in.apply(id))
}

// TryEdit gives what [Plans.EditStep] would do, and changes nothing.
func (s Plans) TryEdit(ctx context.Context, who Actor, id plan.ID, in StepEdit) (PlanChange, error) {
	of, err := s.ProjectOf(ctx, who, id)
	if err != nil {
		return PlanChange{}, err
	}
	var out PlanChange
	if err := s.learn(ctx, who); err != nil {
		return out, err
	}
	err = s.rehearse(ctx, who, func(a *act) error {
		var err error
		out, err = changePlan(a, of, in.apply(id))
		return err
	})
	return out, err
}

// DropStep takes a step out of its plan. What followed on it follows on what it
// followed on itself.
func (s Plans) DropStep(ctx context.Context, who Actor, id plan.ID, version int) (PlanChange, error) {
	of, err := s.ProjectOf(ctx, who, id)
	if err != nil {
		return PlanChange{}, err
	}
	return s.change(ctx, who, of, func(a *act, v PlanView) (plan.Step, error) {
		step, ok := v.Plan.Step(id)
		if !ok {
			return step, fault.New(fault.NotFound, "There is no such step.")
		}
		if err := sameVersion(version, step.Version); err != nil {
			return step, err
		}
		if err := bridge(a, v, id); err != nil {
			return step, err
		}
		if err := letFall(a, v, id); err != nil {
			return step, err
		}
		if err := store.DropStep(a.tx, a.ws, id, step.Version); err != nil {
			return step, err
		}
		if err := a.note("step dropped", obligation("step", id), string(v.Client.ID), step, nil); err != nil {
			return step, err
		}
		return step, handOffsOfStepFollow(a, id)
	})
}

// letFall lets go what hangs on a step.
func letFall(a *act, v PlanView, id plan.ID) error {
	for _, r := range v.Hanging {
		if r.StepID != string(id) {
			continue
		}
		before, err := store.Promise(a.tx, a.ws, r.ID)
		if err != nil {
			return err
		}
		p := before
		p.StepID, p.Chance = "", 0
		if _, err := savePromise(a, before, p, "edited"); err != nil {
			return err
		}
	}
	return nil
}

// bridge links what a step followed on with what follows on it, and takes the
// step's own links away.
func bridge(a *act, v PlanView, id plan.ID) error {
	var before, after []plan.Link
	there := map[[2]plan.ID]bool{}
	for _, l := range v.Plan.Links {
		there[[2]plan.ID{l.From, l.To}] = true
		switch id {
		case l.To:
			before = append(before, l)
		case l.From:
			after = append(after, l)
		}
	}
	for _, l := range append(slices.Clone(before), after...) {
		if err := store.DropLink(a.tx, a.ws, l.From, l.To); err != nil {
			return err
		}
	}
	for _, b := range before {
		for _, f := range after {
			if there[[2]plan.ID{b.From, f.To}] {
				continue
			}
			if err := store.AddLink(a.tx, a.ws, v.Project.ID, plan.Link{From: b.From, To: f.To, Kind: b.Kind, Lag: b.Lag}); err != nil {
				return err
			}
		}
	}
	for _, f := range after {
		next, _ := v.Plan.Step(f.To)
		if _, err := relinked(a, next); err != nil {
			return err
		}
	}
	return nil
}

// Begin notes that a step was begun.
func (s Plans) Begin(ctx context.Context, who Actor, id plan.ID, at time.Time) (PlanChange, error) {
	return s.fact(ctx, who, id, stepFact{"step begun", func(s plan.Step, now time.Time) (plan.Step, error) { return s.Start(momentOr(at, now), now) }})
}

// Finish notes that a step is done.
func (s Plans) Finish(ctx context.Context, who Actor, id plan.ID, at time.Time) (PlanChange, error) {
	return s.fact(ctx, who, id, stepFact{"step done", func(s plan.Step, now time.Time) (plan.Step, error) { return s.Finish(momentOr(at, now), now) }})
}

// Reopen takes back that a step is done, or that it was begun.
func (s Plans) Reopen(ctx context.Context, who Actor, id plan.ID) (PlanChange, error) {
	return s.fact(ctx, who, id, stepFact{"step reopened", func(s plan.Step, _ time.Time) (plan.Step, error) { return s.Reopen() }})
}

func momentOr(at, now time.Time) time.Time {
	if at.IsZero() {
		return now
	}
	return at
}

// stepFact is what happened to a step.
type stepFact struct {
	what string
	how  func(s plan.Step, now time.Time) (plan.Step, error)
}

func (s Plans) fact(ctx context.Context, who Actor, id plan.ID, f stepFact) (PlanChange, error) {
	of, err := s.ProjectOf(ctx, who, id)
	if err != nil {
		return PlanChange{}, err
	}
	return s.change(ctx, who, of, func(a *act, v PlanView) (plan.Step, error) {
		before, ok := v.Plan.Step(id)
		if !ok {
			return before, fault.New(fault.NotFound, "There is no such step.")
		}
		step, err := f.how(before, a.now)
		if err != nil {
			return before, err
		}
		if err := workChanged(a, v, before, step); err != nil {
			return before, err
		}
		return saveStep(a, v, before, step, f.what)
	})
}

// ProjectOf gives the project that a step belongs to.
func (s Plans) ProjectOf(ctx context.Context, who Actor, id plan.ID) (client.ProjectID, error) {
	var of client.ProjectID
	err := s.see(ctx, who, func(a *act) error {
		step, err := store.Step(a.tx, a.ws, id)
		of = client.ProjectID(step.ProjectID)
		return err
	})
	return of, err
}

// change has a plan changed, and gives it before and after.
func (s Plans) change(ctx context.Context, who Actor, of client.ProjectID, how func(*act, PlanView) (plan.Step, error)) (PlanChange, error) {
	var out PlanChange
	if err := s.learn(ctx, who); err != nil {
		return out, err
	}
	err := s.do(ctx, who, func(a *act) error {
		var err error
		out, err = changePlan(a, of, how)
		return err
	})
	return out, err
}

func changePlan(a *act, of client.ProjectID, how func(*act, PlanView) (plan.Step, error)) (PlanChange, error) {
	var out PlanChange
	if err := a.may(member.ChangeClient, nil); err != nil {
		return out, err
	}
	before, err := viewPlan(a, of)
	if err != nil {
		return out, err
	}
	if !before.Project.Open() {
		return out, fault.New(fault.Conflict, "This project is closed. Reopen it first.")
	}
	if out.Step, err = how(a, before); err != nil {
		return out, err
	}
	if out.PlanView, err = viewPlan(a, of); err != nil {
		return out, err
	}
	if err := out.Plan.Check(); err != nil {
		return out, err
	}
	out.Shifts = plan.Shifts(before.Laid, out.Laid)
	if err := forecastPlan(a, out.PlanView); err != nil {
		return out, err
	}
	if err := out.hang(a); err != nil { // with their chances of now
		return out, err
	}
	out.AtRisk, out.Untold = atRisk(a, before, out.PlanView), untold(before, out.PlanView)
	return out, nil
}

// untold gives the steps that a change has made later than the client was told.
func untold(before, after PlanView) []plan.Step {
	was := map[plan.ID]bool{}
	for _, s := range before.Overtaken() {
		was[s.ID] = true
	}
	return slices.DeleteFunc(after.Overtaken(), func(s plan.Step) bool { return was[s.ID] })
}

// atRisk gives the promises that a change has made late or doubtful.
func atRisk(a *act, before, after PlanView) []AtRisk {
	was := map[promise.ID]promise.Chance{}
	for _, p := range before.Hanging {
		was[p.ID] = p.Chance
	}
	lateBefore, late := before.late(), after.late()
	var out []AtRisk
	for _, p := range after.Hanging {
		doubtful := a.book.firm.Policy.Doubts(p.Chance)
		worse := doubtful && (was[p.ID] == 0 || was[p.ID] > p.Chance)
		if late[p.ID] > lateBefore[p.ID] || worse {
			out = append(out, AtRisk{Promise: p, Was: was[p.ID], Is: p.Chance, Late: late[p.ID]})
		}
	}
	return out
}

// late counts by how many days the steps of promises end after them.
func (v PlanView) late() map[promise.ID]int {
	var hanging []plan.Hanging
	for _, p := range v.Hanging {
		hanging = append(hanging, plan.Hanging{Promise: string(p.ID), Step: plan.ID(p.StepID), Day: v.LastDays[p.ID]})
	}
	out := map[promise.ID]int{}
	for _, h := range plan.Endangered(v.Laid, hanging) {
		out[promise.ID(h.Promise)] = h.Late
	}
	return out
}

// apply is the change of one step.
func (in StepEdit) apply(id plan.ID) func(*act, PlanView) (plan.Step, error) {
	return func(a *act, v PlanView) (plan.Step, error) {
		before, ok := v.Plan.Step(id)
		if !ok {
			return before, fault.New(fault.NotFound, "There is no such step.")
		}
		if err := sameVersion(in.Version, before.Version); err != nil {
			return before, err
		}
		step := before
		if in.Change != nil {
			in.Change(&step)
		}
		step.ID, step.ProjectID, step.Source, step.Version = before.ID, before.ProjectID, before.Source, before.Version
		step.StartedAt, step.DoneAt, step.Told = before.StartedAt, before.DoneAt, before.Told
		if err := checkStep(a, v, step); err != nil {
			return step, err
		}
		step, err := saveStep(a, v, before, step, in.says(stepChanged))
		if err != nil {
			return step, err
		}
		linked, err := follow(a, v, id, in)
		if err == nil && linked && step == before {
			step, err = relinked(a, step)
		}
		return step, err
	}
}

// relinked counts a change of what a step follows on as one of the step: whoever has
// seen it before, and would say all of it again, is to look again.
func relinked(a *act, s plan.Step) (plan.Step, error) {
	err := store.SaveStep(a.tx, a.ws, s)
	s.Version++
	return s, err
}

func saveStep(a *act, v PlanView, before, step plan.Step, what string) (plan.Step, error) {
	if step == before {
		return step, nil
	}
	if err := store.SaveStep(a.tx, a.ws, step); err != nil {
		return step, err
	}
	step.Version++
	if err := a.note(what, obligation("step", step.ID), string(v.Client.ID), before, step); err != nil {
		return step, err
	}
	if err := stageDone(a, v, before, step); err != nil {
		return step, err
	}
	return step, handOffsOfStepFollow(a, step.ID)
}

// checkStep refuses a step that cannot be, or whose holder is nobody here.
func checkStep(a *act, v PlanView, s plan.Step) error {
	if err := s.Check(); err != nil {
		return err
	}
	switch {
	case s.Party.Side == plan.Ours && s.Party.ID != "":
		return a.isMember("party", member.ID(s.Party.ID))
	case s.Party.Side == plan.Theirs && s.Party.ID != "":
		for _, k := range v.Contacts {
			if string(k.ID) == s.Party.ID && k.EndedAt.IsZero() {
				return nil
			}
		}
		return fault.Field("party", "Choose a contact of this client.")
	}
	return nil
}

// follow has a step follow on others, and on no more; it tells whether that is new.
func follow(a *act, v PlanView, id plan.ID, in StepEdit) (changed bool, err error) {
	if in.Follows == nil {
		return false, nil
	}
	had, was, links := map[plan.ID]plan.Link{}, []Follow{}, []plan.Link{}
	for _, l := range v.Plan.Links {
		if l.To == id {
			had[l.From] = l
			was = append(was, Follow{On: l.From, Kind: l.Kind, Lag: l.Lag})
		} else {
			links = append(links, l)
		}
	}
	var wanted []plan.Link
	for _, f := range *in.Follows {
		wanted = append(wanted, plan.Link{From: f.On, To: id, Kind: f.Kind, Lag: f.Lag})
	}
	if err := (plan.Plan{Steps: v.Plan.Steps, Links: append(links, wanted...)}).Check(); err != nil {
		return false, err
	}
	for _, l := range wanted {
		before, ok := had[l.From]
		delete(had, l.From)
		if before == l {
			continue
		}
		if ok {
			if err := store.DropLink(a.tx, a.ws, l.From, id); err != nil {
				return false, err
			}
		}
		if err := store.AddLink(a.tx, a.ws, v.Project.ID, l); err != nil {
			return false, err
		}
		changed = true
	}
	for from := range had {
		if err := store.DropLink(a.tx, a.ws, from, id); err != nil {
			return false, err
		}
		changed = true
	}
	if !changed {
		return false, nil
	}
	return true, a.note(in.says(stepFollows), obligation("step", id), string(v.Client.ID), was, *in.Follows)
}

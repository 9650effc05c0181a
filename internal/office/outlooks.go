package office

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"kept/client"
	"kept/forecast"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/outlook"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
	"kept/worktime"
)

// experiences remembers what each workspace's finished work taught, and the
// calendars as forecasts count in them.
type experiences struct {
	mu    sync.Mutex
	of    map[workspace.ID]learned
	today map[daysOf]*forecast.Days
}

// learned is an experience with the work that it stands on.
type learned struct {
	*outlook.Experience
	version int64 // of the work, see [store.WorkVersion]
}

type daysOf struct {
	cal   *worktime.Calendar
	today worktime.Day
}

// maxCounted bounds the calendars that are remembered; beyond it, it starts anew.
const maxCounted = 512

func newExperiences() *experiences {
	return &experiences{of: map[workspace.ID]learned{}, today: map[daysOf]*forecast.Days{}}
}

// days gives a calendar as forecasts count in it, from a day on.
func (e *experiences) days(today worktime.Day) func(*worktime.Calendar) *forecast.Days {
	return func(cal *worktime.Calendar) *forecast.Days {
		key := daysOf{cal, today}
		e.mu.Lock()
		defer e.mu.Unlock()
		d := e.today[key]
		if d == nil {
			if len(e.today) >= maxCounted {
				clear(e.today)
			}
			d = forecast.NewDays(func(k int) bool { return cal.IsBusinessDay(today.AddDays(k)) })
			e.today[key] = d
		}
		return d
	}
}

// Few changes beside much work teach nothing new: it is learned anew when one in
// relearnShare of it is new, or once a day.
const (
	relearnShare = 50
	relearnAfter = 24 * time.Hour
)

// experience gives what the firm's work taught.
func (a *act) experience() (*outlook.Experience, error) {
	version, err := store.WorkVersion(a.tx, a.ws)
	if err != nil {
		return nil, err
	}
	e := a.experiences
	e.mu.Lock()
	known, ok := e.of[a.ws]
	e.mu.Unlock()
	// A transaction that was undone gives its number to another one.
	if fresh := version - known.version; ok && fresh >= 0 && fresh <= int64(known.Done()/relearnShare) && a.now.Sub(known.At()) < relearnAfter && !a.now.Before(known.At()) {
		return known.Experience, nil
	}
	work, err := store.Work(a.tx, a.ws, outlook.MaxWork)
	if err != nil {
		return nil, err
	}
	exp, err := outlook.Learn(work, a.holders(a.book.firmHours), a.now)
	if err != nil || !a.tx.Committed() && a.workChanged {
		return exp, err
	}
	e.mu.Lock()
	e.of[a.ws] = learned{exp, version}
	e.mu.Unlock()
	return exp, nil
}

// learn has what the firm's work taught at hand for an act that follows: learning
// from thousands of steps takes a second, for which nobody is to wait who writes.
func (d *desk) learn(ctx context.Context, who Actor) error {
	return d.see(ctx, who, func(a *act) error {
		_, err := a.experience()
		return err
	})
}

// holders gives the calendar of whoever holds a step: a member's own, the given
// one for the client's side, the firm's for everybody else.
func (a *act) holders(theirs *worktime.Calendar) plan.Calendars {
	return func(p plan.Party) *worktime.Calendar {
		switch p.Side {
		case plan.Theirs:
			return theirs
		case plan.Ours:
			if cal := a.book.hours[member.ID(p.ID)]; cal != nil {
				return cal
			}
		}
		return a.book.firmHours
	}
}

// drawnFrom is all that a plan's outlook is drawn from at an act's moment.
func (a *act) drawnFrom(v PlanView) (outlook.Of, error) {
	exp, err := a.experience()
	today := worktime.DayOf(a.now, a.book.firmHours.Location())
	return outlook.Of{
		Plan: v.Plan, Project: string(v.Project.ID), Client: string(v.Client.ID), Experience: exp,
		Calendars: a.holders(v.Calendar), Days: a.experiences.days(today), Today: today,
	}, err
}

// forecastPlan makes the outlook of a plan anew, keeps it, and looks at every
// promise that hangs on one of its steps.
func forecastPlan(a *act, v PlanView) error {
	from, err := a.drawnFrom(v)
	if err != nil {
		return err
	}
	o, ok := a.sketches[v.Project.ID].of(from)
	if !ok {
		if o, err = outlook.Look(from); err != nil {
			return err
		}
	}
	if err := store.SaveOutlook(a.tx, a.ws, v.Project.ID, o, a.now); err != nil {
		return err
	}
	hanging, err := store.Hanging(a.tx, a.ws, v.Project.ID, plan.MaxSteps)
	if err != nil {
		return err
	}
	a.outlooks = map[client.ProjectID]outlook.Outlook{v.Project.ID: o}
	for _, id := range hanging {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := reviewPromise(a, p); err != nil {
			return err
		}
	}
	v.Outlook = o
	if err := handOffsOfPlanFollow(a, v); err != nil {
		return err
	}
	return reviewTold(a, v, len(hanging) > 0)
}

// reviewPlan looks at a plan whose morning has come.
func reviewPlan(a *act, of client.ProjectID) error {
	v, err := viewPlan(a, of)
	if err != nil {
		return dropWatch(a, obligation("plan", of), err)
	}
	return forecastPlan(a, v)
}

// doubt gives the chance of an open promise that hangs on a step, as last
// forecast. One whose step is done, or is not there, has none.
func doubt(a *act, p promise.Promise, cal *worktime.Calendar) (promise.Chance, error) {
	if p.StepID == "" || p.State != promise.Open {
		return 0, nil
	}
	of := client.ProjectID(p.ProjectID)
	o, ok := a.outlooks[of]
	if !ok {
		var err error
		if o, err = store.Outlook(a.tx, a.ws, of); err != nil && !errors.Is(err, store.ErrNone) {
			return 0, err
		}
	}
	s, ok := o.Of(plan.ID(p.StepID))
	if !ok {
		return 0, nil
	}
	return s.ChanceBy(o.Today, p.Date().LastDay(cal)), nil
}

// doubtPromise gives a promise with the chance that it has now, and notes it.
func doubtPromise(a *act, p promise.Promise, cal *worktime.Calendar) (promise.Promise, error) {
	c, err := doubt(a, p, cal)
	if err != nil || c == p.Chance {
		return p, err
	}
	p.Chance = c
	if err := store.SetChance(a.tx, a.ws, p.ID, c); err != nil {
		return p, err
	}
	return p, sayChance(a, p)
}

// Hang is what a doubtful promise is asked about by: the step that it hangs on
// and what is forecast of it.
type Hang struct {
	Step     plan.Step
	Today    worktime.Day
	Forecast outlook.Step // without days: nothing is
}

// hangOf loads on what a promise hangs; nil = on nothing.
func hangOf(a *act, projectID, stepID string) (*Hang, error) {
	if stepID == "" {
		return nil, nil
	}
	s, err := store.Step(a.tx, a.ws, plan.ID(stepID))
	if err != nil {
		return nil, orNothing(err)
	}
	o, err := store.Outlook(a.tx, a.ws, client.ProjectID(projectID))
	if err != nil && !errors.Is(err, store.ErrNone) {
		return nil, err
	}
	h := &Hang{Step: s, Today: o.Today}
	h.Forecast, _ = o.Of(s.ID)
	return h, nil
}

// Known tells whether there is a forecast.
func (h *Hang) Known() bool { return h != nil && len(h.Forecast.Days) > 0 }

// SurePercent is the chance of the date that is offered, per cent.
const SurePercent = 85

// boldLine is what the journal keeps of a date that was promised in spite of its chance.
type boldLine struct {
	Chance  promise.Chance `json:"chance"`
	Because string         `json:"because"`
}

// beBold wants a reason where a date is promised that is doubtful.
func beBold(a *act, p promise.Promise, cal *worktime.Calendar, because string) error {
	c, err := doubt(a, p, cal)
	if err != nil || !a.book.firm.Policy.Doubts(c) {
		return err
	}
	if because == "" {
		h, err := hangOf(a, p.ProjectID, p.StepID)
		if err != nil {
			return err
		}
		return fault.Field("because", "The chance of this date is "+SayChance(c)+". Choose a later one ("+SayDay(h.By(SurePercent))+" has "+strconv.Itoa(SurePercent)+" in 100), or say why you promise it all the same.")
	}
	var k fault.Check
	member.CheckLine(&k, "because", because, promise.MaxReason)
	if err := k.Err(); err != nil {
		return err
	}
	return a.note("promised in spite of doubt", obligation("promise", p.ID), p.ClientID, nil, boldLine{c, because})
}

// doubtKnown has nobody asked at once whether a date is doubtful who has just
// said why he promised it all the same. A later stage or level asks again.
func doubtKnown(a *act, p promise.Promise, because string) error {
	if because == "" || p.StepID == "" {
		return nil
	}
	live, err := store.LivePrompt(a.tx, a.ws, obligation("promise", p.ID))
	if err != nil {
		return orNothing(err)
	}
	if live.Rule != prompt.Doubtful || live.Stage != prompt.Early || live.Level != prompt.ToOwner || live.Dismissed != "" {
		return nil
	}
	if live.Prompt, err = live.Dismiss(shorten(because, 300)); err != nil {
		return err
	}
	live.MailAt = time.Time{}
	if err := store.SavePrompt(a.tx, a.ws, live); err != nil {
		return err
	}
	return a.note("not needed", live.Obligation, live.ClientID, nil, live.Dismissed)
}

// Chance tells how probable it is that a step is done by a date, and what that
// stands on. Without a forecast the chance is 0 and nobody knows.
func (s Plans) Chance(ctx context.Context, who Actor, id plan.ID, when promise.When) (promise.Chance, *Hang, error) {
	var c promise.Chance
	var h *Hang
	err := s.see(ctx, who, func(a *act) error {
		step, err := store.Step(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if h, err = hangOf(a, step.ProjectID, string(id)); err != nil || !h.Known() {
			return err
		}
		p, err := store.Project(a.tx, a.ws, client.ProjectID(step.ProjectID))
		if err != nil {
			return err
		}
		cal, err := a.clientHours(p.ClientID)
		if err != nil {
			return err
		}
		c = h.Forecast.ChanceBy(h.Today, promise.Date{When: when}.LastDay(cal))
		return nil
	})
	return c, h, err
}

// mostOffered is how many steps are offered for a promise to hang on.
const mostOffered = 300

// Offered lists the steps of a client's open projects that are not done: on
// these a promise can hang.
func (s Plans) Offered(ctx context.Context, who Actor, of client.ID) ([]plan.Step, error) {
	return store.OpenSteps(s.DB.Read(ctx), who.Workspace, of, mostOffered)
}

// By is the day by which the step is done with a chance in per cent.
func (h *Hang) By(percent int) worktime.Day { return h.Forecast.By(h.Today, percent) }

// foresight is how long after a step began its forecast was still one: what is
// written down of the past afterwards was not said before.
const foresight = 24 * time.Hour

// workChanged notes that there is something to learn from: of what is begun it
// writes down what is forecast, of what is done when it came.
func workChanged(a *act, v PlanView, before, s plan.Step) error {
	a.workChanged = true
	if err := store.WorkChanged(a.tx, a.ws); err != nil {
		return err
	}
	about := obligation("step", s.ID)
	if !before.Running() && s.Running() && !before.Done() && a.now.Sub(s.StartedAt) < foresight {
		if f, ok := v.Outlook.Of(s.ID); ok {
			today := v.Outlook.Today
			said := store.Said{About: about, Project: v.Project.ID, At: a.now, Half: f.By(today, 50), Most: f.By(today, 80), Nearly: f.By(today, 95)}
			if err := store.AddSaid(a.tx, a.ws, said); err != nil {
				return err
			}
		}
	}
	if before.DoneAt.Equal(s.DoneAt) {
		return nil
	}
	return store.Came(a.tx, a.ws, about, s.DoneAt)
}

// sayChance writes down the chance of a promise whose date was set just now.
func sayChance(a *act, p promise.Promise) error {
	d := p.Date()
	if p.Chance == 0 || !d.SetAt.Equal(a.now) {
		return nil
	}
	return store.AddSaid(a.tx, a.ws, store.Said{About: obligation("promise", p.ID), Project: client.ProjectID(p.ProjectID), At: a.now, Chance: p.Chance, Due: d.DueAt})
}

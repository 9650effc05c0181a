package office

import (
	"errors"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/plan"
	"kept/prompt"
	"kept/subscription"
	"kept/worktime"
)

// mostToldInMail is how many steps one mail names; the others stand on the client's page.
const mostToldInMail = 40

// toldStep is a step of which a telling tells.
type toldStep struct {
	step plan.Step
	told plan.Told
}

// stepLine is what the journal keeps of it: what the client knew before.
type stepLine struct {
	Step   plan.ID   `json:"step"`
	Before plan.Told `json:"before"`
}

// plan finds what a telling of the plan tells: the steps to come of which the
// client does not know these dates yet. What is done besides stands on his page
// from then on.
func (t *telling) plan() error {
	if !t.in.Plan {
		return nil
	}
	v, err := viewPlan(t.act, client.ProjectID(t.in.Project))
	if err != nil {
		return missingField(err, "project", "Choose the project whose plan is told.")
	}
	later := false
	for i, s := range v.Plan.Steps {
		f, open := v.Outlook.Of(s.ID)
		if s.Done() && !s.Told.Known() {
			day := v.Laid[i].End
			t.over = append(t.over, toldStep{s, plan.Told{Until: day, Latest: day}})
		}
		if !open || s.Done() {
			continue
		}
		told := plan.Told{Until: f.By(v.Outlook.Today, 80), Latest: f.By(v.Outlook.Today, 95)}
		if s.Told.Until == told.Until && s.Told.Latest == told.Latest {
			continue
		}
		later = later || s.Told.Known() && told.Latest.After(s.Told.Latest)
		t.steps = append(t.steps, toldStep{s, told})
	}
	switch {
	case len(t.steps) == 0:
		return fault.New(fault.Conflict, "They know these dates already: nothing has moved since they were told.")
	case later && t.in.Text == "":
		return fault.Field("text", "Write why the dates move: they read it.")
	}
	return nil
}

// planned writes down what the client was told of the plan, and with what.
func (t *telling) planned() error {
	for _, x := range slices.Concat(t.over, t.steps) {
		s := x.step
		s.Told = x.told
		s.Told.With = string(t.notices[0].ID)
		if err := store.SaveStep(t.tx, t.ws, s); err != nil {
			return err
		}
		t.line.Steps = append(t.line.Steps, stepLine{s.ID, x.step.Told})
	}
	if len(t.steps) == 0 {
		return nil
	}
	about := obligation("plan", client.ProjectID(t.in.Project))
	err := changed(t.act, subscription.Change{
		Key: about + ":" + string(t.notices[0].ID), About: about, ClientID: string(t.in.Client), ProjectID: t.in.Project, Topic: subscription.Plan, What: subscription.Told, At: t.now.Add(UndoFor),
	})
	if err != nil {
		return err
	}
	return reviewPlan(t.act, client.ProjectID(t.in.Project))
}

// unplan takes back what a telling told of steps, where nothing was told since.
func unplan(a *act, l toldLine) error {
	var of client.ProjectID
	for _, x := range l.Steps {
		s, err := store.Step(a.tx, a.ws, x.Step)
		if errors.Is(err, store.ErrNone) {
			continue
		}
		if err != nil {
			return err
		}
		if len(l.Notices) == 0 || s.Told.With != string(l.Notices[0]) {
			continue
		}
		s.Told, of = x.Before, client.ProjectID(s.ProjectID)
		if err := store.SaveStep(a.tx, a.ws, s); err != nil {
			return err
		}
	}
	if of == "" {
		return nil
	}
	return reviewPlan(a, of)
}

// planFacts are the lines of a letter about the plan.
func (t *telling) planFacts() []outbox.Fact {
	v, today := t.voice(), worktime.DayOf(t.now, t.book.firmHours.Location())
	var out []outbox.Fact
	for i, x := range t.steps {
		if i == mostToldInMail {
			out = append(out, outbox.Fact{Label: v.Say("And"), Value: v.Count(len(t.steps)-i, "one more step, which stands on your page", "{n} more steps, which stand on your page")})
			break
		}
		f := outbox.Fact{Label: x.step.Words(), Value: SayTold(v, x.told, today)}
		if x.step.Party.Side == plan.Theirs {
			f.Label = v.Say("{what} (your part)", "what", f.Label)
		}
		if x.step.Told.Known() {
			f.Was = SayTold(v, x.step.Told, today)
		}
		out = append(out, f)
	}
	return out
}

// SayTold says what a client is told of a step: a range in words.
func SayTold(v tongue.Voice, t plan.Told, today worktime.Day) string {
	until := v.Day(Noon(t.Until), Noon(today))
	if t.Latest == t.Until {
		return v.Say("by {day}", "day", until)
	}
	return v.Say("by {day}, at the latest by {last}", "day", until, "last", v.Day(Noon(t.Latest), Noon(today)))
}

// Overtaken gives the steps of a plan that will be later than the client was told.
func (v PlanView) Overtaken() []plan.Step {
	return plan.Overtaken(v.Plan, func(id plan.ID) (worktime.Day, bool) {
		f, ok := v.Outlook.Of(id)
		if !ok {
			return worktime.Day{}, false
		}
		return f.By(v.Outlook.Today, 80), true
	})
}

// reviewTold asks the project's owner to tell of dates that moved, and has the
// plan looked at again on the next morning while somebody counts on it.
func reviewTold(a *act, v PlanView, hanging bool) error {
	u := plan.Untold{Since: a.now}
	counts := hanging
	for _, s := range v.Plan.Steps {
		counts = counts || s.Told.Known() && !s.Done()
	}
	ob := obligation("plan", v.Project.ID)
	if v.Project.Open() {
		for _, s := range v.Overtaken() {
			u.By = prompt.Sooner(u.By, v.Calendar.EndOf(s.Told.Latest).UTC())
		}
	}
	if live, err := store.LivePrompt(a.tx, a.ws, ob); err == nil {
		u.Since = live.BegunAt
	} else if !errors.Is(err, store.ErrNone) {
		return err
	}
	d := plan.ReviewUntold(u, a.book.firm.Policy.Usual, a.book.team(v.Project.OwnerID), v.Calendar, a.now)
	if counts && v.Project.Open() {
		d.Next = prompt.Sooner(d.Next, nextMorning(a.book.firmHours, a.now))
	}
	return a.decide(ob, string(v.Client.ID), v.Project.OwnerID, d)
}

// nextMorning is when the firm opens next, on a later day; zero = never.
func nextMorning(cal *worktime.Calendar, now time.Time) time.Time {
	day, ok := cal.NextBusinessDay(worktime.DayOf(now, cal.Location()))
	if !ok {
		return time.Time{}
	}
	opens, _ := cal.Opens(day)
	return opens.UTC()
}

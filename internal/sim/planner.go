package sim

import (
	"math"
	"slices"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// planner is who plans projects, says what is begun and done, and estimates too little.
type planner struct {
	dice
	works []*work
}

// work is a project's plan at the planner's desk, with what nobody knows: when
// each step will really be done.
type work struct {
	of    *household
	id    client.ProjectID
	steps []plan.ID
	ready map[plan.ID]time.Time // of what is begun
}

// What steps take of their estimates, as a log-normal: in other people's projects
// half took a third more or longer, one in ten three times as much and more.
const (
	overrun = 0.28
	spread  = 0.62
)

// mostWorks is how many plans are lived at once.
const mostWorks = 8

// act is one look at the plans.
func (p *planner) act(y *year) time.Time {
	if len(p.works) < mostWorks && p.odds(0.5) {
		p.begins(y)
	}
	p.works = slices.DeleteFunc(p.works, func(w *work) bool { return !p.goesOn(y, w) })
	if len(p.works) > 0 && p.odds(0.25) {
		p.changes(y, one(p.dice, p.works))
	}
	if len(p.works) > 0 && p.odds(0.3) {
		p.writes(y, one(p.dice, p.works))
	}
	return y.now.Add(p.between(3*time.Hour, 12*time.Hour))
}

// begins plans a project: steps one after the other, now and then two beside each
// other; some of it is promised and told.
func (p *planner) begins(y *year) {
	h := one(p.dice, y.clients)
	if len(h.projects) == 0 {
		return
	}
	w := &work{of: h, id: one(p.dice, h.projects), ready: map[plan.ID]time.Time{}}
	for _, x := range p.works {
		if x.id == w.id {
			return
		}
	}
	kinds := []string{"Survey", "Drawings", "Permit", "Foundations", "Walls", "Roof", "Handing over"}
	for i := range 3 + p.IntN(4) {
		least := 1 + p.IntN(4)
		party := one(p.dice, []plan.Party{{Side: plan.Ours, ID: string(one(p.dice, y.people).who.Member)}, {Side: plan.Ours}, {Side: plan.Theirs}, {Side: plan.Third, Name: "The city"}})
		follows := []office.Follow{}
		if i > 0 && p.odds(0.9) {
			follows = append(follows, office.Follow{On: w.steps[len(w.steps)-1], Kind: plan.FinishStart, Lag: p.IntN(2)})
		}
		made, err := y.Plans.AddStep(y.ctx, y.owner, w.id, office.StepEdit{Follows: &follows, Change: func(s *plan.Step) {
			s.Name, s.Party, s.Effort = kinds[i], party, plan.Effort{Least: least, Most: least + p.IntN(3)}
		}})
		if !y.did("add a step", err) {
			return
		}
		w.steps = append(w.steps, made.Step.ID)
	}
	p.works = append(p.works, w)
	if p.odds(0.7) {
		p.owes(y, w)
	}
	if p.odds(0.5) {
		p.tells(y, w)
	}
}

// owes promises the end of a plan, mostly with a date that will hold.
func (p *planner) owes(y *year, w *work) {
	last := w.steps[len(w.steps)-1]
	v, err := y.Plans.Of(y.ctx, y.owner, w.id)
	if !y.did("look at a plan", err) {
		return
	}
	f, ok := v.Outlook.Of(last)
	if !ok {
		return
	}
	in := office.NewPromise{
		Client: w.of.id, Project: string(w.id), Step: last, Contact: one(p.dice, w.of.contacts).id, Kind: promise.Deliverable, Words: wordsAbout(y, "All of it"), How: office.ByMail,
		Owner: one(p.dice, y.people).who.Member, When: promise.When{Day: f.By(v.Outlook.Today, one(p.dice, []int{50, 85, 85, 95}))},
	}
	if p.odds(0.7) {
		in.Because = wordsAbout(y, "They need it by then")
	}
	_, err = y.Promises.Make(y.ctx, y.owner, in)
	y.did("promise a step", err)
}

// tells tells the client of a plan, as it is forecast now.
func (p *planner) tells(y *year, w *work) {
	tellPlan(y, y.owner, w.of, w.id)
}

func tellPlan(y *year, who office.Actor, h *household, of client.ProjectID) {
	day, ok := h.cal.AddBusinessDays(worktime.DayOf(y.now, h.cal.Location()), 5)
	if !ok {
		return
	}
	_, err := y.Notices.Tell(y.ctx, who, office.Telling{
		Client: h.id, Project: string(of), Readers: []client.ContactID{h.contacts[0].id}, Channel: notice.Mail, Text: wordsAbout(y, "This is how it goes on"), Plan: true, Next: promise.When{Day: day},
	})
	y.did("tell the plan", err)
}

// goesOn says what has begun and what is done. It is false once nothing is left to do.
func (p *planner) goesOn(y *year, w *work) bool {
	v, err := y.Plans.Of(y.ctx, y.owner, w.id)
	if !y.did("look at a plan", err) || !v.Project.Open() {
		return err != nil
	}
	done, over := map[plan.ID]bool{}, true
	for _, s := range v.Plan.Steps {
		done[s.ID] = s.Done()
		over = over && s.Done()
	}
	for _, s := range v.Plan.Steps {
		switch {
		case s.Running():
			if ready, ok := w.ready[s.ID]; ok && !y.now.Before(ready) {
				_, err := y.Plans.Finish(y.ctx, y.owner, s.ID, time.Time{})
				y.did("finish a step", err)
				done[s.ID] = err == nil
			}
		case !s.Done() && p.free(v.Plan, s.ID, done) && p.odds(0.7):
			if _, err := y.Plans.Begin(y.ctx, y.owner, s.ID, time.Time{}); y.did("begin a step", err) {
				days := int(math.Ceil(float64(s.Effort.Likely()) * math.Exp(overrun+spread*p.NormFloat64())))
				day, _ := w.of.cal.AddBusinessDays(worktime.DayOf(y.now, w.of.cal.Location()), min(days, 60))
				w.ready[s.ID] = w.of.cal.EndOf(day)
			}
		}
	}
	return !over
}

// free tells whether all that a step follows on is done.
func (p *planner) free(of plan.Plan, id plan.ID, done map[plan.ID]bool) bool {
	for _, l := range of.Links {
		if l.To == id && !done[l.From] {
			return false
		}
	}
	return true
}

// changes has a plan come differently.
func (p *planner) changes(y *year, w *work) {
	id := one(p.dice, w.steps)
	longer := office.StepEdit{Change: func(s *plan.Step) { s.Effort.Most += 1 + p.IntN(4) }}
	switch p.chances(0.3, 0.3, 0.15, 0.1, 0.15) {
	case 0:
		_, err := y.Plans.TryEdit(y.ctx, y.owner, id, longer)
		y.did("try a step", err)
	case 1:
		_, err := y.Plans.EditStep(y.ctx, y.owner, id, longer)
		y.did("change a step", err)
	case 2:
		_, err := y.Plans.Reopen(y.ctx, y.owner, id)
		if y.did("reopen a step", err) {
			delete(w.ready, id)
		}
	case 3:
		if len(w.steps) > 2 {
			if _, err := y.Plans.DropStep(y.ctx, y.owner, w.steps[0], 0); y.did("drop a step", err) {
				w.steps = w.steps[1:]
			}
		}
	case 4:
		p.tells(y, w)
	}
}

// otherwise has an update leave by itself, which may be taken back, or puts it on
// the client's page alone. It is false where it did neither.
func (p *planner) otherwise(y *year, w *work, v office.UpdateView) bool {
	if p.odds(0.2) {
		_, err := y.Updates.Share(y.ctx, y.owner, v.ID, 0)
		return y.did("share an update", err)
	}
	at := y.now.Add(p.between(time.Minute, 60*time.Hour))
	if len(v.Moments) > 0 && p.odds(0.5) {
		at = one(p.dice, v.Moments)
	}
	if p.odds(0.5) {
		day, ok := w.of.cal.AddBusinessDays(worktime.DayOf(at, w.of.cal.Location()), 1+p.IntN(9))
		if !ok {
			return false
		}
		_, err := y.Updates.Edit(y.ctx, y.owner, v.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Hears, u.Unshared = promise.When{Day: day}, p.odds(0.2) }})
		y.did("say when they hear next", err)
	}
	_, err := y.Updates.Plan(y.ctx, one(p.dice, y.people).who, v.ID, office.PlanUpdate{At: at, Readers: []client.ContactID{w.of.contacts[0].id}})
	if !y.did("plan an update", err) {
		return false
	}
	if p.odds(0.15) {
		_, err := y.Updates.Unplan(y.ctx, y.owner, v.ID, 0)
		y.did("take a plan of an update back", err)
	}
	return true
}

// checksIn has members say what they did, by themselves, or asked, late or never.
func (p *planner) checksIn(y *year, w *work, id news.ID) {
	if p.odds(0.3) {
		_, err := y.Updates.Did(y.ctx, one(p.dice, y.people).who, w.id, wordsAbout(y, "I called the city"))
		y.did("say what was done", err)
	}
	if !p.odds(0.3) {
		return
	}
	asked, err := y.Updates.AskAround(y.ctx, y.owner, id)
	if !y.did("ask what was done", err) {
		return
	}
	for _, c := range asked {
		if p.odds(0.3) {
			continue
		}
		y.agenda.add(y.now.Add(p.between(time.Minute, 40*time.Hour)), once(func(y *year) {
			text := wordsAbout(y, "We measured it")
			if p.odds(0.3) {
				text = ""
			}
			_, err := y.Updates.SayDid(y.ctx, y.owner, c.ID, 0, text)
			y.did("answer what was done", err)
		}))
	}
}

// writes has somebody write an update of a project: drafted, left lying now and
// then, mended and sent later, put before somebody else, or given up.
func (p *planner) writes(y *year, w *work) {
	if p.odds(0.3) {
		y.did("set a cadence", y.Updates.SetCadence(y.ctx, y.owner, w.id, anyCadence(p.dice)))
	}
	u, err := y.Updates.Draft(y.ctx, y.owner, w.id)
	if !y.did("draft an update", err) || p.odds(0.4) {
		return
	}
	p.checksIn(y, w, u.ID)
	v, err := y.Updates.View(y.ctx, y.owner, u.ID)
	if !y.did("look at an update", err) {
		return
	}
	switch {
	case p.odds(0.1):
		_, err = y.Updates.Drop(y.ctx, y.owner, u.ID, 0)
		y.did("drop an update", err)
		return
	case v.Ready != nil || len(v.Stale) > 0 && p.odds(0.8):
		_, err = y.Updates.Edit(y.ctx, y.owner, u.ID, office.UpdateEdit{Version: v.Version, Change: func(u *news.Update) {
			u.Lines = append(slices.DeleteFunc(u.Lines, func(l news.Line) bool {
				return slices.ContainsFunc(v.Stale, func(s news.Stale) bool { return s.Line == l })
			}), v.Fresh...)
			u.Intro = wordsAbout(y, "So it goes")
		}})
		y.did("work on an update", err)
	}
	if p.odds(0.2) {
		_, err = y.Updates.Ask(y.ctx, y.owner, u.ID, 0, one(p.dice, y.people).who.Member)
		y.did("put an update before somebody", err)
	}
	if p.odds(0.5) {
		_, err = y.Updates.Approve(y.ctx, one(p.dice, y.people).who, u.ID, 0)
		y.did("approve an update", err)
	}
	if p.odds(0.5) && p.otherwise(y, w, v) {
		return
	}
	day, ok := w.of.cal.AddBusinessDays(worktime.DayOf(y.now, w.of.cal.Location()), 1+p.IntN(9))
	if !ok {
		return
	}
	told, err := y.Updates.Send(y.ctx, y.owner, u.ID, office.SendUpdate{Readers: []client.ContactID{w.of.contacts[0].id}, Next: promise.When{Day: day}})
	if y.did("send an update", err) && p.odds(0.1) {
		y.did("take an update back", y.Notices.Undo(y.ctx, y.owner, told.ID))
	}
}

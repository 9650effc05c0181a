package office

import (
	"context"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// RulesOf gives what holds for the updates of a client.
func (s Updates) RulesOf(ctx context.Context, who Actor, of client.ID) (news.Rules, error) {
	var r news.Rules
	err := s.see(ctx, who, func(a *act) error {
		if _, err := a.client(of); err != nil {
			return err
		}
		var err error
		r, err = store.ClientNews(a.tx, a.ws, of)
		return err
	})
	return r, err
}

// SetRules sets what holds for the updates of a client.
func (s Updates) SetRules(ctx context.Context, who Actor, of client.ID, r news.Rules) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		if _, err := a.client(of); err != nil {
			return err
		}
		r.Cadence = r.Cadence.Plain()
		if err := r.Check(); err != nil {
			return err
		}
		before, err := store.ClientNews(a.tx, a.ws, of)
		if err != nil || before == r {
			return err
		}
		if err := store.SetClientNews(a.tx, a.ws, of, r); err != nil {
			return err
		}
		return a.note("update rules set", obligation("client", of), string(of), before, r)
	})
}

// wantsSecond tells whether a second person has to approve an update: its author
// asked one, or the workspace wants it.
func wantsSecond(a *act, u news.Update) (bool, error) {
	how := a.book.firm.Updates
	if u.AskedID != "" || how.Second == workspace.SecondAll {
		return true, nil
	}
	if how.Second != workspace.SecondChosen {
		return false, nil
	}
	r, err := store.ClientNews(a.tx, a.ws, client.ID(u.ClientID))
	return how.Wants(r.Second), err
}

// cadenceOf is the cadence of a project's updates: its own, or its client's.
func cadenceOf(a *act, of client.ProjectID, at client.ID) (news.Cadence, error) {
	own, err := store.Cadence(a.tx, a.ws, of)
	if err != nil {
		return own, err
	}
	r, err := store.ClientNews(a.tx, a.ws, at)
	return own.Or(r.Cadence), err
}

// moodOf is how a project goes. What he was told is looked up only where it can matter.
func moodOf(a *act, u news.Update, c news.Cadence, l log) (news.Mood, error) {
	m := news.Mood{Doubt: l.doubt}
	if !c.Relax || m.Doubt || !news.Calm(l.facts, c.Ahead(l.say.Today)) {
		return m, nil
	}
	m.Calm = true
	next, err := store.NextContacts(a.tx, a.ws, client.ID(u.ClientID))
	if err != nil {
		return m, err
	}
	for _, n := range next {
		if n.Project != u.ProjectID || !l.day(n.DueAt).After(l.say.Today) {
			continue
		}
		p, err := store.Promise(a.tx, a.ws, n.Promise)
		if err != nil {
			return m, err
		}
		if p.EverTold() {
			m.Told = l.day(n.DueAt)
			break
		}
	}
	return m, nil
}

// stageDone has an update be due after a step was done, where the cadence says
// so: a next contact, unless one is set that comes no later.
func stageDone(a *act, v PlanView, before, step plan.Step) error {
	if before.Done() || !step.Done() || !v.Project.Open() || !v.Client.Open() {
		return nil
	}
	c, err := cadenceOf(a, v.Project.ID, v.Client.ID)
	if err != nil || c.After == 0 {
		return err
	}
	cal, err := a.calendarOf(v.Client)
	if err != nil {
		return err
	}
	when := c.AfterStep(worktime.DayOf(a.now, cal.Location()), cal)
	if when == (promise.When{}) {
		return nil
	}
	next, err := store.NextContacts(a.tx, a.ws, v.Client.ID)
	if err != nil {
		return err
	}
	n := nextContact{project: string(v.Project.ID), owner: v.Project.OwnerID, when: when}
	for _, x := range next {
		if x.Project != n.project {
			continue
		}
		if !x.DueAt.After(when.Due(cal)) {
			return nil
		}
		p, err := store.Promise(a.tx, a.ws, x.Promise)
		if err != nil {
			return err
		}
		n.to = client.ContactID(p.ContactID)
	}
	if n.to == "" {
		if n.to, err = firstContact(a, v.Client.ID); err != nil || n.to == "" {
			return err
		}
	}
	if err := promiseNext(a, v.Client, n); err != nil {
		return err
	}
	return reviewEngagementOf(a, v.Client.ID, n.project)
}

// firstContact is who is told where nobody was chosen; "" = nobody works there.
func firstContact(a *act, of client.ID) (client.ContactID, error) {
	all, err := store.Contacts(a.tx, a.ws, of)
	for _, k := range all {
		if k.EndedAt.IsZero() {
			return k.ID, err
		}
	}
	return "", err
}

package sim

import (
	"fmt"
	"slices"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/news"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// boss is the owner of the firm at her desk: policy, people, clients, projects.
type boss struct{ dice }

// act is one of the things that an owner does.
func (b *boss) act(y *year) time.Time {
	deeds := []func(*year){b.policy, b.news, b.pause, b.holiday, b.holiday, b.project, b.project, b.project, b.closes, b.closes, b.stage, b.hours, b.deputy, b.hireOrFire, b.acquires, b.owner, b.answers, b.answers, b.answers}
	one(b.dice, deeds)(y)
	return y.now.Add(b.between(6*time.Hour, 36*time.Hour))
}

// answers settles some of what climbed up to her.
func (b *boss) answers(y *year) {
	p := &person{dice: b.dice, temper: diligent, name: "Marta Kern", who: y.owner}
	p.answers(y)
}

// chief is the owner of a firm in which everybody does what he is asked: she
// looks at it every hour, and opens projects.
type chief struct{ person }

func (c *chief) act(y *year) time.Time {
	c.answers(y)
	if c.odds(0.05) {
		(&boss{c.dice}).project(y)
	}
	return y.now.Add(time.Hour)
}

// policy changes how early people are warned, or how fast they answer.
func (b *boss) policy(y *year) {
	_, err := y.Settings.Edit(y.ctx, y.owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) {
		hours := func(most int) time.Duration { return time.Duration(1+b.IntN(most)) * time.Hour }
		w.Ratings = workspace.Ratings{Ask: b.odds(0.8), Every: 1 + b.IntN(20)}
		if b.odds(0.5) {
			w.Policy = promise.StandardPolicy()
		}
		w.Policy.Usual.Notice, w.Policy.Usual.Warn = hours(8), hours(16)
		w.Policy.AfterBroken = hours(6)
		w.Standards = reply.Standards{Call: hours(3), Mail: hours(8), Alarm: hours(4)}
	}})
	y.did("change the policy", err)
}

// news changes how updates are written, in the firm or of a client.
func (b *boss) news(y *year) {
	if b.odds(0.4) {
		r := news.Rules{Cadence: anyCadence(b.dice), Second: b.odds(0.3)}
		y.did("set the rules of updates", y.Updates.SetRules(y.ctx, y.owner, one(b.dice, y.clients).id, r))
		return
	}
	how := workspace.Updates{Second: one(b.dice, []workspace.Second{workspace.SecondNever, workspace.SecondNever, workspace.SecondChosen, workspace.SecondAll}), Note: b.odds(0.7), Ask: b.odds(0.7)}
	_, err := y.Settings.Edit(y.ctx, y.owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Updates = how }})
	y.did("change how updates are written", err)
}

// anyCadence is some cadence.
func anyCadence(d dice) news.Cadence {
	return news.Cadence{Every: one(d, news.Intervals()), Weekday: time.Weekday(d.IntN(7)), At: worktime.Clock(d.IntN(24 * 60)), After: d.IntN(4), Relax: d.odds(0.3)}
}

// pause holds mail back for some hours.
func (b *boss) pause(y *year) {
	if !y.did("pause mail", y.Settings.PauseMail(y.ctx, y.owner, true)) {
		return
	}
	y.agenda.add(y.now.Add(b.between(10*time.Minute, 9*time.Hour)), once(func(y *year) {
		y.did("release mail", y.Settings.PauseMail(y.ctx, y.owner, false))
	}))
}

// holiday plans somebody's absence, which he may take back.
func (b *boss) holiday(y *year) {
	p := one(b.dice, y.people)
	from := y.now.Add(b.between(0, 20*24*time.Hour))
	until := from.Add(b.between(6*time.Hour, 12*24*time.Hour))
	a, err := y.People.AddAbsence(y.ctx, y.owner, member.Absence{MemberID: p.who.Member, From: from, Until: until, Why: "holiday"})
	if !y.did("plan an absence", err) {
		return
	}
	y.agenda.add(from, once(func(*year) { p.away = until }))
	if b.odds(0.3) {
		y.agenda.add(y.now.Add(b.between(time.Hour, 15*24*time.Hour)), once(func(y *year) {
			if y.did("end an absence", y.People.EndAbsence(y.ctx, y.owner, a.ID)) {
				p.away = y.now
			}
		}))
	}
}

// fallsIll is a member who calls in sick: he is away from now on.
func (p *person) fallsIll(y *year) {
	p.away = y.now.Add(p.between(5*time.Hour, 100*time.Hour))
	_, err := y.People.AddAbsence(y.ctx, p.who, member.Absence{MemberID: p.who.Member, From: y.now, Until: p.away, Why: "ill"})
	y.did("call in sick", err)
}

// project opens a project, with or without a next contact.
func (b *boss) project(y *year) {
	h := one(b.dice, y.clients)
	if len(h.projects) > 3 {
		return
	}
	in := office.NewProject{Project: client.Project{ClientID: h.id, Name: wordsAbout(y, "Project"), Pursuit: b.odds(0.3)}, Contact: one(b.dice, h.contacts).id}
	if b.odds(0.6) {
		in.Next = promise.When{At: client.NextContact(h.cal, y.now)}
	}
	p, err := y.Clients.AddProject(y.ctx, y.owner, in)
	if y.did("open a project", err) {
		h.projects = append(h.projects, p.ID)
	}
}

// closes closes a project, and opens it again now and then.
func (b *boss) closes(y *year) {
	busy := slices.DeleteFunc(slices.Clone(y.clients), func(h *household) bool { return len(h.projects) == 0 })
	if len(busy) == 0 {
		return
	}
	h := one(b.dice, busy)
	i := b.IntN(len(h.projects))
	id := h.projects[i]
	_, err := y.Clients.EditProject(y.ctx, y.owner, id, office.ProjectEdit{Close: true})
	if !y.did("close a project", err) {
		return
	}
	h.projects = append(h.projects[:i:i], h.projects[i+1:]...)
	if b.odds(0.5) {
		y.agenda.add(y.now.Add(b.between(time.Hour, 9*24*time.Hour)), once(func(y *year) {
			_, err := y.Clients.EditProject(y.ctx, y.owner, id, office.ProjectEdit{Reopen: true})
			if y.did("reopen a project", err) {
				h.projects = append(h.projects, id)
			}
		}))
	}
}

// stage makes a client a past one, or an active one again.
func (b *boss) stage(y *year) {
	h := one(b.dice, y.clients)
	_, err := y.Clients.Edit(y.ctx, y.owner, h.id, office.ClientEdit{Change: func(c *client.Client) {
		if c.Stage == client.Past || b.odds(0.6) {
			c.Stage = one(b.dice, []client.Stage{client.Active, client.Active, client.Prospect})
			return
		}
		c.Stage = client.Past
	}})
	y.did("change a client's stage", err)
}

// hours changes a member's or a client's office hours.
func (b *boss) hours(y *year) {
	from := worktime.Clock(7*60 + 30*b.IntN(6))
	shift := func(h worktime.Hours) worktime.Hours {
		for d, windows := range h.Weekly {
			if len(windows) > 0 {
				h.Weekly[d] = []worktime.Window{{From: from, To: from + 8*60}}
			}
		}
		return h
	}
	if b.odds(0.5) {
		p := one(b.dice, y.people)
		m, err := y.People.Edit(y.ctx, y.owner, p.who.Member, office.MemberEdit{Change: func(m *member.Member) { m.Hours = shift(m.Hours) }})
		if y.did("change a member's hours", err) {
			p.cal = compiledHours(y, m.Hours, p.cal)
		}
		return
	}
	h := one(b.dice, y.clients)
	c, err := y.Clients.Edit(y.ctx, y.owner, h.id, office.ClientEdit{Change: func(c *client.Client) { c.Hours = shift(c.Hours) }})
	if y.did("change a client's hours", err) {
		h.cal = compiledHours(y, c.Hours, h.cal)
	}
}

// compiledHours gives the calendar of hours that Kept has accepted.
func compiledHours(y *year, h worktime.Hours, was *worktime.Calendar) *worktime.Calendar {
	cal, err := worktime.Compile(h, y.holidays.Public)
	if err != nil {
		y.finds("hours", "Kept took hours that are none: "+err.Error())
		return was
	}
	return cal
}

// deputy gives a member another deputy and leader, or none.
func (b *boss) deputy(y *year) {
	p, q, l := one(b.dice, y.people), one(b.dice, y.people), one(b.dice, y.people)
	_, err := y.People.Edit(y.ctx, y.owner, p.who.Member, office.MemberEdit{Change: func(m *member.Member) {
		m.DeputyID = q.who.Member
		if b.odds(0.4) {
			m.LeaderID = l.who.Member
		}
		if b.odds(0.3) {
			m.DeputyID = ""
		}
	}})
	y.did("change a deputy", err)
}

// mostPeople bounds the firm.
const mostPeople = 9

// hireOrFire takes somebody in, or lets somebody go.
func (b *boss) hireOrFire(y *year) {
	if b.odds(0.5) && len(y.people) < mostPeople {
		p, err := y.invite(role{
			name: fmt.Sprintf("New Member %d", len(y.people)+1), zone: one(b.dice, []string{"Europe/Rome", "Asia/Tokyo", "America/New_York"}), rank: member.Regular,
			leader: one(b.dice, y.people).name, temper: one(b.dice, []temper{diligent, late, forgetful}),
		})
		if y.did("invite a member", err) {
			y.agenda.add(y.now.Add(time.Hour), p)
			y.agenda.add(y.now.Add(90*time.Minute), deskOf(y, p))
		}
		return
	}
	p := one(b.dice, y.people)
	if p.left || staffSize(y) <= len(roles)-2 {
		return
	}
	_, err := y.People.Edit(y.ctx, y.owner, p.who.Member, office.MemberEdit{End: true})
	if y.did("let a member go", err) {
		p.left = true
	}
}

// staffSize counts who is still here.
func staffSize(y *year) int {
	n := 0
	for _, p := range y.people {
		if !p.left {
			n++
		}
	}
	return n
}

// mostClients bounds the firm.
const mostClients = 11

// acquires wins a client.
func (b *boss) acquires(y *year) {
	if len(y.clients) >= mostClients {
		return
	}
	n := len(y.clients)
	h, err := y.add(lot{
		name: fmt.Sprintf("New Client %d", n+1), zone: one(b.dice, []string{"Europe/Berlin", "America/Chicago", "Pacific/Auckland", "Africa/Casablanca"}),
		hours: worktime.Standard, owner: one(b.dice, y.people).name, anxious: b.odds(0.3), contacts: []string{fmt.Sprintf("Contact %d", n+1)},
	}, n, y.owner)
	if y.did("add a client", err) {
		y.agenda.add(y.now.Add(time.Hour), h)
		y.agenda.add(y.now.Add(3*time.Hour), correspondentOf(y, h))
	}
}

// owner gives a client to another member.
func (b *boss) owner(y *year) {
	h, p := one(b.dice, y.clients), one(b.dice, y.people)
	_, err := y.Clients.Edit(y.ctx, y.owner, h.id, office.ClientEdit{Change: func(c *client.Client) { c.OwnerID = p.who.Member }})
	y.did("give a client to another member", err)
}

package sim

import (
	"fmt"
	"time"

	"kept/internal/office"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// wordsAbout makes a sentence that nobody wrote before.
func wordsAbout(y *year, about string) string {
	y.said++
	return fmt.Sprintf("%s, no. %d", about, y.said)
}

// when picks a date for a client: mostly days ahead, now and then hours, and
// once in a while as near as a promise can be.
func (p *person) when(y *year, cal *worktime.Calendar) promise.When {
	if y.Heeded {
		if day, ok := cal.AddBusinessDays(worktime.DayOf(y.now, cal.Location()), 3+p.IntN(9)); ok {
			return promise.When{Day: day}
		}
	}
	switch p.chances(0.45, 0.35, 0.16, 0.04) {
	case 0:
		if day, ok := cal.AddBusinessDays(worktime.DayOf(y.now, cal.Location()), 1+p.IntN(9)); ok {
			return promise.When{Day: day}
		}
	case 1:
		day, ok := cal.AddBusinessDays(worktime.DayOf(y.now, cal.Location()), 1+p.IntN(9))
		if at, err := cal.At(day, worktime.Clock(8*60+15*p.IntN(40))); ok && err == nil {
			return promise.When{At: at}
		}
	case 3:
		return promise.When{At: y.now.Add(promise.MinAhead)}
	}
	return promise.When{At: y.now.Add(p.between(20*time.Minute, 12*time.Hour))}
}

// promises makes a promise to some client.
func (p *person) promises(y *year) {
	h := one(p.dice, y.clients)
	kinds := []promise.Kind{promise.Deliverable, promise.Proposal, promise.Answer, promise.Fix, promise.Update, promise.Appointment, promise.Appointment}
	in := office.NewPromise{
		Client: h.id, Project: h.project(p.dice), Contact: one(p.dice, h.contacts).id, Kind: one(p.dice, kinds), Words: wordsAbout(y, "The thing we spoke of"),
		Source: "call", When: p.when(y, h.cal), How: one(p.dice, []office.How{office.NotYet, office.ByMail, office.ByMail, office.SaidSelf}),
	}
	if in.How == office.ByMail && p.odds(0.5) {
		in.Message = wordsAbout(y, "As agreed")
	}
	made, err := y.Promises.Make(y.ctx, p.who, in)
	done := y.did("make a promise", err)
	if done && p.odds(0.2) {
		asks(p, y, h, made.ID)
	}
	if p.odds(0.08) {
		questions(p, y, h)
	}
	if done && in.How == office.NotYet {
		y.agenda.add(y.now.Add(p.between(10*time.Minute, 3*time.Hour)), once(func(y *year) { p.edits(y, h, made.ID) }))
	}
}

// edits corrects a promise that was not told yet.
func (p *person) edits(y *year, h *household, id promise.ID) {
	var e promise.Editing
	if p.odds(0.5) {
		words := wordsAbout(y, "The thing, better said")
		e.Words = &words
	}
	if p.odds(0.5) {
		when := p.when(y, h.cal)
		e.When = &when
	}
	_, err := y.Promises.Edit(y.ctx, p.who, id, 0, e)
	y.did("edit a promise", err)
}

// delivers hands over what was promised, by mail, in a call, or without a word.
func (p *person) delivers(y *year, r store.PromiseRow) {
	v, err := y.Promises.View(y.ctx, p.who, r.ID)
	if !y.did("look at a promise", err) {
		return
	}
	h := y.household(r.ClientID)
	switch p.chances(0.5, 0.2, 0.2, 0.1) {
	case 0:
		_, err := p.tells(y, h, v.Promise, office.Telling{Channel: notice.Mail, Keeps: []promise.ID{r.ID}, Text: wordsAbout(y, "Here it is")})
		y.did("deliver by mail", err)
	case 1:
		_, err := p.calls(y, h, v.Promise, office.Call{Keeps: []promise.ID{r.ID}})
		y.did("deliver in a call", err)
	case 2:
		_, err := y.Promises.Keep(y.ctx, p.who, r.ID, time.Time{})
		y.did("keep", err)
	case 3:
		at := readyMoment(y, p, r)
		if at.Before(v.Promise.MadeAt) {
			at = v.Promise.MadeAt
		}
		_, err := y.Promises.Keep(y.ctx, p.who, r.ID, at)
		y.did("keep since earlier", err)
	}
}

// moves gives a promise another date, and tells the client.
func (p *person) moves(y *year, r store.PromiseRow) {
	v, err := y.Promises.View(y.ctx, p.who, r.ID)
	if !y.did("look at a promise", err) {
		return
	}
	h := y.household(r.ClientID)
	move := office.Move{Promise: r.ID, When: p.when(y, h.cal), Reason: wordsAbout(y, "The printer is late")}
	if y.Heeded && v.Hang.Known() { // the date that he is offered
		move.When = promise.When{Day: v.Hang.By(office.SurePercent)}
	}
	if r.StepID != "" {
		move.Because = wordsAbout(y, "They insist")
	}
	if p.odds(0.3) {
		move.Version = v.Promise.Version
	}
	if p.odds(0.6) {
		told, err := p.tells(y, h, v.Promise, office.Telling{Channel: notice.Mail, Moves: []office.Move{move}})
		if y.did("reset by mail", err) {
			delete(y.ready, r.ID)
			p.regrets(y, told)
		}
		return
	}
	logged, err := p.calls(y, h, v.Promise, office.Call{Moves: []office.Move{move}})
	if y.did("reset in a call", err) {
		delete(y.ready, r.ID)
		p.regrets(y, logged.Told)
	}
}

// regrets undoes a telling now and then, in time or a little too late.
func (p *person) regrets(y *year, told office.Told) {
	if !p.odds(0.12) {
		return
	}
	y.agenda.add(y.now.Add(p.between(time.Second, 13*time.Second)), once(func(y *year) {
		y.did("undo a telling", y.Notices.Undo(y.ctx, p.who, told.ID))
	}))
}

// tells writes to the contact of a promise, and now and then to all at his client.
func (p *person) tells(y *year, h *household, about promise.Promise, t office.Telling) (office.Told, error) {
	t.Client, t.Project, t.Next = h.id, about.ProjectID, p.next(y, h)
	t.Readers = append(t.Readers, contactID(about.ContactID))
	if k, err := y.Clients.Contact(y.ctx, p.who, t.Readers[0]); err == nil && !k.NoMailAt.IsZero() {
		t.Channel = notice.Call
		return y.Notices.Tell(y.ctx, p.who, t)
	}
	if p.odds(0.15) {
		for _, k := range h.contacts {
			if k.id != t.Readers[0] {
				t.Readers = append(t.Readers, k.id)
			}
		}
	}
	return y.Notices.Tell(y.ctx, p.who, t)
}

// calls reaches the contact of a promise.
func (p *person) calls(y *year, h *household, about promise.Promise, c office.Call) (office.Logged, error) {
	c.Client, c.Project, c.Contact, c.Channel, c.Reached = h.id, about.ProjectID, contactID(about.ContactID), h.channel, true
	if p.odds(0.5) {
		c.Next = p.next(y, h)
	}
	return y.Calls.Log(y.ctx, p.who, c)
}

// next picks when a client hears from the firm next.
func (p *person) next(y *year, h *household) promise.When {
	if day, ok := h.cal.AddBusinessDays(worktime.DayOf(y.now, h.cal.Location()), 1+p.IntN(8)); ok {
		return promise.When{Day: day}
	}
	return promise.When{At: y.now.Add(72 * time.Hour)}
}

// contacts makes a contact that is owed.
func (p *person) contacts(y *year, r store.PromiseRow) {
	v, err := y.Promises.View(y.ctx, p.who, r.ID)
	if !y.did("look at a promise", err) {
		return
	}
	h := y.household(r.ClientID)
	switch p.chances(0.5, 0.3, 0.1, 0.1) {
	case 0:
		told, err := p.tells(y, h, v.Promise, office.Telling{Channel: notice.Mail, Text: wordsAbout(y, "Where we stand")})
		if y.did("write", err) {
			p.regrets(y, told)
		}
	case 1:
		_, err := p.calls(y, h, v.Promise, office.Call{Text: wordsAbout(y, "Where we stand")})
		y.did("call", err)
	case 2:
		_, err := y.Calls.Log(y.ctx, p.who, office.Call{Client: h.id, Project: r.ProjectID, Contact: contactID(v.Promise.ContactID), Channel: notice.Call, Text: wordsAbout(y, "Nobody answered")})
		y.did("call in vain", err)
	case 3:
		p.moves(y, r)
	}
}

package sim

import (
	"fmt"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

func contactID(s string) client.ContactID { return client.ContactID(s) }

// settles does what a prompt asks, or puts it off, or says that it is not needed.
func (p *person) settles(y *year, k office.Asked) {
	put := p.chances(0.84, 0.11, 0.05)
	if y.Heeded {
		put = 0
	}
	switch put {
	case 1:
		until := y.now.Add(p.between(10*time.Minute, 20*time.Hour))
		if !k.SnoozeBy.IsZero() && p.odds(0.7) {
			until = k.SnoozeBy
		}
		y.did("snooze", y.Prompts.Snooze(y.ctx, p.who, k.ID, until))
		return
	case 2:
		y.did("not needed", y.Prompts.Dismiss(y.ctx, p.who, k.ID, wordsAbout(y, "He knows")))
		return
	}
	switch {
	case k.Promise != nil:
		p.seesTo(y, k)
	case k.HandOff != nil:
		atHandOff(p, y, k)
	case k.Notice != nil:
		p.mends(y, *k.Notice)
	case k.NoMail != nil:
		_, err := y.Calls.Log(y.ctx, p.who, office.Call{Client: k.NoMail.ClientID, Contact: k.NoMail.ID, Channel: notice.Call, Reached: true, Text: wordsAbout(y, "You hear by telephone")})
		y.did("call who wants no mail", err)
	case k.Clock != nil:
		p.callsBack(y, k)
	case k.Absence != nil:
		p.passesOn(y, *k.Absence)
	case k.Arrival != nil:
		p.atHeld(y, *k.Arrival)
	case k.Update != nil:
		_, err := y.Updates.Edit(y.ctx, p.who, k.Update.ID, office.UpdateEdit{Change: func(u *news.Update) { u.Intro = wordsAbout(y, "Once more") }})
		y.did("look at a held update", err)
	case k.Issue != nil:
		tellIssue(y, &p.dice, p.who, k.Issue.ID, nil)
	case k.Rule == prompt.Untold && k.Project != nil:
		tellPlan(y, p.who, y.household(client.ID(k.ClientID)), k.Project.ID)
	case k.Rule == prompt.Worried:
		p.atChases(y, k)
	case k.Rule == prompt.Silence:
		p.setsNext(y, k)
	}
}

// seesTo settles a prompt about a promise.
func (p *person) seesTo(y *year, k office.Asked) {
	r := *k.Promise
	switch {
	case r.Kind == promise.NextContact:
		p.contacts(y, r)
		return
	case r.Kind == promise.Appointment && r.Confirmed && y.now.After(r.DueAt): // it took place, and nobody said so
		_, err := y.Promises.Keep(y.ctx, p.who, r.ID, r.DueAt)
		y.did("keep an appointment", err)
		return
	case k.Rule == prompt.Unconfirmed && p.odds(0.65):
		_, err := y.Promises.Confirm(y.ctx, p.who, r.ID)
		y.did("confirm", err)
		return
	case !y.now.Before(readyMoment(y, p, r)):
		p.delivers(y, r)
		return
	case k.Stage == prompt.Early && !y.Heeded && p.odds(0.3):
		return // he thinks that he will make it
	}
	does := p.chances(0.7, 0.1, 0.1, 0.1)
	if y.Heeded {
		does = 0
	}
	switch does {
	case 0:
		p.moves(y, r)
	case 1:
		_, err := y.Promises.Release(y.ctx, p.who, r.ID, wordsAbout(y, "He does not need it any more"))
		if y.did("release", err) && p.odds(0.2) {
			y.agenda.add(y.now.Add(p.between(time.Minute, 30*time.Hour)), once(func(y *year) {
				_, err := y.Promises.Reopen(y.ctx, p.who, r.ID)
				y.did("reopen", err)
			}))
		}
	case 2:
		_, err := y.Promises.HandOver(y.ctx, p.who, r.ID, one(p.dice, y.people).who.Member)
		y.did("hand over", err)
	case 3: // he says that it is there, and it is not
		_, err := y.Promises.Keep(y.ctx, p.who, r.ID, time.Time{})
		if y.did("keep by mistake", err) {
			y.agenda.add(y.now.Add(p.between(time.Minute, 30*time.Hour)), once(func(y *year) {
				_, err := y.Promises.Reopen(y.ctx, p.who, r.ID)
				y.did("reopen", err)
			}))
		}
	}
}

// mends makes good what did not arrive.
func (p *person) mends(y *year, n notice.Notice) {
	h := y.household(client.ID(n.ClientID))
	switch {
	case n.State() == notice.Queued && p.odds(0.5):
		return // it may still get out
	case strings.Contains(n.Proof, "No such user"):
		k := h.contact(contactID(n.ContactID))
		fresh := fmt.Sprintf("%d.%s", y.said, k.email)
		_, err := y.Clients.EditContact(y.ctx, p.who, k.id, office.ContactEdit{Change: func(c *client.Contact) { c.Email = fresh }})
		if y.did("mend an address", err) {
			y.said++
			k.email = fresh
		}
	case p.odds(0.5):
		y.did("send again", y.Notices.SendAgain(y.ctx, p.who, n.ID))
		return
	}
	call := office.Call{Client: h.id, Project: n.ProjectID, Contact: contactID(n.ContactID), Channel: notice.Call, Reached: true, Text: wordsAbout(y, "What the mail said")}
	if y.Heeded || p.odds(0.8) { // without it his word settles the matter, and is no evidence
		call.Instead = []notice.ID{n.ID}
		_, err := y.Calls.Log(y.ctx, p.who, call)
		y.did("call instead", err)
		return
	}
	_, err := y.Calls.Log(y.ctx, p.who, call)
	y.did("call", err)
	y.did("settle a notice", y.Notices.Settle(y.ctx, p.who, n.ID, wordsAbout(y, "We called")))
}

// callsBack ends the wait of a client, if he can be reached.
func (p *person) callsBack(y *year, k office.Asked) {
	_, err := y.Calls.Log(y.ctx, p.who, office.Call{
		Client: client.ID(k.Clock.ClientID), Contact: contactID(k.Clock.ContactID), Channel: notice.Call, Reached: p.odds(0.8), Text: wordsAbout(y, "We called back"),
	})
	y.did("call back", err)
}

// passesOn gives somebody else what falls due while a member is away.
func (p *person) passesOn(y *year, a member.Absence) {
	_, err := y.Prompts.HandOverAll(y.ctx, p.who, a.ID, one(p.dice, y.people).who.Member)
	y.did("hand over all", err)
}

// setsNext says when a client hears from the firm next, where nobody had said so.
func (p *person) setsNext(y *year, k office.Asked) {
	h := y.household(client.ID(k.ClientID))
	in := office.NextIn{Contact: h.contacts[0].id, When: p.next(y, h)}
	if k.Project != nil {
		in.Project = string(k.Project.ID)
	}
	y.did("set the next contact", y.Clients.SetNext(y.ctx, p.who, h.id, in))
}

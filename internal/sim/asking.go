package sim

import (
	"time"

	"kept/handoff"
	"kept/internal/office"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// asks has somebody ask a colleague or somebody at the client for what a promise needs. Who
// is asked answers late, or never, or thinks better of it.
func asks(p *person, y *year, h *household, of promise.ID) {
	in := office.NewHandOff{Promise: of, Words: wordsAbout(y, "What is missing")}
	colleague := one(p.dice, y.people)
	if p.odds(0.25) {
		in.Party = plan.Party{Side: plan.Theirs, ID: string(one(p.dice, h.contacts).id)}
	} else {
		in.Party = plan.Party{Side: plan.Ours, ID: string(colleague.who.Member)}
	}
	if p.odds(0.3) {
		work := p.between(0, 20*time.Hour).Truncate(time.Minute)
		in.Work = &work
	}
	if p.odds(0.2) {
		in.NeedBy = y.now.Add(p.between(time.Minute, 70*time.Hour))
	}
	made, err := y.HandOffs.Ask(y.ctx, p.who, in)
	if !y.did("ask somebody", err) || p.odds(0.3) {
		return
	}
	answer := func(y *year) { answersFor(p, y, h, made.ID) }
	y.agenda.add(y.now.Add(p.between(5*time.Minute, 60*time.Hour)), once(answer))
	if p.odds(0.4) {
		y.agenda.add(y.now.Add(p.between(10*time.Hour, 200*time.Hour)), once(answer))
	}
}

// answersFor has somebody write down what was answered on the telephone.
func answersFor(p *person, y *year, h *household, id handoff.ID) {
	a := handoff.Answer{State: one(p.dice, []handoff.State{handoff.Accepted, handoff.Accepted, handoff.Done, handoff.Done, handoff.AnotherDate, handoff.Declined, handoff.Stuck}), Said: wordsAbout(y, "He says")}
	if a.State == handoff.AnotherDate {
		a.Day = worktime.DayOf(y.now, h.cal.Location()).AddDays(p.IntN(9))
	}
	switch p.chances(0.85, 0.08, 0.07) {
	case 0:
		_, err := y.HandOffs.Answer(y.ctx, p.who, id, 0, a)
		y.did("answer what was asked for", err)
	case 1:
		_, err := y.HandOffs.Withdraw(y.ctx, p.who, id, 0, wordsAbout(y, "He found it himself"))
		y.did("withdraw what was asked for", err)
	case 2:
		_, err := y.HandOffs.Remind(y.ctx, p.who, id, 0, "")
		y.did("remind somebody", err)
	}
}

// atHandOff has somebody settle a prompt about somebody who has not answered.
func atHandOff(p *person, y *year, k office.Asked) {
	v := k.HandOff
	if p.odds(0.3) || v.Promise == nil {
		_, err := y.HandOffs.Answer(y.ctx, p.who, v.ID, 0, handoff.Answer{State: handoff.Done})
		y.did("answer what was asked for", err)
		return
	}
	h := y.household(v.Client.ID)
	move := office.Move{Promise: v.Promise.ID, When: v.NewDate, Reason: v.Reason()}
	_, err := p.tells(y, h, *v.Promise, office.Telling{Channel: "mail", Text: v.Message(), Moves: []office.Move{move}})
	if y.did("tell of what does not come", err) {
		delete(y.ready, v.Promise.ID)
	}
}

package sim

import (
	"time"

	"kept/internal/office"
	"kept/internal/store"
	"kept/promise"
	"kept/worktime"
)

// temper is how somebody works.
type temper struct {
	every time.Duration // how often he looks at what is before him
	heeds float64       // how often he does what he is asked
	slow  float64       // how late his work is done, in parts of the time that he has
	makes float64       // how often he promises something when he looks
	sick  float64       // how often he falls ill when he looks
}

// The tempers.
var (
	diligent  = temper{every: 4 * time.Hour, heeds: 0.9, slow: 1.1, makes: 0.25, sick: 0.004}
	late      = temper{every: 6 * time.Hour, heeds: 0.6, slow: 1.7, makes: 0.3, sick: 0.004}
	sickly    = temper{every: 5 * time.Hour, heeds: 0.8, slow: 1.3, makes: 0.3, sick: 0.06}
	forgetful = temper{every: 8 * time.Hour, heeds: 0.3, slow: 1.5, makes: 0.4, sick: 0.008}
)

// heedful is how everybody works in a year that is [Options.Heeded].
var heedful = temper{every: time.Hour, heeds: 1, slow: 1.5, makes: 0.1}

// person is a member of the firm.
type person struct {
	dice
	temper
	name  string
	email string
	who   office.Actor
	cal   *worktime.Calendar
	away  time.Time // he does not work before
	left  bool
}

// mostPrompts is how many prompts somebody settles at one look.
const mostPrompts = 3

// act is one look at his desk: what he is asked, what he has finished, what else comes up.
func (p *person) act(y *year) time.Time {
	switch {
	case p.left:
		return time.Time{}
	case y.now.Before(p.away):
		return p.opens(p.away)
	case !p.cal.IsOpen(y.now):
		return p.opens(y.now)
	}
	if p.odds(p.sick) {
		p.fallsIll(y)
		return p.opens(p.away)
	}
	p.answers(y)
	p.finishes(y)
	if p.odds(p.makes) {
		p.promises(y)
	}
	if p.odds(0.15) {
		p.tidies(y)
	}
	if !y.Heeded && p.odds(0.2) {
		p.looks(y)
	}
	return y.now.Add(p.between(p.every/2, p.every*3/2))
}

// opens gives when he is at his desk again.
func (p *person) opens(t time.Time) time.Time {
	at, ok := p.cal.NextOpen(t)
	if !ok {
		at = t.Add(24 * time.Hour)
	}
	return at.Add(p.between(0, 50*time.Minute))
}

// answers settles what he is asked, as far as he heeds it.
func (p *person) answers(y *year) {
	home, err := y.Prompts.Home(y.ctx, p.who)
	if !y.did("look at home", err) {
		return
	}
	settled := 0
	for _, k := range append(home.Tell, home.Do...) {
		if settled == mostPrompts && !y.Heeded {
			return
		}
		if p.odds(p.heeds) {
			p.settles(y, k)
			settled++
			y.pass(p.dice)
		}
	}
}

// mostWork is how many of his own promises somebody looks at.
const mostWork = 12

// finishes hands over what he has done, and makes the contacts that are near.
func (p *person) finishes(y *year) {
	rows, err := y.Promises.List(y.ctx, p.who, office.Filter{State: promise.Open, Owner: p.who.Member, Part: store.Slice{Limit: mostWork}})
	if !y.did("list promises", err) {
		return
	}
	for _, r := range rows {
		switch {
		case r.Kind == promise.NextContact:
			if y.now.Add(6*time.Hour).After(r.DueAt) && p.odds(p.heeds*0.6) {
				p.contacts(y, r)
			}
		case r.Kind == promise.Appointment:
			if r.Confirmed && !y.now.Before(r.DueAt) {
				_, err := y.Promises.Keep(y.ctx, p.who, r.ID, r.DueAt)
				y.did("keep an appointment", err)
			}
		case !y.now.Before(readyMoment(y, p, r)) && p.odds(0.5+p.heeds/2):
			p.delivers(y, r)
		default:
			continue
		}
		y.pass(p.dice)
	}
}

// readyMoment is when the work behind a promise is really done. Nobody in the firm knows it.
func readyMoment(y *year, p *person, r store.PromiseRow) time.Time {
	at, ok := y.ready[r.ID]
	if !ok {
		at = y.now.Add(time.Duration(float64(r.DueAt.Sub(y.now)) * (0.1 + p.Float64()*p.slow)))
		y.ready[r.ID] = at
	}
	return at
}

package promise

import (
	"time"

	"kept/prompt"
	"kept/worktime"
)

// Policy is how much working time a workspace leaves before a date.
type Policy struct {
	Usual       prompt.Lead `json:"usual"`
	Appointment prompt.Lead `json:"appointment"`
	// AfterBroken is how much of the owner's working time passes before a
	// broken promise stands before his leader again.
	AfterBroken time.Duration `json:"after_broken"`
	// Doubt is the chance below which a promise is doubtful, per mille. A firm that
	// chose before there were chances has none written down: see [Policy.DoubtsBelow].
	Doubt Chance `json:"doubt,omitempty"`
	// Untold is how much of the firm's working time may pass until everybody whom an
	// issue touches is told. Zero = the usual.
	Untold time.Duration `json:"untold,omitempty"`
}

// UsualDoubt is the chance below which a promise is doubtful where nobody chose one.
const UsualDoubt Chance = 800

// The bounds of the chance that can be chosen.
const (
	MinDoubt Chance = 100
	MaxDoubt Chance = 990
)

// DoubtsBelow is the chance below which a promise is doubtful.
func (p Policy) DoubtsBelow() Chance {
	if p.Doubt == 0 {
		return UsualDoubt
	}
	return p.Doubt
}

// StandardPolicy asks the owner about one working day before the leader, the
// leader two hours before the client has to be told, and tells the client half
// a day before the date; appointments in steps of an hour (stories 1 and 3).
func StandardPolicy() Policy {
	return Policy{
		Usual:       prompt.Lead{Notice: 4 * time.Hour, Leader: 2 * time.Hour, Deputy: 2 * time.Hour, Warn: 8 * time.Hour},
		Appointment: prompt.Lead{Notice: 3 * time.Hour, Leader: 30 * time.Minute, Deputy: 30 * time.Minute, Warn: 90 * time.Minute},
		AfterBroken: 2 * time.Hour,
	}
}

// Doubts tells whether a chance is less than the chosen one; one that nobody knows is not.
func (p Policy) Doubts(c Chance) bool { return c > 0 && c < p.DoubtsBelow() }

func (p Policy) lead(k Kind) prompt.Lead {
	if k == Appointment {
		return p.Appointment
	}
	return p.Usual
}

// Doubtful tells whether the forecast gives the promise less than the chosen chance.
func (p Promise) Doubtful(pol Policy) bool {
	return p.State == Open && pol.Doubts(p.Chance)
}

// Ladder gives the moments before the standing date at which somebody is asked.
func (p Promise) Ladder(pol Policy, team prompt.Team, client *worktime.Calendar) prompt.Ladder {
	d := p.Date()
	return prompt.Climb(d.SetAt, d.DueAt, pol.lead(p.Kind), team, client)
}

// Review is the watchdog's look at one promise: the rules *due*, *doubtful*,
// *unconfirmed*, *broken*, and *silence* for a next contact. It says who is to
// be asked what at now, and when it wants to look again.
func Review(p Promise, pol Policy, team prompt.Team, client *worktime.Calendar, now time.Time) prompt.Decision {
	d := prompt.Decision{Next: p.nextRuling(now)}
	if p.State != Open {
		return d
	}
	passes := p.PassesAt(len(p.Dates) - 1)
	if now.After(passes) {
		return p.afterwards(pol, team, passes, now, d)
	}
	if p.Kind == Appointment && !p.ConfirmedAt.IsZero() {
		// Somebody has just said that it stands: nobody is asked again until it
		// should have taken place.
		d.Next = prompt.Sooner(d.Next, passes.Add(time.Millisecond))
		return d
	}
	return p.before(ahead{p.Ladder(pol, team, client), team, p.rule(pol), passes}, now, d)
}

// ahead is what a promise whose date is still to come is asked about by.
type ahead struct {
	prompt.Ladder
	team   prompt.Team
	rule   prompt.Rule
	passes time.Time
}

// before asks while the date is still to come: of a doubtful promise at once, of
// every other one once its time has come.
func (p Promise) before(l ahead, now time.Time, d prompt.Decision) prompt.Decision {
	if now.Before(l.Warn) && l.rule != prompt.Doubtful {
		d.Next = prompt.Sooner(d.Next, l.Warn)
		return d
	}
	level, climbs := l.Level(now)
	holder, moves := l.team.Holder(level, now)
	ask := prompt.Ask{Rule: l.rule, Stage: prompt.Early, Level: level, Holder: holder, ActBy: l.TellBy}
	d.Next = prompt.Sooner(d.Next, prompt.Sooner(climbs, moves))
	if now.Before(l.TellBy) {
		d.Next = prompt.Sooner(d.Next, l.TellBy)
	} else {
		ask.Stage, ask.ActBy = prompt.TellNow, p.Date().DueAt
		d.Next = prompt.Sooner(d.Next, l.passes.Add(time.Millisecond))
	}
	ask.SnoozeBy = prompt.Sooner(climbs, ask.ActBy)
	d.Ask = &ask
	return d
}

// afterwards asks when the date has passed, neither kept nor moved.
func (p Promise) afterwards(pol Policy, team prompt.Team, passed, now time.Time, d prompt.Decision) prompt.Decision {
	climbs := passed.Add(pol.AfterBroken)
	if team.Owner.Calendar != nil {
		climbs = team.Owner.Calendar.Add(passed, pol.AfterBroken).UTC()
	}
	level := prompt.ToOwner
	if !now.Before(climbs) {
		level, climbs = prompt.ToLeader, time.Time{}
	}
	holder, moves := team.Holder(level, now)
	d.Ask = &prompt.Ask{Rule: p.brokenRule(), Stage: prompt.Passed, Level: level, Holder: holder, ActBy: p.Date().LateBy, SnoozeBy: climbs}
	d.Next = prompt.Sooner(d.Next, prompt.Sooner(climbs, moves))
	return d
}

func (p Promise) rule(pol Policy) prompt.Rule {
	switch {
	case p.Doubtful(pol):
		return prompt.Doubtful
	case p.Kind == NextContact:
		return prompt.Silence
	case p.Kind == Appointment:
		return prompt.Unconfirmed
	}
	return prompt.Due
}

func (p Promise) brokenRule() prompt.Rule {
	if p.Kind == NextContact {
		return prompt.Silence
	}
	return prompt.Broken
}

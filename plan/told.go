package plan

import (
	"time"

	"kept/prompt"
	"kept/worktime"
)

// Known tells whether the client was told of the step.
func (t Told) Known() bool { return !t.Until.IsZero() }

// Overtaken gives the steps that are likely to be done later than the client was
// told at the latest, in their order. likely gives the day that the forecast
// reckons with; false = it has none.
func Overtaken(p Plan, likely func(ID) (worktime.Day, bool)) []Step {
	var out []Step
	for _, s := range p.Steps {
		if s.Done() || !s.Told.Known() {
			continue
		}
		if day, ok := likely(s.ID); ok && day.After(s.Told.Latest) {
			out = append(out, s)
		}
	}
	return out
}

// Untold is a plan whose dates have moved since the client was told of them.
type Untold struct {
	Since time.Time // when they moved
	By    time.Time // when the first date passes that the client knows; zero = none moved
}

// ReviewUntold is the rule *untold* for plans: a date that the client knows from
// the plan will not hold, and he does not know that yet. The owner is asked at
// once, then on the rungs before that date passes the leader.
func ReviewUntold(u Untold, lead prompt.Lead, team prompt.Team, client *worktime.Calendar, now time.Time) prompt.Decision {
	if u.By.IsZero() {
		return prompt.Decision{}
	}
	if now.After(u.By) || !u.By.After(u.Since) {
		holder, moves := team.Holder(prompt.ToLeader, now)
		return prompt.Decision{Ask: &prompt.Ask{Rule: prompt.Untold, Stage: prompt.Passed, Level: prompt.ToLeader, Holder: holder, ActBy: u.By}, Next: moves}
	}
	l := prompt.Climb(u.Since, u.By, lead, team, client)
	level, climbs := l.Level(now)
	holder, moves := team.Holder(level, now)
	ask := prompt.Ask{Rule: prompt.Untold, Stage: prompt.Early, Level: level, Holder: holder, ActBy: l.TellBy}
	next := l.TellBy
	if !now.Before(l.TellBy) {
		ask.Stage, ask.ActBy = prompt.TellNow, u.By
		next = u.By.Add(time.Millisecond)
	}
	ask.SnoozeBy = prompt.Sooner(climbs, ask.ActBy)
	return prompt.Decision{Ask: &ask, Next: prompt.Sooner(prompt.Sooner(climbs, next), moves)}
}

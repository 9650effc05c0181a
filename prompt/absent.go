package prompt

import (
	"time"

	"kept/member"
)

// AbsentLead is how much of his working time before he leaves a member is
// asked to pass on what falls due while he is away.
const AbsentLead = 8 * time.Hour

// AbsentClimbs is how much working time before it begins the question of an
// absence passes to the leader.
const AbsentClimbs = 2 * time.Hour

// ReviewAbsence is the rule *absent*: the owner will be away, or is, and has
// promises that fall due in that time. dues are their dates.
func ReviewAbsence(a member.Absence, dues []time.Time, team Team, now time.Time) Decision {
	if !a.EndedAt.IsZero() || !now.Before(a.Until) || len(dues) == 0 {
		return Decision{}
	}
	warn, climbs := back(team.Owner.Calendar, a.From, AbsentLead), back(team.Leader.Calendar, a.From, AbsentClimbs)
	if !climbs.After(warn) {
		climbs = a.From
	}
	if now.Before(warn) {
		return Decision{Next: warn}
	}
	level := ToOwner
	next := climbs
	if !now.Before(climbs) {
		level, next = ToLeader, a.Until
	}
	holder, moves := team.Holder(level, now)
	ask := &Ask{Rule: Absent, Stage: Early, Level: level, Holder: holder, ActBy: a.From}
	if level == ToOwner {
		ask.SnoozeBy = climbs
	}
	return Decision{Ask: ask, Next: Sooner(next, moves)}
}

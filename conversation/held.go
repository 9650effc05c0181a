package conversation

import (
	"time"

	"kept/prompt"
	"kept/worktime"
)

// HeldClimbs is how much working time a mail that nobody could file stands
// before whoever looks after the inbox until it stands before his leader.
const HeldClimbs = 2 * time.Hour

// ReviewHeld is the rule *unanswered* for a mail that entered no conversation:
// somebody may wait for an answer to it, so a person looks. It is asked about
// at once.
func ReviewHeld(at, settled time.Time, team prompt.Team, cal *worktime.Calendar, now time.Time) prompt.Decision {
	if !settled.IsZero() {
		return prompt.Decision{}
	}
	climbs := cal.Add(at, HeldClimbs).UTC()
	ask := prompt.Ask{Rule: prompt.Unanswered, Stage: prompt.Missing, ActBy: climbs, SnoozeBy: climbs}
	next := climbs
	if !now.Before(climbs) {
		ask.Level, ask.SnoozeBy, next = prompt.ToLeader, time.Time{}, time.Time{}
	}
	holder, moves := team.Holder(ask.Level, now)
	ask.Holder = holder
	return prompt.Decision{Ask: &ask, Next: prompt.Sooner(next, moves)}
}

// TroubleWaits is how long a way in may fail before somebody is asked: servers
// restart. TroubleClimbs is how long, from then on, until it stands before the
// leader too.
const (
	TroubleWaits  = 10 * time.Minute
	TroubleClimbs = 2 * time.Hour
)

// ReviewWayIn is the rule *unanswered* for a way in that fails since a moment:
// what clients write by it is not seen. Zero = it works.
func ReviewWayIn(since time.Time, team prompt.Team, now time.Time) prompt.Decision {
	if since.IsZero() {
		return prompt.Decision{}
	}
	first, climbs := since.Add(TroubleWaits), since.Add(TroubleWaits+TroubleClimbs)
	if now.Before(first) {
		return prompt.Decision{Next: first}
	}
	ask := prompt.Ask{Rule: prompt.Unanswered, Stage: prompt.Missing, ActBy: climbs, SnoozeBy: climbs}
	next := climbs
	if !now.Before(climbs) {
		ask.Level, ask.SnoozeBy, next = prompt.ToLeader, time.Time{}, time.Time{}
	}
	holder, moves := team.Holder(ask.Level, now)
	ask.Holder = holder
	return prompt.Decision{Ask: &ask, Next: prompt.Sooner(next, moves)}
}

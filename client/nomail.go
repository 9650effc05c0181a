package client

import (
	"time"

	"kept/prompt"
)

// NoMailClimbs is how much of the owner's working time passes before a contact
// who wants no mail, and whom nobody has called since, stands before the leader.
const NoMailClimbs = 8 * time.Hour

// NoMail is a contact who wants no mail any more.
type NoMail struct {
	Since   time.Time // since when; zero = he takes mail
	Owed    bool      // something is promised to him, and open
	Reached time.Time // when somebody spoke to him last, since then; zero = nobody did
}

// ReviewNoMail is the rule *undelivered* for somebody to whom something is promised
// and who wants no mail: whoever owes it calls, and agrees how he hears of it.
func ReviewNoMail(n NoMail, team prompt.Team, now time.Time) prompt.Decision {
	if n.Since.IsZero() || !n.Owed || !n.Reached.IsZero() {
		return prompt.Decision{}
	}
	climbs := n.Since.Add(NoMailClimbs)
	if team.Owner.Calendar != nil {
		climbs = team.Owner.Calendar.Add(n.Since, NoMailClimbs).UTC()
	}
	level := prompt.ToOwner
	if !now.Before(climbs) {
		level, climbs = prompt.ToLeader, time.Time{}
	}
	holder, moves := team.Holder(level, now)
	return prompt.Decision{
		Ask:  &prompt.Ask{Rule: prompt.Undelivered, Stage: prompt.Missing, Level: level, Holder: holder, SnoozeBy: climbs},
		Next: prompt.Sooner(climbs, moves),
	}
}

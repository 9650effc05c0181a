package issue

import (
	"time"

	"kept/internal/fault"
	"kept/prompt"
	"kept/reply"
	"kept/worktime"
)

// UsualWithin is the firm's working time within which everybody whom an issue
// touches is told.
const UsualWithin = 2 * time.Hour

// Limits of the time within which an issue is told.
const (
	MinWithin = 5 * time.Minute
	MaxWithin = 5 * 8 * time.Hour
)

// CheckWithin refuses a time outside [MinWithin] and [MaxWithin].
func CheckWithin(c *fault.Check, field string, d time.Duration) {
	c.Want(d >= MinWithin && d <= MaxWithin, field, "Choose between five minutes and five working days.")
}

// Ground is what the rule goes by besides the issue itself.
type Ground struct {
	Within time.Duration // see [UsualWithin]
	Shares reply.Shares  // of it, after which people are asked
	Team   prompt.Team
	Hours  *worktime.Calendar // the firm's
}

// Review is the rule *untold* for issues: somebody whom it touches does not know
// how it stands. Its owner is asked after a share of the time within which he is
// to be told, then his deputy, then his leader.
func Review(i Issue, touched []Touch, g Ground, now time.Time) prompt.Decision {
	var since time.Time
	for _, t := range touched {
		if at, untold := i.Untold(t); untold {
			since = prompt.Sooner(since, at)
		}
	}
	if since.IsZero() {
		return prompt.Decision{}
	}
	after := func(percent int) time.Time {
		return g.Hours.Add(since, (g.Within * time.Duration(percent) / 100).Truncate(time.Millisecond)).UTC()
	}
	shares := g.Shares.OrUsual()
	r := prompt.Rungs{Owner: after(shares.Owner), Deputy: after(shares.Deputy), Leader: after(shares.Leader), Due: after(100)}
	return r.Decide(prompt.Untold, prompt.TellNow, g.Team, now)
}

package chase

import (
	"slices"
	"strconv"
	"time"

	"kept/prompt"
)

// Causes are why a client had to ask: what had he not been told?
func Causes() []Cause { return []Cause{NotTold, DatePassed, NoNext, NotAnswered, NotRead, Other} }

// Cause is why a client had to ask.
type Cause string

// The causes.
const (
	NotTold     Cause = "not told"     // something moved, and he was not told
	DatePassed  Cause = "date passed"  // what he was promised did not come
	NoNext      Cause = "no next word" // he did not know when he would hear
	NotAnswered Cause = "not answered" // he had asked before
	NotRead     Cause = "not read"     // he was told, and had not read it
	Other       Cause = "other"
	// Alarm is that he pressed "I am worried". Nobody chooses it.
	Alarm Cause = "alarm"
)

// KnownCause tells whether c is one of [Causes].
func KnownCause(c Cause) bool { return slices.Contains(Causes(), c) }

// Review is the rule *worried* for a client who had to ask: so many chases
// within a window stand before his leader. Each further one is a new question.
func Review(chased []time.Time, worry int, window time.Duration, team prompt.Team, now time.Time) prompt.Decision {
	var within []time.Time
	for _, at := range chased {
		if !at.After(now) && now.Before(at.Add(window)) {
			within = append(within, at)
		}
	}
	if worry < 1 || len(within) < worry {
		return prompt.Decision{}
	}
	slices.SortFunc(within, time.Time.Compare)
	holder, moves := team.Holder(prompt.ToLeader, now)
	last := within[len(within)-1]
	return prompt.Decision{
		Ask:  &prompt.Ask{Rule: prompt.Worried, Stage: prompt.Stage("chased " + strconv.Itoa(len(within))), Level: prompt.ToLeader, Holder: holder, ActBy: last.Add(24 * time.Hour), SnoozeBy: within[0].Add(window)},
		Next: prompt.Sooner(within[0].Add(window), moves),
	}
}

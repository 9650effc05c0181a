package client

import (
	"time"

	"kept/prompt"
	"kept/worktime"
)

// Engagement is what is owed a next contact: an open project, or a client
// who has no open project of his own.
type Engagement struct {
	Open    bool      // false = nothing is owed any more
	HasNext bool      // a next contact is set; its own review sees to its date
	Since   time.Time // since when it has been open, or without a next contact
}

// MissingClimbs is how much of the owner's working time passes before a
// missing next contact stands before the leader.
const MissingClimbs = 4 * time.Hour

// ReviewSilence is the rule *silence* for a missing next contact: every open
// engagement has one, and a missing one is an alarm at once, not a blank.
func ReviewSilence(e Engagement, team prompt.Team, now time.Time) prompt.Decision {
	if !e.Open || e.HasNext {
		return prompt.Decision{}
	}
	climbs := e.Since.Add(MissingClimbs)
	if team.Owner.Calendar != nil {
		climbs = team.Owner.Calendar.Add(e.Since, MissingClimbs).UTC()
	}
	level := prompt.ToOwner
	if !now.Before(climbs) {
		level, climbs = prompt.ToLeader, time.Time{}
	}
	holder, moves := team.Holder(level, now)
	return prompt.Decision{
		Ask:  &prompt.Ask{Rule: prompt.Silence, Stage: prompt.Missing, Level: level, Holder: holder, SnoozeBy: climbs},
		Next: prompt.Sooner(climbs, moves),
	}
}

// ContactEvery is how many of the client's business days pass between two
// contacts where nothing else was agreed.
const ContactEvery = 5

// ContactHour is the hour of the day, in the client's zone, by which a
// proposed next contact is due where his office is open then.
const ContactHour = worktime.Clock(16 * 60)

// NextContact proposes when the client hears from us next: in [ContactEvery]
// of his business days, by [ContactHour] or the close of his office if that is
// earlier.
func NextContact(cal *worktime.Calendar, now time.Time) time.Time {
	return nextContactIn(cal, ContactEvery, now)
}

// SpreadContacts is how many clients who come all at once hear from one owner
// on one day: whoever brings in three hundred is not to call them all on the
// same one.
const SpreadContacts = 5

// SpreadContact is [NextContact] for one of many who come at once, before of
// them before him: [SpreadContacts] a day, the first as usual.
func SpreadContact(cal *worktime.Calendar, before int, now time.Time) time.Time {
	return nextContactIn(cal, ContactEvery+before/SpreadContacts, now)
}

func nextContactIn(cal *worktime.Calendar, days int, now time.Time) time.Time {
	today := worktime.DayOf(now, cal.Location())
	day, ok := cal.AddBusinessDays(today, days)
	if !ok { // a client who never opens: count plain days
		day = today.AddDays(days)
	}
	closes := cal.EndOf(day)
	if at, err := cal.At(day, ContactHour); err == nil && at.Before(closes) {
		return at.UTC()
	}
	return closes.UTC()
}

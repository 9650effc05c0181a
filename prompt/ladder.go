package prompt

import (
	"time"

	"kept/worktime"
)

// Lead is how much working time each stretch before a date takes.
type Lead struct {
	Notice time.Duration `json:"notice"` // what the client needs between being told and the date, in his working time
	Leader time.Duration `json:"leader"` // what the leader needs before that, in his
	Deputy time.Duration `json:"deputy"` // what the deputy needs before that, in his
	Warn   time.Duration `json:"warn"`   // what the owner needs before that, in his
}

// Ladder is the moments before a date at which somebody is asked, in order:
// Warn < Deputy <= Leader < TellBy < Date. Without a deputy Deputy equals Leader.
type Ladder struct {
	Warn, Deputy, Leader, TellBy, Date time.Time
}

// Climb works the ladder back from a date through the client's and the team's
// calendars, so that each can act inside his own hours. since is when the date
// was set. Where there is not time enough for every stretch, what there is
// between since and the date is divided in four: the owner is asked after the
// first quarter, the leader after the second, and the third ends with the last
// moment to tell; so that on a short promise too the owner and then the leader
// are asked while the client can still be told.
func Climb(since, date time.Time, lead Lead, team Team, client *worktime.Calendar) Ladder {
	l := Ladder{Date: date}
	l.TellBy = lastOpen(team.Owner.Calendar, lastOpen(client, back(client, date, lead.Notice)))
	l.Leader = back(team.Leader.Calendar, l.TellBy, lead.Leader)
	l.Deputy = l.Leader
	if team.Deputy.ID != "" {
		l.Deputy = back(team.Deputy.Calendar, l.Leader, lead.Deputy)
	}
	l.Warn = back(team.Owner.Calendar, l.Deputy, lead.Warn)
	if l.Warn.After(since) && l.ordered() {
		return l
	}
	// Room for the ladder's later rungs only: the owner is asked at once.
	if l.Deputy.After(since.Add(minRung)) && l.Warn.Before(l.Deputy) && l.ordered() {
		l.Warn = since.Add(minRung)
		if l.Warn.Before(l.Deputy) {
			return l
		}
	}
	quarter := (date.Sub(since) / 4).Truncate(time.Millisecond)
	if quarter < time.Millisecond {
		quarter = time.Millisecond
	}
	l.Warn = since.Add(quarter)
	l.Leader = since.Add(2 * quarter)
	l.Deputy = l.Leader
	l.TellBy = since.Add(3 * quarter)
	return l
}

// minRung is how long after a date was set its owner is asked at the earliest:
// nobody is asked about a promise while he is still writing it down.
const minRung = time.Minute

func (l Ladder) ordered() bool {
	return l.Warn.Before(l.Deputy) && !l.Leader.Before(l.Deputy) && l.Leader.Before(l.TellBy) && l.TellBy.Before(l.Date)
}

// back counts working time back, and plain time where there is no calendar.
func back(c *worktime.Calendar, t time.Time, d time.Duration) time.Time {
	if c == nil {
		return t.Add(-d)
	}
	return c.Sub(t, d).UTC()
}

func lastOpen(c *worktime.Calendar, t time.Time) time.Time {
	if c == nil {
		return t
	}
	if o, ok := c.LastOpen(t); ok {
		return o.UTC()
	}
	return t
}

// Level tells how far a question has climbed at now, and when it climbs on.
func (l Ladder) Level(now time.Time) (Level, time.Time) {
	switch {
	case now.Before(l.Deputy):
		return ToOwner, l.Deputy
	case now.Before(l.Leader):
		return ToDeputy, l.Leader
	default:
		return ToLeader, time.Time{}
	}
}

// Rungs are the moments at which somebody is asked about what is due at a moment,
// where they are shares of the time until then.
type Rungs struct {
	Owner, Deputy, Leader, Due time.Time
}

// Decide gives what is asked at now: the owner first, then his deputy where he has
// one, then his leader; at Due it is in time, after that it has passed.
func (r Rungs) Decide(rule Rule, early Stage, team Team, now time.Time) Decision {
	if team.Deputy.ID == "" {
		r.Deputy = r.Leader
	}
	if now.Before(r.Owner) {
		return Decision{Next: r.Owner}
	}
	ask := Ask{Rule: rule, Stage: early, ActBy: r.Due, SnoozeBy: r.Due}
	var next time.Time
	switch {
	case now.Before(r.Deputy):
		next, ask.SnoozeBy = r.Deputy, r.Deputy
	case now.Before(r.Leader):
		next, ask.SnoozeBy, ask.Level = r.Leader, r.Leader, ToDeputy
	default:
		ask.Level = ToLeader
	}
	if passed := r.Due.Add(time.Millisecond); now.Before(passed) {
		next = Sooner(next, passed)
	} else {
		ask.Stage, ask.SnoozeBy = Passed, time.Time{}
	}
	holder, moves := team.Holder(ask.Level, now)
	ask.Holder = holder
	return Decision{Ask: &ask, Next: Sooner(next, moves)}
}

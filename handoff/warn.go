package handoff

import (
	"time"

	"kept/plan"
	"kept/prompt"
	"kept/worktime"
)

// Stands is how what waits on a hand-off stands.
type Stands struct {
	Open  bool      // it is neither kept, released nor done
	SetAt time.Time // when the client's date was set; zero = no client waits
	// Ladder is that of the promise; zero = no client waits.
	Ladder prompt.Ladder
}

// Climbs is how much of the owner's working time passes before his leader is
// asked about a hand-off on which no client's date hangs.
const Climbs = 8 * time.Hour

// Ground is what the rules go by besides the hand-off itself.
type Ground struct {
	Remind Ladder
	Stands Stands
	Team   prompt.Team
	Party  *worktime.Calendar // of whoever was asked
}

// Decision is what the rules found about a hand-off.
type Decision struct {
	prompt.Decision
	Remind bool // a reminder is due
}

// Review is the watchdog's look at one hand-off: the rule *hand-off*, and
// *client's turn* where the client himself was asked. It says whether the party
// is to be reminded and who is to be asked what at now, and when it wants to
// look again.
func Review(h HandOff, g Ground, now time.Time) Decision {
	var d Decision
	s := g.Stands
	if h.Over() || !s.Open || s.passed(now) {
		return d
	}
	if at := h.RemindAt(g.Remind, g.Party); !at.IsZero() && !s.passed(at) {
		if d.Remind = !now.Before(at); d.Remind {
			d.Next = s.over()
		} else {
			d.Next = at
		}
	}
	from := h.since(g)
	if now.Before(from) {
		if !s.passed(from) {
			d.Next = prompt.Sooner(d.Next, from)
		}
		return d
	}
	d.ask(h, g, from, now)
	return d
}

// passed tells whether the client's date has passed: then its own rules speak.
func (s Stands) passed(now time.Time) bool {
	return !s.Ladder.Date.IsZero() && now.After(s.Ladder.Date)
}

// over is the first moment after the client's date; zero = there is none.
func (s Stands) over() time.Time {
	if s.Ladder.Date.IsZero() {
		return time.Time{}
	}
	return s.Ladder.Date.Add(time.Millisecond)
}

// since is when the owner has to know that it does not come, or may not come.
func (h HandOff) since(g Ground) time.Time {
	l := g.Remind
	if h.Bad(g.Party) && !g.Stands.SetAt.After(h.AnsweredAt) {
		return h.AnsweredAt
	}
	if h.Unreached() && !g.Stands.SetAt.After(h.BouncedAt) {
		return prompt.Sooner(h.NeedBy, h.BouncedAt)
	}
	if h.State == Asked && h.Party.Side == plan.Theirs && l.Most > 0 && h.Reminders >= l.Most {
		// Nobody writes to a client for ever: somebody calls.
		return prompt.Sooner(h.NeedBy, g.Party.Add(h.RemindedAt, l.Every).UTC().Truncate(time.Millisecond))
	}
	return h.NeedBy
}

func (d *Decision) ask(h HandOff, g Ground, from, now time.Time) {
	s := g.Stands
	level, climbs := s.rungs(g.Team, from).Level(now)
	holder, moves := g.Team.Holder(level, now)
	k := prompt.Ask{Rule: prompt.HandOff, Stage: prompt.Early, Level: level, Holder: holder, ActBy: s.Ladder.TellBy}
	if h.Party.Side == plan.Theirs {
		k.Rule = prompt.ClientsTurn
	}
	d.Next = prompt.Sooner(d.Next, prompt.Sooner(climbs, moves))
	switch {
	case s.Ladder.Date.IsZero():
		k.ActBy = h.NeedBy
		k.SnoozeBy = climbs
	case now.Before(s.Ladder.TellBy):
		d.Next = prompt.Sooner(d.Next, s.Ladder.TellBy)
		k.SnoozeBy = prompt.Sooner(climbs, k.ActBy)
	default:
		k.Stage, k.ActBy = prompt.TellNow, s.Ladder.Date
		d.Next = prompt.Sooner(d.Next, s.over())
		k.SnoozeBy = prompt.Sooner(climbs, k.ActBy)
	}
	d.Ask = &k
}

// rungs gives when the question climbs, once it stands before the owner. The
// promise's own ladder does where it still has room for him; where it has not,
// what is left until the client has to be told is divided in three.
func (s Stands) rungs(team prompt.Team, from time.Time) prompt.Ladder {
	if s.Ladder.Date.IsZero() {
		climbs := from.Add(Climbs)
		if team.Owner.Calendar != nil {
			climbs = team.Owner.Calendar.Add(from, Climbs).UTC().Truncate(time.Millisecond)
		}
		return prompt.Ladder{Deputy: climbs, Leader: climbs}
	}
	l := s.Ladder
	if l.Deputy.After(from) {
		return l
	}
	end := l.TellBy
	if !end.After(from) {
		end = l.Date
	}
	third := max((end.Sub(from) / 3).Truncate(time.Millisecond), time.Millisecond)
	l.Deputy, l.Leader = from.Add(third), from.Add(2*third)
	if team.Deputy.ID == "" {
		l.Deputy = l.Leader
	}
	return l
}

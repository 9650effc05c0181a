package news

import (
	"time"

	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// NoteGround is what the rule of notes goes by besides the next contact itself.
type NoteGround struct {
	Policy promise.Policy
	Team   prompt.Team                           // of whoever owns the next contact
	Client *worktime.Calendar                    // of the client
	Hours  func(of member.ID) *worktime.Calendar // of a member; nil = not known
}

// NoteAt tells when a note that there is no news may go by itself: the next contact
// has passed, its owner and then his leader were asked, the leader had as long as the
// owner, and neither put it off nor waved it away. live is the prompt as it stands
// at now; false = none goes as things stand.
func NoteAt(live prompt.Prompt, g NoteGround, now time.Time) (time.Time, bool) {
	if live.Stage != prompt.Passed || live.Level != prompt.ToLeader || live.Dismissed != "" || live.Snoozes > 0 {
		return time.Time{}, false
	}
	at := live.RaisedAt.Add(g.Policy.AfterBroken)
	if hours := g.Hours(live.Holder); hours != nil {
		at = hours.Add(live.RaisedAt, g.Policy.AfterBroken)
	}
	if at.Before(now) {
		at = now
	}
	at, ok := g.Client.NextOpen(at)
	return at.UTC().Truncate(time.Millisecond), ok
}

// maxLooks bounds how often a next contact is looked at while it is walked forward.
const maxLooks = 100

// ForetellNote tells when a note will go about a next contact, if nobody does
// anything from now on until a moment. It asks [promise.Review] and [NoteAt] again and
// again with a later now; live is the prompt that stands now, nil = none does.
func ForetellNote(p promise.Promise, live *prompt.Prompt, g NoteGround, now, until time.Time) (time.Time, bool) {
	for range maxLooks {
		p, _ = p.Rule(now)
		d := promise.Review(p, g.Policy, g.Team, g.Client, now)
		switch {
		case d.Ask == nil:
			live = nil
		case live == nil:
			live = &prompt.Prompt{Ask: *d.Ask, RaisedAt: now}
		default:
			asks := live.Asks(*d.Ask, now)
			live = &asks
		}
		next := d.Next
		if live != nil {
			if at, ok := NoteAt(*live, g, now); ok && !at.After(now) {
				return now, true
			} else if ok {
				next = prompt.Sooner(next, at)
			}
		}
		if !next.After(now) || next.After(until) {
			return time.Time{}, false
		}
		now = next
	}
	return time.Time{}, false
}

// Package notice holds what a contact was told: one notice is one telling of
// one matter to one contact, with the evidence of how far it came.
//
// A client is told when a notice was accepted by his channel and has not
// bounced, or when a member logged a call or meeting that reached him. What is
// recorded is what was sent, word for word.
package notice

import (
	"time"

	"kept/prompt"
)

// ID names a notice.
type ID string

// Channel is the way a notice goes.
type Channel string

// The channels.
const (
	Mail    Channel = "mail"
	Call    Channel = "call"
	Meeting Channel = "meeting"
)

// Kind is what a notice tells.
type Kind string

// The kinds.
const (
	Made    Kind = "made"    // what was promised
	Reset   Kind = "reset"   // a new date, with its reason
	Keeping Kind = "keeping" // it is there
	Word    Kind = "word"    // something else worth knowing
	Update  Kind = "update"  // a status update
	Issue   Kind = "issue"   // what went wrong, with its fix
	Answer  Kind = "answer"  // to what the client said
	// Acknowledgement is the first word on a message: we have it, you will hear by then.
	Acknowledgement Kind = "acknowledgement"
)

// State is how far a notice came.
type State string

// The states.
const (
	Queued    State = "queued"    // in the outbox
	Accepted  State = "accepted"  // the client's channel took it
	Bounced   State = "bounced"   // refused, or returned: he does not know
	Unsure    State = "unsure"    // handed over, but the answer was lost
	Withdrawn State = "withdrawn" // undone before it left
)

// Notice is one telling.
type Notice struct {
	ID          ID
	ClientID    string
	ProjectID   string
	ContactID   string
	Address     string // where it went; the contact may have another one by now
	ByID        string // the member who told
	Kind        Kind
	Channel     Channel
	Subject     string
	Text        string // word for word as it was sent or said
	QueuedAt    time.Time
	AcceptedAt  time.Time
	DeliveredAt time.Time
	SeenAt      time.Time
	BouncedAt   time.Time
	UnsureAt    time.Time
	WithdrawnAt time.Time
	Proof       string // the channel's last answer
	SettledAt   time.Time
	SettledHow  string // how an undelivered one was made good
	Version     int
}

// State decides how far the notice came.
func (n Notice) State() State {
	switch {
	case !n.WithdrawnAt.IsZero():
		return Withdrawn
	case !n.BouncedAt.IsZero():
		return Bounced
	case !n.AcceptedAt.IsZero():
		return Accepted
	case !n.UnsureAt.IsZero():
		return Unsure
	}
	return Queued
}

// Told gives the moment from which the client knows; zero = he does not.
func (n Notice) Told() time.Time {
	if n.State() != Accepted {
		return time.Time{}
	}
	return n.AcceptedAt
}

// Stuck is how long a notice may lie in the outbox, in plain time, before its
// author is asked to call instead.
const Stuck = time.Hour

// UndeliveredClimbs is how long, in the author's working time, an undelivered
// notice stands before him until it stands before his leader.
const UndeliveredClimbs = 2 * time.Hour

// Review is the rule *undelivered*: a notice bounced, was refused, its answer
// was lost, or it does not get out. Call instead. by is the first date that
// passes in silence unless the notice arrives, where it tells of a move; zero =
// it moves none. Author and leader are asked before that date, however near.
func Review(n Notice, by time.Time, team prompt.Team, now time.Time) prompt.Decision {
	if !n.SettledAt.IsZero() {
		return prompt.Decision{}
	}
	var since time.Time
	stage := prompt.Passed
	switch n.State() {
	case Bounced:
		since = n.BouncedAt
	case Unsure:
		since = n.UnsureAt
	case Queued:
		since, stage = n.QueuedAt.Add(part(n.QueuedAt, by, 4, Stuck)), prompt.Early
		if now.Before(since) {
			return prompt.Decision{Next: since}
		}
	default:
		return prompt.Decision{}
	}
	climbs := since.Add(UndeliveredClimbs)
	if team.Owner.Calendar != nil {
		climbs = team.Owner.Calendar.Add(since, UndeliveredClimbs).UTC()
	}
	climbs = since.Add(part(since, by, 2, climbs.Sub(since)))
	level := prompt.ToOwner
	if !now.Before(climbs) {
		level, climbs = prompt.ToLeader, time.Time{}
	}
	holder, moves := team.Holder(level, now)
	return prompt.Decision{
		Ask:  &prompt.Ask{Rule: prompt.Undelivered, Stage: stage, Level: level, Holder: holder, SnoozeBy: climbs},
		Next: prompt.Sooner(climbs, moves),
	}
}

// part is one of so many equal parts of the time until by, and at most so long;
// with no time left until then it is just that long.
func part(from, by time.Time, parts int, most time.Duration) time.Duration {
	if !by.After(from) {
		return most
	}
	return min((by.Sub(from) / time.Duration(parts)).Truncate(time.Millisecond), most)
}

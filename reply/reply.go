// Package reply holds how fast the firm answers: its standards, and the
// response clocks that are measured against them (stories 4 and 5).
//
// A clock is one wait of a client. It is started by his message and stopped by
// a person's answer that reached him, never by automatic mail and never
// because time passed. Both its standard and its wait are counted in working
// time. Answered at the very moment of the standard counts as within it.
package reply

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/prompt"
	"kept/worktime"
)

// ID names a response clock.
type ID string

// Channel is how the client's message came.
type Channel string

// The channels that have a standard.
const (
	Call Channel = "call"
	Mail Channel = "mail"
)

// Standards is how much working time an answer may take, by channel.
type Standards struct {
	Call time.Duration `json:"call"`
	Mail time.Duration `json:"mail"`
}

// Usual is what a firm starts with: calls are returned within 90 minutes and
// mails answered within 4 working hours (story 5).
func Usual() Standards { return Standards{Call: 90 * time.Minute, Mail: 4 * time.Hour} }

// For gives the standard of a channel.
func (s Standards) For(c Channel) time.Duration {
	if c == Call {
		return s.Call
	}
	return s.Mail
}

// Limits of a standard.
const (
	MinStandard = 5 * time.Minute
	MaxStandard = 30 * 8 * time.Hour
)

// Check refuses standards outside [MinStandard] and [MaxStandard].
func (s Standards) Check() error {
	var c fault.Check
	for field, d := range map[string]time.Duration{"standard_call": s.Call, "standard_mail": s.Mail} {
		c.Want(d >= MinStandard && d <= MaxStandard, field, "Choose between five minutes and thirty working days.")
	}
	return c.Err()
}

// Clock is one wait of a client.
type Clock struct {
	ID        ID
	ClientID  string
	ContactID string
	MemberID  member.ID // who is to answer
	Channel   Channel
	About     string
	StartedAt time.Time
	DueAt     time.Time // the standard's moment, fixed when it started
	StoppedAt time.Time // a person's answer reached him; zero = he waits
	StoppedBy member.ID
	Waited    time.Duration // working time from start to stop
	Version   int
}

// MaxAbout is the longest note on what a wait is about, in characters.
const MaxAbout = 300

// Start starts a clock at the moment of the client's message.
func Start(c Clock, s Standards, cal *worktime.Calendar, at, now time.Time) (Clock, error) {
	var k fault.Check
	k.Want(c.ClientID != "", "client", "Say who waits.")
	k.Want(c.MemberID != "", "member", "Say who is to answer.")
	k.Want(c.Channel == Call || c.Channel == Mail, "channel", "Choose call or mail.")
	member.CheckOptionalLine(&k, "about", c.About, MaxAbout)
	k.Want(!at.After(now), "at", "That is still to come.")
	k.Want(now.Sub(at) <= 366*24*time.Hour, "at", "That is more than a year ago.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.StartedAt, c.DueAt, c.Version = at, cal.Add(at, s.For(c.Channel)).UTC(), 1
	return c, nil
}

// Stop stops a clock at the moment a person's answer reached the client.
func (c Clock) Stop(by member.ID, cal *worktime.Calendar, at, now time.Time) (Clock, error) {
	switch {
	case !c.StoppedAt.IsZero():
		return c, fault.New(fault.Conflict, "This was answered already.")
	case at.After(now):
		return c, fault.Field("at", "That is still to come.")
	case at.Before(c.StartedAt):
		return c, fault.Field("at", "That is before the client's message.")
	}
	c.StoppedAt, c.StoppedBy, c.Waited = at, by, cal.Between(c.StartedAt, at)
	return c, nil
}

// Resume starts a clock again whose stop was undone: the client still waits.
func (c Clock) Resume() Clock {
	c.StoppedAt, c.StoppedBy, c.Waited = time.Time{}, "", 0
	return c
}

// Within tells whether the answer came within the standard.
func (c Clock) Within() bool { return !c.StoppedAt.IsZero() && !c.StoppedAt.After(c.DueAt) }

// The shares of the standard after which the owner, and then his leader, is asked.
const (
	AskOwner  = 0.5
	AskLeader = 0.8
)

// Review is the rule *unanswered*: a clock nears or passes its standard.
func Review(c Clock, team prompt.Team, cal *worktime.Calendar, now time.Time) prompt.Decision {
	if !c.StoppedAt.IsZero() {
		return prompt.Decision{}
	}
	standard := cal.Between(c.StartedAt, c.DueAt)
	owner := cal.Add(c.StartedAt, share(standard, AskOwner)).UTC()
	leader := cal.Add(c.StartedAt, share(standard, AskLeader)).UTC()
	if now.Before(owner) {
		return prompt.Decision{Next: owner}
	}
	ask := prompt.Ask{Rule: prompt.Unanswered, Stage: prompt.Early, ActBy: c.DueAt, SnoozeBy: leader}
	var next time.Time
	if now.Before(leader) {
		next = leader
	} else {
		ask.Level, ask.SnoozeBy = prompt.ToLeader, c.DueAt
	}
	passed := c.DueAt.Add(time.Millisecond)
	if now.Before(passed) {
		next = prompt.Sooner(next, passed)
	} else {
		ask.Stage, ask.SnoozeBy = prompt.Passed, time.Time{}
	}
	holder, moves := team.Holder(ask.Level, now)
	ask.Holder = holder
	return prompt.Decision{Ask: &ask, Next: prompt.Sooner(next, moves)}
}

func share(d time.Duration, s float64) time.Duration {
	return time.Duration(float64(d) * s).Truncate(time.Millisecond)
}

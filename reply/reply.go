// Package reply holds how fast the firm answers: its standards, and the
// response clocks that are measured against them (stories 4 and 5).
//
// A clock is one wait of a client. It is started by his message and stopped by
// a person's answer that reached him, never by automatic mail and never
// because time passed. Both its standard and its wait are counted in working
// time; the time in which we wait for him, or for a third party, is kept apart
// and counts for neither. Answered at the very moment of the standard counts as
// within it.
package reply

import (
	"slices"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/prompt"
	"kept/worktime"
)

// ID names a response clock.
type ID string

// Clock is one wait of a client.
type Clock struct {
	ID             ID
	ClientID       string
	ContactID      string
	MemberID       member.ID // who is to answer
	Channel        Channel
	Wait           Wait
	ConversationID string // "" = of a call that was logged
	MessageID      string // what started it
	PromiseID      string // the promise that the acknowledgement made of it; "" = none
	About          string
	Standard       time.Duration // working time, fixed when it started
	StartedAt      time.Time
	KnownAt        time.Time // when we knew that he waits; later than StartedAt where his message was filed late
	DueAt          time.Time // the standard's moment; a pause moves it
	StoppedAt      time.Time // a person's answer reached him; zero = he waits
	StoppedBy      member.ID
	StoppedWith    string        // the message that stopped it; "" = none, see StoppedWhy
	StoppedWhy     string        // why no answer was needed
	Waited         time.Duration // working time from start to stop, without the pauses
	Pauses         []Pause
	Version        int
}

// Party is for whom we wait while a clock is paused.
type Party string

// Whom we wait for.
const (
	OnClient     Party = "client"
	OnThirdParty Party = "third party"
)

// Pause is a time in which we could not answer, because it was somebody else's turn.
type Pause struct {
	On    Party     `json:"on"`
	Why   string    `json:"why"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until,omitzero"` // zero = it goes on
}

// Limits of what is written about a wait, in characters, and of its pauses.
const (
	MaxAbout  = 300
	MaxWhy    = 300
	MaxPauses = 100
)

// Start starts a clock at the moment of the client's message. within is its
// standard, of [Standards.For].
func Start(c Clock, within time.Duration, cal *worktime.Calendar, at, now time.Time) (Clock, error) {
	var k fault.Check
	k.Want(c.ClientID != "", "client", "Say who waits.")
	k.Want(c.MemberID != "", "member", "Say who is to answer.")
	k.Want(known(c.Channel, Channels()), "channel", "Choose call, mail, portal or SMS.")
	k.Want(known(c.Wait, Waits()), "wait", "Say what they wait for.")
	k.Want(within > 0, "within", "There is no standard for this.")
	member.CheckOptionalLine(&k, "about", c.About, MaxAbout)
	k.Want(!at.After(now), "at", "That is still to come.")
	k.Want(now.Sub(at) <= 366*24*time.Hour, "at", "That is more than a year ago.")
	if err := k.Err(); err != nil {
		return c, err
	}
	c.Standard, c.StartedAt, c.KnownAt, c.Version = within, at, now, 1
	c.DueAt = c.moment(cal, within)
	return c, nil
}

// moment is when so much working time of the wait is over, the pauses left out.
func (c Clock) moment(cal *worktime.Calendar, d time.Duration) time.Time {
	at := c.StartedAt
	for _, p := range c.Pauses {
		run := cal.Between(at, p.From)
		if d <= run || p.Until.IsZero() {
			break
		}
		d -= run
		at = p.Until
	}
	return cal.Add(at, d).UTC()
}

// Elapsed is the working time that the client has waited until a moment, the
// pauses left out.
func (c Clock) Elapsed(cal *worktime.Calendar, until time.Time) time.Duration {
	d := cal.Between(c.StartedAt, until)
	for _, p := range c.Pauses {
		end := p.Until
		if end.IsZero() || end.After(until) {
			end = until
		}
		if end.After(p.From) {
			d -= cal.Between(p.From, end)
		}
	}
	return d
}

// Running tells whether the client waits.
func (c Clock) Running() bool { return c.StoppedAt.IsZero() }

// Paused tells whether somebody else's turn holds the clock.
func (c Clock) Paused() bool {
	return len(c.Pauses) > 0 && c.Pauses[len(c.Pauses)-1].Until.IsZero()
}

// Pause holds the clock while it is somebody else's turn.
func (c Clock) Pause(on Party, why string, now time.Time) (Clock, error) {
	var k fault.Check
	k.Want(on == OnClient || on == OnThirdParty, "on", "Say for whom we wait: the client or a third party.")
	member.CheckLine(&k, "why", why, MaxWhy)
	if err := k.Err(); err != nil {
		return c, err
	}
	switch {
	case !c.Running():
		return c, fault.New(fault.Conflict, "This was answered already.")
	case c.Wait.Worried():
		return c, fault.New(fault.Conflict, worriedSay)
	case c.Paused():
		return c, fault.New(fault.Conflict, "This waits already.")
	case now.Before(c.StartedAt):
		return c, fault.Field("at", "That is before the client's message.")
	case len(c.Pauses) >= MaxPauses:
		return c, fault.New(fault.Conflict, "This was paused a hundred times. Answer them.")
	}
	c.Pauses = append(slices.Clone(c.Pauses), Pause{On: on, Why: why, From: now})
	return c, nil
}

// Go lets a paused clock run on: it is our turn again. What passed its standard
// before the pause has passed it.
func (c Clock) Go(cal *worktime.Calendar, now time.Time) (Clock, error) {
	if !c.Running() || !c.Paused() {
		return c, fault.New(fault.Conflict, "This does not wait for anybody else.")
	}
	last := len(c.Pauses) - 1
	c.Pauses = slices.Clone(c.Pauses)
	if now.Before(c.Pauses[last].From) {
		now = c.Pauses[last].From
	}
	c.Pauses[last].Until = now
	if !c.Pauses[last].From.After(c.DueAt) {
		c.DueAt = c.moment(cal, c.standard(cal))
	}
	return c, nil
}

// standard is the working time that was granted.
func (c Clock) standard(cal *worktime.Calendar) time.Duration {
	if c.Standard > 0 {
		return c.Standard
	}
	return cal.Between(c.StartedAt, c.DueAt)
}

// Stop stops a clock at the moment a person's answer reached the client.
func (c Clock) Stop(by member.ID, cal *worktime.Calendar, at, now time.Time) (Clock, error) {
	switch {
	case !c.Running():
		return c, fault.New(fault.Conflict, "This was answered already.")
	case at.After(now):
		return c, fault.Field("at", "That is still to come.")
	case at.Before(c.StartedAt):
		return c, fault.Field("at", "That is before the client's message.")
	}
	if c.Paused() {
		c, _ = c.Go(cal, at) // it runs and is paused: that it may go on was just seen
	}
	c.StoppedAt, c.StoppedBy, c.Waited = at, by, c.Elapsed(cal, at)
	return c, nil
}

// worriedSay refuses to settle a worry without an answer.
const worriedSay = "They are worried. Only an answer of yours that reaches them settles this: write, or call."

// Excuse stops a clock without an answer: a person says why none is needed.
func (c Clock) Excuse(why string, by member.ID, cal *worktime.Calendar, now time.Time) (Clock, error) {
	var k fault.Check
	member.CheckLine(&k, "why", why, MaxWhy)
	if err := k.Err(); err != nil {
		return c, err
	}
	if c.Wait.Worried() && c.Running() {
		return c, fault.New(fault.Conflict, worriedSay)
	}
	c, err := c.Stop(by, cal, now, now)
	c.StoppedWhy = why
	return c, err
}

// Resume starts a clock again whose stop was undone, or whose answer came back:
// the client still waits.
func (c Clock) Resume() Clock {
	c.StoppedAt, c.StoppedBy, c.StoppedWith, c.StoppedWhy, c.Waited = time.Time{}, "", "", "", 0
	return c
}

// Within tells whether the answer came within the standard.
func (c Clock) Within() bool { return !c.StoppedAt.IsZero() && !c.StoppedAt.After(c.DueAt) }

// Counts tells whether a clock counts in the record against the standards: it
// was answered, not excused.
func (c Clock) Counts() bool { return !c.StoppedAt.IsZero() && c.StoppedWhy == "" }

// Review is the rule *unanswered*: a clock nears or passes its standard. The
// owner is asked after a share of it, then his deputy, then his leader. Where
// his share was over when we knew of the wait, he is asked at once, and what is
// left is divided in three: nobody is passed over. A worried client's leader is
// asked at once, by the rule *worried*.
func Review(c Clock, shares Shares, team prompt.Team, cal *worktime.Calendar, now time.Time) prompt.Decision {
	if !c.Running() || c.Paused() {
		return prompt.Decision{}
	}
	owner, deputy, leader := c.rungs(shares.OrUsual(), cal)
	rule := prompt.Unanswered
	if c.Wait.Worried() {
		owner, rule = c.StartedAt, prompt.Worried
	}
	d := prompt.Rungs{Owner: owner, Deputy: deputy, Leader: leader, Due: c.DueAt}.Decide(rule, prompt.Early, team, now)
	if d.Ask != nil && c.Wait.Worried() {
		d.Ask.SnoozeBy = time.Time{} // it cannot wait
	}
	return d
}

// rungs gives when the owner, his deputy and his leader are asked.
func (c Clock) rungs(shares Shares, cal *worktime.Calendar) (owner, deputy, leader time.Time) {
	var known time.Duration
	standard := c.standard(cal)
	if c.KnownAt.After(c.StartedAt) {
		known = c.Elapsed(cal, c.KnownAt)
	}
	o, d, l := part(standard, shares.Owner), part(standard, shares.Deputy), part(standard, shares.Leader)
	if known > o && known < standard {
		third := ((standard - known) / 3).Truncate(time.Millisecond)
		o, d, l = known, known+third, known+2*third
	}
	return c.moment(cal, o), c.moment(cal, d), c.moment(cal, l)
}

func part(d time.Duration, percent int) time.Duration {
	return (d * time.Duration(percent) / 100).Truncate(time.Millisecond)
}

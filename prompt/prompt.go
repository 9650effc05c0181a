// Package prompt holds what Kept asks a member to do: why, by when, and who is
// asked next when he does not.
//
// A rule (in promise, client, notice, reply) looks at one obligation and
// returns a [Decision]: what to ask now, if anything, and the next moment at
// which the answer will be another one. Two properties hold for every rule and
// are fuzzed: nothing changes before Next, and something does change at Next.
// That lets the watchdog sleep instead of polling.
package prompt

import (
	"time"

	"kept/internal/fault"
	"kept/member"
)

// ID names a prompt.
type ID string

// Rule names the rule of the watchdog that speaks.
type Rule string

// The rules, as in the table of the product's words.
const (
	Due         Rule = "due"           // a promise nears its date
	Doubtful    Rule = "doubtful"      // the forecast gives a promise less than the chosen chance
	Broken      Rule = "broken"        // a date passed, neither kept nor told
	Silence     Rule = "silence"       // the next contact is due, or is missing
	Untold      Rule = "untold"        // a moved date has not reached the client
	Undelivered Rule = "undelivered"   // a notice bounced, was refused, or is stuck
	Unconfirmed Rule = "unconfirmed"   // an appointment nears and nobody confirmed that it stands
	Absent      Rule = "absent"        // the owner is away and has promises that fall due
	Unanswered  Rule = "unanswered"    // a response clock nears or passes its standard
	Worried     Rule = "worried"       // a client had to ask too often
	HandOff     Rule = "hand-off"      // another party has not answered by the moment it is needed
	ClientsTurn Rule = "client's turn" // the client himself has not answered
)

// Level is how far a prompt has climbed.
type Level int

// The levels of escalation.
const (
	ToOwner Level = iota
	ToDeputy
	ToLeader
)

// String gives the level's word.
func (l Level) String() string {
	switch l {
	case ToOwner:
		return "owner"
	case ToDeputy:
		return "deputy"
	case ToLeader:
		return "leader"
	}
	return "nobody"
}

// Stage tells one rule's successive questions about one obligation apart.
type Stage string

// The stages.
const (
	Early   Stage = "early"   // there is time to do it, and time to tell
	TellNow Stage = "tell"    // the last moment to tell in good time has come
	Passed  Stage = "passed"  // the moment itself is over
	Missing Stage = "missing" // there is no date at all
)

// Ask is what a rule wants asked.
type Ask struct {
	Rule   Rule
	Stage  Stage
	Level  Level
	Holder member.ID
	ActBy  time.Time // do it by then and it is in time; zero = at once
	// SnoozeBy is how long the holder may put it off: the next moment at which
	// it becomes somebody else's, or too late.
	SnoozeBy time.Time
}

// Urgent tells whether it has a mail of its own that leaves at once: a client said
// himself that he is worried. It is not put off, and not waved away.
func (a Ask) Urgent() bool { return a.Rule == Worried && (a.Stage == Early || a.Stage == Passed) }

// Same tells whether two asks are one question to one person, whatever the moments.
func (a Ask) Same(b Ask) bool {
	return a.Rule == b.Rule && a.Stage == b.Stage && a.Level == b.Level && a.Holder == b.Holder
}

// Climbed tells whether an ask only climbed to whom it stands before already,
// such as an owner who leads himself: he is not mailed of it twice.
func (a Ask) Climbed(b Ask) bool { return a.Stage == b.Stage && a.Holder == b.Holder }

// Decision is what a rule found: what to ask now (nil = nothing) and when to
// look again (zero = only when something changes).
type Decision struct {
	Ask  *Ask
	Next time.Time
}

// Sooner gives the earlier of two moments, where zero means never.
func Sooner(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// Prompt is an ask as it stands before a member. An obligation has one live
// prompt at most; it changes as time runs.
type Prompt struct {
	ID         ID
	Obligation string // what it is about: "promise:prm_…", "client:cli_…", "notice:ntc_…"
	Ask
	ClientID     string
	RaisedAt     time.Time // when this stage and level began
	SnoozedUntil time.Time
	Snoozes      int
	Dismissed    string    // why it is not needed, for this stage and level
	SettledAt    time.Time // zero while it is live
	MailAt       time.Time // when its holder is mailed, inside his hours; zero = done or not wanted
	Version      int
}

// Open tells whether the prompt stands before its holder at now.
func (p Prompt) Open(now time.Time) bool {
	return p.SettledAt.IsZero() && p.Dismissed == "" && !now.Before(p.SnoozedUntil)
}

// MaxSnoozes is how often one question may be put off.
const MaxSnoozes = 3

// Snooze puts a prompt off until a moment. It is refused after [MaxSnoozes],
// into the past, and past the moment at which it would pass to somebody else
// or be too late: a prompt cannot be snoozed into a broken promise.
func (p Prompt) Snooze(until, now time.Time) (Prompt, error) {
	switch {
	case !p.SettledAt.IsZero():
		return p, fault.New(fault.Conflict, "This is settled already.")
	case !until.After(now):
		return p, fault.Field("until", "Choose a moment that is still to come.")
	case p.Snoozes >= MaxSnoozes:
		return p, fault.New(fault.Conflict, "This was put off three times. Do it, tell the client, or hand it over.")
	case !p.SnoozeBy.IsZero() && until.After(p.SnoozeBy):
		return p, fault.Field("until", "That is too late: after that moment it passes to somebody else or is no longer in time.")
	case p.SnoozeBy.IsZero():
		return p, fault.New(fault.Conflict, "This cannot wait any longer.")
	}
	p.SnoozedUntil = until
	p.Snoozes++
	return p, nil
}

// Dismiss notes that the question is not needed, and why. A later stage or
// level of the same obligation is asked all the same.
func (p Prompt) Dismiss(why string) (Prompt, error) {
	var c fault.Check
	member.CheckLine(&c, "because", why, 300)
	if err := c.Err(); err != nil {
		return p, err
	}
	if !p.SettledAt.IsZero() {
		return p, fault.New(fault.Conflict, "This is settled already.")
	}
	if p.Urgent() {
		return p, fault.New(fault.Conflict, "They are worried. Only an answer of yours that reaches them settles this: write, or call.")
	}
	p.Dismissed = why
	return p, nil
}

// Asks lets a live prompt say what is asked at now. A new stage, level or holder is
// a new question: what was put off or waved away counts no more. When its holder is
// mailed is not decided here.
func (p Prompt) Asks(ask Ask, now time.Time) Prompt {
	same := p.Same(ask)
	p.Ask = ask
	if !same {
		p.RaisedAt, p.SnoozedUntil, p.Snoozes, p.Dismissed = now, time.Time{}, 0, ""
	} else if p.SnoozedUntil.After(ask.SnoozeBy) {
		p.SnoozedUntil = ask.SnoozeBy // the ladder has moved: it may not sleep past its next rung
	}
	return p
}

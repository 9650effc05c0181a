package reply

import (
	"fmt"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/member"
)

// Channel is how the client's message came.
type Channel string

// The channels that have a standard.
const (
	Call   Channel = "call"
	Mail   Channel = "mail"
	Portal Channel = "portal" // written on his page
	SMS    Channel = "sms"
)

// Channels lists every channel that has a standard.
func Channels() []Channel { return []Channel{Call, Mail, Portal, SMS} }

// Wait is what a client waits for.
type Wait string

// The waits. Each has a clock of its own.
const (
	Acknowledge Wait = "acknowledge"  // that somebody has his message
	First       Wait = "first answer" // of a person, in this conversation
	Next        Wait = "next answer"  // to what he wrote after that
	Between     Wait = "next word"    // the next word of ours in an open conversation, whoever spoke last
	Alarm       Wait = "alarm"        // of a person, to a client who pressed "I am worried"
	Rating      Wait = "rating"       // of a person, to a client who is not content
)

// Waits lists every wait.
func Waits() []Wait { return []Wait{Acknowledge, First, Next, Between, Alarm, Rating} }

// Worried tells whether the client is worried: his leader is asked at once, and
// only a person's answer that reached him ends the wait.
func (w Wait) Worried() bool { return w == Alarm || w == Rating }

// Standards is how much working time each wait may take.
type Standards struct {
	Call time.Duration `json:"call"` // an answer to a call
	Mail time.Duration `json:"mail"` // an answer to what was written
	// Acknowledge is until somebody says that we have a message, where no
	// acknowledgement goes out by itself; zero = there is no such standard.
	Acknowledge time.Duration `json:"acknowledge,omitempty"`
	// Between is the longest silence of ours in an open conversation; zero = no standard.
	Between time.Duration `json:"between,omitempty"`
	// Alarm is an answer to a client who is worried; zero = [UsualAlarm].
	Alarm time.Duration `json:"alarm,omitempty"`
	// Targets are what holds instead for some channels, stages and tiers.
	Targets []Target `json:"targets,omitempty"`
	// Shares of a standard after which people are asked; zero = [UsualShares].
	Shares Shares `json:"shares,omitzero"`
}

// Target is a standard of its own. What it leaves empty is all.
type Target struct {
	Channel Channel       `json:"channel,omitempty"`
	Stage   client.Stage  `json:"stage,omitempty"`
	Tier    string        `json:"tier,omitempty"`
	Wait    Wait          `json:"wait"`
	Within  time.Duration `json:"within"`
}

// Shares of a standard, in percent, after which the owner, his deputy and his
// leader are asked.
type Shares struct {
	Owner  int `json:"owner"`
	Deputy int `json:"deputy"`
	Leader int `json:"leader"`
}

// UsualShares asks the owner at half of a standard and his leader at four fifths.
func UsualShares() Shares { return Shares{Owner: 50, Deputy: 65, Leader: 80} }

// OrUsual gives [UsualShares] where none were chosen.
func (s Shares) OrUsual() Shares {
	if s == (Shares{}) {
		return UsualShares()
	}
	return s
}

// Usual is what a firm starts with: calls are returned within 90 minutes and
// mails answered within 4 working hours (story 5); where no acknowledgement
// goes out by itself, a person says within the hour that we have it.
func Usual() Standards {
	return Standards{Call: 90 * time.Minute, Mail: 4 * time.Hour, Acknowledge: time.Hour}
}

// Of says who waits for what, by which channel.
type Of struct {
	Channel Channel
	Stage   client.Stage
	Tier    string
	Wait    Wait
}

// UsualAlarm is how soon a worried client has a person's answer.
const UsualAlarm = 2 * time.Hour

// AlarmWithin is how soon a worried client has a person's answer.
func (s Standards) AlarmWithin() time.Duration {
	if s.Alarm == 0 {
		return UsualAlarm
	}
	return s.Alarm
}

// For gives the standard that holds: the most special target, a tier before a
// stage before a channel; without one what holds for all. An answer to a later
// message has the first answer's standard where it has none of its own. Zero =
// there is no standard.
func (s Standards) For(o Of) time.Duration {
	if d, ok := s.special(o); ok {
		return d
	}
	switch o.Wait {
	case Acknowledge:
		return s.Acknowledge
	case Between:
		return s.Between
	case Alarm, Rating:
		return s.AlarmWithin()
	case Next:
		o.Wait = First
		return s.For(o)
	}
	if o.Channel == Call {
		return s.Call
	}
	return s.Mail
}

func (s Standards) special(o Of) (time.Duration, bool) {
	best, within := -1, time.Duration(0)
	for _, t := range s.Targets {
		if t.Wait != o.Wait || !fits(t.Channel, o.Channel) || !fits(t.Stage, o.Stage) || !fits(t.Tier, o.Tier) {
			continue
		}
		if r := t.rank(); r > best {
			best, within = r, t.Within
		}
	}
	return within, best >= 0
}

func fits[T ~string](want, is T) bool { return want == "" || want == is }

func (t Target) rank() int {
	r := 0
	for i, set := range []bool{t.Channel != "", t.Stage != "", t.Tier != ""} {
		if set {
			r |= 1 << i
		}
	}
	return r
}

// Limits of a standard.
const (
	MinStandard = 5 * time.Minute
	MaxStandard = 30 * 8 * time.Hour
	MaxTargets  = 50
)

const standardSay = "Choose between five minutes and thirty working days."

// Check refuses standards outside [MinStandard] and [MaxStandard], and targets
// that contradict each other.
func (s Standards) Check() error {
	var c fault.Check
	for field, d := range map[string]time.Duration{"standard_call": s.Call, "standard_mail": s.Mail} {
		c.Want(d >= MinStandard && d <= MaxStandard, field, standardSay)
	}
	for field, d := range map[string]time.Duration{"standard_acknowledge": s.Acknowledge, "standard_between": s.Between, "standard_alarm": s.Alarm} {
		c.Want(d == 0 || d >= MinStandard && d <= MaxStandard, field, standardSay)
	}
	sh := s.Shares.OrUsual()
	c.Want(0 < sh.Owner && sh.Owner < sh.Deputy && sh.Deputy < sh.Leader && sh.Leader < 100, "shares", "The owner is asked first, then the deputy, then the leader, and all before the time is over.")
	c.Want(len(s.Targets) <= MaxTargets, "targets", "Fifty standards at most.")
	seen := map[Target]bool{}
	for i, t := range s.Targets {
		field := fmt.Sprintf("targets.%d", i)
		c.Want(t.Channel == "" || known(t.Channel, Channels()), field, "Choose one of the channels.")
		c.Want(t.Stage == "" || known(t.Stage, client.Stages()), field, "Choose prospect, active or past.")
		c.Want(known(t.Wait, Waits()), field, "Say what they wait for.")
		c.Want(t.Within >= MinStandard && t.Within <= MaxStandard, field, standardSay)
		member.CheckOptionalLine(&c, field, t.Tier, client.MaxTier)
		t.Within = 0
		c.Want(!seen[t], field, "There is another standard for the same.")
		seen[t] = true
	}
	return c.Err()
}

func known[T comparable](x T, all []T) bool {
	for _, y := range all {
		if x == y {
			return true
		}
	}
	return false
}

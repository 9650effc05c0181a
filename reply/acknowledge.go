package reply

import "time"

// Limits of automatic acknowledgements: a machine never writes to one address
// twice in a day, and a flood of forged senders gets few.
const (
	AckEvery     = 24 * time.Hour // one address gets one in so long
	AckPerDomain = 100            // addresses of one domain, in a day
	AckPerHour   = 50             // in all, in an hour
)

// AckSigns is what decides whether a message is acknowledged by itself.
type AckSigns struct {
	On            bool      // the firm wants it
	MustNotAnswer string    // why a machine must not answer this message; "" = it may
	Forged        bool      // its sender is not who it says
	Ours          bool      // it came from an address of our own
	Gone          bool      // mail to the address came back: it does not exist
	LastAt        time.Time // when this address was acknowledged last; zero = never
	InDomain      int       // acknowledged in the domain in the last day
	InAll         int       // acknowledged in the last hour
}

// MayAcknowledge tells whether a machine may say that we have a message, and
// why not. What it does not say, a person does: then the clock *acknowledge* runs.
func MayAcknowledge(s AckSigns, now time.Time) (yes bool, why string) {
	switch {
	case !s.On:
		return false, "The workspace does not acknowledge by itself."
	case s.MustNotAnswer != "":
		return false, s.MustNotAnswer
	case s.Forged:
		return false, "The sender is not who the mail says."
	case s.Ours:
		return false, "It came from an address of ours."
	case s.Gone:
		return false, "Mail to this address came back."
	case !s.LastAt.IsZero() && now.Sub(s.LastAt) < AckEvery:
		return false, "This address was acknowledged within the last day."
	case s.InDomain >= AckPerDomain:
		return false, "A hundred acknowledgements went to this domain within the last day."
	case s.InAll >= AckPerHour:
		return false, "Fifty acknowledgements went out within the last hour."
	}
	return true, ""
}

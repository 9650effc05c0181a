package handoff

import "time"

// Coming is a reminder that will be sent if nobody answers until then.
type Coming struct {
	At  time.Time
	Nth int // among all of this hand-off, from 1 on
}

// maxLooks bounds how often a hand-off is looked at while it is walked forward.
const maxLooks = 100

// Reminders foretells the reminders from now until a moment, by asking [Review]
// again and again with a later now: what it says here is what it will say then,
// unless somebody answers or what waits on it moves.
func Reminders(h HandOff, g Ground, now, until time.Time) []Coming {
	var out []Coming
	for range maxLooks {
		d := Review(h, g, now)
		next := d.Next
		if d.Remind {
			at, ok := g.Writes(now)
			if !ok {
				return out
			}
			if !at.After(now) {
				h = h.Remind(now)
				out = append(out, Coming{now, h.Reminders})
				continue
			}
			next = at
		}
		if !next.After(now) || next.After(until) {
			return out
		}
		now = next
	}
	return out
}

// Writes tells when a reminder that is due may be written: now, or when the
// party's hours begin; false = they never do. Nobody is written to outside his
// hours, when Kept was down or they have changed.
func (g Ground) Writes(now time.Time) (time.Time, bool) {
	open, ok := g.Party.NextOpen(now)
	return open.UTC().Truncate(time.Millisecond), ok
}

// Skip leaves a reminder out that was due. It counts as one of those that there
// may be, so that the ladder ends when it would have ended.
func (h HandOff) Skip(now time.Time) HandOff {
	h = h.Remind(now)
	h.Skipped++
	return h
}

// Reminded is how often he was really written to again.
func (h HandOff) Reminded() int { return h.Reminders - h.Skipped }

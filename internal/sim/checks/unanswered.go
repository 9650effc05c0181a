package checks

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/store"
	"kept/reply"
)

// unanswered: no wait passes its standard without whoever is to answer, and then
// his leader, having been asked while there was time. Left out is what the rule
// leaves out: waits that were paused then, time in which Kept did not run, and
// messages that were fetched when their standard had passed. Where the people,
// the standards or the wait itself changed, the ladder may have begun above the
// owner: then it is enough that the leader was asked.
type unanswered struct {
	ladder  *warned // follows the questions
	begun   map[reply.ID]time.Time
	altered map[reply.ID]time.Time
	judged  map[reply.ID]time.Time // for which moment a wait was looked at
}

func newUnanswered() *unanswered {
	return &unanswered{newWarned(), map[reply.ID]time.Time{}, map[reply.ID]time.Time{}, map[reply.ID]time.Time{}}
}

func (*unanswered) Name() string { return "unanswered" }

func (u *unanswered) Look(f *Firm) []string {
	for _, l := range f.New {
		id := reply.ID(strings.TrimPrefix(l.Object, "clock:"))
		switch l.Act {
		case "workspace changed", "member changed", "absence set", "absence ended", "client changed":
			u.ladder.changed = l.At
		case "clock started":
			u.begun[id] = l.At
		case "clock paused", "clock runs on", "clock moved", "clock resumed", "clock handed over":
			u.altered[id] = l.At
		case "prompted", "settled":
			u.ladder.note(l)
		}
	}
	var out []string
	for _, id := range f.waiting {
		c := f.Clocks[id]
		if c.Paused() || !f.Now.After(c.DueAt) || u.judged[id].Equal(c.DueAt) {
			continue
		}
		u.judged[id] = c.DueAt
		if why := u.silent(f, c); why != "" {
			out = append(out, fmt.Sprintf("clock %s (%s, %s) passed its standard at %s, and %s", id, c.Channel, c.Wait, stamp(c.DueAt), why))
		}
	}
	return out
}

// silent says who was not asked about a wait in time; "" = all were.
func (u *unanswered) silent(f *Firm, c reply.Clock) string {
	begun, altered := u.begun[c.ID], u.altered[c.ID]
	if f.wasDown(c.StartedAt, c.DueAt) || !begun.Before(c.DueAt) || !altered.Before(c.DueAt) {
		return ""
	}
	moved := u.ladder.changed.After(c.StartedAt) || !altered.IsZero()
	first := func(level string) (at time.Time) {
		for _, a := range u.ladder.asks["clock:"+string(c.ID)] {
			if a.level == level && a.from.Before(c.DueAt) && (at.IsZero() || a.from.Before(at)) {
				at = a.from
			}
		}
		return at
	}
	owner, leader := first("owner"), first("leader")
	switch {
	case leader.IsZero():
		return "the leader was never asked"
	case owner.IsZero() && !moved:
		return "the owner was never asked"
	case leader.Before(owner) && !moved:
		return "the leader was asked before the owner"
	}
	return ""
}

// chased: what counts as a chase is what a person confirmed, each message once;
// what somebody denied counts no more.
type chased struct {
	counted map[string]bool   // the chases that lines of the journal speak of
	of      map[string]string // by message: the chase that it is
}

func newChased() *chased { return &chased{counted: map[string]bool{}, of: map[string]string{}} }

func (*chased) Name() string { return "chases" }

func (c *chased) Look(f *Firm) []string {
	var out []string
	said := f.Deep
	for _, l := range f.New {
		switch l.Act {
		case "chased":
			var row store.ChaseRow
			if json.Unmarshal([]byte(l.After), &row) != nil || !isPerson(l.Actor) {
				out = append(out, fmt.Sprintf("%s counted %s", l.Actor, l.Object))
			}
			c.counted[row.ID], said = true, true
			if row.MessageID != "" {
				c.of[row.MessageID] = row.ID
			}
		case "not a chase":
			delete(c.counted, c.of[strings.TrimPrefix(l.Object, "message:")])
			said = true
		case "conversation moved":
			said = true
		}
	}
	if said {
		out = append(out, c.compare(f)...)
	}
	return out
}

// compare looks whether just those chases count that people confirmed, each for
// the client whose message it is.
func (c *chased) compare(f *Firm) []string {
	var out []string
	counts := map[string]bool{}
	for _, of := range sortedKeys(f.Chases) {
		for _, r := range f.Chases[of] {
			counts[r.ID] = true
			m, ok := f.Messages[r.MessageID]
			switch {
			case !c.counted[r.ID]:
				out = append(out, fmt.Sprintf("chase %s of %s counts, and nobody confirmed it, or somebody denied it", r.ID, of))
			case ok && m.Asks != office.AsksYes:
				out = append(out, fmt.Sprintf("chase %s counts, and its message %s says %q", r.ID, m.ID, m.Asks))
			case ok && m.ClientID != string(of):
				out = append(out, fmt.Sprintf("chase %s counts for %s, and its message %s is of %s", r.ID, of, m.ID, m.ClientID))
			}
		}
	}
	for _, id := range sortedKeys(c.counted) {
		if !counts[id] {
			out = append(out, fmt.Sprintf("chase %s was confirmed, and counts no more", id))
		}
	}
	return out
}

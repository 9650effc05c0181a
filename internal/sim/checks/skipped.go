package checks

import (
	"encoding/json"
	"fmt"

	"kept/handoff"
	"kept/internal/store"
	"kept/news"
	"kept/promise"
)

// skipped: what a member left out does not leave by itself, unless he wanted it
// sent after all.
type skipped struct {
	out   map[string]bool // the names of messages that are left out
	plans map[string]news.Update
}

func newSkipped() *skipped {
	return &skipped{out: map[string]bool{}, plans: map[string]news.Update{}}
}

func (*skipped) Name() string { return "left out" }

func (c *skipped) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		switch l.Act {
		case "message skipped", "message sent after all":
			var m store.MessageChange
			if err := json.Unmarshal([]byte(l.After), &m); err != nil {
				out = append(out, fmt.Sprintf("a message is left out, and the journal cannot be read: %v", err))
				continue
			}
			c.out[m.Message] = m.Skipped
		case "update planned":
			var u news.Update
			if json.Unmarshal([]byte(l.After), &u) == nil {
				c.plans[l.Object] = u
			}
		}
		if name := c.left(f, l); c.out[name] {
			out = append(out, fmt.Sprintf("%s was left out by a member, and left at %s", name, stamp(l.At)))
		}
	}
	return out
}

// left names the coming message that left by itself, as a line of the journal has
// it; "" = none did.
func (c *skipped) left(f *Firm, l store.Line) string {
	switch l.Act {
	case "hand-off reminded":
		var h handoff.HandOff
		if json.Unmarshal([]byte(l.After), &h) == nil && l.Actor == "watchdog" {
			return fmt.Sprintf("reminder.%s.%d", h.ID, h.Reminders)
		}
	case "update leaves as planned":
		if u, ok := c.plans[l.Object]; ok {
			return fmt.Sprintf("update.%s.%d", u.ID, u.SendAt.UnixMilli())
		}
	case "note sent by itself":
		return c.about(f, "note", l.Object[len("promise:"):])
	case "check-in asked":
		var x news.CheckIn
		if json.Unmarshal([]byte(l.After), &x) == nil && x.PromiseID != "" {
			return c.about(f, "check-ins", x.PromiseID)
		}
	}
	return ""
}

// about names what is coming about the standing date of a promise.
func (*skipped) about(f *Firm, kind, id string) string {
	p, ok := f.Promises[promise.ID(id)]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s.%s.%d", kind, id, len(p.Dates))
}

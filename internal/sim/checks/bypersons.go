package checks

import (
	"encoding/json"
	"fmt"
	"strings"

	"kept/conversation"
	"kept/member"
	"kept/promise"
	"kept/reply"
)

// byPersons: nothing completes itself. A promise is kept, released or
// withdrawn, and a response clock stopped, only by an act of a person; and
// whatever a client is told, a member wrote.
type byPersons struct{}

func (byPersons) Name() string { return "by a person" }

func (byPersons) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		if isPerson(l.Actor) {
			continue
		}
		kind, _ := cut(l.Object)
		switch kind {
		case "promise":
			var before, after promise.Promise
			if json.Unmarshal([]byte(l.Before), &before) == nil && json.Unmarshal([]byte(l.After), &after) == nil && after.State != before.State && after.State != promise.Open && !fromHome(f, f.Clocks[f.clockOf[after.ID]]) {
				out = append(out, fmt.Sprintf("%s made %s %s: %s", l.Actor, l.Object, after.State, l.Act))
			}
		case "clock":
			var after reply.Clock
			if json.Unmarshal([]byte(l.After), &after) == nil && !after.StoppedAt.IsZero() && !fromHome(f, after) {
				out = append(out, fmt.Sprintf("%s stopped %s: %s", l.Actor, l.Object, l.Act))
			}
		case "telling":
			out = append(out, fmt.Sprintf("%s told a client: %s %s", l.Actor, l.Act, l.Object))
		}
	}
	return append(out, strangers(f)...)
}

// strangers finds what clients were told, and clocks that were stopped, by nobody.
func strangers(f *Firm) []string {
	var out []string
	for _, key := range f.letters() {
		if n := f.Notices[key]; f.Members[member.ID(n.ByID)].ID == "" {
			out = append(out, fmt.Sprintf("notice %s to %s was written by %q, who is no member", n.ID, n.Address, n.ByID))
		}
	}
	for _, key := range f.clocks() {
		if c := f.Clocks[key]; !c.StoppedAt.IsZero() && f.Members[c.StoppedBy].ID == "" {
			out = append(out, fmt.Sprintf("clock %s was stopped by %q, who is no member", c.ID, c.StoppedBy))
		}
	}
	return out
}

// fromHome tells whether a clock was stopped by a mail that a member wrote in
// his own mail program: it came in, and was proven to be his.
func fromHome(f *Firm, c reply.Clock) bool {
	m, ok := f.Messages[c.StoppedWith]
	return ok && m.MID != "" && m.Origin == conversation.Verified && m.MemberID == string(c.StoppedBy) && !f.Posted[m.MID].Machine && !f.Posted[m.MID].Forged
}

func isPerson(actor string) bool {
	return strings.HasPrefix(actor, "member:") || strings.HasPrefix(actor, "contact:")
}

package checks

import (
	"encoding/json"
	"fmt"

	"kept/client"
	"kept/handoff"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// pestered: whoever was asked for something is reminded at most so often, and by
// Kept itself in his own hours alone. That the owner is asked in time is of
// [wanted], which holds every hand-off against its rule.
type pestered struct{}

func (*pestered) Name() string { return "reminders" }

func (*pestered) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		if l.Act != "hand-off reminded" {
			continue
		}
		var h handoff.HandOff
		if json.Unmarshal([]byte(l.After), &h) != nil {
			continue
		}
		if most := f.Workspace.HandOffs.Of(h.Party).Most; h.Reminders > most {
			out = append(out, fmt.Sprintf("%s was reminded %d times, and %d is the most", h.ID, h.Reminders, most))
		}
		if cal := partyHours(f, h); l.Actor == "watchdog" && !cal.IsOpen(l.At) && !f.Touched["member:"+h.Party.ID] && !f.Touched["client:"+h.ClientID] {
			out = append(out, fmt.Sprintf("%s was reminded at %s, when nobody is there", h.ID, stamp(l.At)))
		}
	}
	return out
}

func partyHours(f *Firm, h handoff.HandOff) *worktime.Calendar {
	switch h.Party.Side {
	case plan.Ours:
		return f.memberHours(member.ID(h.Party.ID))
	case plan.Theirs:
		return f.clientHours(h.ClientID)
	}
	return f.firmHours()
}

// readHandOff reads a hand-off.
func readHandOff(r *Reader, tx *store.Tx, name handoff.ID) error {
	return load(r.firm.HandOffs, name)(store.HandOff(tx, r.firm.ID, name))
}

// reviewHandOff asks the rules of hand-offs.
func reviewHandOff(f *Firm, h handoff.HandOff) prompt.Decision {
	team := f.team(h.OwnerID)
	if h.PromiseID == "" { // a question about a project
		s := handoff.Stands{Open: f.Projects[client.ProjectID(h.ProjectID)].ClosedAt.IsZero()}
		return handoff.Review(h, handoff.Ground{Remind: f.Workspace.HandOffs.Of(h.Party), Stands: s, Team: team, Party: partyHours(f, h)}, f.Now).Decision
	}
	p := f.Promises[promise.ID(h.PromiseID)]
	s := handoff.Stands{Open: p.State == promise.Open, SetAt: p.Date().SetAt, Ladder: p.Ladder(f.Workspace.Policy, f.team(p.OwnerID), f.clientHours(p.ClientID))}
	return handoff.Review(h, handoff.Ground{Remind: f.Workspace.HandOffs.Of(h.Party), Stands: s, Team: team, Party: partyHours(f, h)}, f.Now).Decision
}

// waitsFor tells whether a hand-off of the firm is still wanted.
func waitsFor(f *Firm, h handoff.HandOff) bool {
	_, known := f.Clients[client.ID(h.ClientID)]
	return known && !h.Over()
}

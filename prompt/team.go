package prompt

import (
	"slices"
	"time"

	"kept/member"
	"kept/worktime"
)

// Person is somebody who can hold a prompt. The zero Person is nobody.
type Person struct {
	ID       member.ID
	Calendar *worktime.Calendar
	Absences []member.Absence
}

// Team is who answers for one obligation: its owner, his deputy and his
// leader. The leader is always somebody: without one of his own, the
// workspace's owner.
type Team struct {
	Owner, Deputy, Leader Person
}

// Holder tells who holds a prompt of this level at now, and when that answer
// changes because somebody leaves or comes back (zero = never). While the
// owner is away the deputy holds it, without one the leader. A leader who is
// away still holds what climbed to him: there is nobody above.
func (t Team) Holder(l Level, now time.Time) (member.ID, time.Time) {
	holder := t.holder(l, now)
	var edges []time.Time
	for _, p := range t.from(l) {
		for _, a := range p.Absences {
			edges = append(edges, a.From, a.Until)
		}
	}
	slices.SortFunc(edges, time.Time.Compare)
	for _, e := range edges {
		if e.After(now) && t.holder(l, e) != holder {
			return holder, e
		}
	}
	return holder, time.Time{}
}

func (t Team) holder(l Level, now time.Time) member.ID {
	for _, p := range t.from(l) {
		if !member.Away(p.Absences, now) {
			return p.ID
		}
	}
	return t.Leader.ID
}

// from lists who may hold a prompt of this level, first choice first.
func (t Team) from(l Level) []Person {
	var out []Person
	if l <= ToOwner && t.Owner.ID != "" {
		out = append(out, t.Owner)
	}
	if l <= ToDeputy && t.Deputy.ID != "" {
		out = append(out, t.Deputy)
	}
	return append(out, t.Leader)
}

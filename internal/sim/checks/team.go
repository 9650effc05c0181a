package checks

import (
	"cmp"
	"slices"

	"kept/member"
	"kept/prompt"
)

// team says who answers for what a member owns: himself, his deputy, his
// leader; without a leader an owner of the workspace, preferably another one.
func (f *Firm) team(owner member.ID) prompt.Team {
	if t, ok := f.teams[owner]; ok {
		return t
	}
	m := f.Members[owner]
	t := prompt.Team{Owner: f.person(owner), Deputy: f.person(m.DeputyID), Leader: f.person(m.LeaderID)}
	if t.Leader.ID == "" {
		t.Leader = f.person(f.head(owner))
	}
	f.teams[owner] = t
	return t
}

func (f *Firm) person(id member.ID) prompt.Person {
	m, ok := f.Members[id]
	if !ok || !m.EndedAt.IsZero() {
		return prompt.Person{}
	}
	p := prompt.Person{ID: id, Calendar: f.memberHours(id)}
	for _, key := range sortedKeys(f.Absences) {
		if a := f.Absences[key]; a.MemberID == id && a.EndedAt.IsZero() {
			p.Absences = append(p.Absences, a)
		}
	}
	return p
}

// head is the first owner of the workspace by name who is not the one asked about, else that one.
func (f *Firm) head(but member.ID) member.ID {
	var owners []member.Member
	for _, m := range f.Members {
		if m.Role == member.Owner && m.EndedAt.IsZero() {
			owners = append(owners, m)
		}
	}
	slices.SortFunc(owners, func(a, b member.Member) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	var only member.ID
	for _, m := range owners {
		if m.ID != but {
			return m.ID
		}
		only = m.ID
	}
	return only
}

package office

import (
	"context"
	"fmt"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
)

// People is the firm's members, their leaders, deputies and absences.
type People struct{ *desk }

// List lists everybody, by name, those who left too.
func (s People) List(ctx context.Context, who Actor) ([]member.Member, error) {
	var out []member.Member
	err := s.see(ctx, who, func(a *act) error { out = a.book.members; return nil })
	return out, err
}

// One gives a member.
func (s People) One(ctx context.Context, who Actor, id member.ID) (member.Member, error) {
	var m member.Member
	err := s.see(ctx, who, func(a *act) error {
		var ok bool
		if m, ok = a.book.member(id); !ok {
			return store.ErrNone
		}
		return nil
	})
	return m, err
}

// Invite adds a member and mails him a way in.
func (s People) Invite(ctx context.Context, who Actor, m member.Member) (member.Member, error) {
	secret, err := newSecret(s.random)
	if err != nil {
		return m, err
	}
	err = s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ManagePeople, nil); err != nil {
			return err
		}
		m.ID, m.JoinedAt, m.Version = member.ID(a.newID("mem")), a.now, 1
		if m.Hours.Zone == "" {
			m.Hours = a.book.firm.Hours
		}
		if err := checkMember(a, m); err != nil {
			return err
		}
		if err := store.AddMember(a.tx, a.ws, m); err != nil {
			return err
		}
		if err := a.note("member invited", obligation("member", m.ID), "", nil, m); err != nil {
			return err
		}
		if err := addMemberPass(a, m, secret); err != nil {
			return err
		}
		return a.queue(invitation(a, m, secret), passKey(hashed(secret)), "", a.now)
	})
	return m, err
}

// Link makes a way in for a member, to be handed over by hand where no mail
// leaves: the address of it, without the server's own. It works once, within
// [SetupFor].
func (s People) Link(ctx context.Context, who Actor, id member.ID) (string, error) {
	secret, err := newSecret(s.random)
	if err != nil {
		return "", err
	}
	return "/sign-in/" + secret, s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ManagePeople, nil); err != nil {
			return err
		}
		m, ok := a.book.member(id)
		if !ok || !m.Active() {
			return store.ErrNone
		}
		if err := addMemberPass(a, m, secret); err != nil {
			return err
		}
		return a.note("way in made", obligation("member", id), "", nil, nil)
	})
}

// addMemberPass lets a member in by a link alone: it brings no code.
func addMemberPass(a *act, m member.Member, secret string) error {
	return store.AddPass(a.tx, store.Pass{
		Hash: hashed(secret), Workspace: a.ws, Purpose: purposeDesk, MemberID: string(m.ID), EmailKey: member.EmailKey(m.Email), MadeAt: a.now, ExpiresAt: a.now.Add(SetupFor),
	})
}

func checkMember(a *act, m member.Member) error {
	if err := m.Check(); err != nil {
		return err
	}
	if m.LeaderID != "" {
		if err := a.isMember("leader", m.LeaderID); err != nil {
			return err
		}
	}
	if m.DeputyID != "" {
		if err := a.isMember("deputy", m.DeputyID); err != nil {
			return err
		}
	}
	return nil
}

// MemberEdit is a change of a member. Roles, leaders, deputies and leaving are
// for who manages people; the rest everybody changes of himself.
type MemberEdit struct {
	Version int
	Change  func(*member.Member)
	End     bool // he leaves the firm
}

// Edit changes a member.
func (s People) Edit(ctx context.Context, who Actor, id member.ID, in MemberEdit) (member.Member, error) {
	var m member.Member
	err := s.do(ctx, who, func(a *act) error {
		before, ok := a.book.member(id)
		if !ok {
			return store.ErrNone
		}
		m = before
		if in.Change != nil {
			in.Change(&m)
		}
		m.ID, m.JoinedAt, m.EndedAt, m.Version = before.ID, before.JoinedAt, before.EndedAt, before.Version
		if in.End {
			m.EndedAt = a.now
		}
		if err := mayEditMember(a, before, m); err != nil {
			return err
		}
		if err := sameVersion(in.Version, before.Version); err != nil {
			return err
		}
		if err := checkMember(a, m); err != nil {
			return err
		}
		if err := keepsAnOwner(a, before, m); err != nil {
			return err
		}
		if err := store.SaveMember(a.tx, a.ws, m); err != nil {
			return err
		}
		m.Version++
		if in.End {
			if err := store.EndSessions(a.tx, a.ws, string(id), "", a.now); err != nil {
				return err
			}
		}
		if err := a.note("member changed", obligation("member", id), "", before, m); err != nil {
			return err
		}
		return peopleChanged(a, id)
	})
	return m, err
}

func mayEditMember(a *act, before, m member.Member) error {
	ranks := before.Role != m.Role || before.LeaderID != m.LeaderID || before.EndedAt != m.EndedAt
	if ranks {
		return a.may(member.ManagePeople, nil)
	}
	return a.may(member.ChangeMember, func() bool { return a.speaksFor(before.ID) })
}

// keepsAnOwner refuses to leave a workspace without an owner.
func keepsAnOwner(a *act, before, m member.Member) error {
	if before.Role != member.Owner || (m.Role == member.Owner && m.Active()) {
		return nil
	}
	for _, o := range a.book.members {
		if o.ID != m.ID && o.Role == member.Owner && o.Active() {
			return nil
		}
	}
	return fault.Field("role", "A workspace needs an owner. Make somebody else one first.")
}

// AddAbsence says when a member is away.
func (s People) AddAbsence(ctx context.Context, who Actor, ab member.Absence) (member.Absence, error) {
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.SetAbsence, func() bool { return a.speaksFor(ab.MemberID) }); err != nil {
			return err
		}
		if err := a.isMember("member", ab.MemberID); err != nil {
			return err
		}
		ab.ID = a.newID("abs")
		if err := ab.Check(); err != nil {
			return err
		}
		if !ab.Until.After(a.now) {
			return fault.Field("until", "That is over already.")
		}
		if n := len(a.book.absences[ab.MemberID]); n >= maxAbsences {
			return fault.Field("from", fmt.Sprintf("%d absences are planned already.", n))
		}
		if err := store.AddAbsence(a.tx, a.ws, ab); err != nil {
			return err
		}
		if err := a.note("absence set", obligation("absence", ab.ID), "", nil, ab); err != nil {
			return err
		}
		return absenceChanged(a, ab)
	})
	return ab, err
}

// maxAbsences is how many absences a member may have ahead of him.
const maxAbsences = 100

// absenceChanged reviews what a member answers for with the new book.
func absenceChanged(a *act, ab member.Absence) error {
	if err := peopleChanged(a, ab.MemberID); err != nil {
		return err
	}
	return reviewAbsence(a, ab.ID)
}

// EndAbsence takes an absence back.
func (s People) EndAbsence(ctx context.Context, who Actor, id string) error {
	return s.do(ctx, who, func(a *act) error {
		ab, err := store.Absence(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := a.may(member.SetAbsence, func() bool { return a.speaksFor(ab.MemberID) }); err != nil {
			return err
		}
		if err := store.EndAbsence(a.tx, a.ws, id, a.now); err != nil {
			return err
		}
		if err := a.note("absence ended", obligation("absence", id), "", ab, nil); err != nil {
			return err
		}
		return absenceChanged(a, ab)
	})
}

// Absences lists what is planned, for everybody.
func (s People) Absences(ctx context.Context, who Actor) ([]member.Absence, error) {
	var out []member.Absence
	err := s.see(ctx, who, func(a *act) (err error) { out, err = store.Absences(a.tx, a.ws, a.now); return err })
	return out, err
}

package storetest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/workspace"
	"kept/worktime"
)

func workspaces(b *bench) {
	load := func(tx *store.Tx, _ workspace.ID, name string) (workspace.Workspace, error) {
		return store.Workspace(tx, workspace.ID(name))
	}
	rapid.Check(b.T, func(r *rapid.T) {
		w := drawn[workspace.Workspace](r, "workspace")
		w.ID, w.Version = workspace.ID(b.name("wsp")), 1
		b.write(r, func(tx *store.Tx) error { return store.AddWorkspace(tx, w) })
		same(r, "the workspace", ok(load(b.read(), "", string(w.ID)))(r), w)

		next := drawn[workspace.Workspace](r, "change")
		next.ID, next.MadeAt, next.Version = w.ID, w.MadeAt, 1
		b.write(r, func(tx *store.Tx) error { return store.SaveWorkspace(tx, next) })
		next.Version = 2
		same(r, "the saved workspace", ok(load(b.read(), "", string(w.ID)))(r), next)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SaveWorkspace(tx, w) })
		same(r, "the workspace after a conflict", ok(load(b.read(), "", string(w.ID)))(r), next)
	})
	none(store.Workspace(b.read(), "wsp_nobody"))(b)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error {
		return store.SaveWorkspace(tx, workspace.Workspace{ID: "wsp_nobody", Version: 1})
	})
	all := ok(store.Workspaces(b.read()))(b)
	if len(all) == 0 || !slices.IsSortedFunc(all, func(x, y workspace.Workspace) int { return strings.Compare(string(x.ID), string(y.ID)) }) {
		b.Errorf("%d workspaces, in no order", len(all))
	}
	peopleVersion(b)
}

// peopleVersion grows with every change of what is remembered of a workspace, and only of that one.
func peopleVersion(b *bench) {
	f, other := b.firm(), b.firm()
	none(store.PeopleVersion(b.read(), "wsp_nobody"))(b)
	m := ok(store.Member(b.read(), f.ws, f.owner))(b)
	w := ok(store.Workspace(b.read(), f.ws))(b)
	away := member.Absence{ID: b.name("abs"), MemberID: f.owner, From: monday(), Until: monday().Add(time.Hour)}
	for name, act := range map[string]func(*store.Tx) error{
		"a setting":             func(tx *store.Tx) error { return store.SaveWorkspace(tx, w) },
		"a member":              func(tx *store.Tx) error { return store.SaveMember(tx, f.ws, m) },
		"a new member":          func(tx *store.Tx) error { return store.AddMember(tx, f.ws, b.member("new@example.com")) },
		"an absence taken back": func(tx *store.Tx) error { return addAndEnd(tx, f.ws, away) },
	} {
		before, others := ok(store.PeopleVersion(b.read(), f.ws))(b), ok(store.PeopleVersion(b.read(), other.ws))(b)
		b.write(b, act)
		if after := ok(store.PeopleVersion(b.read(), f.ws))(b); after <= before {
			b.Errorf("%s: the version of the people stayed %d", name, after)
		}
		if now := ok(store.PeopleVersion(b.read(), other.ws))(b); now != others {
			b.Errorf("%s: the version of another firm's people changed", name)
		}
	}
}

func addAndEnd(tx *store.Tx, ws workspace.ID, a member.Absence) error {
	if err := store.AddAbsence(tx, ws, a); err != nil {
		return err
	}
	return store.EndAbsence(tx, ws, a.ID, monday())
}

func (b *bench) member(email string) member.Member {
	return member.Member{ID: member.ID(b.name("mem")), Name: "Ana", Email: email, Role: member.Regular, Hours: worktime.Standard("Europe/Lisbon"), JoinedAt: monday(), Version: 1}
}

func members(b *bench) {
	keeping[member.Member]{
		draw: func(r *rapid.T, _ firm, name string) member.Member {
			m := drawn[member.Member](r, "member")
			m.ID, m.Email = member.ID(name), m.Email+name+"@example.com"
			return m
		},
		add: store.AddMember,
		load: func(tx *store.Tx, ws workspace.ID, name string) (member.Member, error) {
			return store.Member(tx, ws, member.ID(name))
		},
		save:    store.SaveMember,
		added:   func(m member.Member) member.Member { m.EndedAt = time.Time{}; return m },
		saved:   func(before, m member.Member) member.Member { m.JoinedAt = before.JoinedAt; return m },
		version: func(m *member.Member) *int { return &m.Version },
	}.check(b, "mem")
	uniqueEmail(b)
	logins(b)
}

func uniqueEmail(b *bench) {
	f, other := b.firm(), b.firm()
	first, second := b.member("Ana@Example.com"), b.member(" ANA@example.COM ")
	b.write(b, func(tx *store.Tx) error { return store.AddMember(tx, f.ws, first) })
	b.refuse(b, fault.Invalid, func(tx *store.Tx) error { return store.AddMember(tx, f.ws, second) })
	none(store.Member(b.read(), f.ws, second.ID))(b)
	b.write(b, func(tx *store.Tx) error { return store.AddMember(tx, other.ws, second) })

	third := b.member("third@example.com")
	b.write(b, func(tx *store.Tx) error { return store.AddMember(tx, f.ws, third) })
	taken := third
	taken.Email = "ana@EXAMPLE.com"
	err := b.db.Write(b.Context(), func(tx *store.Tx) error { return store.SaveMember(tx, f.ws, taken) })
	if refused, ok := fault.As(err); !ok || refused.Fields["email"] == "" {
		b.Fatalf("got %v, want a word beside the address", err)
	}
	same(b, "the member whose address was taken", ok(store.Member(b.read(), f.ws, third.ID))(b), third)

	// Who left gives his address free.
	first.EndedAt = monday().Add(time.Hour)
	b.write(b, func(tx *store.Tx) error {
		if err := store.SaveMember(tx, f.ws, first); err != nil {
			return err
		}
		return store.SaveMember(tx, f.ws, taken)
	})
	list := ok(store.Members(b.read(), f.ws))(b)
	if len(list) != 3 {
		b.Errorf("%d members are listed, want 3 with the one who left", len(list))
	}
}

func logins(b *bench) {
	f, other := b.firm(), b.firm()
	email := b.name("login") + "@example.com"
	here, there := b.member(email), b.member(strings.ToUpper(email))
	b.write(b, func(tx *store.Tx) error { return store.AddMember(tx, f.ws, here) })
	b.write(b, func(tx *store.Tx) error { return store.AddMember(tx, other.ws, there) })
	b.write(b, func(tx *store.Tx) error { return store.SetPassword(tx, f.ws, here.ID, "$argon2id$1") })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.SetPassword(tx, f.ws, there.ID, "stolen") })
	same(b, "the logins", ok(store.Logins(b.read(), member.EmailKey(email)))(b), []store.Login{
		{Workspace: f.ws, Member: here.ID, PasswordHash: "$argon2id$1"}, {Workspace: other.ws, Member: there.ID},
	})
	here.EndedAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveMember(tx, f.ws, here) })
	same(b, "the logins of those who stay", ok(store.Logins(b.read(), member.EmailKey(email)))(b), []store.Login{{Workspace: other.ws, Member: there.ID}})
	if found := ok(store.Logins(b.read(), ""))(b); len(found) != 0 {
		b.Errorf("no address is the login of %v", found)
	}
}

func absences(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		a := drawn[member.Absence](r, "absence")
		a.ID, a.MemberID = b.name("abs"), f.owner
		b.write(r, func(tx *store.Tx) error { return store.AddAbsence(tx, f.ws, a) })
		a.EndedAt = time.Time{}
		same(r, "the absence", ok(store.Absence(b.read(), f.ws, a.ID))(r), a)
		none(store.Absence(b.read(), other.ws, a.ID))(r)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndAbsence(tx, other.ws, a.ID, monday()) })
		b.write(r, func(tx *store.Tx) error { return store.EndAbsence(tx, f.ws, a.ID, monday()) })
		a.EndedAt = monday()
		same(r, "the absence that was taken back", ok(store.Absence(b.read(), f.ws, a.ID))(r), a)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndAbsence(tx, f.ws, a.ID, monday()) })
	})
	third := b.firm()
	var want []member.Absence
	for i := range 5 {
		a := member.Absence{ID: b.name("abs"), MemberID: third.owner, From: monday().Add(-time.Duration(i) * time.Hour), Until: monday().Add(time.Duration(i) * time.Hour), Why: fmt.Sprint(i)}
		b.write(b, func(tx *store.Tx) error { return store.AddAbsence(tx, third.ws, a) })
		if i > 2 { // those that end just after the moment asked about, and later
			want = append([]member.Absence{a}, want...)
		}
	}
	same(b, "the absences that end after a moment", ok(store.Absences(b.read(), third.ws, monday().Add(2*time.Hour)))(b), want)
	same(b, "another firm's absences", ok(store.Absences(b.read(), other.ws, monday()))(b), []member.Absence(nil))
	b.write(b, func(tx *store.Tx) error { return store.EndAbsence(tx, third.ws, want[0].ID, monday()) })
	same(b, "the absences that stand", ok(store.Absences(b.read(), third.ws, monday().Add(2*time.Hour)))(b), want[1:])
}

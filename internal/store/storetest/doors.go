package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/internal/store"
)

func sessions(b *bench) {
	f, other := b.firm(), b.firm()
	day := 24 * time.Hour
	rapid.Check(b.T, func(r *rapid.T) {
		s := drawn[store.Session](r, "session")
		s.ID, s.Workspace = b.name("ses"), f.ws
		hash := "hash of " + s.ID
		none(store.SessionBySecret(b.read(), hash))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddSession(tx, hash, s) })
		s.EndedAt = time.Time{}
		same(r, "the session", ok(store.SessionBySecret(b.read(), hash))(r), s)
		b.write(r, func(tx *store.Tx) error { return store.SeeSession(tx, hash, monday(), monday().Add(day)) })
		s.SeenAt, s.ExpiresAt = monday(), monday().Add(day)
		same(r, "the session that was seen", ok(store.SessionBySecret(b.read(), hash))(r), s)
		for _, foreign := range []store.Session{
			{ID: s.ID, Workspace: other.ws, MemberID: s.MemberID, ContactID: s.ContactID},
			{ID: s.ID, Workspace: s.Workspace, MemberID: s.MemberID + "x", ContactID: s.ContactID},
			{ID: s.ID, Workspace: s.Workspace, MemberID: s.MemberID, ContactID: s.ContactID + "x"},
		} {
			b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndSession(tx, foreign, monday()) })
		}
		same(r, "the session that others tried to end", ok(store.SessionBySecret(b.read(), hash))(r), s)
		b.write(r, func(tx *store.Tx) error { return store.EndSession(tx, s, monday()) })
		s.EndedAt = monday()
		same(r, "the ended session", ok(store.SessionBySecret(b.read(), hash))(r), s)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndSession(tx, s, monday()) })
	})
	liveSessions(b)
}

func liveSessions(b *bench) {
	f, other := b.firm(), b.firm()
	add := func(f firm, memberID, contactID string, expires time.Time) store.Session {
		s := store.Session{ID: b.name("ses"), Workspace: f.ws, MemberID: memberID, ContactID: contactID, ExpiresAt: expires}
		b.write(b, func(tx *store.Tx) error { return store.AddSession(tx, "hash of "+s.ID, s) })
		return s
	}
	later := monday().Add(time.Millisecond)
	add(f, "m", "", monday()) // over at this very moment
	first, second := add(f, "m", "", later), add(f, "m", "", later)
	ofContact, elsewhere := add(f, "", "c", later), add(other, "m", "", later)
	live := func(f firm, memberID, contactID string) []store.Session {
		return ok(store.Sessions(b.read(), f.ws, memberID, contactID, monday()))(b)
	}
	same(b, "the sessions of a member", live(f, "m", ""), []store.Session{second, first})
	same(b, "the sessions of a contact", live(f, "", "c"), []store.Session{ofContact})
	b.write(b, func(tx *store.Tx) error { return store.EndSessions(tx, f.ws, "m", "", monday()) })
	same(b, "the sessions after all were ended", live(f, "m", ""), []store.Session(nil))
	same(b, "the contact's sessions after that", live(f, "", "c"), []store.Session{ofContact})
	same(b, "the sessions elsewhere after that", live(other, "m", ""), []store.Session{elsewhere})
	last := add(f, "d", "", later.Add(time.Millisecond))
	b.write(b, func(tx *store.Tx) error { return store.DropSessions(tx, later.Add(time.Millisecond)) })
	same(b, "the sessions that are not over when others are forgotten", live(f, "d", ""), []store.Session{last})
	none(store.SessionBySecret(b.read(), "hash of "+elsewhere.ID))(b)
}

func passes(b *bench) {
	rapid.Check(b.T, func(r *rapid.T) {
		p := drawn[store.Pass](r, "pass")
		p.Hash = b.name("hash")
		none(store.PassBySecret(b.read(), p.Hash))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddPass(tx, p) })
		p.UsedAt, p.Tries = time.Time{}, 0
		same(r, "the pass", ok(store.PassBySecret(b.read(), p.Hash))(r), p)
		b.write(r, func(tx *store.Tx) error { return store.TryPass(tx, p.Hash) })
		b.write(r, func(tx *store.Tx) error { return store.TryPass(tx, p.Hash) })
		b.write(r, func(tx *store.Tx) error { return store.UsePass(tx, p.Hash, monday()) })
		p.UsedAt, p.Tries = monday(), 2
		same(r, "the used pass", ok(store.PassBySecret(b.read(), p.Hash))(r), p)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.UsePass(tx, p.Hash, monday().Add(1)) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.UsePass(tx, "no such hash", monday()) })
		same(r, "the pass that was used twice", ok(store.PassBySecret(b.read(), p.Hash))(r), p)
	})
	var made []store.Pass
	for i := range 5 {
		p := store.Pass{Hash: b.name("hash"), Purpose: "desk", EmailKey: "ana@example.com", MadeAt: monday().Add(time.Duration(i) * time.Minute)}
		if i == 3 {
			p.Purpose = "portal"
		}
		made = append(made, p)
		b.write(b, func(tx *store.Tx) error { return store.AddPass(tx, p) })
	}
	same(b, "the passes of an address after a moment", ok(store.PassesByEmail(b.read(), "ana@example.com", "desk", made[1].MadeAt))(b), []store.Pass{made[4], made[2]})
	for i, expires := range []time.Time{monday(), monday().Add(time.Millisecond)} {
		b.write(b, func(tx *store.Tx) error {
			return store.AddPass(tx, store.Pass{Hash: fmt.Sprint("over ", i), EmailKey: "over", ExpiresAt: expires})
		})
	}
	b.write(b, func(tx *store.Tx) error { return store.DropPasses(tx, monday().Add(time.Millisecond)) })
	none(store.PassBySecret(b.read(), "over 0"))(b)
	ok(store.PassBySecret(b.read(), "over 1"))(b)
	same(b, "the passes of another address", ok(store.PassesByEmail(b.read(), "bob@example.com", "desk", made[1].MadeAt))(b), []store.Pass(nil))
}

func tokens(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		t := drawn[store.Token](r, "token")
		t.ID, t.Workspace, t.MemberID = b.name("tok"), f.ws, b.name("mem")
		hash := "hash of " + t.ID
		none(store.TokenBySecret(b.read(), hash))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddToken(tx, hash, t) })
		t.UsedAt, t.EndedAt = time.Time{}, time.Time{}
		same(r, "the token", ok(store.TokenBySecret(b.read(), hash))(r), t)
		same(r, "the member's tokens", ok(store.Tokens(b.read(), f.ws, t.MemberID))(r), []store.Token{t})
		same(r, "the member's tokens elsewhere", ok(store.Tokens(b.read(), other.ws, t.MemberID))(r), []store.Token(nil))
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndToken(tx, other.ws, t.MemberID, t.ID, monday()) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndToken(tx, f.ws, "somebody else", t.ID, monday()) })
		same(r, "the token that others tried to end", ok(store.TokenBySecret(b.read(), hash))(r), t)
		b.write(r, func(tx *store.Tx) error { return store.UseToken(tx, hash, monday()) })
		t.UsedAt = monday()
		same(r, "the used token", ok(store.TokenBySecret(b.read(), hash))(r), t)
		b.write(r, func(tx *store.Tx) error { return store.EndToken(tx, f.ws, t.MemberID, t.ID, monday()) })
		t.EndedAt = monday()
		same(r, "the ended token", ok(store.TokenBySecret(b.read(), hash))(r), t)
		same(r, "the live tokens", ok(store.Tokens(b.read(), f.ws, t.MemberID))(r), []store.Token(nil))
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndToken(tx, f.ws, t.MemberID, t.ID, monday()) })
	})
}

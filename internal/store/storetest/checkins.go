package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/internal/store"
	"kept/news"
	"kept/workspace"
)

// checkIns: what members did that clients cannot see.
func checkIns(b *bench) {
	keeping[news.CheckIn]{
		draw: func(r *rapid.T, f firm, name string) news.CheckIn {
			c := drawn[news.CheckIn](r, "check-in")
			c.ID, c.ClientID, c.ProjectID = news.CheckInID(name), string(f.client), string(f.project)
			c.Hash = name // each is answered by another secret
			return c
		},
		add:   store.AddCheckIn,
		added: whole[news.CheckIn],
		load: func(tx *store.Tx, ws workspace.ID, name string) (news.CheckIn, error) {
			return store.CheckIn(tx, ws, news.CheckInID(name))
		},
		save: store.SaveCheckIn,
		saved: func(before, c news.CheckIn) news.CheckIn {
			before.Text, before.SaidAt = c.Text, c.SaidAt
			return before
		},
		version: func(c *news.CheckIn) *int { return &c.Version },
	}.check(b, "chk")

	f, other := b.firm(), b.firm()
	add := func(f firm, said time.Time) news.CheckIn {
		c := news.CheckIn{ID: news.CheckInID(b.name("chk")), ClientID: string(f.client), ProjectID: string(f.project), MemberID: f.owner, Text: "Permits", SaidAt: said, Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddCheckIn(tx, f.ws, c) })
		return c
	}
	add(f, monday().Add(-time.Millisecond))
	said, waits := add(f, monday()), add(f, time.Time{})
	add(other, time.Time{})
	same(b, "of a project", ok(store.CheckIns(b.read(), f.ws, f.project, monday(), 10))(b), []news.CheckIn{waits, said})
	same(b, "one of a project", ok(store.CheckIns(b.read(), f.ws, f.project, monday(), 1))(b), []news.CheckIn{waits})

	third := news.CheckIn{ID: news.CheckInID(b.name("chk")), ClientID: string(f.client), ProjectID: string(f.project), Name: "The city", Email: "permits@city.example", Hash: b.name("hash"), PromiseID: "prm_1", AskedAt: monday(), Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddCheckIn(tx, f.ws, third) })
	same(b, "asked before a next contact", ok(store.AskedBefore(b.read(), f.ws, f.project, "prm_1"))(b), third)
	none(store.AskedBefore(b.read(), other.ws, other.project, "prm_1"))(b)
	ws, found, err := store.CheckInByHash(b.read(), third.Hash)
	if err != nil || ws != f.ws || found != third.ID {
		b.Errorf("by its secret: %v %v %v", ws, found, err)
	}
	if _, found, err = store.CheckInByHash(b.read(), ""); err == nil {
		b.Errorf("by no secret: %v", found)
	}
}

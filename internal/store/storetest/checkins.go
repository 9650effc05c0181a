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
}

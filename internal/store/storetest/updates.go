package storetest

import (
	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/news"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// updates: status updates with their lines, the open one of a project, and its cadence.
func updates(b *bench) {
	keeping[news.Update]{
		draw: func(r *rapid.T, f firm, name string) news.Update {
			u := drawn[news.Update](r, "update")
			u.ID, u.ClientID, u.ProjectID = news.ID(name), string(f.client), string(f.project)
			u.Hears = promise.When{Day: u.Hears.Day}
			for _, p := range news.Parts() {
				u.Lines = append(u.Lines, news.Line{Part: p, Text: lines().Draw(r, "text"), Source: lines().Draw(r, "source"), Stood: string(p), Until: days().Draw(r, "until")})
			}
			return u
		},
		add:   store.AddUpdate,
		added: whole[news.Update],
		load: func(tx *store.Tx, ws workspace.ID, name string) (news.Update, error) {
			return store.Update(tx, ws, news.ID(name))
		},
		save: store.SaveUpdate,
		saved: func(before, u news.Update) news.Update {
			u.ClientID, u.ProjectID, u.AuthorID, u.MadeAt, u.Since = before.ClientID, before.ProjectID, before.AuthorID, before.MadeAt, before.Since
			return u
		},
		version: func(u *news.Update) *int { return &u.Version },
	}.check(b, "upd")

	f, other := b.firm(), b.firm()
	add := func(f firm, state news.State) news.Update {
		u := news.Update{ID: news.ID(b.name("upd")), ClientID: string(f.client), ProjectID: string(f.project), AuthorID: f.owner, State: state, Subject: "Your shop", MadeAt: monday(), Since: monday(), Version: 1, Lines: []news.Line{}}
		b.write(b, func(tx *store.Tx) error { return store.AddUpdate(tx, f.ws, u) })
		return u
	}
	first, gone, second := add(f, news.Sent), add(f, news.Dropped), add(f, news.Sent)
	none(store.OpenUpdate(b.read(), f.ws, f.project))(b)
	open := add(f, news.Waiting)
	add(other, news.Draft)
	same(b, "the open one", ok(store.OpenUpdate(b.read(), f.ws, f.project))(b), open)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error {
		u := open
		u.ID, u.State = news.ID(b.name("upd")), news.Draft
		return store.AddUpdate(tx, f.ws, u)
	})
	same(b, "the last one", ok(store.LastUpdate(b.read(), f.ws, f.project))(b), second)
	same(b, "of a client", ok(store.UpdatesOfClient(b.read(), f.ws, f.client, "", 3))(b), []news.Update{open, second, gone})
	same(b, "of a project, before one", ok(store.UpdatesOfProject(b.read(), f.ws, f.project, gone.ID, 3))(b), []news.Update{first})

	cadence := news.Cadence{Every: news.TwoWeeks, Weekday: 5, At: worktime.Clock(15 * 60)}
	same(b, "no cadence", ok(store.Cadence(b.read(), f.ws, f.project))(b), news.Cadence{})
	b.write(b, func(tx *store.Tx) error { return store.SetCadence(tx, f.ws, f.project, cadence) })
	same(b, "the cadence", ok(store.Cadence(b.read(), f.ws, f.project))(b), cadence)
	same(b, "of another firm", ok(store.Cadence(b.read(), other.ws, other.project))(b), news.Cadence{})
	none(store.Cadence(b.read(), other.ws, client.ProjectID("prj_nobody")))(b)
}

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
	page := news.Update{ID: news.ID(b.name("upd")), ClientID: string(other.client), ProjectID: string(other.project), AuthorID: other.owner, State: news.Sent, Untold: true, Subject: "On the page", Lines: []news.Line{}, Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddUpdate(tx, other.ws, page) })
	none(store.LastUpdate(b.read(), other.ws, other.project))(b)
	same(b, "of a client", ok(store.UpdatesOfClient(b.read(), f.ws, f.client, "", 3))(b), []news.Update{open, second, gone})
	same(b, "of a project, before one", ok(store.UpdatesOfProject(b.read(), f.ws, f.project, gone.ID, 3))(b), []news.Update{first})

	cadence := news.Cadence{Every: news.TwoWeeks, Weekday: 5, At: worktime.Clock(15 * 60)}
	same(b, "no cadence", ok(store.Cadence(b.read(), f.ws, f.project))(b), news.Cadence{})
	b.write(b, func(tx *store.Tx) error { return store.SetCadence(tx, f.ws, f.project, cadence) })
	same(b, "the cadence", ok(store.Cadence(b.read(), f.ws, f.project))(b), cadence)
	same(b, "of another firm", ok(store.Cadence(b.read(), other.ws, other.project))(b), news.Cadence{})
	none(store.Cadence(b.read(), other.ws, client.ProjectID("prj_nobody")))(b)
	newsRules(b)
}

// newsRules: what holds for the updates of a client, what is planned, and the
// notes that went by themselves.
func newsRules(b *bench) {
	f, other := b.firm(), b.firm()
	rules := news.Rules{Cadence: news.Cadence{Every: news.Weekly, Weekday: 3, At: 600, After: 2, Relax: true}, Second: true}
	same(b, "no rules", ok(store.ClientNews(b.read(), f.ws, f.client))(b), news.Rules{})
	for _, r := range []news.Rules{{Second: true}, rules} {
		b.write(b, func(tx *store.Tx) error { return store.SetClientNews(tx, f.ws, f.client, r) })
	}
	same(b, "the rules", ok(store.ClientNews(b.read(), f.ws, f.client))(b), rules)
	same(b, "of another firm", ok(store.ClientNews(b.read(), other.ws, other.client))(b), news.Rules{})

	u := news.Update{ID: news.ID(b.name("upd")), ClientID: string(f.client), ProjectID: string(f.project), AuthorID: f.owner, State: news.Draft, Subject: "Your shop", Lines: []news.Line{}, Version: 1, SendAt: monday(), PlannedID: f.owner, Readers: []string{"con_1"}}
	b.write(b, func(tx *store.Tx) error { return store.AddUpdate(tx, f.ws, u) })
	same(b, "planned", ok(store.PlannedUpdates(b.read(), f.ws, 5))(b), []news.Update{u})
	same(b, "planned elsewhere", len(ok(store.PlannedUpdates(b.read(), other.ws, 5))(b)), 0)

	made := b.promise(f, monday())
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, made) })
	p := made.ID
	none(store.HoldingNote(b.read(), f.ws, p))(b)
	b.write(b, func(tx *store.Tx) error { return store.AddHoldingNote(tx, f.ws, p, monday()) })
	same(b, "the note", ok(store.HoldingNote(b.read(), f.ws, p))(b), monday())
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddHoldingNote(tx, f.ws, p, monday()) })
}

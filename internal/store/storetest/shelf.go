package storetest

import (
	"pgregory.net/rapid"

	"kept/internal/store"
	"kept/shelf"
	"kept/workspace"
)

// shelves: links and notes of projects in their order, and whether a client sees any.
func shelves(b *bench) {
	keeping[shelf.Item]{
		draw: func(r *rapid.T, f firm, name string) shelf.Item {
			i := drawn[shelf.Item](r, "item")
			i.ID, i.ClientID, i.ProjectID = shelf.ID(name), string(f.client), string(f.project)
			return i
		},
		add: store.AddShelfItem, added: whole[shelf.Item],
		load: func(tx *store.Tx, ws workspace.ID, name string) (shelf.Item, error) {
			return store.ShelfItem(tx, ws, shelf.ID(name))
		},
		save: store.SaveShelfItem,
		saved: func(before, i shelf.Item) shelf.Item {
			before.Words, before.ChangedAt, before.SharedAt, before.RemovedAt = i.Words, i.ChangedAt, i.SharedAt, i.RemovedAt
			return before
		},
		version: func(i *shelf.Item) *int { return &i.Version },
	}.check(b, "shf")

	f, other := b.firm(), b.firm()
	add := func(place int, change func(*shelf.Item)) shelf.Item {
		i := shelf.Item{ID: shelf.ID(b.name("shf")), ClientID: string(f.client), ProjectID: string(f.project), Kind: shelf.Link, Words: shelf.Words{Name: "Page", Address: "https://example.com"}, Place: place, By: f.owner, MadeAt: monday(), ChangedAt: monday(), Version: 1}
		change(&i)
		b.write(b, func(tx *store.Tx) error { return store.AddShelfItem(tx, f.ws, i) })
		return i
	}
	shown := func() bool { return ok(store.ShelfShown(b.read(), f.ws, f.client))(b) }
	last, gone := add(3, func(*shelf.Item) {}), add(2, func(i *shelf.Item) { i.RemovedAt, i.SharedAt = monday(), monday() })
	same(b, "private and removed ones are not seen", shown(), false)
	first := add(1, func(i *shelf.Item) { i.SharedAt, i.Kind = monday(), shelf.Note })
	same(b, "a shared one is", shown(), true)
	same(b, "another's is not", ok(store.ShelfShown(b.read(), other.ws, f.client))(b), false)
	same(b, "in their order", ok(store.Shelf(b.read(), f.ws, f.project))(b), []shelf.Item{first, gone, last})
	last.Place = 0
	b.write(b, func(tx *store.Tx) error { return store.PlaceShelfItem(tx, f.ws, last) })
	same(b, "put elsewhere", ok(store.Shelf(b.read(), f.ws, f.project))(b), []shelf.Item{last, first, gone})
	b.write(b, func(tx *store.Tx) error { return store.PlaceShelfItem(tx, other.ws, first) })
	same(b, "of another firm", ok(store.Shelf(b.read(), other.ws, f.project))(b), nil)
}

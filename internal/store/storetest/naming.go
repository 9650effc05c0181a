package storetest

import (
	"kept/internal/store"
	"kept/promise"
)

// naming tries what gives a thing's name and nothing else of it.
func naming(b *bench) {
	f, other := b.firm(), b.firm()
	same(b, "a client's name", ok(store.ClientNameOf(b.read(), f.ws, f.client))(b), store.ClientName{ID: f.client, Name: "Client", Colour: 1, OwnerID: f.owner})
	none(store.ClientNameOf(b.read(), other.ws, f.client))(b)
	none(store.ClientNameOf(b.read(), f.ws, "cli_x"))(b)
	p := b.promise(f, monday())
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	same(b, "what was promised", ok(store.PromiseWords(b.read(), f.ws, p.ID))(b), p.Words)
	none(store.PromiseWords(b.read(), other.ws, p.ID))(b)
	none(store.PromiseWords(b.read(), f.ws, promise.ID("prm_x")))(b)
}

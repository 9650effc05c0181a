package storetest

import (
	"kept/internal/store"
	"kept/promise"
)

// naming tries what gives a thing's name and nothing else of it.
func naming(b *bench) {
	f, other := b.firm(), b.firm()
	p := b.promise(f, monday())
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	same(b, "what was promised", ok(store.PromiseWords(b.read(), f.ws, p.ID))(b), p.Words)
	none(store.PromiseWords(b.read(), other.ws, p.ID))(b)
	none(store.PromiseWords(b.read(), f.ws, promise.ID("prm_x")))(b)
}

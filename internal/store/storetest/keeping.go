package storetest

import (
	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/workspace"
)

// keeping says how a thing with a version is kept, for the checks that all of
// them share.
type keeping[T any] struct {
	// draw draws one with this name, as new, that belongs to the firm.
	draw func(r *rapid.T, f firm, name string) T
	add  func(tx *store.Tx, ws workspace.ID, v T) error
	load func(tx *store.Tx, ws workspace.ID, name string) (T, error)
	save func(tx *store.Tx, ws workspace.ID, v T) error
	// added is what is kept of one that was added: what can only come later is not.
	added func(v T) T
	// saved is what is kept of v when it is saved over before: what never changes is not.
	saved   func(before, v T) T
	version func(v *T) *int
}

// check draws values and wants them back whole, from this workspace only, and
// refuses to save one over a version that is gone.
func (k keeping[T]) check(b *bench, prefix string) {
	b.Helper()
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		name := b.name(prefix)
		v := k.draw(r, f, name)
		*k.version(&v) = 1
		want := k.added(v)
		var inside T
		var insideErr error
		b.write(r, func(tx *store.Tx) error {
			if err := k.add(tx, f.ws, v); err != nil {
				return err
			}
			inside, insideErr = k.load(tx, f.ws, name)
			return nil
		})
		same(r, "what the act itself reads", ok(inside, insideErr)(r), want)
		k.is(r, b, f.ws, name, want)

		none(k.load(b.read(), other.ws, name))(r)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return k.save(tx, other.ws, want) })
		k.is(r, b, f.ws, name, want)

		next := k.draw(r, f, name)
		*k.version(&next) = 1
		b.write(r, func(tx *store.Tx) error { return k.save(tx, f.ws, next) })
		want = k.saved(want, next)
		*k.version(&want) = 2
		k.is(r, b, f.ws, name, want)

		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return k.save(tx, f.ws, v) })
		k.is(r, b, f.ws, name, want)
	})
	none(k.load(b.read(), f.ws, prefix+"_nobody"))(b)
}

func (k keeping[T]) is(r rapid.TB, b *bench, ws workspace.ID, name string, want T) {
	r.Helper()
	same(r, "what was kept", ok(k.load(b.read(), ws, name))(r), want)
}

// whole keeps everything of a value that is added.
func whole[T any](v T) T { return v }

// instead keeps everything of a value that is saved.
func instead[T any](_, v T) T { return v }

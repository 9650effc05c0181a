package storetest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
)

// journal is read forwards and backwards, whole, and by what a line is about.
func journal(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		l := drawn[store.Line](r, "line")
		l.ID, l.Object = b.name("jnl"), "promise:"+b.name("prm")
		b.write(r, func(tx *store.Tx) error { return store.AddLine(tx, other.ws, l) })
		same(r, "the line", ok(store.JournalOf(b.read(), other.ws, l.Object, 2))(r), []store.Line{l})
		same(r, "the line elsewhere", ok(store.JournalOf(b.read(), f.ws, l.Object, 2))(r), []store.Line(nil))
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddLine(tx, other.ws, l) })
	})
	var all []store.Line
	for i := range 20 {
		l := store.Line{ID: b.name("jnl"), At: monday().Add(time.Duration(i) * time.Minute), Actor: "watchdog", Act: "told", Object: fmt.Sprint("promise:", i%3), ClientID: fmt.Sprint("cli", i%2)}
		all = append(all, l)
		b.write(b, func(tx *store.Tx) error { return store.AddLine(tx, f.ws, l) })
	}
	newest := slices.Clone(all)
	slices.Reverse(newest)
	id := func(l *store.Line) string {
		if l == nil {
			return ""
		}
		return l.ID
	}
	same(b, "the journal from the newest on", pages(b, func(before *store.Line, limit int) ([]store.Line, error) {
		return store.Journal(b.read(), f.ws, id(before), limit)
	}), newest)
	same(b, "the journal from the oldest on", pages(b, func(after *store.Line, limit int) ([]store.Line, error) {
		return store.JournalFrom(b.read(), f.ws, id(after), limit)
	}), all)
	about := func(keep func(store.Line) bool) []store.Line {
		return slices.DeleteFunc(slices.Clone(newest), func(l store.Line) bool { return !keep(l) })
	}
	same(b, "the lines about an object", ok(store.JournalOf(b.read(), f.ws, "promise:1", 100))(b), about(func(l store.Line) bool { return l.Object == "promise:1" }))
	ofClient := about(func(l store.Line) bool { return l.ClientID == "cli1" })
	same(b, "the lines about a client", ok(store.JournalOfClient(b.read(), f.ws, client.ID("cli1"), 100))(b), ofClient)
	same(b, "three lines about a client", ok(store.JournalOfClient(b.read(), f.ws, client.ID("cli1"), 3))(b), ofClient[:3])
	same(b, "the lines about a client elsewhere", ok(store.JournalOfClient(b.read(), other.ws, client.ID("cli1"), 3))(b), []store.Line(nil))
}

// repeats are the same file imported twice and the same request sent twice.
func repeats(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		key, object := b.name("k")+lines().Draw(r, "key"), lines().Draw(r, "object")
		none(store.Imported(b.read(), f.ws, key))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddImported(tx, f.ws, key, object, monday()) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddImported(tx, f.ws, key, "another", monday()) })
		same(r, "what was imported", ok(store.Imported(b.read(), f.ws, key))(r), object)
		none(store.Imported(b.read(), other.ws, key))(r)

		a, second := drawn[store.Answered](r, "answer"), drawn[store.Answered](r, "second")
		none(store.AnsweredBefore(b.read(), f.ws, key))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddAnswered(tx, f.ws, key, a, monday()) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddAnswered(tx, f.ws, key, second, monday()) })
		same(r, "what was answered", ok(store.AnsweredBefore(b.read(), f.ws, key))(r), a)
		none(store.AnsweredBefore(b.read(), other.ws, key))(r)
	})
	for i := range 3 {
		b.write(b, func(tx *store.Tx) error {
			return store.AddAnswered(tx, f.ws, fmt.Sprint("old", i), store.Answered{Status: 201}, monday().Add(time.Duration(i)*time.Millisecond))
		})
	}
	b.write(b, func(tx *store.Tx) error { return store.DropAnswered(tx, monday().Add(time.Millisecond)) })
	none(store.AnsweredBefore(b.read(), f.ws, "old0"))(b)
	ok(store.AnsweredBefore(b.read(), f.ws, "old1"))(b)
	ok(store.AnsweredBefore(b.read(), f.ws, "old2"))(b)
	sameMoment(b, f)
}

// sameMoment sends one request eight times at once: one of them is done.
func sameMoment(b *bench, f firm) {
	var senders sync.WaitGroup
	did := make([]bool, 8)
	errs := make([]error, len(did))
	for i := range did {
		senders.Go(func() {
			errs[i] = b.db.Write(b.Context(), func(tx *store.Tx) error {
				did[i] = false
				if _, err := store.AnsweredBefore(tx, f.ws, "twin"); !errors.Is(err, store.ErrNone) {
					return err
				}
				did[i] = true
				if err := store.AddLine(tx, f.ws, store.Line{ID: fmt.Sprint("twin", i), Object: "twin"}); err != nil {
					return err
				}
				return store.AddAnswered(tx, f.ws, "twin", store.Answered{Status: 201}, monday())
			})
		})
	}
	senders.Wait()
	winners := 0
	for i := range did {
		if errs[i] != nil {
			b.Errorf("sender %d: %v", i, errs[i])
		}
		if did[i] {
			winners++
		}
	}
	if lines := ok(store.JournalOf(b.read(), f.ws, "twin", 10))(b); winners != 1 || len(lines) != 1 {
		b.Errorf("%d senders did it, %d lines tell of it", winners, len(lines))
	}
}

func settings(b *bench) {
	rapid.Check(b.T, func(r *rapid.T) {
		name, first, second := b.name("set")+lines().Draw(r, "name"), lines().Draw(r, "first"), lines().Draw(r, "second")
		none(store.Setting(b.read(), name))(r)
		for _, value := range []string{first, second} {
			b.write(r, func(tx *store.Tx) error { return store.SetSetting(tx, name, value) })
			same(r, "the setting", ok(store.Setting(b.read(), name))(r), value)
		}
	})
}

func pictures(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		id, p := b.name("pic"), drawn[store.Picture](r, "picture")
		p.Bytes = append(p.Bytes, rapid.SliceOfN(rapid.Byte(), 1, 300).Draw(r, "bytes")...)
		none(store.PictureOf(b.read(), f.ws, id))(r)
		for range 2 { // the same one is kept once
			b.write(r, func(tx *store.Tx) error { return store.AddPicture(tx, f.ws, id, p, monday().UnixMilli()) })
		}
		same(r, "the picture", ok(store.PictureOf(b.read(), f.ws, id))(r), p)
		none(store.PictureOf(b.read(), other.ws, id))(r)
	})
}

package storetest

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
)

// chases are the times that a client had to ask.
func chases(b *bench) {
	rapid.Check(b.T, func(r *rapid.T) {
		f, other := b.firm(), b.firm()
		c := drawn[store.ChaseRow](r, "chase")
		c.ID, c.ClientID, c.MessageID, c.At = b.name("chs"), f.client, b.name("msg"), monday()
		b.write(r, func(tx *store.Tx) error { return store.AddChase(tx, f.ws, c) })
		list := func() []store.ChaseRow { return ok(store.Chases(b.read(), f.ws, store.Place{}, 9))(r) }
		same(r, "the chase", list(), []store.ChaseRow{c})
		same(r, "the chases elsewhere", ok(store.Chases(b.read(), other.ws, store.Place{}, 9))(r), nil)
		twice := c
		twice.ID = b.name("chs")
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddChase(tx, f.ws, twice) })
		told := c
		told.ID, told.MessageID = b.name("chs"), ""
		b.write(r, func(tx *store.Tx) error { return store.AddChase(tx, f.ws, told) })
		moved := store.Message{ID: c.MessageID, ClientID: string(c.ClientID), ContactID: "con_moved"}
		b.write(r, func(tx *store.Tx) error { return store.MoveChase(tx, other.ws, moved, "prj_elsewhere") })
		same(r, "the chases that others would move", list(), []store.ChaseRow{told, c})
		b.write(r, func(tx *store.Tx) error { return store.MoveChase(tx, f.ws, moved, "prj_moved") })
		c.ContactID, c.ProjectID = moved.ContactID, "prj_moved"
		same(r, "the chase that was moved, and the one of no message that was not", list(), []store.ChaseRow{told, c})
		b.write(r, func(tx *store.Tx) error { return store.DropChase(tx, other.ws, c.MessageID) })
		same(r, "the chases that others would take back", list(), []store.ChaseRow{told, c})
		b.write(r, func(tx *store.Tx) error { return store.DropChase(tx, f.ws, c.MessageID) })
		b.write(r, func(tx *store.Tx) error { return store.DropChase(tx, f.ws, "") })
		same(r, "the chases after one was taken back", list(), []store.ChaseRow{told})
	})
	chaseLists(b)
}

func chaseLists(b *bench) {
	f, other := b.firm(), b.firm()
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, second) })
	var all, his []store.ChaseRow
	for i := range 12 {
		c := store.ChaseRow{ID: b.name("chs"), ClientID: f.client, At: monday().Add(time.Duration(i/3) * time.Minute), ConfirmedAt: monday()}
		if i%2 == 0 {
			c.ClientID = second.ID
			his = append(his, c)
		}
		all = append(all, c)
		b.write(b, func(tx *store.Tx) error { return store.AddChase(tx, f.ws, c) })
	}
	after := all[2].At
	same(b, "the chases after a moment", ok(store.ChasesSince(b.read(), f.ws, after, 100))(b), all[3:])
	same(b, "two of those", ok(store.ChasesSince(b.read(), f.ws, after, 2))(b), all[3:5])
	same(b, "the chases after a moment elsewhere", ok(store.ChasesSince(b.read(), other.ws, time.Time{}, 100))(b), nil)
	slices.Reverse(all)
	slices.Reverse(his)
	same(b, "all chases", pages(b, func(last *store.ChaseRow, limit int) ([]store.ChaseRow, error) {
		if last == nil {
			return store.Chases(b.read(), f.ws, store.Place{}, limit)
		}
		return store.Chases(b.read(), f.ws, store.Place{At: last.At, ID: last.ID}, limit)
	}), all)
	of := func(f firm, since time.Time, limit int) []store.ChaseRow {
		return ok(store.ChasesOfClient(b.read(), f.ws, second.ID, since, limit))(b)
	}
	same(b, "a client's chases", of(f, time.Time{}, 100), his)
	same(b, "two of them", of(f, time.Time{}, 2), his[:2])
	since := his[len(his)-1].At
	same(b, "those after a moment", of(f, since, 100), slices.DeleteFunc(slices.Clone(his), func(c store.ChaseRow) bool { return !c.At.After(since) }))
	same(b, "a client's chases elsewhere", of(other, time.Time{}, 100), nil)
}

// phrases are the ready answers.
func phrases(b *bench) {
	rapid.Check(b.T, func(r *rapid.T) {
		f, other := b.firm(), b.firm()
		p, next := drawn[store.Phrase](r, "phrase"), drawn[store.Phrase](r, "next")
		p.ID, p.Version = b.name("phr"), 1
		list := func(f firm) []store.Phrase { return ok(store.Phrases(b.read(), f.ws))(r) }
		b.write(r, func(tx *store.Tx) error { return store.AddPhrase(tx, f.ws, p) })
		same(r, "the phrase", list(f), []store.Phrase{p})
		same(r, "the phrases elsewhere", list(other), nil)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddPhrase(tx, f.ws, p) })
		next.ID, next.MadeAt, next.Version = p.ID, p.MadeAt, 1
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SavePhrase(tx, other.ws, next) })
		b.write(r, func(tx *store.Tx) error { return store.SavePhrase(tx, f.ws, next) })
		next.Version = 2
		same(r, "the saved phrase", list(f), []store.Phrase{next})
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SavePhrase(tx, f.ws, p) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.DropPhrase(tx, other.ws, p.ID) })
		same(r, "the phrase after conflicts", list(f), []store.Phrase{next})
		b.write(r, func(tx *store.Tx) error { return store.DropPhrase(tx, f.ws, p.ID) })
		same(r, "the phrases after the only one went", list(f), nil)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.DropPhrase(tx, f.ws, p.ID) })
	})
	f := b.firm()
	b.write(b, func(tx *store.Tx) error {
		for i := range 201 {
			if err := store.AddPhrase(tx, f.ws, store.Phrase{ID: b.name("phr"), Name: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if got := ok(store.Phrases(b.read(), f.ws))(b); len(got) != 200 || got[0].Name != "0" || got[199].Name != "199" {
		b.Errorf("of 201 phrases %d are listed, or in another order", len(got))
	}
}

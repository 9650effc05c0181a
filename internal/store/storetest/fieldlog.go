package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/fieldlog"
	"kept/internal/store"
	"kept/workspace"
)

// fieldLog: entries of field logs, those that a client sees and those that were
// removed, in pages, and the room that their photos take.
func fieldLog(b *bench) {
	keeping[fieldlog.Entry]{
		draw: func(r *rapid.T, f firm, name string) fieldlog.Entry {
			e := drawn[fieldlog.Entry](r, "entry")
			e.ID, e.ClientID, e.ProjectID = fieldlog.ID(name), string(f.client), string(f.project)
			return e
		},
		add: store.AddEntry, added: whole[fieldlog.Entry],
		load: func(tx *store.Tx, ws workspace.ID, name string) (fieldlog.Entry, error) {
			return store.Entry(tx, ws, fieldlog.ID(name))
		},
		save: func(tx *store.Tx, ws workspace.ID, e fieldlog.Entry) error {
			return store.SaveEntry(tx, ws, e, len(e.Photos))
		},
		saved: func(before, e fieldlog.Entry) fieldlog.Entry {
			before.At, before.Text, before.Weather, before.Degrees, before.Photos, before.SharedAt, before.RemovedAt = e.At, e.Text, e.Weather, e.Degrees, e.Photos, e.SharedAt, e.RemovedAt
			return before
		},
		version: func(e *fieldlog.Entry) *int { return &e.Version },
	}.check(b, "fld")

	f, other := b.firm(), b.firm()
	cold := -4
	entry := func(hour int, change func(*fieldlog.Entry)) fieldlog.Entry {
		e := fieldlog.Entry{ID: fieldlog.ID(b.name("fld")), ClientID: string(f.client), ProjectID: string(f.project), By: f.owner, At: monday().Add(time.Duration(hour) * time.Hour), MadeAt: monday().Add(5 * time.Hour), Text: "Seen", Version: 1}
		change(&e)
		b.write(b, func(tx *store.Tx) error { return store.AddEntry(tx, f.ws, e) })
		return e
	}
	shared := entry(3, func(e *fieldlog.Entry) { e.SharedAt, e.Degrees, e.Weather = monday(), &cold, fieldlog.Snow })
	private := entry(2, func(e *fieldlog.Entry) {
		e.Photos = []fieldlog.Photo{{Number: 1, Sum: "aa", Small: "bb", Size: 700, Width: 4, Height: 3}, {Number: 2, Sum: "cc", Small: "dd", Size: 300, OutAt: monday()}}
	})
	sameMoment := entry(2, func(e *fieldlog.Entry) { e.MadeAt = monday() })
	gone := entry(1, func(e *fieldlog.Entry) { e.RemovedAt, e.SharedAt = monday(), monday() })
	list := func(s store.EntrySlice) []fieldlog.Entry {
		return ok(store.Entries(b.read(), f.ws, f.project, s))(b)
	}
	same(b, "all", list(store.EntrySlice{Limit: 9}), []fieldlog.Entry{shared, sameMoment, private})
	same(b, "the first page", list(store.EntrySlice{Limit: 2}), []fieldlog.Entry{shared, sameMoment})
	same(b, "the next page", list(store.EntrySlice{Limit: 2, Before: sameMoment}), []fieldlog.Entry{private})
	same(b, "what the client sees", list(store.EntrySlice{Limit: 9, Shared: true}), []fieldlog.Entry{shared})
	same(b, "what was removed", ok(store.RemovedEntries(b.read(), f.ws, f.project, 9))(b), []fieldlog.Entry{gone})
	same(b, "what was written since", len(ok(store.EntriesSince(b.read(), f.ws, f.project, monday().Add(time.Minute), 9))(b)), 2)
	same(b, "those of another firm", ok(store.Entries(b.read(), other.ws, f.project, store.EntrySlice{Limit: 9}))(b), nil)
	private.Photos = append(private.Photos, fieldlog.Photo{Number: 3, Sum: "ee", Small: "ff", Size: 50})
	b.write(b, func(tx *store.Tx) error { return store.SaveEntry(tx, f.ws, private, 2) })
	same(b, "the room", ok(store.RoomOf(b.read(), f.ws, f.client, f.project))(b), store.Room{Workspace: 1050, Client: 1050})
}

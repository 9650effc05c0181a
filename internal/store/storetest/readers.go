package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/workspace"
)

// readers are the sessions of whoever proved an address: they move among the
// contacts with it, and end together.
func readers(b *bench) {
	f, other := b.firm(), b.firm()
	later := monday().Add(time.Hour)
	add := func(f firm, contact, email string) store.Session {
		s := store.Session{ID: b.name("ses"), Workspace: f.ws, ContactID: contact, EmailKey: email, ExpiresAt: later}
		b.write(b, func(tx *store.Tx) error { return store.AddSession(tx, "hash of "+s.ID, s) })
		return s
	}
	live := func(f firm, email string) []store.Session {
		return ok(store.ReaderSessions(b.read(), f.ws, email, monday()))(b)
	}
	first, second, alone, elsewhere := add(f, "a", "bea"), add(f, "b", "bea"), add(f, "a", ""), add(other, "a", "bea")
	same(b, "the sessions of an address", live(f, "bea"), []store.Session{second, first})
	same(b, "the sessions of no address", live(f, ""), []store.Session(nil))
	for _, foreign := range []store.Session{{ID: first.ID, Workspace: other.ws, EmailKey: "bea"}, {ID: first.ID, Workspace: f.ws, EmailKey: "eve"}, {ID: alone.ID, Workspace: f.ws}} {
		b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.MoveSession(tx, foreign, "c") })
		b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.EndReaderSession(tx, foreign, monday()) })
	}
	b.write(b, func(tx *store.Tx) error { return store.MoveSession(tx, first, "b") })
	first.ContactID = "b"
	same(b, "the sessions after one moved", live(f, "bea"), []store.Session{second, first})
	b.write(b, func(tx *store.Tx) error {
		return store.LeaveContact(tx, store.Session{Workspace: f.ws, ContactID: "b", EmailKey: "bea"}, "c")
	})
	first.ContactID, second.ContactID = "c", "c"
	same(b, "the sessions after a contact was left", live(f, "bea"), []store.Session{second, first})
	b.write(b, func(tx *store.Tx) error { return store.EndReaderSession(tx, second, monday()) })
	same(b, "the sessions after one ended", live(f, "bea"), []store.Session{first})
	b.write(b, func(tx *store.Tx) error { return store.EndReaderSessions(tx, f.ws, "bea", monday()) })
	same(b, "the sessions after all ended", live(f, "bea"), []store.Session(nil))
	same(b, "the sessions elsewhere", live(other, "bea"), []store.Session{elsewhere})
	same(b, "the session without an address", ok(store.Sessions(b.read(), f.ws, "", "a", monday()))(b), []store.Session{alone})

	past := client.Client{ID: client.ID(b.name("cli")), Name: "Past", Stage: client.Past, OwnerID: f.owner, Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, past) })
	b.write(b, func(tx *store.Tx) error { return store.WatchPages(tx, f.ws, monday()) })
	ob := "page:" + string(past.ID)
	same(b, "the pages that are watched", ok(store.StillDue(b.read(), f.ws, []string{ob, "page:" + string(f.client)}, monday()))(b), []string{ob})
}

// hosts are the addresses that workspaces give their clients' pages.
func hosts(b *bench) {
	f, other := b.firm(), b.firm()
	none(store.Host(b.read(), f.ws))(b)
	rapid.Check(b.T, func(r *rapid.T) {
		h := drawn[workspace.Host](r, "host")
		h.Workspace = f.ws
		b.write(r, func(tx *store.Tx) error { return store.PutHost(tx, h) })
		same(r, "the address", ok(store.Host(b.read(), f.ws))(r), h)
	})
	mine := workspace.Host{Workspace: f.ws, Name: b.name("host"), Token: "t", CheckedAt: monday()}
	theirs := workspace.Host{Workspace: other.ws, Name: mine.Name, Token: "u", CheckedAt: monday().Add(-time.Hour)}
	version := ok(store.PeopleVersion(b.read(), f.ws))(b)
	b.write(b, func(tx *store.Tx) error { return store.PutHost(tx, mine) })
	b.write(b, func(tx *store.Tx) error { return store.PutHost(tx, theirs) })
	if after := ok(store.PeopleVersion(b.read(), f.ws))(b); after == version {
		b.Error("what is remembered of the workspace is not read anew")
	}
	if all := ok(store.HostsNamed(b.read(), mine.Name))(b); len(all) != 2 {
		b.Errorf("%d workspaces want the address", len(all))
	}
	due := func(since time.Time) (out []workspace.ID) {
		for _, h := range ok(store.HostsToCheck(b.read(), since))(b) {
			if h.Workspace == f.ws || h.Workspace == other.ws {
				out = append(out, h.Workspace)
			}
		}
		return out
	}
	same(b, "what is to be checked just before", due(monday().Add(-time.Millisecond)), []workspace.ID{other.ws})
	same(b, "what is to be checked", due(monday()), []workspace.ID{other.ws, f.ws})
	if at := ok(store.OldestHostCheck(b.read()))(b); at.IsZero() || at.After(theirs.CheckedAt) {
		b.Errorf("the oldest check was at %v", at)
	}
	b.write(b, func(tx *store.Tx) error { return store.DropHost(tx, f.ws) })
	none(store.Host(b.read(), f.ws))(b)
	same(b, "the address of another workspace", ok(store.Host(b.read(), other.ws))(b), theirs)
}

package storetest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
	"kept/workspace"
)

func clients(b *bench) {
	keeping[client.Client]{
		draw: func(r *rapid.T, _ firm, name string) client.Client {
			c := drawn[client.Client](r, "client")
			c.ID = client.ID(name)
			return c
		},
		add: store.AddClient,
		load: func(tx *store.Tx, ws workspace.ID, name string) (client.Client, error) {
			return store.Client(tx, ws, client.ID(name))
		},
		save:    store.SaveClient,
		added:   whole[client.Client],
		saved:   func(before, c client.Client) client.Client { c.MadeAt = before.MadeAt; return c },
		version: func(c *client.Client) *int { return &c.Version },
	}.check(b, "cli")
}

// clientLists reads the list of clients in the order of their folded names.
func clientLists(b *bench) {
	f, other := b.firm(), b.firm()
	names := append([]string{"zebra", "Äpfel", "apfel", "APFEL", "Ärzte", "Zoë", "zoe", "öl", "Öl & Co", "_", "~", "100%", "Same", "Same", "Same"}, hard...)
	want := map[client.ID]string{f.client: "Client"}
	for i, name := range names {
		c := client.Client{ID: client.ID(b.name("cli")), Name: name, Stage: client.Prospect, Colour: i, LogoID: fmt.Sprint("logo", i), OwnerID: f.owner, Version: 1}
		want[c.ID] = name
		b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, c) })
	}
	rows := pages(b, func(after *store.ClientRow, limit int) ([]store.ClientRow, error) {
		if after == nil {
			return store.ClientsByName(b.read(), f.ws, store.NameSlice{Limit: limit}, monday())
		}
		return store.ClientsByName(b.read(), f.ws, store.NameSlice{Key: after.Key, ID: string(after.ID), Limit: limit}, monday())
	})
	seen := map[client.ID]string{}
	for i, row := range rows {
		seen[row.ID] = row.Name
		if row.Key != store.Fold(row.Name) {
			b.Errorf("%q is listed under %q", row.Name, row.Key)
		}
		if i > 0 && (row.Key < rows[i-1].Key || row.Key == rows[i-1].Key && row.ID <= rows[i-1].ID) {
			b.Errorf("%q (%s) is listed after %q (%s)", row.Key, row.ID, rows[i-1].Key, rows[i-1].ID)
		}
		same(b, "the line of one client", ok(store.ClientRowOf(b.read(), f.ws, row.ID, monday()))(b), row)
	}
	same(b, "the clients listed", seen, want)
	choices := pages(b, func(after *store.ClientName, limit int) ([]store.ClientName, error) {
		if after == nil {
			return store.ClientNames(b.read(), f.ws, store.NameSlice{Limit: limit})
		}
		return store.ClientNames(b.read(), f.ws, store.NameSlice{Key: store.Fold(after.Name), ID: string(after.ID), Limit: limit})
	})
	if !slices.EqualFunc(rows, choices, func(r store.ClientRow, n store.ClientName) bool {
		return r.ID == n.ID && r.Name == n.Name && r.Colour == n.Colour
	}) {
		b.Error("the names are not those of the list")
	}
	for most, want := range map[int]bool{0: true, len(rows) - 1: true, len(rows): false, len(rows) + 5: false} {
		if got := ok(store.ClientsBeyond(b.read(), f.ws, most))(b); got != want {
			b.Errorf("more than %d of %d clients: %t", most, len(rows), got)
		}
	}
	none(store.ClientRowOf(b.read(), other.ws, rows[0].ID, monday()))(b)
	for _, stage := range client.Stages() {
		inStage := slices.DeleteFunc(slices.Clone(rows), func(r store.ClientRow) bool { return r.Stage != stage })
		same(b, "the clients of one stage", pages(b, func(after *store.ClientRow, limit int) ([]store.ClientRow, error) {
			if after == nil {
				return store.ClientsByStage(b.read(), f.ws, stage, store.NameSlice{Limit: limit}, monday())
			}
			return store.ClientsByStage(b.read(), f.ws, stage, store.NameSlice{Key: after.Key, ID: string(after.ID), Limit: limit}, monday())
		}), inStage)
	}
	clientCounts(b, f)
}

// clientCounts looks at what the list tells of a client's promises.
func clientCounts(b *bench, f firm) {
	row := func() store.ClientRow { return ok(store.ClientRowOf(b.read(), f.ws, f.client, monday()))(b) }
	same(b, "a client without promises", row(), store.ClientRow{ID: f.client, Name: "Client", Key: "client", Stage: client.Active, Colour: 1, OwnerID: string(f.owner)})
	add := func(kind promise.Kind, state promise.State, due time.Time) {
		p := b.promise(f, due)
		p.Kind, p.State = kind, state
		b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	}
	day := 24 * time.Hour
	add(promise.Fix, promise.Kept, monday().Add(-9*day))
	add(promise.NextContact, promise.Released, monday().Add(-8*day))
	add(promise.NextContact, promise.Open, monday().Add(3*day))
	add(promise.NextContact, promise.Open, monday().Add(2*day))
	add(promise.Fix, promise.Open, monday().Add(-time.Millisecond)) // just passed
	add(promise.Fix, promise.Open, monday())                        // due this very moment: not broken
	same(b, "a client's promises", row(), store.ClientRow{
		ID: f.client, Name: "Client", Key: "client", Stage: client.Active, Colour: 1, OwnerID: string(f.owner),
		NextAt: monday().Add(2 * day), Open: 4, Broken: 1, DueAt: monday().Add(-time.Millisecond),
	})
	same(b, "the next contacts", instants(ok(store.NextContacts(b.read(), f.ws, f.client))(b)), []time.Time{monday().Add(2 * day), monday().Add(3 * day)})
	same(b, "the next contacts of a client elsewhere", ok(store.NextContacts(b.read(), b.firm().ws, f.client))(b), []store.NextContact(nil))
}

func instants(list []store.NextContact) []time.Time {
	var out []time.Time
	for _, n := range list {
		out = append(out, n.DueAt)
	}
	return out
}

func contacts(b *bench) {
	keeping[client.Contact]{
		draw: func(r *rapid.T, f firm, name string) client.Contact {
			c := drawn[client.Contact](r, "contact")
			c.ID, c.ClientID = client.ContactID(name), f.client
			return c
		},
		add: store.AddContact,
		load: func(tx *store.Tx, ws workspace.ID, name string) (client.Contact, error) {
			return store.Contact(tx, ws, client.ContactID(name))
		},
		save:    store.SaveContact,
		added:   func(c client.Contact) client.Contact { c.EndedAt = time.Time{}; return c },
		saved:   instead[client.Contact],
		version: func(c *client.Contact) *int { return &c.Version },
	}.check(b, "con")

	f, other := b.firm(), b.firm()
	email := "Büro@Example.com"
	var all []client.Contact
	for i := range 5 {
		c := client.Contact{ID: client.ContactID(b.name("con")), ClientID: f.client, Name: fmt.Sprint(i), Email: email, Portal: i%2 == 0, Channel: client.ByMail, Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddContact(tx, f.ws, c) })
		all = append(all, c)
	}
	all[4].EndedAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, all[4]) })
	all[4].Version = 2
	there := client.Contact{ID: client.ContactID(b.name("con")), ClientID: other.client, Name: "there", Email: strings.ToUpper(email), Portal: true, Channel: client.ByMail, Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddContact(tx, other.ws, there) })

	key := store.Fold(email)
	same(b, "the contacts with an address", ok(store.ContactsByEmail(b.read(), f.ws, key))(b), all[:4])
	same(b, "the doors of an address", ok(store.Doors(b.read(), key))(b), []store.Door{
		{Workspace: f.ws, Contact: all[0]}, {Workspace: f.ws, Contact: all[2]}, {Workspace: other.ws, Contact: there},
	})
	same(b, "the contacts of a client", ok(store.Contacts(b.read(), f.ws, f.client))(b)[1:], all)
	same(b, "the contacts of a client elsewhere", ok(store.Contacts(b.read(), other.ws, f.client))(b), []client.Contact(nil))
}

func projects(b *bench) {
	keeping[client.Project]{
		draw: func(r *rapid.T, f firm, name string) client.Project {
			p := drawn[client.Project](r, "project")
			p.ID, p.ClientID = client.ProjectID(name), f.client
			return p
		},
		add: store.AddProject,
		load: func(tx *store.Tx, ws workspace.ID, name string) (client.Project, error) {
			return store.Project(tx, ws, client.ProjectID(name))
		},
		save:  store.SaveProject,
		added: func(p client.Project) client.Project { p.ClosedAt = time.Time{}; return p },
		saved: func(before, p client.Project) client.Project {
			p.MadeAt = before.MadeAt
			return p
		},
		version: func(p *client.Project) *int { return &p.Version },
	}.check(b, "prj")

	f := b.firm()
	var all []client.Project
	for i := range 3 {
		p := client.Project{ID: client.ProjectID(b.name("prj")), ClientID: f.client, Name: fmt.Sprint(i), OwnerID: f.owner, MadeAt: monday(), Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddProject(tx, f.ws, p) })
		all = append(all, p)
	}
	same(b, "the projects of a client", ok(store.Projects(b.read(), f.ws, f.client))(b)[1:], all)
	same(b, "the projects of a client elsewhere", ok(store.Projects(b.read(), b.firm().ws, f.client))(b), []client.Project(nil))
}

// telephones are compared by their last digits, however they are written.
func telephones(b *bench) {
	for written, want := range map[string]string{
		"": "", "none": "", "112": "112", "+49 (0)30 / 123.456-78": "012345678", "030 12345678": "012345678", "0034 612 345 678": "612345678", "612345678": "612345678", "١٢٣": "",
	} {
		if got := store.PhoneKey(written); got != want {
			b.Errorf("the key of %q is %q, want %q", written, got, want)
		}
	}
	f, other := b.firm(), b.firm()
	add := func(f firm, phone string) client.Contact {
		k := client.Contact{ID: client.ContactID(b.name("con")), ClientID: f.client, Name: "Contact", Phone: phone, Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddContact(tx, f.ws, k) })
		return k
	}
	of := func(f firm, phone string) []client.Contact {
		return ok(store.ContactsByPhone(b.read(), f.ws, store.PhoneKey(phone)))(b)
	}
	first, second, foreign := add(f, "+34 612 345 678"), add(f, "0034-612-345-678"), add(other, "612345678")
	same(b, "the contacts with a number", of(f, "612 345 678"), []client.Contact{first, second})
	same(b, "the contacts with a number elsewhere", of(other, "612 345 678"), []client.Contact{foreign})
	same(b, "the contacts without a number", of(f, ""), nil)
	second.Phone = "+34 699 999 999"
	b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, second) })
	second.Version = 2
	same(b, "the contacts with a number when one has another", of(f, "612 345 678"), []client.Contact{first})
	same(b, "the contact with the other", of(f, "699999999"), []client.Contact{second})
}

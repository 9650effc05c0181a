package storetest

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
)

// search finds things by the beginnings of their words, whatever the accents and capitals.
func search(b *bench) {
	f, other := b.firm(), b.firm()
	add := func(f firm, name string) string {
		c := client.Client{ID: client.ID(b.name("cli")), Name: name, Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, c) })
		return string(c.ID)
	}
	zoe, strasse, tokyo := add(f, "ZOË & Søns d'Été"), add(f, "Müller-Straße 12b"), add(f, "東京 Build")
	foreign := add(other, "Zoë elsewhere")
	p := b.promise(f, monday())
	p.Words = "Éte drawings for the zoo"
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	found := func(f firm, query string) []store.Found { return ok(store.Find(b.read(), f.ws, query, 20))(b) }
	is := func(kind string, ids ...string) []store.Found {
		var out []store.Found
		for _, id := range ids {
			out = append(out, store.Found{Kind: kind, ID: id})
		}
		return out
	}
	promised := store.Found{Kind: "promise", ID: string(p.ID)}
	for query, want := range map[string][]store.Found{
		"zoe":           is("client", zoe),
		"ZOË":           is("client", zoe),
		"Zoe\u0308":     is("client", zoe),
		"zo":            append(is("client", zoe), promised),
		"zoo ete":       {promised},
		"ete zo":        append(is("client", zoe), promised),
		"zoe build":     nil,
		"strasse 12":    is("client", strasse),
		"STRASSE":       is("client", strasse),
		"müll 12B":      is("client", strasse),
		"12b str mull":  is("client", strasse),
		"東":             is("client", tokyo),
		"東京 bui":        is("client", tokyo),
		"oe":            nil, // a beginning, not a middle
		"zoex":          nil,
		"":              nil,
		" ,;- ":         nil,
		"'":             nil,
		"%":             nil,
		"_":             nil,
		"z%":            append(is("client", zoe), promised),
		"client":        is("client", string(f.client)),
		"contact":       is("contact", string(f.contact)),
		"contact@exam":  is("contact", string(f.contact)),
		"project":       is("project", string(f.project)),
		"\U0010ffff":    nil,
		"zoe\x00\xff":   is("client", zoe),
		"zoe elsewhere": nil,
	} {
		same(b, fmt.Sprintf("what is found by %q", query), found(f, query), want)
	}
	same(b, "what another firm finds", found(other, "zoe"), is("client", foreign))
	same(b, "the first of two", ok(store.Find(b.read(), f.ws, "zo", 1))(b), is("client", zoe))
	renamed(b, f)
	foundByOwnWords(b, f)
}

// renamed things are found by their new words and no longer by their old ones.
func renamed(b *bench, f firm) {
	c := ok(store.Client(b.read(), f.ws, f.client))(b)
	k := ok(store.Contact(b.read(), f.ws, f.contact))(b)
	j := ok(store.Project(b.read(), f.ws, f.project))(b)
	p := b.promise(f, monday())
	next := b.promise(f, monday())
	p.Words, next.Words, next.Kind = "oldwords", "nextwords", promise.NextContact
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, next) })
	c.Name, k.Name, j.Name = "Newclient", "Newcontact", "Newproject"
	changed := p
	changed.Words = "newwords"
	b.write(b, func(tx *store.Tx) error { return store.SaveClient(tx, f.ws, c) })
	b.write(b, func(tx *store.Tx) error { return store.SaveContact(tx, f.ws, k) })
	b.write(b, func(tx *store.Tx) error { return store.SaveProject(tx, f.ws, j) })
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, p, changed) })
	find := func(q string) []store.Found { return ok(store.Find(b.read(), f.ws, q, 20))(b) }
	for _, gone := range []string{"client", "project", "oldwords"} {
		same(b, "what is found by a word that is gone, "+gone, find(gone), nil)
	}
	same(b, "what is found by new words", find("new"), []store.Found{
		{Kind: "client", ID: string(c.ID)}, {Kind: "contact", ID: string(k.ID)}, {Kind: "project", ID: string(j.ID)}, {Kind: "promise", ID: string(p.ID)},
	})

	// A next contact is found by its client's name only, however it became one.
	same(b, "a next contact", find("nextwords"), nil)
	spoken := next
	spoken.Words = "nextwords changed"
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, next, spoken) })
	same(b, "a next contact in other words", find("nextwords"), nil)
	spoken.Version = 2
	delivered := spoken
	delivered.Kind = promise.Deliverable
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, spoken, delivered) })
	same(b, "a next contact that became a deliverable", find("nextwords"), []store.Found{{Kind: "promise", ID: string(next.ID)}})
	delivered.Version = 3
	again := delivered
	again.Kind = promise.NextContact
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, delivered, again) })
	same(b, "a deliverable that became a next contact", find("nextwords"), nil)
}

// foundByOwnWords: whatever letters a word is made of, its own beginning finds it.
func foundByOwnWords(b *bench, f firm) {
	rapid.Check(b.T, func(r *rapid.T) {
		c := client.Client{ID: client.ID(b.name("cli")), Name: b.name("w") + " " + lines().Draw(r, "name"), Version: 1}
		b.write(r, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, c) })
		want := store.Found{Kind: "client", ID: string(c.ID)}
		for _, query := range []string{c.Name, strings.ToUpper(c.Name), store.Fold(c.Name)} {
			if hits := ok(store.Find(b.read(), f.ws, query, 20))(r); !slices.Contains(hits, want) {
				r.Fatalf("%q is not found by %q: %v", c.Name, query, hits)
			}
		}
	})
}

// searchAmongMany: a rare word is found beside one that hundreds have.
func searchAmongMany(b *bench) {
	f := b.firm()
	const many = 1500
	var last, middle string
	b.write(b, func(tx *store.Tx) error {
		for i := range many {
			name := fmt.Sprint("Common website ", i)
			switch i {
			case many / 2:
				name += " needle"
			case many - 1:
				name += " newest"
			}
			c := client.Client{ID: client.ID(b.name("cli")), Name: name, Version: 1}
			if err := store.AddClient(tx, f.ws, c); err != nil {
				return err
			}
			if i == many/2 {
				middle = string(c.ID)
			}
			last = string(c.ID)
		}
		return nil
	})
	for query, id := range map[string]string{
		"common needle": middle, "needle common": middle, "web needle com": middle, "common newest": last, "n w c newest": last,
	} {
		same(b, fmt.Sprintf("what is found by %q", query), ok(store.Find(b.read(), f.ws, query, 20))(b), []store.Found{{Kind: "client", ID: id}})
	}
	if hits := ok(store.Find(b.read(), f.ws, "common website", 20))(b); len(hits) != 20 {
		b.Errorf("%d of many were found, want 20", len(hits))
	}
}

package office

import (
	"context"
	"errors"
	"fmt"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
)

// Imports brings in what was kept elsewhere: all or nothing, and nothing twice.
type Imports struct{ *desk }

// Limits of one import.
const MaxImport = 10_000

// PromiseImport is a promise from a file. Key tells it apart for ever, so that
// a second run makes no second promise.
type PromiseImport struct {
	Key  string
	Line string // where in the file, for a person: "row 7"
	New  NewPromise
}

// ClientImport is a client with his contacts from a file.
type ClientImport struct {
	Key      string
	Line     string
	Client   client.Client
	Contacts []client.Contact
}

// Imported is what an import did, or in a dry run would have done.
type Imported struct {
	Made    int
	Skipped int // there already
}

// errDry ends a dry run: everything was tried, nothing is kept.
var errDry = errors.New("dry run")

// Promises imports promises. progress may be nil.
func (s Imports) Promises(ctx context.Context, who Actor, items []PromiseImport, dry bool, progress func(done, total int)) (Imported, error) {
	return s.run(ctx, who, batch{len(items), dry, progress}, func(a *act, i int) (bool, error) {
		it := items[i]
		return importOnce(a, "promise:"+it.Key, it.Line, func() (string, error) {
			p, err := makePromise(a, it.New)
			return string(p.ID), err
		})
	})
}

// SpreadContacts is how many imported clients hear from one owner on one day:
// whoever brings in three hundred is not to call them all on the same one.
const SpreadContacts = 5

// Clients imports clients with their contacts. Every open one who has a contact
// hears next from his owner, [SpreadContacts] of them a day, the first as usual.
func (s Imports) Clients(ctx context.Context, who Actor, items []ClientImport, dry bool, progress func(done, total int)) (Imported, error) {
	var before map[member.ID]int // clients of each owner, so far
	return s.run(ctx, who, batch{len(items), dry, progress}, func(a *act, i int) (bool, error) {
		if i == 0 { // the act may run again
			before = map[member.ID]int{}
		}
		it := items[i]
		return importOnce(a, "client:"+it.Key, it.Line, func() (string, error) {
			c, err := importClient(a, it, before)
			return string(c.ID), err
		})
	})
}

func importClient(a *act, it ClientImport, before map[member.ID]int) (client.Client, error) {
	in := NewClient{Client: it.Client}
	if len(it.Contacts) > 0 {
		in.Contact = it.Contacts[0]
		var err error
		if in.Next, err = spreadContact(a, it.Client, before); err != nil {
			return it.Client, err
		}
	}
	c, err := addClient(a, in)
	if err != nil {
		return c, err
	}
	for i, k := range it.Contacts {
		if i == 0 {
			continue
		}
		k.ClientID = c.ID
		if _, err := addContact(a, k); err != nil {
			return c, err
		}
	}
	return c, nil
}

// spreadContact says when an imported client hears next; zero = a past client
// is owed no word.
func spreadContact(a *act, c client.Client, before map[member.ID]int) (promise.When, error) {
	if c.Stage == client.Past {
		return promise.When{}, nil
	}
	hours := c.Hours
	if hours.Zone == "" {
		hours = a.book.firm.Hours
	}
	cal, err := a.calendars.of(hours)
	if err != nil {
		return promise.When{}, err
	}
	owner := c.OwnerID
	if owner == "" {
		owner = a.who.Member
	}
	days := client.ContactEvery + before[owner]/SpreadContacts
	before[owner]++
	return promise.When{At: client.NextContactIn(cal, days, a.now)}, nil
}

// batch is how an import runs.
type batch struct {
	total    int
	dry      bool
	progress func(done, total int)
}

func (s Imports) run(ctx context.Context, who Actor, b batch, step func(*act, int) (bool, error)) (Imported, error) {
	var out Imported
	if b.total > MaxImport {
		return out, fault.New(fault.Invalid, fmt.Sprintf("This file has %d entries; %d at most are imported at once. Split it.", b.total, MaxImport))
	}
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.Import, nil); err != nil {
			return err
		}
		out = Imported{}
		for i := range b.total {
			made, err := step(a, i)
			if err != nil {
				return err
			}
			if made {
				out.Made++
			} else {
				out.Skipped++
			}
			if b.progress != nil {
				b.progress(i+1, b.total)
			}
		}
		if b.dry {
			return errDry
		}
		return a.note("imported", "import", "", nil, out)
	})
	if errors.Is(err, errDry) {
		return out, nil
	}
	if err != nil {
		return Imported{}, err
	}
	return out, nil
}

// once makes something of a line of a file unless it was made before.
func importOnce(a *act, key, line string, make func() (string, error)) (bool, error) {
	key = hashed(key) // whatever its length: a calendar's UID may be pages long
	_, err := store.Imported(a.tx, a.ws, key)
	if err == nil {
		return false, nil
	}
	if !errors.Is(err, store.ErrNone) {
		return false, err
	}
	id, err := make()
	if err != nil {
		if f, ok := fault.As(err); ok {
			return false, &fault.Error{Kind: f.Kind, Say: line + ": " + f.Error()}
		}
		return false, fmt.Errorf("%s: %w", line, err)
	}
	return true, store.AddImported(a.tx, a.ws, key, id, a.now)
}

// Directory is what an import matches names against.
type Directory struct {
	Clients  []store.ClientName
	Contacts map[client.ID][]client.Contact
	Projects map[client.ID][]client.Project
	Members  []member.Member
}

// Directory gives all clients with their contacts, and all members.
func (s Imports) Directory(ctx context.Context, who Actor) (Directory, error) {
	d := Directory{Contacts: map[client.ID][]client.Contact{}, Projects: map[client.ID][]client.Project{}}
	err := s.see(ctx, who, func(a *act) error {
		d.Members = a.book.members
		part := store.NameSlice{Limit: 1000}
		for {
			page, err := store.ClientNames(a.tx, a.ws, part)
			if err != nil {
				return err
			}
			for _, c := range page {
				if d.Contacts[c.ID], err = store.Contacts(a.tx, a.ws, c.ID); err != nil {
					return err
				}
				if d.Projects[c.ID], err = store.Projects(a.tx, a.ws, c.ID); err != nil {
					return err
				}
			}
			d.Clients = append(d.Clients, page...)
			if len(page) < part.Limit {
				return nil
			}
			last := page[len(page)-1]
			part.Key, part.ID = store.Fold(last.Name), string(last.ID)
		}
	})
	return d, err
}

// KnownPromises tells which promises of a file were imported before, by their keys.
func (s Imports) KnownPromises(ctx context.Context, who Actor, keys []string) (map[string]bool, error) {
	return s.known(ctx, who, "promise:", keys)
}

// KnownClients tells which clients of a file were imported before, by their keys.
func (s Imports) KnownClients(ctx context.Context, who Actor, keys []string) (map[string]bool, error) {
	return s.known(ctx, who, "client:", keys)
}

func (s Imports) known(ctx context.Context, who Actor, what string, keys []string) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.see(ctx, who, func(a *act) error {
		for _, key := range keys {
			_, err := store.Imported(a.tx, a.ws, hashed(what+key))
			if err == nil {
				out[key] = true
			} else if !errors.Is(err, store.ErrNone) {
				return err
			}
		}
		return nil
	})
	return out, err
}

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

// MaxImport is how many things one import brings in at most.
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
	Client   client.Client // with an ID: one who is here, whom the contacts join
	Contacts []client.Contact
}

// Imported is what an import did, or in a dry run would have done.
type Imported struct {
	Made    int
	People  int // contacts, of new clients and of those who were here
	Skipped int // there already
	// Differs names the lines that were there already, and what stands open
	// here for another date. Nothing was moved: a person decides.
	Differs []Differing `json:",omitempty"`
}

// Differing is a line of a file that was imported before and says another date
// than the promise that was made of it.
type Differing struct {
	Key     string
	Line    string
	Promise promise.ID
	Stands  promise.When
}

// errDry ends a dry run: everything was tried, nothing is kept.
var errDry = errors.New("dry run")

// Promises imports promises. progress may be nil.
func (s Imports) Promises(ctx context.Context, who Actor, items []PromiseImport, dry bool, progress func(done, total int)) (Imported, error) {
	return s.run(ctx, who, batch{len(items), dry, progress}, func(a *act, out *Imported, i int) error {
		it := items[i]
		id, err := importOnce(a, "promise:"+it.Key, it.Line, func() (string, error) {
			p, err := makePromise(a, it.New)
			return string(p.ID), err
		})
		if err != nil || id == "" {
			out.Made++
			return err
		}
		out.Skipped++
		p, err := store.Promise(a.tx, a.ws, promise.ID(id))
		if stands := p.Date().When; err == nil && p.State == promise.Open && !stands.Equal(it.New.When) {
			out.Differs = append(out.Differs, Differing{it.Key, it.Line, p.ID, stands})
		}
		return err
	})
}

// Clients imports clients with their contacts. Every open one who has a contact
// hears next from his owner, [client.SpreadContacts] of them a day, the first as usual.
// The contacts of a client who is here are added to him, each once.
func (s Imports) Clients(ctx context.Context, who Actor, items []ClientImport, dry bool, progress func(done, total int)) (Imported, error) {
	var before map[member.ID]int // clients of each owner, so far
	return s.run(ctx, who, batch{len(items), dry, progress}, func(a *act, out *Imported, i int) error {
		if i == 0 { // the act may run again
			before = map[member.ID]int{}
		}
		it := items[i]
		if it.Client.ID != "" {
			return join(a, out, it)
		}
		id, err := importOnce(a, "client:"+it.Key, it.Line, func() (string, error) {
			c, err := importClient(a, it, before)
			return string(c.ID), err
		})
		if id != "" {
			out.Skipped++
			return err
		}
		out.Made++
		out.People += len(it.Contacts)
		return err
	})
}

// join adds people to a client who is here. Whoever was imported before is not
// added again, whatever became of his name and address since.
func join(a *act, out *Imported, it ClientImport) error {
	if err := a.may(member.ChangeClient, nil); err != nil {
		return err
	}
	c, err := store.Client(a.tx, a.ws, it.Client.ID)
	if err != nil {
		return inLine(it.Line, missingField(err, "client", "Choose a client."))
	}
	for _, k := range it.Contacts {
		id, err := importOnce(a, personKey(c.ID, k), it.Line, func() (string, error) {
			k.ClientID = c.ID
			k, err := addContact(a, k)
			return string(k.ID), err
		})
		switch {
		case err != nil:
			return err
		case id != "":
			out.Skipped++
		default:
			out.People++
		}
	}
	return nil
}

// personKey tells a contact of a client apart: by the address, else the name.
func personKey(of client.ID, k client.Contact) string {
	mark := "mail:" + member.EmailKey(k.Email)
	if k.Email == "" {
		mark = "name:" + store.Fold(k.Name)
	}
	return "person:" + string(of) + ":" + mark
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
		if i > 0 {
			k.ClientID = c.ID
			if _, err := addContact(a, k); err != nil {
				return c, err
			}
		}
		if err := remember(a, personKey(c.ID, k), string(c.ID)); err != nil {
			return c, err
		}
	}
	return c, nil
}

// remember notes a key that may be there: two people may share an address.
func remember(a *act, key, object string) error {
	_, err := store.Imported(a.tx, a.ws, hashed(key))
	if !errors.Is(err, store.ErrNone) {
		return err
	}
	return store.AddImported(a.tx, a.ws, hashed(key), object, a.now)
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
	at := client.SpreadContact(cal, before[owner], a.now)
	before[owner]++
	return promise.When{At: at}, nil
}

// batch is how an import runs.
type batch struct {
	total    int
	dry      bool
	progress func(done, total int)
}

func (s Imports) run(ctx context.Context, who Actor, b batch, step func(a *act, out *Imported, i int) error) (Imported, error) {
	var out Imported
	if b.total > MaxImport {
		return out, fault.New(fault.Invalid, fmt.Sprintf("This file has too many entries: %d at most are imported at once. Split it.", MaxImport))
	}
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.Import, nil); err != nil {
			return err
		}
		out = Imported{}
		for i := range b.total {
			if err := step(a, &out, i); err != nil {
				return err
			}
			if b.progress != nil {
				b.progress(i+1, b.total)
			}
			if err := givenUp(ctx); err != nil {
				return err
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

// importOnce makes something of a line of a file unless it was made before:
// then it gives what it became.
func importOnce(a *act, key, line string, create func() (string, error)) (before string, err error) {
	key = hashed(key) // whatever its length: a calendar's UID may be pages long
	before, err = store.Imported(a.tx, a.ws, key)
	if !errors.Is(err, store.ErrNone) {
		return before, err
	}
	id, err := create()
	if err != nil {
		return "", inLine(line, err)
	}
	return "", store.AddImported(a.tx, a.ws, key, id, a.now)
}

// inLine says in which line of a file something is wrong.
func inLine(line string, err error) error {
	if f, ok := fault.As(err); ok {
		return &fault.Error{Kind: f.Kind, Say: line + ": " + f.Error()}
	}
	return fmt.Errorf("%s: %w", line, err)
}

package office

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
)

// Clients is whom the firm works for.
type Clients struct{ *desk }

// NewClient is what it takes to add a client.
type NewClient struct {
	Client  client.Client  // without its id
	Contact client.Contact // the first one; the zero Contact = none yet
	// Next is when the client hears from us next; zero = it is missing, and
	// the watchdog says so at once.
	Next promise.When
}

// Add adds a client with his first contact and next contact.
func (s Clients) Add(ctx context.Context, who Actor, in NewClient) (client.Client, error) {
	c := in.Client
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		var err error
		c, err = addClient(a, in)
		return err
	})
	return c, err
}

func addClient(a *act, in NewClient) (client.Client, error) {
	c, err := enterClient(a, in.Client)
	if err != nil {
		return c, err
	}
	if in.Contact.Name != "" || in.Contact.Email != "" {
		in.Contact.ClientID = c.ID
		k, err := addContact(a, in.Contact)
		if err != nil {
			return c, err
		}
		if in.Next != (promise.When{}) {
			if err := promiseNext(a, c, nextContact{to: k.ID, owner: c.OwnerID, when: in.Next}); err != nil {
				return c, err
			}
		}
	} else if in.Next != (promise.When{}) {
		return c, fault.Field("contact_name", "Say who is to hear from us: a next contact needs a contact.")
	}
	return c, reviewClient(a, c.ID)
}

// enterClient writes a new client down. Whoever calls it has the client looked
// at once all that belongs to it is there.
func enterClient(a *act, c client.Client) (client.Client, error) {
	c.ID, c.MadeAt, c.Version = client.ID(a.newID("cli")), a.now, 1
	if c.OwnerID == "" {
		c.OwnerID = a.who.Member
	}
	if c.Language == "" {
		c.Language = "en"
	}
	if c.Stage == "" {
		c.Stage = client.Active
	}
	if c.Hours.Zone == "" {
		c.Hours = a.book.firm.Hours
	}
	c = c.Turn(client.Client{}, a.now)
	if err := c.Check(); err != nil {
		return c, err
	}
	if err := a.isMember("owner", c.OwnerID); err != nil {
		return c, err
	}
	if err := store.AddClient(a.tx, a.ws, c); err != nil {
		return c, err
	}
	if err := a.note("client added", obligation("client", c.ID), string(c.ID), nil, c); err != nil {
		return c, err
	}
	if c.Open() {
		return c, nil
	}
	return c, reviewPage(a, c.ID)
}

// isMember refuses a member id that names nobody who still works here.
func (a *act) isMember(field string, id member.ID) error {
	if m, ok := a.book.member(id); !ok || !m.Active() {
		return fault.Field(field, "Choose a member of this workspace.")
	}
	return nil
}

// ClientEdit is a change of a client; a nil field stays.
type ClientEdit struct {
	Version int // what was seen when the change was made; 0 = whatever it is
	Change  func(*client.Client)
}

// Edit changes a client.
func (s Clients) Edit(ctx context.Context, who Actor, id client.ID, in ClientEdit) (client.Client, error) {
	var c client.Client
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := store.Client(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := sameVersion(in.Version, before.Version); err != nil {
			return err
		}
		c = before
		in.Change(&c)
		c.ID, c.MadeAt, c.Version = before.ID, before.MadeAt, before.Version
		c = c.Turn(before, a.now)
		if err := c.Check(); err != nil {
			return err
		}
		if err := a.isMember("owner", c.OwnerID); err != nil {
			return err
		}
		if err := store.SaveClient(a.tx, a.ws, c); err != nil {
			return err
		}
		c.Version++
		a.last, a.hours = c, nil
		if err := a.note("client changed", obligation("client", id), string(id), before, c); err != nil {
			return err
		}
		return rewatchClient(a, c)
	})
	return c, err
}

// rewatchClient reviews what hangs on a client's stage, hours and owner.
func rewatchClient(a *act, c client.Client) error {
	if !c.Open() {
		if err := letGo(a, c.ID, func(string) bool { return true }, "A past client is owed no next contact."); err != nil {
			return err
		}
	}
	if err := reviewClient(a, c.ID); err != nil {
		return err
	}
	if err := reviewPage(a, c.ID); err != nil {
		return err
	}
	projects, err := store.Projects(a.tx, a.ws, c.ID)
	if err != nil {
		return err
	}
	for _, p := range projects {
		if err := reviewProject(a, p); err != nil {
			return err
		}
	}
	if err := reviewChases(a, c.ID); err != nil {
		return err
	}
	return store.TouchWatchesOfClient(a.tx, a.ws, c.ID, a.now)
}

// sameVersion refuses a change that was made on something older.
func sameVersion(seen, have int) error {
	if seen != 0 && seen != have {
		return fault.New(fault.Conflict, "Somebody else changed this in the meantime. Look again, then decide.")
	}
	return nil
}

// AddContact adds a contact to a client.
func (s Clients) AddContact(ctx context.Context, who Actor, k client.Contact) (client.Contact, error) {
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		if _, err := store.Client(a.tx, a.ws, k.ClientID); err != nil {
			return err
		}
		var err error
		k, err = addContact(a, k)
		return err
	})
	return k, err
}

func addContact(a *act, k client.Contact) (client.Contact, error) {
	k.ID, k.Version = client.ContactID(a.newID("con")), 1
	if k.Channel == "" {
		k.Channel = client.ByMail
		if k.Email == "" {
			k.Channel = client.ByPhone
		}
	}
	if err := k.Check(); err != nil {
		return k, err
	}
	if err := store.AddContact(a.tx, a.ws, k); err != nil {
		return k, err
	}
	return k, a.note("contact added", obligation("contact", k.ID), string(k.ClientID), nil, k)
}

// ContactEdit is a change of a contact.
type ContactEdit struct {
	Version int
	Change  func(*client.Contact)
}

// EditContact changes a contact. Who loses the portal, or leaves, loses his
// sessions in the same moment.
func (s Clients) EditContact(ctx context.Context, who Actor, id client.ContactID, in ContactEdit) (client.Contact, error) {
	var k client.Contact
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := store.Contact(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := sameVersion(in.Version, before.Version); err != nil {
			return err
		}
		k = before
		in.Change(&k)
		k.ID, k.ClientID, k.NoMailAt, k.Version = before.ID, before.ClientID, before.NoMailAt, before.Version
		if err := k.Check(); err != nil {
			return err
		}
		if err := store.SaveContact(a.tx, a.ws, k); err != nil {
			return err
		}
		k.Version++
		if !k.Portal || !k.EndedAt.IsZero() {
			if err := shutOut(a, before); err != nil {
				return err
			}
		}
		if err := readdressed(a, before, k); err != nil {
			return err
		}
		if err := a.note("contact changed", obligation("contact", id), string(k.ClientID), before, k); err != nil {
			return err
		}
		if !k.EndedAt.IsZero() {
			if err := endSubscription(a, k, ""); err != nil {
				return err
			}
		}
		return reviewIfNoMail(a, id)
	})
	return k, err
}

// readdressed ends what a contact had by an address that is not his any more.
func readdressed(a *act, before, k client.Contact) error {
	if store.Fold(before.Email) == store.Fold(k.Email) {
		return nil
	}
	if err := goOnElsewhere(a, before); err != nil {
		return err
	}
	if err := endDevices(a, k.ID, "The address of the contact was changed."); err != nil {
		return err
	}
	return store.Unsuppress(a.tx, a.ws, store.Fold(k.Email))
}

// NewProject is what it takes to add a project.
type NewProject struct {
	Project client.Project
	Contact client.ContactID // who hears from us next
	Next    promise.When     // zero = it is missing, and the watchdog says so at once
}

// AddProject adds a project or pursuit to a client.
func (s Clients) AddProject(ctx context.Context, who Actor, in NewProject) (client.Project, error) {
	var p client.Project
	err := s.do(ctx, who, func(a *act) error {
		var err error
		p, err = addProject(a, in)
		return err
	})
	return p, err
}

func addProject(a *act, in NewProject) (client.Project, error) {
	p := in.Project
	if err := a.may(member.ChangeClient, nil); err != nil {
		return p, err
	}
	c, err := store.Client(a.tx, a.ws, p.ClientID)
	if err != nil {
		return p, err
	}
	p.ID, p.MadeAt, p.Version = client.ProjectID(a.newID("prj")), a.now, 1
	if p.OwnerID == "" {
		p.OwnerID = c.OwnerID
	}
	if err := p.Check(); err != nil {
		return p, err
	}
	if err := a.isMember("owner", p.OwnerID); err != nil {
		return p, err
	}
	if err := store.AddProject(a.tx, a.ws, p); err != nil {
		return p, err
	}
	if err := a.note("project added", obligation("project", p.ID), string(c.ID), nil, p); err != nil {
		return p, err
	}
	if in.Next != (promise.When{}) {
		if _, _, err := checkPlace(a, c.ID, "", in.Contact); err != nil {
			return p, err
		}
		if err := promiseNext(a, c, nextContact{project: string(p.ID), to: in.Contact, owner: p.OwnerID, when: in.Next}); err != nil {
			return p, err
		}
	}
	if err := reviewProject(a, p); err != nil {
		return p, err
	}
	return p, reviewClient(a, c.ID)
}

// ProjectEdit is a change of a project.
type ProjectEdit struct {
	Version int
	Change  func(*client.Project)
	Close   bool // it is over
	Reopen  bool
}

// EditProject changes, closes or reopens a project. A closed one is owed no
// next contact any more; the promises made in it stay as they are.
func (s Clients) EditProject(ctx context.Context, who Actor, id client.ProjectID, in ProjectEdit) (client.Project, error) {
	var p client.Project
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := store.Project(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := sameVersion(in.Version, before.Version); err != nil {
			return err
		}
		p = before
		if in.Change != nil {
			in.Change(&p)
		}
		p.ID, p.ClientID, p.MadeAt, p.ClosedAt, p.Version = before.ID, before.ClientID, before.MadeAt, before.ClosedAt, before.Version
		if in.Close && p.Open() {
			p.ClosedAt = a.now
		}
		if in.Reopen {
			p.ClosedAt = time.Time{}
		}
		if err := p.Check(); err != nil {
			return err
		}
		if err := a.isMember("owner", p.OwnerID); err != nil {
			return err
		}
		if err := store.SaveProject(a.tx, a.ws, p); err != nil {
			return err
		}
		p.Version++
		if err := a.note("project changed", obligation("project", id), string(p.ClientID), before, p); err != nil {
			return err
		}
		if !p.Open() {
			of := func(project string) bool { return project == string(id) }
			if err := letGo(a, p.ClientID, of, "The project was closed."); err != nil {
				return err
			}
		}
		if err := reviewProject(a, p); err != nil {
			return err
		}
		if before.Open() != p.Open() {
			open, err := store.OpenHandOffsOfPlan(a.tx, a.ws, id)
			if err != nil {
				return err
			}
			if err := reviewHandOffs(a, open); err != nil {
				return err
			}
			if err := planFollows(a, id); err != nil {
				return err
			}
		}
		return reviewClient(a, p.ClientID)
	})
	return p, err
}

// planFollows looks at the plan of a project that was closed or opened again,
// where it has one.
func planFollows(a *act, of client.ProjectID) error {
	if _, err := store.Outlook(a.tx, a.ws, of); err != nil {
		return orNothing(err)
	}
	return reviewPlan(a, of)
}

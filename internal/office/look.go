package office

import (
	"context"
	"errors"
	"time"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/reply"
	"kept/worktime"
)

// Page is how many rows a list shows at most.
const Page = 100

// ClientView is everything about one client.
type ClientView struct {
	Client   client.Client
	Calendar *worktime.Calendar
	Row      store.ClientRow
	Contacts []client.Contact
	Projects []client.Project
	Next     []store.NextContact
	Open     []store.PromiseRow
	Past     []store.PromiseRow
	Notices  []notice.Notice
	Messages []store.Message
	Clocks   []reply.Clock
}

// View gives a client with all that is known of him.
func (s Clients) View(ctx context.Context, who Actor, id client.ID) (ClientView, error) {
	var v ClientView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Client, err = store.Client(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Calendar, err = a.calendars.of(v.Client.Hours); err != nil {
			return err
		}
		if v.Row, err = store.ClientRowOf(a.tx, a.ws, id, a.now); err != nil {
			return err
		}
		if v.Contacts, err = store.Contacts(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Projects, err = store.Projects(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Next, err = store.NextContacts(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Open, err = store.PromisesByClient(a.tx, a.ws, id, promise.Open, store.Slice{Limit: Page}); err != nil {
			return err
		}
		if v.Past, err = store.LatestOfClient(a.tx, a.ws, id, promise.Kept, store.Slice{Limit: 20}); err != nil {
			return err
		}
		if v.Notices, err = store.NoticesByClient(a.tx, a.ws, id, "", 20); err != nil {
			return err
		}
		if v.Messages, err = store.Messages(a.tx, a.ws, id, store.Place{}, 20); err != nil {
			return err
		}
		v.Clocks, err = store.OpenClocks(a.tx, a.ws, id)
		return err
	})
	return v, err
}

// Brief gives a client with his calendar and contacts: what a form needs.
func (s Clients) Brief(ctx context.Context, who Actor, id client.ID) (ClientView, error) {
	var v ClientView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Client, err = store.Client(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Calendar, err = a.calendars.of(v.Client.Hours); err != nil {
			return err
		}
		if v.Contacts, err = store.Contacts(a.tx, a.ws, id); err != nil {
			return err
		}
		v.Projects, err = store.Projects(a.tx, a.ws, id)
		return err
	})
	return v, err
}

// List lists clients by name.
func (s Clients) List(ctx context.Context, who Actor, part store.NameSlice) ([]store.ClientRow, error) {
	var out []store.ClientRow
	err := s.see(ctx, who, func(a *act) (err error) {
		out, err = store.ClientsByName(a.tx, a.ws, part, a.now)
		return err
	})
	return out, err
}

// Names lists the names of clients for choosing.
func (s Clients) Names(ctx context.Context, who Actor, limit int) ([]store.ClientName, error) {
	return store.ClientNames(s.DB.Read(ctx), who.Workspace, store.NameSlice{Limit: limit})
}

// Offered lists the names of all clients for choosing; none where there are
// more than most.
func (s Clients) Offered(ctx context.Context, who Actor, most int) ([]store.ClientName, error) {
	tx := s.DB.Read(ctx)
	if many, err := store.ClientsBeyond(tx, who.Workspace, most); many || err != nil {
		return nil, err
	}
	return store.ClientNames(tx, who.Workspace, store.NameSlice{Limit: most})
}

// Contact gives a contact.
func (s Clients) Contact(ctx context.Context, who Actor, id client.ContactID) (client.Contact, error) {
	k, err := store.Contact(s.DB.Read(ctx), who.Workspace, id)
	return k, notFound(err)
}

// Project gives a project.
func (s Clients) Project(ctx context.Context, who Actor, id client.ProjectID) (client.Project, error) {
	p, err := store.Project(s.DB.Read(ctx), who.Workspace, id)
	return p, notFound(err)
}

// Found is what a search came upon.
type Found struct {
	Clients  []store.ClientRow
	Contacts []client.Contact
	Projects []client.Project
	Promises []store.PromiseRow
}

// MaxFound is how many hits a search shows.
const MaxFound = 60

// Search finds clients, contacts, projects and promises by the beginnings of words.
func (s Clients) Search(ctx context.Context, who Actor, query string) (Found, error) {
	var f Found
	err := s.see(ctx, who, func(a *act) error {
		hits, err := store.Find(a.tx, a.ws, query, MaxFound)
		for _, h := range hits {
			if err == nil {
				err = orNothing(addFound(a, &f, h))
			}
		}
		return err
	})
	return f, err
}

func addFound(a *act, f *Found, h store.Found) error {
	switch h.Kind {
	case "client":
		r, err := store.ClientRowOf(a.tx, a.ws, client.ID(h.ID), a.now)
		if err == nil {
			f.Clients = append(f.Clients, r)
		}
		return err
	case "contact":
		k, err := store.Contact(a.tx, a.ws, client.ContactID(h.ID))
		if err == nil {
			f.Contacts = append(f.Contacts, k)
		}
		return err
	case "project":
		p, err := store.Project(a.tx, a.ws, client.ProjectID(h.ID))
		if err == nil {
			f.Projects = append(f.Projects, p)
		}
		return err
	}
	r, err := store.PromiseRowOf(a.tx, a.ws, promise.ID(h.ID))
	if err == nil {
		f.Promises = append(f.Promises, r)
	}
	return err
}

// PromiseView is everything about one promise.
type PromiseView struct {
	Promise  promise.Promise
	Client   client.Client
	Calendar *worktime.Calendar // the client's
	Contact  client.Contact
	Project  client.Project // zero = none
	Contacts []client.Contact
	Notices  []notice.Notice
	Journal  []store.Line
	TellBy   time.Time // the last good moment to tell him
	WhyBy    []string  // how that moment was found, a step a line
	Asked    *Asked    // the live prompt about it; nil = there is none
	Hang     *Hang     // the step that it hangs on; nil = none
}

// View gives a promise with its history.
func (s Promises) View(ctx context.Context, who Actor, id promise.ID) (PromiseView, error) {
	var v PromiseView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Promise, err = store.Promise(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Client, err = store.Client(a.tx, a.ws, client.ID(v.Promise.ClientID)); err != nil {
			return err
		}
		if v.Calendar, err = a.calendars.of(v.Client.Hours); err != nil {
			return err
		}
		if v.Contact, err = store.Contact(a.tx, a.ws, client.ContactID(v.Promise.ContactID)); err != nil {
			return err
		}
		if v.Promise.ProjectID != "" {
			if v.Project, err = store.Project(a.tx, a.ws, client.ProjectID(v.Promise.ProjectID)); err != nil {
				return err
			}
		}
		if v.Notices, err = store.NoticesOfPromise(a.tx, a.ws, string(id)); err != nil {
			return err
		}
		if v.Contacts, err = store.Contacts(a.tx, a.ws, v.Client.ID); err != nil {
			return err
		}
		if v.Journal, err = store.JournalOf(a.tx, a.ws, obligation("promise", id), 50); err != nil {
			return err
		}
		p := v.Promise
		v.TellBy = p.Ladder(a.book.firm.Policy, a.book.team(p.OwnerID), v.Calendar).TellBy
		v.WhyBy = whyTellBy(a, dueOf{kind: p.Kind, at: p.Date().DueAt, owner: p.OwnerID}, v.TellBy, v.Calendar)
		if v.Hang, err = hangOf(a, p.ProjectID, p.StepID); err != nil {
			return err
		}
		v.Asked, err = askedOf(a, obligation("promise", id))
		return err
	})
	return v, err
}

// askedOf gives the live prompt of an obligation; nil when there is none.
func askedOf(a *act, obligation string) (*Asked, error) {
	live, err := store.LivePrompt(a.tx, a.ws, obligation)
	if errors.Is(err, store.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k, err := dressPrompt(a, live)
	return &k, err
}

// Filter chooses promises for a list. Owner goes before Client.
type Filter struct {
	State  promise.State
	Owner  member.ID
	Client client.ID
	Part   store.Slice
}

// List lists promises by date.
func (s Promises) List(ctx context.Context, who Actor, f Filter) ([]store.PromiseRow, error) {
	var out []store.PromiseRow
	err := s.see(ctx, who, func(a *act) (err error) {
		switch {
		case f.Owner != "":
			out, err = store.PromisesByOwner(a.tx, a.ws, f.Owner, f.State, f.Part)
		case f.Client != "":
			out, err = store.PromisesByClient(a.tx, a.ws, f.Client, f.State, f.Part)
		default:
			out, err = store.PromisesByDue(a.tx, a.ws, f.State, f.Part)
		}
		return err
	})
	return out, err
}

// NoticeView is a notice with its mail and every attempt to hand it over.
type NoticeView struct {
	Notice   notice.Notice
	Contact  client.Contact
	Client   client.Client
	Leaving  store.Leaving // zero = it was said, not mailed
	Attempts []store.Attempt
}

// View gives a notice.
func (s Notices) View(ctx context.Context, who Actor, id notice.ID) (NoticeView, error) {
	var v NoticeView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Notice, err = store.Notice(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Client, err = store.Client(a.tx, a.ws, client.ID(v.Notice.ClientID)); err != nil {
			return err
		}
		if v.Contact, err = store.Contact(a.tx, a.ws, client.ContactID(v.Notice.ContactID)); err != nil {
			return err
		}
		if v.Leaving, err = store.LeavingOfNotice(a.tx, a.ws, string(id)); errors.Is(err, store.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		v.Attempts, err = store.Attempts(a.tx, a.ws, v.Leaving.ID)
		return err
	})
	return v, err
}

// List lists notices, the newest first, from before an id on.
func (s Notices) List(ctx context.Context, who Actor, before notice.ID, limit int) ([]notice.Notice, error) {
	return store.Notices(s.DB.Read(ctx), who.Workspace, before, limit)
}

// Outbox lists all mail, the newest first, from before an id on.
func (s Notices) Outbox(ctx context.Context, who Actor, before string, limit int) ([]store.Leaving, error) {
	return store.Outbox(s.DB.Read(ctx), who.Workspace, before, limit)
}

// Journal is the append-only record of everything that was done.
type Journal struct{ *desk }

// List lists the journal, the newest line first, from before an id on.
func (s Journal) List(ctx context.Context, who Actor, before string, limit int) ([]store.Line, error) {
	return store.Journal(s.DB.Read(ctx), who.Workspace, before, limit)
}

// From lists the journal, the oldest line first, from after an id on.
func (s Journal) From(ctx context.Context, who Actor, after string, limit int) ([]store.Line, error) {
	return store.JournalFrom(s.DB.Read(ctx), who.Workspace, after, limit)
}

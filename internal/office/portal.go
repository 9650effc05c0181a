package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/fieldlog"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// Portal is what a contact sees of his own client: nothing of any other, and
// of promises only those that he was told of.
type Portal struct{ *desk }

// PortalView is a client's page.
type PortalView struct {
	Firm     workspace.Workspace
	Client   client.Client
	Calendar *worktime.Calendar
	Contact  client.Contact
	Leader   member.Member // who leads: the client's owner
	Projects []client.Project
	Open     []PortalPromise  // by date, without next contacts
	Done     []PortalPromise  // kept or released, the newest first
	Next     *PortalPromise   // when he hears next; nil = it is missing
	Nexts    []PortalPromise  // all next contacts, that of each project too, the nearest first
	Notices  []notice.Notice  // told to this contact, the newest first
	Plans    []client.Project // of whose plan he was told
	Updates  []news.Update    // the newest that were sent
	Faces    []string         // the pictures of members who show them
	Waits    []AskedOf        // what we wait for from him, the oldest first
	Rate     []store.Rating   // how content he is with these, he was asked
	Worry    *Owed            // he said that he is worried: who answers, and by when; nil = he did not
	Worries  conversation.ID  // in which
	Issues   []ToldIssue      // of which he was told, that are not over or were lately
	Seen     []fieldlog.Entry // the newest of what is shared from the site
	Access   client.Access    // how far the page is open
	Shelf    bool             // a link or a note is shared with him
	Mark     string           // the last change that it holds, for a page that waits for others
}

// PortalPromise is a promise as the client may see it: with the dates that he
// was told of.
type PortalPromise struct {
	Promise promise.Promise
	Owner   member.Member
}

// portalPromises is how many promises a client's page shows of each sort.
const portalPromises = 50

// As gives the actor of a contact to a member who wants to see what that
// contact sees. It is for looks alone.
func (s Portal) As(ctx context.Context, who Actor, of client.ContactID) (Actor, error) {
	as := Actor{Workspace: who.Workspace, Contact: of}
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		k, err := store.Contact(a.tx, a.ws, of)
		if err == nil && (!k.Portal || !k.EndedAt.IsZero()) {
			return store.ErrNone // he has no page
		}
		as.Client = k.ClientID
		return err
	})
	return as, err
}

// Glance gives the contact's first page: of what is behind him, the newest of each
// sort that it shows and one more, by which it knows that there is more.
func (s Portal) Glance(ctx context.Context, who Actor, newest int) (PortalView, error) {
	var v PortalView
	err := s.see(ctx, who, func(a *act) error { return v.load(a, newest+1, newest+1) })
	return v, err
}

// View gives the contact's page as far back as it goes.
func (s Portal) View(ctx context.Context, who Actor) (PortalView, error) {
	var v PortalView
	err := s.see(ctx, who, func(a *act) error { return v.load(a, portalPromises, 2*portalPromises) })
	return v, err
}

// load loads a client's page with so many promises that are over, and so many letters.
func (v *PortalView) load(a *act, done, letters int) error {
	var err error
	if *v, err = portalHead(a); err != nil {
		return err
	}
	if err := v.offers(a); err != nil {
		return err
	}
	open, err := store.OpenOfClient(a.tx, a.ws, a.who.Client, portalPromises)
	if err != nil {
		return err
	}
	// Without next contacts, of which there are as many as of all others.
	kept, err := store.KeptOfClient(a.tx, a.ws, a.who.Client, promise.NextContact, done)
	if err != nil {
		return err
	}
	whole, err := wholePromises(a, slices.Concat(open, kept))
	if err != nil {
		return err
	}
	v.open(whole[:len(open)])
	for _, p := range whole[len(open):] {
		if shown(p.Promise) {
			v.Done = append(v.Done, p)
		}
	}
	return v.told(a, letters)
}

// offers finds what a client's page leads to: plans, updates, issues, what we wait for
// from him, and what is shared.
func (v *PortalView) offers(a *act) error {
	plans, err := store.ToldPlans(a.tx, a.ws, a.who.Client)
	if err != nil {
		return err
	}
	for _, p := range v.Projects {
		if slices.Contains(plans, p.ID) {
			v.Plans = append(v.Plans, p)
		}
	}
	if err := v.news(a); err != nil {
		return err
	}
	if v.Waits, err = waitsForReader(a); err != nil {
		return err
	}
	if v.Rate, err = unrated(a); err != nil {
		return err
	}
	if v.Seen, err = sharedEntries(a, v.Projects, store.EntrySlice{Shared: true, Limit: latestSeen}); err != nil {
		return err
	}
	if v.Shelf, err = store.ShelfShown(a.tx, a.ws, a.who.Client); err != nil {
		return err
	}
	return v.issues(a)
}

// told finds the letters to the contact. Those of a client are to all his people, so
// that more of them are looked at than are wanted.
func (v *PortalView) told(a *act, most int) error {
	for _, limit := range []int{4 * most, 2 * portalPromises} {
		limit = min(limit, 2*portalPromises)
		all, err := store.NoticesByClient(a.tx, a.ws, a.who.Client, "", limit)
		if err != nil {
			return err
		}
		v.Notices = nil
		for _, n := range all {
			if n.ContactID == string(a.who.Contact) && n.State() == notice.Accepted && len(v.Notices) < most {
				v.Notices = append(v.Notices, n)
			}
		}
		if len(v.Notices) == most || len(all) < limit || limit == 2*portalPromises {
			break
		}
	}
	return nil
}

func portalHead(a *act) (PortalView, error) {
	v := PortalView{Firm: a.book.firm}
	var err error
	if v.Mark, err = markOf(a); err != nil { // before what it is to hold
		return v, err
	}
	if v.Client, err = store.Client(a.tx, a.ws, a.who.Client); err != nil {
		return v, err
	}
	if v.Calendar, err = a.calendars.of(v.Client.Hours); err != nil {
		return v, err
	}
	if v.Access, err = accessOf(a, v.Client); err != nil {
		return v, err
	}
	if v.Contact, err = store.Contact(a.tx, a.ws, a.who.Contact); err != nil {
		return v, err
	}
	v.Leader, _ = a.book.member(v.Client.OwnerID)
	if v.Projects, err = store.Projects(a.tx, a.ws, a.who.Client); err != nil {
		return v, err
	}
	for _, m := range a.book.members {
		if m.Shows.PictureID != "" && m.Active() {
			v.Faces = append(v.Faces, m.Shows.PictureID)
		}
	}
	running, err := store.WorriesOfContact(a.tx, a.ws, a.who.Client, a.who.Contact)
	if err != nil || len(running) == 0 {
		return v, err
	}
	v.Worries = conversation.ID(running[0].ConversationID)
	v.Worry, err = stillOwed(a, running[:1], string(a.who.Contact))
	return v, err
}

// open chooses among the open promises what the client may see.
func (v *PortalView) open(all []PortalPromise) {
	for _, p := range all {
		if p.Promise.Kind == promise.NextContact {
			// The next contact is the client's to see even before a notice named it.
			if v.Next == nil {
				v.Next = &p
			}
			v.Nexts = append(v.Nexts, p)
			continue
		}
		if shown(p.Promise) {
			v.Open = append(v.Open, p)
		}
	}
}

// wholePromises loads promises with all that is known of them, in the order given.
func wholePromises(a *act, ids []promise.ID) ([]PortalPromise, error) {
	out := make([]PortalPromise, 0, len(ids))
	for part := range slices.Chunk(ids, store.Batch) {
		all, err := store.PromisesOf(a.tx, a.ws, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			p := all[id]
			owner, _ := a.book.member(p.OwnerID)
			out = append(out, PortalPromise{Promise: p, Owner: owner})
		}
	}
	return out, nil
}

func portalPromise(a *act, id promise.ID) (PortalPromise, bool, error) {
	p, err := store.Promise(a.tx, a.ws, id)
	if err != nil {
		return PortalPromise{}, false, err
	}
	owner, _ := a.book.member(p.OwnerID)
	return PortalPromise{Promise: p, Owner: owner}, shown(p), nil
}

// shown tells whether a promise was told to the client, so that it is his to see.
func shown(p promise.Promise) bool {
	for i := range p.Dates {
		if !p.Told(i).IsZero() {
			return true
		}
	}
	return false
}

// Promise gives one promise of the contact's client, if he was told of it.
func (s Portal) Promise(ctx context.Context, who Actor, id promise.ID) (PortalView, PortalPromise, error) {
	var v PortalView
	var p PortalPromise
	err := s.see(ctx, who, func(a *act) error {
		var ok bool
		var err error
		if v, err = portalHead(a); err != nil {
			return err
		}
		if p, ok, err = portalPromise(a, id); err != nil {
			return err
		}
		if !ok && p.Promise.Kind != promise.NextContact || p.Promise.ClientID != string(who.Client) {
			return store.ErrNone
		}
		return nil
	})
	return v, p, err
}

// Notice gives one letter to the contact and notes that he saw it.
func (s Portal) Notice(ctx context.Context, who Actor, id notice.ID) (PortalView, notice.Notice, error) {
	var v PortalView
	var n notice.Notice
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if v, err = portalHead(a); err != nil {
			return err
		}
		if n, err = store.Notice(a.tx, a.ws, id); err != nil {
			return err
		}
		if n.ContactID != string(who.Contact) || n.State() != notice.Accepted {
			return store.ErrNone
		}
		return nil
	})
	return v, n, err
}

// Seen notes that the contact has seen letters of his. It is called when a page
// shows them, and changes nothing when they were seen before.
func (s Portal) Seen(ctx context.Context, who Actor, ids []notice.ID) error {
	if len(ids) == 0 {
		return nil
	}
	return s.admit(ctx, who, func(a *act) error {
		for _, id := range ids {
			n, err := store.Notice(a.tx, a.ws, id)
			if err != nil {
				return err
			}
			if n.ContactID != string(who.Contact) || !n.SeenAt.IsZero() || n.State() != notice.Accepted {
				continue
			}
			n.SeenAt = a.now
			if err := store.SaveNotice(a.tx, a.ws, n); err != nil {
				return err
			}
			if err := a.note("seen", obligation("notice", id), n.ClientID, nil, nil); err != nil {
				return err
			}
		}
		return nil
	})
}

// Now is the office's clock, for pages that write how long ago something was.
func (w Watch) Now() time.Time { return w.begin() }

// Front is whose portal this server is, where it has one workspace only, or where one
// alone is within the context: what may be shown to anybody. Several share none.
func (s Portal) Front(ctx context.Context) (workspace.Workspace, error) {
	all, err := store.Workspaces(s.DB.Read(ctx))
	all = slices.DeleteFunc(all, func(w workspace.Workspace) bool { return !isWithin(ctx, w.ID) })
	if err != nil || len(all) != 1 {
		return workspace.Workspace{}, err
	}
	return workspace.Workspace{ID: all[0].ID, Name: all[0].Name, Accent: all[0].Accent, LogoID: all[0].LogoID}, nil
}

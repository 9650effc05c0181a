package office

import (
	"context"
	"slices"

	"kept/client"
	"kept/document"
	"kept/fieldlog"
	"kept/internal/store"
	"kept/news"
	"kept/notice"
	"kept/promise"
)

// Everything is what a contact takes with him from his page: the newest
// [MostTaken] of each sort, as his page shows them. The files are opened one after
// the other, by [Portal.DocumentFile] and [Portal.Photo].
type Everything struct {
	PortalView
	Documents []document.Document
	Updates   []news.Update   // the newest first
	Letters   []notice.Notice // told to this contact, the newest first
	Promises  []PortalPromise // that he was told of: those that are open, then those that are done
	Entries   []fieldlog.Entry
}

// MostTaken is how many of each sort are taken at once; a project has [MaxDocuments] at most.
const MostTaken = 1000

// Everything gathers all that a contact sees, and notes that he takes it.
func (s Pages) Everything(ctx context.Context, who Actor) (Everything, error) {
	docs, err := Portal(s).Documents(ctx, who)
	if err != nil {
		return Everything{}, err
	}
	out := Everything{PortalView: docs.PortalView, Documents: docs.Documents}
	err = s.admit(ctx, who, func(a *act) error {
		if err := mayRead(a); err != nil {
			return err
		}
		all, err := store.UpdatesOfClient(a.tx, a.ws, who.Client, "", MostTaken)
		if err != nil {
			return err
		}
		for _, u := range all {
			if shownUpdate(a, u) {
				out.Updates = append(out.Updates, u)
			}
		}
		if err := out.letters(a); err != nil {
			return err
		}
		if out.Promises, err = toldPromises(a); err != nil {
			return err
		}
		if out.Entries, err = sharedEntries(a, out.Projects, store.EntrySlice{Shared: true, Limit: MostTaken}); err != nil {
			return err
		}
		return a.note("everything taken", obligation("contact", who.Contact), string(who.Client), nil, nil)
	})
	return out, err
}

func (v *Everything) letters(a *act) error {
	all, err := store.NoticesByClient(a.tx, a.ws, a.who.Client, "", MostTaken)
	for _, n := range all {
		if n.ContactID == string(a.who.Contact) && n.State() == notice.Accepted {
			v.Letters = append(v.Letters, n)
		}
	}
	return err
}

// toldPromises are those of the client that he was told of.
func toldPromises(a *act) ([]PortalPromise, error) {
	open, err := store.OpenOfClient(a.tx, a.ws, a.who.Client, MostTaken)
	if err != nil {
		return nil, err
	}
	kept, err := store.KeptOfClient(a.tx, a.ws, a.who.Client, promise.NextContact, MostTaken)
	if err != nil {
		return nil, err
	}
	whole, err := wholePromises(a, slices.Concat(open, kept))
	return slices.DeleteFunc(whole, func(p PortalPromise) bool { return p.Promise.Kind == promise.NextContact || !shown(p.Promise) }), err
}

// Project gives the page of one project of the contact's client: what
// [Portal.View] gives, as far as it is about that project.
func (s Portal) Project(ctx context.Context, who Actor, id client.ProjectID) (PortalView, client.Project, error) {
	var p client.Project
	v, err := s.View(ctx, who)
	if err != nil {
		return v, p, err
	}
	err = s.see(ctx, who, func(a *act) error {
		if p, err = store.Project(a.tx, a.ws, id); err != nil {
			return err
		}
		if p.ClientID != who.Client {
			return store.ErrNone
		}
		v.only(p)
		all, err := store.UpdatesOfProject(a.tx, a.ws, id, "", 4*latestOfProject)
		if err != nil {
			return err
		}
		v.Updates = nil
		for _, u := range all {
			if shownUpdate(a, u) && len(v.Updates) < latestOfProject {
				v.Updates = append(v.Updates, u)
			}
		}
		v.Seen, err = sharedEntries(a, []client.Project{p}, store.EntrySlice{Shared: true, Limit: latestSeen})
		return err
	})
	return v, p, err
}

// latestOfProject is how many updates the page of a project offers.
const latestOfProject = 12

// only leaves of a client's page what is about one project.
func (v *PortalView) only(p client.Project) {
	of := func(all []PortalPromise) []PortalPromise {
		var out []PortalPromise
		for _, x := range all {
			if x.Promise.ProjectID == string(p.ID) {
				out = append(out, x)
			}
		}
		return out
	}
	v.Open, v.Done, v.Next = of(v.Open), of(v.Done), v.NextOf(p.ID)
	var letters []notice.Notice
	for _, n := range v.Notices {
		if n.ProjectID == string(p.ID) {
			letters = append(letters, n)
		}
	}
	v.Notices = letters
	var waits []AskedOf
	for _, w := range v.Waits {
		if w.HandOff.ProjectID == string(p.ID) {
			waits = append(waits, w)
		}
	}
	v.Waits, v.Rate, v.Issues = waits, nil, nil
}

// NextOf is when the client hears next of a project; nil = nothing is set.
func (v PortalView) NextOf(id client.ProjectID) *PortalPromise {
	for i := range v.Nexts {
		if v.Nexts[i].Promise.ProjectID == string(id) {
			return &v.Nexts[i]
		}
	}
	return nil
}

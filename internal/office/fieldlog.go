package office

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/fieldlog"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/store"
	"kept/member"
	"kept/worktime"
)

// FieldLog is what is seen at clients' places: notes and photos.
type FieldLog struct{ *desk }

// NewEntry is what it takes to write an entry.
type NewEntry struct {
	Project client.ProjectID
	fieldlog.Words
	Photos []fieldlog.Photo // that were kept, see [Photos.Keep]
	Shared bool             // the client sees it from the start; nobody is told by that
}

// Add writes an entry into a project's field log.
func (s FieldLog) Add(ctx context.Context, who Actor, in NewEntry) (fieldlog.Entry, error) {
	var e fieldlog.Entry
	err := s.do(ctx, who, func(a *act) error {
		p, err := placeOfEntry(a, in.Project)
		if err != nil {
			return err
		}
		e = fieldlog.Entry{ID: fieldlog.ID(a.newID("fld")), ClientID: string(p.ClientID), ProjectID: string(p.ID), By: a.who.Member, Version: 1}
		if e, err = fieldlog.New(e, in.Words, beganAt(a, p), a.now); err != nil {
			return err
		}
		if e, err = e.Add(in.Photos); err != nil {
			return err
		}
		if in.Shared {
			if e, err = e.Share(a.now); err != nil {
				return err
			}
		}
		if err := usePhotos(a, p, in.Photos); err != nil {
			return err
		}
		if err := store.AddEntry(a.tx, a.ws, e); err != nil {
			return err
		}
		if err := entryShown(a, fieldlog.Entry{}, e); err != nil {
			return err
		}
		return a.note("field log written", obligation("field-log", e.ID), e.ClientID, nil, e)
	})
	return e, err
}

// placeOfEntry is the project into whose field log is written.
func placeOfEntry(a *act, of client.ProjectID) (client.Project, error) {
	if err := a.may(member.KeepDocuments, nil); err != nil {
		return client.Project{}, err
	}
	p, err := store.Project(a.tx, a.ws, of)
	if err == nil && !p.Open() {
		err = fault.New(fault.Conflict, "This project was closed: nothing is added to it any more.")
	}
	return p, err
}

// beganAt is the beginning of the day on which a project was set up: what was seen
// in the morning is logged as well.
func beganAt(a *act, p client.Project) time.Time {
	loc := a.book.firmHours.Location()
	d := worktime.DayOf(p.MadeAt, loc)
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, loc).UTC()
}

// EntryEdit is what changes of an entry.
type EntryEdit struct {
	Version int                   // that was seen; 0 = whatever it is
	Change  func(*fieldlog.Words) // nil = its words stay
	Photos  []fieldlog.Photo      // that are added
	TakeOut []int                 // the numbers of photos that are taken out
	Shared  *bool                 // whether the client sees it; nil = it stays. It tells nobody
}

// Edit changes an entry, shares it or makes it private.
func (s FieldLog) Edit(ctx context.Context, who Actor, id fieldlog.ID, in EntryEdit) (fieldlog.Entry, error) {
	what := "field log edited"
	switch {
	case in.Change != nil || in.Shared == nil:
	case *in.Shared:
		what = "field log shared"
	default:
		what = "field log made private"
	}
	return s.change(ctx, who, entryChange{id, in.Version, what, func(a *act, e fieldlog.Entry) (fieldlog.Entry, error) {
		p, err := store.Project(a.tx, a.ws, client.ProjectID(e.ProjectID))
		if err != nil {
			return e, err
		}
		if in.Change != nil {
			w := fieldlog.Words{Text: e.Text, Weather: e.Weather, Degrees: e.Degrees, At: e.At}
			in.Change(&w)
			if e, err = e.Edit(w, beganAt(a, p), a.now); err != nil {
				return e, err
			}
		}
		if e, err = e.TakeOut(in.TakeOut, a.now); err != nil {
			return e, err
		}
		if e, err = e.Add(in.Photos); err != nil {
			return e, err
		}
		if err := usePhotos(a, p, in.Photos); err != nil {
			return e, err
		}
		switch {
		case in.Shared == nil:
			return e, nil
		case *in.Shared:
			return e.Share(a.now)
		}
		return e.Unshare()
	}})
}

// Share lets the client see an entry. Nobody is told by that.
func (s FieldLog) Share(ctx context.Context, who Actor, id fieldlog.ID, version int) (fieldlog.Entry, error) {
	yes := true
	return s.Edit(ctx, who, id, EntryEdit{Version: version, Shared: &yes})
}

// Unshare makes an entry private again.
func (s FieldLog) Unshare(ctx context.Context, who Actor, id fieldlog.ID, version int) (fieldlog.Entry, error) {
	no := false
	return s.Edit(ctx, who, id, EntryEdit{Version: version, Shared: &no})
}

// Remove takes an entry away; [FieldLog.Return] brings it back.
func (s FieldLog) Remove(ctx context.Context, who Actor, id fieldlog.ID, version int) (fieldlog.Entry, error) {
	return s.change(ctx, who, entryChange{id, version, "field log removed", func(a *act, e fieldlog.Entry) (fieldlog.Entry, error) { return e.Remove(a.now) }})
}

// Return brings a removed entry back, private.
func (s FieldLog) Return(ctx context.Context, who Actor, id fieldlog.ID, version int) (fieldlog.Entry, error) {
	return s.change(ctx, who, entryChange{id, version, "field log brought back", func(_ *act, e fieldlog.Entry) (fieldlog.Entry, error) { return e.Return() }})
}

// entryChange is what the domain is to decide about one entry.
type entryChange struct {
	id      fieldlog.ID
	version int
	what    string
	decide  func(*act, fieldlog.Entry) (fieldlog.Entry, error)
}

func (s FieldLog) change(ctx context.Context, who Actor, c entryChange) (fieldlog.Entry, error) {
	var e fieldlog.Entry
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.KeepDocuments, nil); err != nil {
			return err
		}
		before, err := store.Entry(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if err := sameVersion(c.version, before.Version); err != nil {
			return err
		}
		if e, err = c.decide(a, before); err != nil {
			return err
		}
		if err := store.SaveEntry(a.tx, a.ws, e, len(before.Photos)); err != nil {
			return err
		}
		e.Version++
		if err := entryShown(a, before, e); err != nil {
			return err
		}
		return a.note(c.what, obligation("field-log", e.ID), e.ClientID, before, e)
	})
	return e, err
}

// EntryView is an entry with what its page needs.
type EntryView struct {
	fieldlog.Entry
	Client  client.Client
	Project client.Project
}

// View gives an entry with what its page needs.
func (s FieldLog) View(ctx context.Context, who Actor, id fieldlog.ID) (EntryView, error) {
	var v EntryView
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if v.Entry, err = store.Entry(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Project, err = store.Project(a.tx, a.ws, client.ProjectID(v.ProjectID)); err != nil {
			return err
		}
		v.Client, err = a.client(v.Project.ClientID)
		return err
	})
	return v, err
}

// MostRemoved is how many removed entries of a field log are listed.
const MostRemoved = 100

// EntryList is a part of a field log.
type EntryList struct {
	Entries []fieldlog.Entry // by when it was so, the newest first
	Removed []fieldlog.Entry // in the same order; with the first part alone
}

// OfProject lists the field log of a project, after an entry; "" = from the newest on.
func (s FieldLog) OfProject(ctx context.Context, who Actor, of client.ProjectID, after fieldlog.ID, limit int) (EntryList, error) {
	var out EntryList
	err := s.see(ctx, who, func(a *act) error {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if _, err := store.Project(a.tx, a.ws, of); err != nil {
			return err
		}
		slice := store.EntrySlice{Limit: limit}
		var err error
		if after != "" {
			if slice.Before, err = store.Entry(a.tx, a.ws, after); err != nil {
				return err
			}
		} else if out.Removed, err = store.RemovedEntries(a.tx, a.ws, of, MostRemoved); err != nil {
			return err
		}
		out.Entries, err = store.Entries(a.tx, a.ws, of, slice)
		return err
	})
	return out, err
}

// PhotoFile is a photo, open to be read. Who gets it closes it.
type PhotoFile struct {
	Sum  files.Sum
	Name string
	files.File
}

// Photo opens a photo of an entry, or its thumbnail.
func (s FieldLog) Photo(ctx context.Context, who Actor, id fieldlog.ID, number int, small bool) (PhotoFile, error) {
	return s.openPhoto(ctx, who, wantedPhoto{id, number, small}, func(a *act, id fieldlog.ID) (fieldlog.Entry, error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return fieldlog.Entry{}, err
		}
		return store.Entry(a.tx, a.ws, id)
	})
}

// wantedPhoto names a photo, whole or as a thumbnail.
type wantedPhoto struct {
	of     fieldlog.ID
	number int
	small  bool
}

func (d *desk) openPhoto(ctx context.Context, who Actor, w wantedPhoto, load func(*act, fieldlog.ID) (fieldlog.Entry, error)) (PhotoFile, error) {
	out := PhotoFile{Name: "Photo"}
	err := d.see(ctx, who, func(a *act) error {
		e, err := load(a, w.of)
		if err != nil {
			return err
		}
		p, ok := e.Numbered(w.number)
		if !ok {
			return store.ErrNone
		}
		out.Sum = files.Sum(p.Sum)
		if w.small {
			out.Sum = files.Sum(p.Small)
		}
		return nil
	})
	if err == nil {
		out.File, err = Files{d}.open(ctx, string(out.Sum))
	}
	return out, notFound(err)
}

// sharedEntry loads an entry that the acting contact may see. What is private,
// removed or another client's looks like what is not there.
func sharedEntry(a *act, id fieldlog.ID) (fieldlog.Entry, error) {
	e, err := store.Entry(a.tx, a.ws, id)
	if err != nil {
		return e, err
	}
	if !e.Shared() || a.who.Client == "" || client.ID(e.ClientID) != a.who.Client {
		return fieldlog.Entry{}, store.ErrNone
	}
	return e, nil
}

// Photo opens a photo of an entry that is shared with the contact's client.
func (s Portal) Photo(ctx context.Context, who Actor, id fieldlog.ID, number int, small bool) (PhotoFile, error) {
	return s.openPhoto(ctx, who, wantedPhoto{id, number, small}, sharedEntry)
}

// PortalSite is what the client sees from the site.
type PortalSite struct {
	PortalView
	Entries []fieldlog.Entry // of all his projects, by when it was so, the newest first
	More    bool             // there are older ones
}

// latestSeen is how many entries the client's first page shows.
const latestSeen = 2

// Site lists the field logs of the contact's client, after an entry; "" = from the
// newest on.
func (s Portal) Site(ctx context.Context, who Actor, after fieldlog.ID, limit int) (PortalSite, error) {
	var v PortalSite
	err := s.see(ctx, who, func(a *act) (err error) {
		slice := store.EntrySlice{Shared: true, Limit: limit + 1}
		if after != "" {
			if slice.Before, err = sharedEntry(a, after); err != nil {
				return err
			}
		}
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		if v.Entries, err = sharedEntries(a, v.Projects, slice); err != nil {
			return err
		}
		if v.More = len(v.Entries) > limit; v.More {
			v.Entries = v.Entries[:limit]
		}
		return nil
	})
	return v, err
}

// sharedEntries are the shared entries of several projects, the newest first.
func sharedEntries(a *act, projects []client.Project, slice store.EntrySlice) ([]fieldlog.Entry, error) {
	var out []fieldlog.Entry
	for _, p := range projects {
		all, err := store.Entries(a.tx, a.ws, p.ID, slice)
		if err != nil {
			return nil, err
		}
		out = append(out, all...)
	}
	slices.SortFunc(out, func(x, y fieldlog.Entry) int {
		if c := y.At.Compare(x.At); c != 0 {
			return c
		}
		return cmp.Compare(y.ID, x.ID)
	})
	return out[:min(len(out), slice.Limit)], nil
}

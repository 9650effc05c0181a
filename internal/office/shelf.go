package office

import (
	"context"
	"slices"

	"kept/client"
	"kept/internal/store"
	"kept/member"
	"kept/shelf"
)

// Shelves are what projects keep at hand for their clients: links and notes.
type Shelves struct{ *desk }

// NewItem is what it takes to put a link or a note on a project's shelf.
type NewItem struct {
	Project client.ProjectID
	Kind    shelf.Kind
	shelf.Words
	Shared bool // the client sees it from the start; nobody is told by that
}

// Add puts a link or a note behind those of the project.
func (s Shelves) Add(ctx context.Context, who Actor, in NewItem) (shelf.Item, error) {
	var i shelf.Item
	err := s.do(ctx, who, func(a *act) error {
		p, err := placeOfEntry(a, in.Project)
		if err != nil {
			return err
		}
		all, err := store.Shelf(a.tx, a.ws, p.ID)
		if err != nil {
			return err
		}
		i = shelf.Item{ID: shelf.ID(a.newID("shf")), ClientID: string(p.ClientID), ProjectID: string(p.ID), Kind: in.Kind, Words: in.Words, By: a.who.Member, Version: 1}
		if i, err = shelf.New(i, all, a.now); err != nil {
			return err
		}
		if in.Shared {
			if i, err = i.Share(a.now); err != nil {
				return err
			}
		}
		if err := store.AddShelfItem(a.tx, a.ws, i); err != nil {
			return err
		}
		if err := itemShown(a, shelf.Item{}, i); err != nil {
			return err
		}
		return a.note("shelf added", obligation("shelf", i.ID), i.ClientID, nil, i)
	})
	return i, err
}

// ItemEdit is what changes of an item.
type ItemEdit struct {
	Version int                // that was seen; 0 = whatever it is
	Change  func(*shelf.Words) // nil = its words stay
	Shared  *bool              // whether the client sees it; nil = it stays. It tells nobody
}

// Edit changes a link or a note, shares it or makes it private.
func (s Shelves) Edit(ctx context.Context, who Actor, id shelf.ID, in ItemEdit) (shelf.Item, error) {
	what := "shelf edited"
	switch {
	case in.Change != nil || in.Shared == nil:
	case *in.Shared:
		what = "shelf shared"
	default:
		what = "shelf made private"
	}
	return s.change(ctx, who, itemChange{id, in.Version, what, func(a *act, i shelf.Item) (shelf.Item, error) {
		if in.Change != nil {
			w := i.Words
			in.Change(&w)
			var err error
			if i, err = i.Edit(w, a.now); err != nil {
				return i, err
			}
		}
		switch {
		case in.Shared == nil:
			return i, nil
		case *in.Shared:
			return i.Share(a.now)
		}
		return i.Unshare()
	}})
}

// Share lets the client see an item. Nobody is told by that.
func (s Shelves) Share(ctx context.Context, who Actor, id shelf.ID, version int) (shelf.Item, error) {
	yes := true
	return s.Edit(ctx, who, id, ItemEdit{Version: version, Shared: &yes})
}

// Unshare makes an item private again.
func (s Shelves) Unshare(ctx context.Context, who Actor, id shelf.ID, version int) (shelf.Item, error) {
	no := false
	return s.Edit(ctx, who, id, ItemEdit{Version: version, Shared: &no})
}

// Remove takes an item out; [Shelves.Return] brings it back.
func (s Shelves) Remove(ctx context.Context, who Actor, id shelf.ID, version int) (shelf.Item, error) {
	return s.change(ctx, who, itemChange{id, version, "shelf removed", func(a *act, i shelf.Item) (shelf.Item, error) { return i.Remove(a.now) }})
}

// Return brings a removed item back, private.
func (s Shelves) Return(ctx context.Context, who Actor, id shelf.ID, version int) (shelf.Item, error) {
	return s.change(ctx, who, itemChange{id, version, "shelf brought back", func(_ *act, i shelf.Item) (shelf.Item, error) { return i.Return() }})
}

// itemChange is what the domain is to decide about one item.
type itemChange struct {
	id      shelf.ID
	version int
	what    string
	decide  func(*act, shelf.Item) (shelf.Item, error)
}

func (s Shelves) change(ctx context.Context, who Actor, c itemChange) (shelf.Item, error) {
	var i shelf.Item
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.KeepDocuments, nil); err != nil {
			return err
		}
		before, err := store.ShelfItem(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if err := sameVersion(c.version, before.Version); err != nil {
			return err
		}
		if i, err = c.decide(a, before); err != nil {
			return err
		}
		if err := store.SaveShelfItem(a.tx, a.ws, i); err != nil {
			return err
		}
		i.Version++
		if err := itemShown(a, before, i); err != nil {
			return err
		}
		return a.note(c.what, obligation("shelf", i.ID), i.ClientID, before, i)
	})
	return i, err
}

// Arrange puts an item before another of its project, or behind all with before "".
func (s Shelves) Arrange(ctx context.Context, who Actor, id, before shelf.ID) (shelf.Item, error) {
	var i shelf.Item
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.KeepDocuments, nil); err != nil {
			return err
		}
		var err error
		if i, err = store.ShelfItem(a.tx, a.ws, id); err != nil {
			return err
		}
		all, err := store.Shelf(a.tx, a.ws, client.ProjectID(i.ProjectID))
		if err != nil {
			return err
		}
		moved, err := shelf.Arrange(all, id, before)
		if err != nil || len(moved) == 0 {
			return err
		}
		was := i
		for _, x := range moved {
			if err := store.PlaceShelfItem(a.tx, a.ws, x); err != nil {
				return err
			}
			if x.ID == id {
				i = x
			}
		}
		return a.note("shelf arranged", obligation("shelf", id), i.ClientID, was, i)
	})
	return i, err
}

// ItemView is a link or a note with what its page needs.
type ItemView struct {
	shelf.Item
	Client  client.Client
	Project client.Project
}

// View gives an item with what its page needs.
func (s Shelves) View(ctx context.Context, who Actor, id shelf.ID) (ItemView, error) {
	var v ItemView
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if v.Item, err = store.ShelfItem(a.tx, a.ws, id); err != nil {
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

// OfProject lists the links and notes of a project in their order; removed ones are
// among them.
func (s Shelves) OfProject(ctx context.Context, who Actor, of client.ProjectID) ([]shelf.Item, error) {
	var out []shelf.Item
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if _, err = store.Project(a.tx, a.ws, of); err != nil {
			return err
		}
		out, err = store.Shelf(a.tx, a.ws, of)
		return err
	})
	return out, err
}

// PortalShelf are the links and notes that a client may see.
type PortalShelf struct {
	PortalView
	Items []shelf.Item // by project, in their order
}

// Shown gives a link or a note that is shared with the contact's client; with only ""
// all of them.
func (s Shelves) Shown(ctx context.Context, who Actor, only shelf.ID) (PortalShelf, error) {
	var v PortalShelf
	err := s.see(ctx, who, func(a *act) (err error) {
		if only != "" {
			i, err := sharedItem(a, only)
			if err != nil {
				return err
			}
			v.Items = []shelf.Item{i}
			v.PortalView, err = portalHead(a)
			return err
		}
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		for _, p := range v.Projects {
			all, err := store.Shelf(a.tx, a.ws, p.ID)
			if err != nil {
				return err
			}
			v.Items = append(v.Items, slices.DeleteFunc(all, func(i shelf.Item) bool { return !i.Shared() })...)
		}
		return nil
	})
	return v, err
}

// sharedItem loads an item that the acting contact may see. What is private, removed
// or another client's looks like what is not there.
func sharedItem(a *act, id shelf.ID) (shelf.Item, error) {
	i, err := store.ShelfItem(a.tx, a.ws, id)
	if err != nil {
		return i, err
	}
	if !i.Shared() || a.who.Client == "" || client.ID(i.ClientID) != a.who.Client {
		return shelf.Item{}, store.ErrNone
	}
	return i, nil
}

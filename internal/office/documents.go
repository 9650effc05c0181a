package office

import (
	"context"

	"kept/client"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/store"
	"kept/member"
)

// Documents is what firm and client hand each other as files.
type Documents struct{ *desk }

// MaxDocuments is how many documents a project may have, removed ones among them:
// all of them stand in one list.
const MaxDocuments = 500

// NewDocument is what it takes to add a document.
type NewDocument struct {
	Project client.ProjectID
	Name    string
	Note    string
	Shared  bool // the client sees it from the start; what he brings himself he sees anyway
	File    Brought
}

// DocumentView is a document with what its page needs.
type DocumentView struct {
	document.Document
	Client   client.Client
	Project  client.Project
	Names    map[document.By]string // who brought its versions
	Previews map[int]bool           // the versions of which there is a preview
}

// Add adds a document to a project, for a member or for a contact.
func (s Documents) Add(ctx context.Context, who Actor, in NewDocument) (document.Document, error) {
	var d document.Document
	err := s.do(ctx, who, func(a *act) error {
		p, err := placeOfDocument(a, in.Project)
		if err != nil {
			return err
		}
		if !p.Open() {
			return fault.New(fault.Conflict, "This project was closed: nothing is added to it any more.")
		}
		d = document.Document{ID: document.ID(a.newID("doc")), ClientID: string(p.ClientID), ProjectID: string(p.ID), Name: in.Name, Version: 1}
		if in.Shared {
			d.SharedAt = a.now
		}
		if d, err = document.New(d, versionBy(a, in.File, in.Note), a.now); err != nil {
			return err
		}
		room, err := roomFor(a, p, in.File.Size)
		if err != nil {
			return err
		}
		if room.Documents >= MaxDocuments {
			return fault.New(fault.Conflict, "This project has five hundred documents. Put several into one, or begin another project.")
		}
		if err := useFile(a, in.File); err != nil {
			return err
		}
		if err := store.AddDocument(a.tx, a.ws, d); err != nil {
			return err
		}
		if err := documentShown(a, document.Document{}, d); err != nil {
			return err
		}
		if err := a.note("document added", obligation("document", d.ID), d.ClientID, nil, documentLineOf(d)); err != nil || !d.Theirs() {
			return err
		}
		return mailBrought(a, p, d)
	})
	return d, err
}

func versionBy(a *act, b Brought, note string) document.Version {
	return document.Version{Sum: string(b.Sum), Size: b.Size, Type: b.Type, Note: note, By: document.By{Member: a.who.Member, Contact: string(a.who.Contact)}}
}

// roomFor refuses what would take more room than there is.
func roomFor(a *act, p client.Project, more int64) (store.Room, error) {
	r, err := store.RoomOf(a.tx, a.ws, p.ClientID, p.ID)
	switch {
	case err != nil:
		return r, err
	case r.Client+more > a.FileLimits.Client:
		return r, fault.Field("file", "With this file the documents of this client would take more than "+FileSize(a.FileLimits.Client)+", which is the limit. Put a link to it into a message instead.")
	case r.Workspace+more > a.FileLimits.Workspace:
		return r, fault.Field("file", "With this file all documents together would take more than "+FileSize(a.FileLimits.Workspace)+", which is the limit. Put a link to it into a message instead.")
	}
	return r, nil
}

// documentLine is what the journal keeps of a document: the state of things, with
// the newest version alone.
type documentLine struct {
	Name    string           `json:"name"`
	Shared  bool             `json:"shared"`
	Removed bool             `json:"removed,omitempty"`
	Project string           `json:"project_id"`
	Latest  document.Version `json:"latest"`
}

func documentLineOf(d document.Document) documentLine {
	return documentLine{Name: d.Name, Shared: d.Shared(), Removed: d.Removed(), Project: d.ProjectID, Latest: d.Latest()}
}

// documentChange is what the domain is to decide about one document.
type documentChange struct {
	id      document.ID
	version int // that was seen; 0 = whatever it is
	what    string
	decide  func(*act, document.Document) (document.Document, error)
}

func (s Documents) change(ctx context.Context, who Actor, c documentChange) (document.Document, error) {
	var d document.Document
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.KeepDocuments, nil); err != nil {
			return err
		}
		before, err := store.Document(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if err := sameVersion(c.version, before.Version); err != nil {
			return err
		}
		if d, err = c.decide(a, before); err != nil {
			return err
		}
		d, err = saveDocument(a, before, d, c.what)
		return err
	})
	return d, err
}

func saveDocument(a *act, before, d document.Document, what string) (document.Document, error) {
	if err := store.SaveDocument(a.tx, a.ws, d, len(before.Versions)); err != nil {
		return before, err
	}
	d.Version++
	if err := documentShown(a, before, d); err != nil {
		return d, err
	}
	return d, a.note(what, obligation("document", d.ID), d.ClientID, documentLineOf(before), documentLineOf(d))
}

// Renewal is a further version of a document.
type Renewal struct {
	Version int // of the document, that was seen; 0 = whatever it is
	Note    string
	File    Brought
}

// Renew adds a version to a document. Where the client sees the document, he sees
// the new version at once.
func (s Documents) Renew(ctx context.Context, who Actor, id document.ID, in Renewal) (document.Document, error) {
	return s.change(ctx, who, documentChange{id, in.Version, "document renewed", func(a *act, d document.Document) (document.Document, error) {
		p, err := placeOfDocument(a, client.ProjectID(d.ProjectID))
		if err != nil {
			return d, err
		}
		next, err := d.Renew(versionBy(a, in.File, in.Note), a.now)
		if err != nil {
			return d, err
		}
		if _, err := roomFor(a, p, in.File.Size); err != nil {
			return d, err
		}
		return next, useFile(a, in.File)
	}})
}

// DocumentEdit is what changes of a document; nil = it stays.
type DocumentEdit struct {
	Version int // that was seen; 0 = whatever it is
	Name    *string
	Shared  *bool // whether the client sees it. It tells nobody: see [Telling]
}

// Edit calls a document otherwise, shares it or makes it private.
func (s Documents) Edit(ctx context.Context, who Actor, id document.ID, in DocumentEdit) (document.Document, error) {
	what := "document renamed"
	switch {
	case in.Shared != nil && *in.Shared:
		what = "document shared"
	case in.Shared != nil:
		what = "document made private"
	}
	return s.change(ctx, who, documentChange{id, in.Version, what, func(a *act, d document.Document) (document.Document, error) {
		var err error
		if in.Name != nil {
			if d, err = d.Rename(*in.Name); err != nil {
				return d, err
			}
		}
		switch {
		case in.Shared == nil:
			return d, nil
		case *in.Shared:
			return d.Share(a.now)
		}
		return d.Unshare()
	}})
}

// Rename calls a document otherwise.
func (s Documents) Rename(ctx context.Context, who Actor, id document.ID, version int, name string) (document.Document, error) {
	return s.Edit(ctx, who, id, DocumentEdit{Version: version, Name: &name})
}

// Share lets the client see a document.
func (s Documents) Share(ctx context.Context, who Actor, id document.ID, version int) (document.Document, error) {
	yes := true
	return s.Edit(ctx, who, id, DocumentEdit{Version: version, Shared: &yes})
}

// Unshare makes a document private again.
func (s Documents) Unshare(ctx context.Context, who Actor, id document.ID, version int) (document.Document, error) {
	no := false
	return s.Edit(ctx, who, id, DocumentEdit{Version: version, Shared: &no})
}

// Remove takes a document away; [Documents.Return] brings it back.
func (s Documents) Remove(ctx context.Context, who Actor, id document.ID, version int) (document.Document, error) {
	return s.change(ctx, who, documentChange{id, version, "document removed", func(a *act, d document.Document) (document.Document, error) { return d.Remove(a.now) }})
}

// Return brings a removed document back, private.
func (s Documents) Return(ctx context.Context, who Actor, id document.ID, version int) (document.Document, error) {
	return s.change(ctx, who, documentChange{id, version, "document brought back", func(_ *act, d document.Document) (document.Document, error) { return d.Return() }})
}

// View gives a document with what its page needs.
func (s Documents) View(ctx context.Context, who Actor, id document.ID) (DocumentView, error) {
	var v DocumentView
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if v.Document, err = store.Document(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Project, err = store.Project(a.tx, a.ws, client.ProjectID(v.ProjectID)); err != nil {
			return err
		}
		if v.Client, err = a.client(v.Project.ClientID); err != nil {
			return err
		}
		if v.Previews, err = previewsOf(a, v.Document); err != nil {
			return err
		}
		v.Names, err = broughtBy(a, []document.Document{v.Document})
		return err
	})
	return v, err
}

// previewsOf tells of which versions there is a preview.
func previewsOf(a *act, d document.Document) (map[int]bool, error) {
	out := map[int]bool{}
	for _, v := range d.Versions {
		f, err := store.FileBySum(a.tx, v.Sum)
		if err != nil {
			return nil, err
		}
		out[v.Number] = files.Sum(f.Preview).Valid()
	}
	return out, nil
}

// broughtBy names who brought documents and their versions.
func broughtBy(a *act, all []document.Document) (map[document.By]string, error) {
	out := map[document.By]string{}
	for _, d := range all {
		for _, v := range d.Versions {
			if _, known := out[v.By]; known {
				continue
			}
			if v.By.Contact == "" {
				out[v.By] = a.nameOf(v.By.Member)
				continue
			}
			k, err := store.Contact(a.tx, a.ws, client.ContactID(v.By.Contact))
			if err != nil {
				return nil, err
			}
			out[v.By] = k.Name
		}
	}
	return out, nil
}

// DocumentList is documents with the names of who brought them.
type DocumentList struct {
	Documents []document.Document // the newest first; removed ones are among them
	Names     map[document.By]string
}

// OfProject lists the documents of a project.
func (s Documents) OfProject(ctx context.Context, who Actor, of client.ProjectID) (DocumentList, error) {
	return s.list(ctx, who, func(a *act) ([]document.Document, error) {
		if _, err := store.Project(a.tx, a.ws, of); err != nil {
			return nil, err
		}
		return store.DocumentsOfProject(a.tx, a.ws, of, MaxDocuments)
	})
}

// OfClient lists the newest documents of a client, of all his projects.
func (s Documents) OfClient(ctx context.Context, who Actor, of client.ID, limit int) (DocumentList, error) {
	return s.list(ctx, who, func(a *act) ([]document.Document, error) {
		return store.DocumentsOfClient(a.tx, a.ws, of, limit)
	})
}

func (s Documents) list(ctx context.Context, who Actor, load func(*act) ([]document.Document, error)) (DocumentList, error) {
	var out DocumentList
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		if out.Documents, err = load(a); err != nil {
			return err
		}
		out.Names, err = broughtBy(a, out.Documents)
		return err
	})
	return out, err
}

// DocumentFile is a version of a document, open to be read. Who gets it closes it.
type DocumentFile struct {
	Document document.Document
	Version  document.Version
	files.File
}

// File opens a version of a document; number 0 = the newest.
func (s Documents) File(ctx context.Context, who Actor, id document.ID, number int) (DocumentFile, error) {
	return s.openVersion(ctx, who, id, number, Files(s).open)
}

// Preview opens the preview of a version of a document.
func (s Documents) Preview(ctx context.Context, who Actor, id document.ID, number int) (DocumentFile, error) {
	return s.openVersion(ctx, who, id, number, Files(s).preview)
}

func (s Documents) openVersion(ctx context.Context, who Actor, id document.ID, number int, open func(context.Context, string) (files.File, error)) (DocumentFile, error) {
	var out DocumentFile
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		out.Document, err = store.Document(a.tx, a.ws, id)
		return err
	})
	if err == nil {
		out.Version, out.File, err = opened(ctx, out.Document, number, open)
	}
	return out, notFound(err)
}

func opened(ctx context.Context, d document.Document, number int, open func(context.Context, string) (files.File, error)) (document.Version, files.File, error) {
	v := d.Latest()
	if number != 0 {
		var ok bool
		if v, ok = d.Numbered(number); !ok {
			return v, nil, store.ErrNone
		}
	}
	f, err := open(ctx, v.Sum)
	return v, f, err
}

// share shares the documents that a telling tells of, and remembers which were private.
func (t *telling) share() error {
	for _, id := range t.in.Documents {
		before, err := store.Document(t.tx, t.ws, id)
		if err != nil {
			return missingField(err, "documents", "Choose a document.")
		}
		if before.ClientID != string(t.in.Client) {
			return store.ErrNone
		}
		if before.Shared() {
			continue
		}
		if err := t.may(member.KeepDocuments, nil); err != nil {
			return err
		}
		d, err := before.Share(t.now)
		if err != nil {
			return err
		}
		if _, err := saveDocument(t.act, before, d, "document shared"); err != nil {
			return err
		}
		t.line.Shared = append(t.line.Shared, id)
	}
	return nil
}

// unshare makes documents private again that a telling shared which is undone.
func unshare(a *act, ids []document.ID) error {
	for _, id := range ids {
		before, err := store.Document(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if !before.Shared() {
			continue
		}
		d, err := before.Unshare()
		if err != nil {
			return err
		}
		if _, err := saveDocument(a, before, d, "document made private"); err != nil {
			return err
		}
	}
	return nil
}

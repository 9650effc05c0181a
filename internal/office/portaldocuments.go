package office

import (
	"context"

	"kept/client"
	"kept/document"
	"kept/internal/files"
	"kept/internal/store"
)

// PortalDocuments are the documents that a client may see.
type PortalDocuments struct {
	PortalView
	Documents []document.Document // the newest first
	Names     map[document.By]string
	Previews  map[int]bool // of one document: the versions with a preview
}

// Project names the project of a document.
func (v PortalDocuments) Project(d document.Document) string {
	for _, p := range v.Projects {
		if string(p.ID) == d.ProjectID {
			return p.Name
		}
	}
	return ""
}

// Documents lists what is shared with the contact's client, and what he brought.
func (s Portal) Documents(ctx context.Context, who Actor) (PortalDocuments, error) {
	var v PortalDocuments
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		for _, p := range v.Projects {
			all, err := store.DocumentsOfProject(a.tx, a.ws, p.ID, MaxDocuments)
			if err != nil {
				return err
			}
			for _, d := range all {
				if d.Shared() {
					v.Documents = append(v.Documents, d)
				}
			}
		}
		v.Names, err = broughtBy(a, v.Documents)
		return err
	})
	return v, err
}

// Document gives one document to the contact of the client whose it is.
func (s Portal) Document(ctx context.Context, who Actor, id document.ID) (PortalDocuments, error) {
	var v PortalDocuments
	err := s.see(ctx, who, func(a *act) (err error) {
		d, err := sharedDocument(a, id)
		if err != nil {
			return err
		}
		if v.PortalView, err = portalHead(a); err != nil {
			return err
		}
		v.Documents = []document.Document{d}
		if v.Previews, err = previewsOf(a, d); err != nil {
			return err
		}
		v.Names, err = broughtBy(a, v.Documents)
		return err
	})
	return v, err
}

// sharedDocument loads a document that the acting contact may see. What is private,
// removed or another client's looks like what is not there.
func sharedDocument(a *act, id document.ID) (document.Document, error) {
	d, err := store.Document(a.tx, a.ws, id)
	if err != nil {
		return d, err
	}
	if !d.Shared() || a.who.Client == "" || client.ID(d.ClientID) != a.who.Client {
		return document.Document{}, store.ErrNone
	}
	return d, nil
}

// DocumentFile opens a version of a document for the contact; number 0 = the newest.
func (s Portal) DocumentFile(ctx context.Context, who Actor, id document.ID, number int) (DocumentFile, error) {
	return s.openShared(ctx, who, id, number, Files(s).open)
}

// DocumentPreview opens the preview of a version for the contact.
func (s Portal) DocumentPreview(ctx context.Context, who Actor, id document.ID, number int) (DocumentFile, error) {
	return s.openShared(ctx, who, id, number, Files(s).preview)
}

func (s Portal) openShared(ctx context.Context, who Actor, id document.ID, number int, open func(context.Context, string) (files.File, error)) (DocumentFile, error) {
	var out DocumentFile
	err := s.see(ctx, who, func(a *act) (err error) {
		out.Document, err = sharedDocument(a, id)
		return err
	})
	if err == nil {
		out.Version, out.File, err = opened(ctx, out.Document, number, open)
	}
	return out, notFound(err)
}

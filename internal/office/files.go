package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/store"
	"kept/member"
)

// Files is keeping what people bring as bytes.
//
// A blob comes in three moves: its bytes are spooled, which tells its sum; the
// ledger notes that it is being brought; its bytes are placed, durable. Only then
// an act refers to it. It goes in three as well: the ledger notes that it is being
// forgotten, if nothing refers to it and its grace is over; its bytes go; its row
// goes. A row that is being forgotten can neither be brought nor referred to, so
// nothing that a row refers to is ever forgotten, however many processes share a store.
type Files struct{ *desk }

// FileLimits bound what is kept, in bytes; at the limit is within it.
type FileLimits struct {
	One       int64 // one file
	Client    int64 // all versions of all documents of a client
	Workspace int64 // of a workspace
}

// UsualFileLimits are those of a server that says nothing else.
func UsualFileLimits() FileLimits {
	return FileLimits{One: 50 << 20, Client: 2 << 30, Workspace: 50 << 30}
}

// FileGrace is how long a blob is kept that was brought and to which nothing refers.
const FileGrace = 24 * time.Hour

// Previewer makes a picture of a file, small enough to be shown beside it; a
// fault says that there is none to be made of this one.
type Previewer interface {
	Previews(kind string) bool // of this media type
	Preview(ctx context.Context, kind string, from files.File) ([]byte, error)
}

// Brought is a file that somebody brought and that is kept: what an act refers to.
type Brought struct {
	Sum  files.Sum
	Size int64
	Type string
}

// noPlace is said where there is nowhere to keep files.
func noPlace() error {
	return fault.New(fault.Conflict, "No files can be kept here: whoever runs Kept has set up no place for them.")
}

// FileTooLarge says that a file is too large, and the way out. It is a
// [files.TooLarge] as well.
func FileTooLarge(limit int64) error {
	return errors.Join(fault.Field("file", "This file is larger than "+FileSize(limit)+". Split it or pack it smaller, or put a link to it into a message."), files.TooLarge{Limit: limit})
}

// FileSize writes a number of bytes for people: "850 kB", "50 MB".
func FileSize(n int64) string {
	for _, u := range []struct {
		size int64
		name string
	}{{1 << 30, "GB"}, {1 << 20, "MB"}} {
		if n >= u.size {
			if n%u.size == 0 || n >= 10*u.size {
				return fmt.Sprintf("%d %s", n/u.size, u.name)
			}
			return fmt.Sprintf("%.1f %s", float64(n)/float64(u.size), u.name)
		}
	}
	return fmt.Sprintf("%d kB", max(1, (n+512)>>10))
}

// Store is where the bytes lie; nil = nowhere.
func (s Files) Store() files.Store { return s.Config.Files }

// Limits are those of this server.
func (s Files) Limits() FileLimits { return s.FileLimits }

// Bring reads a file for a project to its end and keeps it. It does so before any
// act and outside of its transaction: an act that never comes leaves it to be swept.
func (s Files) Bring(ctx context.Context, who Actor, of client.ProjectID, body io.Reader) (Brought, error) {
	if s.Config.Files == nil {
		return Brought{}, noPlace()
	}
	err := s.see(ctx, who, func(a *act) error {
		_, err := placeOfDocument(a, of)
		return err
	})
	if err != nil {
		return Brought{}, err
	}
	spooled, err := files.Spool(body, s.Spool, s.FileLimits.One)
	var large files.TooLarge
	switch _, said := fault.As(err); {
	case errors.As(err, &large):
		return Brought{}, FileTooLarge(large.Limit)
	case said:
		return Brought{}, err
	case errors.As(err, new(*http.MaxBytesError)):
		return Brought{}, FileTooLarge(s.FileLimits.One)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return Brought{}, fault.Field("file", "This file did not arrive whole. Send it again.")
	case err != nil:
		return Brought{}, fmt.Errorf("take a file in: %w", err)
	}
	defer spooled.Close()
	preview := store.NoPreview
	if s.Previewer != nil && s.Previewer.Previews(spooled.Type) {
		preview = ""
	}
	if err := s.keep(ctx, spooled, preview); err != nil {
		return Brought{}, err
	}
	return Brought{Sum: spooled.Sum, Size: spooled.Size, Type: spooled.Type}, nil
}

// keep notes a blob, then has it placed. preview "" = it waits for one.
func (s Files) keep(ctx context.Context, x *files.Spooled, preview string) error {
	f := store.File{Sum: string(x.Sum), Size: x.Size, Type: x.Type, PutAt: s.begin(), Preview: preview}
	err := s.DB.Write(ctx, func(tx *store.Tx) error { return store.PutFile(tx, f) })
	if fault.KindOf(err) == fault.Conflict {
		return fault.New(fault.Busy, "This very file is being tidied away at this moment. Send it again in a minute.")
	}
	if err != nil {
		return err
	}
	return s.Config.Files.Place(ctx, x)
}

// useFile has an act refer to a blob.
func useFile(a *act, b Brought) error {
	err := store.UseFile(a.tx, string(b.Sum))
	if err == nil {
		a.due = true // it may wait for its preview
	}
	return err
}

// open opens a blob that a row refers to.
func (s Files) open(ctx context.Context, sum string) (files.File, error) {
	if s.Config.Files == nil {
		return nil, noPlace()
	}
	f, err := s.Config.Files.Open(ctx, files.Sum(sum))
	if errors.Is(err, files.ErrNone) {
		s.Log.ErrorContext(ctx, "a file is missing in its store", "sum", sum, "store", s.Config.Files.Where())
		return nil, fault.New(fault.Internal, "This file is missing where files are kept. Tell whoever runs Kept: a backup may have it.")
	}
	return f, err
}

// preview opens the preview of a blob; [store.ErrNone] where there is none.
func (s Files) preview(ctx context.Context, sum string) (files.File, error) {
	f, err := store.FileBySum(s.DB.Read(ctx), sum)
	if err != nil {
		return nil, err
	}
	if !files.Sum(f.Preview).Valid() {
		return nil, store.ErrNone
	}
	return s.open(ctx, f.Preview)
}

// previewBatch is how many previews are looked up at once.
const previewBatch = 16

// MakePreviews makes previews of files that wait for one, one after the other, and
// gives how many it saw to. What cannot be made is not tried again.
func (s Files) MakePreviews(ctx context.Context) (int, error) {
	if s.Config.Files == nil || s.Previewer == nil {
		return 0, nil
	}
	waiting, err := store.FilesToPreview(s.DB.Read(ctx), previewBatch)
	for _, f := range waiting {
		if err := s.makePreview(ctx, f); err != nil {
			return 0, err
		}
	}
	return len(waiting), err
}

func (s Files) makePreview(ctx context.Context, of store.File) error {
	made := store.NoPreview
	from, err := s.Config.Files.Open(ctx, files.Sum(of.Sum))
	if err != nil && !errors.Is(err, files.ErrNone) {
		return err
	}
	if err == nil {
		made, err = s.previewOf(ctx, of, from)
		if err = errors.Join(err, from.Close()); err != nil {
			return err
		}
	}
	return s.DB.Write(ctx, func(tx *store.Tx) error {
		if made != store.NoPreview {
			if err := store.UseFile(tx, made); err != nil {
				return err
			}
		}
		return store.SetPreview(tx, of.Sum, made)
	})
}

func (s Files) previewOf(ctx context.Context, of store.File, from files.File) (string, error) {
	b, err := s.Previewer.Preview(ctx, of.Type, from)
	if err != nil && ctx.Err() != nil {
		return "", ctx.Err()
	}
	if err != nil {
		s.Log.InfoContext(ctx, "there is no preview of a file", "sum", of.Sum, "type", of.Type, "why", err)
		return store.NoPreview, nil
	}
	x, err := files.Spool(bytes.NewReader(b), s.Spool, int64(len(b)))
	if err != nil {
		return "", err
	}
	defer x.Close()
	return string(x.Sum), s.keep(ctx, x, store.NoPreview) // a preview has none of its own
}

// sweepBatch is how many blobs are looked up at once.
const sweepBatch = 256

// Sweep forgets blobs to which nothing refers since [FileGrace], and ends what an
// earlier sweep began.
func (s Files) Sweep(ctx context.Context) error {
	if s.Config.Files == nil {
		return nil
	}
	now := s.begin()
	for {
		begun, err := store.FilesByState(s.DB.Read(ctx), store.Dropping, now.Add(time.Hour), sweepBatch)
		if err != nil {
			return err
		}
		for _, f := range begun {
			if err := s.drop(ctx, f); err != nil {
				return err
			}
		}
		loose, err := store.FilesByState(s.DB.Read(ctx), store.Loose, now.Add(-FileGrace), sweepBatch)
		if err != nil || len(loose) == 0 {
			return err
		}
		for _, f := range loose {
			err := s.DB.Write(ctx, func(tx *store.Tx) error { return store.ForgetFile(tx, f.Sum, now.Add(-FileGrace)) })
			if err != nil && fault.KindOf(err) != fault.Conflict { // somebody brought it, or used it, since
				return err
			}
		}
	}
}

// drop ends the forgetting of a blob.
func (s Files) drop(ctx context.Context, f store.File) error {
	if err := s.Config.Files.Drop(ctx, files.Sum(f.Sum)); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *store.Tx) error { return store.DropFile(tx, f) })
}

// mayKeepDocuments refuses who may not bring files to a project: members may by
// the policy, a contact to projects of his own client.
func mayKeepDocuments(a *act, p client.Project) error {
	if a.who.Contact == "" {
		return a.may(member.KeepDocuments, nil)
	}
	k, err := store.Contact(a.tx, a.ws, a.who.Contact)
	if err != nil {
		return err
	}
	if !k.EndedAt.IsZero() || !k.Portal || k.ClientID != p.ClientID || a.who.Client != p.ClientID {
		return store.ErrNone
	}
	return nil
}

func placeOfDocument(a *act, of client.ProjectID) (client.Project, error) {
	p, err := store.Project(a.tx, a.ws, of)
	if err != nil {
		return p, err
	}
	return p, mayKeepDocuments(a, p)
}

package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"kept/client"
	"kept/document"
	"kept/fieldlog"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/store"
)

// photoLongest is the longer side of a photo as it is drawn anew, in pixels.
const photoLongest = 2048

// MaxPhotoSize is how large a photo may be as it comes, in bytes.
const MaxPhotoSize = 25 << 20

// Photos are the photos of one entry on their way in: each is drawn anew as it
// comes, and nothing is kept before all of them are.
type Photos struct {
	of    Files
	drawn []drawnPhoto
}

type drawnPhoto struct {
	fieldlog.Photo
	whole, small *files.Spooled
}

// TakePhotos begins to take photos for a project's field log. Who gets it closes it.
func (s Files) TakePhotos(ctx context.Context, who Actor, of client.ProjectID) (*Photos, error) {
	if s.Config.Files == nil || s.Previewer == nil {
		return nil, noPlace()
	}
	err := s.see(ctx, who, func(a *act) error {
		_, err := placeOfEntry(a, of)
		return err
	})
	return &Photos{of: s}, err
}

// Take reads a photo to its end and draws it anew, upright, without place, camera
// and time. name is what its sender calls it. What is no picture is refused by its
// number and name: on the field photos.
func (p *Photos) Take(ctx context.Context, name string, body io.Reader) error {
	number := len(p.drawn) + 1
	if number > fieldlog.MaxPhotos {
		return fault.Field("photos", "Twelve photos at most. Put the others into another entry.")
	}
	err := p.take(ctx, body)
	if f, ok := fault.As(err); ok {
		say := f.Say
		if f.Fields["file"] != "" {
			say = f.Fields["file"]
		}
		return errors.Join(fault.Field("photos", "Photo "+strconv.Itoa(number)+" ("+document.NameOf(name)+") was not taken. "+say), tooLarge(err))
	}
	return err
}

// tooLarge gives the part of an error that says that something is too large.
func tooLarge(err error) error {
	var large files.TooLarge
	if errors.As(err, &large) {
		return large
	}
	return nil
}

func (p *Photos) take(ctx context.Context, body io.Reader) error {
	limit := min(MaxPhotoSize, p.of.FileLimits.One)
	came, err := files.Spool(body, p.of.Spool, limit)
	switch {
	case errors.As(err, new(files.TooLarge)), errors.As(err, new(*http.MaxBytesError)):
		return errors.Join(fault.Field("file", "It is larger than "+FileSize(limit)+". Send a smaller one."), files.TooLarge{Limit: limit})
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.Field("file", "It did not arrive whole. Send it again.")
	case err != nil:
		return err
	}
	defer came.Close()
	// Drawing takes up to 200 MB of memory: one is drawn at a time.
	select {
	case p.of.darkroom <- struct{}{}:
		defer func() { <-p.of.darkroom }()
	case <-ctx.Done():
		return ctx.Err()
	}
	whole, size, err := p.of.Previewer.Photo(came.Reader(), photoLongest)
	if err != nil {
		return err
	}
	small, _, err := p.of.Previewer.Photo(bytes.NewReader(whole), fieldlog.SmallLongest)
	if err != nil {
		return fmt.Errorf("draw a photo small: %w", err)
	}
	d := drawnPhoto{Photo: fieldlog.Photo{Width: size.X, Height: size.Y}}
	if d.whole, err = files.Spool(bytes.NewReader(whole), p.of.Spool, int64(len(whole))); err != nil {
		return err
	}
	if d.small, err = files.Spool(bytes.NewReader(small), p.of.Spool, int64(len(small))); err != nil {
		return errors.Join(err, d.whole.Close())
	}
	d.Sum, d.Size, d.Small = string(d.whole.Sum), d.whole.Size, string(d.small.Sum)
	p.drawn = append(p.drawn, d)
	return nil
}

// Keep keeps all that were taken, for an act to refer to. What no act refers to is
// swept after [FileGrace].
func (p *Photos) Keep(ctx context.Context) ([]fieldlog.Photo, error) {
	var out []fieldlog.Photo
	for _, d := range p.drawn {
		for _, x := range []*files.Spooled{d.whole, d.small} {
			if err := p.of.keep(ctx, x, store.NoPreview); err != nil {
				return nil, err
			}
		}
		out = append(out, d.Photo)
	}
	return out, nil
}

// Close lets go of what was taken.
func (p *Photos) Close() error {
	var err error
	for _, d := range p.drawn {
		err = errors.Join(err, d.whole.Close(), d.small.Close())
	}
	return err
}

// usePhotos has an entry refer to photos that were kept, where there is room for them.
func usePhotos(a *act, p client.Project, photos []fieldlog.Photo) error {
	var size int64
	for _, x := range photos {
		size += x.Size
		for _, sum := range []string{x.Sum, x.Small} {
			if err := store.UseFile(a.tx, sum); err != nil {
				return err
			}
		}
	}
	if size == 0 {
		return nil
	}
	_, err := roomFor(a, p, size)
	return renamedField(err, "file", "photos")
}

// renamedField puts what is said of one field on another.
func renamedField(err error, from, to string) error {
	if f, ok := fault.As(err); ok && f.Fields[from] != "" {
		return fault.Field(to, f.Fields[from])
	}
	return err
}

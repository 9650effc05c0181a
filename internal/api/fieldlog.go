package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kept/fieldlog"
	"kept/internal/files"
	"kept/internal/office"
)

// fieldLogs are what is seen at clients' places.
func fieldLogs(s *service) {
	r := fieldLogDesk{s}
	list(s, "/projects/{project}/field-log", "list-field-log", "List the field log of a project by when it was so, the newest first, without what was removed", r.list)
	create(s, "/projects/{project}/field-log", "add-entry", "Write an entry; it is private unless it is shared. Nobody is told by either", r.add)
	one(s, "/field-log/{entry}", "see-entry", "See an entry", r.see)
	edit(s, operation(http.MethodPatch, "/field-log/{entry}", "edit-entry", "Change an entry, take photos out, share it or make it private. Sharing tells nobody"), r.edit)
	bring(s, "/field-log/{entry}/photos", "add-photo", "Add a photo: its bytes are the body. It is drawn anew, 2048 pixels at most, without place and camera", r.photograph)
	handPhoto(s, operation(http.MethodGet, "/field-log/{entry}/photos/{number}", "see-photo", "See a photo as it was drawn anew"), false)
	handPhoto(s, operation(http.MethodGet, "/field-log/{entry}/photos/{number}/small", "see-photo-small", "See the thumbnail of a photo"), true)
	act(s, "/field-log/{entry}/removal", "remove-entry", "Remove an entry; it can be brought back", r.remove)
	act(s, "/field-log/{entry}/return", "return-entry", "Bring a removed entry back, private", r.restore)
}

type fieldLogDesk struct{ *service }

// EntryIn names an entry of a field log.
type EntryIn struct {
	Entry string `path:"entry"`
}

func (in EntryIn) id() (fieldlog.ID, error) { return named[fieldlog.ID](ofEntry, in.Entry) }

// entryOut is an entry of a field log.
type entryOut struct {
	ID        string     `json:"id"`
	ClientID  string     `json:"client_id"`
	ProjectID string     `json:"project_id"`
	MemberID  string     `json:"member_id" doc:"Who wrote it"`
	At        time.Time  `json:"at" doc:"When it was so"`
	MadeAt    time.Time  `json:"made_at"`
	Text      string     `json:"text"`
	Weather   *string    `json:"weather" doc:"sun, cloud, rain, storm, snow, frost or heat; null = nobody said"`
	Degrees   *int       `json:"degrees" doc:"Celsius; null = nobody said"`
	Photos    []photoOut `json:"photos" nullable:"false" doc:"Without those that were taken out"`
	Shared    bool       `json:"shared" doc:"Whether the client sees it"`
	SharedAt  *time.Time `json:"shared_at"`
	RemovedAt *time.Time `json:"removed_at"`
	Version   int        `json:"version"`
}

type photoOut struct {
	Number int   `json:"number"`
	Size   int64 `json:"size" doc:"Bytes"`
	Width  int   `json:"width" doc:"Pixels"`
	Height int   `json:"height"`
}

func (e entryOut) version() int { return e.Version }
func (e entryOut) path() string { return "/field-log/" + e.ID }

func outEntry(e fieldlog.Entry) entryOut {
	out := entryOut{
		ID: string(e.ID), ClientID: e.ClientID, ProjectID: e.ProjectID, MemberID: string(e.By), At: e.At, MadeAt: e.MadeAt, Text: e.Text, Weather: outText(string(e.Weather)), Degrees: e.Degrees,
		Photos: []photoOut{}, Shared: e.Shared(), SharedAt: outTime(e.SharedAt), RemovedAt: outTime(e.RemovedAt), Version: e.Version,
	}
	for _, p := range e.Seen() {
		out.Photos = append(out.Photos, photoOut{p.Number, p.Size, p.Width, p.Height})
	}
	return out
}

type fieldLogIn struct {
	ProjectIn
	PageIn
}

func (r fieldLogDesk) list(ctx context.Context, who office.Actor, in *fieldLogIn) (listOut[entryOut], error) {
	const kind = "field-log"
	id, err := in.id()
	if err != nil {
		return listOut[entryOut]{}, err
	}
	after, err := in.afterID(kind)
	if err != nil {
		return listOut[entryOut]{}, err
	}
	all, err := r.office.FieldLog.OfProject(ctx, who, id, ref[fieldlog.ID](ofEntry, after), in.Limit+1)
	return part(all.Entries, in.Limit, func(e fieldlog.Entry) cursor { return cursor{kind, string(e.ID)} }, outEntry), err
}

type addEntryIn struct {
	Keyed
	ProjectIn
	Body struct {
		Text    string     `json:"text" doc:"4,000 characters at most; the client reads it once it is shared"`
		Weather string     `json:"weather,omitempty" doc:"sun, cloud, rain, storm, snow, frost or heat"`
		Degrees *int       `json:"degrees,omitempty" doc:"Celsius"`
		At      *time.Time `json:"at,omitempty" doc:"When it was so; left out = now"`
		Shared  bool       `json:"shared,omitempty" doc:"The client sees it from the start; he is not told"`
	}
}

func (r fieldLogDesk) add(ctx context.Context, who office.Actor, in *addEntryIn) (entryOut, error) {
	id, err := in.id()
	if err != nil {
		return entryOut{}, err
	}
	b := in.Body
	w := fieldlog.Words{Text: b.Text, Weather: fieldlog.Weather(b.Weather), Degrees: b.Degrees}
	if b.At != nil {
		w.At = b.At.UTC().Truncate(time.Millisecond)
	}
	e, err := r.office.FieldLog.Add(ctx, who, office.NewEntry{Project: id, Words: w, Shared: b.Shared})
	return outEntry(e), err
}

func (r fieldLogDesk) see(ctx context.Context, who office.Actor, in *EntryIn) (entryOut, error) {
	id, err := in.id()
	if err != nil {
		return entryOut{}, err
	}
	v, err := r.office.FieldLog.View(ctx, who, id)
	return outEntry(v.Entry), err
}

type editEntryIn struct {
	EntryIn
	IfMatch
	Body struct {
		Text    *string    `json:"text,omitempty"`
		Weather *string    `json:"weather,omitempty" doc:"\"\" = nobody said"`
		Degrees *int       `json:"degrees,omitempty" doc:"Celsius"`
		At      *time.Time `json:"at,omitempty"`
		Shared  *bool      `json:"shared,omitempty" doc:"Whether the client sees it; nobody is told by this"`
		TakeOut []int      `json:"take_out,omitempty" doc:"Numbers of photos that are taken out of it"`
	}
}

func (in editEntryIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return fieldLogDesk{s}.see(ctx, who, &in.EntryIn)
}

func (r fieldLogDesk) edit(ctx context.Context, who office.Actor, in *editEntryIn) (entryOut, error) {
	b := in.Body
	words := b.Text != nil || b.Weather != nil || b.Degrees != nil || b.At != nil
	id, err := in.id()
	if err == nil {
		err = nothing(words || b.Shared != nil || len(b.TakeOut) > 0)
	}
	if err != nil {
		return entryOut{}, err
	}
	change := office.EntryEdit{Version: in.seen(), Shared: b.Shared, TakeOut: b.TakeOut}
	if words {
		change.Change = func(w *fieldlog.Words) {
			if b.Text != nil {
				w.Text = *b.Text
			}
			if b.Weather != nil {
				w.Weather = fieldlog.Weather(*b.Weather)
			}
			if b.Degrees != nil {
				w.Degrees = b.Degrees
			}
			if b.At != nil {
				w.At = b.At.UTC().Truncate(time.Millisecond)
			}
		}
	}
	e, err := r.office.FieldLog.Edit(ctx, who, id, change)
	return outEntry(e), err
}

// Photographed is the photo of a request, once it is kept; it is part of what was asked.
type Photographed struct {
	Photos []fieldlog.Photo `json:"photos"`
}

type addPhotoIn struct {
	Keyed
	EntryIn
	Stream       `json:"-"`
	Photographed `json:"photographed"`
	Name         string `query:"name" doc:"What the file is called, for the word that refuses it"`
}

func (in *addPhotoIn) take(ctx context.Context, s *service, who office.Actor) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	v, err := s.office.FieldLog.View(ctx, who, id)
	if err != nil {
		return err
	}
	photos, err := s.office.Files.TakePhotos(ctx, who, v.Project.ID)
	if err != nil {
		return err
	}
	defer func() { _ = photos.Close() }() // what was spooled has no name: closing it is all there is to do
	if err := photos.Take(ctx, in.Name, in.from); err != nil {
		return err
	}
	in.Photos, err = photos.Keep(ctx)
	return err
}

func (r fieldLogDesk) photograph(ctx context.Context, who office.Actor, in *addPhotoIn) (entryOut, error) {
	id, err := in.id()
	if err != nil {
		return entryOut{}, err
	}
	e, err := r.office.FieldLog.Edit(ctx, who, id, office.EntryEdit{Photos: in.Photos})
	return outEntry(e), err
}

type entryActIn struct {
	Keyed
	EntryIn
}

func (r fieldLogDesk) remove(ctx context.Context, who office.Actor, in *entryActIn) (entryOut, error) {
	return r.does(ctx, who, in, r.office.FieldLog.Remove)
}

func (r fieldLogDesk) restore(ctx context.Context, who office.Actor, in *entryActIn) (entryOut, error) {
	return r.does(ctx, who, in, r.office.FieldLog.Return)
}

func (r fieldLogDesk) does(ctx context.Context, who office.Actor, in *entryActIn, do func(context.Context, office.Actor, fieldlog.ID, int) (fieldlog.Entry, error)) (entryOut, error) {
	id, err := in.id()
	if err != nil {
		return entryOut{}, err
	}
	e, err := do(ctx, who, id, 0)
	return outEntry(e), err
}

type photoIn struct {
	EntryIn
	Number string `path:"number"`
}

// handPhoto registers a GET of the bytes of a photo.
func handPhoto(s *service, op huma.Operation, small bool) {
	op.Responses = handed()
	huma.Register(s.api, op, func(ctx context.Context, in *photoIn) (*huma.StreamResponse, error) {
		id, err := in.id()
		number, bad := strconv.Atoi(in.Number)
		if err == nil && bad != nil {
			err = nothingHere()
		}
		var f office.PhotoFile
		if err == nil {
			f, err = s.office.FieldLog.Photo(ctx, callerOf(ctx).Actor, id, number, small)
		}
		if err != nil {
			return nil, s.refuse(ctx, "path", in, err)
		}
		return &huma.StreamResponse{Body: func(out huma.Context) {
			defer f.Close()
			r, w := humago.Unwrap(out)
			files.Serve(w, r, files.Handing{Name: f.Name, Sum: f.Sum, Preview: true}, f.File)
		}}, nil
	})
}

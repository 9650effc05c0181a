package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kept/document"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
)

// documents are what firm and client hand each other as files.
func documents(s *service) {
	r := documentDesk{s}
	list(s, "/projects/{project}/documents", "list-documents", "List the documents of a project, the newest first, removed ones among them", r.list)
	bring(s, "/projects/{project}/documents", "add-document", "Add a document: its bytes are the body", r.add)
	one(s, "/documents/{document}", "see-document", "See a document with its versions", r.see)
	edit(s, operation(http.MethodPatch, "/documents/{document}", "edit-document", "Call a document otherwise, share it or make it private. Sharing tells nobody"), r.edit)
	bring(s, "/documents/{document}/versions", "add-document-version", "Add a version of a document: its bytes are the body", r.renew)
	act(s, "/documents/{document}/removal", "remove-document", "Remove a document; it can be brought back", r.remove)
	act(s, "/documents/{document}/return", "return-document", "Bring a removed document back, private", r.restore)
	hand(s, operation(http.MethodGet, "/documents/{document}/versions/{number}/file", "download-document", "Download a version of a document, whole or in ranges"), false, r.office.Documents.File)
	hand(s, operation(http.MethodGet, "/documents/{document}/versions/{number}/preview", "see-document-preview", "See the preview of a version"), true, r.office.Documents.Preview)
}

type documentDesk struct{ *service }

// DocumentIn names a document.
type DocumentIn struct {
	Document string `path:"document"`
}

func (in DocumentIn) id() (document.ID, error) { return named[document.ID](ofDocument, in.Document) }

// documentOut is a document.
type documentOut struct {
	ID        string               `json:"id"`
	ClientID  string               `json:"client_id"`
	ProjectID string               `json:"project_id"`
	Name      string               `json:"name"`
	Shared    bool                 `json:"shared" doc:"Whether the client sees it"`
	SharedAt  *time.Time           `json:"shared_at"`
	RemovedAt *time.Time           `json:"removed_at"`
	MadeAt    time.Time            `json:"made_at"`
	ContactID *string              `json:"contact_id" doc:"Who at the client brought it; null = one of us did"`
	Versions  []documentVersionOut `json:"versions" doc:"The oldest first"`
	Version   int                  `json:"version"`
}

type documentVersionOut struct {
	Number    int       `json:"number"`
	SHA256    string    `json:"sha256"`
	Size      int64     `json:"size" doc:"Bytes"`
	MediaType string    `json:"media_type" doc:"Decided by its bytes"`
	MemberID  *string   `json:"member_id"`
	ContactID *string   `json:"contact_id"`
	At        time.Time `json:"at"`
	Note      *string   `json:"note"`
}

func (d documentOut) version() int { return d.Version }
func (d documentOut) path() string { return "/documents/" + d.ID }

func outDocument(d document.Document) documentOut {
	out := documentOut{
		ID: string(d.ID), ClientID: d.ClientID, ProjectID: d.ProjectID, Name: d.Name, Shared: d.Shared(), SharedAt: outTime(d.SharedAt), RemovedAt: outTime(d.RemovedAt), MadeAt: d.MadeAt,
		ContactID: outText(d.By.Contact), Versions: []documentVersionOut{}, Version: d.Version,
	}
	for _, v := range d.Versions {
		out.Versions = append(out.Versions, documentVersionOut{v.Number, v.Sum, v.Size, v.Type, outText(string(v.By.Member)), outText(v.By.Contact), v.At, outText(v.Note)})
	}
	return out
}

func (r documentDesk) list(ctx context.Context, who office.Actor, in *ProjectIn) (listOut[documentOut], error) {
	id, err := in.id()
	if err != nil {
		return listOut[documentOut]{}, err
	}
	all, err := r.office.Documents.OfProject(ctx, who, id)
	return whole(all.Documents, outDocument), err
}

func (r documentDesk) see(ctx context.Context, who office.Actor, in *DocumentIn) (documentOut, error) {
	id, err := in.id()
	if err != nil {
		return documentOut{}, err
	}
	v, err := r.office.Documents.View(ctx, who, id)
	return outDocument(v.Document), err
}

// Stream is the body of a request that is read as it comes.
type Stream struct{ from io.Reader }

// Resolve takes the body of a request.
func (b *Stream) Resolve(ctx huma.Context) []error {
	b.from = ctx.BodyReader()
	return nil
}

// bringing is a request whose body is a file: it keeps the file.
type bringing interface {
	take(context.Context, *service, office.Actor) error
}

// bring registers a POST that takes a file as its body, reads it as it comes and
// answers with what it became. Its key stands for its bytes too: for their sum.
func bring[I any, P interface {
	*I
	bringing
}, B addressed](s *service, path, id, summary string, do handler[I, B],
) {
	op := operation(http.MethodPost, path, id, summary)
	op.DefaultStatus = http.StatusCreated
	op.RequestBody = &huma.RequestBody{Required: true, Description: "The bytes, whatever they are", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}
	op.SkipValidateBody, op.BodyReadTimeout = true, -1
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*made[B], error) {
		err := P(in).take(ctx, s, callerOf(ctx).Actor)
		if f, ok := fault.As(err); ok && errors.As(err, new(files.TooLarge)) {
			return nil, problemOf(http.StatusRequestEntityTooLarge, f, placeIn("body", in))
		}
		if err != nil {
			return nil, s.refuse(ctx, "body", in, err)
		}
		b, again, err := once(ctx, s, id, in, do)
		if err != nil {
			return nil, s.refuse(ctx, "query", in, err)
		}
		return &made[B]{Base + b.path(), again, b}, nil
	})
}

// Brought is the file of a request, once it is kept; its sum is part of what was asked.
type Brought struct {
	File office.Brought `json:"file"`
}

type addDocumentIn struct {
	Keyed
	ProjectIn
	Stream  `json:"-"`
	Brought `json:"brought"`
	Name    string `query:"name" doc:"What it is called; the client reads it once it is shared"`
	Note    string `query:"note" doc:"What is new in it"`
	Shared  bool   `query:"shared" doc:"The client sees it from the start; he is not told"`
}

func (in *addDocumentIn) take(ctx context.Context, s *service, who office.Actor) error {
	of, err := in.id()
	if err == nil {
		in.File, err = s.office.Files.Bring(ctx, who, of, in.from)
	}
	return err
}

func (r documentDesk) add(ctx context.Context, who office.Actor, in *addDocumentIn) (documentOut, error) {
	id, err := in.id()
	if err != nil {
		return documentOut{}, err
	}
	d, err := r.office.Documents.Add(ctx, who, office.NewDocument{Project: id, Name: strings.TrimSpace(in.Name), Note: in.Note, Shared: in.Shared, File: in.File})
	return outDocument(d), err
}

type renewDocumentIn struct {
	Keyed
	DocumentIn
	Stream  `json:"-"`
	Brought `json:"brought"`
	Note    string `query:"note" doc:"What is new in it"`
}

func (in *renewDocumentIn) take(ctx context.Context, s *service, who office.Actor) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	v, err := s.office.Documents.View(ctx, who, id)
	if err == nil {
		in.File, err = s.office.Files.Bring(ctx, who, v.Project.ID, in.from)
	}
	return err
}

func (r documentDesk) renew(ctx context.Context, who office.Actor, in *renewDocumentIn) (documentOut, error) {
	id, err := in.id()
	if err != nil {
		return documentOut{}, err
	}
	d, err := r.office.Documents.Renew(ctx, who, id, office.Renewal{Note: in.Note, File: in.File})
	return outDocument(d), err
}

type editDocumentIn struct {
	DocumentIn
	IfMatch
	Body struct {
		Name   *string `json:"name,omitempty"`
		Shared *bool   `json:"shared,omitempty" doc:"Whether the client sees it; nobody is told by this"`
	}
}

func (in editDocumentIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return documentDesk{s}.see(ctx, who, &in.DocumentIn)
}

func (r documentDesk) edit(ctx context.Context, who office.Actor, in *editDocumentIn) (documentOut, error) {
	id, err := in.id()
	if err == nil {
		err = nothing(in.Body.Name != nil || in.Body.Shared != nil)
	}
	if err != nil {
		return documentOut{}, err
	}
	d, err := r.office.Documents.Edit(ctx, who, id, office.DocumentEdit{Version: in.seen(), Name: in.Body.Name, Shared: in.Body.Shared})
	return outDocument(d), err
}

type documentActIn struct {
	Keyed
	DocumentIn
}

func (r documentDesk) remove(ctx context.Context, who office.Actor, in *documentActIn) (documentOut, error) {
	return r.does(ctx, who, in, r.office.Documents.Remove)
}

func (r documentDesk) restore(ctx context.Context, who office.Actor, in *documentActIn) (documentOut, error) {
	return r.does(ctx, who, in, r.office.Documents.Return)
}

func (r documentDesk) does(ctx context.Context, who office.Actor, in *documentActIn, do func(context.Context, office.Actor, document.ID, int) (document.Document, error)) (documentOut, error) {
	id, err := in.id()
	if err != nil {
		return documentOut{}, err
	}
	d, err := do(ctx, who, id, 0)
	return outDocument(d), err
}

type documentFileIn struct {
	DocumentIn
	Number string `path:"number"`
}

// handed are the answers of an operation that hands out bytes.
func handed() map[string]*huma.Response {
	return map[string]*huma.Response{"200": {Description: "The bytes", Content: map[string]*huma.MediaType{"application/octet-stream": {}}}, "206": {Description: "The range that was asked for"}, "default": {Description: "Error", Content: map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}}}}}
}

// hand registers a GET of the bytes of a version.
func hand(s *service, op huma.Operation, preview bool, open func(context.Context, office.Actor, document.ID, int) (office.DocumentFile, error)) {
	op.Responses = handed()
	huma.Register(s.api, op, func(ctx context.Context, in *documentFileIn) (*huma.StreamResponse, error) {
		doc, err := in.id()
		number, bad := strconv.Atoi(in.Number)
		if err == nil && (bad != nil || number < 1) {
			err = nothingHere()
		}
		var f office.DocumentFile
		if err == nil {
			f, err = open(ctx, callerOf(ctx).Actor, doc, number)
		}
		if err != nil {
			return nil, s.refuse(ctx, "path", in, err)
		}
		return &huma.StreamResponse{Body: func(out huma.Context) {
			defer f.Close()
			r, w := humago.Unwrap(out)
			files.Serve(w, r, files.Handing{Name: f.Document.Name, Sum: files.Sum(f.Version.Sum), Type: f.Version.Type, Preview: preview}, f.File)
		}}, nil
	})
}

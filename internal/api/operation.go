package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"kept/internal/fault"
	"kept/internal/office"
)

// versioned is an answer that has a version, given in its ETag.
type versioned interface{ version() int }

// addressed is an answer that has an address of its own.
type addressed interface{ path() string }

// shown is an answer without headers of its own.
type shown[B any] struct{ Body B }

// tagged is an answer with its version.
type tagged[B any] struct {
	ETag string `header:"ETag" doc:"The version, to be sent as If-Match with an edit"`
	Body B
}

// done is the answer to a POST.
type done[B any] struct {
	Again string `header:"Idempotent-Replayed" doc:"true when this was done before under the same key, and nothing was done now"`
	Body  B
}

// made is the answer to a POST that made something.
type made[B any] struct {
	Location string `header:"Location" doc:"Where it is"`
	Again    string `header:"Idempotent-Replayed" doc:"true when this was done before under the same key, and nothing was done now"`
	Body     B
}

// gone is the answer to a DELETE.
type gone struct{}

// handler does or looks at something for an actor.
type handler[I, B any] func(context.Context, office.Actor, *I) (B, error)

// operation describes an operation; its tag is the resource.
func operation(method, path, id, summary string) huma.Operation {
	tag, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return huma.Operation{Method: method, Path: Base + path, OperationID: id, Summary: summary, Tags: []string{tag}, MaxBodyBytes: MaxBody + 1}
}

// look registers a GET.
func look[I, B any](s *service, path, id, summary string, see handler[I, B]) {
	huma.Register(s.api, operation(http.MethodGet, path, id, summary), func(ctx context.Context, in *I) (*shown[B], error) {
		b, err := see(ctx, callerOf(ctx).Actor, in)
		if err != nil {
			return nil, s.refuse(ctx, "query", in, err)
		}
		return &shown[B]{b}, nil
	})
}

// one registers a GET of something with a version.
func one[I any, B versioned](s *service, path, id, summary string, see handler[I, B]) {
	huma.Register(s.api, operation(http.MethodGet, path, id, summary), func(ctx context.Context, in *I) (*tagged[B], error) {
		b, err := see(ctx, callerOf(ctx).Actor, in)
		if err != nil {
			return nil, s.refuse(ctx, "query", in, err)
		}
		return &tagged[B]{etag(b), b}, nil
	})
}

// edit registers a PATCH or PUT of something with a version.
func edit[I any, B versioned](s *service, op huma.Operation, change handler[I, B]) {
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*tagged[B], error) {
		b, err := change(ctx, callerOf(ctx).Actor, in)
		if err != nil {
			return nil, s.refuse(ctx, "body", in, err)
		}
		return &tagged[B]{etag(b), b}, nil
	})
}

// act registers a POST that does something.
func act[I, B any](s *service, path, id, summary string, do handler[I, B]) {
	perform(s, operation(http.MethodPost, path, id, summary), do)
}

// large describes a POST whose body may have so many bytes.
func large(path, id, summary string, most int64) huma.Operation {
	op := operation(http.MethodPost, path, id, summary)
	op.MaxBodyBytes, op.BodyReadTimeout = most+1, time.Minute
	return op
}

// perform is [act] for an operation that is described already.
func perform[I, B any](s *service, op huma.Operation, do handler[I, B]) {
	op.DefaultStatus = http.StatusOK
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*done[B], error) {
		b, again, err := once(ctx, s, op.OperationID, in, do)
		if err != nil {
			return nil, s.refuse(ctx, "body", in, err)
		}
		return &done[B]{again, b}, nil
	})
}

// create registers a POST that makes something.
func create[I any, B addressed](s *service, path, id, summary string, do handler[I, B]) {
	op := operation(http.MethodPost, path, id, summary)
	op.DefaultStatus = http.StatusCreated
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*made[B], error) {
		b, again, err := once(ctx, s, id, in, do)
		if err != nil {
			return nil, s.refuse(ctx, "body", in, err)
		}
		return &made[B]{Base + b.path(), again, b}, nil
	})
}

// drop registers a DELETE.
func drop[I any](s *service, path, id, summary string, do func(context.Context, office.Actor, *I) error) {
	huma.Register(s.api, operation(http.MethodDelete, path, id, summary), func(ctx context.Context, in *I) (*gone, error) {
		if err := do(ctx, callerOf(ctx).Actor, in); err != nil {
			return nil, s.refuse(ctx, "query", in, err)
		}
		return &gone{}, nil
	})
}

func etag(b versioned) string { return strconv.Quote(strconv.Itoa(b.version())) }

// IfMatch is the input of an edit: the version that it was made on.
type IfMatch struct {
	Match string `header:"If-Match" doc:"The ETag that was seen: the edit is refused (412) when somebody was faster"`
}

// seen gives the version that the edit was made on: 0 when none was named, -1
// for one that never was.
func (m IfMatch) seen() int {
	if m.Match == "" || m.Match == "*" {
		return 0
	}
	text, err := strconv.Unquote(strings.TrimPrefix(m.Match, "W/"))
	n, bad := strconv.Atoi(text)
	if err != nil || bad != nil || n <= 0 {
		return -1
	}
	return n
}

// guarded is an input with a version, and how to find out the present one.
type guarded interface {
	seen() int
	current(context.Context, *service, office.Actor) (versioned, error)
}

// stale tells whether an edit was made on a version that is not the present one.
func (s *service) stale(ctx context.Context, in any) bool {
	g, ok := in.(guarded)
	if !ok || g.seen() == 0 {
		return false
	}
	b, err := g.current(ctx, s, callerOf(ctx).Actor)
	return err == nil && b.version() != g.seen()
}

// nothing refuses an edit that says nothing.
func nothing(says bool) error {
	if says {
		return nil
	}
	return fault.New(fault.Invalid, "Say what is to change: at least one field.")
}

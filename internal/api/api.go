// Package api is Kept's REST API: the acts of the office over HTTP, for scripts
// and other programs. Whatever a page can do, the API can.
//
// Everything is under [Base]. Requests carry a bearer token; bodies are JSON in
// snake_case; refusals are problems by RFC 9457. Acts are nouns under the thing
// that they change: POST /promises/{promise}/resets. Every POST may carry an
// Idempotency-Key, under which it is done at most once. openapi.json, kept
// beside this file and compared by a test, describes all of it.
//
// A handler reads its input, calls one act or look of the office and writes a
// value of its own: no type of the domain leaves as it is. What is common to
// all operations is in operation.go; each resource has a file.
package api

import (
	"context"
	_ "embed" // the description
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sort"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// Base is the path under which everything is.
const Base = "/api/v1"

// description is the OpenAPI description as it is committed and served.
//
//go:embed openapi.json
var description []byte

// Options is what the API needs besides the office.
type Options struct {
	Log    *slog.Logger // of faults of ours; nil = nowhere
	Random io.Reader    // for the references of such faults, and for sealing
	// Region tells whether public holidays of a region are known; nil = all are.
	Region func(code string) bool
	// Take keeps a mail as it came, by a way in, and tells what became of it;
	// nil = no mail is taken in here.
	Take func(ctx context.Context, by store.Mailbox, raw []byte) (office.Taken, error)
	// Understand reads a mail once more that waits for a person; nil = none is read here.
	Understand func(of store.Arrival, raw []byte) office.Incoming
	// TestWay tries the connection to a mailbox; nil = none is tried here.
	TestWay func(ctx context.Context, m store.Mailbox) (office.WayTest, error)
}

// service is the API at work.
type service struct {
	Options
	office *office.Office
	api    huma.API
	mux    *http.ServeMux
}

// New gives the handler of everything under [Base].
func New(o *office.Office, opts Options) http.Handler { return newService(o, opts) }

func newService(o *office.Office, opts Options) *service {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	s := &service{Options: opts, office: o, mux: http.NewServeMux()}
	s.api = humago.New(s.mux, s.config())
	for _, register := range []func(*service){
		absences, answers, calendars, chases, checkIns, clients, clocks, comingMessages, contacts, conversations, conversationActs, documents, events, fieldLogs, handOffs, imports, journal, mailboxes, members, messages, notices, outboxList,
		phrases, pictures, projects, promises, promiseActs, prompts, ratings, scorecards, search, standings, sessions, shelves, standards, steps, planImports, planLinks, templates, tellings, tokens, triage, updates, issues, workspaces,
	} {
		register(s)
	}
	s.refuseOthers()
	return s
}

// ServeHTTP lets nobody in without a token, except to read the description.
func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if r.URL.Path == Base+"/openapi.json" && r.Method == http.MethodGet {
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(description) // whoever asked has gone, if this fails
		return
	}
	secret, ok := bearer(r)
	if !ok {
		s.noToken(w, "Send a token: Authorization: Bearer kept_…")
		return
	}
	c := &caller{secret: secret, url: r.URL}
	ctx := context.WithValue(r.Context(), callerKey{}, c)
	guest, err := s.office.Access.Bearer(ctx, secret)
	if fault.KindOf(err) == fault.NotAllowed {
		s.noToken(w, "This token is not known here, or it was ended.")
		return
	}
	if err != nil {
		s.write(w, s.refuse(ctx, "header", nil, err))
		return
	}
	c.Actor = guest.Actor
	inner := r.WithContext(ctx)
	s.mux.ServeHTTP(w, inner)
	r.Pattern = inner.Pattern // for the log and the metrics outside
}

// caller is who asks, and by what.
type caller struct {
	office.Actor
	secret string
	url    *url.URL
}

type callerKey struct{}

// callerOf gives who asks; [service.ServeHTTP] has put him there.
func callerOf(ctx context.Context) *caller { return ctx.Value(callerKey{}).(*caller) }

// bearer reads the token of a request (RFC 6750 2.1).
func bearer(r *http.Request) (string, bool) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	secret = strings.TrimSpace(secret)
	return secret, strings.EqualFold(scheme, "Bearer") && secret != ""
}

func (s *service) noToken(w http.ResponseWriter, say string) {
	w.Header().Set("WWW-Authenticate", `Bearer realm="Kept"`)
	writeProblem(w, &huma.ErrorModel{Type: kindURN + "no_token", Title: http.StatusText(http.StatusUnauthorized), Status: http.StatusUnauthorized, Detail: say})
}

// refuseOthers answers for every path with another method, and for every other
// path, with a problem instead of a line of text.
//
// They stand behind the operations and not beside them: a path for every method
// may not stand where a path with a name in it takes one of them.
func (s *service) refuseOthers() {
	others := http.NewServeMux()
	for path, item := range s.api.OpenAPI().Paths {
		var methods []string
		for method, op := range map[string]*huma.Operation{
			http.MethodGet: item.Get, http.MethodPost: item.Post, http.MethodPut: item.Put, http.MethodPatch: item.Patch, http.MethodDelete: item.Delete,
		} {
			if op != nil {
				methods = append(methods, method)
			}
		}
		sort.Strings(methods)
		allow := strings.Join(methods, ", ")
		others.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", allow)
			writeProblem(w, &huma.ErrorModel{
				Type: kindURN + "no_such_method", Title: http.StatusText(http.StatusMethodNotAllowed), Status: http.StatusMethodNotAllowed,
				Detail: "This takes " + allow + " only.",
			})
		})
	}
	others.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, problemOf(http.StatusNotFound, nothingHere(), nil))
	})
	s.mux.Handle("/", others)
}

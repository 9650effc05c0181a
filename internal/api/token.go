package api

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/internal/store"
)

// tokens are the bearer tokens of the member whose token asks.
func tokens(s *service) {
	r := tokenDesk{s}
	list(s, "/tokens", "list-tokens", "List your tokens", r.list)
	act(s, "/tokens", "make-token", "Make a token that acts as you; its secret is shown once", r.make)
	drop(s, "/tokens/{token}", "end-token", "End one of your tokens", r.end)
}

type tokenDesk struct{ *service }

// tokenOut is a token without its secret.
type tokenOut struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	MadeAt time.Time `json:"made_at"`
}

func (r tokenDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[tokenOut], error) {
	all, err := r.office.Access.Tokens(ctx, who)
	return whole(all, func(t store.Token) tokenOut { return tokenOut{t.ID, t.Name, t.MadeAt} }), err
}

type newTokenIn struct {
	Keyed
	Body newToken
}

type newToken struct {
	Name string `json:"name" doc:"What it is for; 80 characters at most"`
}

// madeTokenOut is a token that was made, with its secret.
type madeTokenOut struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Secret string `json:"secret" doc:"To be sent as Authorization: Bearer …; kept nowhere"`
}

func (madeTokenOut) secretive() {}

func (r tokenDesk) make(ctx context.Context, who office.Actor, in *newTokenIn) (madeTokenOut, error) {
	made, err := r.office.Access.MakeToken(ctx, who, in.Body.Name)
	if err != nil {
		return madeTokenOut{}, err
	}
	return madeTokenOut{made.ID, in.Body.Name, made.Secret}, nil
}

type tokenIn struct {
	Token string `path:"token"`
}

func (r tokenDesk) end(ctx context.Context, who office.Actor, in *tokenIn) error {
	id, err := named[string](ofToken, in.Token)
	if err != nil {
		return err
	}
	return r.office.Access.EndToken(ctx, who, id)
}

// sessions are the browsers in which the member is signed in.
func sessions(s *service) {
	r := sessionDesk{s}
	list(s, "/sessions", "list-sessions", "List the browsers in which you are signed in", r.list)
	drop(s, "/sessions", "end-sessions", "End all your sessions; tokens stay", r.endAll)
	drop(s, "/sessions/{session}", "end-session", "End one of your sessions", r.end)
}

type sessionDesk struct{ *service }

// sessionOut is a signed-in browser.
type sessionOut struct {
	ID        string    `json:"id"`
	Agent     string    `json:"agent" doc:"The browser, in its own words"`
	MadeAt    time.Time `json:"made_at"`
	SeenAt    time.Time `json:"seen_at"`
	ExpiresAt time.Time `json:"expires_at"`
}

func outSession(s store.Session) sessionOut {
	return sessionOut{s.ID, s.Agent, s.MadeAt, s.SeenAt, s.ExpiresAt}
}

func (r sessionDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[sessionOut], error) {
	all, err := r.office.Access.Sessions(ctx, who)
	return whole(all, outSession), err
}

type sessionIn struct {
	Session string `path:"session"`
}

func (r sessionDesk) end(ctx context.Context, who office.Actor, in *sessionIn) error {
	id, err := named[string](ofSession, in.Session)
	if err != nil {
		return err
	}
	return r.office.Access.EndSession(ctx, who, id)
}

func (r sessionDesk) endAll(ctx context.Context, who office.Actor, _ *struct{}) error {
	return r.office.Access.EndSessions(ctx, who)
}

package office

import (
	"context"
	"strings"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
)

// tokenPrefix marks a secret as one of Kept's tokens, so that scanners of
// leaked secrets know it.
const tokenPrefix = "kept_"

// maxTokens is how many live tokens a member may have.
const maxTokens = 50

// NewToken is a token that has just been made: its secret is shown once and
// kept nowhere.
type NewToken struct {
	ID     string
	Secret string
}

// MakeToken makes a token that acts as the actor.
func (s Access) MakeToken(ctx context.Context, who Actor, name string) (NewToken, error) {
	var c fault.Check
	member.CheckLine(&c, "name", name, 80)
	if err := c.Err(); err != nil {
		return NewToken{}, err
	}
	body, err := newSecret(s.random)
	if err != nil {
		return NewToken{}, err
	}
	made := NewToken{Secret: tokenPrefix + body}
	err = s.do(ctx, who, func(a *act) error {
		if err := a.may(member.UseTokens, func() bool { return true }); err != nil {
			return err
		}
		have, err := store.Tokens(a.tx, a.ws, string(who.Member))
		if err != nil {
			return err
		}
		if len(have) >= maxTokens {
			return fault.New(fault.Conflict, "Fifty tokens are enough. End one that is no longer used.")
		}
		made.ID = a.newID("tok")
		t := store.Token{ID: made.ID, Workspace: a.ws, MemberID: string(who.Member), Name: name, MadeAt: a.now}
		if err := store.AddToken(a.tx, hashed(made.Secret), t); err != nil {
			return err
		}
		return a.note("token made", obligation("token", t.ID), "", nil, name)
	})
	return made, err
}

// Tokens lists the actor's tokens.
func (s Access) Tokens(ctx context.Context, who Actor) ([]store.Token, error) {
	return store.Tokens(s.DB.Read(ctx), who.Workspace, string(who.Member))
}

// EndToken ends one of the actor's tokens.
func (s Access) EndToken(ctx context.Context, who Actor, id string) error {
	return s.do(ctx, who, func(a *act) error {
		err := store.EndToken(a.tx, a.ws, string(who.Member), id, a.now)
		if fault.KindOf(err) == fault.Conflict {
			return store.ErrNone
		}
		if err != nil {
			return err
		}
		return a.note("token ended", obligation("token", id), "", nil, nil)
	})
}

// Bearer finds out who a token stands for.
func (s Access) Bearer(ctx context.Context, secret string) (Guest, error) {
	none := fault.New(fault.NotAllowed, "This token is not known here, or it was ended.")
	if !strings.HasPrefix(secret, tokenPrefix) {
		return Guest{}, none
	}
	t, err := store.TokenBySecret(s.DB.Read(ctx), hashed(secret))
	if err == nil && !t.EndedAt.IsZero() {
		err = store.ErrNone
	}
	who := Actor{Workspace: t.Workspace, Member: member.ID(t.MemberID)}
	if err == nil {
		err = s.stillHere(ctx, who)
	}
	if err = notFound(err); fault.KindOf(err) == fault.NotFound {
		return Guest{}, none
	}
	if err != nil { // a database that is down says nothing about a token
		return Guest{}, err
	}
	if now := s.begin(); now.Sub(t.UsedAt) >= seenAtMost {
		err = s.DB.Write(ctx, func(tx *store.Tx) error { return store.UseToken(tx, hashed(secret), now) })
		if err != nil { // nor is a look refused because nothing can be written
			s.Log.WarnContext(ctx, "note that a token was used", "error", err)
		}
	}
	return Guest{Actor: who}, nil
}

package office

import (
	"context"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
)

// ChangePassword changes the actor's own password when he gives the one that
// holds now; whoever has none yet, because he signs in by mailed links, gives
// none. All his sessions end, and a new one begins.
func (s Access) ChangePassword(ctx context.Context, who Actor, current, password, agent string) (Entry, error) {
	var email string
	err := s.see(ctx, who, func(a *act) error {
		m, ok := a.book.member(who.Member)
		if !ok {
			return store.ErrNone
		}
		email = m.Email
		return nil
	})
	if err != nil {
		return Entry{}, err
	}
	logins, err := store.Logins(s.DB.Read(ctx), member.EmailKey(email))
	if err != nil {
		return Entry{}, err
	}
	for _, l := range logins {
		mine := l.Workspace == who.Workspace && l.Member == who.Member
		if mine && l.PasswordHash != "" && !s.hasher.fits(current, l.PasswordHash) {
			return Entry{}, fault.Field("current", "This is not your password.")
		}
	}
	if err := s.SetPassword(ctx, who, password); err != nil {
		return Entry{}, err
	}
	return s.enter(ctx, who, entering{agent: agent})
}

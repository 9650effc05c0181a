package office

import (
	"context"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
)

// WayTest is what a test of a mailbox found. Kind is [WayWorks], or what is
// wrong in a word; Say is the sentence for whoever set it up, and never holds
// its secret.
type WayTest struct{ Kind, Say string }

// WayWorks is the kind of a test that found nothing wrong.
const WayWorks = "works"

// Works tells whether nothing is wrong.
func (t WayTest) Works() bool { return t.Kind == WayWorks }

// ToTest gives a mailbox whose connection somebody wants to try. Who may not
// change it may not have Kept sign in to it either.
func (s Mailboxes) ToTest(ctx context.Context, who Actor, id string) (store.Mailbox, error) {
	err := s.see(ctx, who, func(a *act) error { return a.may(member.ChangeWorkspace, nil) })
	if err != nil {
		return store.Mailbox{}, err
	}
	m, err := s.Of(ctx, who.Workspace, id)
	switch {
	case err != nil:
		return m, err
	case !m.EndedAt.IsZero():
		return m, notFound(store.ErrNone)
	case m.Kind != ByIMAP:
		return m, fault.New(fault.Conflict, "Nothing is fetched here: others bring it.")
	}
	return m, nil
}

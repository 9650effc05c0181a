package office

import (
	"context"

	"kept/internal/store"
	"kept/member"
	"kept/news"
)

// PortalUpdate is a status update as the client reads it.
type PortalUpdate struct {
	PortalView
	Update news.Update
	By     member.Member
}

// latestNews is how many updates a client's page offers.
const latestNews = 3

// shownUpdate tells whether the client may see an update: it was sent, and can be
// taken back no more, and it was not only mailed.
func shownUpdate(a *act, u news.Update) bool {
	return u.State == news.Sent && !u.Unshared && !a.now.Before(u.SentAt.Add(UndoFor))
}

// Update gives an update that was sent to the contact's client.
func (s Portal) Update(ctx context.Context, who Actor, id news.ID) (PortalUpdate, error) {
	var v PortalUpdate
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Update, err = store.Update(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Update.ClientID != string(who.Client) || !shownUpdate(a, v.Update) {
			return store.ErrNone
		}
		v.By, _ = a.book.member(v.Update.AuthorID)
		v.PortalView, err = portalHead(a)
		return err
	})
	return v, err
}

// news finds the newest updates of the client's projects.
func (v *PortalView) news(a *act) error {
	all, err := store.UpdatesOfClient(a.tx, a.ws, v.Client.ID, "", 4*latestNews)
	for _, u := range all {
		if shownUpdate(a, u) && len(v.Updates) < latestNews {
			v.Updates = append(v.Updates, u)
		}
	}
	return err
}

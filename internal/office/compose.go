package office

import (
	"context"
	"errors"

	"kept/client"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// ComposeView is what somebody needs before him to write to a client.
type ComposeView struct {
	Client   client.Client
	Calendar *worktime.Calendar
	Contacts []client.Contact // who have not left
	Projects []client.Project
	Open     []store.PromiseRow
	NoMail   map[client.ContactID]string // why no mail reaches somebody, in his server's words
}

// clientContact is the contact of a notice.
func clientContact(n notice.Notice) client.ContactID { return client.ContactID(n.ContactID) }

// Compose gives what the composer shows of a client.
func (s Notices) Compose(ctx context.Context, who Actor, of client.ID) (ComposeView, error) {
	var v ComposeView
	err := s.see(ctx, who, func(a *act) (err error) {
		v, err = composeView(a, of)
		return err
	})
	return v, err
}

func composeView(a *act, of client.ID) (ComposeView, error) {
	v := ComposeView{NoMail: map[client.ContactID]string{}}
	var err error
	if v.Client, err = store.Client(a.tx, a.ws, of); err != nil {
		return v, err
	}
	if v.Calendar, err = a.calendars.of(v.Client.Hours); err != nil {
		return v, err
	}
	if v.Projects, err = store.Projects(a.tx, a.ws, of); err != nil {
		return v, err
	}
	if v.Open, err = store.PromisesByClient(a.tx, a.ws, of, promise.Open, store.Slice{Limit: Page}); err != nil {
		return v, err
	}
	all, err := store.Contacts(a.tx, a.ws, of)
	for _, k := range all {
		if err == nil && k.EndedAt.IsZero() {
			v.Contacts = append(v.Contacts, k)
			err = whyNoMail(a, k, v.NoMail)
		}
	}
	return v, err
}

func whyNoMail(a *act, k client.Contact, into map[client.ContactID]string) error {
	if k.Email == "" {
		return nil
	}
	if !k.NoMailAt.IsZero() {
		into[k.ID] = "they want no mail from us"
		return nil
	}
	why, err := store.Suppressed(a.tx, a.ws, store.Fold(k.Email))
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	into[k.ID] = why
	return err
}

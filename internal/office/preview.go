package office

import (
	"context"
	"errors"
	"strings"

	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
)

// errRehearsed undoes an act that was only tried.
var errRehearsed = errors.New("this was a rehearsal")

// rehearse runs an act and keeps nothing of it. What it finds out is what the
// real act would do at this moment, for it is the real act.
func (d *desk) rehearse(ctx context.Context, who Actor, work func(*act) error) error {
	err := d.do(ctx, who, func(a *act) error {
		if err := work(a); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return nil
	}
	return err
}

// Draft is what a telling would say.
type Draft struct {
	From     string // as the reader's mail program shows it; "" = it was said
	To       []string
	Subject  string
	Text     string // to the first reader, word for word
	Language string
}

// Preview gives what the readers of a telling will read, word for word, or
// why it cannot be told. Nothing of it is kept and nothing leaves, so that an update
// is read before it is approved.
func (s Notices) Preview(ctx context.Context, who Actor, in Telling) (Draft, error) {
	var d Draft
	err := s.rehearse(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		if in.Update != nil {
			update := *in.Update
			update.read, in.Update = true, &update
		}
		told, err := tellClient(a, in, toldLine{})
		if err != nil {
			return err
		}
		d, err = draftOf(a, told.Notices)
		return err
	})
	return d, err
}

// Preview gives what would be written down of a call that reached a contact.
func (s Calls) Preview(ctx context.Context, who Actor, in Call) (Draft, error) {
	var d Draft
	err := s.rehearse(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		logged, err := logCall(a, in)
		if err != nil {
			return err
		}
		d, err = draftOf(a, logged.Told.Notices)
		return err
	})
	return d, err
}

func draftOf(a *act, ids []notice.ID) (Draft, error) {
	var d Draft
	for i, id := range ids {
		n, err := store.Notice(a.tx, a.ws, id)
		if err != nil {
			return d, err
		}
		k, err := store.Contact(a.tx, a.ws, clientContact(n))
		if err != nil {
			return d, err
		}
		d.To = append(d.To, k.Name)
		if i > 0 {
			continue
		}
		d.Subject, d.Text = n.Subject, n.Text
		if n.Channel != notice.Mail {
			continue
		}
		l, err := store.LeavingOfNotice(a.tx, a.ws, string(id))
		if err != nil {
			return d, err
		}
		m, err := outbox.ReadMail(l.Mail)
		if err != nil {
			return d, err
		}
		d.From, d.Language, d.Text = m.From.Name, m.Language, strings.TrimRight(m.Text(), "\n")
	}
	return d, nil
}

package office

import (
	"crypto/hmac"
	"errors"
	"slices"
	"strings"

	"kept/conversation"
	"kept/internal/id"
	"kept/internal/store"
	"kept/notice"
)

// Report is what a mail system says became of a mail of ours.
type Report struct {
	Kind       string // bounce, complaint, delivered, delayed, relayed
	Hard       bool   // the address does not exist
	Recipients []string
	Answer     string // what it says, in a line
	MID        string // the mail that it is about
}

// report carries what became of a mail of ours over to its notice. Which mail
// it is, the address that it came to says, which only that mail had as its
// sender; else the Message-ID, where the report speaks of the same recipient.
// Anything else proves nothing.
func (t *taking) report() error {
	l, by, err := t.reported()
	if errors.Is(err, store.ErrNone) {
		return t.leave(Noted, "It reports on a mail that is none of ours.")
	}
	if err != nil {
		return err
	}
	if l.NoticeID == "" {
		if by && t.in.Report.Kind == "bounce" {
			if err := handOffCameBack(t.act, l, shorten(t.in.Report.Answer, 500)); err != nil {
				return err
			}
		}
		return t.leave(Reported, "It reports on a mail of ours that told a client nothing.")
	}
	n, err := store.Notice(t.tx, t.ws, notice.ID(l.NoticeID))
	if err != nil {
		return err
	}
	r := t.in.Report
	if !by && !speaksOf(r.Recipients, n.Address) {
		return t.leave(Held, "It says that a mail of ours came back, but not from whom it was sent to. Nothing proves it.")
	}
	t.arrival.State, t.arrival.Why = Reported, shorten(r.Kind+": "+r.Answer, 500)
	switch r.Kind {
	case "bounce":
		return cameBack(t.act, n, shorten(r.Answer, 500), r.Hard && speaksOf(r.Recipients, n.Address))
	case "delivered":
		if !n.DeliveredAt.IsZero() || n.State() != notice.Accepted {
			return nil
		}
		before := n
		n.DeliveredAt = t.now
		if err := store.SaveNotice(t.tx, t.ws, n); err != nil {
			return err
		}
		return t.note("delivered", obligation("notice", n.ID), n.ClientID, states(before), states(n))
	case "complaint":
		return t.leave(Held, "Their mail system says that they marked a mail of ours as unwanted: "+n.Subject+". Call them.")
	}
	return nil // delayed or passed on: it is not over
}

// reported finds the mail that a report is about. proven: its own return
// address was used.
func (t *taking) reported() (l store.Leaving, proven bool, err error) {
	for _, to := range t.in.Recipients {
		if name, ok := returnedTo(t.act, to); ok {
			l, err = store.LeavingOf(t.tx, t.ws, name)
			return l, true, err
		}
	}
	name, ok := ownMail(t.act, t.in.Report.MID)
	if !ok {
		return l, false, store.ErrNone
	}
	l, err = store.LeavingOf(t.tx, t.ws, name)
	return l, false, err
}

// returnedTo gives the mail of ours whose return address this is.
func returnedTo(a *act, address string) (string, bool) {
	detail, ok := strings.CutPrefix(detailOf(a, address), plusReturn)
	name, mark, marked := strings.Cut(detail, ".")
	if !ok || !marked || !id.Valid("out", name) {
		return "", false
	}
	want := returnMark(a, name)
	return name, want != "" && hmac.Equal([]byte(mark), []byte(want))
}

// isReturn tells whether a mail came to the return address of a mail of ours.
func (t *taking) isReturn() bool {
	return slices.ContainsFunc(t.in.Recipients, func(to string) bool { _, ok := returnedTo(t.act, to); return ok })
}

func speaksOf(recipients []string, address string) bool {
	key := store.Fold(address)
	return slices.ContainsFunc(recipients, func(r string) bool { return store.Fold(r) == key })
}

// cameBack notes that a notice was returned: what it told was not told, and
// what it answered is unanswered again.
func cameBack(a *act, n notice.Notice, answer string, noBox bool) error {
	if n.State() == notice.Bounced || n.State() == notice.Withdrawn {
		return nil
	}
	before := n
	n.BouncedAt, n.Proof = a.now, answer
	if noBox {
		if err := store.Suppress(a.tx, a.ws, store.Fold(n.Address), answer, a.now); err != nil {
			return err
		}
	}
	if err := store.SaveNotice(a.tx, a.ws, n); err != nil {
		return err
	}
	if err := a.note(string(n.State()), obligation("notice", n.ID), n.ClientID, states(before), states(n)); err != nil {
		return err
	}
	return rippleNotice(a, n)
}

// unsaid takes back what a notice was in its conversation, when it came back.
func unsaid(a *act, n notice.Notice) error {
	m, err := store.MessageOfNotice(a.tx, a.ws, n.ID)
	if err != nil || !m.Reached {
		return orNothing(err)
	}
	m.Reached = false
	if err := store.PlaceMessage(a.tx, a.ws, m); err != nil {
		return err
	}
	if m.Direction != string(conversation.Out) {
		return nil
	}
	return unanswer(a, m.ID)
}

package office

import (
	"context"
	"errors"
	"time"

	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

// Result is what became of handing a mail over.
type Result struct {
	Outcome string // accepted, later, refused, unsure
	Code    int
	Text    string // the server's line
	Stage   string
	NoBox   bool // the server says that this address does not exist
}

// The outcomes of handing a mail over.
const (
	Accepted = "accepted"
	Later    = "later"
	Refused  = "refused"
	Unsure   = "unsure"
)

// The states of a mail in the outbox.
const (
	queued    = "queued"
	leased    = "leased"
	sent      = "sent"
	refused   = "refused"
	dead      = "dead"
	unsure    = "unsure"
	withdrawn = "withdrawn"
)

// LeaseFor is how long a mail may take to be handed over before whoever took
// it counts as dead: longer than all timeouts of a hand-over together.
const LeaseFor = 15 * time.Minute

// GiveUpAfter is how long a mail is tried, from its first time on, before a
// person is asked.
const GiveUpAfter = 72 * time.Hour

// MaxTries bounds the attempts within [GiveUpAfter]; the pauses allow 75.
const MaxTries = 100

// Take leases one mail for handing over. false: it may not leave now, because
// another process took it, mail is paused, or its address is suppressed.
func (s Notices) Take(ctx context.Context, l store.Leaving, holder string) (store.Leaving, bool, error) {
	taken := false
	mail, err := outbox.ReadMail(l.Mail)
	if err != nil {
		return l, false, err
	}
	err = s.do(ctx, system("outbox", l.Workspace), func(a *act) error {
		taken = false
		a.tx.Foresee(func(tx *store.Tx) {
			_, _ = store.LeavingOf(tx, a.ws, l.ID)
			_, _ = store.Suppressed(tx, a.ws, store.Fold(mail.To.Addr))
		})
		now, err := store.LeavingOf(a.tx, a.ws, l.ID)
		if err != nil || now.State != queued || now.SendAt.After(a.now) {
			return err
		}
		if a.book.firm.MailPaused {
			return putOffMail(a, now, a.now.Add(pausedFor))
		}
		// Releasing paused mail moves it forward, but not into the seconds of an undo.
		if undo := now.MadeAt.Add(UndoFor); now.NoticeID != "" && !mail.Auto && a.now.Before(undo) {
			return putOffMail(a, now, undo)
		}
		if stopped, err := stopMail(a, now, mail); err != nil || stopped {
			return err
		}
		if now, err = readdress(a, now); err != nil {
			return err
		}
		l = now
		l.LeasedUntil, l.LeasedBy = a.now.Add(LeaseFor), holder
		taken, err = store.LeaseLeaving(a.tx, l)
		l.Tries++
		return err
	})
	return l, taken, err
}

// readdress lets a mail that waited for a mail server to be set up leave from
// the address that was set up with it. What was tried once stays as it was.
func readdress(a *act, l store.Leaving) (store.Leaving, error) {
	if l.Tries > 0 {
		return l, nil
	}
	m, err := outbox.ReadMail(l.Mail)
	if err != nil || m.From.Addr == a.sender() {
		return l, err
	}
	m.From.Addr = a.sender()
	if l.Mail, err = m.JSON(); err != nil {
		return l, err
	}
	return l, store.RewriteLeaving(a.tx, l)
}

// stopMail ends a mail that may not leave: its address does not exist, or it
// says what is not so any more. A notice counts as not told then.
func stopMail(a *act, l store.Leaving, m outbox.Mail) (bool, error) {
	why, err := store.Suppressed(a.tx, a.ws, store.Fold(m.To.Addr))
	if errors.Is(err, store.ErrNone) {
		why, err = stale(a, l)
	} else if err == nil {
		why = "This address does not exist, said its server: " + why
	}
	if err == nil && why == "" {
		why, err = stopsFor(a, l, m)
	}
	if err != nil || why == "" {
		return false, err
	}
	l.State, l.DoneAt, l.Answer = dead, a.now, shorten(why, 500)
	if err := store.SaveLeaving(a.tx, l, queued); err != nil {
		return false, err
	}
	return true, recordArrival(a, l, Result{})
}

// pausedFor is how long a mail lies before it is looked at again while mail is paused.
const pausedFor = 15 * time.Minute

func putOffMail(a *act, l store.Leaving, until time.Time) error {
	l.SendAt = until
	return store.SaveLeaving(a.tx, l, queued)
}

// Record writes down what became of a mail that was taken.
func (s Notices) Record(ctx context.Context, l store.Leaving, r Result) error {
	return s.do(ctx, system("outbox", l.Workspace), func(a *act) error {
		at := store.Attempt{Seq: l.Tries, At: a.now, Outcome: r.Outcome, Code: r.Code, Text: shorten(r.Text, 500), Stage: r.Stage}
		if err := store.AddAttempt(a.tx, l, at); err != nil {
			return err
		}
		l.Answer = at.Text
		switch r.Outcome {
		case Accepted:
			l.State, l.DoneAt = sent, a.now
		case Refused:
			l.State, l.DoneAt = refused, a.now
		case Later:
			if err := retryMail(a, &l); err != nil {
				return err
			}
		default:
			l.State, l.DoneAt = unsure, a.now
		}
		if err := store.SaveLeaving(a.tx, l, leased); err != nil {
			return err
		}
		return recordArrival(a, l, r)
	})
}

// retryMail puts a mail back with a pause that doubles, up to 64 minutes. The
// last time is [GiveUpAfter] after the first: then it is given up. One that a
// person sends again after that has one more try.
func retryMail(a *act, l *store.Leaving) error {
	tried, err := store.Attempts(a.tx, a.ws, l.ID)
	if err != nil {
		return err
	}
	last := tried[0].At.Add(GiveUpAfter)
	if l.Tries >= MaxTries || !a.now.Before(last) {
		l.State, l.DoneAt = dead, a.now
		return nil
	}
	pause := time.Minute << min(l.Tries-1, 6)
	l.State, l.SendAt, a.due = queued, prompt.Sooner(a.now.Add(pause), last), true
	return nil
}

// arrived carries what became of a mail over to its notice, and to everything
// that the notice told of.
func recordArrival(a *act, l store.Leaving, r Result) error {
	if l.State == queued {
		return nil
	}
	if l.NoticeID == "" {
		if l.State == sent || l.State == unsure {
			return nil
		}
		if err := digestCameBack(a, l, r); err != nil {
			return err
		}
		return handOffCameBack(a, l, l.Answer)
	}
	a.tx.Foresee(func(tx *store.Tx) {
		_, _ = store.Notice(tx, a.ws, notice.ID(l.NoticeID))
		_, _ = store.LivePrompt(tx, a.ws, obligation("notice", notice.ID(l.NoticeID)))
		_, _ = store.ToldOfMoved(tx, a.ws, l.NoticeID)
	})
	n, err := store.Notice(a.tx, a.ws, notice.ID(l.NoticeID))
	if err != nil {
		return err
	}
	before := n
	n.Proof = l.Answer
	switch l.State {
	case sent:
		n.AcceptedAt = a.now
	case unsure:
		n.UnsureAt = a.now
	default:
		n.BouncedAt = a.now
	}
	if r.NoBox {
		if err := store.Suppress(a.tx, a.ws, store.Fold(n.Address), l.Answer, a.now); err != nil {
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

// stateLine is what the journal keeps of how far a notice came.
type stateLine struct {
	State notice.State `json:"state"`
	Proof string       `json:"proof,omitempty"`
}

func states(n notice.Notice) stateLine { return stateLine{n.State(), n.Proof} }

// rippleNotice reviews a notice and what it told of: what bounced was not told,
// and the contact that it was never came about. Evidence decides on a date that
// was replaced, and on no other.
func rippleNotice(a *act, n notice.Notice) error {
	if err := reviewNotice(a, n); err != nil {
		return err
	}
	if err := datesShown(a, n); err != nil {
		return err
	}
	touched := store.ToldOfMoved
	if n.State() == notice.Bounced {
		touched = store.ToldBy
		if err := unsaid(a, n); err != nil {
			return err
		}
	}
	told, err := touched(a.tx, a.ws, string(n.ID))
	if err != nil {
		return err
	}
	for _, id := range told {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if n.State() == notice.Bounced && p.Kind == promise.NextContact && p.State == promise.Kept && p.KeptAt.Equal(n.QueuedAt) {
			open, err := p.Reopen()
			if err != nil {
				return err
			}
			if _, err := savePromise(a, p, open, "reopened"); err != nil {
				return err
			}
			continue
		}
		if err := reviewPromise(a, p); err != nil {
			return err
		}
	}
	return nil
}

// Lapse turns the mails of whoever died while handing them over into unsure
// ones: nobody knows whether they left, and a person decides.
func (s Notices) Lapse(ctx context.Context, limit int) (int, error) {
	lapsed, err := store.Lapsed(s.DB.Read(ctx), s.begin(), limit)
	if err != nil {
		return 0, err
	}
	for _, l := range lapsed {
		r := Result{Outcome: Unsure, Text: "Kept stopped while this was being handed over; the server's answer was not seen.", Stage: "crash"}
		if err := s.Record(ctx, l, r); err != nil && fault.KindOf(err) != fault.Conflict {
			return 0, err
		}
	}
	return len(lapsed), nil
}

// Alone ends the leases of processes that are gone: for a process that knows
// that it is the only one.
func (s Notices) Alone(ctx context.Context, holder string) error {
	now := s.begin()
	return s.DB.Write(ctx, func(tx *store.Tx) error { return store.LapseLeases(tx, holder, now) })
}

// Leaving lists the mails whose moment has come.
func (s Notices) Leaving(ctx context.Context, limit int) ([]store.Leaving, error) {
	return store.LeavingDue(s.DB.Read(ctx), s.begin(), limit)
}

// NextLeaving is the moment of the next mail, or at which the lease of one runs
// out; zero = none waits.
func (s Notices) NextLeaving(ctx context.Context) (time.Time, error) {
	read := s.DB.Read(ctx)
	next, err := store.NextLeaving(read)
	if err != nil {
		return next, err
	}
	lapses, err := store.NextLapse(read)
	return prompt.Sooner(next, lapses), err
}

// SendAgain sends a notice whose answer was lost, or that was given up, once
// more: the same mail under the same Message-ID.
func (s Notices) SendAgain(ctx context.Context, who Actor, id notice.ID) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		n, err := store.Notice(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		out, err := store.LeavingOfNotice(a.tx, a.ws, string(n.ID))
		if err != nil {
			return err
		}
		if out.State != unsure && out.State != dead && out.State != refused {
			return fault.New(fault.Conflict, "This one is on its way, or has arrived.")
		}
		if err := canSendAgain(a, n); err != nil {
			return err
		}
		was := out.State
		out.State, out.SendAt, out.DoneAt = queued, a.now, time.Time{}
		if err := store.SaveLeaving(a.tx, out, was); err != nil {
			return err
		}
		n.UnsureAt, n.BouncedAt, n.SettledAt, n.SettledHow = time.Time{}, time.Time{}, time.Time{}, ""
		if err := store.SaveNotice(a.tx, a.ws, n); err != nil {
			return err
		}
		if err := a.note("sent again", obligation("notice", id), n.ClientID, was, queued); err != nil {
			return err
		}
		a.due = true
		n.Version++
		return rippleNotice(a, n)
	})
}

// canSendAgain refuses to send a notice to an address that does not exist. It
// went where it went: to a mended address one writes anew.
func canSendAgain(a *act, n notice.Notice) error {
	why, err := store.Suppressed(a.tx, a.ws, store.Fold(n.Address))
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	k, err := store.Contact(a.tx, a.ws, clientContact(n))
	if err != nil {
		return err
	}
	do := "Mend the address of the contact, or call."
	if k.Email != "" && store.Fold(k.Email) != store.Fold(n.Address) {
		do = "Write to " + k.Email + " anew."
	}
	return fault.New(fault.Conflict, "The address "+n.Address+" does not exist, says its server ("+why+"). "+do)
}

// Settle says how a notice that did not arrive was made good: by a call, say.
func (s Notices) Settle(ctx context.Context, who Actor, id notice.ID, how string) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		var k fault.Check
		member.CheckLine(&k, "how", how, 300)
		if err := k.Err(); err != nil {
			return err
		}
		n, err := store.Notice(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if st := n.State(); st != notice.Bounced && st != notice.Unsure {
			return fault.New(fault.Conflict, "This one is on its way, or has arrived.")
		}
		return settleNotice(a, n, how)
	})
}

// settleNotice notes how a notice was made good: nobody is asked any more.
func settleNotice(a *act, n notice.Notice, how string) error {
	n.SettledAt, n.SettledHow = a.now, how
	if err := store.SaveNotice(a.tx, a.ws, n); err != nil {
		return err
	}
	if err := a.note("settled", obligation("notice", n.ID), n.ClientID, nil, how); err != nil {
		return err
	}
	return reviewNotice(a, n)
}

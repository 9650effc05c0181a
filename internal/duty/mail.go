package duty

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
)

// Mail hands over the mails whose moment has come.
type Mail struct {
	Office *office.Office
	// Deliver hands one mail, dated when it was queued, to a server and gives its answer. Nil: no server
	// is set up, and mails are kept where they are.
	Deliver func(ctx context.Context, m outbox.Mail, queuedAt time.Time) office.Result
	Workers int
	// Holder names this process in its leases.
	Holder string
}

// Name names the duty.
func (Mail) Name() string { return "outbox" }

// sendBatch is how many mails are looked up at once.
const sendBatch = 256

// RunDue hands over what is due. Leases that ran out become unsure first.
func (m Mail) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	if _, err := m.Office.Notices.Lapse(ctx, sendBatch); err != nil {
		return time.Time{}, err
	}
	if m.Deliver == nil {
		return time.Time{}, nil
	}
	for {
		due, err := m.Office.Notices.Leaving(ctx, sendBatch)
		if err != nil {
			return time.Time{}, err
		}
		if len(due) == 0 {
			return m.Office.Notices.NextLeaving(ctx)
		}
		if err := m.handOver(ctx, due); err != nil {
			return time.Time{}, err
		}
		if ctx.Err() != nil {
			return time.Time{}, ctx.Err()
		}
	}
}

// recorders is how many answers are written down at once: those that wait share
// a commit, and a connection need not wait for it.
const recorders = 32

// handOver hands mails over, one after the other, or with several workers side
// by side and their answers written down beside them.
func (m Mail) handOver(ctx context.Context, due []store.Leaving) error {
	if m.Workers <= 1 {
		return each(due, 1, func(l store.Leaving) error {
			a, err := m.send(ctx, l)
			if a == nil {
				return err
			}
			return m.record(ctx, *a)
		})
	}
	answers := make(chan answer)
	written := make(chan error)
	for range recorders {
		go func() {
			var failed error
			for a := range answers {
				failed = errors.Join(failed, m.record(ctx, a))
			}
			written <- failed
		}()
	}
	failed := each(due, m.Workers, func(l store.Leaving) error {
		a, err := m.send(ctx, l)
		if a != nil {
			answers <- *a
		}
		return err
	})
	close(answers)
	for range recorders {
		failed = errors.Join(failed, <-written)
	}
	return failed
}

// answer is what a server said to a mail that was taken.
type answer struct {
	to   store.Leaving
	said office.Result
}

// send takes one mail and hands it over; nil when it may not leave. Once it is
// taken, it is seen through: a shutdown waits for the server's answer.
func (m Mail) send(ctx context.Context, l store.Leaving) (*answer, error) {
	l, taken, err := m.Office.Notices.Take(ctx, l, m.Holder)
	if err != nil || !taken {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx)
	mail, err := outbox.ReadMail(l.Mail)
	if err != nil {
		return nil, err
	}
	for i, f := range mail.Files {
		if mail.Files[i].Bytes, err = m.Office.Notices.Blob(ctx, l.Workspace, f.SHA256); err != nil {
			return &answer{l, office.Result{Outcome: office.Later, Stage: "files", Text: "A file of this mail could not be read: " + err.Error()}}, nil
		}
	}
	return &answer{l, m.Deliver(ctx, mail, l.MadeAt)}, nil
}

// record writes an answer down, whether or not a shutdown has begun.
func (m Mail) record(ctx context.Context, a answer) error {
	if err := m.Office.Notices.Record(context.WithoutCancel(ctx), a.to, a.said); err != nil {
		return fmt.Errorf("record what became of %s: %w", a.to.ID, err)
	}
	return nil
}

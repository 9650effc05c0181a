package duty

import (
	"context"
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
		if err := each(due, m.Workers, func(l store.Leaving) error { return m.send(ctx, l) }); err != nil {
			return time.Time{}, err
		}
		if ctx.Err() != nil {
			return time.Time{}, ctx.Err()
		}
	}
}

// send takes one mail, hands it over and records the answer. Once it is taken,
// it is seen through: a shutdown waits for the server's answer.
func (m Mail) send(ctx context.Context, l store.Leaving) error {
	l, taken, err := m.Office.Notices.Take(ctx, l, m.Holder)
	if err != nil || !taken {
		return err
	}
	through := context.WithoutCancel(ctx)
	mail, err := outbox.ReadMail(l.Mail)
	if err != nil {
		return err
	}
	if err := m.Office.Notices.Record(through, l, m.Deliver(through, mail, l.MadeAt)); err != nil {
		return fmt.Errorf("record what became of %s: %w", l.ID, err)
	}
	return nil
}

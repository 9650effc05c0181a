package duty

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/internal/store"
)

// Digests queues the mails of those who follow what is new.
type Digests struct{ Office *office.Office }

// Name names the duty.
func (Digests) Name() string { return "digests" }

// RunDue deals with the subscribers whose moment has come, client by client. One
// client whose mails cannot be written holds up no other.
func (d Digests) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	for {
		due, err := d.Office.Subscriptions.Due(ctx, watchBatch)
		if err != nil {
			return time.Time{}, err
		}
		if len(due) == 0 {
			return d.Office.Subscriptions.Next(ctx)
		}
		if err := each(due, 1, func(of store.DueSubscriptions) error { return d.client(ctx, of) }); err != nil {
			return time.Time{}, err
		}
	}
}

// client deals with the subscribers of one client, a batch after the other.
func (d Digests) client(ctx context.Context, of store.DueSubscriptions) error {
	for {
		n, err := d.Office.Subscriptions.MailDue(ctx, of)
		if err != nil || n < office.DigestBatch {
			return err
		}
	}
}

package duty

import (
	"context"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// Pushes sends what is to be shown on devices.
type Pushes struct {
	Office *office.Office
	// Deliver hands a push to its service and gives the answer. Nil: nothing is sent,
	// and what waits gets too old.
	Deliver func(context.Context, office.PushOut) office.PushAnswer
	Holder  string // names this process in its leases
	Workers int    // how many are under way at once; below 1 = 1
}

// Name names the duty.
func (Pushes) Name() string { return "pushes" }

// RunDue sends those whose moment has come. A push service that does not answer
// holds up no other: each has a worker, and a try ends after seconds.
func (d Pushes) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	if d.Deliver == nil {
		return time.Time{}, nil
	}
	for {
		due, err := d.Office.Pushes.PushesDue(ctx, sendBatch)
		if err != nil {
			return time.Time{}, err
		}
		if len(due) == 0 {
			return d.Office.Pushes.NextPush(ctx)
		}
		if err := each(due, max(d.Workers, 1), func(p store.Push) error { return d.send(ctx, p) }); err != nil {
			return time.Time{}, err
		}
		if ctx.Err() != nil {
			return time.Time{}, ctx.Err()
		}
	}
}

// send takes one push and sends it. Once it is taken, its answer is written down,
// whether or not a shutdown has begun.
func (d Pushes) send(ctx context.Context, p store.Push) error {
	out, taken, err := d.Office.Pushes.Take(ctx, p, d.Holder)
	if err != nil || !taken {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	err = d.Office.Pushes.Record(ctx, out.Push, d.Deliver(ctx, out))
	if fault.KindOf(err) == fault.Conflict {
		return nil // it took longer than its lease, and somebody else sent it again
	}
	return err
}

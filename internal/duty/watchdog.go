package duty

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"kept/internal/office"
	"kept/internal/store"
	"kept/workspace"
)

// Watchdog reviews the obligations whose moment has come.
type Watchdog struct{ Office *office.Office }

// Name names the duty.
func (Watchdog) Name() string { return "watchdog" }

// watchBatch is how many obligations are looked up at once.
const watchBatch = 500

// RunDue reviews what is due, in batches that share a transaction, one batch
// after the other, so that the acts of people find their turn between them. A
// review that fails holds up no other: its batch is gone through again one by
// one, and its own obligation stays due.
func (w Watchdog) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	for {
		due, err := w.Office.Watch.Due(ctx, watchBatch)
		if err != nil {
			return time.Time{}, err
		}
		if len(due) == 0 {
			return w.Office.Watch.Next(ctx)
		}
		err = each(batches(due), 1, func(b batch) error {
			if w.Office.Watch.Review(ctx, b.workspace, b.obligations) == nil {
				return nil
			}
			return each(b.obligations, 1, func(ob string) error {
				return w.Office.Watch.Review(ctx, b.workspace, []string{ob})
			})
		})
		if err != nil {
			return time.Time{}, err
		}
	}
}

// batch is obligations of one workspace.
type batch struct {
	workspace   workspace.ID
	obligations []string
}

// planBatch is how many plans are forecast in one transaction: each takes some
// milliseconds, and the acts of people wait for it.
const planBatch = 4

// batches groups what is due by workspace, in its order, plans by themselves.
func batches(due []store.Watch) []batch {
	type kind struct {
		workspace workspace.ID
		plans     bool
	}
	var out []batch
	at := map[kind]int{}
	for _, o := range due {
		k, most := kind{o.Workspace, strings.HasPrefix(o.Obligation, "plan:")}, store.Batch
		if k.plans {
			most = planBatch
		}
		i, ok := at[k]
		if !ok || len(out[i].obligations) == most {
			i = len(out)
			at[k] = i
			out = append(out, batch{workspace: o.Workspace})
		}
		out[i].obligations = append(out[i].obligations, o.Obligation)
	}
	return out
}

// each does work on every item, several at a time, and gives all its failures.
func each[T any](items []T, workers int, work func(T) error) error {
	if workers <= 1 || len(items) == 1 {
		var failed error
		for _, it := range items {
			failed = errors.Join(failed, work(it))
		}
		return failed
	}
	var (
		all    sync.WaitGroup
		mu     sync.Mutex
		failed error
		feed   = make(chan T)
	)
	for range min(workers, len(items)) {
		all.Go(func() {
			for it := range feed {
				if err := work(it); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	for _, it := range items {
		feed <- it
	}
	close(feed)
	all.Wait()
	return failed
}

// PromptMail mails members what they have before them, bundled, inside their hours.
type PromptMail struct{ Office *office.Office }

// Name names the duty.
func (PromptMail) Name() string { return "prompt mail" }

// mailBatch is how many members are looked up at once.
const mailBatch = 100

// RunDue queues the mails that are due.
func (p PromptMail) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	for {
		due, err := p.Office.Prompts.ToMail(ctx, mailBatch)
		if err != nil {
			return time.Time{}, err
		}
		if len(due) == 0 {
			return p.Office.Prompts.NextMail(ctx)
		}
		err = each(due, 1, func(t store.ToMail) error { return p.Office.Prompts.Mail(ctx, t) })
		if err != nil {
			return time.Time{}, err
		}
	}
}

package duty

import (
	"context"
	"sync/atomic"
	"time"

	"kept/internal/office"
)

// tidyEvery is how long what is over may lie about.
const tidyEvery = 24 * time.Hour

// Tidying forgets what is over, once when Kept starts and then every day.
type Tidying struct {
	Office *office.Office
	last   atomic.Int64 // when it was done, in milliseconds
}

// Name names the duty.
func (*Tidying) Name() string { return "tidying" }

// RunDue forgets what is over.
func (t *Tidying) RunDue(ctx context.Context, now time.Time) (time.Time, error) {
	if last := time.UnixMilli(t.last.Load()); now.Before(last.Add(tidyEvery)) {
		return last.Add(tidyEvery), nil
	}
	if err := t.Office.Upkeep.Tidy(ctx); err != nil {
		return time.Time{}, err
	}
	t.last.Store(now.UnixMilli())
	return now.Add(tidyEvery), nil
}

package duty

import (
	"context"
	"time"

	"kept/internal/office"
)

// Previews makes previews of files that were brought, one after the other.
type Previews struct{ Office *office.Office }

// Name names the duty.
func (Previews) Name() string { return "previews" }

// RunDue makes the previews that are waited for.
func (p Previews) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	for {
		n, err := p.Office.Files.MakePreviews(ctx)
		if err != nil || n == 0 {
			return time.Time{}, err
		}
	}
}

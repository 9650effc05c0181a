package duty

import (
	"context"
	"time"

	"kept/internal/office"
)

// Hosts asks the name servers every day whether the addresses that workspaces gave
// their clients' pages are still proven.
type Hosts struct{ Office *office.Office }

// Name names the duty.
func (Hosts) Name() string { return "hosts" }

// RunDue asks about those whose day has come.
func (d Hosts) RunDue(ctx context.Context, _ time.Time) (time.Time, error) {
	return d.Office.Hosts.CheckDue(ctx)
}

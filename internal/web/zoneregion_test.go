package web

import (
	"strings"
	"testing"

	"kept/internal/holidays"
	"kept/workspace"
	"kept/worktime"
)

// The holidays of a new client are the firm's in the firm's country, else those
// of the country of his zone, as far as it has only one set of them.
func TestHolidaysByZone(t *testing.T) {
	for _, tt := range []struct{ firm, own, zone, want string }{
		{"Europe/Berlin", "DE-BY", "Europe/Berlin", "DE-BY"},
		{"Europe/Berlin", "DE-BY", "Europe/Busingen", "DE-BY"},
		{"Europe/Berlin", "DE-BY", "Europe/Madrid", "ES"},
		{"Europe/Berlin", "DE-BY", "Europe/London", ""},
		{"Europe/Berlin", "DE-BY", "Asia/Tokyo", ""},
		{"Europe/Berlin", "", "Europe/Berlin", ""},
		{"Europe/Madrid", "", "Europe/Madrid", "ES"},
		{"UTC", "DE-BY", "UTC", "DE-BY"},
	} {
		v := &visit{Site: &Site{Options: Options{Holidays: holidays.New()}}, firm: workspace.Workspace{Hours: worktime.Hours{Zone: tt.firm}}}
		if tt.own != "" {
			v.firm.Hours.Regions = []string{tt.own}
		}
		if got := strings.Join(regionOf(v, tt.zone), " "); got != tt.want {
			t.Errorf("a firm of %s (%s): a client in %s gets %q, want %q", tt.firm, tt.own, tt.zone, got, tt.want)
		}
	}
}

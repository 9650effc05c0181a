package sim

import (
	"encoding/json"

	"kept/internal/sim/checks"
	"kept/promise"
)

// countYear takes what happened in a step into the report.
func countYear(y *year, f *checks.Firm) {
	for _, l := range f.New {
		switch l.Act {
		case "outcome":
			var d promise.Date
			if json.Unmarshal([]byte(l.After), &d) == nil {
				y.report.Outcomes[d.Outcome]++
			}
		case "prompted":
			var ask struct{ Rule, Stage, Level string }
			if json.Unmarshal([]byte(l.After), &ask) == nil {
				y.report.Prompts[ask.Rule+" "+ask.Stage+" "+ask.Level]++
			}
		}
	}
	for _, h := range f.Handings[f.Handed:] {
		heard := h.Heard
		if heard == "" {
			heard = "died"
		}
		y.report.Mails[heard]++
	}
}

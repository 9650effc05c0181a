package portal

import (
	"slices"
	"strings"
	"time"

	"kept/internal/tongue"
	"kept/worktime"
)

// hoursSaid is when a member works, in words: "Monday to Friday, 9:00–18:00, Madrid
// time". Hours whose zone cannot be read are not shown.
func hoursSaid(voice tongue.Voice, h worktime.Hours) string {
	loc, err := time.LoadLocation(h.Zone)
	if err != nil {
		return ""
	}
	week := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	var parts []string
	for i := 0; i < len(week); {
		j := i + 1
		for j < len(week) && slices.Equal(h.Weekly[week[i]], h.Weekly[week[j]]) {
			j++
		}
		var open []string
		for _, w := range h.Weekly[week[i]] {
			open = append(open, w.From.String()+"–"+w.To.String())
		}
		if len(open) > 0 {
			days := voice.Weekday(week[i])
			if j > i+1 {
				days = voice.Say("{from} to {to}", "from", days, "to", voice.Weekday(week[j-1]))
			}
			parts = append(parts, days+", "+voice.List(open))
		}
		i = j
	}
	if len(parts) == 0 {
		return ""
	}
	return voice.Say("{hours}, {town} time", "hours", strings.Join(parts, "; "), "town", voice.Town(loc))
}

package intake

import (
	"fmt"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/ics"
	"kept/worktime"
)

// The span of a calendar from which holidays are taken, around now.
const (
	holidaysBack  = 366 * 24 * time.Hour
	holidaysAhead = 5 * 366 * 24 * time.Hour
	// maxHolidayDays is how many days one holiday may last: a longer one is a
	// mistake, or something else.
	maxHolidayDays = 60
)

// Holidays reads the whole-day entries of a calendar as days off, in the order
// of their days, each once. left tells how many entries were none: those with a
// time of the day, without words or longer than two months, or called off.
func Holidays(data []byte, home *time.Location, now time.Time) (days []worktime.Holiday, left int, err error) {
	cal, err := ics.Read(data)
	if err != nil {
		return nil, 0, err
	}
	all, _ := cal.Instances(ics.Window{From: now.Add(-holidaysBack), To: now.Add(holidaysAhead), Home: home})
	seen := map[worktime.Day]bool{}
	for _, i := range all {
		if i.Entry.Kind != ics.Event || i.Start == nil || i.Start.Form != ics.WholeDay || i.Entry.Cancelled() {
			left++
			continue
		}
		last := ics.Last(i.Start, i.End)
		if i.Start.Day.DaysUntil(last) >= maxHolidayDays {
			left++
			continue
		}
		for d := i.Start.Day; !d.After(last); d = d.AddDays(1) {
			if !seen[d] {
				seen[d] = true
				days = append(days, worktime.Holiday{On: d, Name: shortName(i.Entry.Summary)})
			}
		}
	}
	if len(days) == 0 {
		return nil, left, fault.New(fault.Invalid, fmt.Sprintf("There is no whole day in this calendar between last year and five years ahead; %d entries were looked at.", left))
	}
	return days, left, nil
}

// shortName cuts a name to what a holiday's may have.
func shortName(s string) string {
	if len(s) <= worktime.MaxName {
		return s
	}
	cut := 0
	for i := range s {
		if i <= worktime.MaxName-len("…") {
			cut = i
		}
	}
	return s[:cut] + "…"
}

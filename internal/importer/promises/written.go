package promises

import (
	"fmt"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/written"
	"kept/worktime"
)

// dates reads the cells of one column.
type dates struct {
	orders written.Orders
	typed  func(string) (worktime.Day, time.Time, error)
}

// read reads a date, with a time of day from its own column or "".
func (d dates) read(text, clock string) (worktime.Day, time.Time, error) {
	text = oneLine(text)
	if day, rest, ok, err := d.orders.Day(text); ok {
		if no, refused := fault.As(err); refused {
			return worktime.Day{}, time.Time{}, fault.Field("due", no.Say)
		}
		text = strings.TrimSpace(day.String() + " " + rest)
	}
	if clock = oneLine(clock); clock != "" && !strings.Contains(text, ":") {
		text += " " + clock
	}
	day, at, err := d.typed(text)
	switch {
	case err != nil:
		return worktime.Day{}, time.Time{}, err
	case !at.IsZero():
		return worktime.Day{}, at.UTC(), nil
	case day.IsZero():
		return worktime.Day{}, time.Time{}, fault.Field("due", fmt.Sprintf("%q is no date.", cut(text, 60)))
	}
	return day, time.Time{}, nil
}

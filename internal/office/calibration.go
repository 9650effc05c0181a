package office

import (
	"context"
	"strings"
	"time"

	"kept/internal/store"
	"kept/outlook"
	"kept/worktime"
)

// mostSaid is how many forecasts are counted, the newest.
const mostSaid = 20_000

// Forecasts tells how often the dates that were forecast since a moment held.
func (s Record) Forecasts(ctx context.Context, who Actor, since time.Time) (outlook.Calibration, error) {
	var c outlook.Calibration
	err := s.see(ctx, who, func(a *act) error {
		said, err := store.SaidSince(a.tx, a.ws, since, mostSaid)
		if err != nil {
			return err
		}
		loc := a.book.firmHours.Location()
		var steps []outlook.SaidOfStep
		var promises []outlook.SaidOfPromise
		for _, x := range said {
			if strings.HasPrefix(x.About, "promise:") {
				promises = append(promises, outlook.SaidOfPromise{Chance: x.Chance, Due: x.Due, Came: x.Came})
				continue
			}
			s := outlook.SaidOfStep{Half: x.Half, Most: x.Most, Nearly: x.Nearly}
			if !x.Came.IsZero() {
				s.Came = worktime.DayOf(x.Came, loc)
			}
			steps = append(steps, s)
		}
		c = outlook.Calibrate(steps, promises, worktime.DayOf(a.now, loc), a.now)
		return nil
	})
	return c, err
}

package outlook

import (
	"time"

	"kept/promise"
	"kept/worktime"
)

// SaidOfStep is what was forecast of a step when it began.
type SaidOfStep struct {
	Half, Most, Nearly worktime.Day // by which it would be done with 50, 80 and 95 %
	Came               worktime.Day // when it was done; zero = it is not
}

// SaidOfPromise is the chance that a promise had when its date was set.
type SaidOfPromise struct {
	Chance promise.Chance
	Due    time.Time
	Came   time.Time // when it was kept; zero = it is not
}

// Held is how often something that was to hold with a chance did hold.
type Held struct {
	Chance int // per cent; of promises, the mean of those counted
	Held   int
	Of     int
}

// FewHeld is how many a share has to stand on to say something.
const FewHeld = 20

// Calibration is how well forecasts held.
type Calibration struct {
	Steps    [3]Held // the days with 50, 80 and 95 %
	Promises []Held  // by their chance, the least first; without those of which there are none
}

// bounds are by which promises are put together, by their chance: below each, and the rest.
var bounds = [...]promise.Chance{500, 800, 950, 1000}

// Calibrate counts how often forecasts held, as seen on a day. Of steps those
// count whose last day, with 95 %, has passed: among younger ones only the quick
// would be known. Of promises those count whose date has passed.
func Calibrate(steps []SaidOfStep, promises []SaidOfPromise, today worktime.Day, now time.Time) Calibration {
	c := Calibration{Steps: [3]Held{{Chance: 50}, {Chance: 80}, {Chance: 95}}}
	for _, s := range steps {
		if !s.Nearly.Before(today) {
			continue
		}
		for k, day := range [3]worktime.Day{s.Half, s.Most, s.Nearly} {
			c.Steps[k].Of++
			if !s.Came.IsZero() && !s.Came.After(day) {
				c.Steps[k].Held++
			}
		}
	}
	var sums [len(bounds)]int
	var by [len(bounds)]Held
	for _, p := range promises {
		if !p.Due.Before(now) {
			continue
		}
		k := 0
		for p.Chance >= bounds[k] && k < len(bounds)-1 {
			k++
		}
		by[k].Of++
		sums[k] += int(p.Chance)
		if !p.Came.IsZero() && !p.Came.After(p.Due) {
			by[k].Held++
		}
	}
	for k, h := range by {
		if h.Of > 0 {
			h.Chance = promise.Chance(sums[k] / h.Of).Percent()
			c.Promises = append(c.Promises, h)
		}
	}
	return c
}

package forecast

import "math"

// What an estimate is worth by itself, where there is no past to hold it against:
// half of all work is done within it, four fifths within twice as much, and 95 %
// within four times. Of ranges that people name, three fifths of what comes is within.
const (
	estimateSpread = .85   // of the logarithm of length over estimate
	leastSpread    = .25   // no range is taken for narrower
	rangeReach     = .8416 // standard deviations from the middle to the ends of a range
	beyond         = .9999 // chance to have ended before, from which an estimate says nothing more
)

// middle is what stands for the estimate of a question: the one it has, or the
// middle of its range.
func (q *Question) middle() float64 {
	if q.Scale > 0 || q.Most <= 0 {
		return q.Scale
	}
	return math.Sqrt(max(q.Least, q.Most/4) * q.Most)
}

// spreads are those of the logarithm below and above the middle.
func (q *Question) spreads() (below, above float64) {
	below, above = estimateSpread, estimateSpread
	if q.Least > 0 {
		below = max(leastSpread, math.Log(q.Scale/q.Least)/rangeReach)
	}
	if q.Most > 0 {
		above = max(leastSpread, math.Log(q.Most/q.Scale)/rangeReach)
	}
	return below, above
}

// estimate is the curve of what remains by the estimate alone. It tells whether
// there is one.
func (c *curve) estimate(q *Question) bool {
	if q.Scale <= 0 {
		return false
	}
	below, above := q.spreads()
	spread := func(off float64) float64 {
		if off < 0 {
			return below
		}
		return above
	}
	passed := 0.0
	if q.Idle > 0 {
		off := math.Log(q.Idle / q.Scale)
		passed = min(beyond, .5*math.Erfc(-off/spread(off)/math.Sqrt2))
	}
	for k := range c {
		off := math.Sqrt2 * math.Erfinv(2*(passed+(1-passed)*levelAt(k))-1)
		c[k] = max(q.Scale*math.Exp(off*spread(off))-q.Idle, 0)
		if passed == beyond { // nothing an estimate knows of: as much again
			c[k] = max(c[k], q.Idle*levelAt(k))
		}
	}
	return true
}

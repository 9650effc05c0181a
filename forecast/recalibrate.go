package forecast

import (
	"cmp"
	"slices"
)

// pit is the level at which a past forecast held what came; of what has not
// ended, the level that it had passed.
type pit struct {
	level   float64
	running bool
}

// recalibration maps levels that are wanted to levels that are asked for; the
// zero value changes nothing.
type recalibration struct {
	asked [grid]float64
	any   bool
}

const (
	mostShift   = .15
	trustErrors = 300 // resolved forecasts at which half of the shift is made
)

// recalibrate learns from past forecasts which level really held how often.
func recalibrate(pits []pit) recalibration {
	if len(pits) < fewest {
		return recalibration{}
	}
	slices.SortFunc(pits, func(a, b pit) int {
		c := cmp.Compare(a.level, b.level)
		if c == 0 && a.running != b.running {
			if a.running {
				return 1
			}
			return -1
		}
		return c
	})
	resolved := 0
	for _, p := range pits {
		if !p.running {
			resolved++
		}
	}
	trust := float64(resolved) / float64(resolved+trustErrors)
	out := recalibration{any: true}
	left, k := 1.0, 0
	for i, p := range pits {
		if p.running {
			continue
		}
		left *= 1 - 1/float64(len(pits)-i)
		for k < grid && 1-left >= levelAt(k) {
			out.asked[k] = p.level
			k++
		}
	}
	for ; k < grid; k++ {
		out.asked[k] = levelAt(k)
	}
	low := 0.0
	for k := range out.asked {
		p := levelAt(k)
		out.asked[k] = max(low, p+trust*min(mostShift, max(-mostShift, out.asked[k]-p)))
		low = out.asked[k]
	}
	return out
}

// apply is the curve as past errors correct it.
func (r *recalibration) apply(c *curve) {
	if !r.any {
		return
	}
	was := *c
	for k := range c {
		c[k] = was.quantile(r.asked[k])
	}
	c.rise()
}

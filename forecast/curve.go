package forecast

import (
	"math"
	"sort"
)

// grid are the levels at which a curve is held.
const grid = 100

// curve is a distribution: what is reached by the levels 1/100 ... 99/100, and .995.
type curve [grid]float64

func levelAt(k int) float64 {
	if k == grid-1 {
		return .995
	}
	return float64(k+1) / grid
}

// logLeft is the logarithm of what is left at each level.
var logLeft = func() (out [grid]float64) {
	for k := range out {
		out[k] = math.Log(1 - levelAt(k))
	}
	return out
}()

// quantile interpolates; below the first level and above the last it stands still.
func (c *curve) quantile(p float64) float64 {
	if p <= .01 {
		return c[0]
	}
	if p >= .99 {
		return c[grid-2] + min(1, (p-.99)/.005)*(c[grid-1]-c[grid-2])
	}
	x := p*grid - 1
	k := int(x)
	return c[k] + (x-float64(k))*(c[k+1]-c[k])
}

// chance is the greatest level that is reached by v: the inverse of quantile.
func (c *curve) chance(v float64) float64 {
	v *= 1 + 1e-9 // what is equal but for its last digits is reached
	k := sort.Search(grid, func(k int) bool { return c[k] > v })
	switch k {
	case 0:
		if c[0] <= 0 {
			return 0
		}
		return max(0, .01*v/c[0])
	case grid:
		return .995 + .005*(1-c[grid-1]/max(v, c[grid-1], math.SmallestNonzeroFloat64))
	}
	lo, hi := levelAt(k-1), levelAt(k)
	return lo + (hi-lo)*(v-c[k-1])/(c[k]-c[k-1])
}

// observed is one past value with its weight; running ones are censored: it was
// at least that much.
type observed struct {
	value   float64
	at      int32 // of what it is
	place   int32 // among the distances
	running bool
}

// survive is the weighted Kaplan-Meier curve over values in rising order, ended
// before running ones where they are equal. It gives the effective number of values.
func (c *curve) survive(seen []observed, weight []float64) float64 {
	var risk, squares, sum float64
	for k := range seen {
		risk += weight[k]
		squares += weight[k] * weight[k]
		sum += weight[k] * seen[k].value
	}
	if !(risk > 0) || math.IsInf(risk, 0) {
		return 0
	}
	total, left, k := risk, 1.0, 0
	for i := range seen {
		w := weight[i]
		if !seen[i].running && w > 0 {
			left *= 1 - min(1, w/risk)
			for k < grid && 1-left >= levelAt(k)-1e-12 {
				c[k] = seen[i].value
				k++
			}
		}
		risk = max(risk-w, 1e-300)
	}
	c.tail(k, left, seen[len(seen)-1].value, sum/total)
	return total * total / squares
}

// tail goes on where the longest is still running: as if the rest ended at the
// mean pace, and never beyond three times what was seen.
func (c *curve) tail(k int, left, longest, mean float64) {
	rest := math.Log(left)
	for ; k < grid; k++ {
		c[k] = min(longest+mean*max(0, rest-logLeft[k]), 3*longest)
	}
}

// blend moves a curve level by level to another one, of which the share is 1-own.
func (c *curve) blend(own float64, other *curve) {
	for k := range c {
		c[k] = own*c[k] + (1-own)*other[k]
	}
}

// rise makes sure that no level comes before a lower one, nor before nought.
func (c *curve) rise() {
	low := 0.0
	for k := range c {
		if !(c[k] >= low) {
			c[k] = low
		}
		low = c[k]
	}
}

package forecast

import (
	"cmp"
	"math"
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

// outcome is what a past forecast said of a promise, and 1 if it was kept; and
// the moment at which the work ended, or none.
type outcome struct {
	chance, kept float64
	moment       int32
}

// none is the moment of what has not ended.
const none = -1

// together is how much the errors of outcomes that came out at one moment are
// alike: 0 where each is by itself, 1 where all of one moment are one happening,
// which is believed until more than a few moments say otherwise. It also tells how
// much one outcome counts for.
func together(said []outcome) (alike, each float64) {
	type sums struct{ n, off float64 }
	by, mean, n := map[int32]*sums{}, 0.0, 0.0
	var moments []*sums
	for _, s := range said {
		if s.moment != none {
			n++
			mean += s.kept - s.chance
		}
	}
	if n == 0 {
		return 1, 1
	}
	mean /= n
	own := 0.0
	for _, s := range said {
		if s.moment == none {
			continue
		}
		m := by[s.moment]
		if m == nil {
			m = &sums{}
			by[s.moment], moments = m, append(moments, m)
		}
		off := s.kept - s.chance - mean
		m.n, m.off, own = m.n+1, m.off+off, own+off*off
	}
	var squares, products float64
	for _, m := range moments {
		squares += m.n * m.n
		products += m.off * m.off
	}
	many := n * n / squares // moments, if all had as many outcomes
	if squares > n && own > 0 {
		alike = min(1, max(0, (products-own)/(squares-n)/(own/n)))
	}
	alike = (many*alike + few) / (many + few)
	return alike, 1 / (1 + alike*(squares/n-1))
}

// odds corrects chances: on the scale of log odds, a line. The zero value
// changes nothing.
type odds struct{ shift, slope float64 }

// learnOdds finds the line by which past chances would have been right; a ridge
// holds it near no change while there are few of them.
func learnOdds(said []outcome) odds {
	o := odds{0, 0}
	if len(said) < fewest {
		return o
	}
	_, each := together(said)
	ridge := 5 / each
	for range 25 { // Newton's steps; the loss is convex
		g0, g1 := ridge*o.shift, ridge*o.slope
		h00, h01, h11 := ridge, 0.0, ridge
		for _, s := range said {
			x := logit(s.chance)
			p := logistic(o.shift + (1+o.slope)*x)
			g0, g1 = g0+p-s.kept, g1+(p-s.kept)*x
			v := p * (1 - p)
			h00, h01, h11 = h00+v, h01+v*x, h11+v*x*x
		}
		det := h00*h11 - h01*h01
		if det <= 0 {
			break
		}
		o.shift -= (h11*g0 - h01*g1) / det
		o.slope -= (h00*g1 - h01*g0) / det
		o.slope = min(2, max(-.9, o.slope))
		o.shift = min(4, max(-4, o.shift))
	}
	return o
}

func (o odds) apply(chance float64) float64 {
	return logistic(o.shift + (1+o.slope)*logit(chance))
}

func logit(p float64) float64 {
	p = min(1-.005, max(.005, p))
	return math.Log(p / (1 - p))
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

package forecast

import (
	"math"
	"slices"
	"sort"
)

// wider is how many of the newest pieces, of whatever state, stand behind those compared.
const wider = 2_000

type priorKey struct{ at, alpha float64 }

// prior is the wider past at a moment: whole lengths of pieces of whatever state.
type prior struct {
	seen []observed // in rising order, ended before running ones
	left []float64  // of the survival curve before each, and after the last
	// Of each and those after it: weights, weights times values; of the ended ones
	// weights and their squares.
	risk, sum, got, squares []float64
	weights                 []float64
}

// wide is the wider past of a question, with lengths in proportion to estimates
// as far as alpha says.
func (s *asker) wide(a *asked, alpha float64) *prior {
	if a.Scale <= 0 {
		alpha = 0
	}
	at := math.Floor(a.at) // as it was known in the night before, or at the fit
	if s.fit.at > at && s.fit.at <= a.at {
		at = s.fit.at
	}
	key := priorKey{at, alpha}
	if p, has := s.prior[key]; has {
		return p
	}
	if len(s.prior) >= 4 {
		clear(s.prior)
	}
	h, p := s.h, &prior{}
	n := h.until(h.firsts, at)
	for _, i := range h.firsts[max(0, n-wider):n] {
		if alpha != 0 && h.scale[i] <= 0 {
			continue
		}
		_, _, length, over := h.seen(i, at, s.fit.pace)
		if over || length > 0 {
			p.seen = append(p.seen, observed{value: length / h.portion(i, alpha), at: i, running: !over})
		}
	}
	slices.SortFunc(p.seen, compareObserved)
	p.sums(s.fit, at)
	s.prior[key] = p
	return p
}

// portion is what a length is divided by to be in proportion to its estimate.
func (h *Past) portion(i int32, alpha float64) float64 {
	switch alpha {
	case 0:
		return 1
	case 1:
		return h.scale[i]
	}
	return math.Pow(h.scale[i], alpha)
}

func (p *prior) sums(f *Fit, at float64) {
	n := len(p.seen)
	all := make([]float64, 5*(n+1))
	for k, to := range []*[]float64{&p.left, &p.risk, &p.sum, &p.got, &p.squares} {
		*to = all[k*(n+1) : (k+1)*(n+1)]
	}
	for k := n - 1; k >= 0; k-- {
		o := &p.seen[k]
		w := math.Exp(-.5 * math.Ln2 * (at - f.h.began[o.at]) / f.halfLife)
		p.got[k], p.squares[k] = p.got[k+1], p.squares[k+1]
		if o.running {
			w *= f.moves(o.at, at)
		} else {
			p.got[k] += w
			p.squares[k] += w * w
		}
		p.risk[k], p.sum[k] = p.risk[k+1]+w, p.sum[k+1]+w*o.value
	}
	for k := range p.seen {
		p.weights = append(p.weights, p.risk[k]-p.risk[k+1])
	}
	p.left[0] = 1
	for k := range p.seen {
		p.left[k+1] = p.left[k]
		if w := p.risk[k] - p.risk[k+1]; !p.seen[k].running && w > 0 {
			p.left[k+1] *= 1 - min(1, w/p.risk[k])
		}
	}
}

// from is the curve of what remains after elapsed; lengths are times the factor.
// It gives the effective number of pieces.
func (p *prior) from(c *curve, elapsed, factor float64) float64 {
	*c = curve{}
	n := len(p.seen)
	start := sort.Search(n, func(k int) bool { return p.seen[k].value*factor > elapsed })
	if n == 0 {
		return 0
	}
	if start == n || p.left[start] <= 0 || p.risk[start] <= 0 { // longer than anything: as much again
		for k := range c {
			c[k] = elapsed * levelAt(k)
		}
		return 0
	}
	at, k := start, 0
	for ; k < grid; k++ {
		below := p.left[start] * (1 - levelAt(k) + 1e-12)
		at += sort.Search(n-at, func(i int) bool { return p.left[at+i+1] <= below })
		if at == n {
			break
		}
		c[k] = p.seen[at].value
	}
	c.tail(k, p.left[n]/p.left[start], p.seen[n-1].value, p.sum[start]/p.risk[start])
	for k := range c {
		c[k] = max(c[k]*factor-elapsed, 0)
	}
	if p.squares[start] == 0 {
		return 0
	}
	return p.got[start] * p.got[start] / p.squares[start]
}

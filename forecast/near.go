package forecast

import (
	"cmp"
	"math"
	"slices"
)

// Bounds of how much past one answer looks at.
const (
	lookedAt = 50_000 // pieces in the same state, the newest
	compared = 2_000  // of those the nearest, which make the curve
)

// The distances between a past piece and a question.
const (
	byLearned = iota
	byEqual
	byBag
	byElapsed
	byNumber
	byScale
	byAge
	byGone
	distances
)

type distance [distances]float64

func (w *weights) of(d *distance) float64 { return math.Exp(-w.far(d)) }

// far is the distance by these weights: the negative logarithm of a weight.
func (w *weights) far(d *distance) float64 {
	return w.learned*d[byLearned] + w.equal*d[byEqual] + w.bag*d[byBag] + w.elapsed*d[byElapsed] +
		w.number*d[byNumber] + w.scale*d[byScale] + w.age*d[byAge] + d[byGone]
}

// asked is a question in the terms of the past.
type asked struct {
	Question
	at       float64
	who      int32
	logScale float64
	level    []int32
	num      []float64
	bag      []uint64
	near     []int32 // pieces in its state, the newest last
}

func (h *Past) ask(q Question) asked {
	q.Scale = q.middle()
	a := asked{Question: q, at: days(q.At), who: -1, logScale: math.Log(q.Scale)}
	if who, has := h.ids[q.ID]; has {
		a.who = who
	}
	for k := range h.levels {
		v := int32(-1) // never seen: differs from all
		if k < len(q.Levels) {
			if at, has := h.values[k][q.Levels[k]]; has {
				v = at
			}
		}
		a.level = append(a.level, v)
	}
	for k := range h.nums {
		v := math.NaN()
		if k < len(q.Numbers) {
			v = bend(q.Numbers[k])
		}
		a.num = append(a.num, v)
	}
	a.bag = h.bagOf(q.Done)
	if st, has := h.states[q.State]; has {
		list := h.byState[st]
		n := h.until(list, a.at)
		a.near = list[max(0, n-lookedAt):n]
	}
	return a
}

// Seen tells whether a piece of the past has this value of a level. Values that
// none has are alike: each differs from all.
func (h *Past) Seen(level int, value string) bool {
	if level < 0 || level >= h.levels {
		return false
	}
	_, has := h.values[level][value]
	return has
}

// asker answers questions; it holds what is used again for the next one, and
// is for one at a time.
type asker struct {
	h      *Past
	fit    *Fit
	seen   []observed
	dist   []distance
	far    []float64
	cut    []float64
	w      []float64
	soft   []float64
	prior  map[priorKey]*prior
	sorted []observed
	keys   []uint64

	sums      []float64 // by moment; noughts between uses
	estimate  curve     // of what was gathered last
	estimated bool
}

// gather finds the pieces that stood as long in the state as the question has,
// with what was then still to come, and how far each is from the question. Of many
// it keeps the nearest under the standard weights, and of equally near the newest.
func (s *asker) gather(a *asked) {
	h := s.h
	s.seen, s.dist, s.far = s.seen[:0], s.dist[:0], s.far[:0]
	s.estimated = s.estimate.estimate(&a.Question)
	bound, perDay := math.Inf(1), math.Ln2/s.fit.halfLife
	for k := len(a.near) - 1; k >= 0; k-- {
		i := a.near[k]
		var d distance
		d[byAge] = (a.at - h.began[i]) * perDay
		far := standard.age * d[byAge]
		if far > bound {
			break // and so are all before it
		}
		s.levels(&d, a, i)
		if far += standard.learned*d[byLearned] + standard.equal*d[byEqual]; far > bound || h.who[i] == a.who {
			continue
		}
		stay, left, length, over := h.seen(i, a.at, s.fit.pace)
		if stay < a.Idle || stay == a.Idle && left && a.Idle > 0 || !over && length <= a.Idle {
			continue
		}
		s.distance(&d, a, i)
		if !over && h.silent(i, a.at) > s.fit.given {
			d[byGone] = s.fit.gone
		}
		far = standard.far(&d)
		if far >= bound {
			continue
		}
		s.seen = append(s.seen, observed{value: length - a.Idle, at: i, running: !over})
		s.dist, s.far = append(s.dist, d), append(s.far, far)
		if len(s.seen) == 2*compared {
			bound = s.nearest()
		}
	}
	if len(s.seen) > compared {
		s.nearest()
	}
}

// levels measures how far piece i is by levels.
func (s *asker) levels(d *distance, a *asked, i int32) {
	n := s.h.levels
	row := s.h.level[int(i)*n : int(i)*n+n]
	asked, told := a.level[:n], s.fit.levelTold[:n]
	var learned, equal float64
	for k, v := range row {
		if v == asked[k] {
			continue
		}
		off := 1.0
		if v == 0 || asked[k] == 0 {
			off = .5 // perhaps the same
		}
		learned += off * told[k]
		equal += off
	}
	d[byLearned], d[byEqual] = learned, equal
}

// distance measures how far piece i is by all but age and levels.
func (s *asker) distance(d *distance, a *asked, i int32) {
	h, f := s.h, s.fit
	for k, v := range h.num[int(i)*h.nums : (int(i)+1)*h.nums] {
		off := math.Abs(v-a.num[k]) * f.numTold[k]
		if math.IsNaN(off) {
			off = f.numTold[k] / max(f.numTold[k], 1)
		}
		d[byNumber] += off
	}
	d[byBag] = 1 - alike(h.bag[int(i)*h.words:(int(i)+1)*h.words], a.bag)
	if its := h.before[i] + a.Idle; its != a.Elapsed {
		d[byElapsed] = math.Abs(math.Log((its + f.short) / (a.Elapsed + f.short)))
	}
	switch own, its := a.Scale, h.scale[i]; {
	case own > 0 && its > 0:
		d[byScale] = math.Abs(a.logScale - h.logScale[i])
	case own > 0 || its > 0:
		d[byScale] = 2
	}
}

// alike is the share that two sets have in common.
func alike(a, b []uint64) float64 {
	var both, either int
	for k := range a {
		both += ones(a[k] & b[k])
		either += ones(a[k] | b[k])
	}
	if either == 0 {
		return 1
	}
	return float64(both) / float64(either)
}

// nearest keeps those that are nearest, of equal ones the first, and tells how
// far the last of them is.
func (s *asker) nearest() float64 {
	s.cut = append(s.cut[:0], s.far...)
	most := orderStatistic(s.cut, compared-1)
	same := compared
	for _, far := range s.far {
		if far < most {
			same--
		}
	}
	n := 0
	for k, far := range s.far {
		if far > most || far == most && same == 0 {
			continue
		}
		if far == most {
			same--
		}
		s.seen[n], s.dist[n], s.far[n] = s.seen[k], s.dist[k], far
		n++
	}
	s.seen, s.dist, s.far = s.seen[:n], s.dist[:n], s.far[:n]
	return most
}

// arrange sorts what was gathered by value, taken in proportion to the estimate
// as far as alpha says.
func (s *asker) arrange(a *asked, alpha float64) {
	s.sorted, s.keys = s.sorted[:0], s.keys[:0]
	for k, o := range s.seen {
		value := s.inProportion(a, o, alpha)
		if o.running && value <= 0 {
			continue
		}
		s.keys = append(s.keys, keyOf(value, o.running, k))
	}
	slices.Sort(s.keys)
	for _, key := range s.keys {
		k := key & (1<<placeBits - 1)
		o := s.seen[k]
		o.value, o.place = s.inProportion(a, o, alpha), int32(k)
		s.sorted = append(s.sorted, o)
	}
}

// placeBits hold a place among those gathered, of which there are less than twice [compared].
const placeBits = 12

// keyOf puts a value, whether it runs, and its place into one number, in the
// order of values, ended before running ones where they are equal; values that
// differ by less than one part in 10^11 count as equal.
func keyOf(value float64, running bool, place int) uint64 {
	bits := math.Float64bits(value)
	if bits>>63 != 0 {
		bits = ^bits
	} else {
		bits |= 1 << 63
	}
	key := bits>>(placeBits+1)<<(placeBits+1) | uint64(place)
	if running {
		key |= 1 << placeBits
	}
	return key
}

func compareObserved(a, b observed) int {
	if c := cmp.Compare(a.value, b.value); c != 0 {
		return c
	}
	if a.running != b.running {
		if a.running {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.at, b.at)
}

// inProportion is what a past length is worth for the question's estimate.
func (s *asker) inProportion(a *asked, o observed, alpha float64) float64 {
	if alpha == 0 || a.Scale <= 0 || s.h.scale[o.at] <= 0 {
		return o.value
	}
	ratio := a.Scale / s.h.scale[o.at]
	if alpha == .5 {
		ratio = math.Sqrt(ratio)
	}
	return (o.value+a.Idle)*ratio - a.Idle
}

// curve is the distribution under one set of weights, over what was arranged,
// with the wider past behind it. It gives the effective number of pieces, and the
// chance of what was promised: that is blended as a chance, since where many are
// done on the very day, levels of blended curves miss it.
func (s *asker) curve(c *curve, a *asked, w *weights) (n, kept float64) {
	s.w = s.w[:0]
	for k := range s.sorted {
		s.w = append(s.w, w.of(&s.dist[s.sorted[k].place]))
	}
	var own curve
	n = own.survive(s.sorted, s.w)
	wide := s.wide(a, w.alpha)
	behind := wide.from(c, a.Elapsed, s.factor(a, w.alpha))
	if a.Due > 0 {
		kept = s.kept(a, &own, c, wide)
	}
	if s.estimated {
		c.blend(behind/(behind+shrink), &s.estimate)
	}
	worth := float64(shrink)
	for k := s.fit.softer; k > 0; k-- {
		s.soften(c, k)
		worth = lean
	}
	if n > 0 {
		own.blend(n/(n+worth), c)
		*c = own
	}
	c.rise()
	return n, kept
}

// soften moves a curve towards the one of what was arranged when it is looked at
// less closely: every weight is its square root, so many times over.
func (s *asker) soften(c *curve, times int) {
	s.soft = append(s.soft[:0], s.w...)
	for range times {
		for k, w := range s.soft {
			s.soft[k] = math.Sqrt(w)
		}
	}
	var own curve
	if n := own.survive(s.sorted, s.soft); n > 0 {
		own.blend(n/(n+lean), c)
		*c = own
	}
}

// shrink is how many pieces in the same state the wider past is worth, and how
// many of the wider past the estimate.
const shrink = 10

// Where a step begins, few pieces that are very much alike lean on more that are
// somewhat alike before they lean on all: in so many stages, each of which the next one
// takes for so many pieces. On some morning, how long it has stood tells more than that.
const (
	softer = 2
	lean   = 5
)

func (s *asker) factor(a *asked, alpha float64) float64 {
	if alpha == 0 || a.Scale <= 0 {
		return 1
	}
	return math.Pow(a.Scale, alpha)
}

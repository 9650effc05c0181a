package forecast

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

func ones(v uint64) int { return bits.OnesCount64(v) }

// Fit is what the past up to a moment taught of how to weigh it. It does not change.
type Fit struct {
	h         *Past
	at        float64
	pace      float64
	halfLife  float64 // days
	short     float64 // a length that counts as little
	given     float64 // days of silence after which a case is perhaps given up
	revived   float64 // chance that such a case moves again
	gone      float64 // the same as a distance
	levelTold []float64
	numTold   []float64
	chosen    []weights
	softer    int // stages in which pieces alike are looked at less closely
	shift     recalibration
	odds      odds
	alike     float64 // how much promises that came out together are one
}

// Sort is what sort of question a fit is for: they are weighed differently.
type Sort int

// The sorts of questions.
const (
	AtMoment Sort = iota // some morning, whatever has happened before
	AtStep               // at the moment a step begins or has just been done
)

// fewest ended pieces from which configurations are chosen; below, the standard is used.
const fewest = 40

// Fit learns from all that was known at a moment how to weigh the past. It
// replays questions of one sort; do it once a night, and for questions of a day or a month after.
func (h *Past) Fit(at time.Time, sort Sort) *Fit {
	f := &Fit{h: h, at: days(at), chosen: unproved(h.scaled()), alike: 1, levelTold: make([]float64, h.levels), numTold: make([]float64, h.nums)}
	ended := f.measure()
	if ended < fewest {
		return f
	}
	f.importance()
	if sort == AtStep {
		f.softer = softer
	}
	f.choose(sort)
	return f
}

// givenUp is how often the longest silence that all but one in 200 broke makes a
// case that is perhaps given up: such cases say little of how long work takes.
const givenUp = 1.5

// measure finds pace, half-life and scales from what had ended.
func (f *Fit) measure() int {
	h := f.h
	var paces, lengths, spans, stood []float64
	n := h.until(h.firsts, f.at)
	for _, i := range h.firsts[:n] {
		if h.ended[i] > f.at {
			continue
		}
		span := h.ended[i] - h.began[i]
		lengths, spans = append(lengths, h.length[i]), append(spans, span)
		longest := 0.0
		for _, k := range h.byWho[h.who[i]] {
			longest = max(longest, h.moved[k]-h.began[k])
		}
		stood = append(stood, longest)
		if span > 0 {
			paces = append(paces, h.length[i]/span)
		}
	}
	f.pace, f.short, f.halfLife, f.given = h.pace, 1, 365, math.Inf(1)
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(paces)
	slices.Sort(lengths)
	slices.Sort(spans)
	slices.Sort(stood)
	f.silence(stood, n)
	if f.pace == 0 && len(paces) > 20 {
		f.pace = paces[len(paces)/10]
	}
	f.short = max(.02*lengths[len(lengths)/2], 1e-9)
	rows := h.firsts[:n]
	window := f.at - h.began[rows[max(0, n-500)]]
	f.halfLife = max(window, 2*spans[len(spans)*9/10], 1)
	if math.IsInf(f.halfLife, 0) || math.IsNaN(f.halfLife) {
		f.halfLife = 365
	}
	return len(lengths)
}

// silence measures how probably a case moves again that has been silent for very
// long: from the longest silences that were broken, in rising order, and from the
// first n cases, of which some are as silent now. Where neither was seen it is a
// half (Jeffreys' prior).
func (f *Fit) silence(broken []float64, n int) {
	f.given = givenUp * broken[len(broken)*995/1000]
	at, _ := slices.BinarySearch(broken, f.given)
	moved, silent := float64(len(broken)-at)+.5, .5
	for _, i := range f.h.firsts[:n] {
		if f.h.ended[i] > f.at && f.h.silent(i, f.at) > f.given {
			silent++
		}
	}
	f.revived = moved / (moved + silent)
	f.gone = -math.Log(f.revived)
}

// moves is how much a piece that runs counts at a moment: as probably as its case
// ever moves again.
func (f *Fit) moves(i int32, at float64) float64 {
	if f.h.silent(i, at) > f.given {
		return f.revived
	}
	return 1
}

// importance measures for each level and number how much of the spread of
// lengths, within a state, it explained.
func (f *Fit) importance() {
	h := f.h
	var rows []int32
	for i := range int32(h.n) {
		if h.ended[i] <= f.at {
			rows = append(rows, i)
		}
	}
	if step := len(rows)/20_000 + 1; step > 1 {
		kept := rows[:0]
		for k := 0; k < len(rows); k += step {
			kept = append(kept, rows[k])
		}
		rows = kept
	}
	y := make([]float64, len(rows))
	for k, i := range rows {
		y[k] = math.Log(h.length[i] + f.short)
		if h.scale[i] > 0 {
			y[k] -= .5 * math.Log(h.scale[i])
		}
	}
	of := make([]int64, len(rows))
	for k := range h.levels {
		for r, i := range rows {
			of[r] = int64(h.state[i])<<32 | int64(h.level[int(i)*h.levels+k])
		}
		f.levelTold[k] = math.Sqrt(f.explained(rows, y, of))
	}
	for k := range h.nums {
		f.numTold[k] = f.numberTold(k, rows, y, of)
	}
}

// explained is the share of the spread within states that is gone when each row
// is set beside the others of its group, by leaving it out.
func (f *Fit) explained(rows []int32, y []float64, of []int64) float64 {
	type sums struct{ n, y float64 }
	states, groups := map[int32]sums{}, map[int64]sums{}
	for r, i := range rows {
		s, g := states[f.h.state[i]], groups[of[r]]
		states[f.h.state[i]] = sums{s.n + 1, s.y + y[r]}
		groups[of[r]] = sums{g.n + 1, g.y + y[r]}
	}
	var without, with float64
	for r, i := range rows {
		s, g := states[f.h.state[i]], groups[of[r]]
		if s.n < 2 {
			continue
		}
		mean := (s.y - y[r]) / (s.n - 1)
		near := (g.y - y[r] + 3*mean) / (g.n - 1 + 3)
		without += (y[r] - mean) * (y[r] - mean)
		with += (y[r] - near) * (y[r] - near)
	}
	if without <= 0 {
		return 0
	}
	return max(0, 1-with/without)
}

// numberTold is the weight of a distance in number k: how much its eighths tell,
// over the spread between the quarters.
func (f *Fit) numberTold(k int, rows []int32, y []float64, of []int64) float64 {
	h := f.h
	var v []float64
	for _, i := range rows {
		if x := h.num[int(i)*h.nums+k]; !math.IsNaN(x) {
			v = append(v, x)
		}
	}
	if len(v) < fewest {
		return 0
	}
	slices.Sort(v)
	spread := v[len(v)*9/10] - v[len(v)/10]
	if spread <= 0 {
		spread = v[len(v)-1] - v[0]
	}
	if spread <= 0 {
		return 0
	}
	for r, i := range rows {
		bin := int64(9)
		if x := h.num[int(i)*h.nums+k]; !math.IsNaN(x) {
			at, _ := slices.BinarySearch(v, x)
			bin = int64(at * 8 / len(v))
		}
		of[r] = int64(h.state[i])<<32 | bin
	}
	return math.Sqrt(f.explained(rows, y, of)) * 2 / spread
}

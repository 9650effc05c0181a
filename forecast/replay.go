package forecast

import (
	"cmp"
	"math"
	"slices"
)

const (
	origins  = 12  // moments of the past that are lived again
	replayed = 400 // questions that are asked there
	averaged = 5   // configurations that are kept
)

// again is a question of the past with what came of it by the moment of the fit.
type again struct {
	asked
	piece   int32
	truth   float64 // what was still to come; known up to horizon
	ended   bool
	horizon float64
}

// questions picks past questions, evenly over the last part of the past.
func (f *Fit) questions(sort Sort) []again {
	h := f.h
	n := h.until(h.firsts, f.at)
	spans := make([]float64, 0, n)
	for _, i := range h.firsts[:n] {
		if h.ended[i] <= f.at {
			spans = append(spans, h.ended[i]-h.began[i])
		}
	}
	slices.Sort(spans)
	long := spans[len(spans)*9/10]
	begin := h.began[h.firsts[0]]
	from := max(begin+.25*(f.at-begin), f.at-max(8*long, 4*f.halfLife, 30))
	to := max(from, f.at-.5*long)
	if sort == AtStep {
		return f.steps(from, to)
	}
	var out []again
	for o := range origins {
		at := from + (to-from)*(float64(o)+.5)/origins
		out = append(out, f.open(at, replayed/origins)...)
	}
	return out
}

// steps picks questions at the moments when pieces began.
func (f *Fit) steps(from, to float64) []again {
	h := f.h
	lo := 0
	for lo < h.n && h.began[lo] < from {
		lo++
	}
	hi := lo
	for hi < h.n && h.began[hi] < to {
		hi++
	}
	var out []again
	step := max(1, float64(hi-lo)/replayed)
	for x := float64(lo); int(x) < hi; x += step {
		i := int32(x)
		if h.ended[i] > h.began[i] {
			out = append(out, f.again(i, h.began[i]))
		}
	}
	return out
}

// open picks questions about what ran at a moment.
func (f *Fit) open(at float64, most int) []again {
	h := f.h
	var running []int32
	for i := range int32(h.n) {
		if h.began[i] > at {
			break
		}
		if h.ended[i] > at && h.moved[i] > at {
			running = append(running, i)
		}
	}
	var out []again
	step := max(1, float64(len(running))/float64(most))
	for x := 0.0; int(x) < len(running); x += step {
		out = append(out, f.again(running[int(x)], at))
	}
	return out
}

// again asks about piece i at a moment, as it was then known.
func (f *Fit) again(i int32, at float64) again {
	h := f.h
	idle := f.pace * (at - h.began[i])
	a := again{piece: i, ended: h.ended[i] <= f.at}
	a.at, a.who, a.logScale = at, h.who[i], h.logScale[i]
	a.Idle, a.Elapsed, a.Scale, a.Due = idle, h.before[i]+idle, h.scale[i], h.due[i]
	a.level = h.level[int(i)*h.levels : (int(i)+1)*h.levels]
	a.num = h.num[int(i)*h.nums : (int(i)+1)*h.nums]
	a.bag = h.bag[int(i)*h.words : (int(i)+1)*h.words]
	list := h.byState[h.state[i]]
	n := h.until(list, at)
	a.near = list[max(0, n-lookedAt):n]
	_, _, length, _ := h.seen(i, f.at, f.pace)
	a.truth = max(0, length-idle)
	a.horizon = math.Inf(1)
	if !a.ended {
		a.horizon = a.truth
	}
	return a
}

// choose replays the questions under every configuration, keeps the best, and
// learns from the errors that their average made.
func (f *Fit) choose(sort Sort) {
	promised := slices.ContainsFunc(f.h.due, func(d float64) bool { return d > 0 })
	all := configurations(f.h.scaled(), promised)
	asks := f.questions(sort)
	if len(asks) < fewest/2 {
		return
	}
	s := f.asker()
	plain, logs := make([]float64, len(all)), make([]float64, len(all))
	for k := range asks {
		s.each(&asks[k], all, func(c int, p, l float64) {
			plain[c] += p
			logs[c] += l
		})
	}
	f.chosen = best(all, plain, logs)
	pits, said := f.live(asks)
	f.shift = recalibrate(pits)
	if len(said) > 0 {
		f.alike, _ = together(said)
		_, said = f.live(asks)
	}
	f.odds = learnOdds(said)
}

// live asks the questions of the past by what was chosen, and tells how far what
// came was within the answers, and what was said of promises.
func (f *Fit) live(asks []again) (pits []pit, said []outcome) {
	s := f.asker()
	for k := range asks {
		c, chance, _ := s.average(&asks[k].asked)
		pits = append(pits, pit{c.chance(asks[k].truth), !asks[k].ended})
		if kept, known := asks[k].kept(f); known {
			said = append(said, outcome{chance, kept, f.endOf(&asks[k])})
		}
	}
	return pits, said
}

// endOf is the moment at which a question of the past ended, as far as is known.
func (f *Fit) endOf(a *again) int32 {
	if !a.ended {
		return none
	}
	return f.h.moment[a.piece]
}

// best are the configurations that would have done best, each by the mean of two
// losses relative to the average configuration: plain, and on logarithms.
func best(all []weights, plain, logs []float64) []weights {
	mean := func(v []float64) float64 {
		t := 0.0
		for _, x := range v {
			t += x
		}
		return max(t/float64(len(v)), 1e-300)
	}
	mp, ml := mean(plain), mean(logs)
	order := make([]int, len(all))
	for c := range order {
		order[c] = c
	}
	total := func(c int) float64 { return plain[c]/mp + logs[c]/ml }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(total(a), total(b)) })
	var out []weights
	for _, c := range order[:min(averaged, len(order))] {
		out = append(out, all[c])
	}
	slices.SortStableFunc(out, func(a, b weights) int { return cmp.Compare(a.alpha, b.alpha) })
	return out
}

// loss is the pinball loss at three levels, of lengths and of their logarithms.
// What has not ended by the moment of the fit is compared only as far as is
// known: both sides are cut there, which favours no curve over the true one.
func (a *again) loss(c *curve) (plain, logs float64) {
	for _, p := range [...]float64{.5, .8, .95} {
		q := min(c.quantile(p), a.horizon)
		plain += pinball(a.truth, q, p)
		logs += pinball(math.Log(max(a.truth, 1e-3)), math.Log(max(q, 1e-3)), p)
	}
	return plain, logs
}

// kept is 1 when what was promised was kept, else 0; known when the promised
// moment had come by the moment of the fit, early or late alike.
func (a *again) kept(f *Fit) (kept float64, known bool) {
	left := a.Due - a.Idle
	if a.Due <= 0 || left <= 0 || f.pace <= 0 || a.at+left/f.pace > f.at {
		return 0, false
	}
	if a.ended && a.truth <= left {
		return 1, true
	}
	return 0, true
}

func pinball(truth, q, p float64) float64 {
	if d := truth - q; d >= 0 {
		return p * d
	}
	return (1 - p) * (q - truth)
}

// each tells what a question of the past would have lost under every
// configuration: of a promise that has come due, the squared error of the chance
// to keep it.
func (s *asker) each(a *again, all []weights, tell func(c int, plain, logs float64)) {
	s.gather(&a.asked)
	kept, known := a.kept(s.fit)
	var out curve
	for _, alpha := range [...]float64{0, .5, 1} {
		arranged := false
		for c := range all {
			if all[c].alpha != alpha {
				continue
			}
			if !arranged {
				s.arrange(&a.asked, alpha)
				arranged = true
			}
			_, chance := s.curve(&out, &a.asked, &all[c])
			switch {
			case known:
				off := chance - kept
				tell(c, off*off, off*off)
			case a.Due <= 0:
				tell(a.both(c, &out))
			}
		}
	}
}

func (a *again) both(k int, c *curve) (int, float64, float64) {
	plain, logs := a.loss(c)
	return k, plain, logs
}

// average is the mean of the chosen curves, before correction, and the mean
// effective number of pieces in them.
func (s *asker) average(a *asked) (out curve, kept, n float64) {
	var one curve
	s.gather(a)
	last := math.NaN()
	for k := range s.fit.chosen {
		w := &s.fit.chosen[k]
		if w.alpha != last {
			s.arrange(a, w.alpha)
			last = w.alpha
		}
		own, chance := s.curve(&one, a, w)
		n += own
		kept += chance
		for l := range out {
			out[l] += one[l]
		}
	}
	by := float64(len(s.fit.chosen))
	for l := range out {
		out[l] /= by
	}
	return out, kept / by, n / by
}

func (f *Fit) asker() *asker { return &asker{h: f.h, fit: f, prior: map[priorKey]*prior{}} }

package forecast

import (
	"cmp"
	"math"
	"slices"
)

// few is how many effective pieces a forecast should stand on.
const few = 5

// Forecast says how long something will still take, in the unit of its set.
type Forecast struct {
	left curve

	Kept      float64  // chance that it is done by what was promised (Question.Due); 0 without
	Effective float64  // pieces it stands on, weighed
	Pieces    int      // pieces compared, running ones too
	Nearest   []string // the five that are most alike, by ID, the nearest first
	Counted   int      // pieces behind Shortest and Longest: the nearest that ended, nine at most
	Shortest  float64  // of those, what was still to come for them
	Longest   float64
	Few       bool // it stands on fewer than five pieces that ended: say so
}

// Quantile is within what further length it is done with probability p.
func (f *Forecast) Quantile(p float64) float64 {
	if math.IsNaN(p) {
		p = .5
	}
	return f.left.quantile(p)
}

// Chance is how probable it is that it is done within a further length.
func (f *Forecast) Chance(within float64) float64 {
	if math.IsNaN(within) || within < 0 {
		return 0
	}
	return min(1, f.left.chance(within))
}

// Asker answers questions by one fit. It is for one goroutine at a time.
type Asker struct{ s *asker }

// Asker gives one that answers by this fit.
func (f *Fit) Asker() *Asker { return &Asker{f.asker()} }

// Ask answers one question. Nothing is used that was not known at its moment.
func (a *Asker) Ask(q Question) (*Forecast, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	as := a.s.h.ask(q)
	out := &Forecast{}
	out.left, out.Kept, out.Effective = a.s.average(&as)
	a.s.fit.shift.apply(&out.left)
	if q.Due > 0 {
		out.Kept = a.s.fit.odds.apply(out.Kept)
	}
	out.Pieces = len(a.s.seen)
	ended := 0
	for k := range a.s.seen {
		if !a.s.seen[k].running {
			ended++
		}
	}
	out.Few = out.Effective < few || ended < few
	a.s.name(out)
	return out, nil
}

// name tells the nearest pieces and the spread of those that ended.
func (s *asker) name(out *Forecast) {
	w := &s.fit.chosen[0]
	type near struct {
		k      int
		weight float64
	}
	var top []near // the best of one ID each
	for k := range s.seen {
		x := near{k, w.of(&s.dist[k])}
		if len(top) == 9 && x.weight <= top[8].weight {
			continue
		}
		if same := slices.IndexFunc(top, func(t near) bool { return s.h.who[s.seen[t.k].at] == s.h.who[s.seen[k].at] }); same >= 0 {
			if top[same].weight >= x.weight {
				continue
			}
			top = slices.Delete(top, same, same+1)
		}
		at, _ := slices.BinarySearchFunc(top, x, func(t, x near) int { return cmp.Or(cmp.Compare(x.weight, t.weight), -1) })
		top = slices.Insert(top, at, x)
		top = top[:min(9, len(top))]
	}
	for k, t := range top {
		o := s.seen[t.k]
		if k < 5 {
			out.Nearest = append(out.Nearest, s.h.names[s.h.who[o.at]])
		}
		if o.running {
			continue
		}
		if out.Counted == 0 {
			out.Shortest, out.Longest = o.value, o.value
		}
		out.Counted++
		out.Shortest, out.Longest = min(out.Shortest, o.value), max(out.Longest, o.value)
	}
}

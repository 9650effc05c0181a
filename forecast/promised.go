package forecast

import "slices"

// kept is the chance of what was promised, from the curves of pieces alike, of
// the wider past behind them and of the estimate. It is blended as a chance,
// since where many are done on the very day, levels of blended curves miss it.
// What ended at one moment is one happening, however many promises were made of
// it, as far as errors at one moment were alike.
func (s *asker) kept(a *asked, own, wide *curve, behind *prior) float64 {
	due := a.Due - a.Idle
	out := wide.chance(due)
	if s.estimated {
		n := s.happenings(behind.seen, behind.weights)
		out = (n*out + shrink*s.estimate.chance(due)) / (n + shrink)
	}
	if n := s.happenings(s.sorted, s.w); n > 0 {
		out = (n*own.chance(due) + shrink*out) / (n + shrink)
	}
	return out
}

// happenings is the effective number of pieces that ended, those of one moment taken
// together as far as they are alike.
func (s *asker) happenings(seen []observed, weight []float64) float64 {
	if len(s.sums) == 0 {
		s.sums = make([]float64, s.h.moments)
	}
	var total, squares float64
	for k := range seen {
		if !seen[k].running {
			total += weight[k]
			s.sums[s.h.moment[seen[k].at]] += weight[k]
		}
	}
	for k := range seen {
		if !seen[k].running {
			sum := &s.sums[s.h.moment[seen[k].at]]
			squares += s.fit.alike**sum**sum + (1-s.fit.alike)*weight[k]*weight[k]
			*sum = 0
		}
	}
	if squares == 0 {
		return 0
	}
	return total * total / squares
}

// happen numbers the moments at which pieces ended.
func (h *Past) happen() {
	moments := slices.Compact(slices.Sorted(slices.Values(h.ended)))
	h.moments = len(moments)
	for _, e := range h.ended {
		at, _ := slices.BinarySearch(moments, e)
		h.moment = append(h.moment, int32(at))
	}
}

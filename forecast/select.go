package forecast

import "math"

// orderStatistic is the k-th smallest of v, counted from 0. It rearranges v.
func orderStatistic(v []float64, k int) float64 {
	lo, hi := 0, len(v)-1
	for lo < hi {
		p := v[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for v[i] < p {
				i++
			}
			for v[j] > p {
				j--
			}
			if i <= j {
				v[i], v[j] = v[j], v[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return v[k]
		}
	}
	return v[k]
}

// bins is how finely three sorts values before it looks closer.
const bins = 1024

// three are the values within which 50, 80 and 95 % of v lie. It counts values by
// bins of even width, and looks closer only into the bins where the three are.
func three(v []float32) (out [3]float64) {
	low, high := v[0], v[0]
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	if low == high {
		return [3]float64{float64(low), float64(low), float64(low)}
	}
	scale := (bins - 1) / (high - low)
	var count [bins]int
	for _, x := range v {
		count[int((x-low)*scale)&(bins-1)]++
	}
	for k, p := range [...]float64{.5, .8, .95} {
		at := min(len(v)-1, int(math.Ceil(p*float64(len(v))))-1)
		bin := 0
		for ; at >= count[bin]; bin++ {
			at -= count[bin]
		}
		var within []float64
		for _, x := range v {
			if int((x-low)*scale)&(bins-1) == bin {
				within = append(within, float64(x))
			}
		}
		out[k] = orderStatistic(within, at)
	}
	return out
}

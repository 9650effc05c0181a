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
	var at, in [3]int // which of the values in which bin
	for k, p := range [...]float64{.5, .8, .95} {
		at[k] = min(len(v)-1, int(math.Ceil(p*float64(len(v))))-1)
		for ; at[k] >= count[in[k]]; in[k]++ {
			at[k] -= count[in[k]]
		}
	}
	var within [3][]float64
	for _, x := range v {
		bin := int((x-low)*scale) & (bins - 1)
		if bin != in[0] && bin != in[1] && bin != in[2] {
			continue
		}
		for k := range in {
			if bin == in[k] {
				within[k] = append(within[k], float64(x))
			}
		}
	}
	for k := range out {
		out[k] = orderStatistic(within[k], at[k])
	}
	return out
}

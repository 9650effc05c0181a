package forecast

// weights say how much closeness counts: how steeply the weight of a past piece
// falls with each kind of distance. Alpha is how far a length is taken in
// proportion to its estimate.
type weights struct {
	learned float64 // levels that differ, each by how much it told in the past
	equal   float64 // levels that differ, each alike
	bag     float64 // steps done that differ
	elapsed float64 // logarithm of what had passed
	number  float64 // numbers, each by how much it told in the past
	scale   float64 // logarithm of the estimate
	age     float64 // half-lives passed
	alpha   float64
}

// standard is the middle; by it, many pieces are sorted before they are weighed.
var standard = weights{learned: 4, equal: .3, bag: 1, elapsed: .8, number: 2, scale: 1, age: .5, alpha: 0}

// unproved are those that are used where there is too little past to choose from.
// With estimates, few pieces of other sizes tell more in proportion to them.
func unproved(scaled bool) []weights {
	if !scaled {
		return []weights{standard}
	}
	half, whole := standard, standard
	half.alpha, whole.alpha = .5, 1
	return []weights{half, whole}
}

// configurations are the fixed ones among which the past chooses. Few and far
// apart: a finer search follows the drift of the past into what is not the future.
func configurations(scaled, promised bool) []weights {
	var out []weights
	for _, learned := range []float64{0, 4, 10} {
		for _, near := range []float64{0, .8, 2} {
			for _, age := range []float64{.15, 1} {
				for _, bag := range []float64{.5, 4} {
					w := standard
					w.learned, w.number = learned, learned/2
					w.equal = min(.3, learned)
					w.elapsed, w.scale, w.age, w.bag = near, 1.25*near, age, bag
					out = append(out, w)
				}
			}
		}
	}
	if !scaled {
		return out
	}
	// Where there are estimates there are no steps done: the place is taken by alpha.
	var with []weights
	for _, w := range out {
		if promised { // what was late is late by the measure of its own promise
			w.alpha = 1
			with = append(with, w)
			continue
		}
		if w.bag > 1 {
			w.alpha = 1
		} else {
			w.alpha = .5
		}
		with = append(with, w)
		if w.bag <= 1 && w.age < 1 {
			w.alpha = 0
			with = append(with, w)
		}
	}
	return with
}

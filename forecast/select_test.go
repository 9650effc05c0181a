package forecast

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestThreeAreThoseOfTheSortedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float32Range(0, 1e6), 1, 300).Draw(t, "values")
		got := three(v)
		slices.Sort(v)
		for k, p := range [...]float64{.5, .8, .95} {
			if want := float64(v[max(0, int(math.Ceil(p*float64(len(v))))-1)]); got[k] != want {
				t.Fatalf("%g %%: %g, want %g", 100*p, got[k], want)
			}
		}
	})
}

func TestOrderStatisticIsThatOfTheSortedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-5, 5), 1, 80).Draw(t, "values")
		k := rapid.IntRange(0, len(v)-1).Draw(t, "k")
		sorted := slices.Sorted(slices.Values(v))
		if got := orderStatistic(v, k); got != sorted[k] {
			t.Fatalf("%g, want %g", got, sorted[k])
		}
	})
}

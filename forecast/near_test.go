package forecast

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Of more pieces than are compared, those are kept that a full sort would keep.
func TestTheNearestAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(compared, 4*compared).Draw(t, "pieces")
		step := rapid.IntRange(1, 9).Draw(t, "step")
		aDay := rapid.IntRange(1, 50).Draw(t, "a day")
		past := make([]Piece, n)
		for k := range past {
			past[k] = job(fmt.Sprint(k), "x", float64(k/aDay), 1)
			past[k].Levels = []string{fmt.Sprint(k % step)}
			past[k].Numbers = nil
		}
		h, err := NewPast(past, 1)
		if err != nil {
			t.Fatal(err)
		}
		q := question("x", float64(n+1), 0)
		q.Levels, q.Numbers = []string{"0"}, nil
		f := &Fit{h: h, at: days(q.At), chosen: []weights{standard}, levelTold: []float64{.4}}
		f.measure()
		s := f.asker()
		a := h.ask(q)
		s.gather(&a)
		far := func(i int32) float64 {
			var d distance
			d[byAge] = (a.at - h.began[i]) * (0.6931471805599453 / s.fit.halfLife)
			s.levels(&d, &a, i)
			s.distance(&d, &a, i)
			return standard.far(&d)
		}
		all := make([]int32, n)
		for k := range all {
			all[k] = int32(n - 1 - k) // the newest first
		}
		slices.SortStableFunc(all, func(x, y int32) int { return cmp.Compare(far(x), far(y)) })
		want := all[:min(n, compared)]
		var got []int32
		for _, o := range s.seen {
			got = append(got, o.at)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%d pieces kept, others than the %d nearest", len(got), len(want))
		}
	})
}

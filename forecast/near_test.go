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

// What one person did of a kind leans on what others did of that kind before it
// leans on all work: where a step begins, a newcomer's late date is that of his kind.
func TestFewPiecesLeanOnThoseALittleLessAlike(t *testing.T) {
	var past []Piece
	for k := range 240 {
		kind, took := "small", 2+float64(k*7919%30)/10
		if k%2 == 0 {
			kind, took = "large", 40+float64(k*7919%600)/10
		}
		p := job(fmt.Sprint(k), "", float64(k), took)
		p.Levels, p.Numbers = []string{kind, fmt.Sprint("person ", k%9)}, nil
		if k >= 237 {
			p.Levels[1] = "newcomer"
		}
		past = append(past, p)
	}
	h, err := NewPast(past, 1)
	if err != nil {
		t.Fatal(err)
	}
	q := question("", 400, 0)
	q.Levels, q.Numbers = []string{"small", "newcomer"}, nil
	steep := standard
	steep.learned, steep.equal = 4, 6 // nearly nothing but his own two
	late := map[int]float64{}
	for _, stages := range []int{0, softer} {
		f := *h.Fit(q.At, AtStep)
		if f.softer != softer {
			t.Fatalf("%d stages where a step begins", f.softer)
		}
		f.chosen, f.softer, f.shift = []weights{steep}, stages, recalibration{}
		got, err := f.Asker().Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		late[stages] = got.Quantile(.8)
	}
	if late[0] < 12 || late[softer] > 6 {
		t.Errorf("small things take at most 5: 80 %% within %.1f, and within %.1f when others of the kind are seen", late[0], late[softer])
	}
	if n := h.Fit(q.At, AtMoment).softer; n != 0 {
		t.Errorf("%d stages on some morning", n)
	}
}

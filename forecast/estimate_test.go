package forecast

import (
	"fmt"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
)

func planned(scale, least, most, idle float64) Question {
	return Question{ID: "this", State: "design", At: day(100), Scale: scale, Least: least, Most: most, Elapsed: idle, Idle: idle}
}

func TestAnEstimateIsAWideCurveWhereThereIsNoPast(t *testing.T) {
	for _, c := range []struct {
		name             string
		q                Question
		half, most, long float64 // 50, 80 and 95 %
	}{
		{"estimate", planned(10, 0, 0, 0), 10, 20.5, 40.5},
		{"range", planned(0, 5, 20, 0), 10, 20, 38.8},
		{"range to", planned(0, 0, 20, 0), 10, 20, 38.8},
		{"range around an estimate", planned(8, 5, 20, 0), 8, 20, 48},
		{"a day, to the hour", planned(10, 10, 10, 0), 10, 12.3, 15.1},
		{"half done", planned(10, 0, 0, 5), 7.5, 18.4, 39.4},
		{"long beyond it", planned(10, 0, 0, 1000), 500, 800, 950},
	} {
		f := ask(t, nil, c.q)
		for k, p := range []float64{.5, .8, .95} {
			want := []float64{c.half, c.most, c.long}[k]
			if got := f.Quantile(p); math.Abs(got-want) > .02*want {
				t.Errorf("%s: %g %% within %.3g, want %.3g", c.name, 100*p, got, want)
			}
		}
		if !f.Few || f.Pieces != 0 {
			t.Errorf("%s: few %t, %d pieces", c.name, f.Few, f.Pieces)
		}
	}
	q := planned(0, 3, 2, 0)
	h, err := NewPast(nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Fit(q.At, AtStep).Asker().Ask(q); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a range from 3 to 2: %v", err)
	}
}

func TestEstimatesYieldToThePast(t *testing.T) {
	off := math.Inf(1)
	for _, n := range []int{1, 5, 20, 100} {
		var past []Piece
		for k := range n {
			p := job(fmt.Sprint(k), "design", float64(k%50), 30+float64(k%5))
			p.Levels, p.Numbers, p.Scale = nil, nil, 10
			past = append(past, p)
		}
		f := ask(t, past, planned(10, 0, 0, 0))
		now := math.Abs(f.Quantile(.5) - 32)
		if now > off {
			t.Errorf("%d pieces: half within %g, further from the 32 that they took", n, f.Quantile(.5))
		}
		off = now
	}
	if off > 1 {
		t.Errorf("100 pieces are still off by %g", off)
	}
}

// What somebody saw a running piece to have taken counts, in its own unit; what
// the calendar says of it does not.
func TestRunningPiecesThatWereLookedAt(t *testing.T) {
	var past []Piece
	for k := range 5 {
		past = append(past, job(fmt.Sprint(k), "design", 0, 10))
	}
	at := func(looked float64, taken float64) float64 {
		p := job("runs", "design", 40, -1)
		p.Looked, p.Length = day(looked), taken
		h, err := NewPast(append(past[:5:5], p), 0)
		if err != nil {
			t.Fatal(err)
		}
		f, err := h.Fit(day(100), AtStep).Asker().Ask(question("design", 100, 0))
		if err != nil {
			t.Fatal(err)
		}
		return f.Quantile(.95)
	}
	if short, long := at(100, 2), at(100, 25); short != 10 || long < 25 {
		t.Errorf("95 %% within %g beside one that took 2 so far, %g beside one that took 25", short, long)
	}
	if later := at(101, 25); later != at(101, 2) || later > 10 {
		t.Errorf("what was seen after the moment counts: %g", later)
	}
	p := job("a", "x", 5, -1)
	p.Looked = day(4)
	if _, err := NewPast([]Piece{p}, 0); fault.KindOf(err) != fault.Invalid {
		t.Errorf("looked at before it began: %v", err)
	}
}

// With a pace, a look and the pace alone say the same, where nothing is given up.
func TestLooksAgreeWithThePace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		past := append(pastOf(t), job("slow", "z", -600, 500))
		past[len(past)-1].Levels, past[len(past)-1].Numbers = past[0].Levels, past[0].Numbers
		q := question("x", 210, 3)
		plain := ask(t, past, q)
		for k := range past {
			if past[k].Ended.IsZero() {
				past[k].Looked = q.At.Add(-time.Duration(rapid.IntRange(0, 9).Draw(t, "days")) * 24 * time.Hour)
				past[k].Length = past[k].Looked.Sub(past[k].Began).Hours() / 24
				if past[k].Length < 0 {
					past[k].Looked, past[k].Length = time.Time{}, 0
				}
			}
		}
		looked := ask(t, past, q)
		for _, p := range []float64{.2, .5, .8, .95} {
			if a, b := plain.Quantile(p), looked.Quantile(p); math.Abs(a-b) > 1e-6*(1+a) {
				t.Fatalf("level %g: %g by the pace, %g by looks", p, a, b)
			}
		}
	})
}

// A plan asks of few pieces, again and again.
func BenchmarkFew(b *testing.B) {
	var past []Piece
	for k := range 50 {
		p := job(fmt.Sprint(k), fmt.Sprint(k%5), float64(k), 1+float64(k*7919%40))
		if k%4 == 3 {
			p.Ended = time.Time{}
		}
		past = append(past, p)
	}
	q := question("3", 101, 2)
	b.Run("fit", func(b *testing.B) {
		for b.Loop() {
			h, err := NewPast(past, 5./7)
			if err != nil {
				b.Fatal(err)
			}
			h.Fit(q.At, AtStep)
		}
	})
	h, err := NewPast(past, 5./7)
	if err != nil {
		b.Fatal(err)
	}
	a := h.Fit(q.At, AtStep).Asker()
	b.Run("ask", func(b *testing.B) {
		for b.Loop() {
			if _, err := a.Ask(q); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Ten small steps that took half as long again as was estimated say the same of
// a large one, and not that it is small.
func TestFewPiecesTellInProportionToEstimates(t *testing.T) {
	var past []Piece
	for k := range 10 {
		p := job(fmt.Sprint(k), "design", float64(5*k), 3)
		p.Levels, p.Numbers, p.Scale = nil, nil, 2
		past = append(past, p)
	}
	large, small := ask(t, past, planned(20, 0, 0, 0)), ask(t, past, planned(2, 0, 0, 0))
	if half := large.Quantile(.5); half < 12 || half > 32 {
		t.Errorf("an estimate of 20 is half done within %g", half)
	}
	if half := small.Quantile(.5); math.Abs(half-3) > .5 {
		t.Errorf("an estimate of 2 is half done within %g", half)
	}
	if large.Few || large.Counted != 9 {
		t.Errorf("few %t, of %d", large.Few, large.Counted)
	}
}

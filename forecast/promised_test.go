package forecast

import (
	"fmt"
	"math"
	"testing"
)

// promise is a job that was promised for ten days; all of one project end at once.
func promise(id string, began, ended float64) Piece {
	p := job(id, "", began, ended-began)
	p.Levels, p.Numbers, p.Scale, p.Due = nil, nil, 10, 10
	return p
}

// Ten promises of one project that was late are one happening, and say less
// than ten of ten projects.
func TestPromisesThatCameOutTogetherAreOne(t *testing.T) {
	chance := func(end func(k int) float64) float64 {
		var past []Piece
		for k := range 10 {
			past = append(past, promise(fmt.Sprint(k), float64(k), end(k)))
		}
		q := planned(10, 0, 0, 0)
		q.State, q.Due = "", 10
		return ask(t, past, q).Kept
	}
	one := chance(func(int) float64 { return 50 })
	ten := chance(func(k int) float64 { return 50 + float64(k) })
	if !(ten < .2 && one > ten+.15 && one < .5) {
		t.Errorf("kept with %.2f after one late project of ten promises, with %.2f after ten late projects", one, ten)
	}
}

func TestTogetherIsMeasured(t *testing.T) {
	said := func(same bool) []outcome {
		var out []outcome
		for m := range 400 {
			for k := range 5 {
				kept := float64(m % 2)
				if !same {
					kept = float64((m*5 + k) * 7919 % 101 % 2)
				}
				out = append(out, outcome{.5, kept, int32(m)})
			}
		}
		return append(out, outcome{.5, 0, none})
	}
	alike, each := together(said(true))
	if alike < .99 || math.Abs(each-.2) > .01 {
		t.Errorf("five of a kind: alike %g, each counts %g", alike, each)
	}
	if alike, each = together(said(false)); alike > .1 || each < .7 {
		t.Errorf("each by itself: alike %g, each counts %g", alike, each)
	}
	if alike, each = together(nil); alike != 1 || each != 1 {
		t.Errorf("of nothing: %g, %g", alike, each)
	}
}

// What has been silent for longer than all that moved again counts the less the
// more there is of it.
func TestSilentCasesCountAsProbablyAsTheyMove(t *testing.T) {
	within := func(silent int) (f *Forecast, revived float64) {
		var past []Piece
		for k := range 100 {
			past = append(past, job(fmt.Sprint(k), "x", float64(k), float64(1+k%10)))
		}
		for k := range silent {
			past = append(past, job(fmt.Sprint("silent ", k), "x", float64(k), -1))
		}
		h, err := NewPast(past, 1)
		if err != nil {
			t.Fatal(err)
		}
		fit := h.Fit(day(300), AtStep)
		f, err = fit.Asker().Ask(question("x", 300, 0))
		if err != nil {
			t.Fatal(err)
		}
		return f, fit.revived
	}
	for _, c := range []struct {
		silent  int
		revived float64
	}{{0, .5}, {1, .25}, {9, .05}, {99, .005}} {
		f, revived := within(c.silent)
		if math.Abs(revived-c.revived) > 1e-9 {
			t.Errorf("%d silent ones: each moves with %g, want %g", c.silent, revived, c.revived)
		}
		if half := f.Quantile(.5); half < 4.5 || half > 7 {
			t.Errorf("%d silent ones: half within %g", c.silent, half)
		}
	}
}

package forecast

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"kept/internal/fault"
)

func even(low, high float64) func(float64) float64 {
	return func(p float64) float64 { return low + p*(high-low) }
}

func always(v float64) func(float64) float64 { return even(v, v) }

func TestNetworkOfKnownLengths(t *testing.T) {
	steps := []Step{
		{ID: "plan", Length: always(2)},
		{ID: "build", Length: always(5)},
		{ID: "print", Length: always(1)},
		{ID: "hand over", Length: always(1), Earliest: 4},
		{ID: "running", Length: always(3), Running: true, Earliest: 50},
		{ID: "done", Finished: true},
	}
	links := []Link{
		{From: "plan", To: "build", Lag: 1},
		{From: "plan", To: "print", StartStart: true, Lag: .5},
		{From: "build", To: "hand over"}, {From: "print", To: "hand over"},
		{From: "build", To: "running"}, {From: "running", To: "print"}, {From: "build", To: "done"},
	}
	n, err := NewNetwork(steps, links)
	if err != nil {
		t.Fatal(err)
	}
	o, err := n.Draw(1001, nil, 1)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ finish, critical float64 }{{2, 1}, {8, 1}, {4, 0}, {9, 1}, {3, 0}, {0, 0}} {
		if o.Finish[i] != [3]float64{want.finish, want.finish, want.finish} || o.Critical[i] != want.critical {
			t.Errorf("%s: done at %v, critical in %g; want %g and %g", steps[i].ID, o.Finish[i], o.Critical[i], want.finish, want.critical)
		}
		if o.Chance(i, want.finish) != 1 || o.Chance(i, want.finish-.1) != 0 {
			t.Errorf("%s: chances %g and %g around its finish", steps[i].ID, o.Chance(i, want.finish), o.Chance(i, want.finish-.1))
		}
	}
	if o.End != [3]float64{9, 9, 9} {
		t.Errorf("the end is at %v", o.End)
	}
}

// Of two even lengths from 0 to 1 side by side, the later one is done by x with x².
func TestNetworkOfTwoPaths(t *testing.T) {
	steps := []Step{{ID: "a", Length: even(0, 1)}, {ID: "b", Length: even(0, 1)}, {ID: "end", Length: always(0)}}
	n, err := NewNetwork(steps, []Link{{From: "a", To: "end"}, {From: "b", To: "end"}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := n.Draw(100_000, nil, 7)
	if err != nil {
		t.Fatal(err)
	}
	for k, p := range []float64{.5, .8, .95} {
		if got := o.End[k]; math.Abs(got-math.Sqrt(p)) > .01 {
			t.Errorf("%g: %g, want %g", p, got, math.Sqrt(p))
		}
	}
	if math.Abs(o.Critical[0]-.5) > .01 || math.Abs(o.Critical[0]+o.Critical[1]-1) > .001 {
		t.Errorf("critical in %g and %g of samples", o.Critical[0], o.Critical[1])
	}
	if math.Abs(o.Chance(2, .6)-.36) > .01 {
		t.Errorf("done by .6 in %g", o.Chance(2, .6))
	}
	again, err := n.Draw(100_000, nil, 7)
	if err != nil {
		t.Fatal(err)
	}
	if again.End != o.End {
		t.Error("the same seed gave something else")
	}
}

// One factor for all steps of a sample widens the end; drawn for each step it would cancel out.
func TestProjectFactorIsOneForAll(t *testing.T) {
	steps := make([]Step, 100)
	var links []Link
	for i := range steps {
		steps[i] = Step{ID: fmt.Sprint(i), Length: always(1)}
		if i > 0 {
			links = append(links, Link{From: fmt.Sprint(i - 1), To: fmt.Sprint(i)})
		}
	}
	n, err := NewNetwork(steps, links)
	if err != nil {
		t.Fatal(err)
	}
	o, err := n.Draw(20_000, even(1, 3), 3)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []float64{200, 260, 290} {
		if math.Abs(o.End[k]-want) > 4 {
			t.Errorf("the end is at %v", o.End)
		}
	}
}

func TestNetworkRefuses(t *testing.T) {
	ab := []Step{{ID: "a", Length: always(1)}, {ID: "b", Length: always(1)}, {ID: "c", Length: always(1)}}
	for _, c := range []struct {
		name  string
		steps []Step
		links []Link
		say   string
	}{
		{"nothing", nil, nil, "1 to 5000"},
		{"too much", make([]Step, MaxSteps+1), nil, "1 to 5000"},
		{"links", ab, make([]Link, MaxLinks+1), "links at most"},
		{"self", ab, []Link{{From: "a", To: "a"}}, `"a" waits for itself`},
		{"unknown", ab, []Link{{From: "a", To: "x"}}, `from "a" to "x"`},
		{"circle", ab, []Link{{From: "a", To: "b"}, {From: "b", To: "c"}, {From: "c", To: "b"}}, `circle: "c", "b"`},
		{"twice", []Step{ab[0], ab[0]}, nil, `"a" is there twice`},
		{"no length", []Step{{ID: "a"}}, nil, "no length"},
		{"not a number", []Step{{ID: "a", Length: always(math.NaN())}}, nil, "out of bounds"},
		{"negative", []Step{{ID: "a", Length: always(-1)}}, nil, "out of bounds"},
		{"lag", ab, []Link{{From: "a", To: "b", Lag: math.Inf(1)}}, "out of bounds"},
		{"earliest", []Step{{ID: "a", Length: always(1), Earliest: math.NaN()}}, nil, "out of bounds"},
	} {
		_, err := NewNetwork(c.steps, c.links)
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v, want %q", c.name, err, c.say)
		}
	}
	n, err := NewNetwork(ab, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, samples := range []int{0, -1, MaxSamples + 1} {
		if _, err := n.Draw(samples, nil, 1); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%d samples: %v", samples, err)
		}
	}
	many := make([]Step, MaxSteps)
	for i := range many {
		many[i] = Step{ID: fmt.Sprint(i), Length: always(1)}
	}
	if n, err = NewNetwork(many, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := n.Draw(MaxSamples, nil, 1); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "at most 8000") {
		t.Errorf("a million samples of 5000 steps: %v", err)
	}
}

func BenchmarkNetwork60(b *testing.B) { benchmarkNetwork(b, 60) }

func BenchmarkNetwork120(b *testing.B) { benchmarkNetwork(b, 120) }

func benchmarkNetwork(b *testing.B, size int) {
	var steps []Step
	var links []Link
	for i := range size {
		steps = append(steps, Step{ID: fmt.Sprint(i), Length: even(1, float64(2+i%7))})
		for _, back := range []int{1 + i%3, 4 + i%5} {
			if i >= back {
				links = append(links, Link{From: fmt.Sprint(i - back), To: fmt.Sprint(i)})
			}
		}
	}
	n, err := NewNetwork(steps, links)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := n.Draw(10_000, even(.8, 2), 1); err != nil {
			b.Fatal(err)
		}
	}
}

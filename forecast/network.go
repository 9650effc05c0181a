package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"kept/internal/fault"
)

// Limits of a network and of what is asked of it.
const (
	MaxSteps   = 5_000
	MaxLinks   = 500_000
	MaxSamples = 1_000_000
	MaxDraws   = 40_000_000    // steps times samples
	MaxVisits  = 4_000_000_000 // steps and links, times samples
)

// Step is one step of a network, in any unit of time, counted from now.
type Step struct {
	ID       string
	Length   func(p float64) float64 // quantiles of its length; of what remains, when Running
	Earliest float64                 // it does not begin before; 0 is now
	Fixed    float64                 // it is not done before; 0 is now
	Days     *Days                   // the calendar in which it and its lags are counted; nil: time without one
	Running  bool                    // it has begun: its links no longer hold it
	Finished bool                    // it is done: nothing remains
}

// Link says that one step waits for another: finish to start, or start to start,
// with a lag that may be negative.
type Link struct {
	From, To   string
	StartStart bool
	Lag        float64
}

// Network is a plan of steps that is ready to be drawn from. It does not change.
type Network struct {
	steps []Step
	order []int32  // every step after those it waits for
	into  [][]edge // by place in the order
	table [][]float64
}

type edge struct {
	from       int32 // place in the order
	startStart bool
	lag        float64
}

// cells of a table of quantiles, from which lengths are drawn by interpolation.
const cells = 256

// NewNetwork checks a plan: no unknown steps, no link of a step to itself, no
// circles. A fault names the steps.
func NewNetwork(steps []Step, links []Link) (*Network, error) {
	if len(steps) == 0 || len(steps) > MaxSteps {
		return nil, fault.Field("steps", fmt.Sprintf("A plan that is forecast has 1 to %d steps, not %d.", MaxSteps, len(steps)))
	}
	if len(links) > MaxLinks {
		return nil, fault.Field("links", fmt.Sprintf("A plan that is forecast has %d links at most, not %d.", MaxLinks, len(links)))
	}
	at := map[string]int32{}
	for k, s := range steps {
		if _, twice := at[s.ID]; twice {
			return nil, fault.Field("steps", fmt.Sprintf("The step %q is there twice.", s.ID))
		}
		if !(math.Abs(s.Earliest) <= MaxLength && math.Abs(s.Fixed) <= MaxLength) {
			return nil, fault.Field("earliest", fmt.Sprintf("The earliest moment of %q is out of bounds.", s.ID))
		}
		at[s.ID] = int32(k)
	}
	from := make([][]edge, len(steps))
	for _, l := range links {
		a, hasA := at[l.From]
		b, hasB := at[l.To]
		switch {
		case !hasA || !hasB:
			return nil, fault.Field("links", fmt.Sprintf("The link from %q to %q names a step that is not in the plan.", l.From, l.To))
		case a == b:
			return nil, fault.Field("links", fmt.Sprintf("The step %q waits for itself.", l.From))
		case !(math.Abs(l.Lag) <= MaxLength):
			return nil, fault.Field("lag", fmt.Sprintf("The lag from %q to %q is out of bounds.", l.From, l.To))
		}
		from[b] = append(from[b], edge{a, l.StartStart, l.Lag})
	}
	order, err := sequence(steps, from)
	if err != nil {
		return nil, err
	}
	n := &Network{steps: steps, order: order, into: make([][]edge, len(steps)), table: make([][]float64, len(steps))}
	place := make([]int32, len(steps))
	for k, i := range order {
		place[i] = int32(k)
	}
	for k, i := range order {
		for _, e := range from[i] {
			n.into[k] = append(n.into[k], edge{place[e.from], e.startStart, e.lag})
		}
		if n.table[k], err = tableOf(&steps[i]); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// Steps are the names of the steps, as they were given.
func (n *Network) Steps() []string {
	out := make([]string, len(n.steps))
	for k := range n.steps {
		out[k] = n.steps[k].ID
	}
	return out
}

// sequence puts every step after those it waits for.
func sequence(steps []Step, from [][]edge) ([]int32, error) {
	waits, next := make([]int, len(steps)), make([][]int32, len(steps))
	for i := range steps {
		waits[i] = len(from[i])
		for _, e := range from[i] {
			next[e.from] = append(next[e.from], int32(i))
		}
	}
	var order []int32
	for i := range steps {
		if waits[i] == 0 {
			order = append(order, int32(i))
		}
	}
	for k := 0; k < len(order); k++ {
		for _, i := range next[order[k]] {
			if waits[i]--; waits[i] == 0 {
				order = append(order, i)
			}
		}
	}
	if len(order) == len(steps) {
		return order, nil
	}
	return nil, fault.Field("links", "These steps wait for each other in a circle: "+strings.Join(circle(steps, from, waits), ", ")+".")
}

// circle follows what a step waits for, back to where it was already.
func circle(steps []Step, from [][]edge, waits []int) []string {
	at := int32(slices.IndexFunc(waits, func(w int) bool { return w > 0 }))
	seen := map[int32]int{}
	var path []int32
	for {
		if k, been := seen[at]; been {
			path = path[k:]
			break
		}
		seen[at] = len(path)
		path = append(path, at)
		for _, e := range from[at] {
			if waits[e.from] > 0 {
				at = e.from
				break
			}
		}
	}
	slices.Reverse(path)
	var names []string
	for _, i := range path[:min(len(path), 10)] {
		names = append(names, fmt.Sprintf("%q", steps[i].ID))
	}
	return names
}

// tableOf reads the quantiles of a step's length at even levels.
func tableOf(s *Step) ([]float64, error) {
	out := make([]float64, cells+1)
	if s.Finished {
		return out, nil
	}
	if s.Length == nil {
		return nil, fault.Field("length", fmt.Sprintf("The step %q has no length.", s.ID))
	}
	for k := range out {
		v := s.Length(min(.999, max(.001, float64(k)/cells)))
		if !(v >= 0 && v <= MaxLength) || k > 0 && v < out[k-1] {
			return nil, fault.Field("length", fmt.Sprintf("The length of %q is out of bounds.", s.ID))
		}
		out[k] = v
	}
	return out, nil
}

// batch is how many samples are drawn together.
const batch = 128

// Outlook is what the samples of a network say. Places are those of the steps
// as they were given.
type Outlook struct {
	samples  int
	sorted   []float32    // of the step that was asked for last
	finishes [][]float32  // by step, in the order of the samples
	Finish   [][3]float64 // of each step: by when it is done with 50, 80 and 95 %
	Critical []float64    // of each step: in what share of samples the end waits for it
	End      [3]float64   // of all
}

// Chance is in what share of samples a step is done by a moment.
func (o *Outlook) Chance(step int, by float64) float64 {
	n := 0
	for _, f := range o.finishes[step] {
		if float64(f) <= by {
			n++
		}
	}
	return float64(n) / float64(o.samples)
}

// Draw draws samples. Factor, by quantiles, is one for all lengths of a sample:
// projects are late as a whole; nil is always 1. The same seed gives the same.
func (n *Network) Draw(samples int, factor func(p float64) float64, seed uint64) (*Outlook, error) {
	links := 0
	for _, e := range n.into {
		links += len(e)
	}
	switch {
	case samples < 1 || samples > MaxSamples:
		return nil, fault.Field("samples", fmt.Sprintf("1 to %d samples can be drawn, not %d.", MaxSamples, samples))
	case samples*len(n.steps) > MaxDraws:
		return nil, fault.Field("samples", fmt.Sprintf("%d samples of %d steps are too many: at most %d of this plan.", samples, len(n.steps), MaxDraws/len(n.steps)))
	case samples*(links+len(n.steps)) > MaxVisits:
		return nil, fault.Field("samples", fmt.Sprintf("%d samples of %d links are too many: at most %d of this plan.", samples, links, MaxVisits/(links+len(n.steps))))
	}
	scale := &Step{ID: "factor", Length: factor}
	if factor == nil {
		scale.Length = func(float64) float64 { return 1 }
	}
	table, err := tableOf(scale)
	if err != nil {
		return nil, err
	}
	d := newDrawing(n, samples, table, seed)
	for at := 0; at < samples; at += batch {
		d.draw(at, min(batch, samples-at))
	}
	return d.outlook(), nil
}

// drawing is what a run of samples needs.
type drawing struct {
	n             *Network
	chance        *rand.PCG
	factor        []float64
	start, finish [][]float64 // by place in the order, of one batch
	late          [][]bool    // the end waits for the step
	scale, end    []float64
	ends          []float32
	finishes      [][]float32
	critical      []int
}

func newDrawing(n *Network, samples int, factor []float64, seed uint64) *drawing {
	d := &drawing{n: n, chance: rand.NewPCG(seed, 0x6b657074), factor: factor, scale: make([]float64, batch), end: make([]float64, batch), critical: make([]int, len(n.steps))}
	d.ends = make([]float32, samples)
	for range n.steps {
		d.start, d.finish = append(d.start, make([]float64, batch)), append(d.finish, make([]float64, batch))
		d.late = append(d.late, make([]bool, batch))
		d.finishes = append(d.finishes, make([]float32, samples))
	}
	return d
}

// pick reads a table at an even chance of 32 bits.
func pick(table []float64, bits uint32) float64 {
	k := bits >> 24
	return table[k] + float64(bits&0xffffff)*(1.0/(1<<24))*(table[k+1]-table[k])
}

func (d *drawing) draw(at, m int) {
	for s := range m {
		d.scale[s] = pick(d.factor, uint32(d.chance.Uint64()>>32))
	}
	end := d.end[:m]
	for s := range end {
		end[s] = math.Inf(-1)
	}
	for k, i := range d.n.order {
		step := &d.n.steps[i]
		start, finish := d.start[k][:m], d.finish[k][:m]
		d.begin(k, step, start)
		d.lengths(k, start, finish)
		out := d.finishes[i][at : at+m]
		for s, f := range finish {
			out[s] = float32(f)
			if f > end[s] {
				end[s] = f
			}
		}
	}
	for s, e := range end {
		d.ends[at+s] = float32(e)
	}
	d.trace(m)
}

// begin finds when step k can begin in each sample.
func (d *drawing) begin(k int, step *Step, start []float64) {
	first := max(0, step.Earliest)
	if step.Running || step.Finished {
		first = 0
	}
	for s := range start {
		start[s] = first
	}
	if step.Running || step.Finished {
		return
	}
	for _, e := range d.n.into[k] {
		from := d.finish[e.from]
		if e.startStart {
			from = d.start[e.from]
		}
		from = from[:len(start)]
		for s, v := range from {
			if v = step.after(v, e.lag); v > start[s] {
				start[s] = v
			}
		}
	}
}

// lengths draws how long step k takes; one number of the generator serves two samples.
func (d *drawing) lengths(k int, start, finish []float64) {
	table, scale := d.n.table[k], d.scale[:len(start)]
	step := &d.n.steps[d.n.order[k]]
	var bits uint64
	for s := range start {
		if s%2 == 0 {
			bits = d.chance.Uint64()
		}
		finish[s] = step.end(start[s], pick(table, uint32(bits))*scale[s])
		bits >>= 32
	}
}

// after is a moment that lies a lag behind another one.
func (s *Step) after(t, lag float64) float64 {
	if s.Days == nil {
		return t + lag
	}
	return s.Days.shift(t, lag)
}

// end is when a step is done that begins then.
func (s *Step) end(begun, length float64) float64 {
	switch {
	case s.Finished:
		return begun
	case s.Days != nil:
		return max(s.Days.end(begun, length), s.Fixed)
	}
	return max(begun+length, s.Fixed)
}

// trace goes back from the end of each sample to the steps that it waited for.
func (d *drawing) trace(m int) {
	for k := range d.late {
		late, finish := d.late[k][:m], d.finish[k][:m]
		for s := range late {
			late[s] = finish[s] >= d.end[s]
		}
	}
	for k := len(d.n.order) - 1; k >= 0; k-- {
		late, start := d.late[k][:m], d.start[k][:m]
		count := 0
		for _, is := range late {
			if is {
				count++
			}
		}
		i := d.n.order[k]
		d.critical[i] += count
		if count == 0 || d.n.steps[i].Running || d.n.steps[i].Finished {
			continue
		}
		for _, e := range d.n.into[k] {
			from, before := d.finish[e.from][:m], d.late[e.from][:m]
			if e.startStart {
				from = d.start[e.from][:m]
			}
			for s, is := range late {
				if is && d.n.steps[i].after(from[s], e.lag) >= start[s] {
					before[s] = true
				}
			}
		}
	}
}

func (d *drawing) outlook() *Outlook {
	o := &Outlook{samples: len(d.ends), finishes: d.finishes}
	for i := range d.finishes {
		o.Finish = append(o.Finish, three(d.finishes[i]))
		o.Critical = append(o.Critical, float64(d.critical[i])/float64(len(d.ends)))
	}
	o.End = three(d.ends)
	return o
}

// Quantiles are the moments by which a step is done, at levels in per cent.
func (o *Outlook) Quantiles(step int, percent []int) []float64 {
	o.sort(step)
	out := make([]float64, len(percent))
	for k, p := range percent {
		out[k] = float64(o.sorted[min(o.samples, max(1, (o.samples*p+99)/100))-1])
	}
	return out
}

// sort puts the moments of a step into order: by counting where they are whole
// days within a year or so, as those of calendars are.
func (o *Outlook) sort(step int) {
	o.sorted = append(o.sorted[:0], o.finishes[step]...)
	low, high, whole := o.sorted[0], o.sorted[0], true
	for _, x := range o.sorted {
		low, high = min(low, x), max(high, x)
		whole = whole && x == float32(int32(x))
	}
	if !whole || high-low >= countedDays {
		slices.Sort(o.sorted)
		return
	}
	var count [countedDays]int32
	for _, x := range o.sorted {
		count[int(x-low)]++
	}
	k := 0
	for d, n := range count[:int(high-low)+1] {
		for range n {
			o.sorted[k] = low + float32(d)
			k++
		}
	}
}

// countedDays is within how many days moments are put into order by counting.
const countedDays = 512

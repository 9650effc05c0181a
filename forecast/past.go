package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"time"

	"kept/internal/fault"
)

// Past is what is known of past work, laid out in columns. It does not change,
// and may be read by many at once.
type Past struct {
	n      int
	levels int // of each piece
	nums   int
	words  int // of a set of steps

	began, moved, ended []float64 // days of the Unix epoch; +Inf: not yet
	looked              []float64 // when length was what a running piece had taken; +Inf: never
	length, stay        []float64
	before, scale, due  []float64
	logScale            []float64
	state, who          []int32
	level               []int32 // n rows of levels; 0 is unknown
	num                 []float64
	bag                 []uint64
	names               []string // by who
	moment              []int32  // at which it ended, by number
	moments             int
	first               []bool // the first piece of its ID: from there, Length is the whole

	pace    float64            // units of length in a day; 0: unknown
	firsts  []int32            // pieces that are first, by began
	byWho   [][]int32          // pieces of an ID, by began
	byState [][]int32          // pieces in a state, by began
	states  map[string]int32   // looked up, never ranged over
	ids     map[string]int32   //
	values  []map[string]int32 // by level
	steps   map[string]int
}

const daySeconds = 86400

// maxWords bounds the set of steps done; rarer ones beyond it share places.
const maxWords = 8

func days(t time.Time) float64 {
	if t.IsZero() {
		return math.Inf(1)
	}
	return float64(t.Unix())/daySeconds + float64(t.Nanosecond())/(daySeconds*1e9)
}

// NewPast takes in past pieces of work, in any order. Pace is how much of the
// set's unit passes in a day of the calendar (1 for days, 5/7 for working days);
// with it, what runs is known to have taken its part since it was last looked at.
// 0 is for units that tell nothing, such as hours of effort: the pace is then
// learned, carefully, from what has ended.
func NewPast(pieces []Piece, pace float64) (*Past, error) {
	if len(pieces) > MaxPieces {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("At most %d pieces of past work can be looked at.", MaxPieces))
	}
	if !(pace >= 0 && pace <= MaxLength) {
		return nil, fault.Field("pace", fmt.Sprintf("A pace is from 0 to %g.", float64(MaxLength)))
	}
	for _, p := range pieces {
		if err := p.check(); err != nil {
			return nil, err
		}
		if len(p.Levels) != len(pieces[0].Levels) || len(p.Numbers) != len(pieces[0].Numbers) {
			return nil, fault.New(fault.Invalid, fmt.Sprintf("%q has other features than the rest.", p.ID))
		}
	}
	order := inOrder(pieces)
	h := &Past{n: len(pieces), pace: pace, states: map[string]int32{}, ids: map[string]int32{}, steps: map[string]int{}}
	if len(pieces) > 0 {
		h.levels, h.nums = len(pieces[0].Levels), len(pieces[0].Numbers)
	}
	h.values = make([]map[string]int32, h.levels)
	for k := range h.values {
		h.values[k] = map[string]int32{"": 0}
	}
	h.countSteps(pieces, order)
	for _, i := range order {
		h.add(&pieces[i])
	}
	h.happen()
	return h, nil
}

// inOrder sorts by all that tells pieces apart, so that the order in which they
// were given changes nothing.
func inOrder(pieces []Piece) []int {
	order := make([]int, len(pieces))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &pieces[i], &pieces[j]
		return cmp.Or(a.Began.Compare(b.Began), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Before, b.Before), cmp.Compare(len(a.Done), len(b.Done)),
			cmp.Compare(b.Length, a.Length), cmp.Compare(a.State, b.State), slices.Compare(a.Levels, b.Levels), slices.Compare(a.Numbers, b.Numbers), cmp.Compare(a.Scale, b.Scale), a.Ended.Compare(b.Ended), a.Looked.Compare(b.Looked))
	})
	return order
}

func (h *Past) countSteps(pieces []Piece, order []int) {
	for _, i := range order {
		for _, s := range pieces[i].Done {
			if _, has := h.steps[s]; !has {
				h.steps[s] = len(h.steps) % (64 * maxWords)
			}
		}
	}
	h.words = (min(len(h.steps), 64*maxWords) + 63) / 64
}

func (h *Past) add(p *Piece) {
	i := int32(len(h.began))
	who, old := h.ids[p.ID]
	if !old {
		who = int32(len(h.names))
		h.ids[p.ID] = who
		h.names = append(h.names, p.ID)
		h.firsts = append(h.firsts, i)
		h.byWho = append(h.byWho, nil)
	}
	h.byWho[who] = append(h.byWho[who], i)
	st, has := h.states[p.State]
	if !has {
		st = int32(len(h.byState))
		h.states[p.State] = st
		h.byState = append(h.byState, nil)
	}
	h.byState[st] = append(h.byState[st], i)
	began, moved, ended := days(p.Began), days(p.Moved), days(p.Ended)
	moved = min(moved, ended)
	stay := p.Length
	if moved < ended {
		stay = moved - began // in days; made a length by the pace when it is asked for
	}
	h.began, h.moved, h.ended = append(h.began, began), append(h.moved, moved), append(h.ended, ended)
	looked := math.Inf(1)
	if p.Ended.IsZero() {
		looked = days(p.Looked)
	}
	h.looked = append(h.looked, looked)
	h.length, h.stay = append(h.length, p.Length), append(h.stay, stay)
	h.before, h.scale, h.due = append(h.before, p.Before), append(h.scale, p.Scale), append(h.due, p.Due)
	h.logScale = append(h.logScale, math.Log(p.Scale))
	h.state, h.who, h.first = append(h.state, st), append(h.who, who), append(h.first, !old)
	for k, v := range p.Levels {
		at, has := h.values[k][v]
		if !has {
			at = int32(len(h.values[k]))
			h.values[k][v] = at
		}
		h.level = append(h.level, at)
	}
	for _, v := range p.Numbers {
		h.num = append(h.num, bend(v))
	}
	h.bag = append(h.bag, h.bagOf(p.Done)...)
}

// bend brings numbers of all sizes to one scale, on both sides of zero.
func bend(v float64) float64 { return math.Copysign(math.Log1p(math.Abs(v)), v) }

func (h *Past) bagOf(done []string) []uint64 {
	bag := make([]uint64, h.words)
	for _, s := range done {
		if at, has := h.steps[s]; has {
			bag[at/64] |= 1 << (at % 64)
		}
	}
	return bag
}

// scaled tells whether there are estimates.
func (h *Past) scaled() bool {
	return slices.ContainsFunc(h.scale, func(s float64) bool { return s > 0 })
}

// until counts the pieces of a list that had begun by a moment.
func (h *Past) until(list []int32, at float64) int {
	return sort.Search(len(list), func(k int) bool { return h.began[list[k]] > at })
}

// seen is what was known of piece i at a moment: how long it had stayed in its
// state and whether it had left, and its length and whether it had ended.
func (h *Past) seen(i int32, at, pace float64) (stay float64, left bool, length float64, over bool) {
	over, left = h.ended[i] <= at, h.moved[i] <= at
	length = h.length[i]
	if !over {
		if from := h.looked[i]; from <= at {
			length += max(0, pace*(at-from))
		} else {
			length = max(0, pace*(at-h.began[i]))
		}
	}
	switch {
	case !left, h.moved[i] == h.ended[i]:
		stay = length
	default:
		stay = pace * h.stay[i]
	}
	return stay, left, length, over
}

// silent tells for how many days there had been no sign of a piece's case, at a
// moment: it had not moved, and nobody had looked and seen it run.
func (h *Past) silent(i int32, at float64) float64 {
	list := h.byWho[h.who[i]]
	last := list[0]
	for k := len(list) - 1; k >= 0; k-- {
		if h.began[list[k]] <= at {
			last = list[k]
			break
		}
	}
	if looked := h.looked[last]; looked <= at {
		return at - looked
	}
	return at - h.began[last]
}

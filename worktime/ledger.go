package worktime

import (
	"math"
	"sort"
	"sync/atomic"
	"time"
)

// span is an open stretch, in seconds after its year's base; done is how many
// open seconds of the year lie before it.
type span struct{ open, shut, done int32 }

// year holds every open stretch of one local year. Stretches that touch are one.
type year struct {
	number int
	base   int64 // Unix seconds
	spans  []span
	total  int32    // open seconds in the year
	opens  [6]int64 // one bit for each business day, by day of the year from 0
}

// ledgerYears is how many years a calendar remembers; a power of two.
const ledgerYears = 16

// ledger remembers the years that were looked at. A slot holds whichever year
// of its kind came last, so it is bounded and needs no lock; two goroutines
// may work out the same year, to the same result.
type ledger struct {
	plan  *plan
	slots [ledgerYears]atomic.Pointer[year]
}

func (l *ledger) year(n int) *year {
	slot := &l.slots[uint(n)%ledgerYears]
	if y := slot.Load(); y != nil && y.number == n {
		return y
	}
	y := l.plan.year(n)
	slot.Store(y)
	return y
}

// of gives the year of t and where t is in it, in seconds after its base.
func (l *ledger) of(t time.Time) (*year, int64) {
	n := min(max(t.In(l.plan.loc).Year(), FirstYear), LastYear)
	y := l.year(n)
	return y, t.Unix() - y.base
}

// year works out the stretches of a local year. Far from clock changes, which
// is nearly always, a wall is one subtraction away from its moment.
func (p *plan) year(n int) *year {
	d := Day{n, time.January, 1}
	y := &year{number: n, base: d.unix(), spans: make([]span, 0, 400)}
	calm := calmAround(y.base, p.loc)
	var room [MaxWindows][2]int64
	for i := 0; d.Year == n; i++ {
		midnight := y.base + int64(i)*secondsPerDay
		windows := p.windows(d)
		if len(windows) > 0 {
			y.opens[i/64] |= 1 << (i % 64)
			if !calm.holds(midnight) {
				calm = calmAround(midnight, p.loc)
			}
		}
		if calm.holds(midnight) {
			for _, w := range windows {
				open := int32(midnight - y.base - calm.offset)
				y.append(open+int32(w.From)*60, open+int32(w.To)*60)
			}
		} else {
			for _, s := range spansOf(d, windows, p.loc, room[:0]) {
				y.append(int32(s[0]-y.base), int32(s[1]-y.base))
			}
		}
		d = d.AddDays(1)
	}
	y.spans = append([]span(nil), y.spans...) // no spare room: years are kept
	return y
}

// calm is a time without a clock change, in Unix seconds, and its offset.
type calm struct{ start, end, offset int64 }

// calmAround gives the time between the clock changes around a wall.
func calmAround(wall int64, loc *time.Location) calm {
	t := time.Unix(wall, 0).In(loc)
	_, offset := t.Zone()
	t = time.Unix(wall-int64(offset), 0).In(loc)
	_, offset = t.Zone()
	start, end := t.ZoneBounds()
	c := calm{math.MinInt64, math.MaxInt64, int64(offset)}
	if !start.IsZero() {
		c.start = start.Unix()
	}
	if !end.IsZero() {
		c.end = end.Unix()
	}
	return c
}

// holds tells whether the day that begins at midnight, and the days beside it,
// are free of clock changes.
func (c calm) holds(midnight int64) bool {
	at := midnight - c.offset
	return at-secondsPerDay >= c.start && at+2*secondsPerDay < c.end
}

func (y *year) append(open, shut int32) {
	if n := len(y.spans); n > 0 && y.spans[n-1].shut >= open {
		last := &y.spans[n-1]
		open = last.shut
		last.shut = max(last.shut, shut)
	} else {
		y.spans = append(y.spans, span{open: open, shut: shut, done: y.total})
	}
	y.total += max(0, shut-open)
}

// after gives the index of the first stretch that shuts later than rel.
func (y *year) after(rel int64) int {
	return sort.Search(len(y.spans), func(i int) bool { return int64(y.spans[i].shut) > rel })
}

// position gives the open nanoseconds of the year that lie before the moment.
func (y *year) position(rel int64, nanos int) int64 {
	i := y.after(rel)
	if i == len(y.spans) {
		return int64(y.total) * 1e9
	}
	s := y.spans[i]
	if int64(s.open) > rel {
		return int64(s.done) * 1e9
	}
	return (int64(s.done)+rel-int64(s.open))*1e9 + int64(nanos)
}

// early gives the earliest moment with position pos, for 0 < pos <= total.
func (y *year) early(pos int64) time.Time {
	i := sort.Search(len(y.spans), func(i int) bool { return int64(y.spans[i].done)*1e9 >= pos }) - 1
	return y.moment(y.spans[i], pos)
}

// late gives the latest moment with position pos, for 0 <= pos < total.
func (y *year) late(pos int64) time.Time {
	i := sort.Search(len(y.spans), func(i int) bool { return int64(y.spans[i].done)*1e9 > pos }) - 1
	return y.moment(y.spans[i], pos)
}

func (y *year) moment(s span, pos int64) time.Time {
	into := pos - int64(s.done)*1e9
	return time.Unix(y.base+int64(s.open)+into/1e9, into%1e9).UTC()
}

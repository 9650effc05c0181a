package worktime

import (
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

// year works out the stretches of a local year.
func (p *plan) year(n int) *year {
	d := Day{n, time.January, 1}
	y := &year{number: n, base: d.unix()}
	var room [MaxWindows][2]int64
	for i := 0; d.Year == n; i++ {
		if len(p.windows(d)) > 0 {
			y.opens[i/64] |= 1 << (i % 64)
		}
		for _, s := range p.spans(d, room[:0]) {
			y.append(int32(s[0]-y.base), int32(s[1]-y.base))
		}
		d = d.AddDays(1)
	}
	y.spans = append([]span(nil), y.spans...) // no spare room: years are kept
	return y
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

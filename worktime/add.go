package worktime

import (
	"math"
	"time"
)

// Add gives the moment d of working time after t, or before t when d is
// negative. When the calendar is not open long enough within [HorizonYears],
// it gives t moved by that many years: far away, never soon. [Calendar.TryAdd]
// tells the two apart.
func (c *Calendar) Add(t time.Time, d time.Duration) time.Time {
	at, _ := c.TryAdd(t, d)
	return at
}

// Sub gives the moment d of working time before t.
func (c *Calendar) Sub(t time.Time, d time.Duration) time.Time {
	if d == math.MinInt64 {
		return c.Add(t, math.MaxInt64)
	}
	return c.Add(t, -d)
}

// TryAdd is [Calendar.Add] with false when there is no such moment within [HorizonYears].
func (c *Calendar) TryAdd(t time.Time, d time.Duration) (time.Time, bool) {
	switch {
	case d > 0:
		return c.ledger.forward(t, int64(d))
	case d == math.MinInt64:
		return c.ledger.back(t, math.MaxInt64)
	case d < 0:
		return c.ledger.back(t, int64(-d))
	}
	return t.UTC(), true
}

func (l *ledger) forward(t time.Time, need int64) (time.Time, bool) {
	y, rel := l.of(t)
	pos := y.position(rel, t.Nanosecond())
	for range HorizonYears + 1 {
		if left := int64(y.total)*1e9 - pos; need > left {
			need -= left
		} else {
			return y.early(pos + need), true
		}
		if y.number == LastYear {
			break
		}
		y, pos = l.year(y.number+1), 0
	}
	return t.UTC().AddDate(HorizonYears, 0, 0), false
}

func (l *ledger) back(t time.Time, need int64) (time.Time, bool) {
	y, rel := l.of(t)
	pos := y.position(rel, t.Nanosecond())
	for range HorizonYears + 1 {
		if need <= pos {
			return y.late(pos - need), true
		}
		need -= pos
		if y.number == FirstYear {
			break
		}
		y = l.year(y.number - 1)
		pos = int64(y.total) * 1e9
	}
	return t.UTC().AddDate(-HorizonYears, 0, 0), false
}

// Between gives the working time from a to b, negative when b is earlier. It
// stops at the largest [time.Duration], some 292 years.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -c.Between(b, a)
	}
	from, rel := c.ledger.of(a)
	to, relTo := c.ledger.of(b)
	sum := -from.position(rel, a.Nanosecond())
	for from.number < to.number {
		whole := int64(from.total) * 1e9
		if sum > math.MaxInt64-whole {
			return math.MaxInt64
		}
		sum += whole
		from = c.ledger.year(from.number + 1)
	}
	last := to.position(relTo, b.Nanosecond())
	if sum > math.MaxInt64-last {
		return math.MaxInt64
	}
	return time.Duration(sum + last)
}

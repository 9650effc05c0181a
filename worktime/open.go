package worktime

import "time"

// IsOpen tells whether t is within a window.
func (c *Calendar) IsOpen(t time.Time) bool {
	y, rel := c.ledger.of(t)
	i := y.after(rel)
	return i < len(y.spans) && int64(y.spans[i].open) <= rel
}

// NextOpen gives t when it is open, else the next opening; false when there is
// none within [HorizonYears].
func (c *Calendar) NextOpen(t time.Time) (time.Time, bool) {
	y, rel := c.ledger.of(t)
	i := y.after(rel)
	for range HorizonYears + 1 {
		if i < len(y.spans) {
			open := y.base + int64(y.spans[i].open)
			if open <= t.Unix() {
				return t.UTC(), true
			}
			return time.Unix(open, 0).UTC(), true
		}
		if y.number == LastYear {
			break
		}
		y, i = c.ledger.year(y.number+1), 0
	}
	return time.Time{}, false
}

// NextClose gives the first close after t; false when there is none within
// [HorizonYears], because it never opens or never closes.
func (c *Calendar) NextClose(t time.Time) (time.Time, bool) {
	y, rel := c.ledger.of(t)
	i := y.after(rel)
	var shut int64
	found := false
	for range HorizonYears + 1 {
		if found && (i >= len(y.spans) || y.base+int64(y.spans[i].open) > shut) {
			return time.Unix(shut, 0).UTC(), true
		}
		if i < len(y.spans) {
			shut, found = y.base+int64(y.spans[i].shut), true
			if i+1 < len(y.spans) {
				return time.Unix(shut, 0).UTC(), true
			}
		}
		if y.number == LastYear {
			break
		}
		y, i = c.ledger.year(y.number+1), 0
	}
	return time.Time{}, false
}

// LastOpen gives t when it is open or the very close of a window, else the
// last close before it; false when there is none within [HorizonYears].
func (c *Calendar) LastOpen(t time.Time) (time.Time, bool) {
	y, rel := c.ledger.of(t)
	i := y.after(rel)
	if i < len(y.spans) && int64(y.spans[i].open) <= rel {
		return t.UTC(), true
	}
	for range HorizonYears + 1 {
		if i > 0 {
			return time.Unix(y.base+int64(y.spans[i-1].shut), 0).UTC(), true
		}
		if y.number == FirstYear {
			break
		}
		y = c.ledger.year(y.number - 1)
		i = len(y.spans)
	}
	return time.Time{}, false
}

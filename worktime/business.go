package worktime

// IsBusinessDay tells whether d has an opening.
func (c *Calendar) IsBusinessDay(d Day) bool {
	if d.Year < FirstYear || d.Year > LastYear {
		return false
	}
	return c.ledger.year(d.Year).isBusiness(d)
}

func (y *year) isBusiness(d Day) bool {
	i := Day{y.number, 1, 1}.DaysUntil(d)
	return y.opens[i/64]&(1<<(i%64)) != 0
}

// AddBusinessDays gives the n-th business day after d, or before d when n is
// negative; d itself, business day or not, when n is 0. False when there are
// not so many within [HorizonYears].
func (c *Calendar) AddBusinessDays(d Day, n int) (Day, bool) {
	step, limit := 1, d.Year+HorizonYears
	if n < 0 {
		step, limit = -1, d.Year-HorizonYears
	}
	for at := d; n != 0; {
		at = at.AddDays(step)
		if at.Year == limit+step || at.Year < FirstYear || at.Year > LastYear {
			return Day{}, false
		}
		if c.IsBusinessDay(at) {
			n -= step
			d = at
		}
	}
	return d, true
}

// BusinessDaysBetween counts the business days from a up to, and without, b;
// negative when b is earlier.
func (c *Calendar) BusinessDaysBetween(a, b Day) int {
	if b.Before(a) {
		return -c.BusinessDaysBetween(b, a)
	}
	n := 0
	for ; a.Before(b); a = a.AddDays(1) {
		if c.IsBusinessDay(a) {
			n++
		}
	}
	return n
}

// RollForward gives d when it is a business day, else the next one.
func (c *Calendar) RollForward(d Day) (Day, bool) {
	if c.IsBusinessDay(d) {
		return d, true
	}
	return c.AddBusinessDays(d, 1)
}

// RollBackward gives d when it is a business day, else the one before.
func (c *Calendar) RollBackward(d Day) (Day, bool) {
	if c.IsBusinessDay(d) {
		return d, true
	}
	return c.AddBusinessDays(d, -1)
}

// NextBusinessDay gives the first business day after d.
func (c *Calendar) NextBusinessDay(d Day) (Day, bool) { return c.AddBusinessDays(d, 1) }

// PreviousBusinessDay gives the last business day before d.
func (c *Calendar) PreviousBusinessDay(d Day) (Day, bool) { return c.AddBusinessDays(d, -1) }

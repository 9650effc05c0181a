package worktime

import (
	"time"
)

// Explanation tells in words how a moment was counted.
type Explanation struct {
	Start time.Time     // where the counting began
	For   time.Duration // the working time counted, never negative
	Back  bool          // counted backwards
	At    time.Time     // the moment that came out
	Found bool          // false: the calendar is not open that long within [HorizonYears]
	Zone  *time.Location
	Steps []Step // what lies between, in the order of the counting
}

// Step is one thing that moved the result.
type Step struct {
	Day Day
	Say string
}

// ExplainAdd counts as [Calendar.Add] does and tells why.
func (c *Calendar) ExplainAdd(start time.Time, d time.Duration) Explanation {
	if d < 0 {
		return c.ExplainSub(start, -d)
	}
	at, ok := c.TryAdd(start, d)
	return Explanation{Start: start, For: d, At: at, Found: ok, Zone: c.plan.loc}
}

// ExplainSub counts as [Calendar.Sub] does and tells why.
func (c *Calendar) ExplainSub(start time.Time, d time.Duration) Explanation {
	if d < 0 {
		return c.ExplainAdd(start, -d)
	}
	at, ok := c.TryAdd(start, -d)
	return Explanation{Start: start, For: d, Back: true, At: at, Found: ok, Zone: c.plan.loc}
}

// String is one line.
func (e Explanation) String() string { return e.Say("from", "") }

// Say is one line with words for the start and the amount, like "received" and "standard".
func (e Explanation) Say(start, amount string) string {
	return start + " " + e.Start.In(e.Zone).Format("Mon 15:04") + "; " + amount + " " + e.For.String() +
		"; so " + e.At.In(e.Zone).Format("Mon 15:04")
}

package worktime

import (
	"fmt"
	"time"

	"kept/internal/fault"
)

// showing tells how often a clock shows a time on a day.
type showing int

const (
	once showing = iota
	never
	twice
)

// onWall gives the moment, in Unix seconds, at which the wall of loc shows
// clock on d: the first showing of a doubled hour, the moment of the change
// for a skipped one.
func onWall(d Day, clock Clock, loc *time.Location) (int64, showing) {
	wall := d.unix() + int64(clock)*60
	t := time.Date(d.Year, d.Month, d.Date, 0, int(clock), 0, 0, loc)
	unix := t.Unix()
	_, offset := t.Zone()
	start, end := t.ZoneBounds()
	if shown := unix + int64(offset); shown > wall {
		return start.Unix(), never
	} else if shown < wall {
		return end.Unix(), never
	}
	if !start.IsZero() {
		_, before := start.Add(-time.Second).Zone()
		if first := wall - int64(before); first < start.Unix() {
			return first, twice
		}
	}
	if !end.IsZero() {
		_, after := end.Zone()
		if wall-int64(after) >= end.Unix() {
			return unix, twice
		}
	}
	return unix, once
}

// At gives the moment at which the calendar's wall shows clock on d. It
// refuses a time that a clock change skips; of a doubled hour it takes the
// first showing.
func (c *Calendar) At(d Day, clock Clock) (time.Time, error) {
	unix, shown := onWall(d, clock, c.plan.loc)
	if shown == never {
		return time.Time{}, fault.Field("time", fmt.Sprintf("%s does not exist on %s in %s: the clocks are put forward over it.",
			clock, d, c.plan.loc))
	}
	return time.Unix(unix, 0).UTC(), nil
}

// Opens gives the first opening of d, and false when d is closed all day.
func (c *Calendar) Opens(d Day) (time.Time, bool) {
	spans := c.plan.spans(d)
	if len(spans) == 0 {
		return time.Time{}, false
	}
	return time.Unix(spans[0][0], 0).UTC(), true
}

// Closes gives the last close of d, and false when d is closed all day.
func (c *Calendar) Closes(d Day) (time.Time, bool) {
	spans := c.plan.spans(d)
	if len(spans) == 0 {
		return time.Time{}, false
	}
	return time.Unix(spans[len(spans)-1][1], 0).UTC(), true
}

// EndOf gives the moment by which something due on d is due: its last close,
// or the midnight that ends it when it is closed all day.
func (c *Calendar) EndOf(d Day) time.Time {
	if t, ok := c.Closes(d); ok {
		return t
	}
	unix, _ := onWall(d, Midnight24, c.plan.loc)
	return time.Unix(unix, 0).UTC()
}

// spans gives the open stretches of d as moments in Unix seconds.
func (p *plan) spans(d Day) [][2]int64 { return spansOf(d, p.windows(d), p.loc, nil) }

// spansOf appends windows of d as moments. Windows that a clock change
// swallows are left out.
func spansOf(d Day, windows []Window, loc *time.Location, out [][2]int64) [][2]int64 {
	for _, w := range windows {
		from, _ := onWall(d, w.From, loc)
		to, _ := onWall(d, w.To, loc)
		if from < to {
			out = append(out, [2]int64{from, to})
		}
	}
	return out
}

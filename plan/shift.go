package plan

import (
	"time"

	"kept/worktime"
)

// Shift is a step that comes to lie elsewhere.
type Shift struct {
	Step     ID
	From, To Laid
	Days     int // calendar days by which it ends later; less than none = earlier
}

// Shifts compares two layouts of the same plan. Steps that one of them lacks are
// left out.
func Shifts(before, after []Laid) []Shift {
	was := make(map[ID]Laid, len(before))
	for _, l := range before {
		was[l.Step] = l
	}
	var out []Shift
	for _, l := range after {
		b, ok := was[l.Step]
		if ok && (b.Start != l.Start || b.End != l.End) {
			out = append(out, Shift{Step: l.Step, From: b, To: l, Days: b.End.DaysUntil(l.End)})
		}
	}
	return out
}

// Hanging is a promise that hangs on a step: it can be kept once the step is done.
type Hanging struct {
	Promise string
	Step    ID
	Day     worktime.Day // the last day of work for it
	Late    int          // calendar days by which its step ends later, see [Endangered]
}

// Endangered gives the promises whose step ends after their day, and by how much,
// in their order.
func Endangered(laid []Laid, promises []Hanging) []Hanging {
	ends := make(map[ID]worktime.Day, len(laid))
	for _, l := range laid {
		ends[l.Step] = l.End
	}
	var out []Hanging
	for _, h := range promises {
		if end, ok := ends[h.Step]; ok && end.After(h.Day) {
			h.Late = h.Day.DaysUntil(end)
			out = append(out, h)
		}
	}
	return out
}

// Lost counts the working days by which steps took longer than the most that was
// planned, by the side that held them: done ones to their end, running ones up
// to now. A day of a step counts by the calendar of whoever held it.
func Lost(p Plan, of Calendars, now time.Time) map[Side]int {
	out := map[Side]int{}
	for _, s := range p.Steps {
		if s.StartedAt.IsZero() {
			continue
		}
		cal := of(s.Party)
		end := worktime.DayOf(now, cal.Location())
		if s.Done() {
			end = worktime.DayOf(s.DoneAt, cal.Location())
		}
		took := cal.BusinessDaysBetween(worktime.DayOf(s.StartedAt, cal.Location()), end.AddDays(1))
		if over := took - max(s.Effort.Most, 1); over > 0 {
			out[s.Party.Side] += over
		}
	}
	return out
}

package worktime

import (
	"slices"
	"time"
)

// Explanation tells how a moment was counted. String and Say put it into
// words; the steps are there for pages that want to lay it out.
type Explanation struct {
	Start time.Time     // where the counting began
	For   time.Duration // the working time counted, never negative
	Back  bool          // counted backwards
	At    time.Time     // the moment that came out
	Found bool          // false: not open that long within [HorizonYears]
	Zone  *time.Location
	Steps []Step // what moved the result, in the order of the counting
	More  int    // days off beyond [MaxSteps]
}

// MaxSteps is how many steps an explanation names.
const MaxSteps = 12

// explainedDays is how many days from the start are searched for steps.
const explainedDays = 800

// Step is one thing that moved the result.
type Step struct {
	Kind StepKind
	Day  Day
	From Clock  // of a break, an opening, a close
	To   Clock  // of a break
	Why  string // the holiday's name, the exception's reason; may be empty
}

// StepKind says what a [Step] is.
type StepKind int

// The kinds of steps.
const (
	ClosedThen   StepKind = iota // the start is outside every window
	OpensAt                      // the counting begins or, backwards, pauses there
	ClosesAt                     // the counting pauses or, backwards, begins there
	BreakFrom                    // closed within the day
	HolidayOn                    // closed for a holiday
	ClosureOn                    // closed by an exception
	OtherHoursOn                 // open by an exception
	ClockChange                  // a window is longer or shorter than its wall says
)

// ExplainAdd counts as [Calendar.Add] does and tells why.
func (c *Calendar) ExplainAdd(start time.Time, d time.Duration) Explanation {
	if d < 0 {
		return c.explain(start, -d, true)
	}
	return c.explain(start, d, false)
}

// ExplainSub counts as [Calendar.Sub] does and tells why.
func (c *Calendar) ExplainSub(start time.Time, d time.Duration) Explanation {
	if d < 0 {
		return c.explain(start, -d, false)
	}
	return c.explain(start, d, true)
}

func (c *Calendar) explain(start time.Time, d time.Duration, back bool) Explanation {
	e := Explanation{Start: start.UTC(), For: d, Back: back, Zone: c.plan.loc}
	if back {
		e.At, e.Found = c.TryAdd(start, -d)
	} else {
		e.At, e.Found = c.TryAdd(start, d)
	}
	if !e.Found || d == 0 {
		return e
	}
	e.atStart(c)
	step := 1
	if back {
		step = -1
	}
	first, last := DayOf(e.Start, e.Zone), DayOf(e.At, e.Zone)
	for i := range explainedDays {
		day := first.AddDays(i * step)
		e.onDay(c.plan, day, first, last)
		if day == last {
			break
		}
	}
	e.begins(c)
	return e
}

// add notes a step, or counts it when there are enough.
func (e *Explanation) add(s Step) {
	if len(e.Steps) < MaxSteps {
		e.Steps = append(e.Steps, s)
	} else {
		e.More++
	}
}

// atStart notes that the start is outside every window.
func (e *Explanation) atStart(c *Calendar) {
	if edge, ok := e.edge(c); ok && !edge.Equal(e.Start) {
		e.add(Step{Kind: ClosedThen, Day: DayOf(e.Start, e.Zone)})
	}
}

// begins puts the moment where the counting really began after the days off
// that lie before it.
func (e *Explanation) begins(c *Calendar) {
	edge, ok := e.edge(c)
	if !ok || edge.Equal(e.Start) {
		return
	}
	local := edge.In(e.Zone)
	s := Step{Kind: OpensAt, Day: DayOf(edge, e.Zone), From: Clock(local.Hour()*60 + local.Minute())}
	if e.Back {
		s.Kind = ClosesAt
	}
	i := slices.IndexFunc(e.Steps, func(other Step) bool {
		if other.Kind == ClosedThen || other.Day == s.Day {
			return other.Kind != ClosedThen && other.Kind != OtherHoursOn
		}
		return other.Day.Before(s.Day) == e.Back
	})
	if i < 0 {
		i = len(e.Steps)
	}
	e.Steps = slices.Insert(e.Steps, i, s)
}

// edge is where the counting begins: the start, or the next moment of a window.
func (e *Explanation) edge(c *Calendar) (time.Time, bool) {
	if e.Back {
		return c.LastOpen(e.Start)
	}
	return c.NextOpen(e.Start)
}

// onDay notes what day did to the result. Ends of windows are told on the
// first day only, and breaks on the first and the last: the others are alike.
func (e *Explanation) onDay(p *plan, day, first, last Day) {
	special, ok := p.special(day)
	if ok {
		e.add(special)
	}
	windows := p.windows(day)
	from, to := e.Start, e.At
	if e.Back {
		from, to = e.At, e.Start
	}
	inside := func(clock Clock) bool {
		unix, _ := onWall(day, clock, p.loc)
		at := time.Unix(unix, 0)
		return at.After(from) && at.Before(to)
	}
	if day == first || day == last {
		for _, b := range gaps(windows) {
			if inside(b.From) && inside(b.To) {
				e.add(Step{Kind: BreakFrom, Day: day, From: b.From, To: b.To})
			}
		}
	}
	if p.changes(day, windows) {
		e.add(Step{Kind: ClockChange, Day: day})
	}
	if day != first || day == last || len(windows) == 0 {
		return
	}
	if edge := windows[len(windows)-1].To; !e.Back && inside(edge) && !p.throughMidnight(day) {
		e.add(Step{Kind: ClosesAt, Day: day, From: edge})
	}
	if edge := windows[0].From; e.Back && inside(edge) && !p.throughMidnight(day.AddDays(-1)) {
		e.add(Step{Kind: OpensAt, Day: day, From: edge})
	}
}

// throughMidnight tells whether the midnight that ends d closes nothing.
func (p *plan) throughMidnight(d Day) bool {
	today, tomorrow := p.windows(d), p.windows(d.AddDays(1))
	return len(today) > 0 && len(tomorrow) > 0 && today[len(today)-1].To == Midnight24 && tomorrow[0].From == 0
}

// special tells what makes a day unlike its week.
func (p *plan) special(d Day) (Step, bool) {
	if x, ok := p.exceptions[d]; ok {
		if len(x.Windows) > 0 {
			return Step{Kind: OtherHoursOn, Day: d, From: x.Windows[0].From, To: x.Windows[len(x.Windows)-1].To, Why: x.Why}, true
		}
		return Step{Kind: ClosureOn, Day: d, Why: x.Why}, len(p.weekly[d.Weekday()]) > 0
	}
	if len(p.weekly[d.Weekday()]) == 0 {
		return Step{}, false
	}
	name, ok := p.holiday(d)
	return Step{Kind: HolidayOn, Day: d, Why: name}, ok
}

// changes tells whether a clock change makes the windows longer or shorter.
func (p *plan) changes(d Day, windows []Window) bool {
	for _, w := range windows {
		from, _ := onWall(d, w.From, p.loc)
		to, _ := onWall(d, w.To, p.loc)
		if to-from != int64(w.To-w.From)*60 {
			return true
		}
	}
	return false
}

// gaps gives what lies between windows.
func gaps(windows []Window) []Window {
	var out []Window
	for i := 1; i < len(windows); i++ {
		out = append(out, Window{windows[i-1].To, windows[i].From})
	}
	return out
}

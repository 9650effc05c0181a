package plan

import (
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// Wish is where somebody wants a step to lie. What is zero stays as it is.
type Wish struct {
	Begin worktime.Day // its first day; of a milestone its only one
	Days  int          // how many working days it is likely to take
}

// Move says a step so that it comes to lie where somebody wants it: not before a
// day, on its fixed day, with another length. laid is where the plan lies now.
// A step that is brought back to the first day on which it can begin follows
// again what comes before it. It refuses what would not come true: to begin
// before today or before what the step waits for, and to move what was begun.
func (p Plan) Move(id ID, w Wish, laid []Laid, of Calendars) (Step, error) {
	for i, s := range p.Steps {
		if s.ID != id || i >= len(laid) {
			continue
		}
		m := moving{plan: p, step: s, laid: laid[i], wish: w, cal: of(s.Party)}
		if err := m.refuse(); err != nil {
			return s, err
		}
		return m.move()
	}
	return Step{}, fault.New(fault.NotFound, "There is no such step.")
}

// moving is one wish about one step.
type moving struct {
	plan Plan
	step Step
	laid Laid
	wish Wish
	cal  *worktime.Calendar // of whoever holds the step
}

// refuse says what of a step cannot be wished at all.
func (m moving) refuse() error {
	name := m.step.Name
	switch {
	case m.step.Done():
		return fault.New(fault.Conflict, "“"+name+"” is done: it lies where it was.")
	case m.step.Running() && !m.wish.Begin.IsZero():
		return fault.New(fault.Conflict, "“"+name+"” was begun on "+sayDay(m.laid.Start)+": only its end can move.")
	case m.wish.Days != 0 && m.step.Effort.Most == 0:
		return fault.New(fault.Conflict, "“"+name+"” is a milestone: it takes no days. Edit it to give it some.")
	case m.wish.Days < 0 || m.wish.Days > MaxDays:
		return fault.Field("days", "A step takes between none and 2000 working days.")
	case !inReach(m.wish.Begin):
		return fault.Field("begins", "Choose a day between 1990 and 2200.")
	}
	return nil
}

func (m moving) move() (Step, error) {
	s := m.step
	if m.wish.Days > 0 {
		s.Effort = s.Effort.around(m.wish.Days)
	}
	begin := m.laid.Start
	if !m.wish.Begin.IsZero() {
		begin = m.wish.Begin
		if s.Effort.Likely() > 0 {
			day, ok := m.cal.RollForward(begin)
			if !ok {
				return s, never(s)
			}
			begin = day
		}
	}
	switch {
	case s.Running():
	case !s.On.IsZero():
		s.On = begin
		if n := s.Effort.Likely(); n > 1 {
			day, ok := m.cal.AddBusinessDays(begin, n-1)
			if !ok {
				return s, never(s)
			}
			s.On = day
		}
	case m.wish.Begin.IsZero():
	case begin.Before(m.laid.Can):
		return s, m.tooEarly()
	case begin == m.laid.Can:
		s.NotBefore = worktime.Day{}
	default:
		s.NotBefore = begin
	}
	return s, nil
}

// tooEarly says what keeps a step from beginning as early as was wished.
func (m moving) tooEarly() error {
	name, can := m.step.Name, sayDay(m.laid.Can)
	if other, ok := m.plan.Step(m.laid.Waits); ok {
		return fault.New(fault.Conflict, "“"+name+"” waits for “"+other.Name+"”: it can begin on "+can+" at the earliest.")
	}
	return fault.New(fault.Conflict, "“"+name+"” cannot begin before "+can+".")
}

// around is an effort with as wide a range that is likely to take so many days, one
// or more.
func (e Effort) around(days int) Effort {
	by := days - e.Likely()
	least := max(e.Least+by, 1)
	return Effort{Least: least, Most: min(e.Most+by, 2*days-least)}
}

func sayDay(d worktime.Day) string {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC).Format("Mon 2 January")
}

package plan

import (
	"container/heap"
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// Why is what sets the day on which a step begins or ends.
type Why string

// The reasons.
const (
	ByNothing Why = ""           // it can begin today
	ByLink    Why = "follows"    // it follows on another one, see Laid.After
	ByDay     Why = "not before" // it may not begin earlier
	ByFixed   Why = "fixed"      // its day is fixed
	ByFact    Why = "fact"       // it was begun, or is done
)

// Laid is where a step lies in time.
type Laid struct {
	Step   ID
	Start  worktime.Day
	End    worktime.Day // its last day
	Latest worktime.Day // its last day if everything before it, and it, takes the most
	Why    Why
	After  ID // the step that it waits for; "" = none
	// Can is the first day on which it can begin, were none set for it; zero = it was
	// begun, or its day is fixed. Waits is the step that sets this day; "" = today does.
	Can   worktime.Day
	Waits ID
	// Squeezed: its fixed day comes before it could begin, by so many working
	// days: something has to give.
	Squeezed int
}

// Calendars gives the calendar of whoever holds a step.
type Calendars func(Party) *worktime.Calendar

// Lay lays a plan out from a moment on. The result is in the order of the steps.
// It refuses what [Plan.Check] refuses, and a calendar that never opens.
func Lay(p Plan, of Calendars, now time.Time) ([]Laid, error) {
	order, err := p.order()
	if err != nil {
		return nil, err
	}
	likely, err := pass(p, order, of, laying{now: now, days: Effort.Likely})
	if err != nil {
		return nil, err
	}
	most, err := pass(p, order, of, laying{now: now, days: func(e Effort) int { return e.Most }})
	if err != nil {
		return nil, err
	}
	for i := range likely {
		likely[i].Latest = most[i].End
	}
	return likely, nil
}

// laying is by what a plan is laid out.
type laying struct {
	now  time.Time
	days func(Effort) int
}

// pass lays each step after those that it follows on.
func pass(p Plan, order []int, of Calendars, by laying) ([]Laid, error) {
	at := make(map[ID]int, len(p.Steps))
	for i, s := range p.Steps {
		at[s.ID] = i
	}
	before := make([][]Link, len(p.Steps))
	for _, l := range p.Links {
		before[at[l.To]] = append(before[at[l.To]], l)
	}
	out := make([]Laid, len(p.Steps))
	for _, i := range order {
		cal := of(p.Steps[i].Party)
		w := placing{step: p.Steps[i], cal: cal, today: worktime.DayOf(by.now, cal.Location()), days: by.days(p.Steps[i].Effort)}
		for _, l := range before[i] {
			if err := w.follow(l, out[at[l.From]]); err != nil {
				return nil, err
			}
		}
		laid, err := w.lay()
		if err != nil {
			return nil, err
		}
		out[i] = laid
	}
	return out, nil
}

// placing finds the place of one step.
type placing struct {
	step     Step
	cal      *worktime.Calendar
	today    worktime.Day
	days     int
	earliest worktime.Day // by the links; zero = they leave it free
	after    ID
}

// follow heeds one link.
func (w *placing) follow(l Link, other Laid) error {
	from, lag := other.Start, l.Lag
	if l.Kind == FinishStart {
		from = other.End
		if w.days > 0 {
			lag++
		}
	}
	day, err := w.add(from, lag)
	if err == nil && (w.earliest.IsZero() || day.After(w.earliest)) {
		w.earliest, w.after = day, l.From
	}
	return err
}

// add goes so many working days on, or back; none = the day itself.
func (w *placing) add(d worktime.Day, n int) (worktime.Day, error) {
	if day, ok := w.cal.AddBusinessDays(d, n); ok {
		return day, nil
	}
	return d, w.never()
}

func (w *placing) never() error { return never(w.step) }

func never(s Step) error {
	return fault.New(fault.Conflict, "Whoever holds “"+s.Name+"” never works by the hours that are set.")
}

// can finds the first day on which a step can begin by today and by its links, and
// which of them sets it.
func (w *placing) can() (worktime.Day, ID, error) {
	day, by := w.today, ID("")
	if w.earliest.After(day) {
		day, by = w.earliest, w.after
	}
	if w.days == 0 {
		return day, by, nil
	}
	open, ok := w.cal.RollForward(day)
	if !ok {
		return day, by, w.never()
	}
	return open, by, nil
}

func (w *placing) lay() (Laid, error) {
	l := Laid{Step: w.step.ID}
	loc := w.cal.Location()
	var err error
	switch {
	case w.step.Done():
		l.Start, l.End, l.Why = worktime.DayOf(w.step.StartedAt, loc), worktime.DayOf(w.step.DoneAt, loc), ByFact
		return l, nil
	case w.step.Running():
		l.Start, l.Why = worktime.DayOf(w.step.StartedAt, loc), ByFact
		l.End, err = w.lasting(l.Start)
	case !w.step.On.IsZero():
		return w.fixed()
	default:
		if l, err = w.free(); err != nil {
			return l, err
		}
		l.End, err = w.lasting(l.Start)
	}
	if l.End.Before(w.today) { // it is not done, and the day has passed
		l.End = w.today
	}
	return l, err
}

// free lays a step that begins as soon as it can and may.
func (w *placing) free() (Laid, error) {
	l := Laid{Step: w.step.ID, Why: ByNothing}
	var err error
	if l.Can, l.Waits, err = w.can(); err != nil {
		return l, err
	}
	l.Start, l.After = l.Can, l.Waits
	if l.Waits != "" {
		l.Why = ByLink
	}
	if !w.step.NotBefore.After(l.Can) {
		return l, nil
	}
	l.Start, l.Why, l.After = w.step.NotBefore, ByDay, ""
	if w.days > 0 {
		day, ok := w.cal.RollForward(l.Start)
		if !ok {
			return l, w.never()
		}
		l.Start = day
	}
	return l, nil
}

// lasting gives the last day of what begins on a day.
func (w *placing) lasting(from worktime.Day) (worktime.Day, error) {
	if w.days < 2 {
		return from, nil
	}
	return w.add(from, w.days-1)
}

// fixed lays a step whose last day is set.
func (w *placing) fixed() (Laid, error) {
	l := Laid{Step: w.step.ID, Start: w.step.On, End: w.step.On, Why: ByFixed, After: w.after}
	if w.days > 1 {
		day, err := w.add(w.step.On, 1-w.days)
		if err != nil {
			return l, err
		}
		l.Start = day
	}
	can := w.earliest
	if can.IsZero() || w.today.After(can) {
		can = w.today
	}
	if can.After(l.Start) {
		l.Squeezed = w.cal.BusinessDaysBetween(l.Start, can)
	}
	return l, nil
}

// order gives the places of the steps so that each comes after those that it
// follows on, otherwise as they are listed. It refuses a circle.
func (p Plan) order() ([]int, error) {
	at := make(map[ID]int, len(p.Steps))
	for i, s := range p.Steps {
		at[s.ID] = i
	}
	left, next := make([]int, len(p.Steps)), make([][]int, len(p.Steps))
	for _, l := range p.Links {
		next[at[l.From]] = append(next[at[l.From]], at[l.To])
		left[at[l.To]]++
	}
	ready := &places{}
	for i := range p.Steps {
		if left[i] == 0 {
			heap.Push(ready, i)
		}
	}
	out := make([]int, 0, len(p.Steps))
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		out = append(out, i)
		for _, j := range next[i] {
			if left[j]--; left[j] == 0 {
				heap.Push(ready, j)
			}
		}
	}
	if len(out) == len(p.Steps) {
		return out, nil
	}
	return nil, fault.Field("link", "These steps follow on each other in a circle: "+p.circle(left)+".")
}

// circle names the steps of one circle among those that wait for others.
func (p Plan) circle(left []int) string {
	at, from := map[ID]int{}, map[ID]ID{}
	for i, s := range p.Steps {
		at[s.ID] = i
	}
	for _, l := range p.Links {
		if left[at[l.From]] > 0 && left[at[l.To]] > 0 {
			from[l.To] = l.From
		}
	}
	var id ID
	for i, n := range left {
		if n > 0 {
			id = p.Steps[i].ID
			break
		}
	}
	for range p.Steps { // long enough to be in the circle, wherever it began
		id = from[id]
	}
	said, begun := "“"+p.Steps[at[id]].Name+"”", id
	for id, n := from[id], 0; id != begun && n < 10; id, n = from[id], n+1 {
		said += ", “" + p.Steps[at[id]].Name + "”"
	}
	return said
}

// places is a heap of places in a list.
type places []int

func (h places) Len() int           { return len(h) }
func (h places) Less(i, j int) bool { return h[i] < h[j] }
func (h places) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *places) Push(x any)        { *h = append(*h, x.(int)) }
func (h *places) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

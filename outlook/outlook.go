// Package outlook says when the steps of a plan will really be done, and so how
// probable it is that promises that hang on them are kept: from what the
// firm's finished steps took, what the running ones have taken already, and the
// plan's own estimates where there is little to learn from.
//
// Everything is counted in working days of whoever holds a step, by the
// conventions of the package plan: what takes three days takes up three days of
// his calendar, the first and the last among them.
//
// Nothing here reads a clock, a file or a database. Stories 1 and 8.
package outlook

import (
	"math"
	"slices"

	"kept/forecast"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// Levels are those at which a step's days are kept, per cent.
var Levels = [...]int{1, 5, 10, 20, 30, 40, 50, 60, 70, 75, 80, 85, 90, 95, 99}

// Samples of a plan that are drawn; of long plans fewer, see [MaxDraws].
const (
	Samples  = 2_000
	Fewest   = 200
	MaxDraws = 400_000 // steps times samples
)

// Of is what a plan's outlook is made from.
type Of struct {
	Plan       plan.Plan
	Project    string // seeds the draws: the same plan has the same outlook
	Client     string
	Experience *Experience
	Calendars  plan.Calendars
	Days       func(*worktime.Calendar) *forecast.Days // of a calendar, from Today on
	Today      worktime.Day
}

// Outlook is what is forecast of a plan.
type Outlook struct {
	Today worktime.Day `json:"today"`
	Steps []Step       `json:"steps"` // those that are not done
	End   [3]int       `json:"end"`   // days from Today by which all of it is done with 50, 80 and 95 %
	// At are the places of the steps, see [Outlook.Find]; nil = it is not made ready.
	At map[plan.ID]int `json:"-"`
}

// Step is what is forecast of a step that is not done.
type Step struct {
	ID   plan.ID `json:"id"`
	Days []int   `json:"days"` // from Today, at each of [Levels], by which it is done
	// Critical is in how many of a hundred courses the end of the project waits for it.
	Critical int    `json:"critical,omitempty"`
	Reason   Reason `json:"reason"`
}

// Reason is what a step's forecast stands on.
type Reason struct {
	Alike    int  `json:"alike,omitempty"`    // finished steps of the same kind
	Shortest int  `json:"shortest,omitempty"` // working days, of the last nine of them
	Longest  int  `json:"longest,omitempty"`
	Few      bool `json:"few,omitempty"` // fewer than five: mostly the estimate, and say so
}

// Look makes the outlook of a plan. A plan whose steps are all done has none.
func Look(of Of) (Outlook, error) {
	out := Outlook{Today: of.Today}
	n := &network{Of: of, laid: map[plan.ID]int{}, finished: map[plan.ID]plan.Step{}}
	if err := n.build(); err != nil || len(n.steps) == 0 {
		return out, err
	}
	net, err := forecast.NewNetwork(n.steps, n.links)
	if err != nil {
		return out, err
	}
	drawn, err := net.Draw(min(Samples, max(Fewest, MaxDraws/len(n.steps))), of.Experience.late, seed(of.Project))
	if err != nil {
		return out, err
	}
	for i, s := range n.steps {
		step := Step{ID: plan.ID(s.ID), Critical: int(math.Round(drawn.Critical[i] * 100)), Reason: n.reasons[i]}
		for _, d := range drawn.Quantiles(i, Levels[:]) {
			step.Days = append(step.Days, int(d))
		}
		out.Steps = append(out.Steps, step)
	}
	for k, d := range drawn.End {
		out.End[k] = int(d)
	}
	return out, nil
}

// seed is a number for a name (FNV-1a, 64 bits).
func seed(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}

// network is a plan on its way to being drawn.
type network struct {
	Of
	steps    []forecast.Step
	links    []forecast.Link
	reasons  []Reason
	open     []plan.Step           // what is not done
	laid     map[plan.ID]int       // its places
	finished map[plan.ID]plan.Step // what is done
}

func (n *network) build() error {
	days := map[plan.ID]int{}
	for _, s := range n.Plan.Steps {
		days[s.ID] = s.Effort.Likely()
		if s.Done() {
			n.finished[s.ID] = s
			continue
		}
		step, why, err := n.step(s)
		if err != nil {
			return err
		}
		n.laid[s.ID] = len(n.steps)
		n.open, n.steps, n.reasons = append(n.open, s), append(n.steps, step), append(n.reasons, why)
	}
	for _, l := range n.Plan.Links {
		to, open := n.laid[l.To]
		if !open {
			continue
		}
		lag := l.Lag
		if l.Kind == plan.FinishStart && days[l.To] > 0 {
			lag++ // on the next working day
		}
		if done, is := n.finished[l.From]; is {
			n.follow(to, done, l.Kind, lag)
			continue
		}
		n.links = append(n.links, forecast.Link{From: string(l.From), To: string(l.To), StartStart: l.Kind == plan.StartStart, Lag: float64(lag)})
	}
	return nil
}

// step is a step as it is drawn.
func (n *network) step(s plan.Step) (forecast.Step, Reason, error) {
	cal := n.Calendars(s.Party)
	out := forecast.Step{ID: string(s.ID), Days: n.Days(cal), Running: s.Running()}
	if !s.NotBefore.IsZero() {
		out.Earliest = float64(max(0, n.Today.DaysUntil(s.NotBefore)))
	}
	if !s.On.IsZero() {
		out.Fixed = float64(max(0, n.Today.DaysUntil(s.On)))
	}
	idle := 0
	if s.Running() {
		idle = max(0, cal.BusinessDaysBetween(worktime.DayOf(s.StartedAt, cal.Location()), n.Today))
	}
	length, why, err := n.Experience.length(s, beginning{n.Client, idle})
	out.Length = length
	return out, why, err
}

// follow has a step wait for one that is done.
func (n *network) follow(to int, done plan.Step, kind plan.LinkKind, lag int) {
	cal := n.Calendars(n.open[to].Party)
	from := done.DoneAt
	if kind == plan.StartStart {
		from = done.StartedAt
	}
	if day, ok := cal.AddBusinessDays(worktime.DayOf(from, cal.Location()), lag); ok {
		n.steps[to].Earliest = max(n.steps[to].Earliest, float64(n.Today.DaysUntil(day)))
	}
}

// By is the day by which a step is done with a chance in per cent, between the
// levels that are kept: the later one.
func (s Step) By(today worktime.Day, percent int) worktime.Day {
	at, _ := slices.BinarySearch(Levels[:], percent)
	return today.AddDays(s.Days[min(at, len(s.Days)-1)])
}

// ChanceBy is how probable it is that the step is done by a day.
func (s Step) ChanceBy(today, day worktime.Day) promise.Chance {
	d := today.DaysUntil(day)
	if d < s.Days[0] {
		return promise.ChanceOf(0)
	}
	at := len(s.Days) - 1
	for at > 0 && s.Days[at] > d {
		at--
	}
	level := float64(Levels[at])
	if at < len(s.Days)-1 { // between two days, in proportion
		level += (float64(Levels[at+1]) - level) * float64(d-s.Days[at]) / float64(s.Days[at+1]-s.Days[at])
	}
	return promise.ChanceOf(level / 100)
}

// Find makes the outlook ready for many questions: [Outlook.Of] then does not
// look through all steps.
func (o *Outlook) Find() {
	o.At = make(map[plan.ID]int, len(o.Steps))
	for i, s := range o.Steps {
		o.At[s.ID] = i
	}
}

// Of finds a step's forecast.
func (o Outlook) Of(id plan.ID) (Step, bool) {
	if o.At != nil {
		i, ok := o.At[id]
		if !ok {
			return Step{}, false
		}
		return o.Steps[i], true
	}
	for _, s := range o.Steps {
		if s.ID == id {
			return s, true
		}
	}
	return Step{}, false
}

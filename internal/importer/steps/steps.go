// Package steps says a plan of another tool in the words of a project here:
// steps of whole working days with the stage that they belong to, the links that
// a project knows, and what had no place.
//
// The conventions: eight working hours are a day, and a part of a day is a whole
// one; time on the clock counts five working days a week. Summary tasks are
// stages. The lists of a board, and sections, are stages as well, and its steps
// stand by them. A milestone takes no days.
package steps

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kept/internal/importer/plans"
	"kept/plan"
	"kept/worktime"
)

// Reading is how a file is read.
type Reading struct {
	Zone *time.Location // of clock times that do not say theirs
}

// Taken is a plan in the words of a project, and what had no place there.
type Taken struct {
	plan.Outside
	Problems []plans.Problem
}

// Of takes a plan. Every step of it is there, those that are called off as well;
// summary tasks are not.
func (r Reading) Of(p plans.Plan) Taken {
	w := &taking{Reading: r, plan: p, at: map[string]int{}, parts: map[string][]int{}, people: map[string]plan.Person{}, notes: map[string][]string{}, edges: map[edgeOf][]string{}}
	w.out.Format, w.out.Name = string(p.Format), p.Name
	for i, s := range p.Steps {
		w.at[s.Key] = i
		if s.Parent != "" {
			w.parts[s.Parent] = append(w.parts[s.Parent], i)
		}
	}
	for _, x := range p.People {
		who := plan.Person{Name: cut(x.Name, plan.MaxName), Email: x.Email}
		if p.Format == plans.GitHub { // its news name accounts alone
			who.Key = cut(x.Key, plan.MaxName)
		}
		w.people[x.Key] = who
	}
	w.waits = map[string]bool{}
	for _, l := range p.Links {
		if l.Kind == plans.FS || l.Kind == plans.SS {
			w.waits[l.To] = true
		}
	}
	for _, s := range p.Steps {
		if !w.isStage(s) {
			w.step(s)
		}
	}
	w.byStage()
	w.links()
	w.out.Problems = w.problems()
	return w.out
}

// taking is a plan being taken.
type taking struct {
	Reading
	plan   plans.Plan
	out    Taken
	at     map[string]int   // places of steps, by key
	parts  map[string][]int // what a step is made of
	people map[string]plan.Person
	waits  map[string]bool // keys of steps that follow on something
	edges  map[edgeOf][]string
	notes  map[string][]string
	order  []string // of notes
	inLine []plans.Problem
}

// isStage tells whether a step only gathers others.
func (w *taking) isStage(s plans.Step) bool { return s.Group && len(w.parts[s.Key]) > 0 }

func (w *taking) source(key string) string { return w.Source(w.plan.Format, key) }

// Source is what tells the step of a key from those of other formats.
func (Reading) Source(f plans.Format, key string) string { return string(f) + ":" + key }

// Stage is the name of a stage as a project takes it.
func (Reading) Stage(name string) string { return cut(name, plan.MaxStage) }

// note lists that something of a step had no place, with the others of which
// the same is true.
func (w *taking) note(what string, s plans.Step) {
	if _, seen := w.notes[what]; !seen {
		w.order = append(w.order, what)
	}
	w.notes[what] = append(w.notes[what], cut(s.Name, maxShown))
}

// A problem names so many steps, each by so many characters.
const (
	maxNamed = 5
	maxShown = 80
)

// problems says each once, with the steps that it is about.
func (w *taking) problems() []plans.Problem {
	var out []plans.Problem
	for _, what := range w.order {
		names := w.notes[what]
		of := "1 step"
		if len(names) > 1 {
			of = fmt.Sprintf("%d steps", len(names))
		}
		where := "“" + strings.Join(names[:min(len(names), maxNamed)], "”, “") + "”"
		if len(names) > maxNamed {
			where += " and others"
		}
		said, done, _ := strings.Cut(what, ": ")
		out = append(out, plans.Problem{Where: of + ": " + where, What: said, Done: done})
	}
	return append(out, w.inLine...)
}

func (w *taking) step(s plans.Step) {
	out := plan.OutsideStep{CalledOff: s.State == plans.Dropped, Step: plan.Step{Source: w.source(s.Key), Name: cut(s.Name, plan.MaxName), Stage: w.stage(s)}}
	if utf8.RuneCountInString(s.Name) > plan.MaxName {
		w.note(fmt.Sprintf("its name has more than %d characters: cut there", plan.MaxName), s)
	}
	out.Updated, out.StageKey, out.StageAt = w.moment(s.Updated, 0), s.StageKey, w.moment(s.StageAt, 0)
	if s.PartOf != "" {
		out.PartOf = w.source(s.PartOf)
	}
	for _, key := range s.Assignees {
		out.Who = append(out.Who, w.people[key])
	}
	out.Step.Effort = w.effort(s)
	w.dates(s, &out.Step)
	switch {
	case s.State == plans.Done:
		out.Progress = plan.Over
	case !s.Started.IsZero() || s.Percent > 0:
		out.Progress = plan.Begun
	}
	if out.Progress != plan.ToDo {
		out.Step.StartedAt = w.moment(s.Started, 9)
		if out.Step.StartedAt.IsZero() && out.Progress == plan.Begun {
			out.Step.StartedAt = w.moment(s.Start, 9)
		}
	}
	if out.Progress == plan.Over {
		out.Step.DoneAt = w.moment(s.Finished, 17)
		if s.Finished.IsZero() && !out.CalledOff {
			w.note("it is done, and the file does not say when: taken as done now", s)
		}
	}
	if s.Note != "" {
		w.note("it has notes: left out", s)
	}
	w.out.Steps = append(w.out.Steps, out)
}

// stage is the summary task that a step belongs to, by the outermost and the
// nearest one, or what its source calls its stage.
func (w *taking) stage(s plans.Step) string {
	var names []string
	if s.Stage == "" {
		for up := s.Parent; up != ""; up = w.plan.Steps[w.at[up]].Parent {
			of := w.plan.Steps[w.at[up]]
			if of.Stage != "" {
				return cut(of.Stage, plan.MaxStage)
			}
			if w.isStage(of) {
				names = append(names, of.Name)
			}
		}
	}
	switch len(names) {
	case 0:
		return cut(s.Stage, plan.MaxStage)
	case 1:
		return cut(names[0], plan.MaxStage)
	}
	return cut(names[len(names)-1]+" · "+names[0], plan.MaxStage)
}

// byStage has the steps of a board stand by their lists, and of a tracker by
// their states; a plan of tasks keeps its order.
func (w *taking) byStage() {
	if !isTracker(w.plan.Format) {
		return
	}
	place := map[string]int{}
	for _, name := range w.plan.Stages {
		if _, seen := place[cut(name, plan.MaxStage)]; !seen {
			place[cut(name, plan.MaxStage)] = len(place)
		}
	}
	for _, s := range w.out.Steps {
		if _, seen := place[s.Step.Stage]; !seen {
			place[s.Step.Stage] = len(place)
		}
	}
	slices.SortStableFunc(w.out.Steps, func(a, b plan.OutsideStep) int { return place[a.Step.Stage] - place[b.Step.Stage] })
}

// isTracker tells the formats that list what is due from those that plan it.
func isTracker(f plans.Format) bool {
	return f == plans.Trello || f == plans.Jira || f == plans.Asana || f == plans.Todoist || f == plans.GitHub
}

// dayMinutes are the working minutes of a day.
const dayMinutes = 480

// effort is how many working days a step takes: a range where the file has one,
// or its duration and how much shorter or longer it may be.
func (w *taking) effort(s plans.Step) plan.Effort {
	if s.Milestone {
		return plan.Effort{}
	}
	if s.Duration.IsZero() {
		s.Duration = s.Likely
	}
	least, most := s.Least, s.Most
	if least.IsZero() {
		least = s.Duration
	}
	if most.IsZero() {
		most = s.Duration
	}
	if s.Least.IsZero() && s.Most.IsZero() || least.IsZero() || most.IsZero() {
		return w.single(s)
	}
	e := plan.Effort{Least: w.bounded(s, wholeDays(least)), Most: w.bounded(s, wholeDays(most))}
	if e.Least > e.Most {
		w.note("its shortest duration is longer than its longest: the range is left out", s)
		return w.single(s)
	}
	if !s.Likely.IsZero() {
		w.note("its range has a likely duration: left out, since a plan here has the ends alone", s)
	}
	return e
}

// single is how many working days a step takes, of which one number says so.
func (w *taking) single(s plans.Step) plan.Effort {
	var days int
	switch {
	case !s.Duration.IsZero():
		days = wholeDays(s.Duration)
	case !s.Estimate.IsZero():
		days = wholeDays(s.Estimate)
	case !s.Start.IsZero() && !s.End.IsZero():
		days = weekdays(w.day(s.Start), w.day(s.End))
	default:
		days = 1
		if s.State != plans.Done && s.State != plans.Dropped {
			w.note("the file does not say how long it takes: one day", s)
		}
	}
	days = w.bounded(s, days)
	return plan.Effort{Least: days, Most: days}
}

func (w *taking) bounded(s plans.Step, days int) int {
	if days <= plan.MaxDays {
		return days
	}
	w.note(fmt.Sprintf("it takes more than %d working days: %d", plan.MaxDays, plan.MaxDays), s)
	return plan.MaxDays
}

// wholeDays rounds a length up to working days. What is less than none is none.
func wholeDays(l plans.Length) int {
	days := l.Amount
	switch l.Unit {
	case plans.WorkMinutes:
		days /= dayMinutes
	case plans.ClockMinutes:
		days = days / (24 * 60) * 5 / 7
	}
	return int(min(max(math.Ceil(days-1e-6), 0), plan.MaxDays+1))
}

// lagDays rounds a lag to working days, away from none; a lag in clock time counts as in wholeDays.
func lagDays(l plans.Length) int {
	if l.Amount < 0 {
		l.Amount = -l.Amount
		return -wholeDays(l)
	}
	return wholeDays(l)
}

// weekdays counts the days from Monday to Friday between two days, both with.
func weekdays(from, to worktime.Day) int {
	n := from.DaysUntil(to) + 1
	if n > 7*plan.MaxDays {
		return plan.MaxDays + 1
	}
	out := 0
	for i := range max(n, 0) {
		if d := from.AddDays(i).Weekday(); d != time.Saturday && d != time.Sunday {
			out++
		}
	}
	return max(out, 1)
}

// dates sets the days that a step is held to: by a constraint; by its planned
// start where it follows on nothing; in a list of what is due, by that day.
func (w *taking) dates(s plans.Step, out *plan.Step) {
	switch s.Fixed.Hold {
	case plans.EndOn:
		out.On = w.within(s, s.Fixed.At)
	case plans.StartNotBef:
		out.NotBefore = w.within(s, s.Fixed.At)
	case plans.StartOn:
		out.NotBefore = w.within(s, s.Fixed.At)
		if out.Effort.Most == 0 {
			out.NotBefore, out.On = worktime.Day{}, out.NotBefore
		}
	case "":
	default:
		held := string(s.Fixed.Hold)
		if !s.Fixed.At.IsZero() {
			held += " " + w.day(s.Fixed.At).String()
		}
		w.note("it is held to “"+held+"”, which a plan here does not know: left out", s)
	}
	tracked := isTracker(w.plan.Format) || s.Start.IsZero() && s.End.IsZero()
	switch {
	case s.Due.IsZero():
	case tracked && out.On.IsZero():
		out.On = w.within(s, s.Due)
	case w.day(s.Due) != out.On:
		w.note("it has the deadline "+w.day(s.Due).String()+": left out, since a plan here has fixed days alone; promise that day instead", s)
	}
	if out.NotBefore.IsZero() && out.On.IsZero() && !w.waits[s.Key] && !s.Start.IsZero() {
		out.NotBefore = w.within(s, s.Start)
	}
	if !out.On.IsZero() && out.On.Before(out.NotBefore) {
		out.NotBefore = worktime.Day{}
	}
}

// within gives the day of a moment if a plan here can have it.
func (w *taking) within(s plans.Step, m plans.Moment) worktime.Day {
	d := w.day(m)
	if d.Year < 1990 || d.Year >= 2200 {
		w.note("it has a day before 1990 or after 2199: left out", s)
		return worktime.Day{}
	}
	return d
}

// day gives the day of a moment.
func (w *taking) day(m plans.Moment) worktime.Day {
	if m.Precision == plans.Instant {
		return worktime.DayOf(m.Time, w.Zone)
	}
	return worktime.DayOf(m.Time, time.UTC)
}

// moment gives an instant; of a day, that at an hour.
func (w *taking) moment(m plans.Moment, hour int) time.Time {
	t := m.Time
	switch m.Precision {
	case "":
		return time.Time{}
	case plans.ByDay:
		t = time.Date(t.Year(), t.Month(), t.Day(), hour, 0, 0, 0, w.Zone)
	case plans.Local:
		t = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, w.Zone)
	}
	return t.UTC().Truncate(time.Millisecond)
}

func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}

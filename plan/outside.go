package plan

import (
	"fmt"
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// Outside is a plan as another tool has it, in the words of this package.
type Outside struct {
	Format string // what tells its sources from those of other tools: "mspdi"
	Name   string
	Steps  []OutsideStep // in their order
	Links  []Link        // their ends are named by the sources of steps
}

// Progress says how far another tool has a step.
type Progress string

// How far a step is.
const (
	ToDo  Progress = ""
	Begun Progress = "begun"
	Over  Progress = "done"
)

func (p Progress) rank() int {
	switch p {
	case Begun:
		return 1
	case Over:
		return 2
	}
	return 0
}

// Person is somebody whom another tool gives a step to.
type Person struct {
	Name, Email string
	// Key is what the tool itself knows him by, where it does not always tell his
	// name: an account.
	Key string `json:",omitempty"`
}

// OutsideStep is a step as another tool has it. Its Source says which it is. The
// moments of Step are those that the tool knows: a step may be done without
// anybody knowing when.
type OutsideStep struct {
	Step      Step
	Who       []Person `json:",omitempty"` // the first one is to hold it
	Progress  Progress `json:",omitempty"`
	CalledOff bool     `json:",omitempty"` // it is not brought in
	// Begun and Done are what was put down here of its progress.
	Begun time.Time `json:",omitzero"`
	Done  time.Time `json:",omitzero"`
	// Updated is when the other tool changed it last. Zero = it does not say.
	Updated time.Time `json:",omitzero"`
	// StageKey is what the other tool knows the stage by that the step itself has,
	// and StageAt when that stage, and the day that comes with it, were changed last.
	StageKey string    `json:",omitempty"`
	StageAt  time.Time `json:",omitzero"`
	// PartOf is the source of what it is a part of; without a stage of its own it
	// has the stage of that.
	PartOf string `json:",omitempty"`
}

// Merging brings a plan from outside into the one that is here.
type Merging struct {
	Project string
	Here    Plan
	Said    Outside // what the same source said when it was brought in last; zero = it never was
	File    Outside // what it says now, with a party for each step
	Part    bool    // the file says something of these steps only, and nothing of all others
	NewID   func() ID
	Today   worktime.Day
	Now     time.Time
}

// Merged is what becomes of a plan.
type Merged struct {
	Plan      Plan // as it will be
	Added     []Step
	Changed   []StepChange
	Same      int       // steps that are here as the file has them
	Older     int       // steps of which the file is older than what was said already: nothing of it is taken
	Kept      []Differs // were changed here, or cannot be what the file says, and stay
	Gone      []Step    // are in the file no more, and stay
	CalledOff []Step    // are called off in the file, and stay
	Removed   []string  // were taken out here, and are not brought back
	Passed    []Step    // new ones whose fixed day has passed: they have none
	Link      []Link    // new ones
	Unlink    []Link    // that the file has no more
	Circles   []Link    // of the file that would close a circle with links made here, and are left out
	Says      Outside   // to be remembered for the next time
}

// StepChange is a step before and after.
type StepChange struct{ Before, After Step }

// Differs is a step that stands otherwise in the file, in these respects.
type Differs struct {
	Here, File Step
	What       []Respect
}

// Respect is in which respect a step is changed.
type Respect string

// The respects.
const (
	InName      Respect = "name"
	InStage     Respect = "stage"
	InEffort    Respect = "days"
	InParty     Respect = "who holds it"
	InNotBefore Respect = "not before"
	InFixed     Respect = "fixed day"
	InProgress  Respect = "progress"
	InLinks     Respect = "what it follows on"
)

// Merge says what becomes of the plan. It refuses a file that passes the limits.
//
// What people changed here since the file was brought in last stays; all else
// becomes what the file says. No step is taken out, none is put back that was
// taken out here, and what is done or begun here is never undone.
func (m Merging) Merge() (Merged, error) {
	if n := len(m.File.Steps); n > MaxSteps {
		return Merged{}, fault.New(fault.Invalid, fmt.Sprintf("This plan has %d steps; a project has at most %d. Divide it, or take out what is done.", n, MaxSteps))
	}
	if n := len(m.File.Links); n > MaxLinks {
		return Merged{}, fault.New(fault.Invalid, fmt.Sprintf("This plan has %d links; a project has at most %d. Divide it.", n, MaxLinks))
	}
	w := merging{Merging: m, ids: map[string]ID{}, here: map[string]Step{}, said: map[string]OutsideStep{}, inFile: map[string]bool{}}
	w.out.Says = Outside{Format: m.File.Format, Name: m.File.Name, Links: m.File.Links}
	for _, s := range m.Here.Steps {
		if s.Source != "" {
			w.here[s.Source], w.ids[s.Source] = s, s.ID
		}
	}
	for _, s := range m.Said.Steps {
		w.said[s.Step.Source] = s
	}
	w.row = rowOf(m.Here.Steps)
	for i, f := range m.File.Steps {
		if w.inFile[f.Step.Source] {
			return Merged{}, fault.New(fault.Invalid, "Two steps of the file have the same key: "+f.Step.Source)
		}
		w.inFile[f.Step.Source] = true
		if err := w.step(i, f); err != nil {
			return Merged{}, err
		}
	}
	w.gone()
	w.place()
	w.links()
	if len(w.out.Plan.Steps) > MaxSteps {
		return Merged{}, fault.New(fault.Invalid, fmt.Sprintf("With this file the plan would have %d steps; a project has at most %d.", len(w.out.Plan.Steps), MaxSteps))
	}
	return w.out, w.circles()
}

// merging is a merge under way.
type merging struct {
	Merging
	out    Merged
	ids    map[string]ID // here, by source
	here   map[string]Step
	said   map[string]OutsideStep
	inFile map[string]bool
	row    *row
	last   ID // of the step before it in the file
}

// step brings one step in.
func (w *merging) step(at int, f OutsideStep) error {
	src := f.Step.Source
	before, here := w.here[src]
	said, known := w.said[src]
	if known && f.Updated.IsZero() {
		f.Updated = said.Updated
	}
	switch {
	case known && f.Updated.Before(said.Updated):
		w.out.Older++
		w.out.Says.Steps = append(w.out.Says.Steps, said)
		if here {
			w.last = before.ID
		}
		return nil
	case f.CalledOff:
		if here && !before.Done() {
			w.out.CalledOff = append(w.out.CalledOff, before)
		}
		if known {
			said.CalledOff, said.Updated = true, f.Updated
			w.out.Says.Steps = append(w.out.Says.Steps, said)
		}
		return nil
	case !here && known:
		w.out.Removed = append(w.out.Removed, f.Step.Name)
		w.out.Says.Steps = append(w.out.Says.Steps, f)
		return nil
	case !here:
		return w.add(at, f)
	}
	after := w.change(before, said, f, known)
	w.last = after.ID
	return nil
}

// add makes a new step.
func (w *merging) add(at int, f OutsideStep) error {
	s := f.Step
	s.ID, s.ProjectID, s.Version, s.Wording = w.NewID(), w.Project, 1, ""
	s.StartedAt, s.DoneAt = time.Time{}, time.Time{}
	s = f.progress(s, w.Now)
	if !s.On.IsZero() && s.On.Before(w.Today) && !s.Done() {
		w.out.Passed = append(w.out.Passed, s)
		s.On = worktime.Day{}
	}
	if err := s.Check(); err != nil {
		if x, ok := fault.As(err); ok {
			return fault.New(fault.Invalid, fmt.Sprintf("Step %d, “%s”: %s", at+1, s.Name, x.Error()))
		}
		return err
	}
	f.Begun, f.Done = s.StartedAt, s.DoneAt
	w.out.Says.Steps = append(w.out.Says.Steps, f)
	w.out.Added = append(w.out.Added, s)
	w.ids[s.Source] = s.ID
	w.row.insert(s, w.last)
	w.last = s.ID
	return nil
}

// progress puts down how far the other tool has a step: at the moments that it
// knows, else at those that are the likeliest.
func (f OutsideStep) progress(s Step, now time.Time) Step {
	past := func(t time.Time) time.Time {
		if t.After(now) {
			return now.UTC().Truncate(time.Millisecond)
		}
		return t
	}
	if f.Progress == ToDo {
		return s
	}
	if s.StartedAt.IsZero() {
		s.StartedAt = past(f.Step.StartedAt)
	}
	if f.Progress == Over {
		s.DoneAt = past(f.Step.DoneAt)
		if s.DoneAt.IsZero() {
			s.DoneAt = past(now)
		}
		if s.StartedAt.IsZero() || s.StartedAt.After(s.DoneAt) {
			s.StartedAt = s.DoneAt
		}
	} else if s.StartedAt.IsZero() {
		s.StartedAt = past(now)
	}
	return s
}

// change brings a step that is here up to date.
func (w *merging) change(before Step, said, f OutsideStep, known bool) Step {
	if f.StageKey != "" && f.StageKey == said.StageKey && f.StageAt.Before(said.StageAt) {
		if !f.StageAt.IsZero() { // else the file says what its stage is, and not since when
			f.Step.Stage, f.Step.On = said.Step.Stage, said.Step.On
		}
		f.StageAt = said.StageAt
	}
	s, d := before, Differs{Here: before, File: f.Step}
	respect(&d, InName, &s.Name, sides[string]{said.Step.Name, f.Step.Name, known})
	respect(&d, InStage, &s.Stage, sides[string]{said.Step.Stage, f.Step.Stage, known})
	respect(&d, InEffort, &s.Effort, sides[Effort]{said.Step.Effort, f.Step.Effort, known})
	respect(&d, InParty, &s.Party, sides[Party]{said.Step.Party, f.Step.Party, known})
	respect(&d, InNotBefore, &s.NotBefore, sides[worktime.Day]{said.Step.NotBefore, f.Step.NotBefore, known})
	respect(&d, InFixed, &s.On, sides[worktime.Day]{said.Step.On, f.Step.On, known})
	if w.Part && s.Name != before.Name && s.Wording == "" && s.Told.Known() {
		s.Wording = before.Name // nobody here has seen the new one, and the client reads it
	}
	if !s.NotBefore.IsZero() && !s.On.IsZero() && s.On.Before(s.NotBefore) {
		s.NotBefore, s.On = before.NotBefore, before.On
		d.What = append(d.What, InFixed)
	}
	var left bool
	if s, left = w.facts(s, said, f, known); left {
		d.What = append(d.What, InProgress)
	}
	f.Begun, f.Done = said.Begun, said.Done
	if s.StartedAt != before.StartedAt || s.DoneAt != before.DoneAt {
		f.Begun, f.Done = s.StartedAt, s.DoneAt
	}
	w.out.Says.Steps = append(w.out.Says.Steps, f)
	switch {
	case s != before:
		w.out.Changed = append(w.out.Changed, StepChange{before, s})
		w.row.change(s)
	case len(d.What) == 0:
		w.out.Same++
	}
	if len(d.What) > 0 {
		w.out.Kept = append(w.out.Kept, d)
	}
	return s
}

// sides are what the file said, and what it says.
type sides[T comparable] struct {
	said, says T
	known      bool // what it said
}

// respect takes what the file says where nobody changed it here, and lists it
// where somebody did.
func respect[T comparable](d *Differs, what Respect, here *T, of sides[T]) {
	switch {
	case *here == of.says, of.known && of.says == of.said:
	case of.known && *here == of.said:
		*here = of.says
	default:
		d.What = append(d.What, what)
	}
}

// facts takes what the file says to have happened: forwards only, and only where
// nobody here said something else.
func (w *merging) facts(s Step, said, f OutsideStep, known bool) (Step, bool) {
	if known && f.Progress == said.Progress && f.Step.StartedAt.Equal(said.Step.StartedAt) && f.Step.DoneAt.Equal(said.Step.DoneAt) {
		return s, false
	}
	here := 0
	switch {
	case s.Done():
		here = 2
	case s.Running():
		here = 1
	}
	untouched := known && s.StartedAt.Equal(said.Begun) && s.DoneAt.Equal(said.Done)
	forward := f.Progress.rank() > here
	corrects := untouched && f.Progress.rank() == here && here > 0
	if forward && (here == 0 || untouched) || corrects {
		s.DoneAt = time.Time{}
		if untouched {
			s.StartedAt = time.Time{}
		}
		return f.progress(s, w.Now), false
	}
	return s, f.Progress.rank() != here
}

// gone lists what the file has no more. What a part does not speak of is there
// as it was.
func (w *merging) gone() {
	for _, s := range w.Said.Steps {
		if w.Part {
			if !w.inFile[s.Step.Source] {
				w.out.Says.Steps = append(w.out.Says.Steps, s)
			}
			continue
		}
		if h, here := w.here[s.Step.Source]; !w.inFile[s.Step.Source] && here {
			w.out.Gone = append(w.out.Gone, h)
			w.out.Says.Steps = append(w.out.Says.Steps, s)
		}
	}
}

// place numbers the steps anew, in their order.
func (w *merging) place() {
	w.out.Plan.Steps = w.row.list()
	seq := make(map[ID]int, len(w.out.Plan.Steps))
	for _, s := range w.out.Plan.Steps {
		seq[s.ID] = s.Seq
	}
	for i := range w.out.Added {
		w.out.Added[i].Seq = seq[w.out.Added[i].ID]
	}
	for i := range w.out.Changed {
		w.out.Changed[i].After.Seq = seq[w.out.Changed[i].After.ID]
	}
}

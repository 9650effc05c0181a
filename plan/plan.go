// Package plan holds what a project is made of: steps, each held by somebody,
// which follow on each other.
//
// A plan is laid out in days, since days are what people agree on: a step takes
// so many working days of whoever holds it, by his office hours and holidays.
// The conventions, stated once:
//
//   - a step of one day begins and ends on the same day; one of no days is a
//     milestone, over on the day on which it can begin;
//   - finish-to-start: the follower begins on the next working day of its own
//     holder after the day on which the other one ends, and a lag of two adds two
//     working days of the follower's holder; a milestone may fall on that very day;
//   - start-to-start: the follower begins on the day on which the other one
//     begins, or so many working days later;
//   - a step that nobody has begun cannot begin before today, and one that is not
//     done cannot end before today;
//   - nothing completes itself: a step is done when somebody says so.
//
// Nothing here reads a clock, a file or a database. Stories 2 and 8.
package plan

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/worktime"
)

// The limits of a plan.
const (
	MaxSteps   = 5000 // of one project
	MaxLinks   = 20_000
	MaxDays    = 2000 // working days of one step
	MaxLag     = 1000 // working days, either way
	MaxName    = 200  // characters
	MaxWording = 500
	MaxStage   = 100
)

// ID names a step.
type ID string

// Side is on which side whoever holds a step is.
type Side string

// The sides.
const (
	Ours   Side = "us"
	Theirs Side = "client"
	Third  Side = "third party" // a contractor, an authority
)

// Party is who holds a step.
type Party struct {
	Side Side
	ID   string // of a member or a contact; "" = it is not said who
	Name string // of a third party
}

// Effort is how many working days a step takes, of whoever holds it: a range.
// No days at all are a milestone.
type Effort struct{ Least, Most int }

// Likely is what the plan reckons with: the middle, the later of two.
func (e Effort) Likely() int { return (e.Least + e.Most + 1) / 2 }

// Step is a piece of a project.
type Step struct {
	ID        ID
	ProjectID string
	Seq       int    // its place in the list, from 1
	Stage     string // the part of the project that it belongs to; "" = none
	Name      string
	Wording   string // as the client reads it; "" = he reads the name
	Party     Party
	Effort    Effort
	NotBefore worktime.Day // it begins on this day or later; zero = whenever it can
	On        worktime.Day // it ends on this day, whatever comes before it: a hearing, a fair; zero = no such day
	StartedAt time.Time
	DoneAt    time.Time
	Source    string // where it comes from, to know it again: "mspdi:17"; "" = made here
	// Kind is what sort of work it is, by which the forecast finds its like: the
	// name of the step of the template that it was made from; "" = its own name.
	Kind     string
	Template string // the template that it was made from; "" = none
	Told     Told
	Version  int
}

// Told is what the client was told of a step last: the baseline. The zero value:
// nothing.
type Told struct {
	Until  worktime.Day // by when it is done
	Latest worktime.Day // and at the latest
	With   string       // the notice
}

// Words is what the client reads.
func (s Step) Words() string {
	if s.Wording != "" {
		return s.Wording
	}
	return s.Name
}

// Check refuses a step that cannot be.
func (s Step) Check() error {
	var k fault.Check
	member.CheckLine(&k, "name", s.Name, MaxName)
	member.CheckOptionalLine(&k, "wording", s.Wording, MaxWording)
	member.CheckOptionalLine(&k, "stage", s.Stage, MaxStage)
	k.Want(s.Effort.Least >= 0 && s.Effort.Most <= MaxDays, "days", "A step takes between none and 2000 working days.")
	k.Want(s.Effort.Least <= s.Effort.Most, "days", "The range is the wrong way round.")
	k.Want(s.Party.Side == Ours || s.Party.Side == Theirs || s.Party.Side == Third, "party", "Say who holds it: us, the client or a third party.")
	if s.Party.Side == Third {
		member.CheckOptionalLine(&k, "party_name", s.Party.Name, MaxName)
	}
	k.Want(s.NotBefore.IsZero() || s.On.IsZero() || !s.On.Before(s.NotBefore), "on", "It cannot end before it may begin.")
	k.Want(inReach(s.NotBefore), "not_before", "Choose a day between 1990 and 2200.")
	k.Want(inReach(s.On), "on", "Choose a day between 1990 and 2200.")
	k.Want(s.DoneAt.IsZero() || !s.DoneAt.Before(s.StartedAt), "done_at", "It cannot be done before it was begun.")
	return k.Err()
}

// inReach keeps days out that no plan has, such as those of year 1 or 9999.
func inReach(d worktime.Day) bool { return d.IsZero() || d.Year >= 1990 && d.Year < 2200 }

// Done tells whether somebody said that it is done.
func (s Step) Done() bool { return !s.DoneAt.IsZero() }

// Running tells whether it was begun and is not done.
func (s Step) Running() bool { return !s.StartedAt.IsZero() && s.DoneAt.IsZero() }

// Start notes that a step was begun.
func (s Step) Start(at, now time.Time) (Step, error) {
	switch {
	case s.Done():
		return s, fault.New(fault.Conflict, "This step is done.")
	case at.After(now):
		return s, fault.Field("at", "Choose a moment that has passed.")
	}
	s.StartedAt = at.UTC().Truncate(time.Millisecond)
	return s, nil
}

// Finish notes that a step is done. One that nobody began was begun then.
func (s Step) Finish(at, now time.Time) (Step, error) {
	switch {
	case s.Done():
		return s, fault.New(fault.Conflict, "This step is done already.")
	case at.After(now):
		return s, fault.Field("at", "Choose a moment that has passed.")
	case at.Before(s.StartedAt):
		return s, fault.Field("at", "It cannot be done before it was begun.")
	}
	s.DoneAt = at.UTC().Truncate(time.Millisecond)
	if s.StartedAt.IsZero() {
		s.StartedAt = s.DoneAt
	}
	return s, nil
}

// Reopen takes back that a step is done, or that it was begun.
func (s Step) Reopen() (Step, error) {
	switch {
	case s.Done():
		s.DoneAt = time.Time{}
	case s.Running():
		s.StartedAt = time.Time{}
	default:
		return s, fault.New(fault.Conflict, "This step has not been begun.")
	}
	return s, nil
}

// LinkKind is how a step follows on another one.
type LinkKind string

// The kinds of links.
const (
	FinishStart LinkKind = "finish-start"
	StartStart  LinkKind = "start-start"
)

// Link says that a step follows on another one.
type Link struct {
	From, To ID
	Kind     LinkKind
	Lag      int // working days of whoever holds the follower; less than none = they overlap
}

// Plan is the steps of one project, in their order.
type Plan struct {
	Steps []Step
	Links []Link
}

// Step finds a step.
func (p Plan) Step(id ID) (Step, bool) {
	for _, s := range p.Steps {
		if s.ID == id {
			return s, true
		}
	}
	return Step{}, false
}

// Check refuses links that cannot be: to nothing, to itself, twice, in a circle,
// and more of anything than the limits.
func (p Plan) Check() error {
	if len(p.Steps) > MaxSteps || len(p.Links) > MaxLinks {
		return fault.New(fault.Invalid, "A plan has at most 5,000 steps and 20,000 links. Divide it into several projects.")
	}
	names := map[ID]string{}
	for _, s := range p.Steps {
		names[s.ID] = s.Name
	}
	seen := map[[2]ID]bool{}
	for _, l := range p.Links {
		from, there := names[l.From]
		to, too := names[l.To]
		switch {
		case !there || !too:
			return fault.Field("link", "A link leads to a step that is not in this plan.")
		case l.From == l.To:
			return fault.Field("link", "“"+from+"” cannot follow on itself.")
		case seen[[2]ID{l.From, l.To}]:
			return fault.Field("link", "“"+to+"” follows on “"+from+"” already.")
		case l.Kind != FinishStart && l.Kind != StartStart:
			return fault.Field("kind", "A step begins after the end of another one, or with it.")
		case l.Lag < -MaxLag || l.Lag > MaxLag:
			return fault.Field("lag", "A lag is at most 1000 working days.")
		}
		seen[[2]ID{l.From, l.To}] = true
	}
	_, err := p.order()
	return err
}

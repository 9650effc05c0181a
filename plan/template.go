package plan

import (
	"fmt"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/worktime"
)

// Template is a plan to start projects from. Whoever holds its steps is named by
// roles; when a project starts it is said who takes each.
type Template struct {
	ID      string
	Name    string
	Version int // of its steps: saving it again from a project makes the next one
	Steps   []TemplateStep
	Links   []Link // their ends are the keys of steps
}

// TemplateStep is a step of a template.
type TemplateStep struct {
	Key     string
	Kind    string // what sort of work it is, see [Step.Kind]
	Stage   string `json:",omitempty"`
	Name    string
	Wording string `json:",omitempty"`
	Role    Role
	Effort  Effort
	// After is how many working days after the start of the project it begins
	// at the earliest, besides what it follows on.
	After int `json:",omitempty"`
}

// Role is who holds steps of a template: a side and a word for it such as
// "designer"; of a third party, its name.
type Role struct {
	Side Side
	Word string
}

// MaxRole is how long the word for a role is, in characters.
const MaxRole = 100

// Roles lists the roles in the order in which they are needed.
func (t Template) Roles() []Role {
	var out []Role
	seen := map[Role]bool{}
	for _, s := range t.Steps {
		if !seen[s.Role] {
			seen[s.Role] = true
			out = append(out, s.Role)
		}
	}
	return out
}

// Check refuses a template that cannot be.
func (t Template) Check() error {
	var k fault.Check
	member.CheckLine(&k, "name", t.Name, MaxName)
	k.Want(len(t.Steps) > 0, "steps", "A template needs a step.")
	for _, s := range t.Steps {
		member.CheckOptionalLine(&k, "role", s.Role.Word, MaxRole)
	}
	if err := k.Err(); err != nil {
		return err
	}
	p := Plan{Links: t.Links}
	keys := map[string]bool{}
	for _, s := range t.Steps {
		if keys[s.Key] {
			return fault.Field("steps", "Two steps of a template have the same key.")
		}
		keys[s.Key] = true
		step := s.step()
		if err := step.Check(); err != nil {
			return err
		}
		p.Steps = append(p.Steps, step)
	}
	return p.Check()
}

// step is a step as the template has it, named by its key.
func (s TemplateStep) step() Step {
	return Step{ID: ID(s.Key), Stage: s.Stage, Name: s.Name, Wording: s.Wording, Effort: s.Effort, Kind: s.Kind, Party: Party{Side: s.Role.Side}}
}

// Saving makes a template of a project's plan.
type Saving struct {
	Plan      Plan
	Laid      []Laid
	Calendars Calendars
	Role      func(Party) Role
	Kind      func(Step) string
}

// Template is the plan as a template. What happened in the project is left out,
// and its days become working days after its start.
func (s Saving) Template() Template {
	var t Template
	var start worktime.Day
	for _, l := range s.Laid {
		if start.IsZero() || l.Start.Before(start) {
			start = l.Start
		}
	}
	keys, follows := map[ID]string{}, map[ID]bool{}
	for i, x := range s.Plan.Steps {
		keys[x.ID] = fmt.Sprintf("s%d", i+1)
	}
	for _, l := range s.Plan.Links {
		follows[l.To] = true
		t.Links = append(t.Links, Link{From: ID(keys[l.From]), To: ID(keys[l.To]), Kind: l.Kind, Lag: l.Lag})
	}
	for i, x := range s.Plan.Steps {
		step := TemplateStep{Key: keys[x.ID], Kind: s.Kind(x), Stage: x.Stage, Name: x.Name, Wording: x.Wording, Role: s.Role(x.Party), Effort: x.Effort}
		if held := !x.NotBefore.IsZero() || !x.On.IsZero(); held && (!follows[x.ID] || s.Laid[i].Why == ByDay || s.Laid[i].Why == ByFixed) || !follows[x.ID] && !x.StartedAt.IsZero() {
			step.After = max(0, min(s.Calendars(x.Party).BusinessDaysBetween(start, s.Laid[i].Start), MaxDays))
		}
		t.Steps = append(t.Steps, step)
	}
	return t
}

// Starting is how a project starts from a template.
type Starting struct {
	Project string
	Day     worktime.Day // on which it starts
	Take    map[Role]Party
	NewID   func(key string) ID
	Of      Calendars
}

// Start makes the plan of a project.
func (t Template) Start(s Starting) (Plan, error) {
	var out Plan
	if s.Day.IsZero() || !inReach(s.Day) {
		return out, fault.Field("starts_on", "Choose the day on which it starts.")
	}
	ids, follows := map[ID]ID{}, map[ID]bool{}
	for _, l := range t.Links {
		follows[l.To] = true
	}
	for i, x := range t.Steps {
		party, ok := s.Take[x.Role]
		if !ok {
			return out, fault.Field("roles", "Say who takes the role “"+x.Role.Say()+"”.")
		}
		step := x.step()
		step.ID, step.ProjectID, step.Seq, step.Party, step.Template, step.Version = s.NewID(x.Key), s.Project, i+1, party, t.ID, 1
		if x.After > 0 || !follows[ID(x.Key)] {
			day, ok := s.Of(party).AddBusinessDays(s.Day, x.After)
			if !ok {
				return out, fault.New(fault.Conflict, "Whoever takes the role “"+x.Role.Say()+"” never works by the hours that are set.")
			}
			step.NotBefore = day
		}
		ids[ID(x.Key)] = step.ID
		out.Steps = append(out.Steps, step)
	}
	for _, l := range t.Links {
		out.Links = append(out.Links, Link{From: ids[l.From], To: ids[l.To], Kind: l.Kind, Lag: l.Lag})
	}
	return out, out.Check()
}

// Say names the role.
func (r Role) Say() string {
	if strings.TrimSpace(r.Word) != "" {
		return r.Word
	}
	switch r.Side {
	case Theirs:
		return "client"
	case Third:
		return "third party"
	}
	return "us"
}

// Fit is where a project lies that is to end on a day.
type Fit struct {
	Start worktime.Day // the last day on which it can start; before today: that day has passed
	End   worktime.Day // its likely last day if it starts then, or today if that day has passed
	Over  int          // calendar days by which that is after the wished day
}

// longestBack is how far back a start is looked for, in days.
const longestBack = 20 * 366

// Fit lays the template back from a wished end: it finds the last day on which
// the project can start so that it is likely done then.
func (t Template) Fit(s Starting, wished worktime.Day, now time.Time) (Fit, error) {
	end := func(day, today worktime.Day) (worktime.Day, error) {
		s.Day = day
		p, err := t.Start(s)
		if err != nil {
			return day, err
		}
		laid, err := Lay(p, s.Of, time.Date(today.Year, today.Month, today.Date, 10, 0, 0, 0, time.UTC))
		last := day
		for _, l := range laid {
			if l.End.After(last) {
				last = l.End
			}
		}
		return last, err
	}
	low, high := 0, longestBack // days before the wished one: at high it fits
	for low < high {
		mid := (low + high) / 2
		day := wished.AddDays(-mid)
		last, err := end(day, day)
		if err != nil {
			return Fit{}, err
		}
		if last.After(wished) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	today := worktime.DayOf(now, time.UTC)
	f := Fit{Start: wished.AddDays(-low)}
	from := f.Start
	if from.Before(today) {
		from = today
	}
	var err error
	f.End, err = end(from, from)
	f.Over = max(0, wished.DaysUntil(f.End))
	return f, err
}

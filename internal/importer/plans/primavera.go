package plans

import (
	"fmt"
	"strconv"
	"strings"
)

// primavera puts together what Primavera writes in its two formats. Times are
// those of a clock without a zone, lengths are hours of working time.
type primavera struct {
	*gatherer
	projects   []primaveraProject
	groups     []primaveraGroup
	activities []primaveraActivity
	relations  []primaveraRelation
	assigned   map[string][]string // people by activity
	things     map[string]bool     // resources that are no people
}

type primaveraProject struct{ id, name string }

type primaveraGroup struct {
	line                      int
	id, parent, project, name string
	root                      bool // stands for the project
}

type primaveraActivity struct {
	line                     int
	id, project, group, code string
	step                     Step
}

type primaveraRelation struct {
	line           int
	from, to, kind string
	lag            string
}

func newPrimavera(f Format) *primavera {
	return &primavera{gatherer: newGatherer(f), assigned: map[string][]string{}, things: map[string]bool{}}
}

// hours reads a length in hours.
func (v *primavera) hours(p Problem, field, text string) Length {
	if text == "" {
		return Length{}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		err = fmt.Errorf("%s is no number of hours", quoted(text))
	}
	return v.length(p, field, Length{n * 60, WorkMinutes}, err)
}

// resource takes somebody; material and tools are nobody.
func (v *primavera) resource(line int, person Person, kind string) error {
	switch kind {
	case "RT_Mat", "RT_Equip", "Material", "Nonlabor":
		v.things[person.Key] = true
		v.problem(Problem{line, quoted(person.Name), "people", "it is material or a tool", "left out"})
		return nil
	}
	_, err := v.person(person)
	return err
}

func (v *primavera) assign(activity, who string) {
	if who != "" && !v.things[who] && len(v.assigned[activity]) <= MaxLabels {
		v.assigned[activity] = append(v.assigned[activity], who)
	}
}

// full refuses more activities and groups than a plan may have.
func (v *primavera) full(line int) error {
	if len(v.activities)+len(v.groups) > MaxSteps {
		return refuse("The plan has more than %d steps (line %d). Split it, or take out what is done.", MaxSteps, line)
	}
	return nil
}

// result makes the plan. The group that stands for the project is the plan
// itself where there is one project, a group of steps where there are more.
func (v *primavera) result() (Plan, error) {
	many := len(v.projects) > 1
	if len(v.projects) > 0 {
		v.plan.Name = v.projects[0].name
	}
	if many {
		v.problem(Problem{What: fmt.Sprintf("the file holds %d projects", len(v.projects)), Done: "read as one plan"})
	}
	names := map[string]string{}
	for _, p := range v.projects {
		names[p.id] = p.name
	}
	groups, stands := map[string]string{}, map[string]bool{}
	for _, w := range v.groups {
		stands[w.id] = true
		if w.root && !many {
			v.plan.Name = first(w.name, v.plan.Name)
			continue
		}
		groups[w.id] = "group " + w.id
	}
	for _, w := range v.groups {
		if key, ok := groups[w.id]; ok {
			parent := groups[w.parent]
			if !w.root && parent == "" && w.parent != "" && !stands[w.parent] {
				parent = "group " + w.parent
			}
			if err := v.step(w.line, Step{Key: key, Name: w.name, Parent: parent, Group: true}); err != nil {
				return Plan{}, err
			}
		}
	}
	keys := map[string]string{}
	for _, a := range v.activities {
		a.step.Key = first(a.code, a.id)
		if many {
			a.step.Key = first(names[a.project], a.project) + "/" + a.step.Key
		}
		a.step.Parent = groups[a.group]
		a.step.Assignees = v.assigned[a.id]
		if err := v.step(a.line, a.step); err != nil {
			return Plan{}, err
		}
		keys[a.id] = v.plan.Steps[len(v.plan.Steps)-1].Key
	}
	for _, r := range v.relations {
		if err := v.relation(r, keys); err != nil {
			return Plan{}, err
		}
	}
	return v.finish()
}

func (v *primavera) relation(r primaveraRelation, keys map[string]string) error {
	from, to := first(keys[r.from], r.from), first(keys[r.to], r.to)
	p := Problem{Line: r.line, Where: quoted(from) + " to " + quoted(to), Field: "link"}
	l := Link{From: from, To: to, Kind: v.kind(p, r.kind)}
	if !saysNothing(r.lag) {
		l.Lag = v.hours(p, lagField, r.lag)
	}
	return v.link(r.line, l)
}

// share is how much of a whole is done, in percent.
func share(part, whole float64) string {
	if whole <= 0 {
		return ""
	}
	return number(min(max(100*part/whole, 0), 100))
}

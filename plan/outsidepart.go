package plan

import (
	"slices"
	"time"

	"kept/worktime"
)

// Part is what another tool says of some steps of its plan.
type Part struct {
	Outside
	Cut []Link // that are no more; their kind and lag say nothing
	// Placed are the sources of steps of which it says what they are a part of; the
	// others are still a part of what they were.
	Placed map[string]bool
}

// StageNews is what another tool says of one of its stages.
type StageNews struct {
	Key  string       // what it knows the stage by
	Name string       // "" = the stage is no more, and its steps have none
	On   worktime.Day // that comes with the stage; zero = none
	At   time.Time    // when it was changed
}

// InStage is the part of a plan that a stage's news changes: what was said of
// the steps that have this stage, with the news. What was said later stays.
func (o Outside) InStage(n StageNews) Part {
	out := Part{Outside: Outside{Format: o.Format, Name: o.Name}}
	for _, s := range o.Steps {
		if s.StageKey != n.Key || s.CalledOff || n.At.Before(s.StageAt) {
			continue
		}
		s.Step.Stage, s.Step.On, s.StageAt = n.Name, n.On, n.At
		if n.Name == "" {
			s.StageKey, s.Step.On = "", worktime.Day{}
		}
		if !s.Step.On.IsZero() && s.Step.On.Before(s.Step.NotBefore) {
			s.Step.NotBefore = worktime.Day{}
		}
		out.Steps = append(out.Steps, s)
	}
	return out
}

// Completed is a part of a plan with what only the whole knows: the stages of
// what its steps are parts of, the steps that have their stages from those of the
// part, who is meant by accounts without a name, and the links that it does not
// speak of. whole is what was said of the plan before.
func (part Part) Completed(whole Outside) Outside {
	known := make(map[string]OutsideStep, len(whole.Steps))
	parts := map[string][]OutsideStep{}
	people := map[string]Person{}
	for _, s := range whole.Steps {
		known[s.Step.Source] = s
		if s.PartOf != "" && s.StageKey == "" {
			parts[s.PartOf] = append(parts[s.PartOf], s)
		}
		for _, p := range s.Who {
			if p.Key != "" {
				people[p.Key] = p
			}
		}
	}
	part.Steps = slices.Clone(part.Steps)
	at := map[string]int{}
	for i, s := range part.Steps {
		at[s.Step.Source] = i
	}
	for i := range part.Steps {
		s := &part.Steps[i]
		s.Who = slices.Clone(s.Who)
		for n, p := range s.Who {
			if is, ok := people[p.Key]; ok && p.Key != "" {
				s.Who[n] = is
			}
		}
		if !part.Placed[s.Step.Source] {
			s.PartOf = known[s.Step.Source].PartOf
		}
		if up, ok := known[s.PartOf]; ok && s.StageKey == "" && s.Step.Stage == "" {
			s.Step.Stage = up.Step.Stage
		}
	}
	for i := 0; i < len(part.Steps); i++ { // it grows: what is a part of a part
		up := part.Steps[i]
		for _, s := range parts[up.Step.Source] {
			if _, spoken := at[s.Step.Source]; spoken || s.CalledOff || s.Step.Stage == up.Step.Stage {
				continue
			}
			s.Step.Stage = up.Step.Stage
			at[s.Step.Source] = len(part.Steps)
			part.Steps = append(part.Steps, s)
		}
	}
	part.keepLinks(whole, at)
	return part.Outside
}

// keepLinks adds the links that were said among steps of the part: else they
// would count as taken away, since both their ends are in it.
func (part *Part) keepLinks(whole Outside, in map[string]int) {
	spoken := map[[2]ID]bool{}
	for _, l := range slices.Concat(part.Links, part.Cut) {
		spoken[[2]ID{l.From, l.To}] = true
	}
	part.Links = slices.Clone(part.Links)
	for _, l := range whole.Links {
		_, from := in[string(l.From)]
		_, to := in[string(l.To)]
		if from && to && !spoken[[2]ID{l.From, l.To}] {
			part.Links = append(part.Links, l)
		}
	}
}

// Recalled is a whole plan of a tool whose files do not say all that its news say,
// such as a list of issues: what follows on what, and what a step is a part of,
// are as they were said before. before is what was said.
func (o Outside) Recalled(before Outside) Outside {
	all := map[string]OutsideStep{}
	for _, s := range before.Steps {
		all[s.Step.Source] = s
	}
	o.Steps = slices.Clone(o.Steps)
	for i := range o.Steps {
		s := &o.Steps[i]
		if s.PartOf == "" {
			s.PartOf = all[s.Step.Source].PartOf
		}
	}
	for _, s := range o.Steps {
		all[s.Step.Source] = s
	}
	for i := range o.Steps {
		s := &o.Steps[i]
		up := s.PartOf
		for deep := 0; s.Step.Stage == "" && s.StageKey == "" && up != "" && deep < mostDeep; deep++ {
			if of := all[up]; of.StageKey != "" {
				s.Step.Stage = of.Step.Stage
			}
			up = all[up].PartOf
		}
	}
	spoken := map[[2]ID]bool{}
	for _, l := range o.Links {
		spoken[[2]ID{l.From, l.To}] = true
	}
	o.Links = slices.Clone(o.Links)
	for _, l := range before.Links {
		if !spoken[[2]ID{l.From, l.To}] {
			o.Links = append(o.Links, l)
		}
	}
	return o
}

// mostDeep is how many levels of parts are looked through; GitHub has eight.
const mostDeep = 20

package plans

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// planner reads the files of GNOME Planner (once MrProject). Tasks stand in
// each other; all they say are attributes.
type planner struct {
	*gatherer
	r        *xmlReader
	above    []string // the tasks around this place
	steps    []mspdiTask
	assigned map[string][]string
}

var plannerTask = known("id name note work duration start end work-start percent-complete priority type scheduling")

func readPlanner(src source) (Plan, error) {
	if err := piecesAreShort(src.text); err != nil {
		return Plan{}, err
	}
	p := &planner{gatherer: newGatherer(Planner), r: newXML(src.text), assigned: map[string][]string{}}
	for {
		t, err := p.r.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Plan{}, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if err := p.begin(e); err != nil {
				return Plan{}, err
			}
		case xml.EndElement:
			if e.Name.Local == "task" && len(p.above) > 0 {
				p.above = p.above[:len(p.above)-1]
			}
		}
	}
	groups := map[string]bool{}
	for _, t := range p.steps {
		groups[t.step.Parent] = true
	}
	for _, t := range p.steps {
		t.step.Assignees, t.step.Group = p.assigned[t.step.Key], groups[t.step.Key]
		if err := p.step(t.line, t.step); err != nil {
			return Plan{}, err
		}
	}
	return p.finish()
}

func (p *planner) begin(e xml.StartElement) error {
	get := func(name string) string { return attribute(e, name) }
	switch e.Name.Local {
	case "project":
		p.plan.Name = get("name")
	case "task":
		return p.task(e)
	case "constraint":
		p.constraint(e)
	case "predecessor":
		return p.predecessor(e)
	case "resource":
		if get("id") != "" && slices.Contains(p.r.path, "resources") {
			_, err := p.person(Person{get("id"), get("name"), get("email")})
			return err
		}
	case "allocation":
		if task := get("task-id"); len(p.assigned[task]) <= MaxLabels {
			p.assigned[task] = append(p.assigned[task], get("resource-id"))
		}
	case "calendar":
		p.leave("calendars")
	case "property":
		p.leave("properties of one's own")
	}
	return nil
}

func (p *planner) task(e xml.StartElement) error {
	if len(p.steps) >= MaxSteps {
		return refuse("The plan has more than %d steps (line %d). Split it, or take out what is done.", MaxSteps, p.r.line)
	}
	get := func(name string) string { return attribute(e, name) }
	s := Step{Key: get("id"), Name: get("name"), Note: get("note"), Milestone: get("type") == "milestone"}
	if len(p.above) > 0 {
		s.Parent = p.above[len(p.above)-1]
	}
	at := Problem{Line: p.r.line, Where: called(s)}
	s.Start, s.End = p.clock(at, "start", get("start")), p.clock(at, "end", get("end"))
	s.Percent = p.percent(at, get("percent-complete"))
	if s.Percent == 100 {
		s.State = Done
	}
	if priority := get("priority"); !saysNothing(priority) {
		s.Priority = priority
	}
	s.Duration, s.Estimate = p.seconds(at, "duration", get("duration")), p.seconds(at, "work", get("work"))
	for _, a := range e.Attr {
		if !plannerTask[a.Name.Local] && !saysNothing(a.Value) {
			p.unread("fields of tasks", a.Name.Local)
		}
	}
	p.above = append(p.above, s.Key)
	p.steps = append(p.steps, mspdiTask{p.r.line, s})
	return nil
}

// clock reads "20070223T170000Z". The Z says nothing: Planner writes the
// times of an office's clock with it.
func (p *planner) clock(at Problem, field, text string) Moment {
	m := p.moment(at, field, text)
	if m.Precision == Instant {
		m.Precision = Local
	}
	return m
}

// seconds reads a number of working seconds.
func (p *planner) seconds(at Problem, field, text string) Length {
	if text == "" {
		return Length{}
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		err = fmt.Errorf("%s is no number of seconds", quoted(text))
	}
	return p.length(at, field, Length{n / 60, WorkMinutes}, err)
}

var plannerHolds = map[string]Hold{"must-start-on": StartOn, "must-finish-on": EndOn, "start-no-earlier-than": StartNotBef, "finish-no-later-than": EndBy}

// constraint holds the task around it to a date.
func (p *planner) constraint(e xml.StartElement) {
	hold, ok := plannerHolds[attribute(e, "type")]
	if !ok || len(p.above) == 0 {
		return
	}
	s := &p.steps[len(p.steps)-1].step
	if at := p.clock(Problem{Line: p.r.line, Where: called(*s)}, "constraint", attribute(e, "time")); !at.IsZero() {
		s.Fixed = Fixing{hold, at}
	}
}

func (p *planner) predecessor(e xml.StartElement) error {
	if len(p.above) == 0 {
		return nil
	}
	at := Problem{Line: p.r.line, Where: quoted(p.above[len(p.above)-1]), Field: "link"}
	l := Link{From: attribute(e, "predecessor-id"), To: p.above[len(p.above)-1], Kind: p.kind(at, attribute(e, "type"))}
	if lag := attribute(e, "lag"); !saysNothing(lag) {
		l.Lag = p.seconds(at, lagField, lag)
	}
	return p.link(p.r.line, l)
}

// kind reads the kind of a link as most tools write it.
func (g *gatherer) kind(p Problem, text string) LinkKind {
	switch kind := LinkKind(text); kind {
	case FS, SS, FF, SF:
		return kind
	case "":
		return FS
	}
	p.What, p.Done = "the link is of the kind "+quoted(text), "read as finish to start"
	g.problem(p)
	return FS
}

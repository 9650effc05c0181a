package plans

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// mspdi reads the XML of Microsoft Project ("MSPDI", schemas.microsoft.com/project).
// Its times are those of a clock without a zone.
type mspdi struct {
	*gatherer
	dayMinutes float64 // in a working day
	outline    []string
	assigned   map[string][]string // people by task
	things     map[string]string   // resources that are no people, by id
	guesses    map[string]string   // fields of one's own, by id, that are called a guess of the duration
	tasks      []mspdiTask
}

type mspdiTask struct {
	line int
	step Step
}

var (
	mspdiTaskParts = known(`UID ID Name IsNull OutlineLevel OutlineNumber WBS Start Finish Duration DurationFormat Work Milestone Summary PercentComplete ActualStart ActualFinish
		ConstraintType ConstraintDate Deadline Notes HyperlinkAddress Priority PredecessorLink Active CreateDate ManualStart ManualFinish ManualDuration`)
	mspdiPersonParts = known(`UID ID Name Type IsNull Initials EmailAddress`)
)

func readMSPDI(src source) (Plan, error) {
	m := &mspdi{gatherer: newGatherer(MSPDI), dayMinutes: 480, assigned: map[string][]string{}, things: map[string]string{}, guesses: map[string]string{}}
	paths := map[string]bool{"Project/ExtendedAttributes/ExtendedAttribute": true, "Project/Name": true, "Project/Title": true, "Project/MinutesPerDay": true, "Project/Tasks/Task": true,
		"Project/Resources/Resource": true, "Project/Assignments/Assignment": true, "Project/Calendars/Calendar": false}
	title := ""
	err := records(src.text, paths, func(path string, n node) error {
		switch path {
		case "Project/Name":
			m.plan.Name = n.text
		case "Project/Title":
			title = n.text
		case "Project/MinutesPerDay":
			if minutes, err := strconv.ParseFloat(n.text, 64); err == nil && minutes >= 1 && minutes <= 1440 {
				m.dayMinutes = minutes
			}
		case "Project/ExtendedAttributes/ExtendedAttribute":
			if of := rangeOf(n.get("Alias")); of != "" && strings.HasPrefix(n.get("FieldName"), "Duration") {
				m.guesses[n.get("FieldID")] = of
			}
		case "Project/Tasks/Task":
			return m.task(n)
		case "Project/Resources/Resource":
			return m.resource(n)
		case "Project/Assignments/Assignment":
			m.assignment(n)
		default:
			m.leave("calendars")
		}
		return nil
	})
	if err != nil {
		return Plan{}, err
	}
	m.plan.Name = first(m.plan.Name, title)
	for _, t := range m.tasks {
		t.step.Assignees = m.assigned[t.step.Key]
		if err := m.step(t.line, t.step); err != nil {
			return Plan{}, err
		}
	}
	return m.finish()
}

// task reads a task. The one at the level 0, with the id 0, is the project itself.
func (m *mspdi) task(n node) error {
	if n.get("IsNull") == "1" {
		return nil // an empty row of the table
	}
	uid := n.get("UID")
	if level := n.get("OutlineLevel"); level == "0" || uid == "0" && level == "" {
		return nil
	}
	if len(m.tasks) >= MaxSteps {
		return refuse("The plan has more than %d steps (line %d). Split it, or take out what is done.", MaxSteps, n.line)
	}
	s := Step{Key: uid, Name: n.get("Name"), Note: n.get("Notes"), Group: n.get("Summary") == "1", Milestone: n.get("Milestone") == "1", URL: n.get("HyperlinkAddress")}
	p := Problem{Line: n.line, Where: called(s)}
	s.Parent = m.parent(p, n, uid)
	s.Start = m.moment(p, "start", n.get("Start"))
	s.End = m.moment(p, "end", n.get("Finish"))
	s.Due = m.moment(p, "deadline", n.get("Deadline"))
	s.Created = m.moment(p, "created", n.get("CreateDate"))
	s.Started = m.moment(p, "started", n.get("ActualStart"))
	s.Finished = m.moment(p, "finished", n.get("ActualFinish"))
	s.Fixed = m.fixing(p, n)
	s.Duration = m.duration(p, "duration", n.get("Duration"), n.get("DurationFormat"))
	if work := n.get("Work"); !saysNothing(work) {
		s.Estimate = m.duration(p, "work", work, "5")
	}
	s.Percent = m.percent(p, n.get("PercentComplete"))
	if priority := n.get("Priority"); priority != "500" {
		s.Priority = priority
	}
	switch {
	case n.get("Active") == "0":
		s.State = Dropped
	case s.Percent == 100:
		s.State = Done
	}
	for _, k := range n.kids {
		if k.name == "PredecessorLink" {
			if err := m.predecessor(p, k, uid); err != nil {
				return err
			}
		}
	}
	n.kids = slices.DeleteFunc(n.kids, func(k node) bool {
		of, ok := m.guesses[k.get("FieldID")]
		if k.name != "ExtendedAttribute" || !ok {
			return false
		}
		s.guess(of, m.duration(p, of, k.get("Value"), k.get("DurationFormat")))
		return true
	})
	m.unreadParts("fields of tasks", n, mspdiTaskParts)
	m.tasks = append(m.tasks, mspdiTask{n.line, s})
	return nil
}

// parent tells by the levels of the tasks before it what a task is a part of.
func (m *mspdi) parent(p Problem, n node, uid string) string {
	level, err := strconv.Atoi(n.get("OutlineLevel"))
	if err != nil || level < 1 || level > len(m.outline)+1 {
		if n.get("OutlineLevel") != "" {
			p.Field, p.What, p.Done = "outline", "it stands at level "+quoted(n.get("OutlineLevel"))+" below none at the level before", "it is put below the last step"
			m.problem(p)
		}
		level = min(max(level, 1), len(m.outline)+1)
	}
	m.outline = append(m.outline[:level-1], uid)
	if level == 1 {
		return ""
	}
	return m.outline[level-2]
}

// mspdiHolds are the types of constraints; 0 is as soon as possible.
var mspdiHolds = map[string]Hold{"1": AsLate, "2": StartOn, "3": EndOn, "4": StartNotBef, "5": StartBy, "6": EndNotBef, "7": EndBy}

func (m *mspdi) fixing(p Problem, n node) Fixing {
	hold, ok := mspdiHolds[n.get("ConstraintType")]
	if !ok {
		return Fixing{}
	}
	if hold == AsLate {
		return Fixing{Hold: hold}
	}
	at := m.moment(p, "constraint", n.get("ConstraintDate"))
	if at.IsZero() {
		return Fixing{}
	}
	return Fixing{hold, at}
}

// duration reads a length in the unit that it is shown in: 3 and 5 are minutes
// and hours, 7, 9 and 11 days, weeks and months, each plus 1 on the clock and
// plus 32 where it is estimated.
func (m *mspdi) duration(p Problem, field, text, shownIn string) Length {
	if text == "" {
		return Length{}
	}
	minutes, err := isoMinutes(text)
	return m.length(p, field, m.in(minutes, shownIn), err)
}

func (m *mspdi) in(minutes float64, shownIn string) Length {
	code, err := strconv.Atoi(shownIn)
	if err != nil {
		return Length{minutes, WorkMinutes}
	}
	switch code &^ 32 {
	case 4, 6, 8, 10, 12, 20:
		return Length{minutes, ClockMinutes}
	case 7, 9, 11, 21:
		return Length{minutes / m.dayMinutes, WorkDays}
	}
	return Length{minutes, WorkMinutes}
}

// mspdiLinks are the types of links.
var mspdiLinks = map[string]LinkKind{"0": FF, "1": FS, "2": SF, "3": SS, "": FS}

func (m *mspdi) predecessor(p Problem, k node, uid string) error {
	p.Line, p.Field = k.line, "link"
	if k.get("CrossProject") == "1" {
		p.What, p.Done = "it waits for a task of another project: "+quoted(k.get("CrossProjectName")), "left out"
		m.problem(p)
		return nil
	}
	kind, ok := mspdiLinks[k.get("Type")]
	if !ok {
		p.What, p.Done = "the link has the type "+quoted(k.get("Type")), "read as finish to start"
		m.problem(p)
		kind = FS
	}
	l := Link{From: k.get("PredecessorUID"), To: uid, Kind: kind}
	if lag := k.get("LinkLag"); !saysNothing(lag) {
		tenths, err := strconv.ParseFloat(lag, 64)
		switch format := k.get("LagFormat"); {
		case err != nil:
			err = fmt.Errorf("%s is no lag", quoted(lag))
		case format == "19" || format == "20" || format == "51" || format == "52":
			err = fmt.Errorf("the lag is %s%% of the other step", shown(lag))
		default:
			l.Lag = m.in(tenths/10, format)
		}
		l.Lag = m.length(p, lagField, l.Lag, err)
	}
	return m.link(k.line, l)
}

// resource reads somebody; material and costs are nobody.
func (m *mspdi) resource(n node) error {
	if n.get("IsNull") == "1" || n.get("UID") == "0" || n.get("Name") == "" {
		return nil
	}
	if kind := n.get("Type"); kind == "0" || kind == "2" {
		m.things[n.get("UID")] = n.get("Name")
		m.problem(Problem{n.line, quoted(n.get("Name")), "people", "it is material or a cost", "left out"})
		return nil
	}
	m.unreadParts("fields of resources", n, mspdiPersonParts)
	_, err := m.person(Person{n.get("UID"), n.get("Name"), n.get("EmailAddress")})
	return err
}

// assignment gives a task to somebody. An id below zero is nobody.
func (m *mspdi) assignment(n node) {
	task, who := n.get("TaskUID"), n.get("ResourceUID")
	if _, thing := m.things[who]; thing || who == "" || who == "0" || who[0] == '-' || len(m.assigned[task]) > MaxLabels {
		return
	}
	m.assigned[task] = append(m.assigned[task], who)
}

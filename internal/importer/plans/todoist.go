package plans

import (
	"regexp"
	"strings"
	"time"

	"kept/internal/importer/table"
)

// todoist reads the CSV of a project of Todoist. It has no ids: a task is
// known by its section, the tasks around it and its name.
type todoist struct {
	*sheet
	kind, content, note, priority, indent, who []int
	date, zone, duration, unit, deadline       []int
	section                                    string
	above                                      []string // the tasks around this place
	count                                      map[string]int
}

func readTodoist(src source) (Plan, error) {
	s := newSheet(Todoist, src.table)
	t := todoist{sheet: s, count: map[string]int{},
		kind: s.columns("TYPE"), content: s.columns("CONTENT"), note: s.columns("DESCRIPTION"), priority: s.columns("PRIORITY"), indent: s.columns("INDENT"),
		who: s.columns("RESPONSIBLE"), date: s.dates("DATE"), zone: s.columns("TIMEZONE"), duration: s.columns("DURATION"), unit: s.columns("DURATION_UNIT"), deadline: s.dates("DEADLINE")}
	s.columns("AUTHOR", "DATE_LANG", "DEADLINE_LANG", "IS_COLLAPSED")
	for _, r := range s.table.Rows {
		var err error
		switch table.Fold(s.one(r, t.kind)) {
		case "section":
			t.section, t.above = s.one(r, t.content), nil
		case "task":
			err = t.task(r)
		case "note":
			t.comment(s.one(r, t.content))
		default:
			s.leave("rows of the type " + s.one(r, t.kind))
		}
		if err != nil {
			return Plan{}, err
		}
	}
	s.tellUnused()
	return s.finish()
}

var (
	todoistLabel  = regexp.MustCompile(`(?:^|\s)@([^\s@]+)`)
	todoistPerson = regexp.MustCompile(`^(.*\S)\s*\((\d+)\)$`)
	todoistTimes  = regexp.MustCompile(`(?i)^every\b|^after\b`)
)

func (t *todoist) task(r table.Row) error {
	s := Step{Name: t.one(r, t.content), Note: t.one(r, t.note), Stage: t.section, Priority: t.one(r, t.priority)}
	p := Problem{Line: r.Line, Where: called(s)}
	if level := int(strings.TrimSpace(t.one(r, t.indent) + "1")[0] - '1'); level >= 0 && level <= len(t.above) && level < 9 {
		t.above = t.above[:level]
	} else {
		p.Field, p.What, p.Done = "indent", "it stands below no task", "it stands by itself"
		t.problem(p)
		t.above = nil
	}
	if len(t.above) > 0 {
		s.Parent = t.above[len(t.above)-1]
	}
	s.Key = t.unique(strings.Join([]string{first(s.Parent, t.section), shown(oneLine(s.Name))}, " / "))
	t.above = append(t.above, s.Key)
	s.Due = t.when(p, r, "date", t.date)
	if t.one(r, t.deadline) != "" {
		s.Start, s.Due = s.Due, t.when(p, r, "deadline", t.deadline)
	}
	if text := t.one(r, t.duration); text != "" {
		l, err := lengthOf(text, first(t.one(r, t.unit), "minute"))
		s.Duration = t.length(p, "duration", l, err)
	}
	for _, m := range todoistLabel.FindAllStringSubmatch(s.Name, MaxLabels) {
		s.Labels = append(s.Labels, m[1])
	}
	if text := t.one(r, t.who); text != "" {
		who := Person{Name: text}
		if m := todoistPerson.FindStringSubmatch(text); m != nil {
			who = Person{Key: m[2], Name: m[1]}
		}
		key, err := t.person(who)
		if err != nil {
			return err
		}
		s.Assignees = []string{key}
	}
	return t.step(r.Line, s)
}

// unique makes the second of two equal keys another one.
func (t *todoist) unique(key string) string {
	key = oneLine(key)
	if t.count[key]++; t.count[key] > 1 {
		return key + " (" + number(float64(t.count[key])) + ")"
	}
	return key
}

// when reads a date, a time of day being of the zone that the row names.
func (t *todoist) when(p Problem, r table.Row, field string, columns []int) Moment {
	text := t.one(r, columns)
	if todoistTimes.MatchString(text) {
		p.Field, p.What, p.Done = field, quoted(text)+" comes again and again", "it has no date"
		t.problem(p)
		return Moment{}
	}
	m := t.sheet.date(p, field, r, columns)
	zone := t.one(r, t.zone)
	if m.Precision != Local || zone == "" {
		return m
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		p.Field, p.What, p.Done = "timezone", "the zone "+quoted(zone)+" is not known", "the time is read without a zone"
		t.problem(p)
		return m
	}
	u := m.Time
	return Moment{Instant, time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), u.Second(), 0, loc).UTC()}
}

// comment adds what was said about a task to its note.
func (t *todoist) comment(text string) {
	if len(t.plan.Steps) == 0 {
		t.leave("comments")
		return
	}
	s := &t.plan.Steps[len(t.plan.Steps)-1]
	if len(s.Note)+len(text) > MaxNote {
		t.leave("comments")
		return
	}
	s.Note = strings.TrimSpace(s.Note + "\n\n" + manyLines(text))
}

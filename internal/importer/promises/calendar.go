package promises

import (
	"fmt"
	"slices"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/contentline"
	"kept/internal/importer/ics"
	"kept/promise"
	"kept/worktime"
)

// FromCalendar maps a calendar. Each event and to-do with a date in the window
// becomes a draft; of a recurring one each instance in the window is its own. A
// timed event is an appointment at its beginning; a whole-day event is a
// deliverable of its last day; a to-do is a deliverable of its due date.
// Whatever is called off, done, without words or date, or outside of the
// window is skipped and told.
func FromCalendar(c *ics.Calendar, o Options) (Result, error) {
	if !o.Window.From.Before(o.Window.To) {
		return Result{}, fault.New(fault.Invalid, "Say from when to when the calendar is to be taken: the end must be after the beginning.")
	}
	if o.Window.Home == nil {
		o.Window.Home = time.UTC
	}
	o.Window.Home = c.Home(o.Window.Home)
	instances, told := c.Instances(o.Window)
	m := calendarMapping{cal: c, o: o, seen: map[string]bool{}, first: map[string]*ics.Entry{}}
	for i := range c.Entries {
		e := &c.Entries[i]
		if e.RecurrenceID != nil || e.Start == nil {
			continue
		}
		if known := m.first[e.UID]; known == nil || e.Sequence > known.Sequence {
			m.first[e.UID] = e
		}
	}
	m.out.Problems = slices.Concat(c.Problems, told)
	for i, inst := range instances {
		m.instance(inst)
		o.tell(i+1, len(instances))
	}
	m.rest(instances, told)
	for _, inst := range c.Dropped(o.Window, instances) {
		e := inst.Entry
		if words := oneLine(e.Summary); words != "" && e.UID != "" {
			m.out.Dropped = append(m.out.Dropped, Dropped{Key: m.key(inst, inst.Anchor()), Line: e.Line, Words: cut(words, 100)})
		}
	}
	return m.out, nil
}

type calendarMapping struct {
	cal   *ics.Calendar
	o     Options
	seen  map[string]bool
	first map[string]*ics.Entry // by UID: of the newest, the first in the file
	out   Result
}

func (m *calendarMapping) skip(e *ics.Entry, why string) {
	m.out.Skipped = append(m.out.Skipped, Skipped{Line: e.Line, Words: cut(oneLine(e.Summary), 100), Why: why})
}

// pass skips an instance that may be a promise since an earlier time.
func (m *calendarMapping) pass(i ics.Instance, why string) {
	m.skip(i.Entry, why)
	s := &m.out.Skipped[len(m.out.Skipped)-1]
	switch {
	case i.Entry.Cancelled():
		s.Ended = calledOff
	case i.Entry.Kind == ics.Todo && i.Entry.Status == "COMPLETED":
		s.Ended = done
	}
	if anchor := i.Anchor(); anchor != nil {
		s.Key = m.key(i, anchor)
		s.Day, s.At = m.when(i, anchor)
	}
}

// instance maps one instance of an event or to-do.
func (m *calendarMapping) instance(i ics.Instance) {
	e := i.Entry
	words := oneLine(e.Summary)
	switch anchor := i.Anchor(); {
	case e.Cancelled():
		m.pass(i, "it was called off"+on(i))
	case e.Kind == ics.Todo && e.Status == "COMPLETED":
		m.pass(i, "it is done already"+on(i))
	case anchor == nil:
		m.skip(e, "it has no date")
	case words == "":
		m.skip(e, "it has no words"+on(i))
	default:
		m.draft(i, anchor, cut(words, promise.MaxWords))
	}
}

// on names the date of an instance.
func on(i ics.Instance) string {
	if a := i.Anchor(); a != nil {
		return " (" + a.Day.String() + ")"
	}
	return ""
}

// when is what an instance promises: the day on which it ends, or the moment
// at which it begins.
func (m *calendarMapping) when(i ics.Instance, anchor *ics.Moment) (worktime.Day, time.Time) {
	switch {
	case anchor.Form != ics.WholeDay:
		return worktime.Day{}, anchor.In(m.o.Window.Home)
	case i.Entry.Kind == ics.Event:
		return ics.Last(i.Start, i.End), time.Time{}
	}
	return anchor.Day, time.Time{}
}

func (m *calendarMapping) draft(i ics.Instance, anchor *ics.Moment, words string) {
	e := i.Entry
	d := Draft{
		Key: m.key(i, anchor), Line: e.Line, Words: words, Kind: promise.Deliverable, Owner: e.Organizer.Address,
		Source: source(m.name(), fmt.Sprintf("line %d", e.Line)),
		Hints:  m.hints(e), Accepted: accepted(e),
	}
	if e.Repeats() {
		d.Series = fmt.Sprintf("line %d", e.Line)
	}
	if d.Day, d.At = m.when(i, anchor); !d.At.IsZero() {
		d.Zone = m.zone(anchor)
		if e.Kind == ics.Event {
			d.Kind = promise.Appointment
		}
	}
	if m.seen[d.Key] {
		m.skip(e, "it says the same as an earlier one"+on(i))
		return
	}
	m.seen[d.Key] = true
	m.out.Drafts = append(m.out.Drafts, d)
}

// accepted gives the addresses of those who said that they come.
func accepted(e *ics.Entry) []string {
	var out []string
	for _, p := range e.Attendees {
		if p.Status == "ACCEPTED" && p.Address != "" {
			out = append(out, p.Address)
		}
	}
	return out
}

// name is what the calendar is called: its own name, else the file's.
func (m *calendarMapping) name() string {
	if m.cal.Name != "" {
		return m.cal.Name
	}
	return m.o.File
}

// zone is the zone in which a moment was thought of. Google writes single
// events in UTC and the zone of the calendar beside them.
func (m *calendarMapping) zone(a *ics.Moment) string {
	if a.Zone != "" && a.Zone != "UTC" {
		return a.Zone
	}
	return m.cal.Zone
}

func (m *calendarMapping) hints(e *ics.Entry) Hints {
	h := Hints{Summary: e.Summary, Location: e.Location, Categories: e.Categories, Calendar: m.cal.Name}
	for _, p := range append([]ics.Person{e.Organizer}, e.Attendees...) {
		if p.Address != "" && !slices.Contains(h.Addresses, p.Address) {
			h.Addresses = append(h.Addresses, p.Address)
		}
	}
	return h
}

// key makes the key of an instance; see the package comment. Careless programs
// give one UID to several events: all but the first are told apart by their start.
func (m *calendarMapping) key(i ics.Instance, anchor *ics.Moment) string {
	e := i.Entry
	if e.UID == "" {
		return contentKey("ics:", e.Summary, i.ID, anchor.Key())
	}
	key := exactKey("ics:", e.UID) + "#" + i.ID
	if e.RecurrenceID == nil && e.Start != nil && e.Start.Key() != m.first[e.UID].Start.Key() {
		key += "@" + e.Start.Key()
	}
	return key
}

// rest tells the entries of which no instance was given: those outside of the
// window, and journals and free-busy lists. Those that lost to a newer one were
// told by their line already.
func (m *calendarMapping) rest(instances []ics.Instance, told []contentline.Problem) {
	given := map[int]bool{}
	for _, i := range instances {
		given[i.Entry.Line] = true
	}
	for _, p := range told {
		given[p.Line] = true
	}
	w := m.o.Window
	for i := range m.cal.Entries {
		e := &m.cal.Entries[i]
		switch {
		case given[e.Line]:
		case e.Kind == ics.Event || e.Kind == ics.Todo:
			why := fmt.Sprintf("it has no date from %s up to %s", w.From.In(w.Home).Format(time.DateOnly), w.To.In(w.Home).Format(time.DateOnly))
			if one, ok := e.Single(); ok {
				m.pass(one, why)
			} else {
				m.skip(e, why)
			}
		case e.Kind == ics.Journal:
			m.skip(e, "it is a journal, which promises nothing")
		default:
			m.skip(e, "it only says who is free and who is busy")
		}
	}
}

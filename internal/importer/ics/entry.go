package ics

import (
	"fmt"
	"strconv"
	"strings"

	"kept/internal/importer/contentline"
)

// entry reads one component. Whatever is wrong with a property is told, and
// the entry goes on without it.
func (r *reader) entry(c *component) Entry {
	e := Entry{Kind: Kind(c.name), Line: c.line}
	for _, l := range c.lines {
		switch l.Name {
		case "DTSTART":
			e.Start = r.moment(l)
		case "DTEND", "DUE":
			e.End = r.moment(l)
		case "RECURRENCE-ID":
			e.RecurrenceID = r.moment(l)
			if strings.EqualFold(l.Param("RANGE"), "THISANDFUTURE") {
				r.problems.Add(l.Number, "this change of all later instances was taken for its own instance only")
			}
		case "DURATION":
			e.duration = r.duration(l)
		case "RRULE", "EXRULE":
			r.rule(&e, l)
		case "RDATE":
			e.RDate = append(e.RDate, l.Value)
			e.rdates = append(e.rdates, r.moments(l)...)
		case "EXDATE":
			e.ExDate = append(e.ExDate, l.Value)
			e.exdates = append(e.exdates, r.moments(l)...)
		default:
			r.describe(&e, l)
		}
	}
	r.settle(&e)
	return e
}

// describe reads the properties that say what an entry is about. The first of
// several counts, as most programs write the plain text first.
func (r *reader) describe(e *Entry, l contentline.Line) {
	first := func(to *string) {
		if *to == "" {
			*to = r.text(l)
		}
	}
	switch l.Name {
	case "UID":
		first(&e.UID)
	case "SUMMARY":
		first(&e.Summary)
	case "DESCRIPTION":
		first(&e.Description)
	case "LOCATION":
		first(&e.Location)
	case "URL":
		first(&e.URL)
	case "STATUS":
		e.Status = strings.ToUpper(strings.TrimSpace(l.Text()))
	case "SEQUENCE":
		n, err := strconv.Atoi(strings.TrimSpace(l.Value))
		if err != nil {
			r.problems.Add(l.Number, fmt.Sprintf("SEQUENCE is no number: %q", shown(l.Value)))
			return
		}
		e.Sequence = max(0, n)
	case "CATEGORIES":
		for _, s := range l.Texts(',') {
			if s = strings.TrimSpace(s); s != "" {
				e.Categories = append(e.Categories, s)
			}
		}
	case "ORGANIZER":
		e.Organizer = person(l)
	case "ATTENDEE":
		e.Attendees = append(e.Attendees, person(l))
	case "X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY":
		e.allDay = strings.EqualFold(l.Value, "TRUE") || l.Value == "1"
	}
}

// person reads an ORGANIZER or ATTENDEE. Apple writes the address of people
// without one in EMAIL; Exchange writes addresses that are no mail addresses.
func person(l contentline.Line) Person {
	p := Person{
		Name:   strings.TrimSpace(contentline.Unescape(l.Param("CN"))),
		Status: strings.ToUpper(l.Param("PARTSTAT")),
	}
	for _, candidate := range []string{l.Value, l.Param("EMAIL"), p.Name} {
		if a := mailAddress(candidate); a != "" {
			p.Address = a
			break
		}
	}
	if p.Name == "" || mailAddress(p.Name) == p.Address {
		p.Name = strings.TrimSuffix(p.Name, p.Address)
	}
	return p
}

// mailAddress gives the address in s in lower case, "" when it is none.
func mailAddress(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimSpace(strings.TrimPrefix(s, "mailto:"))
	name, domain, ok := strings.Cut(s, "@")
	if !ok || name == "" || domain == "" || strings.ContainsAny(s, " \t\n<>,;/") || strings.Contains(domain, "@") {
		return ""
	}
	return s
}

// settle brings an entry's moments together, once all lines are read.
func (r *reader) settle(e *Entry) {
	if e.Start != nil && e.allDay && e.Start.Clock == 0 {
		e.Start = wholeDay(e.Start)
		if e.End != nil && e.End.Clock == 0 {
			e.End = wholeDay(e.End)
		}
	}
	if e.End == nil && e.Start != nil && e.duration != nil {
		end := e.Start.add(*e.duration)
		e.End = &end
	}
	if e.Start != nil && e.End != nil && e.End.before(*e.Start) {
		r.problems.Add(e.Line, "it ends before it begins; the end was left out")
		e.End = nil
	}
	if e.Kind != Event && e.Kind != Todo {
		return
	}
	if e.UID == "" {
		r.problems.Add(e.Line, "it has no UID: on a second import it is known by its words and date only")
	}
	if e.Kind == Event && e.Start == nil {
		e.End = nil // an end alone says nothing: a day's end is the day after
		r.problems.Add(e.Line, "the event has no date that can be read")
	}
}

func wholeDay(m *Moment) *Moment { return &Moment{Form: WholeDay, Day: m.Day} }

// moment reads the one moment of a line, nil when it cannot.
func (r *reader) moment(l contentline.Line) *Moment {
	m, err := parseMoment(l.Value, l.Param("TZID"), r.zones)
	if err != nil {
		r.problems.Add(l.Number, fmt.Sprintf("%s: %s", l.Name, err))
		if m.Day.IsZero() {
			return nil
		}
	}
	return &m
}

// moments reads a list of moments; of periods it takes the beginning.
func (r *reader) moments(l contentline.Line) []Moment {
	var all []Moment
	for one := range strings.SplitSeq(l.Value, ",") {
		one, _, _ = strings.Cut(one, "/")
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		if len(all) >= MaxDates {
			r.problems.Add(l.Number, fmt.Sprintf("%s lists more than %d dates; the rest was left out", l.Name, MaxDates))
			break
		}
		m, err := parseMoment(one, l.Param("TZID"), r.zones)
		if err != nil {
			r.problems.Add(l.Number, fmt.Sprintf("%s: %s", l.Name, err))
		}
		if !m.Day.IsZero() {
			all = append(all, m)
		}
	}
	return all
}

// duration reads a DURATION line, nil when it cannot.
func (r *reader) duration(l contentline.Line) *span {
	d, err := parseSpan(l.Value)
	if err != nil {
		r.problems.Add(l.Number, err.Error())
		return nil
	}
	return &d
}

// rule keeps a recurrence rule that can be followed and tells any other.
func (r *reader) rule(e *Entry, l contentline.Line) {
	if l.Name == "EXRULE" {
		r.problems.Add(l.Number, "EXRULE was abolished in 2009 and is not followed; look at the dates")
		return
	}
	if strings.TrimSpace(l.Value) == "" {
		return
	}
	if _, err := parseRule(l.Value); err != nil {
		r.problems.Add(l.Number, fmt.Sprintf("RRULE: %s; only the first date is taken", err))
		return
	}
	e.RRule = append(e.RRule, l.Value)
}

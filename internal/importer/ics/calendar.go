// Package ics reads iCalendar files (RFC 5545) as Google Calendar, Outlook,
// Apple, Thunderbird and the tools around them export them, into plain values.
//
// A file that is not a calendar is refused. Of a calendar, everything whole is
// brought and everything broken is listed as a problem with its line: one bad
// date must not cost a firm its other appointments. Why none of the libraries
// reads the lines is told in package contentline. Recurrence rules are expanded
// by package recur on the wall of the event's zone, so that an event at nine
// stays at nine when the clocks change.
//
// # Conventions
//
//   - A moment is a whole day, an instant (UTC or in a zone), or floating: a
//     time on the reader's own wall.
//   - A TZID is looked up as an IANA name, a name that Windows uses, an IANA name
//     with something in front ("/mozilla.org/20050126_1/Europe/Berlin"), the
//     X-LIC-LOCATION of its VTIMEZONE, the rules of its VTIMEZONE, a display
//     name of Outlook, an offset ("UTC+11"), in this order. What stays unknown
//     is told and taken as floating.
//   - A time that a clock change skips counts with the offset before the change;
//     of a doubled one the first counts (RFC 5545, section 3.3.5).
package ics

import (
	"bytes"
	"fmt"
	"regexp"
	"time"

	"kept/internal/fault"
	"kept/internal/importer/contentline"
	"kept/worktime"
)

// The limits on one calendar file. Each is told to the person who passes it.
const (
	// MaxBytes is the size of a file. Ten years of a busy calendar are 10 MiB.
	MaxBytes = 32 << 20
	// MaxEntries is how many events, to-dos, journals and free-busy lists one file has.
	MaxEntries = 50_000
	// MaxDepth is how deep components are nested; deeper ones are passed over.
	MaxDepth = 16
	// MaxText is how many bytes of a summary or description are kept.
	MaxText = 64 << 10
	// MaxZones is how many different TZIDs of one file are looked up.
	MaxZones = 200
)

// Kind is the kind of a component, by its name in RFC 5545.
type Kind string

// The components that are counted.
const (
	Event    Kind = "VEVENT"
	Todo     Kind = "VTODO"
	Journal  Kind = "VJOURNAL"
	FreeBusy Kind = "VFREEBUSY"
	Timezone Kind = "VTIMEZONE"
)

// Calendar is what a file holds. Several VCALENDARs in one file are one Calendar.
type Calendar struct {
	Name    string // X-WR-CALNAME or NAME
	Zone    string // IANA name from X-WR-TIMEZONE, "" when there is none
	Counts  map[Kind]int
	Entries []Entry

	// Problems lists what could not be taken, in the order of the file.
	Problems []contentline.Problem
}

// Entry is one VEVENT, VTODO, VJOURNAL or VFREEBUSY. Texts are unescaped;
// moments that are missing or broken are nil.
type Entry struct {
	Kind    Kind
	Line    int // physical line of its BEGIN
	UID     string
	Summary string

	Description string
	Location    string
	URL         string
	Status      string // in capitals: CONFIRMED, CANCELLED, COMPLETED ...
	Sequence    int
	Categories  []string
	Organizer   Person
	Attendees   []Person

	Start *Moment
	End   *Moment // DTEND, DUE, or start and DURATION; for whole days the day after the last
	// RecurrenceID is the moment of the instance that this entry replaces.
	RecurrenceID *Moment

	// RRule, RDate and ExDate are the texts of the properties, as written.
	RRule, RDate, ExDate []string

	rdates, exdates []Moment
	duration        *span
	allDay          bool // Outlook's own mark for whole days
}

// Person is an organizer or attendee.
type Person struct {
	Name    string // CN
	Address string // mail address in lower case, "" when there is none
	Status  string // PARTSTAT in capitals
}

// Cancelled tells whether the entry was called off.
func (e *Entry) Cancelled() bool { return e.Status == "CANCELLED" }

// Repeats tells whether the entry stands for several instances.
func (e *Entry) Repeats() bool {
	return e.RecurrenceID == nil && (len(e.RRule) > 0 || len(e.rdates) > 0)
}

var beginning = regexp.MustCompile(`(?i)(?:^|[\r\n])\s*BEGIN:(?:VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE)\b`)

// Looks tells whether data seems to be iCalendar, by its content alone: one of
// the lines near its beginning opens a calendar or a part of one.
func Looks(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	if len(head) > 3 && (head[0] == 0 || head[1] == 0 || head[0] == 0xff || head[0] == 0xfe) {
		head = bytes.ReplaceAll(head, []byte{0}, nil) // UTF-16
		head = bytes.TrimLeft(head, "\xff\xfe")
	}
	return beginning.Match(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
}

// Read reads a calendar file. It refuses (fault.Invalid) what is too large, not
// a calendar at all, or holds more than [MaxEntries].
func Read(data []byte) (Calendar, error) {
	if len(data) > MaxBytes {
		return Calendar{}, fault.New(fault.Invalid, fmt.Sprintf(
			"The calendar file is larger than %d MB. Export a shorter time, or one calendar at a time.", MaxBytes>>20))
	}
	if !Looks(data) {
		return Calendar{}, fault.New(fault.Invalid,
			`This is not a calendar: an iCalendar file (.ics) begins with "BEGIN:VCALENDAR".`)
	}
	r := &reader{}
	r.cal.Counts = map[Kind]int{}
	roots := nest(contentline.Read(data, &r.problems), &r.problems)
	r.zones = newZones(roots)
	for _, c := range roots {
		if c.name != "VCALENDAR" {
			r.problems.Add(c.line, fmt.Sprintf("this %s stands in no VCALENDAR", shown(c.name)))
		}
		r.nameCalendar(c)
	}
	for _, c := range roots {
		if err := r.walk(c); err != nil {
			return Calendar{}, err
		}
	}
	r.cal.Problems = r.problems.List()
	return r.cal, nil
}

// reader is one reading of one file.
type reader struct {
	cal      Calendar
	zones    *zones
	problems contentline.Problems
}

// nameCalendar takes the first name and zone that a VCALENDAR states.
func (r *reader) nameCalendar(c *component) {
	if c.name != "VCALENDAR" {
		return
	}
	for _, l := range c.lines {
		switch {
		case (l.Name == "X-WR-CALNAME" || l.Name == "NAME") && r.cal.Name == "":
			r.cal.Name = r.text(l)
		case l.Name == "X-WR-TIMEZONE" && r.cal.Zone == "":
			z, ok := r.zones.find(l.Value)
			if !ok {
				r.problems.Add(l.Number, fmt.Sprintf("nobody knows the time zone %q", shown(l.Value)))
				continue
			}
			r.cal.Zone = z.name
		}
	}
}

// walk counts c and all in it, and reads those that are entries.
func (r *reader) walk(c *component) error {
	switch kind := Kind(c.name); kind {
	case Event, Todo, Journal, FreeBusy:
		if len(r.cal.Entries) >= MaxEntries {
			return fault.New(fault.Invalid, fmt.Sprintf("The calendar has more than %d entries. Export a shorter time.", MaxEntries))
		}
		r.cal.Counts[kind]++
		r.cal.Entries = append(r.cal.Entries, r.entry(c))
	case Timezone:
		r.cal.Counts[kind]++
		r.checkOffsets(c)
	}
	for _, child := range c.children {
		if err := r.walk(child); err != nil {
			return err
		}
	}
	return nil
}

// checkOffsets tells the offsets of a VTIMEZONE that cannot be read.
func (r *reader) checkOffsets(c *component) {
	for _, part := range c.children {
		for _, l := range part.lines {
			if l.Name != "TZOFFSETFROM" && l.Name != "TZOFFSETTO" {
				continue
			}
			if _, ok := parseOffset(l.Value); !ok {
				r.problems.Add(l.Number, fmt.Sprintf("%s: %q is no offset from UTC", l.Name, shown(l.Value)))
			}
		}
	}
}

// text is the text of a line, at most MaxText bytes of it.
func (r *reader) text(l contentline.Line) string {
	s := l.Text()
	if len(s) <= MaxText {
		return s
	}
	r.problems.Add(l.Number, fmt.Sprintf("%s is longer than %d bytes; the rest was left out", l.Name, MaxText))
	cut := MaxText
	for cut > 0 && s[cut]&0xc0 == 0x80 {
		cut--
	}
	return s[:cut]
}

// shown shortens foreign text for a sentence.
func shown(s string) string {
	const longest = 60
	runes := []rune(contentline.Unescape(s))
	if len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return string(runes)
}

// Last gives the day on which a whole-day entry ends: the day before its
// exclusive end, or its only day.
func Last(start, end *Moment) worktime.Day {
	if end == nil || end.Form != WholeDay || !end.Day.After(start.Day) {
		return start.Day
	}
	return end.Day.AddDays(-1)
}

// Home gives the zone of the calendar, or other when the file names none.
func (c *Calendar) Home(other *time.Location) *time.Location {
	if c.Zone == "" {
		return other
	}
	loc, err := time.LoadLocation(c.Zone)
	if err != nil {
		return other
	}
	return loc
}

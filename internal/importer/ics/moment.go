package ics

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kept/worktime"
)

// Form says what kind of moment a [Moment] is.
type Form int

// The forms of RFC 5545, section 3.3.5.
const (
	WholeDay Form = iota + 1 // a day
	Floating                 // a time on the reader's own wall
	Instant                  // a moment of the world
)

// Moment is a day or a time as a calendar states it.
type Moment struct {
	Form  Form
	Day   worktime.Day // on the wall of the zone
	Clock int          // seconds after midnight on that wall
	At    time.Time    // UTC; zero unless Form is Instant
	Zone  string       // IANA name; "" for days, floating times and zones that only the file describes

	zone zone
}

// In gives the moment as an instant: days begin at their midnight in home,
// floating times are read from home's wall.
func (m Moment) In(home *time.Location) time.Time {
	if m.Form == Instant {
		return m.At
	}
	return time.Unix(namedZone("", home).instant(m.wall()), 0).UTC()
}

// Key is the moment in the basic form of RFC 5545, instants in UTC:
// "20260302", "20260302T090000" or "20260302T080000Z". The same moment has the
// same key whatever zone it is written in.
func (m Moment) Key() string {
	switch m.Form {
	case WholeDay:
		return fmt.Sprintf("%04d%02d%02d", m.Day.Year, int(m.Day.Month), m.Day.Date)
	case Floating:
		return time.Unix(m.wall(), 0).UTC().Format("20060102T150405")
	case Instant:
		return m.At.Format("20060102T150405Z")
	}
	return ""
}

// wall is what the wall shows, as seconds of a clock that never changes.
func (m Moment) wall() int64 {
	return time.Date(m.Day.Year, m.Day.Month, m.Day.Date, 0, 0, m.Clock, 0, time.UTC).Unix()
}

// onWall gives the moment of the same form and zone at another wall time.
func (m Moment) onWall(wall int64) Moment {
	t := time.Unix(wall, 0).UTC()
	m.Day = worktime.DayOf(t, time.UTC)
	m.Clock = t.Hour()*3600 + t.Minute()*60 + t.Second()
	if m.Form == Instant {
		m.At = time.Unix(m.zone.instant(wall), 0).UTC()
	}
	return m
}

// add gives the moment that much later: days on the wall, seconds in the world.
func (m Moment) add(s span) Moment {
	m = m.onWall(m.wall() + int64(s.days)*daySeconds)
	switch m.Form {
	case Instant:
		at := m.At.Unix() + s.seconds
		return m.onWall(at + int64(m.zone.offset(at)))
	case WholeDay:
		return m.onWall(m.wall() + s.seconds/daySeconds*daySeconds)
	}
	return m.onWall(m.wall() + s.seconds)
}

// until gives how much later b is: whole days on the wall for days, else the
// time that passes.
func (m Moment) until(b Moment) span {
	if m.Form == Instant && b.Form == Instant {
		return span{seconds: b.At.Unix() - m.At.Unix()}
	}
	return span{seconds: b.wall() - m.wall()}
}

// before compares two moments where that needs no zone; others are in order.
func (m Moment) before(b Moment) bool {
	if m.Form == Instant && b.Form == Instant {
		return m.At.Before(b.At)
	}
	return m.Form == b.Form && m.wall() < b.wall()
}

const daySeconds = 24 * 60 * 60

// parseMoment reads a DATE or DATE-TIME. The text decides which it is, since
// many programs leave VALUE out or state it wrongly. With an unknown zone it
// gives both the moment as floating and an error.
func parseMoment(value, tzid string, zones *zones) (Moment, error) {
	value = strings.TrimSpace(value)
	// Outlook leaves the quotation marks of "(UTC+01:00) Rome" out, so that the
	// name breaks at its colon and ends up before the date.
	if i := strings.LastIndexByte(value, ':'); i > 0 && tzid != "" && strings.ContainsAny(value[:i], ")") {
		tzid, value = tzid+":"+value[:i], value[i+1:]
	}
	m, rest, err := parseWall(value)
	if err != nil || m.Form == WholeDay {
		return m, err
	}
	z, found := zones.find(tzid)
	switch {
	case rest != "":
		if z, err = parseOffsetSuffix(rest); err != nil {
			return Moment{}, fmt.Errorf("%q is no date", shown(value))
		}
	case tzid == "":
		return m, nil
	case !found:
		return m, fmt.Errorf("nobody knows the time zone %q; the time is taken as it stands on your wall", shown(tzid))
	}
	m.Form, m.Zone, m.zone = Instant, z.name, z
	return m.onWall(m.wall()), nil
}

func parseOffsetSuffix(s string) (zone, error) {
	if s == "Z" {
		return utcZone(), nil
	}
	if offset, ok := parseOffset(s); ok {
		return fixedZone("", offset), nil
	}
	return zone{}, errors.New("not an offset")
}

// parseWall reads the digits of a date or a date and time, with or without the
// marks of ISO 8601; rest is what stands behind the time ("Z", "+0100").
func parseWall(s string) (m Moment, rest string, err error) {
	bad := fmt.Errorf("%q is no date", shown(s))
	date, clock, timed := strings.Cut(strings.ToUpper(s), "T")
	date = strings.ReplaceAll(date, "-", "")
	if len(date) != 8 || !digits(date) {
		return Moment{}, "", bad
	}
	m = Moment{Form: WholeDay}
	m.Day, err = worktime.ParseDay(date[:4] + "-" + date[4:6] + "-" + date[6:])
	if err != nil {
		return Moment{}, "", fmt.Errorf("%q is a date that does not exist", shown(s))
	}
	if !timed {
		return m, "", nil
	}
	m.Form = Floating
	end := strings.IndexAny(clock, "Z+-")
	if end < 0 {
		end = len(clock)
	}
	clock, rest = strings.ReplaceAll(clock[:end], ":", ""), clock[end:]
	if len(clock) == 4 {
		clock += "00"
	}
	if len(clock) != 6 || !digits(clock) {
		return Moment{}, "", bad
	}
	h, minute, sec := number(clock[:2]), number(clock[2:4]), number(clock[4:])
	if h > 23 || minute > 59 || sec > 60 {
		return Moment{}, "", fmt.Errorf("%q is a time that does not exist", shown(s))
	}
	// The leap second, which RFC 5545 allows, is taken for the second before.
	m.Clock = h*3600 + minute*60 + min(sec, 59)
	return m, rest, nil
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// number reads digits that were checked and are few.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// span is a DURATION: days count on the wall, seconds in the world.
type span struct {
	days    int
	seconds int64
}

// maxSpanDays bounds a DURATION; a longer one is a mistake of some program.
const maxSpanDays = 366 * 100

// parseSpan reads a DURATION, "P1DT2H30M" or "-P2W".
func parseSpan(s string) (span, error) {
	bad := fmt.Errorf("%q is no duration that can be used", shown(s))
	text := strings.ToUpper(strings.TrimSpace(s))
	sign := 1
	if strings.HasPrefix(text, "-") {
		sign = -1
	}
	text = strings.TrimLeft(text, "+-")
	if !strings.HasPrefix(text, "P") || len(text) > 40 || text == "P" || text == "PT" {
		return span{}, bad
	}
	var out span
	inTime := false
	for text = text[1:]; text != ""; {
		if text[0] == 'T' && !inTime {
			inTime, text = true, text[1:]
			continue
		}
		unit := strings.IndexAny(text, "WDHMS")
		if unit < 1 || unit > 9 {
			return span{}, bad
		}
		n, err := strconv.Atoi(text[:unit])
		if err != nil || !out.grow(n, text[unit], inTime) {
			return span{}, bad
		}
		text = text[unit+1:]
	}
	if out.days > maxSpanDays || out.seconds > maxSpanDays*daySeconds {
		return span{}, bad
	}
	return span{days: sign * out.days, seconds: int64(sign) * out.seconds}, nil
}

// grow adds n of a unit; hours, minutes and seconds stand behind the T.
func (s *span) grow(n int, unit byte, inTime bool) bool {
	switch {
	case n < 0 || inTime == (unit == 'W' || unit == 'D'):
		return false
	case unit == 'W':
		s.days += 7 * n
	case unit == 'D':
		s.days += n
	case unit == 'H':
		s.seconds += int64(n) * 3600
	case unit == 'M':
		s.seconds += int64(n) * 60
	default:
		s.seconds += int64(n)
	}
	return true
}

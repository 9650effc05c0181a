// Package feed writes dates and news as other programs subscribe to them:
// calendars (iCalendar, RFC 5545 and 7986) and Atom (RFC 4287). It knows nothing
// of whose they are; what somebody typed can become no property and no element.
//
// The calendar is written by hand, as the lines are read by package contentline:
// a library for it folds by the rule only with an option, and takes texts apart
// and together again for each line. Tests read what is written by that library
// and by our own reader.
package feed

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kept/worktime"
)

// Calendar is a calendar that is subscribed to.
type Calendar struct {
	Name    string
	About   string
	Colour  string        // #rrggbb; "" = none
	Source  string        // its own address
	Every   time.Duration // how often it is worth asking again, in whole minutes
	Entries []Entry
}

// Entry is one date: a moment, or days.
type Entry struct {
	UID         string // the same for ever
	Sequence    int    // how often it has changed
	At          time.Time
	From, Until worktime.Day // both included, where At is zero
	Summary     string
	Text        string
	URL         string
	Kind        string // its category; "" = none
	Busy        bool   // the reader's time is taken
	Cancelled   bool
	Changed     time.Time // when it changed last; zero = nobody knows
}

// nothing is what stands in a calendar without entries, as one without any part is none.
const nothing = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

// Append writes the calendar behind b. The same calendar is the same bytes.
func (c Calendar) Append(b []byte) []byte {
	b = append(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kept//Dates of a client//EN\r\nCALSCALE:GREGORIAN\r\n"...)
	b = text(b, "NAME", c.Name)
	b = text(b, "X-WR-CALNAME", c.Name)
	b = text(b, "DESCRIPTION", c.About)
	if c.Every > 0 {
		every := "PT" + strconv.Itoa(int(c.Every/time.Minute)) + "M\r\n"
		b = append(append(b, "REFRESH-INTERVAL;VALUE=DURATION:"...), every...)
		b = append(append(b, "X-PUBLISHED-TTL:"...), every...)
	}
	if name := colourName(c.Colour); name != "" {
		b = append(append(append(b, "COLOR:"...), name...), "\r\n"...)
		b = append(append(append(b, "X-APPLE-CALENDAR-COLOR:"...), c.Colour...), "\r\n"...)
	}
	b = uri(b, "SOURCE;VALUE=URI", c.Source)
	for i := range c.Entries {
		b = c.Entries[i].append(b)
	}
	if len(c.Entries) == 0 {
		b = append(b, nothing...)
	}
	return append(b, "END:VCALENDAR\r\n"...)
}

func (e *Entry) append(b []byte) []byte {
	b = append(b, "BEGIN:VEVENT\r\n"...)
	b = text(b, "UID", e.UID)
	b = stamp(b, "DTSTAMP:", e.Changed)
	if !e.Changed.IsZero() {
		b = stamp(b, "LAST-MODIFIED:", e.Changed)
	}
	b = append(strconv.AppendInt(append(b, "SEQUENCE:"...), int64(max(0, e.Sequence)), 10), "\r\n"...)
	if e.At.IsZero() {
		b = day(b, "DTSTART;VALUE=DATE:", e.From)
		b = day(b, "DTEND;VALUE=DATE:", e.Until.AddDays(1)) // the first that is not among them
	} else {
		b = stamp(b, "DTSTART:", e.At)
	}
	b = text(b, "SUMMARY", e.Summary)
	b = text(b, "DESCRIPTION", e.Text)
	b = text(b, "CATEGORIES", e.Kind)
	b = uri(b, "URL", e.URL)
	status, shows := "STATUS:CONFIRMED\r\n", "TRANSP:TRANSPARENT\r\n"
	if e.Cancelled {
		status = "STATUS:CANCELLED\r\n"
	}
	if e.Busy {
		shows = "TRANSP:OPAQUE\r\n"
	}
	return append(append(append(b, status...), shows...), "END:VEVENT\r\n"...)
}

// stamp writes an instant in UTC. What nobody knows when it changed was as it is
// from the beginning.
func stamp(b []byte, property string, at time.Time) []byte {
	if at.IsZero() {
		at = time.Unix(0, 0)
	}
	return append(at.UTC().AppendFormat(append(b, property...), "20060102T150405Z"), "\r\n"...)
}

func day(b []byte, property string, d worktime.Day) []byte {
	at := time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
	return append(at.AppendFormat(append(b, property...), "20060102"), "\r\n"...)
}

// longest is how many bytes a line has, without its end.
const longest = 75

// folder writes the value of a property, folded.
type folder struct {
	b    []byte
	left int // bytes that the line still takes
}

func (f *folder) put(s string) {
	if len(s) > f.left {
		f.b = append(f.b, "\r\n "...)
		f.left = longest - 1
	}
	f.b = append(f.b, s...)
	f.left -= len(s)
}

// text writes a property whose value is a text; nothing where it has none.
func text(b []byte, property, value string) []byte {
	if value == "" {
		return b
	}
	f := folder{append(append(b, property...), ':'), longest - len(property) - 1}
	for i := 0; i < len(value); {
		r, n := utf8.DecodeRuneInString(value[i:])
		one := value[i : i+n]
		i += n
		switch {
		case r == utf8.RuneError && n == 1:
			one = "\uFFFD"
		case r == '\r' && strings.HasPrefix(value[i:], "\n"):
			continue
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			one = `\n`
		case r == '\\' || r == ';' || r == ',':
			f.put(`\` + one)
			continue
		case r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0:
			continue
		}
		f.put(one)
	}
	return append(f.b, "\r\n"...)
}

// uri writes a property whose value is an address, without what no address holds.
func uri(b []byte, property, value string) []byte {
	if value == "" {
		return b
	}
	f := folder{append(append(b, property...), ':'), longest - len(property) - 1}
	for i := range len(value) {
		if c := value[i]; c > ' ' && c < 0x7f {
			f.put(value[i : i+1])
		}
	}
	return append(f.b, "\r\n"...)
}

// colours are names that every reader knows (CSS3, which RFC 7986 takes), with
// their values.
func colours() map[string]uint32 {
	return map[string]uint32{
		"black": 0x000000, "gray": 0x808080, "silver": 0xc0c0c0, "maroon": 0x800000, "firebrick": 0xb22222, "red": 0xff0000, "tomato": 0xff6347, "coral": 0xff7f50, "orange": 0xffa500, "gold": 0xffd700,
		"chocolate": 0xd2691e, "saddlebrown": 0x8b4513, "olive": 0x808000, "darkgreen": 0x006400, "green": 0x008000, "seagreen": 0x2e8b57, "limegreen": 0x32cd32, "teal": 0x008080, "turquoise": 0x40e0d0,
		"steelblue": 0x4682b4, "dodgerblue": 0x1e90ff, "royalblue": 0x4169e1, "blue": 0x0000ff, "navy": 0x000080, "slateblue": 0x6a5acd, "indigo": 0x4b0082, "purple": 0x800080, "orchid": 0xda70d6, "deeppink": 0xff1493, "crimson": 0xdc143c,
	}
}

// colourName is the name that is nearest to #rrggbb; "" = it is no colour.
func colourName(hex string) string {
	if len(hex) != 7 || hex[0] != '#' {
		return ""
	}
	n, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return ""
	}
	part := func(c uint32, shift int) int { return int(c >> shift & 0xff) }
	best, far := "", 1<<30
	for name, c := range colours() {
		sum := 0
		for _, shift := range []int{0, 8, 16} {
			d := part(c, shift) - part(uint32(n), shift)
			sum += d * d
		}
		if sum < far || sum == far && name < best {
			best, far = name, sum
		}
	}
	return best
}

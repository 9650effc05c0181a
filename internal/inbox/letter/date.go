package letter

import (
	"strconv"
	"strings"
	"time"
)

// readDate reads the value of a Date field: RFC 5322, its obsolete forms, and
// what programs write instead. A zone that nobody knows counts as UTC, as RFC
// 5322 says. Zero when there is no such day or nothing that looks like one.
func readDate(s string) time.Time {
	s = withoutComments(oneLine(decodeWords(s)))
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return inYears(t)
	}
	var d dateParts
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		if !d.take(word) {
			break
		}
	}
	return d.time()
}

// dateParts is a date being put together.
type dateParts struct {
	year, month, day     int
	hour, minute, second int
	hasYear, hasClock    bool
	zone                 *time.Location
}

// take reads one word; false when nothing after it belongs to the date.
func (d *dateParts) take(word string) bool {
	switch c := word[0]; {
	case strings.Contains(word, ":") && '0' <= c && c <= '9' && !d.hasClock:
		return d.clock(word)
	case (c == '+' || c == '-') && d.hasClock:
		d.offset(word)
		return false
	case strings.Contains(word, "-") && d.day == 0:
		for piece := range strings.SplitSeq(word, "-") { // 21-Oct-2007, 2007-10-21
			if piece == "" || !d.take(piece) {
				return false
			}
		}
	case '0' <= c && c <= '9':
		return d.number(word)
	default:
		return d.name(word)
	}
	return true
}

func (d *dateParts) number(word string) bool {
	n, err := strconv.Atoi(word)
	switch {
	case err != nil || n < 0:
		return false
	case len(word) >= 3 && !d.hasYear:
		d.year, d.hasYear = n, true
		if len(word) == 3 {
			d.year += 1900
		}
	case d.hasYear && d.month == 0: // 2007-10-21
		d.month = n
	case d.day == 0:
		d.day = n
	case !d.hasYear:
		d.year, d.hasYear = n+2000, true
		if n >= 50 {
			d.year = n + 1900
		}
	}
	return true
}

func (d *dateParts) name(word string) bool {
	low := strings.ToLower(word)
	if d.hasClock && (low == "am" || low == "pm") {
		d.hour = d.hour%12 + 12*strings.Count(low, "p")
		return true
	}
	if d.month == 0 && len(low) >= 3 {
		if i := strings.Index(months, low[:3]); i >= 0 && i%3 == 0 {
			d.month = i/3 + 1
			return true
		}
	}
	if d.hasClock {
		// "GMT+0200" is an offset; "EST" has its own.
		if i := strings.IndexAny(low, "+-"); i > 0 {
			d.offset(low[i:])
		} else if hours, ok := zones[low]; ok && d.zone == nil {
			d.zone = time.FixedZone("", hours*3600)
		}
	}
	return true
}

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// zones are the names of RFC 822, in hours from UTC.
var zones = map[string]int{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "bst": 1, "jst": 9}

func (d *dateParts) clock(word string) bool {
	pieces := strings.Split(strings.TrimRight(word, "Zz"), ":")
	if len(pieces) > 3 {
		return false
	}
	into := []*int{&d.hour, &d.minute, &d.second}
	for i, p := range pieces {
		p, _, _ = strings.Cut(p, ".")
		low := strings.ToLower(p)
		p = strings.TrimSuffix(strings.TrimSuffix(low, "am"), "pm")
		n, err := strconv.Atoi(p)
		if err != nil {
			return false
		}
		*into[i] = n
		if p != low {
			d.hour = d.hour%12 + 12*strings.Count(low, "p")
		}
	}
	d.hasClock = true
	return true
}

// offset reads +0200, +02:00 or +2.
func (d *dateParts) offset(word string) {
	digits := strings.ReplaceAll(word[1:], ":", "")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || len(digits) > 4 {
		return
	}
	if len(digits) <= 2 {
		n *= 100
	}
	seconds := n/100*3600 + n%100*60
	if word[0] == '-' {
		seconds = -seconds
	}
	d.zone = time.FixedZone("", seconds)
}

func (d *dateParts) time() time.Time {
	if !d.hasYear || d.month < 1 || d.month > 12 || d.day < 1 || !d.hasClock || d.hour < 0 || d.hour > 23 || d.minute < 0 || d.minute > 59 || d.second < 0 || d.second > 60 {
		return time.Time{}
	}
	zone := d.zone
	if zone == nil {
		zone = time.UTC
	}
	t := time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.second, 0, zone)
	if noon := time.Date(d.year, time.Month(d.month), d.day, 12, 0, 0, 0, time.UTC); noon.Day() != d.day {
		return time.Time{} // 30 February
	}
	return inYears(t)
}

// inYears gives t in UTC; zero outside of the years that can be written.
func inYears(t time.Time) time.Time {
	if t = t.UTC(); t.Year() < 1 || t.Year() > 9999 {
		return time.Time{}
	}
	return t
}

// withoutComments leaves out what stands in parentheses.
func withoutComments(s string) string {
	if !strings.Contains(s, "(") {
		return s
	}
	var out strings.Builder
	depth := 0
	for i := range len(s) {
		switch {
		case s[i] == '(':
			depth++
		case s[i] == ')' && depth > 0:
			depth--
		case depth == 0:
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

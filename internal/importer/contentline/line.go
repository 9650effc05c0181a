// Package contentline reads the lines that iCalendar (RFC 5545, section 3.1)
// and vCard (RFC 6350, section 3.2; vCard 2.1) are made of: a name, its
// parameters and a value, folded over several physical lines.
//
// Both of the libraries at hand were tried and put aside. arran4/golang-ical
// v0.3.4 gives all or nothing: one line without a colon, a second VCALENDAR in
// the file (Google and Plone write them) or a bare VEVENT loses every event,
// and of 130 calendars that two other parsers read it refused 25.
// emersion/go-vcard drops properties with the bare parameters of vCard 2.1
// ("TEL;CELL:") and does not undo quoted-printable. An import must bring what
// is whole and tell what is broken, so this reader never fails: what it cannot
// read becomes a [Problem] with its line.
//
// It bears: CRLF, bare LF and bare CR, folds inside a UTF-8 character, blank
// lines, a byte order mark, UTF-16, bytes that are not UTF-8 (read as
// Windows-1252 and told), CHARSET and quoted-printable of vCard 2.1 and
// vCalendar 1.0, names in any case, white space around names, empty
// parameters, and quotation marks that never close.
package contentline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// MaxProblems is how many problems one file lists; the rest is counted in one
// last line, so that a wholly broken file does not answer with a book.
const MaxProblems = 200

// Problem is one thing in a file that could not be taken, in a sentence for a
// person. Line counts physical lines from 1; 0 means the file as a whole.
type Problem struct {
	Line int
	Say  string
}

// String gives the sentence with its line in front.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Say
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Say)
}

// Problems gathers what was wrong with one file, up to [MaxProblems]. The zero
// value is ready.
type Problems struct {
	list []Problem
	more int
}

// Add notes one problem.
func (p *Problems) Add(line int, say string) {
	if len(p.list) >= MaxProblems {
		p.more++
		return
	}
	p.list = append(p.list, Problem{Line: line, Say: say})
}

// List gives what was noted in the order of the lines, with one closing line
// when there was more.
func (p *Problems) List() []Problem {
	list := slices.Clone(p.list)
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
	if p.more > 0 {
		list = append(list, Problem{Say: fmt.Sprintf("and there are %d more problems", p.more)})
	}
	return list
}

// Param is one parameter of a line. Name is in capitals; it is empty for the
// bare values of vCard 2.1, as in "TEL;CELL;VOICE:".
type Param struct {
	Name   string
	Values []string
}

// Line is one logical line: unfolded, its character set and quoted-printable
// undone, its value still escaped (see [Line.Text]).
type Line struct {
	Number int    // physical line on which it starts, from 1
	Group  string // "item1" of "item1.EMAIL", as Apple writes
	Name   string // in capitals
	Params []Param
	Value  string
}

// Param gives the first value of a parameter, "" when it is not there.
func (l Line) Param(name string) string {
	for _, p := range l.Params {
		if p.Name == name && len(p.Values) > 0 {
			return p.Values[0]
		}
	}
	return ""
}

// Types gives all values of TYPE and the bare ones of vCard 2.1, in capitals.
func (l Line) Types() []string {
	var all []string
	for _, p := range l.Params {
		if p.Name != "TYPE" && p.Name != "" {
			continue
		}
		for _, v := range p.Values {
			for one := range strings.SplitSeq(v, ",") {
				all = append(all, strings.ToUpper(strings.TrimSpace(one)))
			}
		}
	}
	return all
}

// Text gives the value as text: escapes undone, control characters removed.
func (l Line) Text() string { return Unescape(l.Value) }

// Texts gives the parts of a value that holds several, parted by sep (',' or
// ';') where it is not escaped, each as text.
func (l Line) Texts(sep byte) []string {
	var parts []string
	from := 0
	for i := 0; i < len(l.Value); i++ {
		switch l.Value[i] {
		case '\\':
			i++
		case sep:
			parts = append(parts, Unescape(l.Value[from:i]))
			from = i + 1
		}
	}
	return append(parts, Unescape(l.Value[from:]))
}

// Unescape undoes the escapes of RFC 5545 section 3.3.11 and RFC 6350 section
// 3.4; an unknown escape stays as it was written. Control characters other
// than line breaks and tabs are removed: they break what shows the text.
func Unescape(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == '\\' || isControl(r) }) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	escaped := false
	for _, r := range s {
		switch {
		case escaped:
			escaped = false
			writeEscaped(&b, r)
		case r == '\\':
			escaped = true
		case !isControl(r):
			b.WriteRune(r)
		}
	}
	if escaped {
		b.WriteByte('\\')
	}
	return b.String()
}

func writeEscaped(b *strings.Builder, r rune) {
	switch r {
	case 'n', 'N':
		b.WriteByte('\n')
	case '\\', ',', ';', ':', '"':
		b.WriteRune(r)
	default:
		b.WriteByte('\\')
		if !isControl(r) {
			b.WriteRune(r)
		}
	}
}

func isControl(r rune) bool {
	return (r < 0x20 && r != '\n' && r != '\t') || (r >= 0x7f && r < 0xa0)
}

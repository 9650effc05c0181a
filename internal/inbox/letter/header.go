package letter

import (
	"bytes"
	"iter"
	"strings"
)

// Field is one field of a header: its name as written and its value unfolded,
// not decoded. The value may hold bytes that are no UTF-8.
type Field struct {
	Name, Value string
}

// Header is the fields of a mail or of a part, in their order.
type Header []Field

// Get gives the value of the first field of that name that says something,
// unfolded and not decoded; "" when there is none.
func (h Header) Get(name string) string {
	for v := range h.All(name) {
		if v != "" {
			return v
		}
	}
	return ""
}

// Has tells whether there is a field of that name, be it empty.
func (h Header) Has(name string) bool {
	for range h.All(name) {
		return true
	}
	return false
}

// All gives the values of all fields of that name, in their order.
func (h Header) All(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range h {
			if strings.EqualFold(f.Name, name) && !yield(f.Value) {
				return
			}
		}
	}
}

// Text gives the value of the first field of that name for a person: decoded,
// on one line, without control characters.
func (h Header) Text(name string) string { return oneLine(decodeWords(h.Get(name))) }

// headerLines reads fields off the beginning of a text.
type headerLines struct {
	rest    []byte
	fields  Header
	value   []byte // of the field that is being read
	name    string
	tooMany bool // a limit was reached; what lies beyond it is left out
	size    int  // bytes kept so far
	// known is how much of rest was still to be read when the last look for
	// a further field ended, so that no line is looked at twice.
	known  int
	beyond bool // what that look found
}

// readHeader reads the header at the beginning of raw and gives what follows
// it. It takes what mail programs and gateways really send: a line of mbox in
// front, a missing blank line behind, lines broken in the wrong place.
func readHeader(raw []byte) (h Header, body []byte, tooMany bool) {
	r := headerLines{rest: raw, known: -1}
	for len(r.rest) > 0 {
		line, after := cutLine(r.rest)
		if len(line) == 0 {
			r.rest = after
			break
		}
		if !r.take(line) {
			break // the body begins here, without its blank line
		}
		r.rest = after
	}
	r.end()
	return r.fields, r.rest, r.tooMany
}

// withoutBlankLines leaves out the blank lines in front of a header. Only a
// whole mail has them by mistake: a part that begins so has no header.
func withoutBlankLines(raw []byte) []byte {
	if trimmed := bytes.TrimLeft(raw, " \t\r\n"); isField(firstLine(trimmed)) {
		return trimmed
	}
	return raw
}

// take reads one line; false when it is the first line of the body.
func (r *headerLines) take(line []byte) bool {
	blank := line[0] == ' ' || line[0] == '\t'
	switch {
	case blank && r.name != "":
		r.fold(line)
	case isField(line):
		r.end()
		colon := bytes.IndexByte(line, ':')
		r.name = string(bytes.TrimSpace(line[:colon]))
		value := bytes.TrimSpace(line[colon+1:])
		if len(value) > MaxHeader {
			value, r.tooMany = value[:MaxHeader], true
		}
		r.value = append(r.value[:0], value...)
	case bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From ")):
		// The envelope as an mbox keeps it: no field, and no end either.
		return r.name != "" || len(r.fields) > 0 || isField(firstLine(r.following()))
	case r.name != "" && !bytes.HasPrefix(line, []byte("--")) && r.fieldFollows():
		r.fold(line) // broken without a blank at the beginning of the line
	default:
		return false
	}
	return true
}

func (r *headerLines) following() []byte {
	_, after := cutLine(r.rest)
	return after
}

// fieldFollows tells whether there is a further field before the next blank line.
func (r *headerLines) fieldFollows() bool {
	if r.known >= 0 && len(r.rest) > r.known {
		return r.beyond
	}
	rest := r.following()
	for len(rest) > 0 {
		line, after := cutLine(rest)
		if len(line) == 0 {
			break
		}
		if isField(line) {
			r.known, r.beyond = len(rest), true
			return true
		}
		rest = after
	}
	r.known, r.beyond = len(rest), false
	return false
}

// fold adds a line to the field being read.
func (r *headerLines) fold(line []byte) {
	if r.size+len(r.value)+len(line) > MaxHeader {
		r.tooMany = true
		return
	}
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return
	}
	if len(r.value) > 0 {
		r.value = append(r.value, ' ')
	}
	r.value = append(r.value, line...)
}

// end keeps the field that was read.
func (r *headerLines) end() {
	if r.name == "" {
		return
	}
	if len(r.fields) >= MaxFields || r.size+len(r.name)+len(r.value) > MaxHeader {
		r.tooMany = true
	} else {
		r.size += len(r.name) + len(r.value)
		r.fields = append(r.fields, Field{r.name, string(r.value)})
	}
	r.name, r.value = "", r.value[:0]
}

// isField tells whether a line begins a field: a name of printable ASCII,
// perhaps blanks, and a colon.
func isField(line []byte) bool {
	i := 0
	for i < len(line) && line[i] > ' ' && line[i] < 0x7f && line[i] != ':' {
		i++
	}
	if i == 0 || i > MaxName {
		return false
	}
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return i < len(line) && line[i] == ':'
}

// cutLine gives the first line without its end, and what follows it.
func cutLine(b []byte) (line, after []byte) {
	line, after, _ = bytes.Cut(b, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), after
}

func firstLine(b []byte) []byte {
	line, _ := cutLine(b)
	return line
}

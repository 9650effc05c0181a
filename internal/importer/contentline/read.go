package contentline

import (
	"bytes"
	"errors"
	"strings"
)

// Read parts data into its lines, in order. It never fails: what is not a line
// is told among the problems. The time it takes grows with len(data) alone;
// the caller limits that.
func Read(data []byte, problems *Problems) []Line {
	var lines []Line
	for _, raw := range unfold(toBytes(data)) {
		line, err := parse(raw, problems)
		if err != nil {
			problems.Add(raw.number, err.Error())
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// folded is one logical line before it is understood.
type folded struct {
	number int
	text   []byte
	quoted bool // quoted-printable: a "=" at the end goes on with the next line
}

// unfold joins the physical lines. It works on bytes, since old programs fold
// inside a UTF-8 character. Blank lines are passed over.
func unfold(data []byte) []folded {
	var out []folded
	number := 0
	for len(data) > 0 {
		var line []byte
		line, data = nextPhysical(data)
		number++
		if len(line) == 0 {
			continue
		}
		if len(out) > 0 {
			last := &out[len(out)-1]
			if last.quoted && bytes.HasSuffix(last.text, []byte("=")) {
				last.text = append(last.text[:len(last.text)-1], line...)
				continue
			}
			if line[0] == ' ' || line[0] == '\t' {
				last.text = append(last.text, line[1:]...)
				continue
			}
		}
		// The cap stops a later append from writing into data.
		out = append(out, folded{number: number, text: line[:len(line):len(line)], quoted: saysQuoted(line)})
	}
	return out
}

// nextPhysical cuts one physical line off, ended by CRLF, LF or CR.
func nextPhysical(data []byte) (line, rest []byte) {
	i := bytes.IndexAny(data, "\r\n")
	if i < 0 {
		return data, nil
	}
	line, rest = data[:i], data[i+1:]
	if data[i] == '\r' && len(rest) > 0 && rest[0] == '\n' {
		rest = rest[1:]
	}
	return line, rest
}

func saysQuoted(line []byte) bool {
	head, _, ok := bytes.Cut(line, []byte(":"))
	return ok && bytes.Contains(bytes.ToUpper(head), []byte("QUOTED-PRINTABLE"))
}

var (
	errNoColon = errors.New("this is not a property: it has no colon after its name")
	errBadName = errors.New("this is not a property: its name has characters that no name has")
)

func parse(raw folded, problems *Problems) (Line, error) {
	s := string(raw.text)
	end := strings.IndexAny(s, ":;")
	if end < 0 {
		return Line{}, errNoColon
	}
	line := Line{Number: raw.number, Name: strings.ToUpper(strings.TrimSpace(s[:end]))}
	if dot := strings.LastIndexByte(line.Name, '.'); dot >= 0 {
		line.Group, line.Name = line.Name[:dot], line.Name[dot+1:]
	}
	if !isName(line.Name) {
		return Line{}, errBadName
	}
	s = s[end:]
	for strings.HasPrefix(s, ";") {
		var p Param
		p, s = cutParam(s[1:])
		if p.Name != "" || len(p.Values) > 0 {
			line.Params = append(line.Params, p)
		} else if s != "" && s[0] == ';' {
			problems.Add(raw.number, "there is a semicolon too many; it was passed over")
		}
	}
	if !strings.HasPrefix(s, ":") {
		return Line{}, errNoColon
	}
	line.Value = s[1:]
	return decoded(line, problems), nil
}

func isName(s string) bool {
	if s == "" {
		return false
	}
	for _, r := range s {
		ok := r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == ' ' || r == '/'
		if !ok {
			return false
		}
	}
	return true
}

// cutParam reads one parameter off s, which starts after its semicolon; rest
// starts with the ';' or ':' that ended it, or is empty.
func cutParam(s string) (p Param, rest string) {
	end := strings.IndexAny(s, "=;:")
	if end < 0 {
		return Param{}, ""
	}
	if s[end] != '=' {
		if bare := strings.TrimSpace(s[:end]); bare != "" {
			p.Values = []string{bare}
		}
		return p, s[end:]
	}
	p.Name = strings.ToUpper(strings.TrimSpace(s[:end]))
	rest = s[end+1:]
	for {
		var v string
		v, rest = cutParamValue(rest)
		p.Values = append(p.Values, v)
		if !strings.HasPrefix(rest, ",") {
			return p, rest
		}
		rest = rest[1:]
	}
}

// cutParamValue reads one value, which quotation marks may guard. A mark that
// never closes is taken for itself.
func cutParamValue(s string) (value, rest string) {
	trimmed := strings.TrimLeft(s, " ")
	if strings.HasPrefix(trimmed, `"`) {
		if closing := strings.IndexByte(trimmed[1:], '"'); closing >= 0 {
			tail := trimmed[closing+2:]
			end := strings.IndexAny(tail, ",;:")
			if end < 0 {
				end = len(tail)
			}
			return uncaret(trimmed[1:closing+1] + strings.TrimSpace(tail[:end])), tail[end:]
		}
	}
	end := strings.IndexAny(s, ",;:")
	// vCard 3.0 and Google escape a comma or a semicolon by a backslash
	// although the grammar asks for quotation marks.
	for end > 0 && s[end-1] == '\\' && s[end] != ':' {
		next := strings.IndexAny(s[end+1:], ",;:")
		if next < 0 {
			end = -1
			break
		}
		end += 1 + next
	}
	if end < 0 {
		end = len(s)
	}
	value = strings.TrimSpace(s[:end])
	if strings.Contains(value, `\`) {
		value = strings.NewReplacer(`\,`, ",", `\;`, ";").Replace(value)
	}
	return uncaret(value), s[end:]
}

// uncaret undoes the escapes of RFC 6868.
func uncaret(s string) string {
	if !strings.Contains(s, "^") {
		return s
	}
	return strings.NewReplacer("^^", "^", "^n", "\n", "^'", `"`).Replace(s)
}

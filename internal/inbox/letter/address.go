package letter

import (
	"strings"
)

// Address is a person or machine in an address field. Mail is as written, its
// domain in lower case; "" when a field names somebody without an address.
type Address struct {
	Name, Mail string
}

// Key is the address for comparing: in lower case. No mail system of today
// tells two people apart by the case of their letters.
func (a Address) Key() string { return strings.ToLower(a.Mail) }

// addresses reads the value of an address field (RFC 5322, with the obsolete
// forms and what programs get wrong: commas without quotes in names, angles that
// nobody closed, names and groups without an address). It finds the addresses
// before it decodes a name, so that an encoded name cannot pose as an address.
func addresses(s string) []Address {
	l := addressList{in: s}
	for l.at < len(l.in) && len(l.out) < MaxAddresses {
		l.step()
	}
	l.end(0)
	l.drop()
	return l.out
}

// addressList is an address field being read.
type addressList struct {
	in  string
	at  int
	out []Address

	name, spec, comment strings.Builder // of the mailbox being read: without quotes, with them, in parentheses
	angle               string
	angled              bool
	hasAt               bool     // spec has an @
	pending             []string // pieces of a name that had a comma in it
	// wasted is how many bytes were looked at for the end of something that
	// nobody closed: a few times the field, then nothing is taken as open.
	wasted int
}

// step reads one character, or the quoted string, comment, word or angle that
// begins with it.
func (l *addressList) step() {
	c := l.in[l.at]
	if (c == '"' || c == '(') && l.wasted > 4*len(l.in) {
		l.at++
		return
	}
	switch c {
	case '"':
		l.quoted()
	case '(':
		l.parenthesis()
	case '<':
		l.angleAddress()
	case ',', ';':
		l.at++
		l.end(c)
	case ':':
		l.at++
		if l.hasAt {
			l.spec.WriteByte(c)
			return
		}
		l.reset() // the name of a group, or "mailto"
		l.pending = nil
	default:
		n := 1
		if w, size := parseWord2(l.in[l.at:]); w && !strings.ContainsAny(l.in[l.at:l.at+size], " <>@\"") {
			n = size
		}
		l.hasAt = l.hasAt || c == '@'
		l.name.WriteString(l.in[l.at : l.at+n])
		l.spec.WriteString(l.in[l.at : l.at+n])
		l.at += n
	}
}

func parseWord2(s string) (bool, int) {
	if !strings.HasPrefix(s, "=?") {
		return false, 0
	}
	w, size := parseWord(s)
	return w != nil, size
}

func (l *addressList) quoted() {
	rest := l.in[l.at+1:]
	for i := 0; i < len(rest); i++ {
		if rest[i] == '\\' {
			i++
			continue
		}
		if rest[i] == '"' {
			value, _ := unquote(rest)
			l.name.WriteString(value)
			l.spec.WriteString(l.in[l.at : l.at+i+2])
			l.at += i + 2
			return
		}
	}
	l.unclosed()
}

// unclosed passes over the beginning of something that has no end.
func (l *addressList) unclosed() {
	l.wasted += len(l.in) - l.at
	l.at++
}

func (l *addressList) parenthesis() {
	depth := 0
	for i := l.at; i < len(l.in); i++ {
		switch l.in[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				if l.comment.Len() > 0 {
					l.comment.WriteByte(' ')
				}
				l.comment.WriteString(l.in[l.at+1 : i])
				l.at = i + 1
				return
			}
		}
	}
	l.unclosed()
}

func (l *addressList) angleAddress() {
	rest := l.in[l.at+1:]
	for strings.HasPrefix(rest, "<") {
		rest = rest[1:]
	}
	end := strings.IndexAny(rest, "<>")
	next := end + 1
	if end < 0 || rest[end] == '<' { // nobody closed it
		if end = strings.IndexByte(rest, ','); end < 0 {
			end = len(rest)
		}
		next = end
	}
	if !l.angled { // of two without a comma the first counts
		l.angle, l.angled = rest[:end], true
	}
	rest = strings.TrimLeft(rest[next:], ">")
	l.at = len(l.in) - len(rest)
}

// end takes the mailbox that was read; by says what ended it.
func (l *addressList) end(by byte) {
	name, spec := strings.TrimSpace(l.name.String()), strings.TrimSpace(l.spec.String())
	comment := strings.TrimSpace(l.comment.String())
	angle, angled := l.angle, l.angled
	l.reset()
	switch {
	case angled:
		if name == "" {
			name = comment
		}
		l.add(name, angle)
	case strings.Contains(spec, "@"):
		bare, rest := pickMail(spec)
		if rest == "" {
			rest = comment
		}
		l.add(rest, bare)
	case name != "" && by == ',':
		l.pending = append(l.pending, name)
		if len(l.pending) > MaxAddresses {
			l.drop()
		}
	case name != "":
		l.add(name, "")
	}
	if by == ';' {
		l.drop()
	}
}

// drop gives up waiting for the rest of a name: what came was local names.
func (l *addressList) drop() {
	for _, name := range l.pending {
		if len(l.out) < MaxAddresses {
			l.out = append(l.out, named(name, ""))
		}
	}
	l.pending = nil
}

func (l *addressList) add(name, mail string) {
	if name != "" && mail != "" {
		name = strings.Join(append(l.pending, name), ", ")
		l.pending = nil
	}
	l.drop()
	if mail == "" && strings.Contains(name, "=?") {
		// The whole of it was encoded, address and all.
		if decoded := decodeWords(name); strings.Contains(decoded, "@") {
			if inner := addresses(strings.ReplaceAll(decoded, "=?", "")); len(inner) == 1 {
				l.out = append(l.out, inner...)
				return
			}
		}
	}
	l.out = append(l.out, named(name, mail))
}

func (l *addressList) reset() {
	l.name.Reset()
	l.spec.Reset()
	l.comment.Reset()
	l.angle, l.angled, l.hasAt = "", false, false
}

// pickMail finds the address in a mailbox without angles.
func pickMail(spec string) (mail, name string) {
	if !strings.ContainsAny(spec, " \t") || strings.HasPrefix(spec, `"`) {
		return spec, ""
	}
	words := strings.Fields(spec)
	for i, w := range words {
		if strings.Contains(w, "@") && len(w) > 1 {
			return w, strings.Join(append(words[:i:i], words[i+1:]...), " ")
		}
	}
	return strings.Join(words, ""), "" // blanks around the @
}

// named is an address made fit: no blanks or control characters in the mail, a
// name of one line.
func named(name, mail string) Address {
	mail = strings.Join(strings.Fields(withoutComments(oneLine(toUTF8(mail)))), "")
	if strings.HasPrefix(mail, "@") { // an obsolete route in front
		if i := strings.IndexByte(mail, ':'); i >= 0 {
			mail = mail[i+1:]
		}
	}
	if len(mail) > len("mailto:") && strings.EqualFold(mail[:len("mailto:")], "mailto:") {
		mail = mail[len("mailto:"):]
	}
	if i := strings.LastIndexByte(mail, '@'); i >= 0 {
		mail = mail[:i] + strings.ToLower(strings.TrimSuffix(mail[i:], "."))
	}
	return Address{oneLine(strings.Trim(decodeWords(name), " '\t")), mail}
}

// messageIDs gives the ids in a field, without their angles; when nothing in it
// has angles, its words.
func messageIDs(s string) []string {
	var ids []string
	rest := s
	for len(ids) < MaxReferences {
		_, after, found := strings.Cut(rest, "<")
		if !found {
			break
		}
		id, after, found := strings.Cut(after, ">")
		rest = after
		if id = bareID(id); id != "" {
			ids = append(ids, id)
		}
		if !found {
			break
		}
	}
	if len(ids) > 0 || strings.ContainsAny(s, "<>") {
		return ids
	}
	for _, id := range strings.Fields(s) {
		if id = bareID(id); len(ids) < MaxReferences && id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// bareID is an id without the blanks that folding put into it.
func bareID(id string) string {
	return strings.Join(strings.Fields(oneLine(toUTF8(id))), "")
}

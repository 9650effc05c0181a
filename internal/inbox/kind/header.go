package kind

import (
	"strings"

	"kept/internal/inbox/letter"
)

// saysSo is what a mail says of itself: Auto-Submitted (RFC 3834), and the
// fields that answering machines used before there was a standard, and after.
func (m *mail) saysSo() Kind {
	switch said := m.autoSubmitted(); {
	case said == "auto-replied":
		return silent(OOO, "It says that it is an automatic answer.")
	case said != "" && (m.away() || m.absence()):
		return silent(OOO, "It says that it was sent by a machine, and reads like an automatic answer.")
	case said != "":
		return silent(Auto, "It says that it was sent by a machine.")
	}
	for _, name := range replying {
		if says(m.Header, name) {
			return silent(OOO, "Its field "+name+" says that it is an automatic answer.")
		}
	}
	if precedence(m.Header, "auto_reply", "auto-reply", "autoreply") {
		return silent(OOO, "It says that it is an automatic answer.")
	}
	for _, f := range answering {
		for v := range m.Header.All(f.name) {
			if strings.Contains(strings.ToLower(v), f.word) {
				return silent(OOO, "Its field "+f.name+" says that it is an automatic answer.")
			}
		}
	}
	return m.suppressed()
}

// autoSubmitted is the word of the field Auto-Submitted; "" when there is none,
// or when it says that a person sent the mail. Its parameters, and the comments
// that some add, say nothing.
func (m *mail) autoSubmitted() string {
	for v := range m.Header.All("Auto-Submitted") {
		word := firstWord(v)
		if word != "" && word != "no" {
			return word
		}
	}
	return ""
}

// firstWord is the word with which a value begins, in lower case.
func firstWord(v string) string {
	v = strings.ToLower(strings.TrimSpace(v))
	if end := strings.IndexAny(v, " \t;,("); end >= 0 {
		v = v[:end]
	}
	return strings.Trim(v, `"'`)
}

// says tells whether there is a field of that name that does not say no. An
// empty one says yes: it is its being there that programs look for.
func says(h letter.Header, name string) bool {
	for v := range h.All(name) {
		switch firstWord(v) {
		case "no", "false", "0", "none":
		default:
			return true
		}
	}
	return false
}

// precedence tells whether the mail calls itself one of these.
func precedence(h letter.Header, words ...string) bool {
	for _, name := range [...]string{"Precedence", "X-Precedence", "Preference"} {
		for v := range h.All(name) {
			for _, w := range words {
				if firstWord(v) == w {
					return true
				}
			}
		}
	}
	return false
}

// suppressed looks at Exchange's field by which a sender asks for no automatic
// answers. Machines set it; so do some gateways, on the mails of people: the
// answer of a person to a mail stays his, and no machine answers.
func (m *mail) suppressed() Kind {
	if !suppresses(m.Header) {
		return Kind{}
	}
	why := "Its sender asks that no machine answers (X-Auto-Response-Suppress)."
	switch {
	case m.away() || m.absence():
		return silent(OOO, why)
	case hasPrefix(m.subject, answers) && len(m.InReplyTo)+len(m.References) > 0 && !m.machineSender():
		return silent(Human, why)
	}
	return silent(Auto, why)
}

// suppresses tells whether the field asks for no automatic answers. DR, RN and
// NRN are about receipts alone.
func suppresses(h letter.Header) bool {
	for v := range h.All("X-Auto-Response-Suppress") {
		for w := range strings.FieldsFuncSeq(strings.ToLower(v), func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
			if w == "all" || w == "oof" || w == "autoreply" {
				return true
			}
		}
	}
	return false
}

// system knows the fields that programs put into mails they write themselves.
func (m *mail) system() Kind {
	for _, name := range generating {
		if says(m.Header, name) {
			return silent(Auto, "Its field "+name+" says that a program wrote it.")
		}
	}
	return Kind{}
}

// list knows mailing lists and newsletters.
func (m *mail) list() Kind {
	if precedence(m.Header, "bulk", "junk", "list") {
		return silent(Bulk, "It calls itself mail to many (Precedence).")
	}
	for _, f := range m.Header {
		name := strings.ToLower(f.Name)
		if f.Value != "" && (lists[name] || hasPrefix(name, campaigns)) {
			return silent(Bulk, "It came by a list or a newsletter ("+f.Name+").")
		}
	}
	return Kind{}
}

// empty knows mails that cannot be answered: their envelope names nobody.
func (m *mail) empty() Kind {
	if m.nullSender() {
		return silent(Auto, "Its envelope names no sender to answer to.")
	}
	return Kind{}
}

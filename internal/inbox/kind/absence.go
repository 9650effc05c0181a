package kind

import (
	"strings"
	"unicode"
)

// named knows automatic answers by their subject.
func (m *mail) named() Kind {
	switch {
	case m.away():
		return silent(OOO, "Its subject is that of an automatic answer.")
	case m.hinted() && m.absence():
		return silent(OOO, "Its subject and its text are those of an automatic answer.")
	}
	return Kind{}
}

// away tells whether the subject is that of an automatic answer: it begins with
// what mail programs put there, and then comes an end or the old subject. "Is
// the auto reply fixed?" and "Re: Automatic reply" are a person's.
func (m *mail) away() bool {
	for _, p := range awaySubjects {
		if rest, ok := strings.CutPrefix(m.subject, p); ok && parted(rest) {
			return true
		}
	}
	return len(m.InReplyTo) > 0 && hasPrefix(m.subject, weakWithColon)
}

// hinted tells whether the subject begins with a word that people use as well.
func (m *mail) hinted() bool {
	for _, list := range [...][]string{awaySubjects, weakSubjects} {
		for _, p := range list {
			if rest, ok := strings.CutPrefix(m.subject, p); ok && (rest == "" || !unicode.IsLetter(rune(rest[0]))) {
				return true
			}
		}
	}
	return false
}

// parted tells whether what follows a phrase is no part of its sentence.
func parted(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return rest == "" || strings.ContainsRune(":-[(|/.!,;\"'<*", rune(rest[0])) || hasPrefix(rest, answers) || hasPrefix(rest, forwards)
}

// IsAnswer tells whether a subject is that of an answer: "Re: Kitchen".
func IsAnswer(subject string) bool { return hasPrefix(fold(first(subject, MaxSubject)), answers) }

// absence tells whether the text begins as a notice of absence does.
func (m *mail) absence() bool {
	return containsAny(first(m.wording(), maxOpening), absences)
}

// worded is the last sign: the wording alone. A notice that says both that
// somebody is away and what becomes of the mail was written for everybody; one
// that says less may be a person's, so it stays his, unanswered.
func (m *mail) worded() Kind {
	text := m.wording()
	if sentenceBegins(text, automatic) {
		return silent(Auto, "It says that a machine wrote it.")
	}
	if m.nobody() {
		return silent(Human, "It names no sender to answer to.")
	}
	if !m.absence() || strings.ContainsAny(text, "?？") {
		return Kind{}
	}
	switch said := countOf(text, remedies); {
	case said >= 2 && len(text) <= maxNotice:
		return silent(OOO, "It reads like a notice of absence.")
	case said >= 1:
		return silent(Human, "It reads like a notice of absence.")
	}
	return Kind{}
}

// maxNotice is how long a notice of absence is, in bytes; who writes more has
// something else to say.
const maxNotice = 1500

// sentenceBegins tells whether a sentence of the text begins with a phrase.
func sentenceBegins(text string, phrases []string) bool {
	for at := 0; at < len(text); {
		text = strings.TrimLeft(text[at:], " *-_#=>(.!\n")
		if hasPrefix(text, phrases) {
			return true
		}
		if at = strings.IndexAny(text, ".!\n"); at < 0 {
			return false
		}
	}
	return false
}

func containsAny(s string, phrases []string) bool {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func countOf(s string, phrases []string) (n int) {
	for _, p := range phrases {
		if strings.Contains(s, p) {
			n++
		}
	}
	return n
}

func hasPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

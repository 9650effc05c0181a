package tongue

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Voice says Kept's own sentences in one language. The zero Voice speaks English.
//
// The English sentence in the code is the source: it is what is looked up, and
// what is said where a language does not have it. So a sentence stands whole in
// one place, with places in braces for what is known only later:
//
//	v.Say("{who} answers you by {when}.", "who", name, "when", v.Moment(t, now))
type Voice struct {
	code string
	n    int // its place in the tables
	said map[string]sentence
	tag  language.Tag
}

// In gives the voice of a language: "de-AT" is "de". One that is not known gets
// English.
func In(code string) Voice {
	n := number(code)
	return Voice{code: codes[n], n: n, said: catalogue()[codes[n]], tag: tags()[n]}
}

// With gives a voice of other sentences, by their English ones. Tests make a
// language by it that is written from right to left.
func With(code string, said map[string]string) Voice {
	v := Voice{code: code, n: number(code), said: make(map[string]sentence, len(said)), tag: language.Make(code)}
	for english, other := range said {
		v.said[english] = sentence{usual: other}
	}
	return v
}

// Code is the language, for lang="…" (BCP 47).
func (v Voice) Code() string { return cmp.Or(v.code, codes[0]) }

// RTL tells whether the language is written from right to left.
func (v Voice) RTL() bool { return RTL(v.code) }

// RTL tells whether a language (BCP 47) is written from right to left.
func RTL(code string) bool {
	base, _, _ := strings.Cut(strings.ToLower(code), "-")
	return slices.Contains([]string{"ar", "fa", "he", "ur", "yi"}, base)
}

// Say says a sentence, its places filled: name, value, name, value. Values are put
// in as they are; braces in them are not places.
func (v Voice) Say(english string, places ...string) string {
	if s, ok := v.said[english]; ok {
		return fill(s.usual, places)
	}
	return fill(english, places)
}

// Count says how many, by the rules of the language: one is said of 1, and many,
// with its place {n}, of every other number.
func (v Voice) Count(n int, one, many string, places ...string) string {
	places = append(places, "n", strconv.Itoa(n))
	if n == 1 {
		return v.Say(one, places...)
	}
	s, ok := v.said[many]
	if !ok {
		return fill(many, places)
	}
	if len(s.forms) > 0 {
		if form, ok := s.forms[plural.Cardinal.MatchPlural(v.tag, max(n, -n), 0, 0, 0, 0)]; ok {
			return fill(form, places)
		}
	}
	return fill(s.usual, places)
}

// Knows tells whether a sentence is said in this language as it should be. What
// an error says may be put together of what somebody typed; that is not known.
func (v Voice) Knows(english string) bool {
	if v.Code() == codes[0] {
		return true
	}
	_, ok := v.said[english]
	return ok
}

// fill fills the places of a sentence.
func fill(s string, places []string) string {
	if !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 64)
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, ok := strings.Cut(rest, "}")
		if value, has := place(name, places); ok && has {
			b.WriteString(value)
			if strings.HasSuffix(value, ".") { // "Aug." ends its sentence itself
				after = strings.TrimPrefix(after, ".")
			}
			s = after
			continue
		}
		b.WriteByte('{')
		s = rest
	}
}

func place(name string, places []string) (string, bool) {
	for i := 0; i+1 < len(places); i += 2 {
		if places[i] == name {
			return places[i+1], true
		}
	}
	return "", false
}

// Match chooses a language by what a browser says that its reader reads
// (Accept-Language); "" = none of ours.
func Match(accepts string) string {
	if len(accepts) > maxAccept {
		return ""
	}
	wants, _, err := language.ParseAcceptLanguage(accepts)
	if err != nil || len(wants) == 0 {
		return ""
	}
	for _, w := range wants {
		base, sure := w.Base()
		if sure != language.No && slices.Contains(codes[:], base.String()) {
			return base.String()
		}
	}
	return ""
}

// maxAccept is the longest list of languages that is read, in bytes.
const maxAccept = 300

// Known tells whether a code is one of [Codes].
func Known(code string) bool { return slices.Contains(codes[:], code) }

// Own is the name of a language in itself, for whoever cannot read another one.
func Own(code string) string {
	return [languages]string{"English", "Deutsch", "Français", "Español", "Português", "Nederlands", "Italiano"}[number(code)]
}

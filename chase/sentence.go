package chase

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word as it is compared: lower case, without accents.
type word struct {
	text     string
	from, to int // where it stands in the text
}

// sentence is a run of words up to a full stop or the like.
type sentence struct {
	words []word
	marks marks
	asks  bool // it ends with a question mark
}

// maxWord is the longest word that is compared, in bytes.
const maxWord = 40

// sentencesOf cuts a text into sentences. Lines that a writer quotes with ">"
// are not his.
func sentencesOf(text string) []sentence {
	text = text[:min(len(text), maxText)]
	all := make([]sentence, 0, min(len(text)/60+1, maxSentences))
	// The words of all sentences stand one behind another: room for all at once.
	words, from := make([]word, 0, len(text)/5+1), 0
	end := func(asks bool) {
		if from < len(words) {
			all = append(all, sentence{words: words[from:], marks: marksOf(words[from:]), asks: asks})
		} else if asks && len(all) > 0 {
			all[len(all)-1].asks = true
		}
		from = len(words)
	}
	fresh, breaks := true, 0
	for i := 0; i < len(text) && len(all) < maxSentences; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			breaks++
			if breaks > 1 || looksEnded(text[:i]) {
				end(false)
			}
			fresh = true
			i += size
			continue
		case fresh && r == '>':
			if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
				i += n
				continue
			}
			i = len(text)
			continue
		case isLetter(r):
			n := wordEnd(text[i:])
			words = append(words, word{folded(text[i : i+min(n, maxWord)]), i, i + n})
			i += n
			fresh, breaks = false, 0
			continue
		case r == '?' || r == '？':
			end(true)
		case r == '!' || r == '.' && stops(text, i) || r == ';' || r == '…' || r == '¿':
			end(false)
		}
		if !unicode.IsSpace(r) {
			fresh, breaks = false, 0
		}
		i += size
	}
	if len(all) < maxSentences {
		end(false)
	}
	return all
}

// looksEnded tells whether a line break ends a sentence: after a comma or a
// colon, as below a greeting, it does; within a wrapped line it does not.
func looksEnded(before string) bool {
	before = strings.TrimRight(before, " \t\r")
	return strings.HasSuffix(before, ",") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, ".")
}

// stops tells whether the full stop at i ends a sentence: in "3.5", "e.g. this"
// and "example.com" it does not.
func stops(text string, i int) bool {
	rest := text[i+1:]
	if rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(r) && r != '"' && r != ')' && r != '.' {
		return false
	}
	// A single letter, or a number, before it is an abbreviation or a day.
	at := strings.LastIndexAny(text[:i], " \t\n.(") + 1
	before := text[at:i]
	return utf8.RuneCountInString(before) > 1 && strings.IndexFunc(before, func(r rune) bool { return !unicode.IsDigit(r) }) >= 0
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// wordEnd is how long the word is that a text begins with. An apostrophe ends a
// word, and so it does in "l'offre" and "where's".
func wordEnd(s string) int {
	for i, r := range s {
		if !isLetter(r) && (r < utf8.RuneSelf || !unicode.Is(unicode.Mn, r)) {
			return i
		}
	}
	return len(s)
}

// folded is a word in lower case, without accents; numbers are all one.
func folded(s string) string {
	plain, ascii := true, true
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			return "#"
		case c >= utf8.RuneSelf:
			plain, ascii = false, false
		case c >= 'A' && c <= 'Z':
			plain = false
		}
	}
	switch {
	case plain:
		return s
	case ascii:
		return strings.ToLower(s)
	}
	return accents.Replace(strings.ToLower(s))
}

// accents are the accented letters of the seven languages; people in a hurry
// leave them out.
var accents = strings.NewReplacer(
	"ä", "a", "ö", "o", "ü", "u", "ß", "ss", "à", "a", "á", "a", "â", "a", "ã", "a", "å", "a", "æ", "ae", "ç", "c",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o",
	"œ", "oe", "ù", "u", "ú", "u", "û", "u", "ÿ", "y",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0303", "", "\u0308", "", "\u0327", "",
)

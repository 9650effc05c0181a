package heard

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a word, a number or a sign as it is compared: lower case, without
// accents. An apostrophe and a hyphen part words: "i ll", "d ici", "sexta feira".
type word struct {
	text     string
	from, to int // where it stands in the text
}

// sentence is a run of words up to a full stop or the like.
type sentence struct {
	words []word
	asks  bool
}

func (s sentence) from() int { return s.words[0].from }
func (s sentence) to() int   { return s.words[len(s.words)-1].to }

// line is the words parted by single blanks, one before the first and one
// behind the last too, with the place before each word, and one for the end.
func (s sentence) line() (string, []int) {
	var b strings.Builder
	b.WriteByte(' ')
	starts := make([]int, 0, len(s.words)+1)
	for _, w := range s.words {
		starts = append(starts, b.Len()-1)
		b.WriteString(w.text)
		b.WriteByte(' ')
	}
	return b.String(), append(starts, b.Len()-1)
}

// token finds words in lower-case text: numbers with what belongs to them
// (12.05.2026, 16:30, 4pm, 12th), runs of letters, and the signs that matter.
var token = regexp.MustCompile(`[0-9]+(?:[.:/\-][0-9]+)*(?:[\pL\pM]+[0-9]*|[.ºª°])?|[\pL\pM]+|[,:()–—/\-"“”„«»]`)

// sentencesOf cuts a text into sentences.
func sentencesOf(text string) []sentence {
	var all []sentence
	var now sentence
	end := func(asks bool) {
		if len(now.words) > 0 {
			now.asks = asks
			now.words = spoken(now.words)
		}
		if len(now.words) > 0 {
			all = append(all, now)
		}
		now = sentence{}
	}
	at := 0
	for l := range strings.Lines(text) {
		bare := strings.TrimSpace(l)
		switch {
		case bare == "--" || strings.HasPrefix(bare, "-----Original"):
			end(false)
			return all
		case bare == "" || strings.HasPrefix(bare, ">"):
			end(false)
		default:
			if startsAnew(bare) {
				end(false)
			}
			cut(text, at, at+len(strings.TrimRight(l, "\r\n")), func(words []word) { now.words = append(now.words, words...) }, end)
			if len(bare) < shortLine && unicode.IsUpper(nextLetter(text[at+len(l):])) {
				end(false)
			}
		}
		at += len(l)
	}
	end(false)
	return all
}

// shortLine is the length below which a line was hardly wrapped by a program.
const shortLine = 50

// nextLetter is the first letter of the line that follows.
func nextLetter(rest string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " \t"))
	return r
}

// startsAnew tells whether a line is the item of a list.
func startsAnew(l string) bool {
	return strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "* ") || strings.HasPrefix(l, "•") || strings.HasPrefix(l, "– ")
}

// cut reads one line, and ends sentences on the way.
func cut(text string, from, to int, add func([]word), end func(asks bool)) {
	start := from
	flush := func(until int) {
		var words []word
		low := strings.ToLower(text[start:until])
		if len(low) != until-start {
			low = text[start:until] // a letter whose lower case is longer; rare, and then in capitals
		}
		for _, m := range token.FindAllStringIndex(low, -1) {
			if low[m[0]:m[1]] == "-" && m[0] > 0 && m[1] < len(low) && low[m[0]-1] != ' ' && low[m[1]] != ' ' {
				continue
			}
			if plain := accents.Replace(low[m[0]:m[1]]); plain != "" { // an accent on nothing is no word
				words = append(words, word{plain, start + m[0], start + m[1]})
			}
		}
		add(words)
	}
	for i := from; i < to; i++ {
		switch c := text[i]; {
		case c == '?' || c == '!' || c == ';':
			flush(i)
			end(c == '?')
			start = i + 1
		case c == '.' && stops(text[from:i], text[i+1:to]):
			flush(i)
			end(false)
			start = i + 1
		}
	}
	flush(to)
}

// short are abbreviations whose full stop ends nothing.
var short = words("mr mrs ms dr st hr fr nr ca bzw sr sra av ing dott prof eg ie etc tel no z b d h p a m s t bis approx ore")

// stops tells whether a full stop ends a sentence. In "4 p.m. on Friday", "12.
// Mai", "Mr. Hall" and "example.com" it does not.
func stops(before, rest string) bool {
	if rest == "" {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsSpace(r) && r != '"' && r != ')' && r != '”' && r != '.' {
		return false
	}
	last := before[strings.LastIndexAny(before, " \t(.")+1:]
	next := strings.TrimSpace(rest)
	r, _ := utf8.DecodeRuneInString(next)
	if last != "" && strings.Trim(last, "0123456789") == "" {
		return !unicode.IsLower(r) && !months[firstWord(next)] // a German date
	}
	if len(last) == 1 || short[strings.ToLower(last)] {
		return unicode.IsUpper(r) && strings.HasSuffix(strings.ToLower(before), ".m")
	}
	return true
}

func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	return accents.Replace(strings.ToLower(s[:end]))
}

// opening are the signs that open what somebody else said, with what closes it.
var opening = map[string]string{`"`: `"`, "“": "”", "„": "“", "«": "»"}

// spoken leaves out what stands between quotation marks.
func spoken(all []word) []word {
	var out []word
	for i := 0; i < len(all); i++ {
		closing, opens := opening[all[i].text]
		if opens {
			if n := indexOf(all[i+1:], closing); n >= 0 {
				out = append(out, word{"–", all[i].from, all[i].to})
				i += n + 1
				continue
			}
		}
		out = append(out, all[i])
	}
	return out
}

func indexOf(all []word, text string) int {
	for i, w := range all {
		if w.text == text {
			return i
		}
	}
	return -1
}

// words is a set of words.
func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// accents are the accented letters of the seven languages; people in a hurry
// leave them out.
var accents = strings.NewReplacer(
	"ä", "a", "ö", "o", "ü", "u", "ß", "ss", "à", "a", "á", "a", "â", "a", "ã", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "œ", "oe", "ù", "u", "ú", "u", "û", "u",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0303", "", "\u0308", "", "\u0327", "",
)

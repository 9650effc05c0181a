// Package tongue knows in which of seven languages somebody writes, and says
// the few things that go out without a person at the desk: the moment by which
// somebody will answer, and the sentences of an acknowledgement.
//
// Who is not sure says so: a client is better answered in the language his
// record names than in one that was guessed from three words.
package tongue

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// codes are the languages, in the order of the tables.
var codes = [...]string{"en", "de", "fr", "es", "pt", "nl", "it"}

const languages = len(codes)

// Codes are the languages that are known.
func Codes() []string { return slices.Clone(codes[:]) }

// Limits and weights of what is read.
const (
	maxText = 4000 // bytes: the first page says it
	// enough is the score from which a guess can be sure: some three small words
	// that no other language has and a few that are shared.
	enough = 9
	// ahead is how much of the best score the second may have at most.
	ahead = 0.6
	// known is which share of the words must be small words or have an ending of
	// the language; a text in an eighth language has fewer.
	known = 0.3
	// forWord and forEnding are what one language gets that has a word or an
	// ending alone; several share it.
	forWord, forEnding = 4.0, 2.0
)

// Of tells in which language a text is written: one of [Codes], the likeliest
// one when it is not sure, or "" when nothing speaks for any.
func Of(text string) (code string, sure bool) {
	if len(text) > maxText {
		text = text[:maxText]
	}
	var score [languages]float64
	var hits [languages]int
	words, strange := 0, 0
	for field := range strings.FieldsSeq(text) {
		if strings.ContainsAny(field, "@/\\_") {
			continue // an address says nothing
		}
		for w := range strings.FieldsFuncSeq(strings.ToLower(field), func(r rune) bool { return !unicode.IsLetter(r) && r != '¿' && r != '¡' }) {
			words++
			in := speakers(w)
			if in.strange {
				strange++
			}
			for i := range score {
				score[i] += in.score[i]
				if in.score[i] > 0 {
					hits[i]++
				}
			}
		}
	}
	best, second := 0, -1
	for i := 1; i < languages; i++ {
		switch {
		case score[i] > score[best]:
			best, second = i, best
		case second < 0 || score[i] > score[second]:
			second = i
		}
	}
	if score[best] == 0 {
		return "", false
	}
	sure = score[best] >= enough && score[second] <= ahead*score[best] &&
		float64(hits[best]) >= known*float64(words) && strange*10 <= words
	return codes[best], sure
}

// heard is what one word says.
type heard struct {
	score   [languages]float64
	strange bool // it has a letter that none of the languages has
}

// speakers tells which languages have a word.
func speakers(w string) heard {
	var h heard
	if has := small[w]; has != 0 {
		h.share(has, forWord)
		return h
	}
	for _, r := range w {
		switch {
		case r < utf8.RuneSelf:
		case letters[r] != 0:
			h.share(letters[r], forEnding)
		default:
			h.strange = true
		}
	}
	// The longest ending that is known counts.
	for n := min(6, len(w)-2); n >= 3; n-- {
		if has := endings[w[len(w)-n:]]; has != 0 {
			h.share(has, forEnding)
			break
		}
	}
	return h
}

// share gives a weight to the languages of a set, less to each the more there are.
func (h *heard) share(has set, weight float64) {
	n := 0
	for i := range languages {
		n += int(has >> i & 1)
	}
	for i := range languages {
		if has>>i&1 == 1 {
			h.score[i] += weight / float64(n*n)
		}
	}
}

// set is languages, a bit each.
type set uint8

// index turns lists of words, one for each language, into the languages of each word.
func index(lists [languages]string) map[string]set {
	m := map[string]set{}
	for i, list := range lists {
		for w := range strings.FieldsSeq(list) {
			m[w] |= 1 << i
		}
	}
	return m
}

// indexLetters does the same for single letters.
func indexLetters(lists [languages]string) map[rune]set {
	m := map[rune]set{}
	for i, list := range lists {
		for _, r := range list {
			m[r] |= 1 << i
		}
	}
	return m
}

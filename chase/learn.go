package chase

import "sync"

// englishWords are words that hardly a text in English goes without, and that
// the six other languages do not have, or have for another thing.
var englishWords = set("the", "is", "are", "was", "were", "my", "your", "our", "to", "of", "and", "for", "with", "have", "has", "had", "been", "will", "would", "could", "can", "what", "when", "where", "how", "why", "who", "it", "this", "that", "you", "we", "they", "please", "not", "yet", "from", "by", "an", "get", "did", "does", "do", "any", "there", "about", "thanks", "thank", "if")

// otherWords are the same of the other languages together.
var otherWords = set("der", "die", "das", "und", "ist", "sind", "nicht", "wir", "sie", "ich", "ein", "eine", "mit", "fur", "wann", "wie", "noch", "haben", "bitte", "zu", "auf",
	"le", "la", "les", "des", "du", "est", "et", "vous", "nous", "je", "une", "un", "pour", "pas", "quand", "que", "qui", "sur", "avec", "en", "ou",
	"el", "los", "las", "y", "por", "para", "con", "no", "esta", "cuando", "como", "se", "mi", "nuestro", "hay", "su", "lo", "del",
	"os", "as", "e", "do", "da", "em", "nao", "uma", "um", "quando", "ja", "o", "ao", "com", "ha",
	"het", "de", "een", "niet", "wij", "ik", "van", "op", "voor", "er", "naar", "wanneer", "hoe", "nog", "u", "wat", "zijn", "al", "te",
	"il", "gli", "di", "che", "non", "per", "sono", "ci", "vi", "mio", "nostra", "ho", "una", "ancora", "alla",
	"den", "dem", "im", "von", "uns", "bei", "hat", "na", "uma", "sua", "seu", "foi", "ainda", "mijn", "ons", "onze", "niets", "heeft", "dat", "aan", "mais", "sont", "au", "ma", "nos", "sta", "avremo", "siamo", "abbiamo", "della", "del", "nel", "avete", "han", "he", "le", "todo")

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// leanings say of words how much they are English: small words and those that
// were learned are; small words of the other languages and those of their phrases
// are not.
var leanings = sync.OnceValue(func() map[string]int { return leaningsOf(tongues) })

func leaningsOf(tongues []tongue) map[string]int {
	m := map[string]int{}
	for w := range englishWords {
		m[w] += 2
	}
	for w := range otherWords {
		m[w] -= 2
	}
	lean := func(w string, by int) {
		if _, ok := m[w]; !ok {
			m[w] = by
		}
	}
	for w := range learned {
		lean(w, 1)
	}
	for w := range learnedOther {
		lean(w, -1)
	}
	for i, t := range tongues {
		by := -1
		if i == 0 {
			by = 1
		}
		for _, p := range t.phrases() {
			for _, it := range p.items {
				for _, w := range it.words {
					lean(w, by)
				}
			}
		}
	}
	return m
}

// isEnglish guesses by the words.
func isEnglish(sentences []sentence) bool {
	sum, leanings := 0, leanings()
	for _, s := range sentences {
		for _, w := range s.words {
			sum += leanings[w.text]
		}
	}
	return sum > 0
}

// What the phrases count for in the other languages, and how far both together
// lean to a chase. Whoever wrote the phrases knew most of the sentences that words
// are learned from, so that beside them words would learn nothing: they learn
// alone. Both numbers are those with which mails written after the phrases, each
// judged by words learned from the others, came out best.
const (
	besideWords = 0.9
	leanToChase = 0.8
)

// stem is how much of a longer word stands for all its forms, in bytes.
const stem = 5

// features calls do for each feature of an English text: its words, the stems of
// the longer ones, its pairs of neighbours (the beginning and the end of a sentence are neighbours too), as
// often as they stand there. The key is only good until do returns.
func features(sentences []sentence, do func(key []byte)) {
	var key []byte
	for _, s := range sentences {
		before := "^"
		for _, w := range s.words {
			do(append(key[:0], w.text...))
			if len(w.text) > stem {
				do(append(append(key[:0], w.text[:stem]...), '~'))
			}
			key = append(append(append(key[:0], before...), ' '), w.text...)
			do(key)
			before = w.text
		}
		end := " ."
		if s.asks {
			end = " ?"
		}
		key = append(append(key[:0], before...), end...)
		do(key)
	}
}

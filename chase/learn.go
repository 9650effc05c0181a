package chase

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

// isEnglish guesses by small words, and by those that were learned.
func isEnglish(sentences []sentence) bool {
	english, other := 0, 0
	for _, s := range sentences {
		for _, w := range s.words {
			if englishWords[w.text] {
				english += 2
			} else if _, ok := learned[w.text]; ok {
				english++
			}
			if otherWords[w.text] {
				other += 2
			}
		}
	}
	return english > 0 && english >= other
}

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

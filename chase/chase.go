// Package chase recognises that a client had to ask where things stand. That is
// our failure (story 7): it is shown to a person, who confirms it with one click,
// and counted.
//
// What decides can be read: phrases in seven languages, each of a [Sign] with
// its weight ([phrases.go]), and weights of words and word pairs ([weights.go]),
// made from labelled sentences by the test TestLearn: one set for English, of
// which there is much to learn from, and one for the six other languages
// together. The chance is the logistic of their sum. The
// reason is the phrase that weighed most, word for word, so that whoever is asked
// to confirm sees at once what was meant.
package chase

import "math"

// Threshold is the chance from which a text is taken to ask.
const Threshold = 0.5

// Asking is what a text was understood to ask.
type Asking struct {
	// Chance that the writer asks where something stands, from 0 to 1.
	Chance float64
	// Reason is the phrase that shows it, as the writer wrote it. It is empty
	// when no phrase does.
	Reason string
}

// Yes tells whether the writer is taken to ask.
func (a Asking) Yes() bool { return a.Chance >= Threshold }

// Limits of what is read. A letter says in its first pages what it wants.
const (
	maxText      = 20_000 // bytes
	maxSentences = 200
	// Up to so many words a text is read as one, further each sentence for
	// itself: the words of a long letter would outweigh its one question.
	maxWhole = 45
)

// Asks tells whether the writer of a text asks where something stands. Quoted
// letters and signatures are the caller's to take away first.
func Asks(text string) Asking {
	sentences := sentencesOf(text)
	words := 0
	for _, s := range sentences {
		words += len(s.words)
	}
	english := isEnglish(sentences)
	if words <= maxWhole {
		return judge(text, sentences, signsIn(sentences), english)
	}
	var best Asking
	for i := range sentences {
		one := sentences[i : i+1]
		// A long letter needs a phrase: its many words alone would sooner or
		// later look like a question.
		found := signsIn(one)
		if !found.shows() {
			continue
		}
		if a := judge(text, one, found, english); a.Chance > best.Chance {
			best = a
		}
	}
	return best
}

// judge weighs what some sentences say together, with the signs found in them.
func judge(text string, sentences []sentence, found findings, english bool) Asking {
	sum, reason := found.weigh(english)
	words := learned
	if !english {
		sum, words = sum*besideWords+otherBias+leanToChase, learnedOther
	}
	features(sentences, func(key []byte) { sum += words[string(key)] })
	a := Asking{Chance: 1 / (1 + math.Exp(-sum))}
	if reason.to > reason.from {
		a.Reason = text[reason.from:reason.to]
	}
	return a
}

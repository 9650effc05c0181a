package chase

import (
	"slices"
	"strings"
)

// Sign is what a phrase says of the writer's wish.
type Sign uint8

// The signs. Those from Settled on speak against a chase.
const (
	State     Sign = iota // asks for the state of something: "what is the status"
	News                  // asks for news
	When                  // asks when something will be there
	HowLong               // asks how long it will take
	Done                  // asks whether it is done
	Waiting               // says that he waits, or has heard nothing
	NotYet                // says that it is not there yet
	Overdue               // says that it was promised, or should be there
	Reminder              // says that he asks again
	Settled               // thanks for news, or says that there is no hurry
	Arranging             // asks when to meet, or for hours of opening
	Ours                  // tells us where his own part stands
	HowTo                 // asks how something is done
	signs
)

// phrase is a pattern of words.
type phrase struct {
	sign  Sign
	items []item
	needs []marks // of each place that only given words fill, their mark
	asks  bool    // only in a question
	first bool    // only at the beginning of a sentence
}

// item is one place in a pattern: one of some words or shapes of words, up to gap
// words that do not matter, or the end of the sentence.
type item struct {
	words  []string
	shapes []shape
	gap    int
	end    bool
}

// shape is how a word begins and ends.
type shape struct{ start, end string }

// maxGap is how many words a pattern may skip at once.
const maxGap = 6

// parsePhrase reads a pattern: words parted by blanks; "a/b" is either, "liefer~"
// a beginning, "~ado" an ending, "ge~t" both, "_" any one word, "..." up to four,
// "......" up to six, "$" the end of the sentence, "?" at the end only in a
// question, "^" only at the beginning of a sentence. A lone word with "?" must be
// the last. Patterns are looked up by their first word, of which at least the
// beginning must be given.
func parsePhrase(sign Sign, s string) phrase {
	p := phrase{sign: sign}
	for f := range strings.FieldsSeq(accents.Replace(s)) {
		switch f {
		case "?":
			p.asks = true
		case "^":
			p.first = true
		case "$":
			p.items = append(p.items, item{end: true})
		case "_":
			p.items = append(p.items, item{shapes: []shape{{}}})
		case "...":
			p.items = append(p.items, item{gap: 4})
		case "......":
			p.items = append(p.items, item{gap: maxGap})
		default:
			var it item
			for w := range strings.SplitSeq(f, "/") {
				if start, end, cut := strings.Cut(w, "~"); cut {
					it.shapes = append(it.shapes, shape{start, end})
				} else {
					it.words = append(it.words, w)
				}
			}
			p.items = append(p.items, it)
		}
	}
	if p.asks && len(p.items) == 1 {
		p.items = append(p.items, item{end: true})
	}
	for _, it := range p.items[1:] {
		if len(it.words) > 0 && len(it.shapes) == 0 {
			var m marks
			for _, w := range it.words {
				m.add(w)
			}
			p.needs = append(p.needs, m)
		}
	}
	return p
}

// marks are the words of a sentence, roughly: what is not marked is not in it.
// Nearly all phrases are ruled out by them without a look at the words.
type marks [4]uint64

func (m *marks) add(w string) {
	var h uint32
	for i := range len(w) {
		h = h*31 + uint32(w[i])
	}
	h ^= h >> 8
	m[h>>6&3] |= 1 << (h & 63)
}

func marksOf(words []word) marks {
	var m marks
	for i := range words {
		m.add(words[i].text)
	}
	return m
}

func (m *marks) meets(o *marks) bool {
	return m[0]&o[0]|m[1]&o[1]|m[2]&o[2]|m[3]&o[3] != 0
}

// mayBeIn tells whether a sentence with these marks can have the phrase.
func (p *phrase) mayBeIn(m *marks) bool {
	for i := range p.needs {
		if !p.needs[i].meets(m) {
			return false
		}
	}
	return true
}

func (it item) matches(w string) bool {
	for _, x := range it.words {
		if x == w {
			return true
		}
	}
	for _, x := range it.shapes {
		if (x.end == "" || len(w) > len(x.start)+len(x.end)) && strings.HasPrefix(w, x.start) && strings.HasSuffix(w, x.end) {
			return true
		}
	}
	return false
}

// matchAt tells whether items match from word i on, and where they end.
func matchAt(words []word, i int, items []item) (end int, ok bool) {
	for n, it := range items {
		if it.end {
			if i < len(words) {
				return 0, false
			}
			continue
		}
		if it.gap == 0 {
			if i >= len(words) || !it.matches(words[i].text) {
				return 0, false
			}
			i++
			continue
		}
		for skip := 0; skip <= it.gap && i+skip <= len(words); skip++ {
			if end, ok := matchAt(words, i+skip, items[n+1:]); ok {
				return end, true
			}
		}
		return 0, false
	}
	return i, true
}

// book is phrases by their first word, or by its beginning.
type book struct {
	byWord  map[string][]phrase
	byStart map[string][]phrase // first prefix bytes of its beginning
}

// prefix is by how many bytes beginnings are looked up; a pattern must not begin
// with a shorter one.
const prefix = 3

func bind(tongues []tongue) book {
	b := book{byWord: map[string][]phrase{}, byStart: map[string][]phrase{}}
	for _, t := range tongues {
		for _, p := range t.phrases() {
			for _, w := range p.items[0].words {
				b.byWord[w] = append(b.byWord[w], p)
			}
			for _, w := range p.items[0].shapes {
				b.byStart[w.start[:prefix]] = append(b.byStart[w.start[:prefix]], p)
			}
		}
	}
	return b
}

// place is where in the text something is said.
type place struct{ from, to int }

// findings are the signs found, with the first place of each.
type findings struct {
	has   [signs]bool
	where [signs]place
	asks  bool
}

// signsIn looks for the phrases of all languages: people mix them.
func signsIn(sentences []sentence) findings {
	var f findings
	all := all()
	for _, s := range sentences {
		f.asks = f.asks || s.asks
		for i, w := range s.words {
			f.try(s, i, all.byWord[w.text])
			if len(w.text) >= prefix {
				f.try(s, i, all.byStart[w.text[:prefix]])
			}
		}
	}
	return f
}

func (f *findings) try(s sentence, i int, phrases []phrase) {
	for n := range phrases {
		p := &phrases[n]
		if f.has[p.sign] || p.asks && !s.asks || p.first && i > 0 || !p.mayBeIn(&s.marks) {
			continue
		}
		if end, ok := matchAt(s.words, i, p.items); ok {
			f.has[p.sign] = true
			f.where[p.sign] = place{s.words[i].from, s.words[end-1].to}
		}
	}
}

// shows tells whether a sign speaks for a chase.
func (f *findings) shows() bool { return slices.Contains(f.has[:Settled], true) }

// weigh adds up the signs, and says where the one stands that weighs most.
func (f findings) weigh(english bool) (sum float64, reason place) {
	table, bias := weights, bias
	if english {
		table, bias = englishWeights, englishBias
	}
	sum = bias
	most := 0.0
	for s, has := range f.has {
		if !has {
			continue
		}
		sum += table[s]
		if weights[s] > most {
			most, reason = weights[s], f.where[s]
		}
	}
	return sum, reason
}

package chase

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"hash/crc32"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"kept/internal/datatest"
)

var write = flag.Bool("write", false, "write weights.go anew from the labelled sentences")

// labelled are the public sentences.
const labelled = "asks_status/labelled.jsonl"

func publicVectors(t *testing.T) []vector {
	t.Helper()
	text, err := os.ReadFile(datatest.Path(t, labelled))
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	for l := range strings.Lines(string(text)) {
		var v struct {
			Text string `json:"text"`
			Asks bool   `json:"asks_status"`
		}
		if err := json.Unmarshal([]byte(l), &v); err != nil {
			t.Fatal(err)
		}
		all = append(all, vector{v.Text, v.Asks})
	}
	return all
}

// How the weights are learned: logistic regression with all examples at once.
// Words are pulled towards 0, signs towards what a person gave them.
const (
	rounds   = 1000
	step     = 2
	pull     = 0.00015
	signPull = 0.0006
	ownTimes = 3   // our own sentences, of clients of projects, count so often
	rare     = 2   // words of fewer examples are not learned
	smallest = 0.1 // weights nearer to 0 are not written
	smaller  = 0.2 // nor these of the other languages, of which there are many
)

// model is what is learned.
type model struct {
	bias  float64
	signs [signs]float64
	words map[string]float64
}

// example is a vector read once.
type example struct {
	found findings
	words map[string]float64
	asks  float64
	times float64
}

func exampleOf(v vector, times float64) example {
	s := sentencesOf(v.text)
	e := example{found: signsIn(s), words: map[string]float64{}, times: times}
	features(s, func(key []byte) { e.words[string(key)]++ })
	if v.asks {
		e.asks = 1
	}
	return e
}

func (m model) chance(e example) float64 {
	sum := m.bias
	for s, has := range e.found.has {
		if has {
			sum += m.signs[s]
		}
	}
	for _, w := range slices.Sorted(maps.Keys(e.words)) {
		sum += m.words[w] * e.words[w]
	}
	return 1 / (1 + math.Exp(-sum))
}

// learn fits a model. It has no chance in it: the same examples, the same model.
func learn(examples []example) model {
	numbers, names := number(examples)
	m := model{bias: bias, signs: weights, words: map[string]float64{}}
	words, total := make([]float64, len(names)), 0.0
	for _, e := range examples {
		total += e.times
	}
	for range rounds {
		var bias float64
		var bySign [signs]float64
		byWord := make([]float64, len(words))
		for i, e := range examples {
			sum := m.bias
			for s, has := range e.found.has {
				if has {
					sum += m.signs[s]
				}
			}
			for _, w := range numbers[i] {
				sum += words[w]
			}
			off := (1/(1+math.Exp(-sum)) - e.asks) * e.times / total
			bias += off
			for s, has := range e.found.has {
				if has {
					bySign[s] += off
				}
			}
			for _, w := range numbers[i] {
				byWord[w] += off
			}
		}
		m.bias -= step * bias
		for s := range m.signs {
			m.signs[s] -= step * (bySign[s] + signPull*(m.signs[s]-weights[s]))
		}
		for w, g := range byWord {
			words[w] -= step * (g + pull*words[w])
		}
	}
	for w, name := range names {
		m.words[name] = words[w]
	}
	return m
}

// number gives the words of each example as numbers, as often as they stand
// there, and the word of each number. Rare ones are left out.
func number(examples []example) (numbers [][]int, names []string) {
	count := map[string]int{}
	for _, e := range examples {
		for w := range e.words {
			count[w]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < rare })
	names = slices.Sorted(maps.Keys(count))
	for _, e := range examples {
		var have []int
		for _, w := range slices.Sorted(maps.Keys(e.words)) {
			if n, ok := slices.BinarySearch(names, w); ok {
				for range int(e.words[w]) {
					have = append(have, n)
				}
			}
		}
		numbers = append(numbers, have)
	}
	return numbers, names
}

// others are the six languages that are learned together.
var others = []string{"de", "fr", "es", "it", "nl", "pt"}

// otherExamples are our own sentences in them, without the signs found.
func otherExamples(t *testing.T) []example {
	t.Helper()
	var all []example
	for _, language := range others {
		for _, set := range []string{"", "wider/", "mails/dev/"} {
			all = append(all, examplesOf(ownVectors(t, set+language), 1)...)
		}
	}
	for i := range all {
		all[i].found = findings{}
	}
	return all
}

func examplesOf(vectors []vector, times float64) []example {
	var out []example
	for _, v := range vectors {
		out = append(out, exampleOf(v, times))
	}
	return out
}

// TestHeldBack learns from four fifths and judges the last, five times: what is
// scored was never learned from.
func TestHeldBack(t *testing.T) {
	if testing.Short() {
		t.Skip("learns five times")
	}
	public := publicVectors(t)
	own := examplesOf(ownVectors(t, "en"), ownTimes)
	var all, phrases score
	for fold := range uint32(5) {
		train := slices.Clone(own)
		var judge []vector
		for _, v := range public {
			if crc32.ChecksumIEEE([]byte(strings.ToLower(v.text)))%5 == fold {
				judge = append(judge, v)
			} else {
				train = append(train, exampleOf(v, 1))
			}
		}
		m := learn(train)
		for _, v := range judge {
			e := exampleOf(v, 1)
			all.add(v.asks, m.chance(e) >= Threshold)
			sum, _ := e.found.weigh(false)
			phrases.add(v.asks, sum >= 0)
		}
	}
	t.Logf("held back: precision %.3f, recall %.3f, F1 %.3f; phrases alone %.3f, %.3f, %.3f",
		all.precision(), all.recall(), all.f1(), phrases.precision(), phrases.recall(), phrases.f1())
	if all.f1() < 0.90 {
		t.Errorf("F1 %.3f, want 0.90", all.f1())
	}
}

func TestPublicSentences(t *testing.T) {
	var s score
	for _, v := range publicVectors(t) {
		s.add(v.asks, Asks(v.text).Yes())
	}
	t.Logf("learned from: precision %.3f, recall %.3f, F1 %.3f", s.precision(), s.recall(), s.f1())
	if s.f1() < 0.90 {
		t.Errorf("F1 %.3f, want 0.90", s.f1())
	}
}

// TestLearn checks that weights.go is what the labelled sentences teach, and with
// -write makes it so.
func TestLearn(t *testing.T) {
	if testing.Short() {
		t.Skip("learns from all sentences")
	}
	m := learn(append(examplesOf(publicVectors(t), 1), examplesOf(ownVectors(t, "en"), ownTimes)...))
	made, err := source(m, learn(otherExamples(t)))
	if err != nil {
		t.Fatal(err)
	}
	if *write {
		if err := os.WriteFile("weights.go", made, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile("weights.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, made) {
		t.Error("weights.go is not what the sentences teach now: go test ./chase -run TestLearn -write")
	}
}

func source(m, other model) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by go test -run TestLearn -write. DO NOT EDIT.\n\npackage chase\n\n")
	fmt.Fprintf(&b, "// englishBias and englishWeights are those of the phrases in an English text.\nconst englishBias = %.2f\n\n", m.bias)
	fmt.Fprintf(&b, "var englishWeights = [signs]float64{\n")
	for _, w := range m.signs {
		fmt.Fprintf(&b, "%.2f,\n", w)
	}
	fmt.Fprintf(&b, "}\n\n// learned are the weights of words and pairs of words.\nvar learned = map[string]float64{\n")
	m.writeWords(&b, smallest)
	fmt.Fprintf(&b, "}\n\n// otherBias and learnedOther are those of the six other languages.\nconst otherBias = %.2f\n\n", other.bias)
	fmt.Fprintf(&b, "var learnedOther = map[string]float64{\n")
	other.writeWords(&b, smaller)
	b.WriteString("}\n")
	return format.Source(b.Bytes())
}

func (m model) writeWords(b *bytes.Buffer, least float64) {
	for _, w := range slices.Sorted(maps.Keys(m.words)) {
		if v := m.words[w]; math.Abs(v) >= least {
			fmt.Fprintf(b, "%q: %.2f,\n", w, v)
		}
	}
}

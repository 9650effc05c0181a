package chase

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestReasonIsThePhraseAsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"Hello Anna,\n\nthank you for the drawings. ANY NEWS on the permit?\n\nTom": "ANY NEWS",
		"Bonjour, où en est-on avec le devis ?":                                     "où en est",
		"Wir warten noch auf den Elektriker.":                                       "warten noch",
		"¿Hay alguna novedad?":                                                      "Hay alguna novedad",
	} {
		if got := Asks(text); !got.Yes() || got.Reason != want {
			t.Errorf("%q: %.2f, %q, want %q", text, got.Chance, got.Reason, want)
		}
	}
}

// long is a letter of many words that asks nothing.
var long = strings.Repeat("We have chosen the blue tiles for the bathroom and the white paint for the hall. The door of the kitchen should open to the left. My wife prefers the larger window. ", 6)

func TestALongLetterAsksInOneSentence(t *testing.T) {
	if got := Asks(long); got.Yes() {
		t.Errorf("%.2f for %q", got.Chance, got.Reason)
	}
	for _, text := range []string{long + "By the way, any news on the permit?", "Any news on the permit? " + long, long + "Where do things stand with the roof? " + long} {
		if got := Asks(text); !got.Yes() || got.Reason == "" {
			t.Errorf("%.2f for %q", got.Chance, got.Reason)
		}
	}
}

func TestQuotedLinesAreNotTheWriters(t *testing.T) {
	if got := Asks("> Any news on the permit?\n> Tom\n\nIt is with the council."); got.Yes() {
		t.Errorf("%.2f for %q", got.Chance, got.Reason)
	}
}

func TestNothingAsksNothing(t *testing.T) {
	for _, text := range []string{"", " ", "\n\n", "?", "???", "...", "1234", "👍"} {
		if got := Asks(text); got.Yes() || got.Reason != "" {
			t.Errorf("%q: %.2f for %q", text, got.Chance, got.Reason)
		}
	}
}

// What stands further down than is read does not count, what stands just
// within does.
func TestOnlyTheFirstPagesAreRead(t *testing.T) {
	question := "Any news on the permit?"
	filler := func(n int) string { return strings.Repeat("Blue tiles. ", n/12+1)[:n] }
	if got := Asks(strings.Repeat("\n", maxText-len(question)) + question); !got.Yes() {
		t.Errorf("at the limit: %.2f", got.Chance)
	}
	if got := Asks(filler(maxText) + question); got.Yes() {
		t.Errorf("behind the limit: %.2f", got.Chance)
	}
	sentences := strings.Repeat("Blue tiles. ", maxSentences-1)
	if got := Asks(sentences + question); !got.Yes() {
		t.Errorf("in the last sentence: %.2f", got.Chance)
	}
	if got := Asks(sentences + "One more. " + question); got.Yes() {
		t.Errorf("in one sentence more: %.2f", got.Chance)
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]string{
		"Hi Tom,\nany news?":                        "hi tom.|any news?",
		"It costs 3.50 at example.com. Fine.":       "it costs # # at example com.|fine.",
		"On the 3. of May we\ncome.":                "on the # of may we come.",
		"¿Cómo va? Gracias":                         "como va?|gracias.",
		"One\n\ntwo":                                "one.|two.",
		"> not mine\nmine":                          "mine.",
		"Où en est l'affaire ?":                     "ou en est l affaire?",
		"Really?! Yes.":                             "really?|yes.",
		"e\u0301tat":                                "etat.",
		"STRASSE Straße " + strings.Repeat("x", 50): "strasse strasse " + strings.Repeat("x", maxWord) + ".",
	} {
		var got []string
		for _, s := range sentencesOf(text) {
			var words []string
			for _, w := range s.words {
				words = append(words, w.text)
			}
			end := "."
			if s.asks {
				end = "?"
			}
			got = append(got, strings.Join(words, " ")+end)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}

func TestPhraseGrammar(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          bool
	}{
		{"any/some news", "Is there some news", true},
		{"any news", "any old news", false},
		{"any ... news", "any old and very stale news", true},
		{"any ... news", "any one two three four five news", false},
		{"any ...... news", "any one two three four five six news", true},
		{"liefer~", "Lieferung", true},
		{"ready ?", "Is it ready?", true},
		{"ready ?", "Is it ready now?", false},
		{"is ... ready ?", "is it ready now?", true},
		{"is ... ready ?", "it is ready", false},
		{"^ when is", "when is it", true},
		{"^ when is", "tell me when is it", false},
		{"a _ c", "a b c", true},
		{"a _ c", "a c", false},
		{"où en est", "ou en est", true},
	} {
		p := parsePhrase(State, c.pattern)
		var f findings
		s := sentencesOf(c.text)[0]
		for i := range s.words {
			f.try(s, i, []phrase{p})
		}
		if f.has[State] != c.want {
			t.Errorf("%q in %q: %v", c.pattern, c.text, f.has[State])
		}
	}
}

// check says what holds of every text.
func check(t interface{ Fatalf(string, ...any) }, text string) {
	a := Asks(text)
	if !(a.Chance >= 0 && a.Chance <= 1) {
		t.Fatalf("%q: a chance of %v", text, a.Chance)
	}
	if !strings.Contains(text, a.Reason) {
		t.Fatalf("%q: %q is not in it", text, a.Reason)
	}
	if utf8.ValidString(text) && !utf8.ValidString(a.Reason) {
		t.Fatalf("%q: the reason %q is cut within a letter", text, a.Reason)
	}
	if b := Asks(text); a != b {
		t.Fatalf("%q: %v, then %v", text, a, b)
	}
}

func TestAnyTextIsJudged(t *testing.T) {
	words := []string{"any", "news", "when", "will", "wann", "ist", "Où", "en", "est", "?", ".", "\n", "\n\n", ",", "¿", "> ", "yet", "not", "'", "thanks", "\xff", "é", "12", strings.Repeat("a", 100)}
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 80).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between")))
	})
}

func FuzzAsks(f *testing.F) {
	f.Add("Any news on the permit?")
	f.Add("Wann können wir mit dem Angebot rechnen?")
	f.Add(long)
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}

// brief is the same in German.
var brief = strings.Repeat("Wir haben uns für die blauen Fliesen im Bad und die weiße Farbe im Flur entschieden. Die Tür der Küche soll nach links aufgehen. Meine Frau mag das größere Fenster lieber. ", 6)

func BenchmarkAsks(b *testing.B) {
	for name, text := range map[string]string{
		"sentence": "Hello Anna, could you let us know when the kitchen will be ready?",
		"page":     long + "By the way, any news on the permit?",
		"letter":   strings.Repeat(long, maxText/len(long)+1)[:maxText],
		"german":   strings.Repeat(brief, maxText/len(brief)+1)[:maxText],
		"longest":  strings.Repeat("when will is has any ", 1000)[:maxText],
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				Asks(text)
			}
		})
	}
}

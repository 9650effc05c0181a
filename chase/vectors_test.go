package chase

import (
	"os"
	"strings"
	"testing"
)

// vector is a sentence of a client, with what a person says of it.
type vector struct {
	text string
	asks bool
}

// ownVectors are sentences written for these tests. A bar is a line break.
func ownVectors(t *testing.T, language string) []vector {
	t.Helper()
	text, err := os.ReadFile("testdata/" + language + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	for l := range strings.Lines(string(text)) {
		mark, text, ok := strings.Cut(strings.TrimSpace(l), " ")
		if !ok || mark != "+" && mark != "-" {
			t.Fatalf("%s: %q", language, l)
		}
		all = append(all, vector{strings.ReplaceAll(text, "|", "\n"), mark == "+"})
	}
	return all
}

// score counts what is right.
type score struct{ hit, missed, wrong, rest int }

func (s *score) add(want, got bool) {
	switch {
	case want && got:
		s.hit++
	case want:
		s.missed++
	case got:
		s.wrong++
	default:
		s.rest++
	}
}

func (s score) precision() float64 { return float64(s.hit) / float64(s.hit+s.wrong) }
func (s score) recall() float64    { return float64(s.hit) / float64(s.hit+s.missed) }
func (s score) f1() float64 {
	return 2 * float64(s.hit) / float64(2*s.hit+s.missed+s.wrong)
}

func TestSevenLanguages(t *testing.T) {
	for _, language := range []string{"en", "de", "fr", "es", "pt", "nl", "it"} {
		var s score
		for i, v := range ownVectors(t, language) {
			got := Asks(v.text)
			s.add(v.asks, got.Yes())
			if got.Yes() != v.asks && i%3 != 0 {
				t.Logf("%s: %q: %.2f for %q", language, v.text, got.Chance, got.Reason)
			}
		}
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f", language, s.precision(), s.recall(), s.f1())
		if s.f1() < 0.95 {
			t.Errorf("%s: F1 %.3f, want 0.95", language, s.f1())
		}
	}
}

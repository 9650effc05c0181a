package tongue

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// places are what stands in braces.
var places = regexp.MustCompile(`\{[a-z]+\}`)

// Every sentence of the files has each language, whole, with the places of its
// English.
func TestEverySentenceIsWhole(t *testing.T) {
	all, err := entries(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 200 {
		t.Fatalf("%d sentences: where are the others?", len(all))
	}
	sorted := func(s string) []string {
		out := places.FindAllString(s, -1)
		slices.Sort(out)
		return slices.Compact(out)
	}
	for _, e := range all {
		for _, code := range codes[1:] {
			s, ok := e.others[code]
			if !ok {
				t.Errorf("%q has no %s", e.english, code)
				continue
			}
			for _, form := range append([]string{s.usual}, formsOf(s)...) {
				if d := cmp.Diff(sorted(e.english), sorted(form)); d != "" {
					t.Errorf("%s of %q has other places: %s", code, e.english, d)
				}
				if strings.ContainsAny(form, "<>&") || strings.Contains(form, "  ") {
					t.Errorf("%s of %q: %q", code, e.english, form)
				}
			}
			for _, end := range []string{".", "?", ":", "{when}"} { // what ends in {when} has its moment printed after it
				if strings.HasSuffix(e.english, end) && !strings.HasSuffix(s.usual, end) {
					t.Errorf("%s of %q ends otherwise: %q", code, e.english, s.usual)
				}
			}
		}
	}
}

func formsOf(s sentence) (out []string) {
	for _, f := range s.forms {
		out = append(out, f)
	}
	return out
}

func TestFilesThatCannotBeRead(t *testing.T) {
	for name, text := range map[string]string{
		"a language before its English": "de Guten Tag",
		"twice":                         "= Hello\nde Hallo\n= Hello\nde Hallo",
		"two of one language":           "= Hello\nde Hallo\nde Guten Tag",
		"an unknown language":           "= Hello\nxx Hallo",
		"an unknown form":               "= Hello\nde.several Hallo",
		"nothing after the language":    "= Hello\nde",
	} {
		if _, err := entries(fstest.MapFS{"sentences/a.txt": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s is read: %q", name, text)
		}
	}
}

func TestSay(t *testing.T) {
	de := In("de-AT")
	for _, row := range []struct{ got, want string }{
		{de.Say("Good morning, {name}.", "name", "{firm} Ana"), "Guten Morgen, {firm} Ana."},
		{de.Say("Nobody has said this in German."), "Nobody has said this in German."},
		{Voice{}.Say("by {when}", "when", "noon"), "by noon"},
		{de.Say("by {when}"), "bis {when}"},
		{In("xx").Say("Cancel"), "Cancel"},
		{de.Count(1, "One step is done.", "{n} steps are done."), "One step is done."},
		{de.Count(2, "One thing is open, and it is on its way.", "{n} things are open, and all of them are on their way."), "2 Punkte sind offen, und alle sind im Plan."},
		{de.List([]string{"a", "b", "c"}), "a, b und c"},
		{de.List([]string{"a"}), "a"},
		{In("pt").Number(1.5, 1), "1,5"},
	} {
		if row.got != row.want {
			t.Errorf("%q, want %q", row.got, row.want)
		}
	}
	if de.Code() != "de" || (Voice{}).Code() != "en" || !With("ar-XB", nil).RTL() || de.RTL() {
		t.Error("a voice does not know what it is")
	}
}

// A language whose numbers have more forms than two says each by its own rule.
func TestCountByTheRulesOfALanguage(t *testing.T) {
	all, err := entries(fstest.MapFS{"sentences/a.txt": {Data: []byte("= {n} days\nfr {n} jours\nfr.one {n} jour")}})
	if err != nil {
		t.Fatal(err)
	}
	fr := In("fr")
	fr.said = map[string]sentence{all[0].english: all[0].others["fr"]}
	for n, want := range map[int]string{0: "0 jour", 1: "one day", 2: "2 jours", -3: "-3 jours"} {
		if got := fr.Count(n, "one day", "{n} days"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestDaysAndMoments(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 16, 5, 0, 0, rome)
	for code, want := range map[string][3]string{
		"en": {"Sunday 1 March, 16:05", "Sunday 1 March 2026, 16:05 (Rome)", "Sunday 1 March 2026"},
		"de": {"Sonntag, 1. März, 16:05\u00a0Uhr", "Sonntag, 1. März 2026, 16:05\u00a0Uhr (Rom)", "Sonntag, 1. März 2026"},
		"fr": {"dimanche 1er mars à 16h05", "dimanche 1er mars 2026 à 16h05 (Rome)", "dimanche 1er mars 2026"},
		"es": {"domingo 1 de marzo, 16:05\u00a0h", "domingo 1 de marzo de 2026, 16:05\u00a0h (Roma)", "domingo 1 de marzo de 2026"},
		"pt": {"domingo, 1 de março, 16:05", "domingo, 1 de março de 2026, 16:05 (Roma)", "domingo, 1 de março de 2026"},
		"nl": {"zondag 1 maart, 16:05\u00a0uur", "zondag 1 maart 2026, 16:05\u00a0uur (Rome)", "zondag 1 maart 2026"},
		"it": {"domenica 1 marzo, ore\u00a016:05", "domenica 1 marzo 2026, ore\u00a016:05 (Roma)", "domenica 1 marzo 2026"},
	} {
		v := In(code)
		if d := cmp.Diff(want, [3]string{v.Moment(at, at), v.FullMoment(at), v.FullDay(at)}); d != "" {
			t.Errorf("%s: %s", code, d)
		}
		if got := v.Moment(at, at.AddDate(1, 0, 0)); !strings.Contains(got, "2026") {
			t.Errorf("%s does not name another year: %q", code, got)
		}
	}
}

func TestMatch(t *testing.T) {
	for accepts, want := range map[string]string{
		"":                         "",
		"de-CH,de;q=0.9,en;q=0.8":  "de",
		"ja, fr;q=0.5, en;q=0.4":   "fr",
		"pt-BR":                    "pt",
		"ja":                       "",
		"\x00;;q=9":                "",
		strings.Repeat("de,", 200): "",
		"en-GB,en;q=0.5,de;q=0.9":  "en",
		"*":                        "",
		"x-klingon, it":            "it",
	} {
		if got := Match(accepts); got != want {
			t.Errorf("%.40q is %q, want %q", accepts, got, want)
		}
	}
}

func BenchmarkSay(b *testing.B) {
	v := In("de")
	for b.Loop() {
		_ = v.Say("We have it. {who} answers by {when}", "who", "Marta Kern", "when", "Montag")
	}
}

func BenchmarkMoment(b *testing.B) {
	v, at := In("fr"), time.Date(2026, 3, 1, 16, 5, 0, 0, time.UTC)
	for b.Loop() {
		_ = v.FullMoment(at)
	}
}

func TestAnAbbreviationEndsItsSentence(t *testing.T) {
	for value, want := range map[string]string{"Mo 31. Aug.": "Seit Mo 31. Aug. Gut.", "Mo 4. Mai": "Seit Mo 4. Mai. Gut."} {
		if got := With("de", map[string]string{"Since {day}. Good.": "Seit {day}. Gut."}).Say("Since {day}. Good.", "day", value); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

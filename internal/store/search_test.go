package store_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"kept/internal/store"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                  "",
		"  ZOË ":            "zoe",
		"Zoe\u0308":         "zoe",
		"Straße":            "strasse",
		"STRASSE":           "strasse",
		"İstanbul":          "istanbul",
		"ıspanak":           "ispanak",
		"Ærø":               "ærø",
		"ΌΔΟΣ":              "οδοσ",
		"οδός":              "οδοσ",
		"ﬁnal":              "final",
		"Ⅻ":                 "xii",
		"ｆｕｌｌ":              "full",
		"한국":                "한국",
		"ガ":                 "カ",
		"ꭰ":                 "ꭰ",
		"Ꭰ":                 "ꭰ",
		"a\u00a0b":          "a b",
		"Anna-Lena & Söhne": "anna-lena & sohne",
	} {
		if got := store.Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestFoldIgnoresCase tries every letter that has another case.
func TestFoldIgnoresCase(t *testing.T) {
	tried := 0
	for r := rune(1); r <= unicode.MaxRune; r++ {
		upper, lower := string(unicode.ToUpper(r)), string(unicode.ToLower(r))
		if !unicode.IsLetter(r) || upper == lower {
			continue
		}
		tried++
		if a, b := store.Fold(upper), store.Fold(lower); a != b {
			t.Errorf("%U: %q folds to %q, %q to %q", r, upper, a, lower, b)
		}
	}
	if tried < 2000 {
		t.Fatalf("only %d letters were tried", tried)
	}
}

func TestFoldIsSettled(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "text")
		once := store.Fold(text)
		if twice := store.Fold(once); twice != once {
			r.Fatalf("%q folds to %q and that to %q", text, once, twice)
		}
		if strings.TrimSpace(once) != once {
			r.Fatalf("%q keeps space at its ends", once)
		}
	})
}

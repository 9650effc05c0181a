package storetest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"pgregory.net/rapid"

	"kept/internal/store"
	"kept/workspace"
)

// heard is a message that has words, in the model that a search is held against.
type heard struct {
	ws    workspace.ID
	id    string
	words []string
}

// wordsOf splits a text as a person would: letters and digits, without regard
// to case and accents; of a long word the first forty letters.
func wordsOf(text string, most int) []string {
	var out []string
	for _, w := range strings.FieldsFunc(store.Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if letters := []rune(w); len(letters) > 40 {
			w = string(letters[:40])
		}
		if !slices.Contains(out, w) && len(out) < most {
			out = append(out, w)
		}
	}
	return out
}

// findIn is what a query should find, the newest first.
func findIn(all []heard, ws workspace.ID, query string, limit int) []string {
	asked := wordsOf(query, 40)
	var out []string
	for _, m := range slices.Backward(all) {
		has := func(w string) bool {
			return slices.ContainsFunc(m.words, func(of string) bool { return strings.HasPrefix(of, w) })
		}
		missing := slices.ContainsFunc(asked, func(w string) bool { return !has(w) })
		if len(asked) > 0 && m.ws == ws && !missing && len(out) < limit {
			out = append(out, m.id)
		}
	}
	return out
}

// spoken are pieces of what is written and asked for: odd letters, the
// operators of both engines, and what the engines take for numbers.
var spoken = []string{
	"zoë", "ZOË", "Zoe\u0308", "zoo", "straße", "STRASSE", "日本語", "日本", "עברית", "ﷺ", "İstanbul", "été", "Œuvre", "𝔘nicode", "𐐷𐐨", "कि", "किताब", "ก็", "한국", "ガ",
	"12b", "12", "1e9", "1e", "0x1f", "3.14", "-5", "2026-03-02", "١٢٣", "x²", "Ⅻ", "½",
	"OR", "AND", "NOT", "NEAR", "NEAR(zoo,2)", "or", `"zoo str"`, `"`, `""`, "*", "zo*", "-zoo", "+zoo", "^zoo", "words:zoo", "{words}:", "'", "''", `\`, `\'`, ":", ":*", "zoo:A", "&", "&&", "|", "!", "!zoo",
	"(", ")", "<->", "<2>", "zoo<->str", "a.b@c.example", "http://x.example/path?q=1", "it's", "ws", "wsp", "·", "·wsp", "%", "_", "$1", "?", "--", "\u202e", "\ufeff", "\U0010ffff",
	strings.Repeat("long", 12), strings.Repeat("long", 10), strings.Repeat("long", 9), strings.Repeat("語", 50), strings.Repeat("𠀀", 41),
}

// findMessages holds the search against the model, whatever is written and asked for.
func findMessages(b *bench) {
	f, other := b.firm(), b.firm()
	piece := rapid.OneOf(rapid.SampledFrom(spoken), rapid.SampledFrom([]string{string(f.ws), "·" + string(f.ws), string(other.ws)}), lines())
	texts := rapid.Map(rapid.SliceOfN(piece, 0, 6), func(s []string) string { return strings.Join(s, " ") })
	var all []heard
	found := 0
	rapid.Check(b.T, func(r *rapid.T) {
		of := rapid.SampledFrom([]firm{f, f, other}).Draw(r, "firm")
		text := texts.Draw(r, "text")
		m := b.message(r, of)
		b.write(r, func(tx *store.Tx) error { return store.IndexMessage(tx, of.ws, m.ID, text) })
		all = append(all, heard{of.ws, m.ID, wordsOf(text, 2000)})
		queries := append(slices.Clone(spoken), text, texts.Draw(r, "query"), strings.ToUpper(text))
		if cut := []rune(text); len(cut) > 0 {
			queries = append(queries, string(cut[:rapid.IntRange(0, len(cut)).Draw(r, "cut")]))
		}
		limit := rapid.SampledFrom([]int{1, 3, 1000}).Draw(r, "limit")
		for _, query := range queries[rapid.IntRange(0, len(spoken)).Draw(r, "from"):] {
			got := ok(store.FindMessages(b.read(), f.ws, query, limit))(r)
			same(r, fmt.Sprintf("what is found by %q", query), got, findIn(all, f.ws, query, limit))
			found += len(got)
		}
	})
	if found < 100 {
		b.Errorf("only %d messages were found: nothing is tried", found)
	}
	foundWords(b)
	foundAmongThousands(b)
}

// foundWords are what people look for, spelled out.
func foundWords(b *bench) {
	f, other := b.firm(), b.firm()
	add := func(f firm, text string) string {
		m := b.message(b, f)
		b.write(b, func(tx *store.Tx) error { return store.IndexMessage(tx, f.ws, m.ID, text) })
		return m.ID
	}
	invoice, shop := add(f, "Re: the invoice №12 of ZOË — it's late!"), add(f, "The shop's façade, as you asked; the invoice follows")
	foreign := add(other, "The invoice of "+string(f.ws)+" ·"+string(f.ws))
	for query, want := range map[string][]string{
		"invoice":             {shop, invoice},
		"INVOICE zoe":         {invoice},
		"facade inv":          {shop},
		"inv the":             {shop, invoice},
		`"late invoice"`:      {invoice}, // words, not phrases
		"invoice OR facade":   nil,       // "or" is a word like others
		"invoice -facade":     {shop},
		"invoice & !facade":   {shop},
		"nvoice":              nil,
		"invoice*":            {shop, invoice},
		"":                    nil,
		`"*-':&|!`:            nil,
		"w":                   nil, // of no word that nobody wrote
		"ws":                  nil,
		string(f.ws):          nil,
		"invoice " + "folLOW": {shop},
		"invoice\x00\xff":     {shop, invoice},
	} {
		same(b, fmt.Sprintf("what is found by %q", query), ok(store.FindMessages(b.read(), f.ws, query, 9))(b), want)
	}
	same(b, "what another firm finds", ok(store.FindMessages(b.read(), other.ws, "invoice", 9))(b), []string{foreign})
	same(b, "the newest of two", ok(store.FindMessages(b.read(), f.ws, "invoice", 1))(b), []string{shop})
	b.write(b, func(tx *store.Tx) error { return store.DropMessage(tx, f.ws, shop) })
	same(b, "what is left", ok(store.FindMessages(b.read(), f.ws, "invoice", 9))(b), []string{invoice})

	var long strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&long, "word%04d ", i)
	}
	book := add(f, long.String())
	same(b, "the last word that counts", ok(store.FindMessages(b.read(), f.ws, "word1999", 9))(b), []string{book})
	same(b, "the first that does not", ok(store.FindMessages(b.read(), f.ws, "word2000", 9))(b), nil)
	full := add(f, letters(2000*40, 8))
	same(b, "a message of the longest word", ok(store.FindMessages(b.read(), f.ws, letters(40, 8), 9))(b), []string{full})
}

// foundAmongThousands: what is seldom is found by the index, however old it is.
func foundAmongThousands(b *bench) {
	f, other := b.firm(), b.firm()
	var all []heard
	add := func(tx *store.Tx, f firm, text string) error {
		m := store.Message{ID: b.name("msg"), ClientID: string(f.client), At: monday()}
		all = append(all, heard{f.ws, m.ID, wordsOf(text, 2000)})
		if err := store.AddMessage(tx, f.ws, m); err != nil {
			return err
		}
		return store.IndexMessage(tx, f.ws, m.ID, text)
	}
	const before, many, both = 40, 5100, 2000 // the one of both is the 3,100th of the newest
	b.write(b, func(tx *store.Tx) error {
		for i := range before {
			odd := spoken[i*len(spoken)/before:]
			if err := add(tx, f, "common needle even odd "+strings.Join(odd[:min(3, len(odd))], " ")); err != nil {
				return err
			}
			if err := add(tx, other, "needle "+strings.Join(spoken, " ")); err != nil {
				return err
			}
		}
		for i := range many {
			text := "common " + []string{"even", "odd"}[i%2] + fmt.Sprint(" tenth", i%10, " own", i)
			if i == both {
				text += " odd even"
			}
			if err := add(tx, f, text); err != nil {
				return err
			}
		}
		return nil
	})
	queries := append(slices.Clone(spoken), "own77", "common own4321", "own5099 tenth9 odd", "tenth3 own33", "own", "needle", "needle common", "needle even odd", "odd tenth7 com", "even tenth7", "even tenth")
	for _, query := range queries {
		for _, with := range []string{"", "common ", "needle "} {
			for _, limit := range []int{1, 20} {
				got := ok(store.FindMessages(b.read(), f.ws, with+query, limit))(b)
				same(b, fmt.Sprintf("what is found among many by %q", with+query), got, findIn(all, f.ws, with+query, limit))
			}
		}
	}
	same(b, "what has common words only, and is not older than thousands", ok(store.FindMessages(b.read(), f.ws, "even odd", 9))(b), []string{all[2*before+both].id})
}

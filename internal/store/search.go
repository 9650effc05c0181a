package store

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"kept/workspace"
)

// Fold makes a text comparable: case and accents fall away, so that "ZOË" is
// found by "zoe". It is the key by which names sort and words are found.
func Fold(s string) string {
	if ascii(s) {
		return strings.TrimSpace(strings.ToLower(s))
	}
	// The iota below a Greek vowel is a mark whose capital is a letter: it counts
	// as one in both cases.
	t := transform.Chain(norm.NFKD, runes.Map(func(r rune) rune {
		if r == '\u0345' {
			return 'ι'
		}
		return r
	}), runes.Remove(runes.In(unicode.Mn)), norm.NFKC)
	out, _, err := transform.String(t, s)
	if err != nil {
		out = s
	}
	// The library folds some alphabets (Cherokee) from one case to the other and
	// back; up and down again ends in one.
	return strings.TrimSpace(strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, cases.Fold().String(out)))
}

// ascii tells whether a text has nothing but ASCII, of which only the case falls away.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Limits of the search.
const (
	maxWords = 40 // words of one object that are found
	maxWord  = 40 // characters of a word that count
)

// words splits a text into the folded words by which it is found.
func words(s string) []string { return wordsUpTo(s, maxWords) }

func wordsUpTo(s string, most int) []string {
	fields := strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	seen := map[string]bool{}
	var out []string
	for _, f := range fields {
		if r := []rune(f); len(r) > maxWord {
			f = string(r[:maxWord])
		}
		if !seen[f] && len(out) < most {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}

const sqlDropWords = `DELETE FROM search_words WHERE workspace_id = $1 AND kind = $2 AND object_id = $3`

const sqlAddWord = `INSERT INTO search_words (workspace_id, word, kind, object_id) VALUES ($1, $2, $3, $4)`

// index makes an object findable by the words of a text, and by no others.
func index(tx *Tx, ws workspace.ID, kind, object, of string) error {
	if err := tx.put(sqlDropWords, ws, kind, object); err != nil {
		return err
	}
	return addWords(tx, ws, kind, object, of)
}

func addWords(tx *Tx, ws workspace.ID, kind, object, of string) error {
	for _, w := range words(of) {
		if err := tx.put(sqlAddWord, ws, w, kind, object); err != nil {
			return err
		}
	}
	return nil
}

// Found is an object that a search came upon.
type Found struct{ Kind, ID string }

// sqlFind looks at what has a word in one range, and wants it to have one in
// each of three others.
const sqlFind = `SELECT DISTINCT hit.kind, hit.object_id FROM
  (SELECT a.workspace_id, a.kind, a.object_id FROM search_words a WHERE a.workspace_id = $1 AND a.word >= $2 AND a.word < $3 ORDER BY a.word, a.kind, a.object_id LIMIT 0+$4) hit
  WHERE ` + hasWord + `b.word >= $5 AND b.word < $6) AND ` + hasWord + `b.word >= $7 AND b.word < $8) AND ` + hasWord + `b.word >= $9 AND b.word < $10)
  ORDER BY hit.kind, hit.object_id LIMIT 0+$11`

const hasWord = `EXISTS (SELECT 1 FROM search_words b WHERE b.workspace_id = hit.workspace_id AND b.kind = hit.kind AND b.object_id = hit.object_id AND `

const sqlHowMany = `SELECT COUNT(*) FROM (SELECT 1 FROM search_words WHERE workspace_id = $1 AND word >= $2 AND word < $3 LIMIT 0+$4) hits`

// Limits of a query.
const (
	MaxAsked  = 4    // words that count: the longest
	MaxLooked = 1000 // objects that are looked at, of the rarest word
)

// Find gives the objects that have, for every word asked for, a word that
// begins with it. At most limit, grouped by kind. Where even the rarest word is
// that of more than [MaxLooked] objects, only so many of them are looked at.
func Find(tx *Tx, ws workspace.ID, query string, limit int) ([]Found, error) {
	ranges, err := askedFor(tx, ws, query)
	if err != nil || ranges == nil {
		return nil, err
	}
	args := append(append([]any{ws}, ranges...), limit)
	return many(tx, func(row scanner) (f Found, err error) { return f, row.Scan(&f.Kind, &f.ID) }, sqlFind, args...)
}

// askedFor gives the ranges of the words that a query asks for: that of the
// rarest, how many objects of it are looked at, and those of the others. Nil
// when it asks for none.
func askedFor(tx *Tx, ws workspace.ID, query string) ([]any, error) {
	asked := words(query)
	if len(asked) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(asked, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	asked = asked[:min(len(asked), MaxAsked)]
	if len(asked) > 1 {
		if err := rarestFirst(tx, ws, asked); err != nil {
			return nil, err
		}
	}
	ranges := []any{asked[0], wordsEnd(asked[0]), MaxLooked}
	for i := 1; i < MaxAsked; i++ {
		begins := "" // every word does
		if i < len(asked) {
			begins = asked[i]
		}
		ranges = append(ranges, begins, wordsEnd(begins))
	}
	return ranges, nil
}

// rarestFirst puts the word that the fewest objects have at the head.
func rarestFirst(tx *Tx, ws workspace.ID, asked []string) error {
	fewest := int64(MaxLooked + 1)
	for i, w := range asked {
		n, err := one(tx, scanInt, sqlHowMany, ws, w, wordsEnd(w), MaxLooked)
		if err != nil {
			return err
		}
		if n < fewest {
			fewest = n
			asked[0], asked[i] = asked[i], asked[0]
		}
	}
	return nil
}

// wordsEnd is beyond every word that begins with w.
func wordsEnd(w string) string { return w + "\U0010ffff" }

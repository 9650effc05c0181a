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
	t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFKC)
	out, _, err := transform.String(t, s)
	if err != nil {
		out = s
	}
	// The library folds some alphabets (Cherokee) from one case to the other and
	// back; up and down again ends in one.
	return strings.TrimSpace(strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, cases.Fold().String(out)))
}

// Limits of the search.
const (
	maxWords = 40 // words of one object that are found
	maxWord  = 40 // characters of a word that count
)

// words splits a text into the folded words by which it is found.
func words(s string) []string {
	fields := strings.FieldsFunc(Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	seen := map[string]bool{}
	var out []string
	for _, f := range fields {
		if r := []rune(f); len(r) > maxWord {
			f = string(r[:maxWord])
		}
		if !seen[f] && len(out) < maxWords {
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
	if _, err := tx.exec(sqlDropWords, ws, kind, object); err != nil {
		return err
	}
	return addWords(tx, ws, kind, object, of)
}

func addWords(tx *Tx, ws workspace.ID, kind, object, of string) error {
	for _, w := range words(of) {
		if _, err := tx.exec(sqlAddWord, ws, w, kind, object); err != nil {
			return err
		}
	}
	return nil
}

// Found is an object that a search came upon.
type Found struct{ Kind, ID string }

// sqlFind wants an object to have a word in each of four ranges.
const sqlFind = `SELECT DISTINCT a.kind, a.object_id FROM search_words a WHERE a.workspace_id = $1 AND a.word >= $2 AND a.word < $3` + andWord + `b.word >= $4 AND b.word < $5)` +
	andWord + `b.word >= $6 AND b.word < $7)` + andWord + `b.word >= $8 AND b.word < $9) ORDER BY a.kind, a.object_id LIMIT $10`

const andWord = ` AND EXISTS (SELECT 1 FROM search_words b WHERE b.workspace_id = a.workspace_id AND b.kind = a.kind AND b.object_id = a.object_id AND `

// MaxAsked is how many words of a query count: the longest, for they are the rarest.
const MaxAsked = 4

// Find gives the objects that have, for every word asked for, a word that
// begins with it. At most limit, grouped by kind.
func Find(tx *Tx, ws workspace.ID, query string, limit int) ([]Found, error) {
	asked := words(query)
	if len(asked) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(asked, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	args := []any{ws}
	for i := range MaxAsked {
		begins := "" // every word does
		if i < len(asked) {
			begins = asked[i]
		}
		args = append(args, begins, begins+"\U0010ffff")
	}
	return many(tx, func(row scanner) (f Found, err error) { return f, row.Scan(&f.Kind, &f.ID) }, sqlFind, append(args, limit)...)
}

package store

import (
	"strings"
	"unicode"

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
	return strings.TrimSpace(cases.Fold().String(out))
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

const sqlFind = `SELECT DISTINCT kind, object_id FROM search_words WHERE workspace_id = $1 AND word >= $2 AND word < $3 ORDER BY kind, object_id LIMIT $4`

// perWord is how many objects of one word are looked at.
const perWord = 400

// Find gives the objects that have, for every word asked for, a word that
// begins with it. At most limit, grouped by kind.
func Find(tx *Tx, ws workspace.ID, query string, limit int) ([]Found, error) {
	asked := words(query)
	if len(asked) == 0 {
		return nil, nil
	}
	var hits []Found
	for i, w := range asked {
		found, err := many(tx, func(row scanner) (f Found, err error) { return f, row.Scan(&f.Kind, &f.ID) },
			sqlFind, ws, w, w+"\U0010ffff", perWord)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			hits = found
			continue
		}
		hits = both(hits, found)
	}
	if len(hits) > limit {
		hits = hits[:limit]
	}
	return hits, nil
}

func both(a, b []Found) []Found {
	in := make(map[Found]bool, len(b))
	for _, f := range b {
		in[f] = true
	}
	var out []Found
	for _, f := range a {
		if in[f] {
			out = append(out, f)
		}
	}
	return out
}

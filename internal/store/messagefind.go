package store

import (
	"cmp"
	"slices"
	"strings"

	"kept/workspace"
)

// Limits of the search in messages. What a common word has is millions of
// places in an index, and reading them is slower than looking at messages.
const (
	maxTextWords = 2000 // different words of a message that it is found by

	lookedFirst = 1000 // newest messages that are looked at before an index is asked
	lookedMore  = 4000 // that are looked at besides where all words are common
	commonFrom  = lookedFirst / 10
	seldomUpTo  = lookedFirst / 33
)

const sqlAddText = `INSERT INTO message_texts (workspace_id, message_id, words) VALUES ($1, $2, $3)`

// IndexMessage makes a message findable by the words of a text.
func IndexMessage(tx *Tx, ws workspace.ID, message, of string) error {
	found := append([]string{spaceWord(ws)}, wordsUpTo(of, maxTextWords)...)
	return tx.put(sqlAddText, ws, message, strings.Join(found, " "))
}

// spaceWord is the word that all messages of one workspace have. No query asks
// for it and no text has it: it begins with what is no letter.
func spaceWord(ws workspace.ID) string {
	return "·" + strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(string(ws)))
}

// FindMessages gives the messages that have, for every word asked for, a word
// that begins with it, the newest first. Where all of the words are common only
// the newest thousands of messages are looked at; where one of them is, the
// newest thousand that have the others.
func FindMessages(tx *Tx, ws workspace.ID, query string, limit int) ([]string, error) {
	s := &searching{limit: limit}
	for _, w := range words(query) {
		s.asked = append(s.asked, asked{word: w})
	}
	if len(s.asked) == 0 {
		return nil, nil
	}
	last, err := s.look(tx, ws, "~", lookedFirst)
	if err != nil || len(s.found) == limit || s.looked < lookedFirst {
		return s.found, err
	}
	slices.SortStableFunc(s.asked, func(a, b asked) int { return cmp.Compare(a.hits, b.hits) })
	if s.asked[0].hits > commonFrom {
		_, err := s.look(tx, ws, last, lookedMore)
		return s.found, err
	}
	return s.byIndex(tx, ws)
}

// asked is a word that is asked for, and how many messages had it.
type asked struct {
	word string
	hits int
}

// searching is a search at work.
type searching struct {
	asked  []asked
	limit  int
	looked int
	found  []string
}

// worded is a message and its words.
type worded struct{ id, words string }

func scanWorded(row scanner) (w worded, err error) { return w, row.Scan(&w.id, &w.words) }

const sqlTexts = `SELECT message_id, words FROM message_texts WHERE workspace_id = $1 AND message_id < $2 ORDER BY message_id DESC LIMIT 0+$3`

// look goes through the newest messages before one, and gives the last it saw.
func (s *searching) look(tx *Tx, ws workspace.ID, before string, most int) (string, error) {
	texts, err := many(tx, scanWorded, sqlTexts, ws, before, most)
	for _, t := range texts {
		s.take(t)
		before = t.id
	}
	return before, err
}

// take looks at one message.
func (s *searching) take(t worded) {
	s.looked++
	has := 0
	for i := range s.asked {
		if strings.Contains(t.words, " "+s.asked[i].word) { // before each stands the space's word at least
			s.asked[i].hits++
			has++
		}
	}
	if has == len(s.asked) && len(s.found) < s.limit {
		s.found = append(s.found, t.id)
	}
}

const (
	sqlOnSQLiteWorded   = `SELECT t.message_id, t.words FROM message_index i CROSS JOIN message_texts t WHERE i.message_index MATCH $1 AND t.place = i.rowid AND t.workspace_id = $2 ORDER BY i.rowid DESC LIMIT 0+$3`
	sqlOnPostgresWorded = `SELECT message_id, words FROM message_texts WHERE workspace_id = $1 AND array_to_tsvector(string_to_array(words, ' ')) @@ $2::tsquery ORDER BY message_id DESC LIMIT 0+$3`
)

// byIndex asks the index for the words that are seldom, and at least for the
// one that is most so, and looks at what has them for the others.
func (s *searching) byIndex(tx *Tx, ws workspace.ID) ([]string, error) {
	var seldom []string
	for i, a := range s.asked {
		if i == 0 || a.hits <= seldomUpTo {
			seldom = append(seldom, a.word)
		}
	}
	most := s.limit
	if len(seldom) < len(s.asked) {
		most = max(lookedFirst, s.limit)
	}
	var texts []worded
	var err error
	if tx.engine == onPostgres {
		texts, err = many(tx, scanWorded, sqlOnPostgresWorded, ws, "'"+spaceWord(ws)+"' & '"+strings.Join(seldom, "':* & '")+"':*", most)
	} else {
		texts, err = many(tx, scanWorded, sqlOnSQLiteWorded, `"`+spaceWord(ws)+`" AND "`+strings.Join(seldom, `"* AND "`)+`"*`, ws, most)
	}
	s.found = nil
	for _, t := range texts {
		s.take(t)
	}
	return s.found, err
}

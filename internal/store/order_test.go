package store_test

import (
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestListsAreOrderedToTheLastRow wants every statement that can give several
// rows to order them, and where a LIMIT cuts the list, so that no two rows are
// equal in that order: otherwise a page repeats or loses some.
func TestListsAreOrderedToTheLastRow(t *testing.T) {
	db := emptySQLite(t)
	keys := map[string][]key{}
	lists := 0
	for _, st := range statements(t) {
		q, ok := parseSelect(st.text)
		if strings.HasPrefix(st.text, "SELECT") && ok == notLists[st.name] {
			t.Errorf("%s: read: %v, and listed as what cannot be: %v", st.name, ok, notLists[st.name])
		}
		if !ok || strings.HasPrefix(st.text, "SELECT COUNT(*) FROM ") || strings.HasPrefix(st.text, "SELECT COALESCE(MAX(") {
			continue // one row whatever there is
		}
		if _, ok := keys[q.table]; !ok {
			keys[q.table] = uniqueKeys(t, db, q.table)
		}
		if q.single(keys[q.table]) {
			continue
		}
		lists++
		switch {
		case len(q.order) == 0:
			t.Errorf("%s gives several rows in no order: %s", st.name, st.text)
		case q.limited && !q.total(keys[q.table]):
			t.Errorf("%s cuts a list whose order is not unique: %s", st.name, st.text)
		}
	}
	if lists < 40 {
		t.Fatalf("only %d lists were found: the search for them is broken", lists)
	}
}

// notLists are SELECTs that the reading below does not reach: what they select
// from stands in brackets.
var notLists = map[string]bool{"sqlFind": true, "sqlHowMany": true, "sqlLatest": true, "sqlLatestChange": true, "sqlAcknowledgedDomain": true, "sqlAcknowledgedSince": true}

// TestSelectsAreRead tries the reading of statements that the test above rests on.
func TestSelectsAreRead(t *testing.T) {
	keys := []key{{columns: []string{"workspace_id", "id"}}, {columns: []string{"id"}}, {columns: []string{"workspace_id", "word"}, where: "settled_at = 0"}}
	for text, want := range map[string]struct{ single, total bool }{
		`SELECT id FROM x WHERE workspace_id = $1 AND id = $2`:                                              {true, true},
		`SELECT id FROM x WHERE workspace_id = $1 AND word = $2`:                                            {false, false},
		`SELECT id FROM x WHERE workspace_id = $1 AND word = $2 AND settled_at = 0`:                         {true, true},
		`SELECT a FROM x WHERE workspace_id = $1 AND word = $2 AND settled_at = 1`:                          {false, false},
		`SELECT a FROM x p WHERE p.workspace_id = $1 AND (p.b, p.id) > ($2, $3) ORDER BY p.b, p.id LIMIT 2`: {false, true},
		`SELECT a FROM x p WHERE p.workspace_id = $1 AND (p.b, p.id) > ($2, $3) ORDER BY p.b LIMIT 2`:       {false, false},
		`SELECT b FROM x ORDER BY b LIMIT 1`:                                                                {false, true},
		`SELECT a FROM x WHERE id IN (SELECT y FROM z WHERE id = $1) ORDER BY a LIMIT 3`:                    {false, true},
		`SELECT a, b FROM x WHERE id IN (SELECT y FROM z WHERE id = $1) ORDER BY a LIMIT 3`:                 {false, false},
	} {
		q, ok := parseSelect(text)
		if !ok {
			t.Fatalf("not read: %s", text)
		}
		if q.table != "x" || q.single(keys) != want.single || q.total(keys) != want.total {
			t.Errorf("%s: table %s, single %v, total %v", text, q.table, q.single(keys), q.total(keys))
		}
	}
	if _, ok := parseSelect(`DELETE FROM x WHERE id = $1`); ok {
		t.Error("a DELETE was read as a SELECT")
	}
}

// key is columns that no two rows share, where a partial index holds.
type key struct {
	columns []string
	where   string
}

// query is what a SELECT says, as far as the order of its rows depends on it.
type query struct {
	table   string
	columns []string // that it gives
	fixed   []string // that are equal to a parameter or a value
	where   string
	order   []string
	limited bool
}

var (
	brackets  = regexp.MustCompile(`\([^()]*\)`)
	clauses   = regexp.MustCompile(`^SELECT (?:DISTINCT )?(.*?) FROM (\w+)(.*?)(?: WHERE (.*?))?(?: GROUP BY .*?)?(?: ORDER BY (.*?))?( LIMIT \S+)?$`)
	equal     = regexp.MustCompile(`(?:\w+\.)?(\w+) = (?:\$\d+|\d+|'[^']*')`)
	qualifier = regexp.MustCompile(`\b\w+\.`)
)

// parseSelect reads a SELECT; what is in brackets is passed over.
func parseSelect(text string) (query, bool) {
	text = strings.Join(strings.Fields(text), " ")
	for brackets.MatchString(text) {
		text = brackets.ReplaceAllString(text, "")
	}
	m := clauses.FindStringSubmatch(text)
	if m == nil {
		return query{}, false
	}
	q := query{table: m[2], columns: list(m[1]), where: m[4], order: list(m[5]), limited: m[6] != ""}
	for _, e := range equal.FindAllStringSubmatch(m[4], -1) {
		q.fixed = append(q.fixed, e[1])
	}
	return q, true
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	parts := strings.Split(qualifier.ReplaceAllString(s, ""), ",")
	for i, p := range parts {
		parts[i] = strings.TrimSuffix(strings.TrimSpace(p), " DESC")
	}
	return parts
}

// single tells whether the query gives one row at most.
func (q query) single(keys []key) bool {
	return slices.ContainsFunc(keys, func(k key) bool { return q.holds(k) && within(k.columns, q.fixed) })
}

// total tells whether rows that are equal in the order are equal in all they show.
func (q query) total(keys []key) bool {
	known := append(slices.Clone(q.fixed), q.order...)
	if len(q.order) > 0 && within(q.columns, known) {
		return true
	}
	return slices.ContainsFunc(keys, func(k key) bool { return q.holds(k) && within(k.columns, known) })
}

func (q query) holds(k key) bool { return k.where == "" || strings.Contains(q.where, k.where) }

func within(part, whole []string) bool {
	return !slices.ContainsFunc(part, func(s string) bool { return !slices.Contains(whole, s) })
}

// uniqueKeys asks SQLite for the keys of a table. An id is one by itself,
// wherever there is one: it is made of 80 random bits.
func uniqueKeys(t *testing.T, db *sql.DB, table string) []key {
	t.Helper()
	if texts(t, db, `SELECT type FROM pragma_table_list WHERE name = $1`, table)[0] == "virtual" {
		return []key{{columns: []string{"rowid"}}}
	}
	names := texts(t, db, `SELECT name FROM pragma_index_list($1) WHERE "unique" = 1 ORDER BY name`, table)
	if len(names) == 0 {
		t.Fatalf("table %s has no key", table)
	}
	var out []key
	for _, name := range names {
		k := key{columns: texts(t, db, `SELECT name FROM pragma_index_info($1) ORDER BY seqno`, name)}
		for _, made := range texts(t, db, `SELECT COALESCE(sql, '') FROM sqlite_master WHERE type = 'index' AND name = $1`, name) {
			_, k.where, _ = strings.Cut(made, " WHERE ")
		}
		out = append(out, k)
	}
	return append(out, key{columns: []string{"id"}})
}

func texts(t *testing.T, db *sql.DB, query string, arg any) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query, arg)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

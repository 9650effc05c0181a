package store_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"kept/internal/store"
)

// TestEveryTableIsBackedUp holds what a backup knows against the live tables of
// both engines: a migration that adds a table or a column fails here until it
// stands in archive_rows.go. The words of messages are indexed again, by a
// trigger of SQLite's, as they come back; their places are the engine's own.
func TestEveryTableIsBackedUp(t *testing.T) {
	sqlite := emptySQLite(t)
	for engine, live := range map[string][]string{
		"sqlite": liveColumns(t, sqlite, `SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
			WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'goose%'
			AND m.name NOT LIKE 'message_index%' AND m.name || '.' || p.name <> 'message_texts.place'`),
		"postgres": liveColumns(t, emptyPostgres(t), `SELECT table_name, column_name FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'`),
	} {
		var known []string
		for _, table := range store.Tables() {
			for _, c := range table.Columns {
				known = append(known, table.Name+"."+c)
			}
		}
		slices.Sort(known)
		for _, c := range live {
			if _, ok := slices.BinarySearch(known, c); !ok {
				t.Errorf("%s: no backup has %s", engine, c)
			}
		}
		for _, c := range known {
			if _, ok := slices.BinarySearch(live, c); !ok {
				t.Errorf("%s: a backup asks for %s, which is not there", engine, c)
			}
		}
		if len(live) < 100 {
			t.Errorf("%s: only %d columns were found", engine, len(live))
		}
	}
	var before []string
	for _, table := range store.Tables() {
		for _, other := range texts(t, sqlite, `SELECT DISTINCT "table" FROM pragma_foreign_key_list($1)`, table.Name) {
			if !slices.Contains(before, other) {
				t.Errorf("%s refers to %s, which a restore fills later", table.Name, other)
			}
		}
		before = append(before, table.Name)
	}
}

// liveColumns gives "table.column" of every column, sorted.
func liveColumns(t *testing.T, db *sql.DB, query string) []string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.Join([]string{table, column}, "."))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

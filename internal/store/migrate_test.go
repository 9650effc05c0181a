package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/pressly/goose/v3"
)

// TestMigrationsAreListedInOrder, each number once: the engine's own lie over
// the common ones.
func TestMigrationsAreListedInOrder(t *testing.T) {
	for _, engine := range []string{onSQLite.name, onPostgres.name} {
		for range 50 { // a map without an order is behind it
			files, err := overlay(engine)
			if err != nil {
				t.Fatal(err)
			}
			names, err := files.(layered).Glob("*.sql")
			if err != nil || len(names) < 2 || !slices.IsSorted(names) {
				t.Fatalf("%s: %v, %v", engine, names, err)
			}
			for i, name := range names {
				if f, err := files.Open(name); err != nil {
					t.Error(err)
				} else if err := f.Close(); err != nil {
					t.Error(err)
				}
				if i > 0 && name[:5] == names[i-1][:5] {
					t.Errorf("%s: %s and %s have one number", engine, names[i-1], name)
				}
			}
		}
	}
	if names, err := (layered{}).Glob("*.go"); err != nil || len(names) != 0 {
		t.Errorf("got %v, %v", names, err)
	}
	if _, err := (layered{}).Open("nothing"); err == nil {
		t.Error("a file that is not there was opened")
	}
}

func TestOlderVersionsAreTold(t *testing.T) {
	for v, want := range map[string]bool{"3.51.2": true, "3.51.3": false, "3.51.4": false, "3.9.99": true, "3.52.0": false, "4.0.0": false, "2.99.99": true, "3.51.10": false, "": true} {
		if got := older(v, oldestSQLite); got != want {
			t.Errorf("%q older than %s: %v", v, oldestSQLite, got)
		}
	}
}

// ofVersion is a ledger as an older Kept left it, and a way to fill it.
func ofVersion(t *testing.T, version int64) (*sql.DB, func(text string)) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	files, err := overlay(onSQLite.name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), version); err != nil {
		t.Fatal(err)
	}
	return db, func(text string) {
		t.Helper()
		if _, err := db.ExecContext(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
}

// TestStandingDatesAreFilledIn upgrades a ledger whose promises did not know
// their own day and resets yet.
func TestStandingDatesAreFilledIn(t *testing.T) {
	db, run := ofVersion(t, 8)
	for _, p := range []string{"moved", "day", "moment"} {
		run(`INSERT INTO promises VALUES ('w', '` + p + `', '', '', '', '', '', '', '', '', 0, '', 0, 0, 0, 0, '', 1)`)
	}
	for _, d := range []string{"'moved', 0, ''", "'moved', 1, '2026-03-05'", "'moved', 2, '2026-03-09'", "'day', 0, '2026-03-04'", "'moment', 0, ''"} {
		run(`INSERT INTO promise_dates VALUES ('w', ` + d + `, 0, 0, 0, '', '', '', 0)`)
	}
	if err := migrate(t.Context(), db, onSQLite); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]struct {
		on     string
		resets int
	}{"moved": {"2026-03-09", 2}, "day": {"2026-03-04", 0}, "moment": {"", 0}} {
		got := want
		if err := db.QueryRowContext(t.Context(), `SELECT due_on, resets FROM promises WHERE id = $1`, id).Scan(&got.on, &got.resets); err != nil || got != want {
			t.Errorf("%s: %v, %v, want %v", id, got, err, want)
		}
	}
}

// TestTelephonesAreComparableAfterwards upgrades a ledger with the numbers that
// people had typed.
func TestTelephonesAreComparableAfterwards(t *testing.T) {
	db, run := ofVersion(t, 9)
	numbers := []string{"", "112", "+34 612 345 678", "0034-612.345/678", "(030) 12345678 ext. 9", "030\u00a0123\u202f45 678", "call Ana", "\u0661\u0662 7"}
	for i, phone := range numbers {
		run(fmt.Sprintf(`INSERT INTO contacts (workspace_id, id, client_id, name, title, email, email_key, phone, channel, portal, ended_at, version) VALUES ('w', '%d', 'c', '', '', '', '', '%s', '', 0, 0, 1)`, i, phone))
	}
	if err := migrate(t.Context(), db, onSQLite); err != nil {
		t.Fatal(err)
	}
	for i, phone := range numbers {
		var key string
		if err := db.QueryRowContext(t.Context(), `SELECT phone_key FROM contacts WHERE id = $1`, fmt.Sprint(i)).Scan(&key); err != nil || key != PhoneKey(phone) {
			t.Errorf("%q has the key %q (%v), want %q", phone, key, err, PhoneKey(phone))
		}
	}
}

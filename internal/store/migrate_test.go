package store

import (
	"slices"
	"testing"
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

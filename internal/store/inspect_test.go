package store

import (
	"os"
	"path/filepath"
	"testing"

	"kept/internal/fault"
	"kept/internal/testkit"
)

// TestInspectChangesNothing looks at databases as a doctor finds them.
func TestInspectChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	_, err := Inspect(t.Context(), "sqlite:"+path)
	mustSay(t, err, fault.NotFound, path)
	if _, err := os.Stat(path); err == nil {
		t.Error("looking made a database")
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := Inspect(t.Context(), "sqlite:"+path); err != nil || c.Schema != 0 || c.Wanted < 2 || c.Version == "" {
		t.Errorf("an empty file: %+v, %v", c, err)
	}
	for name, url := range map[string]string{"sqlite": "sqlite:" + path, "postgres": testkit.Postgres(t)} {
		if c, err := Inspect(t.Context(), url); err != nil || c.Schema != 0 {
			t.Errorf("%s without tables: %+v, %v", name, c, err)
		}
		db, err := Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Inspect(t.Context(), url)
		if name == "sqlite" {
			mustSay(t, err, fault.Busy, "Another Kept")
		} else if err != nil {
			t.Errorf("PostgreSQL takes several: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if c, err := Inspect(t.Context(), url); err != nil || c.Schema != c.Wanted || c.Engine != name || len(c.Damage) > 0 {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
	_, err = Inspect(t.Context(), "mysql:no")
	mustSay(t, err, fault.Invalid, "address of the database")
}

// TestInspectTellsDamage overwrites the middle of a ledger.
func TestInspectTellsDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	db, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		if err := db.Write(t.Context(), long(string(rune('A'+i)))); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 4; i < len(b)/2; i++ {
		b[i] ^= 0x55
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Inspect(t.Context(), "sqlite:"+path)
	if err == nil && len(c.Damage) == 0 || len(c.Damage) > maxDamage {
		t.Errorf("%d lines of damage, %v", len(c.Damage), err)
	}
}

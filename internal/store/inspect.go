package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"kept/internal/fault"
)

// Condition is what a look at a database found.
type Condition struct {
	Engine  string   // "sqlite" or "postgres"
	Version string   // of the engine
	Schema  int      // the version of its tables; 0 = there are none yet
	Wanted  int      // the version that this program makes of them
	Damage  []string // what the engine's own check found, of SQLite; at most [maxDamage] lines
}

// maxDamage is how much damage is told.
const maxDamage = 20

// Inspect looks at a database without changing anything in it: for a doctor,
// who may come before it is migrated. A SQLite file that another process has
// open is a fault of the kind busy, one that is not there of the kind not_found.
func Inspect(ctx context.Context, url string) (Condition, error) {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok && path != "" {
		return inspectSQLite(ctx, path)
	}
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return Condition{}, errors.Join(fault.New(fault.Invalid, "The address of the database cannot be read. It looks like postgres://user:password@host:5432/kept, or sqlite:PATH."), err)
	}
	db := stdlib.OpenDB(*conf)
	defer db.Close()
	c, err := inspect(ctx, db, onPostgres, "SHOW server_version", "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'goose_db_version'")
	return c, onPostgres.explain(err)
}

func inspectSQLite(ctx context.Context, path string) (Condition, error) {
	if _, err := os.Stat(path); err != nil {
		return Condition{Engine: onSQLite.name}, fault.New(fault.NotFound, "There is no database at "+path+" yet.")
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	unlock, err := lockFile(path + ".lock")
	if err != nil {
		return Condition{Engine: onSQLite.name}, err
	}
	defer unlock()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return Condition{}, fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	c, err := inspect(ctx, db, onSQLite, "SELECT sqlite_version()", "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'")
	if err == nil {
		c.Damage, err = damage(ctx, db)
	}
	return c, onSQLite.explain(err)
}

// inspect asks for the version of the engine and, where there are tables, theirs.
func inspect(ctx context.Context, db *sql.DB, d dialect, version, migrated string) (Condition, error) {
	c := Condition{Engine: d.name}
	var err error
	if c.Wanted, err = Newest(d.name); err != nil {
		return c, err
	}
	if err := db.QueryRowContext(ctx, version).Scan(&c.Version); err != nil {
		return c, fmt.Errorf("ask the database for its version: %w", err)
	}
	var n int
	if err := db.QueryRowContext(ctx, migrated).Scan(&n); err != nil || n == 0 {
		return c, err
	}
	err = db.QueryRowContext(ctx, "SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version").Scan(&c.Schema)
	return c, err
}

// damage runs SQLite's own check of a file.
func damage(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, fmt.Sprintf("PRAGMA quick_check(%d)", maxDamage))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		if line != "ok" {
			out = append(out, line)
		}
	}
	return out, rows.Err()
}

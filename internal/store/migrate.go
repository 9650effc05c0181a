package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"kept/internal/fault"
)

//go:embed migrations
var migrations embed.FS

// oldestSQLite is the oldest SQLite that is safe: before it, a checkpoint could
// lose a commit under write-ahead logging.
const oldestSQLite = "3.51.3"

// lockPatience is how many seconds a process waits for another one that
// migrates the same PostgreSQL.
const lockPatience = 300

// migrate brings the tables up to date, forward only. On PostgreSQL under an
// advisory lock, so that several processes may start at once; a SQLite file
// has one process anyway.
func migrate(ctx context.Context, db *sql.DB, d dialect) error {
	dialectOf, opts := goose.DialectSQLite3, []goose.ProviderOption(nil)
	if d.name == onPostgres.name {
		dialectOf = goose.DialectPostgres
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, lockPatience))
		if err != nil {
			return fmt.Errorf("make the lock of the migrations: %w", err)
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	} else if err := checkSQLite(ctx, db); err != nil {
		return err
	}
	files, err := overlay(d.name)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialectOf, db, files, opts...)
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	have, want, err := p.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("ask the database for its version: %w", err)
	}
	if have > want {
		return fault.New(fault.Conflict, fmt.Sprintf("This database was made by a newer Kept (its tables are version %d, this program knows %d). Start the newer program, or restore a backup.", have, want))
	}
	if have == want {
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the tables up to date: %w", err)
	}
	return nil
}

func checkSQLite(ctx context.Context, db *sql.DB) error {
	var v string
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&v); err != nil {
		return fmt.Errorf("ask SQLite for its version: %w", err)
	}
	if older(v, oldestSQLite) {
		return fault.New(fault.Invalid, "SQLite "+v+" is too old to be safe; "+oldestSQLite+" or newer is needed.")
	}
	return nil
}

func older(v, than string) bool {
	var a, b [3]int
	_, _ = fmt.Sscanf(v, "%d.%d.%d", &a[0], &a[1], &a[2]) // what cannot be read is as old as can be
	_, _ = fmt.Sscanf(than, "%d.%d.%d", &b[0], &b[1], &b[2])
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

// overlay lays the engine's own migrations over the common ones.
func overlay(engine string) (fs.FS, error) {
	out := layered{}
	for _, dir := range []string{"migrations/common", "migrations/" + engine} {
		entries, err := fs.ReadDir(migrations, dir)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", dir, err)
		}
		for _, e := range entries {
			out[e.Name()] = dir + "/" + e.Name()
		}
	}
	return out, nil
}

// layered is a flat folder whose files lie in several.
type layered map[string]string

func (l layered) Open(name string) (fs.File, error) {
	if full, ok := l[name]; ok {
		return migrations.Open(full)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Glob serves the way goose lists migrations, in their order: it does not sort
// them itself, and takes the last one for the newest.
func (l layered) Glob(pattern string) ([]string, error) {
	var out []string
	for name := range l {
		if strings.HasSuffix(name, strings.TrimPrefix(pattern, "*")) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

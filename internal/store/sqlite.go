package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"kept/internal/fault"
)

// Limits of the SQLite engine.
const (
	readers  = 4   // reading connections: more only wait for the processor
	perBatch = 128 // acts that share one commit
)

func openSQLite(ctx context.Context, path string) (*DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fault.New(fault.Invalid, "The folder of the database cannot be made: "+err.Error())
	}
	// By another name it is the same file, and the lock must be the same one.
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	unlock, err := lockFile(path + ".lock")
	if err != nil {
		return nil, err
	}
	db, err := openLocked(ctx, path, unlock)
	if err != nil {
		unlock()
	}
	return db, err
}

func openLocked(ctx context.Context, path string, unlock func()) (*DB, error) {
	w, err := sql.Open("sqlite", dsn(path, "_txlock=immediate&_pragma=cache_size(-32768)&_pragma=wal_autocheckpoint(4000)"))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	w.SetMaxOpenConns(1)
	if err := migrate(ctx, w, onSQLite); err != nil {
		w.Close()
		return nil, onSQLite.explain(err)
	}
	conn, err := w.Conn(ctx)
	if err != nil {
		w.Close()
		return nil, fmt.Errorf("take the writing connection: %w", err)
	}
	r, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)&_pragma=cache_size(-8192)"))
	if err != nil {
		w.Close()
		return nil, fmt.Errorf("open %s for reading: %w", path, err)
	}
	r.SetMaxOpenConns(readers)
	r.SetMaxIdleConns(readers)
	f := &file{conn: conn, prepared: map[string]*sql.Stmt{}}
	lane := newGroup(perBatch, f.transact)
	return &DB{engine: onSQLite, readers: newPool(r), writer: lane, close: func() error {
		lane.stop()
		err := errors.Join(f.forget(), r.Close(), conn.Close(), w.Close())
		unlock()
		return err
	}}, nil
}

// dsn is the driver's name for a file. synchronous is FULL: with NORMAL a power
// cut loses acknowledged commits. temp_store is MEMORY (2): what it takes to
// undo a savepoint is nothing that has to be on the disk.
func dsn(path, more string) string {
	u := url.URL{Scheme: "file", OmitHost: true, Path: path}
	return u.String() + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=temp_store(2)&_pragma=foreign_keys(1)&" + more
}

// file is the one writing connection to a SQLite file.
type file struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
}

// transact runs a batch in one transaction.
func (f *file) transact(batch []*job) error {
	// A statement that is interrupted would roll back everybody's work, so
	// the acts run to their end whatever becomes of who asked.
	ctx := context.Background()
	if _, err := f.exec(ctx, "BEGIN IMMEDIATE", nil); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, j := range batch {
		if err := f.inSavepoint(ctx, j); err != nil {
			_, undo := f.exec(ctx, "ROLLBACK", nil)
			return errors.Join(err, undo)
		}
	}
	if _, err := f.exec(ctx, "COMMIT", nil); err != nil {
		_, undo := f.exec(ctx, "ROLLBACK", nil)
		return errors.Join(fmt.Errorf("commit: %w", err), undo)
	}
	return nil
}

// inSavepoint runs one act. Its own failure is the job's; an error is returned
// only when the whole transaction cannot go on.
func (f *file) inSavepoint(ctx context.Context, j *job) error {
	if j.ctx.Err() != nil {
		j.err = j.ctx.Err()
		return nil
	}
	if _, err := f.exec(ctx, "SAVEPOINT act", nil); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	j.err = safely(j.act, &Tx{ctx: ctx, engine: onSQLite, stmts: f})
	if j.err != nil {
		if _, err := f.exec(ctx, "ROLLBACK TO act", nil); err != nil {
			return errors.Join(j.err, fmt.Errorf("undo an act: %w", err))
		}
	}
	if _, err := f.exec(ctx, "RELEASE act", nil); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// forget closes the statements that were prepared.
func (f *file) forget() error {
	var failed error
	for _, s := range f.prepared {
		failed = errors.Join(failed, s.Close())
	}
	return failed
}

func (f *file) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if s := f.prepared[text]; s != nil {
		return s, nil
	}
	s, err := f.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	f.prepared[text] = s
	return s, nil
}

func (f *file) query(ctx context.Context, text string, args []any) (rows, error) {
	s, err := f.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (f *file) exec(ctx context.Context, text string, args []any) (int64, error) {
	s, err := f.stmt(ctx, text)
	if err != nil {
		return 0, err
	}
	return touched(s.ExecContext(ctx, args...))
}

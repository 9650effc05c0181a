package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

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
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
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
	w, err := sql.Open("sqlite", dsn(path, "_txlock=immediate"))
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
	g := newGroup(conn)
	return &DB{engine: onSQLite, readers: newPool(r), writer: g, close: func() error {
		g.stop()
		err := errors.Join(r.Close(), conn.Close(), w.Close())
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

// group is the one writing connection. Acts that wait share a commit, each in
// a savepoint of its own, and each hears of it only when the commit is durable.
type group struct {
	conn     *sql.Conn
	prepared map[string]*sql.Stmt
	jobs     chan *job
	done     chan struct{}
	mu       sync.RWMutex
	stopped  bool
}

type job struct {
	ctx    context.Context
	act    func(*Tx) error
	err    error
	answer chan error
}

func newGroup(conn *sql.Conn) *group {
	g := &group{conn: conn, prepared: map[string]*sql.Stmt{}, jobs: make(chan *job, perBatch), done: make(chan struct{})}
	go g.run()
	return g
}

func (g *group) stop() {
	g.mu.Lock()
	if !g.stopped {
		g.stopped = true
		close(g.jobs)
	}
	g.mu.Unlock()
	<-g.done
}

func (g *group) write(ctx context.Context, act func(*Tx) error) error {
	j := &job{ctx: ctx, act: act, answer: make(chan error, 1)}
	g.mu.RLock()
	if g.stopped {
		g.mu.RUnlock()
		return fault.New(fault.Busy, "Kept is stopping. What you entered was not saved.")
	}
	g.jobs <- j
	g.mu.RUnlock()
	return <-j.answer
}

func (g *group) run() {
	defer close(g.done)
	for first := range g.jobs {
		batch := []*job{first}
	gather:
		for len(batch) < perBatch {
			select {
			case j, ok := <-g.jobs:
				if !ok {
					break gather
				}
				batch = append(batch, j)
			default:
				break gather
			}
		}
		g.commit(batch)
	}
	for _, s := range g.prepared {
		s.Close()
	}
}

// commit runs a batch in one transaction and answers its jobs.
func (g *group) commit(batch []*job) {
	err := g.transact(batch)
	for _, j := range batch {
		if err != nil && j.err == nil {
			j.err = err
		}
		j.answer <- j.err
	}
}

func (g *group) transact(batch []*job) error {
	// A statement that is interrupted would roll back everybody's work, so
	// the acts run to their end whatever becomes of who asked.
	ctx := context.Background()
	if _, err := g.exec(ctx, "BEGIN IMMEDIATE", nil); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, j := range batch {
		if err := g.inSavepoint(ctx, j); err != nil {
			_, undo := g.exec(ctx, "ROLLBACK", nil)
			return errors.Join(err, undo)
		}
	}
	if _, err := g.exec(ctx, "COMMIT", nil); err != nil {
		_, undo := g.exec(ctx, "ROLLBACK", nil)
		return errors.Join(fmt.Errorf("commit: %w", err), undo)
	}
	return nil
}

// inSavepoint runs one act. Its own failure is the job's; an error is returned
// only when the whole transaction cannot go on.
func (g *group) inSavepoint(ctx context.Context, j *job) error {
	if j.ctx.Err() != nil {
		j.err = j.ctx.Err()
		return nil
	}
	if _, err := g.exec(ctx, "SAVEPOINT act", nil); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	j.err = safely(j.act, &Tx{ctx: ctx, engine: onSQLite, stmts: g})
	if j.err != nil {
		if _, err := g.exec(ctx, "ROLLBACK TO act", nil); err != nil {
			return errors.Join(j.err, fmt.Errorf("undo an act: %w", err))
		}
	}
	if _, err := g.exec(ctx, "RELEASE act", nil); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// safely turns a panic in an act into its error: the writer serves everybody
// and must live on.
func safely(act func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in an act: %v\n%s", p, debug.Stack())
		}
	}()
	return act(tx)
}

func (g *group) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if s := g.prepared[text]; s != nil {
		return s, nil
	}
	s, err := g.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	g.prepared[text] = s
	return s, nil
}

func (g *group) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	s, err := g.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (g *group) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	s, err := g.stmt(ctx, text)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

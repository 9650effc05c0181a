// Package store keeps the ledger in SQLite or PostgreSQL.
//
// There is one SQL text for both: every statement is a constant named sql…
// beside the one function that uses it, in the subset that both engines
// understand, with $1, $2 … numbered in the order in which they first appear.
// A test prepares each of them on both. What differs is in [dialect].
//
// Instants are BIGINT milliseconds UTC in columns named …_at, zero for none;
// days are TEXT in columns named …_on; JSON is TEXT and never queried into.
//
// A write is acknowledged only when it is durable. A process writes in one
// lane, in which acts that wait share one commit, each in a savepoint of its
// own. Several processes on one PostgreSQL take turns.
package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"kept/internal/fault"
	"kept/workspace"
)

// ErrNone is returned when the row asked for is not there, or not in this workspace.
var ErrNone = errors.New("no such row")

// DB is an open ledger. It is safe for concurrent use.
type DB struct {
	engine  dialect
	readers *pool
	writer  *group
	close   func() error
}

// Open opens the database that url names, "sqlite:PATH" or "postgres://…", and
// brings its tables up to date. A SQLite file that another process has open is
// refused, and so is a database made by a newer Kept.
func Open(ctx context.Context, url string) (*DB, error) {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok && path != "" {
		return openSQLite(ctx, path)
	}
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return openPostgres(ctx, url)
	}
	return nil, fault.New(fault.Invalid, "The database is named by sqlite:PATH or postgres://…")
}

// Close waits for what is being written and lets the database go.
func (db *DB) Close() error { return db.close() }

// Engine names the engine: "sqlite" or "postgres".
func (db *DB) Engine() string { return db.engine.name }

// Write runs an act in one transaction. The act may run more than once, and
// nothing that it did counts unless Write returns nil.
func (db *DB) Write(ctx context.Context, act func(*Tx) error) error {
	if tx := db.joins(ctx); tx != nil {
		return tx.join(ctx, act)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return db.engine.explain(db.writer.write(ctx, act))
}

// Read gives a view for reading. Each of its statements sees what was
// committed when it began.
func (db *DB) Read(ctx context.Context) *Tx {
	if tx := db.joins(ctx); tx != nil {
		return tx
	}
	return &Tx{ctx: ctx, engine: db.engine, stmts: db.readers}
}

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	_, err := db.readers.db.ExecContext(ctx, "SELECT 1")
	return db.engine.explain(err)
}

// Tx is one transaction, or a view for reading. It lives as long as the
// function that it was handed to.
type Tx struct {
	ctx    context.Context
	engine dialect
	stmts  statements
	failed error // of an act that took part, see [DB.Together]
	// people remembers what [PeopleVersion] found, where nobody else can change
	// it before the transaction ends; nil = it is asked anew.
	people map[workspace.ID]int64
}

// statements runs constants of SQL.
type statements interface {
	query(ctx context.Context, text string, args []any) (rows, error)
	exec(ctx context.Context, text string, args []any) (touched int64, err error)
}

// rows is what a query found, one row after the other.
type rows interface {
	Next() bool
	scanner
	Err() error
	Close() error
}

// scanner is a row that is being read.
type scanner interface{ Scan(into ...any) error }

// exec runs a statement and gives the number of rows that it touched.
func (tx *Tx) exec(text string, args ...any) (int64, error) {
	n, err := tx.stmts.exec(tx.ctx, text, args)
	if err != nil {
		return 0, failed(text, err)
	}
	return n, nil
}

// change is a statement whose outcome nobody waits for.
type change struct {
	text string
	args []any
	must bool // it has to touch a row
}

// judge tells whether a change did what it had to.
func (c change) judge(n int64, err error) error {
	switch {
	case err != nil:
		return failed(c.text, err)
	case c.must:
		return mustTouch(n, nil)
	}
	return nil
}

// put runs a statement that an act does not go by. On PostgreSQL it travels
// with the next one that is read from, or at the act's end: what fails then,
// fails the act.
func (tx *Tx) put(text string, args ...any) error { return tx.change(change{text: text, args: args}) }

// touch is [Tx.put] for a statement that has to find its row: the act fails
// with a conflict where somebody was faster.
func (tx *Tx) touch(text string, args ...any) error {
	return tx.change(change{text: text, args: args, must: true})
}

func (tx *Tx) change(c change) error {
	if t, ok := tx.stmts.(*transit); ok {
		return t.put(c)
	}
	return c.judge(tx.stmts.exec(tx.ctx, c.text, c.args))
}

// many reads every row of a query.
func many[T any](tx *Tx, scan func(scanner) (T, error), text string, args ...any) ([]T, error) {
	rows, err := tx.stmts.query(tx.ctx, text, args)
	if err != nil {
		return nil, failed(text, err)
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read a row of %s: %w", firstWords(text), err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		return nil, failed(text, err)
	}
	return out, nil
}

// one reads the first row of a query; [ErrNone] when there is none.
func one[T any](tx *Tx, scan func(scanner) (T, error), text string, args ...any) (T, error) {
	var none T
	rows, err := tx.stmts.query(tx.ctx, text, args)
	if err != nil {
		return none, failed(text, err)
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return none, failed(text, err)
		}
		return none, ErrNone
	}
	v, err := scan(rows)
	if err != nil {
		return none, fmt.Errorf("read a row of %s: %w", firstWords(text), err)
	}
	// PostgreSQL may refuse a statement after it has given its first row, when
	// the act met another one: unheard, that would fail the next statement
	// instead, in a way that says nothing of trying again.
	if err := rows.Close(); err != nil {
		return none, failed(text, err)
	}
	return v, nil
}

// mustTouch turns "no row touched" into a conflict: somebody was faster.
func mustTouch(n int64, err error) error {
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "Somebody else changed this in the meantime. Look again, then decide.")
	}
	return nil
}

// failed names the statement in the chain of its error.
func failed(text string, err error) error {
	if f := anywhere(err); f != nil {
		err = errors.Join(f, err)
	}
	return fmt.Errorf("%s: %w", firstWords(text), err)
}

// firstWords shortens a statement for an error's chain: its values are not part of it.
func firstWords(text string) string {
	fields := strings.Fields(text)
	if len(fields) > 6 {
		fields = fields[:6]
	}
	return strings.Join(fields, " ")
}

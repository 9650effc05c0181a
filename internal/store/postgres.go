package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"kept/internal/fault"
)

// Limits of the PostgreSQL engine.
const (
	connections = 24 // of one process; PostgreSQL allows 100 in all by default
	maxTries    = 30 // of one act that meets others at the same rows
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.Join(fault.New(fault.Invalid, "The address of the database cannot be read. It looks like postgres://user:password@host:5432/kept."), err)
	}
	db := stdlib.OpenDB(*conf)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if err := migrate(ctx, db, onPostgres); err != nil {
		db.Close()
		return nil, onPostgres.explain(err)
	}
	return &DB{engine: onPostgres, readers: newPool(db), writer: serial{db}, close: db.Close}, nil
}

// serial runs each act in a serializable transaction and retries it when it
// met another one.
type serial struct{ db *sql.DB }

func (s serial) write(ctx context.Context, act func(*Tx) error) error {
	for try := 0; ; try++ {
		err := s.once(ctx, act)
		if try == maxTries || !retriable(err) {
			return err
		}
		// The pause grows; its spread comes from the clocks of those who wait.
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try+1) * 700 * time.Microsecond):
		}
	}
}

func (s serial) once(ctx context.Context, act func(*Tx) error) error {
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := safely(act, &Tx{ctx: ctx, engine: onPostgres, stmts: inTx{tx}}); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// retriable tells whether an act may be tried again. 25P02 is what follows
// where an act went on after a statement that had met another act: a look whose
// failure it took for "there is none".
func retriable(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && (pe.Code == "40001" || pe.Code == "40P01" || pe.Code == "25P02")
}

// inTx runs statements in a transaction; the driver keeps them prepared.
type inTx struct{ tx *sql.Tx }

func (t inTx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, text, args...)
}

func (t inTx) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	return t.tx.ExecContext(ctx, text, args...)
}

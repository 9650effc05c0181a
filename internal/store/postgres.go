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
	"kept/workspace"
)

// Limits of the PostgreSQL engine.
const (
	connections = 24 // of one process, the writing one among them; PostgreSQL allows 100 in all by default
	// perTurn is how many acts share one commit. A server keeps 64 savepoints
	// of a transaction at hand; with more, every reader has to look them up.
	perTurn  = 60
	maxTries = 30 // of a batch that meets somebody who does not take turns
	// patience is how long a batch waits for one answer, and so for its turn,
	// before it counts the server as gone.
	patience = 5 * time.Minute
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	conf, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, errors.Join(fault.New(fault.Invalid, "The address of the database cannot be read. It looks like postgres://user:password@host:5432/kept."), err)
	}
	db := stdlib.OpenDB(*conf)
	db.SetMaxOpenConns(connections - 1)
	db.SetMaxIdleConns(connections - 1)
	if err := migrate(ctx, db, onPostgres); err != nil {
		db.Close()
		return nil, onPostgres.explain(err)
	}
	s := &server{db: stdlib.OpenDB(*conf), patience: patience}
	s.db.SetMaxOpenConns(1)
	lane := newGroup(perTurn, s.transact)
	return &DB{engine: onPostgres, readers: newPool(db), writer: lane, close: func() error {
		lane.stop()
		return errors.Join(s.db.Close(), db.Close())
	}}, nil
}

// server is the one writing connection to a PostgreSQL. The pool looks whether
// it still stands before it gives it out, and makes a new one where it does not.
type server struct {
	db       *sql.DB
	patience time.Duration
}

// transact runs a batch in one transaction. Who does not take turns, as a
// migration of a newer process does, may be met at the same rows: then the
// server chooses one to begin anew.
func (s *server) transact(batch []*job) error {
	for try := 1; ; try++ {
		err := s.once(batch)
		if try == maxTries || !retriable(err) {
			return err
		}
	}
}

// once runs a batch on the writing connection. Nobody's going away interrupts
// it, since that would undo everybody's work.
func (s *server) once(batch []*job) error {
	ctx, giveUp := context.WithCancelCause(context.Background())
	defer giveUp(nil)
	clock := time.AfterFunc(s.patience, func() { giveUp(errSilent) })
	defer clock.Stop()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return heard(ctx, fmt.Errorf("take the writing connection: %w", err))
	}
	defer conn.Close()
	return conn.Raw(func(raw any) error {
		t := &transit{ctx: ctx, conn: raw.(*stdlib.Conn).Conn(), people: map[workspace.ID]int64{}, onTheWay: func() { clock.Reset(s.patience) }}
		return heard(ctx, t.batch(batch))
	})
}

// errSilent is a server that does not answer: nobody knows what it did.
var errSilent = fmt.Errorf("the database does not answer: %w", pgconn.ErrConnClosed)

// heard says of an error whether it came of losing patience.
func heard(ctx context.Context, err error) error {
	if err != nil && errors.Is(context.Cause(ctx), errSilent) {
		return errSilent
	}
	return err
}

// retriable tells whether a batch may be tried again: the server undid all of it.
func retriable(err error) bool {
	var pe *pgconn.PgError
	return errors.As(err, &pe) && (pe.Code == "40001" || pe.Code == "40P01")
}

// inTx runs statements in a transaction that is a view; the driver keeps them prepared.
type inTx struct{ tx *sql.Tx }

func (t inTx) query(ctx context.Context, text string, args []any) (rows, error) {
	return t.tx.QueryContext(ctx, text, args...)
}

func (t inTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	return touched(t.tx.ExecContext(ctx, text, args...))
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

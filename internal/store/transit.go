package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"kept/workspace"
)

// What stands around acts on PostgreSQL. One process at a time writes: whoever
// has the lock sees what was committed before, by whomever, and nobody comes
// between. So acts stand in one order without the engine's own watch over it.
// A process that falls silent in its turn loses it after a minute.
const (
	begin    = `begin isolation level read committed`
	takeTurn = `select set_config('idle_in_transaction_session_timeout', '60000', true), pg_advisory_xact_lock(1801810036)`
	beginAct = `savepoint act`
	undoAct  = `rollback to savepoint act`
	endAct   = `release savepoint act`
	commit   = `commit`
	undo     = `rollback`
)

// mostAhead is how many statements travel together at most.
const mostAhead = 64

// transit is a transaction on the way between here and a PostgreSQL. A
// statement whose outcome nobody waits for stays behind until one comes that is
// read from, and all travel together: what counts is how often one waits for
// the server.
type transit struct {
	ctx      context.Context
	conn     *pgx.Conn
	onTheWay func()   // called whenever statements leave
	ahead    []change // put, and not sent yet
	trips    int      // how often something was sent
	foreseen []*found // of the act at hand
	people   map[workspace.ID]int64
	failed   error // what the act at hand met first: nothing of it goes on
}

// batch runs acts in one transaction.
func (t *transit) batch(jobs []*job) error {
	t.ahead = append(t.ahead, change{text: begin}, change{text: takeTurn})
	for _, j := range jobs {
		if err := t.act(j); err != nil {
			return errors.Join(err, t.undo())
		}
	}
	if t.trips == 0 {
		return nil
	}
	t.onTheWay()
	tag, err := t.conn.Exec(t.ctx, commit)
	if err == nil && tag.String() != "COMMIT" {
		err = fmt.Errorf("the database answered %q", tag)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("commit: %w", err), t.undo())
	}
	return nil
}

// undo ends a transaction that is not to be. Where the connection is lost the
// server does so itself.
func (t *transit) undo() error {
	if t.conn.IsClosed() || t.conn.PgConn().TxStatus() == 'I' {
		return nil
	}
	_, err := t.conn.Exec(t.ctx, undo)
	return err
}

// act runs one act. Its own failure is the job's; an error is returned only
// when the whole transaction cannot go on.
func (t *transit) act(j *job) error {
	if j.err = j.ctx.Err(); j.err != nil {
		return nil
	}
	before, trips := len(t.ahead), t.trips
	t.failed, t.foreseen = nil, nil
	t.ahead = append(t.ahead, change{text: beginAct})
	j.err = safely(j.act, &Tx{ctx: t.ctx, engine: onPostgres, stmts: t, people: t.people})
	if j.err == nil {
		t.flush()
	}
	if t.failed != nil && (t.conn.IsClosed() || retriable(t.failed)) {
		return t.failed
	}
	if j.err == nil {
		j.err = t.failed
	}
	if t.trips == trips {
		t.ahead = t.ahead[:before] // nothing of it has left
		return nil
	}
	// It is over when the next one begins, or with the commit.
	t.ahead = append(t.ahead[:0], change{text: endAct})
	if j.err == nil {
		return nil
	}
	clear(t.people) // what it remembered may be undone
	t.onTheWay()
	if _, err := t.conn.Exec(t.ctx, undoAct); err != nil {
		return errors.Join(j.err, fmt.Errorf("undo an act: %w", err))
	}
	return nil
}

// put has a statement travel with the next one that is read from.
func (t *transit) put(c change) error {
	if t.failed == nil {
		t.ahead = append(t.ahead, c)
	}
	if len(t.ahead) >= mostAhead {
		t.flush()
	}
	return t.failed
}

// flush sends what was put, and hears what became of it.
func (t *transit) flush() {
	if t.failed == nil && len(t.ahead) > 0 {
		res := t.depart()
		t.arrive(res)
		t.fail(res.Close())
	}
}

func (t *transit) query(_ context.Context, text string, args []any) (rows, error) {
	if t.failed != nil {
		return nil, t.failed
	}
	if f := t.recall(text, args); f != nil {
		return f, nil
	}
	res := t.depart(change{text: text, args: args})
	t.arrive(res)
	if t.failed != nil {
		t.fail(res.Close())
		return nil, t.failed
	}
	found, err := res.Query()
	if err != nil {
		t.fail(res.Close())
		return nil, t.failed
	}
	return &answer{Rows: found, of: t, res: res}, nil
}

func (t *transit) exec(_ context.Context, text string, args []any) (int64, error) {
	if t.failed != nil {
		return 0, t.failed
	}
	res := t.depart(change{text: text, args: args})
	t.arrive(res)
	var n int64
	if t.failed == nil {
		tag, err := res.Exec()
		t.fail(err)
		n = tag.RowsAffected()
	}
	t.fail(res.Close())
	return n, t.failed
}

// depart sends what was put, and one statement more whose answer is read.
func (t *transit) depart(last ...change) pgx.BatchResults {
	b := &pgx.Batch{}
	for _, c := range append(t.ahead, last...) {
		b.Queue(c.text, c.args...)
	}
	t.trips++
	t.onTheWay()
	return t.conn.SendBatch(t.ctx, b)
}

// arrive hears what became of what was put, up to the first that failed.
func (t *transit) arrive(res pgx.BatchResults) {
	for _, c := range t.ahead {
		tag, err := res.Exec()
		if t.fail(c.judge(tag.RowsAffected(), err)); t.failed != nil {
			break
		}
	}
	t.ahead = t.ahead[:0]
}

// fail keeps the first failure of an act.
func (t *transit) fail(err error) {
	if t.failed == nil {
		t.failed = err
	}
}

// answer is what a query found, at the end of what travelled with it.
type answer struct {
	pgx.Rows
	of  *transit
	res pgx.BatchResults
}

func (a *answer) Close() error {
	a.Rows.Close()
	err := a.res.Close()
	a.of.fail(err)
	return err
}

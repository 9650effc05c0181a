package store

import "context"

// joined is the key under which a context carries a transaction of a ledger.
type joined struct{ db *DB }

// Together runs work in one transaction. Whatever reads or writes this ledger
// with the context handed to work takes part in that transaction, sees what it
// wrote and is undone with it. What fails inside fails the whole, even where
// work goes on: there is no half of it.
//
// The context must not outlive work, nor be used by several goroutines: on
// SQLite work runs in the one writer, in which a second connection would wait
// for ever.
func (db *DB) Together(ctx context.Context, work func(ctx context.Context, tx *Tx) error) error {
	return db.Write(ctx, func(tx *Tx) error {
		err := work(context.WithValue(ctx, joined{db}, tx), tx)
		if tx.failed != nil {
			return tx.failed
		}
		return err
	})
}

// joins gives the transaction that ctx takes part in; nil when there is none.
func (db *DB) joins(ctx context.Context) *Tx {
	tx, _ := ctx.Value(joined{db}).(*Tx)
	return tx
}

// Committed tells whether a view sees nothing but what is committed. What is
// read in a transaction may never be there for others.
func (tx *Tx) Committed() bool {
	_, ok := tx.stmts.(*pool)
	return ok
}

// join runs an act as a part of the transaction. One that is not begun because
// who asked went away has failed too.
func (tx *Tx) join(ctx context.Context, act func(*Tx) error) error {
	err := ctx.Err()
	if err == nil {
		err = act(tx)
	}
	if err != nil && tx.failed == nil {
		tx.failed = err
	}
	return err
}

package store

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/testkit"
)

// TestASilentProcessIsNotWaitedForForever: one that took its turn and stopped
// there holds up the others, but each of them says so after a while.
func TestASilentProcessIsNotWaitedForForever(t *testing.T) {
	url := testkit.Postgres(t)
	db, err := Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	raw, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	silent, err := raw.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := silent.ExecContext(t.Context(), takeTurn); err != nil {
		t.Fatal(err)
	}
	hasty := &server{db: raw, patience: 50 * time.Millisecond}
	j := &job{ctx: t.Context(), act: addLine("late")}
	err = onPostgres.explain(hasty.transact([]*job{j}))
	if f, ok := fault.As(err); !ok || f.Kind != fault.Busy {
		t.Errorf("behind a silent process: %v, want a fault that says that the database is away", err)
	}
	if err := silent.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), addLine("in time")); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	if n := countLines(t, db); n != 1 {
		t.Errorf("%d lines are there, want that of the act that was done", n)
	}
}

// TestATurnEndsWithItsProcess: whoever falls silent in its turn loses it.
func TestATurnEndsWithItsProcess(t *testing.T) {
	db, err := Open(t.Context(), testkit.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = db.Write(t.Context(), func(tx *Tx) error {
		limit, err := one(tx, scanText, "SHOW idle_in_transaction_session_timeout")
		if err == nil && limit != "1min" {
			t.Errorf("a silent process is let go after %q", limit)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestActsThatWaitShareATurn: one transaction for all, and one that fails harms
// none of its neighbours.
func TestActsThatWaitShareATurn(t *testing.T) {
	db, err := Open(t.Context(), testkit.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const acts = 40
	turns := make([]int64, acts)
	var write []func() error
	for i := range acts {
		write = append(write, func() error {
			return db.Write(t.Context(), func(tx *Tx) (err error) {
				if turns[i], err = one(tx, scanInt, "SELECT txid_current()"); err != nil {
					return err
				}
				id := fmt.Sprint(i)
				if i%4 == 3 {
					id = "0" // it is there already
				}
				return addLine(id)(tx)
			})
		})
	}
	for i, err := range inOneBatch(t, db, func() {}, write...) {
		// Whose turn comes first is not said: one of those with the same name succeeds.
		if i%4 != 3 && i != 0 && err != nil {
			t.Errorf("act %d: %v", i, err)
		}
		if turns[i] != turns[0] {
			t.Errorf("act %d was done in turn %d, the first in %d", i, turns[i], turns[0])
		}
	}
	if n := countLines(t, db); n != acts-acts/4 {
		t.Errorf("%d lines are there, want %d", n, acts-acts/4)
	}
}

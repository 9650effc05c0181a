package store

import (
	"database/sql"
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

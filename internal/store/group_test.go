package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"kept/internal/fault"
)

func openHere(t *testing.T, path string) *DB {
	t.Helper()
	db, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func addLine(id string) func(*Tx) error {
	return func(tx *Tx) error { return AddLine(tx, "wsp", Line{ID: id, Object: "o"}) }
}

func countLines(t *testing.T, db *DB) int {
	t.Helper()
	n, err := one(db.Read(t.Context()), scanInt, "SELECT COUNT(*) FROM journal")
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

// TestSQLiteSettings: synchronous FULL (2) is what makes an acknowledged commit
// outlive a power cut.
func TestSQLiteSettings(t *testing.T) {
	db := openHere(t, filepath.Join(t.TempDir(), "kept.db"))
	ask := func(tx *Tx, pragma string) string {
		v, err := one(tx, scanText, "PRAGMA "+pragma)
		if err != nil {
			t.Errorf("%s: %v", pragma, err)
		}
		return v
	}
	writing := map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1", "query_only": "0", "busy_timeout": "5000"}
	err := db.Write(t.Context(), func(tx *Tx) error {
		for pragma, want := range writing {
			if got := ask(tx, pragma); got != want {
				t.Errorf("the writing connection has %s %s, want %s", pragma, got, want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pragma, want := range map[string]string{"query_only": "1", "journal_mode": "wal"} {
		if got := ask(db.Read(t.Context()), pragma); got != want {
			t.Errorf("a reading connection has %s %s, want %s", pragma, got, want)
		}
	}
	if _, err := db.Read(t.Context()).exec(sqlAddLine, "wsp", "id", 0, "", "", "", "", "", ""); err == nil {
		t.Error("a view for reading wrote")
	}
}

// inOneBatch has acts wait until the writer is free, so that they share a
// commit; ready is called when all of them wait.
func inOneBatch(t *testing.T, db *DB, ready func(), write ...func() error) []error {
	t.Helper()
	g := db.writer
	started, release := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		first <- db.Write(context.Background(), func(*Tx) error { close(started); <-release; return nil })
	}()
	<-started
	errs := make([]error, len(write))
	var all sync.WaitGroup
	for i, w := range write {
		all.Go(func() { errs[i] = w() })
	}
	for len(g.jobs) < len(write) {
		runtime.Gosched()
	}
	ready()
	close(release)
	all.Wait()
	if err := <-first; err != nil {
		t.Fatal(err)
	}
	return errs
}

// commits counts the commits in a write-ahead log that was never checkpointed:
// frames that tell the size of the database (sqlite.org/fileformat2, 4.1).
func commits(t *testing.T, path string) int {
	t.Helper()
	log, err := os.ReadFile(path + "-wal")
	if err != nil {
		t.Fatal(err)
	}
	page := int(binary.BigEndian.Uint32(log[8:]))
	n := 0
	for at := 32; at+24+page <= len(log); at += 24 + page {
		if string(log[at+8:at+16]) == string(log[16:24]) && binary.BigEndian.Uint32(log[at+4:]) != 0 {
			n++
		}
	}
	return n
}

// TestActsThatWaitShareACommit: one commit for all, and one that fails harms
// none of its neighbours.
func TestActsThatWaitShareACommit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	db := openHere(t, path)
	gone, leave := context.WithCancel(t.Context())
	var write []func() error
	for i := range 100 {
		id := fmt.Sprintf("jnl_%03d", i)
		act := addLine(id)
		ctx := t.Context()
		switch i % 10 {
		case 3:
			act = func(tx *Tx) error { return errors.Join(addLine(id)(tx), fault.New(fault.NotAllowed, "No.")) }
		case 5:
			act = func(tx *Tx) error { return errors.Join(addLine(id)(tx), addLine(id)(tx)) }
		case 7:
			act = func(tx *Tx) error {
				if err := addLine(id)(tx); err != nil {
					return err
				}
				panic("a mistake")
			}
		case 9:
			ctx = gone
		}
		write = append(write, func() error { return db.Write(ctx, act) })
	}
	before := commits(t, path)
	errs := inOneBatch(t, db, leave, write...)
	if n := commits(t, path) - before; n != 1 {
		t.Errorf("100 acts that waited took %d commits, want 1", n)
	}
	for i, err := range errs {
		want := map[int]fault.Kind{3: fault.NotAllowed, 5: fault.Conflict, 7: fault.Internal, 9: fault.Internal}[i%10]
		if fault.KindOf(err) != want {
			t.Errorf("act %d: %v, want kind %q", i, err, want)
		}
		if i%10 == 9 && !errors.Is(err, context.Canceled) {
			t.Errorf("act %d of somebody who went away: %v", i, err)
		}
	}
	if n := countLines(t, db); n != 60 {
		t.Errorf("%d lines were written, want the 60 of those that succeeded", n)
	}
}

// TestTooManyActsTakeAnotherCommit: a batch has a limit.
func TestTooManyActsTakeAnotherCommit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	db := openHere(t, path)
	var write []func() error
	for i := range perBatch {
		write = append(write, func() error { return db.Write(t.Context(), addLine(fmt.Sprint(i))) })
	}
	before := commits(t, path)
	for i, err := range inOneBatch(t, db, func() {}, write...) {
		if err != nil {
			t.Errorf("act %d: %v", i, err)
		}
	}
	if n := commits(t, path) - before; n != 1 {
		t.Errorf("a full batch took %d commits, want 1", n)
	}
	var all sync.WaitGroup
	errs := make([]error, 5*perBatch)
	for i := range errs {
		all.Go(func() { errs[i] = db.Write(t.Context(), addLine(fmt.Sprint("more ", i))) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
	if n := countLines(t, db); n != 6*perBatch {
		t.Errorf("%d lines were written, want %d", n, 6*perBatch)
	}
}

// TestAcknowledgedIsInTheFiles: what is on the disk at the moment of the
// acknowledgement is enough to find every act again, without a proper end.
func TestAcknowledgedIsInTheFiles(t *testing.T) {
	dir := t.TempDir()
	db := openHere(t, filepath.Join(dir, "kept.db"))
	const writers = 200
	var all sync.WaitGroup
	errs := make([]error, writers)
	for i := range errs {
		all.Go(func() { errs[i] = db.Write(t.Context(), addLine(fmt.Sprint(i))) })
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	crashed := t.TempDir()
	for _, name := range []string{"kept.db", "kept.db-wal"} {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(crashed, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n := countLines(t, openHere(t, filepath.Join(crashed, "kept.db"))); n != writers {
		t.Errorf("after a crash %d acts of %d are there", n, writers)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if n := countLines(t, openHere(t, filepath.Join(dir, "kept.db"))); n != writers {
		t.Errorf("after a proper end %d acts of %d are there", n, writers)
	}
}

// TestCloseWaitsForWhatIsBeingWritten, and refuses what comes after in words.
func TestCloseWaitsForWhatIsBeingWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	db := openHere(t, path)
	var write []func() error
	closed := make(chan error, 1)
	for i := range 20 {
		write = append(write, func() error { return db.Write(t.Context(), addLine(fmt.Sprint(i))) })
	}
	for i, err := range inOneBatch(t, db, func() { go func() { closed <- db.Close() }() }, write...) {
		if err != nil {
			t.Errorf("act %d, which waited when the ledger was closed: %v", i, err)
		}
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	err := db.Write(t.Context(), addLine("late"))
	if f, ok := fault.As(err); !ok || f.Kind != fault.Busy || f.Say == "" {
		t.Errorf("after the end: %v, want a fault that says so", err)
	}
	if n := countLines(t, openHere(t, path)); n != 20 {
		t.Errorf("%d acts of 20 are there", n)
	}
}

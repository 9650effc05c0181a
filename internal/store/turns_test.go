package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/member"
	"kept/workspace"
)

// weigh is an act that every other one of its kind meets: it reads all the
// counters of a ledger and writes two of them.
func weigh(tx *store.Tx, n int) error {
	const counters = 8
	sum := 0
	for i := range counters {
		old, err := store.Setting(tx, fmt.Sprint("counter ", i))
		if err != nil && !errors.Is(err, store.ErrNone) {
			return err
		}
		v, _ := strconv.Atoi(old)
		sum += v
	}
	if err := count(tx, fmt.Sprint("counter ", n%counters)); err != nil {
		return err
	}
	return store.SetSetting(tx, "sum", strconv.Itoa(sum+1))
}

// meet runs acts that all read and write the same rows, many at once on each of
// several processes, and wants every one of them to be done, one after another.
func meet(t *testing.T, processes int) {
	t.Helper()
	url := testkit.Postgres(t)
	const writers, acts = 64, 10
	var all sync.WaitGroup
	dbs := make([]*store.DB, processes)
	for p := range dbs {
		dbs[p] = open(t, url)
	}
	for p, db := range dbs {
		for w := range writers {
			all.Go(func() {
				for range acts {
					if err := db.Write(t.Context(), func(tx *store.Tx) error { return weigh(tx, p+w) }); err != nil {
						t.Errorf("process %d, writer %d: %v", p, w, err)
					}
				}
			})
		}
	}
	all.Wait()
	want := strconv.Itoa(processes * writers * acts)
	if got, err := store.Setting(dbs[0].Read(t.Context()), "sum"); err != nil || got != want {
		t.Errorf("the acts saw %s of them in all, want %s (%v)", got, want, err)
	}
}

// TestWritersMeetAtTheSameRows: nobody is refused because others write too.
func TestWritersMeetAtTheSameRows(t *testing.T) { meet(t, 1) }

// TestProcessesMeetAtTheSameRows: nor because another process does.
func TestProcessesMeetAtTheSameRows(t *testing.T) { meet(t, 2) }

// TestAnActOnPostgresFailsAlone: of acts that share a commit the one that fails
// leaves nothing, wherever it fails, and harms none of its neighbours.
func TestAnActOnPostgresFailsAlone(t *testing.T) {
	db := open(t, testkit.Postgres(t))
	no := fault.New(fault.NotAllowed, "No.")
	twice := store.Line{ID: "twice", Object: "o"}
	if err := db.Write(t.Context(), func(tx *store.Tx) error { return store.AddLine(tx, "wsp", twice) }); err != nil {
		t.Fatal(err)
	}
	fails := map[string]struct {
		act  func(tx *store.Tx) error
		kind fault.Kind
	}{
		"before it said anything": {func(*store.Tx) error { return no }, fault.NotAllowed},
		"with what it wrote unsent": {func(tx *store.Tx) error {
			return errors.Join(store.SetSetting(tx, "wrong", "set"), no)
		}, fault.NotAllowed},
		"after it wrote and read": {func(tx *store.Tx) error {
			return errors.Join(store.SetSetting(tx, "wrong", "set"), count(tx, "wrong too"), no)
		}, fault.NotAllowed},
		"at its last statement": {func(tx *store.Tx) error {
			return errors.Join(store.SetSetting(tx, "wrong", "set"), store.AddLine(tx, "wsp", twice))
		}, fault.Conflict},
		"without looking": {func(tx *store.Tx) error {
			_ = store.AddLine(tx, "wsp", twice)
			_, _ = store.Setting(tx, "wrong")
			return store.SetSetting(tx, "wrong", "set")
		}, fault.Conflict},
		"at a row that is gone": {func(tx *store.Tx) error {
			return errors.Join(store.SetSetting(tx, "wrong", "set"), store.UsePass(tx, "no such hash", time.UnixMilli(1)))
		}, fault.Conflict},
		"in a panic": {func(tx *store.Tx) error {
			_ = count(tx, "wrong")
			panic("a mistake")
		}, fault.Internal},
		"at bytes that are no text": {func(tx *store.Tx) error { return count(tx, "wrong\x00") }, fault.Invalid},
	}
	const rounds = 20
	var all sync.WaitGroup
	for name, f := range fails {
		for range rounds {
			all.Go(func() {
				if err := db.Write(t.Context(), f.act); fault.KindOf(err) != f.kind {
					t.Errorf("one that fails %s: %v, want %s", name, err, f.kind)
				}
			})
			all.Go(func() {
				if err := db.Write(t.Context(), func(tx *store.Tx) error { return count(tx, "right") }); err != nil {
					t.Errorf("beside one that fails %s: %v", name, err)
				}
			})
		}
	}
	all.Wait()
	if got, err := store.Setting(db.Read(t.Context()), "right"); err != nil || got != strconv.Itoa(rounds*len(fails)) {
		t.Errorf("%s neighbours were done of %d (%v)", got, rounds*len(fails), err)
	}
	for _, name := range []string{"wrong", "wrong too"} {
		if got, err := store.Setting(db.Read(t.Context()), name); !errors.Is(err, store.ErrNone) {
			t.Errorf("an act that failed left %q (%v)", got, err)
		}
	}
}

// TestPeopleAreRememberedOnlyWhileTheyHold: acts that share a commit see each
// other's changes of who works there, and never those that were undone.
func TestPeopleAreRememberedOnlyWhileTheyHold(t *testing.T) {
	db := open(t, testkit.Postgres(t))
	const ws = workspace.ID("wsp_1")
	if err := db.Write(t.Context(), func(tx *store.Tx) error { return store.AddWorkspace(tx, workspace.Workspace{ID: ws, Version: 1}) }); err != nil {
		t.Fatal(err)
	}
	away := func(tx *store.Tx, id string) (int64, error) {
		before, err := store.PeopleVersion(tx, ws)
		if err == nil {
			err = store.EndAbsence(tx, ws, id, time.UnixMilli(1))
		}
		if err != nil {
			return 0, err
		}
		after, err := store.PeopleVersion(tx, ws)
		if err == nil && after != before+1 {
			t.Errorf("from %d it grew to %d", before, after)
		}
		return after, err
	}
	const rounds = 50
	err := db.Write(t.Context(), func(tx *store.Tx) error {
		if err := store.AddMember(tx, ws, member.Member{ID: "mem_1", Version: 1}); err != nil {
			return err
		}
		for i := range rounds {
			if err := store.AddAbsence(tx, ws, member.Absence{ID: fmt.Sprint(i), MemberID: "mem_1"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[int64]bool{}
	for i := range rounds {
		all.Go(func() {
			var v int64
			err := db.Write(t.Context(), func(tx *store.Tx) (err error) { v, err = away(tx, fmt.Sprint(i)); return err })
			mu.Lock()
			defer mu.Unlock()
			if err != nil || seen[v] {
				t.Errorf("version %d was seen before, or: %v", v, err)
			}
			seen[v] = true
		})
		all.Go(func() {
			err := db.Write(t.Context(), func(tx *store.Tx) error {
				_, err := away(tx, fmt.Sprint(i))
				return errors.Join(err, fault.New(fault.NotAllowed, "No."))
			})
			if err == nil {
				t.Error("an act that failed was acknowledged")
			}
		})
	}
	all.Wait()
	if v, err := store.PeopleVersion(db.Read(t.Context()), ws); err != nil || !seen[v] {
		t.Errorf("at last it is %d, which no act saw (%v)", v, err)
	}
}

// TestWhatIsForeseenIsWhatIsRead, once, and by the act that foresaw it alone.
func TestWhatIsForeseenIsWhatIsRead(t *testing.T) {
	for _, url := range []string{"sqlite:" + filepath.Join(t.TempDir(), "kept.db"), testkit.Postgres(t)} {
		db := open(t, url)
		set := func(tx *store.Tx, v string) error {
			return errors.Join(store.SetSetting(tx, "a", v), store.SetSetting(tx, "b", v))
		}
		read := func(tx *store.Tx, name, want string) {
			t.Helper()
			if got, err := store.Setting(tx, name); got != want || err != nil && !errors.Is(err, store.ErrNone) {
				t.Errorf("%s: %s is %q, want %q (%v)", db.Engine(), name, got, want, err)
			}
		}
		err := db.Write(t.Context(), func(tx *store.Tx) error {
			if err := set(tx, "1"); err != nil {
				return err
			}
			tx.Foresee(func(tx *store.Tx) {
				for _, name := range []string{"a", "b", "none", "left"} {
					if v, err := store.Setting(tx, name); !errors.Is(err, store.ErrNone) {
						t.Errorf("what is only foreseen is there already: %q, %v", v, err)
					}
				}
			})
			read(tx, "b", "1")
			read(tx, "none", "")
			read(tx, "a", "1")
			if err := set(tx, "2"); err != nil {
				return err
			}
			read(tx, "a", "2")
			read(tx, "b", "2")
			return store.SetSetting(tx, "left", "set")
		})
		if err != nil {
			t.Error(err)
		}
		err = db.Write(t.Context(), func(tx *store.Tx) error {
			read(tx, "left", "set")
			tx.Foresee(func(tx *store.Tx) { _, _ = store.Setting(tx, "bytes\x00") })
			_, err := store.Setting(tx, "a")
			return err
		})
		// SQLite foresees nothing and takes the bytes as they are.
		if said := fault.KindOf(err) == fault.Invalid; said != (db.Engine() == "postgres") {
			t.Errorf("%s: foreseeing what cannot be asked for: %v", db.Engine(), err)
		}
	}
}

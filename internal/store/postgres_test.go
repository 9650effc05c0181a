package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/testkit"
)

// count adds one to a counter, in the way of an act: read, decide, write.
func count(tx *store.Tx, name string) error {
	old, err := store.Setting(tx, name)
	if err != nil && !errors.Is(err, store.ErrNone) {
		return err
	}
	n, _ := strconv.Atoi(old)
	return store.SetSetting(tx, name, strconv.Itoa(n+1))
}

// TestProcessesShareOnePostgres: two of them, eight at once in each, count on
// one counter, and no count is lost.
func TestProcessesShareOnePostgres(t *testing.T) {
	url := testkit.Postgres(t)
	dbs := []*store.DB{open(t, url), open(t, url)}
	const each, acts = 8, 15
	var all sync.WaitGroup
	errs := make(chan error, len(dbs)*each*acts)
	for _, db := range dbs {
		for range each {
			all.Go(func() {
				for range acts {
					errs <- db.Write(t.Context(), func(tx *store.Tx) error { return count(tx, "counter") })
				}
			})
		}
	}
	all.Wait()
	close(errs)
	failed := 0
	for err := range errs {
		if err != nil {
			failed++
			t.Log(err)
		}
	}
	got, err := store.Setting(dbs[0].Read(t.Context()), "counter")
	if err != nil {
		t.Fatal(err)
	}
	if want := strconv.Itoa(len(dbs)*each*acts - failed); got != want {
		t.Errorf("the counter stands at %s, %s acts were acknowledged", got, want)
	}
	if failed > 0 {
		t.Errorf("%d acts were given up", failed)
	}
}

// TestWriteSkewIsRefused: two acts that each read what the other writes cannot
// both have gone first.
func TestWriteSkewIsRefused(t *testing.T) {
	url := testkit.Postgres(t)
	a, b := open(t, url), open(t, url)
	for round := range 10 {
		one, two := fmt.Sprint("one ", round), fmt.Sprint("two ", round)
		// Each sets its own mark when it does not see the other's.
		mark := func(mine, other string) func(*store.Tx) error {
			return func(tx *store.Tx) error {
				if _, err := store.Setting(tx, other); !errors.Is(err, store.ErrNone) {
					return err
				}
				return store.SetSetting(tx, mine, "set")
			}
		}
		var both sync.WaitGroup
		both.Go(func() {
			if err := a.Write(t.Context(), mark(one, two)); err != nil {
				t.Error(err)
			}
		})
		both.Go(func() {
			if err := b.Write(t.Context(), mark(two, one)); err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		set := 0
		for _, name := range []string{one, two} {
			if _, err := store.Setting(a.Read(t.Context()), name); err == nil {
				set++
			}
		}
		if set != 1 {
			t.Fatalf("round %d: %d marks were set, want 1", round, set)
		}
	}
}

// TestOpenersMigrateTogether: processes that start at once on an empty database.
func TestOpenersMigrateTogether(t *testing.T) {
	url := testkit.Postgres(t)
	dbs := make([]*store.DB, 4)
	errs := make([]error, len(dbs))
	var all sync.WaitGroup
	for i := range dbs {
		all.Go(func() { dbs[i], errs[i] = store.Open(t.Context(), url) })
	}
	all.Wait()
	for i, db := range dbs {
		if errs[i] != nil {
			t.Errorf("opener %d: %v", i, errs[i])
			continue
		}
		if err := db.Write(t.Context(), func(tx *store.Tx) error { return count(tx, "opened") }); err != nil {
			t.Errorf("opener %d: %v", i, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	if got, err := store.Setting(open(t, url).Read(t.Context()), "opened"); err != nil || got != "4" {
		t.Errorf("%s openers wrote: %v", got, err)
	}
}

func TestNewerPostgresIsRefused(t *testing.T) {
	url := testkit.Postgres(t)
	if err := open(t, url).Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)"); err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), url)
	if f, ok := fault.As(err); !ok || f.Kind != fault.Conflict || !strings.Contains(f.Say, "newer Kept") {
		t.Errorf("got %v, want a word about a newer Kept", err)
	}
}

// TestPostgresGoesAwayAndComesBack: its administrator ends every connection in
// the middle of an act.
func TestPostgresGoesAwayAndComesBack(t *testing.T) {
	url := testkit.Postgres(t)
	db := open(t, url)
	raw, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	tries := 0
	err = db.Write(t.Context(), func(tx *store.Tx) error {
		if err := count(tx, "during"); err != nil {
			return err
		}
		if tries++; tries == 1 {
			if _, err := raw.ExecContext(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"); err != nil {
				return err
			}
		}
		return count(tx, "during")
	})
	if f, ok := fault.As(err); !ok || f.Kind != fault.Busy || f.Say == "" {
		t.Errorf("the act was told %v, want a fault that says that the database is away", err)
	}
	if _, err := store.Setting(open(t, url).Read(t.Context()), "during"); !errors.Is(err, store.ErrNone) {
		t.Errorf("the act that was cut off left something: %v", err)
	}
	if err := db.Write(t.Context(), func(tx *store.Tx) error { return count(tx, "after") }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

func TestAbsentPostgresIsSaid(t *testing.T) {
	for _, url := range []string{"postgres://kept@127.0.0.1:1/kept?sslmode=disable", "postgres://kept@127.0.0.1:notaport/kept", "postgres://%zz"} {
		_, err := store.Open(t.Context(), url)
		if f, ok := fault.As(err); !ok || f.Say == "" || f.Kind == fault.Internal {
			t.Errorf("%s: %v", url, err)
		} else {
			t.Logf("%s: %s", url, f.Say)
		}
	}
}

package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"kept/internal/fault"
)

// mustSay wants an error that tells a person what is wrong, with these words in it.
func mustSay(t *testing.T, err error, kind fault.Kind, words ...string) {
	t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != kind {
		t.Fatalf("got %v, want a fault of kind %q", err, kind)
	}
	for _, w := range words {
		if !strings.Contains(f.Say, w) {
			t.Errorf("%q does not say %q", f.Say, w)
		}
	}
	if strings.Contains(f.Say, "SQLITE") || strings.Contains(f.Say, "\n") {
		t.Errorf("%q is not for a person", f.Say)
	}
}

// rawFile opens a SQLite file as another program would.
func rawFile(t *testing.T, path string) *sql.DB {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = raw.Close() })
	return raw
}

// long is an act that fills five pages.
func long(id string) func(*Tx) error {
	return func(tx *Tx) error {
		return AddLine(tx, "wsp", Line{ID: id, Object: "o", After: strings.Repeat("x", 20_000)})
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kept.db")
	if err := os.Symlink(path, filepath.Join(dir, "link.db")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	first, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"kept.db", "./kept.db", "sub/../kept.db", "link.db"} {
		second, err := Open(t.Context(), "sqlite:"+dir+"/"+name)
		if err == nil {
			_ = second.Close()
		}
		mustSay(t, err, fault.Busy, "Another Kept (process "+strconv.Itoa(os.Getpid())+")", "Only one")
	}
	if err := first.Write(t.Context(), long("a")); err != nil {
		t.Errorf("the first one, after a second was refused: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if n := countLines(t, openHere(t, filepath.Join(dir, "link.db"))); n != 1 {
		t.Errorf("%d lines are there after the first one ended, want 1", n)
	}
}

func TestPathsAreTakenAsTheyAre(t *testing.T) {
	for _, name := range []string{"with space.db", "what?.db", "100%25.db", "a#b.db", "ünï.db", "new/folder/kept.db", "a&b=c.db", "'q'.db"} {
		dir := t.TempDir()
		db := openHere(t, filepath.Join(dir, name))
		if err := db.Write(t.Context(), long("a")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s: the file is not there: %v", name, err)
		}
	}
	t.Chdir(t.TempDir())
	openHere(t, "here.db")
	openHere(t, "data/there.db")
	for _, name := range []string{"here.db", "data/there.db"} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}

func TestBadAddressesAreRefused(t *testing.T) {
	dir := t.TempDir()
	for _, url := range []string{"", "sqlite:", "mysql://localhost/kept", "kept.db", "postgres:", "sqlite:" + dir} {
		_, err := Open(t.Context(), url)
		if f, ok := fault.As(err); !ok || f.Say == "" || f.Kind == fault.Internal {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	letter := strings.Repeat("Dear Ana, this is a letter and no database. ", 100)
	if err := os.WriteFile(path, []byte(letter), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), "sqlite:"+path)
	mustSay(t, err, fault.Invalid, "not a database")
	if after, _ := os.ReadFile(path); string(after) != letter {
		t.Error("the file was changed")
	}
}

// TestNewerDatabaseIsRefused and left as it is, on both engines.
func TestNewerDatabaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	db, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Write(t.Context(), long("a")), db.Close()); err != nil {
		t.Fatal(err)
	}
	raw := rawFile(t, path)
	if _, err := raw.ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time tells that the first one let the lock go
		_, err = Open(t.Context(), "sqlite:"+path)
		mustSay(t, err, fault.Conflict, "newer Kept", "9999", "restore a backup")
	}
	if _, err := raw.ExecContext(t.Context(), "DELETE FROM goose_db_version WHERE version_id = 9999"); err != nil {
		t.Fatal(err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	if n := countLines(t, openHere(t, path)); n != 1 {
		t.Errorf("%d lines are left, want 1", n)
	}
}

// asNobody runs work without the rights of root, to whom no file is read-only.
func asNobody(t *testing.T, work func()) {
	t.Helper()
	const nobody = 65534
	if os.Geteuid() == 0 {
		if err := syscall.Setresuid(-1, nobody, -1); err != nil {
			t.Skipf("skipped: the rights of root cannot be laid down: %v", err)
		}
		defer func() {
			if err := syscall.Setresuid(-1, 0, -1); err != nil {
				panic(err) // every test after this one would fail for no reason of its own
			}
		}()
	}
	work()
}

func TestReadOnlyFileIsRefusedInWords(t *testing.T) {
	dir, err := os.MkdirTemp("", "kept-readonly") // t.TempDir lies in a folder that only root enters
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	path := filepath.Join(dir, "kept.db")
	db, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Write(t.Context(), long("a")), db.Close(), os.Remove(path+".lock")); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, mode := range map[string]struct{ file, dir os.FileMode }{"the file": {0o444, 0o777}, "the folder": {0o666, 0o555}, "both": {0o444, 0o555}} {
		if err := errors.Join(os.Chmod(path, mode.file), os.Chmod(dir, mode.dir)); err != nil {
			t.Fatal(err)
		}
		asNobody(t, func() {
			db, err := Open(t.Context(), "sqlite:"+path)
			if err == nil {
				err = errors.Join(db.Write(t.Context(), long("b")), db.Close())
			}
			if f, ok := fault.As(err); !ok || f.Kind != fault.Busy || f.Say == "" {
				t.Errorf("%s is read-only: %v", name, err)
			} else {
				t.Logf("%s is read-only: %s", name, f.Say)
			}
		})
		if err := errors.Join(os.Chmod(dir, 0o700), os.RemoveAll(path+".lock"), os.RemoveAll(path+"-shm"), os.RemoveAll(path+"-wal")); err != nil {
			t.Fatal(err)
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the file was changed: %v", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	db = openHere(t, path)
	if err := db.Write(t.Context(), long("c")); err != nil {
		t.Error(err)
	}
	if n := countLines(t, db); n != 2 {
		t.Errorf("%d lines are there, want 2", n)
	}
}

// disk mounts a small disk and gives its folder and what makes it larger.
func disk(t *testing.T, size string) (dir string, grow func(string)) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("skipped: a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
			_ = syscall.Unmount(dir, syscall.MNT_DETACH)
		}
	})
	return dir, func(size string) {
		t.Helper()
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFullDisk: nothing half-written, a sentence for the person, and on with
// it when there is room again.
func TestFullDisk(t *testing.T) {
	dir, grow := disk(t, "2560k")
	path := filepath.Join(dir, "kept.db")
	db, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	done := func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	defer func() { done() }()
	kept := 0
	for refused := 0; refused < 5; {
		// Two lines in one act: both or none.
		err := db.Write(t.Context(), func(tx *Tx) error {
			return errors.Join(long(fmt.Sprintf("%06d a", kept))(tx), long(fmt.Sprintf("%06d b", kept))(tx))
		})
		if err == nil {
			kept++
			continue
		}
		refused++
		mustSay(t, err, fault.Busy, "disk is full", "not saved")
		if n := countLines(t, db); n != 2*kept {
			t.Fatalf("%d lines can be read after %d acts of two", n, kept)
		}
		if kept > 1000 {
			t.Fatal("the disk never fills")
		}
	}
	if kept == 0 {
		t.Fatal("nothing was kept at all")
	}
	grow("16m")
	for range 20 {
		if err := db.Write(t.Context(), long(fmt.Sprintf("%06d c", kept))); err != nil {
			t.Fatalf("with room again: %v", err)
		}
		kept++
	}
	want := 2*(kept-20) + 20
	if n := countLines(t, db); n != want {
		t.Errorf("%d lines can be read, want %d", n, want)
	}
	done()
	if db, err = Open(t.Context(), "sqlite:"+path); err != nil {
		t.Fatal(err)
	}
	if n := countLines(t, db); n != want {
		t.Errorf("%d lines are there after a restart, want %d", n, want)
	}
}

// TestFullDiskRefusesAWholeBatch: of acts that share a commit, those that are
// refused left nothing and those that are acknowledged are there.
func TestFullDiskRefusesAWholeBatch(t *testing.T) {
	dir, grow := disk(t, "3m") // the empty tables take two
	db := openHere(t, filepath.Join(dir, "kept.db"))
	var write []func() error
	for i := range perBatch {
		write = append(write, func() error { return db.Write(t.Context(), long(fmt.Sprint(i))) })
	}
	kept := 0
	for i, err := range inOneBatch(t, db, func() {}, write...) {
		if err == nil {
			kept++
			continue
		}
		if fault.KindOf(err) != fault.Busy {
			t.Errorf("act %d: %v", i, err)
		}
	}
	if kept == perBatch {
		t.Fatal("the disk never filled")
	}
	if n := countLines(t, db); n != kept {
		t.Errorf("%d lines are there, %d were acknowledged", n, kept)
	}
	grow("16m")
	for i, err := range inOneBatch(t, db, func() {}, write[kept:]...) {
		if err != nil {
			t.Errorf("act %d, with room again: %v", i, err)
		}
	}
}

func TestNoRoomToBegin(t *testing.T) {
	dir, grow := disk(t, "64k")
	path := filepath.Join(dir, "kept.db")
	_, err := Open(t.Context(), "sqlite:"+path)
	mustSay(t, err, fault.Busy, "disk is full")
	grow("8m")
	db, err := Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatalf("with room: %v", err)
	}
	defer db.Close()
	if err := db.Write(t.Context(), long("a")); err != nil {
		t.Error(err)
	}
}

// TestAnotherProgramHoldsTheDatabase, such as one that edits it by hand.
func TestAnotherProgramHoldsTheDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: the store waits five seconds for the other program")
	}
	path := filepath.Join(t.TempDir(), "kept.db")
	db := openHere(t, path)
	conn, err := rawFile(t, path).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	mustSay(t, db.Write(t.Context(), long("a")), fault.Busy, "Another program", "not saved")
	if _, err := conn.ExecContext(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), long("b")); err != nil {
		t.Error(err)
	}
	if n := countLines(t, db); n != 1 {
		t.Errorf("%d lines are there, want 1", n)
	}
}

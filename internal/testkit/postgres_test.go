package testkit

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func query(t *testing.T, address, q string) string {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var s string
	if err := db.QueryRowContext(t.Context(), q).Scan(&s); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return s
}

func TestPostgresGivesFreshDatabases(t *testing.T) {
	one, two := Postgres(t), Postgres(t)
	if one == two {
		t.Fatalf("both tests would use %s", one)
	}
	for _, address := range []string{one, two} {
		if got := query(t, address, "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'"); got != "0" {
			t.Errorf("%s has %s tables", address, got)
		}
	}
	if got := query(t, one, "SELECT current_setting('fsync')"); os.Getenv("KEPT_TEST_POSTGRES") == "" && got != "off" {
		t.Errorf("fsync is %s", got)
	}
}

func TestPostgresDropsItsDatabase(t *testing.T) {
	keep := Postgres(t)
	var name string
	t.Run("inner", func(t *testing.T) {
		u, err := url.Parse(Postgres(t))
		if err != nil {
			t.Fatal(err)
		}
		name = strings.TrimPrefix(u.Path, "/")
	})
	if name == "" {
		t.Skip("the inner test was skipped")
	}
	if got := query(t, keep, "SELECT count(*)::text FROM pg_database WHERE datname = '"+name+"'"); got != "0" {
		t.Errorf("%s is still there", name)
	}
}

func TestDurablePostgresIsDurable(t *testing.T) {
	address := DurablePostgres(t)
	for _, setting := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		if got := query(t, address, "SELECT current_setting('"+setting+"')"); got != "on" {
			t.Errorf("%s is %s", setting, got)
		}
	}
}

func TestClusterStopsWhenItsInputEnds(t *testing.T) {
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	// The folder above is the test's own and closed to the user postgres.
	for _, up := range []string{dir + "/..", dir} {
		if err := os.Chmod(up, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("sh", "-c", postgresScript, "postgres.sh", "off")
	cmd.Env = append(os.Environ(), "TMPDIR="+dir)
	out, err := cmd.Output() // its input is empty, so that it comes up and goes
	if err != nil {
		t.Fatal(err)
	}
	word, address, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	if word == "absent" {
		missing(t, string(out))
	}
	if word != "ready" {
		t.Fatalf("it said %q", out)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := (&cluster{address: address}).run(t.Context(), "SELECT 1"); err == nil {
		t.Error("the server still answers")
	}
}

func TestPostgresRefusesAnAddressThatIsNone(t *testing.T) {
	for _, address := range []string{"sqlite:x", "host=localhost", "://"} {
		if _, _, err := (&cluster{address: address}).create(context.Background()); err == nil {
			t.Errorf("%s was taken", address)
		}
	}
}

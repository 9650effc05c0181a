// Package testkit is what tests need of the world: a real PostgreSQL, a real
// browser, real mail servers. Only _test files import it.
//
// What a machine lacks is skipped with a line that says so, except where
// KEPT_TEST_REQUIRE=1 makes it a failure; "make test" sets that.
package testkit

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver named pgx
)

// startLimit is how long a PostgreSQL may take to come up on a busy machine.
const startLimit = 60 * time.Second

// errAbsent tells that the machine has no PostgreSQL.
var errAbsent = errors.New("no PostgreSQL here")

//go:embed postgres.sh
var postgresScript string

// One cluster of each kind for all tests of one binary: starting one takes two
// seconds, a database in it a tenth of one.
var (
	quickCluster = sync.OnceValues(func() (*cluster, error) {
		if address := os.Getenv("KEPT_TEST_POSTGRES"); address != "" {
			return &cluster{address: address}, nil
		}
		return startCluster("off")
	})
	durableCluster = sync.OnceValues(func() (*cluster, error) { return startCluster("on") })
)

// Postgres gives the address (postgres://…) of a fresh, empty database that is
// dropped when the test ends. It lives in the server that KEPT_TEST_POSTGRES
// names, whose user must be allowed to create databases, or else in one that is
// started once for all tests of the binary and stops with it. That one runs
// without fsync: it is for right and wrong, not for speed.
func Postgres(t testing.TB) string {
	t.Helper()
	return database(t, quickCluster)
}

// DurablePostgres is [Postgres] on a server of its own with fsync and
// synchronous commits, as in real use, for benchmarks.
func DurablePostgres(t testing.TB) string {
	t.Helper()
	return database(t, durableCluster)
}

// Settle has a PostgreSQL gather its statistics, as every server does by itself
// within a minute or two of a table's having grown: a benchmark that fills a
// database and measures at once would measure plans for empty tables. The
// address of another engine is left alone.
func Settle(t testing.TB, address string) {
	t.Helper()
	if !strings.HasPrefix(address, "postgres") {
		return
	}
	if err := (&cluster{address: address}).run(t.Context(), "VACUUM ANALYZE"); err != nil {
		t.Fatal(err)
	}
}

func database(t testing.TB, start func() (*cluster, error)) string {
	t.Helper()
	c, err := start()
	if errors.Is(err, errAbsent) {
		missing(t, err.Error())
	}
	if err != nil {
		t.Fatalf("start PostgreSQL: %v", err)
	}
	address, drop, err := c.create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// t.Context is over by now.
		if err := drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return address
}

// missing skips the test, or fails it where nothing may be missing.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("KEPT_TEST_REQUIRE") == "1" {
		t.Fatalf("%s, and KEPT_TEST_REQUIRE=1", what)
	}
	t.Skipf("skipped: %s", what)
}

// cluster is a PostgreSQL server in which tests make databases.
type cluster struct {
	address string // of its maintenance database
	made    atomic.Int64
	// stdin is held open for as long as the binary lives: its end stops the server.
	stdin io.Closer
}

// startCluster runs postgres.sh and waits for its word.
func startCluster(fsync string) (*cluster, error) {
	cmd := exec.Command("sh", "-c", postgresScript, "postgres.sh", fsync)
	// A group of its own, so that an interrupt from the keyboard does not stop
	// the server before the tests that use it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var problems bytes.Buffer
	cmd.Stderr = &problems
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	giveUp := time.AfterFunc(startLimit, func() { _ = stdin.Close(); _ = stdout.Close() })
	line, err := bufio.NewReader(stdout).ReadString('\n')
	giveUp.Stop()
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch word {
	case "ready":
		return &cluster{address: rest, stdin: stdin}, nil
	case "absent":
		return nil, fmt.Errorf("%w: %s", errAbsent, rest)
	}
	_ = stdin.Close()
	_ = cmd.Wait()
	return nil, fmt.Errorf("it did not come up (%w): %s", err, strings.TrimSpace(problems.String()))
}

// create makes an empty database and gives its address and what drops it.
func (c *cluster) create(ctx context.Context) (address string, drop func(context.Context) error, err error) {
	u, err := url.Parse(c.address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return "", nil, errors.New("KEPT_TEST_POSTGRES is not an address like postgres://user:password@host:5432/postgres")
	}
	name := fmt.Sprintf("kept_test_%d_%d", os.Getpid(), c.made.Add(1))
	drop = func(ctx context.Context) error { return c.run(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)") }
	// One of the same name may be left from a run that was cut off.
	if err := drop(ctx); err != nil {
		return "", nil, err
	}
	if err := c.run(ctx, "CREATE DATABASE "+name); err != nil {
		return "", nil, err
	}
	u.Path = "/" + name
	return u.String(), drop, nil
}

func (c *cluster) run(ctx context.Context, statement string) error {
	db, err := sql.Open("pgx", c.address)
	if err != nil {
		return fmt.Errorf("open PostgreSQL: %w", err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

package portal_test

import (
	"bufio"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/portal"
	"kept/internal/store"
)

// resident is what this process has in memory, in bytes.
func resident(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("the memory of a process cannot be read here: ", err)
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.Atoi(strings.Fields(rest)[0])
			if err != nil {
				t.Fatal(err)
			}
			return kilobytes << 10
		}
	}
	t.Fatal("no VmRSS")
	return 0
}

// readersOf names where the process that plays the readers finds the server: a
// process may not have both ends of so many lines.
const readersOf = "KEPT_TEST_READERS_OF"

// tenThousand opens the pages.
func tenThousand(t *testing.T, at string, many int) {
	all := make([]net.Conn, many)
	for i := range all {
		c, err := net.Dial("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		all[i] = c
		fmt.Fprintf(c, "GET /p/stream HTTP/1.1\r\nHost: kept.example\r\nAccept-Encoding: gzip\r\nCookie: kept-portal-session=secret-%d\r\n\r\n", i/8)
		hears(t, c, "retry: ")
	}
	fmt.Println("all are open")
	for _, c := range all {
		hears(t, c, "event: news")
	}
	fmt.Println("all were told")
}

// says waits until the readers say something.
func says(t *testing.T, from *bufio.Reader, what string) {
	t.Helper()
	for {
		s, err := from.ReadString('\n')
		if err != nil {
			t.Fatalf("the readers do not say %q: %v", what, err)
		}
		if strings.TrimSpace(s) == what {
			return
		}
	}
}

// Ten thousand open pages hold less than 150 MB, and all hear what is new.
func TestTenThousandOpenPages(t *testing.T) {
	if testing.Short() {
		t.Skip("it opens 10,000 connections")
	}
	const many, most = 10_000, 150 << 20
	files := syscall.Rlimit{}
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil || files.Max < many+500 {
		t.Skipf("%d files may be open at once: %v", files.Max, err)
	}
	files.Cur = files.Max
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &files); err != nil {
		t.Fatal(err)
	}
	if at := os.Getenv(readersOf); at != "" {
		tenThousand(t, at, many)
		return
	}
	h := officetest.Open(t, officetest.SQLite(t))
	_, k := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	log, ticks := slog.New(slog.DiscardHandler), make(chan time.Time)
	site := portal.New(h.Office, portal.Options{Log: log, Ticks: func() (<-chan time.Time, func()) { return ticks, func() {} }})
	srv := httptest.NewServer(door.Guard(site, false, log))
	t.Cleanup(srv.Close)
	t.Cleanup(func() { portal.HangUp(site) })
	sessions(t, h, string(k.ID), many/8+1)
	debug.FreeOSMemory() // what was collected is not there to be filled again
	before := resident(t)
	readers := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTenThousandOpenPages$", "-test.v")
	readers.Env = append(os.Environ(), readersOf+"="+srv.Listener.Addr().String())
	out, err := readers.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := readers.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewReader(out)
	says(t, said, "all are open")
	peak := resident(t) - before
	runtime.GC()
	debug.FreeOSMemory()
	held := resident(t) - before
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("as they came: %d MB more, with what is collected later", peak>>20)
	t.Logf("%d open pages: %d MB more in memory, %d bytes each; heap %d MB, stacks %d MB", many, held>>20, held/many, m.HeapInuse>>20, m.StackInuse>>20)
	if held > most {
		t.Errorf("%d MB are held, %d are the limit", held>>20, most>>20)
	}
	(&lines{House: h, t: t}).promise(k)
	for range 3 { // the third asks who may still read
		ticks <- h.Now()
	}
	says(t, said, "all were told")
	ticks <- h.Now()
	t.Logf("after all were told: %d MB more in memory", (resident(t)-before)>>20)
	if err := readers.Wait(); err != nil {
		t.Error(err)
	}
}

// sessions lets a contact in so many times; the secret of each is told by its number.
func sessions(t *testing.T, h *officetest.House, contact string, n int) {
	t.Helper()
	err := h.DB.Write(t.Context(), func(tx *store.Tx) error {
		for i := range n {
			s := store.Session{ID: fmt.Sprintf("ses_%026d", i), Workspace: h.Owner.Workspace, ContactID: contact, MadeAt: h.Now(), SeenAt: h.Now(), ExpiresAt: h.Now().Add(time.Hour)}
			if err := store.AddSession(tx, office.SessionKey(fmt.Sprintf("secret-%d", i)), s); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// hears reads a line until a word comes.
func hears(t *testing.T, c net.Conn, word string) {
	t.Helper()
	r := bufio.NewReaderSize(c, 1024)
	for {
		s, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("%q does not come: %v", word, err)
		}
		if strings.HasPrefix(s, "HTTP/1.1") && !strings.Contains(s, strconv.Itoa(http.StatusOK)) {
			t.Fatal(s)
		}
		if strings.HasPrefix(s, word) {
			return
		}
	}
}

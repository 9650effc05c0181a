package testkit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// Kept is the real program, running by itself.
type Kept struct {
	URL   string
	Setup string // the one-time link that it printed; "" = there is a workspace already
	cmd   *exec.Cmd
	said  *lines
	done  chan struct{} // closed when the process has ended
}

// binary builds the program once for each test binary.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "kept-program-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "kept")
	_, here, _, _ := runtime.Caller(0)
	build := exec.Command("go", "build", "-o", path, "./cmd/kept")
	build.Dir = filepath.Join(filepath.Dir(here), "..", "..")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build kept: %w\n%s", err, out)
	}
	return path, nil
})

// Binary gives the path of the built program.
func Binary(t testing.TB) string {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// FreePort gives an address on loopback that nobody listens on.
func FreePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// Run starts the program with "serve" on an address of [FreePort] and waits
// until it is ready; env are further KEPT_… settings. It is stopped at the end
// of the test.
func Run(t testing.TB, address string, env ...string) *Kept {
	t.Helper()
	k := &Kept{URL: "http://" + address, said: &lines{}, done: make(chan struct{})}
	k.cmd = exec.Command(Binary(t), "serve")
	k.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "KEPT_LISTEN=" + address, "KEPT_URL=http://" + address}, env...)
	k.cmd.Stderr = k.said
	if err := k.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = k.cmd.Wait() // how it ended is what it said
		close(k.done)
	}()
	t.Cleanup(func() { k.Stop() })
	if err := k.ready(t.Context()); err != nil {
		t.Fatalf("%v; it said:\n%s", err, k.said.String())
	}
	k.Setup = k.said.after("Begin here, once: ")
	return k
}

// ready waits until the program answers.
func (k *Kept) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for tick := time.NewTicker(5 * time.Millisecond); ; {
		res, err := http.Get(k.URL + "/readyz")
		if err == nil {
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				tick.Stop()
				return nil
			}
		}
		select {
		case <-tick.C:
		case <-k.done:
			return errors.New("kept ended before it was ready")
		case <-ctx.Done():
			return errors.New("kept was not ready within 30 seconds")
		}
	}
}

// Stop ends the program in good order and waits for it.
func (k *Kept) Stop() {
	_ = k.cmd.Process.Signal(os.Interrupt) // it may have ended
	select {
	case <-k.done:
	case <-time.After(30 * time.Second):
		k.Kill()
	}
}

// Kill ends the program at once, as a power cut would.
func (k *Kept) Kill() {
	_ = k.cmd.Process.Kill() // it may have ended
	<-k.done
}

// Said is what the program wrote for whoever runs it.
func (k *Kept) Said() string { return k.said.String() }

// Clock moves the test clock to a moment and waits until everything that
// became due is done.
func (k *Kept) Clock(t testing.TB, to time.Time) {
	t.Helper()
	k.clock(t, map[string]string{"now": to.Format(time.RFC3339Nano)})
}

// Advance moves the test clock by a while.
func (k *Kept) Advance(t testing.TB, d time.Duration) {
	t.Helper()
	k.clock(t, map[string]string{"advance": d.String()})
}

func (k *Kept) clock(t testing.TB, move map[string]string) {
	t.Helper()
	body, err := json.Marshal(move)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.Post(k.URL+"/test/clock", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		say, _ := io.ReadAll(res.Body)
		t.Fatalf("the clock did not move: %s %s", res.Status, say)
	}
}

// lines is what a program says, kept while it runs.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write keeps what was said.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// after gives the rest of the line that begins with a text.
func (l *lines) after(begin string) string {
	s := bufio.NewScanner(strings.NewReader(l.String()))
	for s.Scan() {
		if rest, ok := strings.CutPrefix(s.Text(), begin); ok {
			return rest
		}
	}
	return ""
}

// PID is the process of the program.
func (k *Kept) PID() int { return k.cmd.Process.Pid }

package testkit

import (
	"crypto/ed25519"
	"crypto/x509"
	"crypto/x509/pkix"
	_ "embed"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

//go:embed leash.sh
var leashScript string

// leashed is a foreign server that runs in the foreground, in a folder of its
// own that others may read, and in a process group of its own.
type leashed struct {
	dir   string
	cmd   *exec.Cmd
	stdin io.WriteCloser
}

// newFolder makes a folder that servers running as somebody else can enter.
// Its path is short: the sockets in it must have short names.
func newFolder(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.MkdirTemp("", name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// program finds a mail server, which may stand where only root's PATH looks.
func program(t testing.TB, name, debian string) string {
	t.Helper()
	for _, candidate := range []string{name, "/usr/sbin/" + name, "/usr/local/sbin/" + name} {
		if path, err := exec.LookPath(candidate); err == nil {
			return path
		}
	}
	missing(t, "no "+name+" on the PATH (Debian package "+debian+")")
	return ""
}

// start runs a command that is a server until stop, or until this process ends.
func (l *leashed) start(t testing.TB, command ...string) {
	t.Helper()
	l.cmd = exec.Command("sh", append([]string{"-c", leashScript, "leash.sh", l.dir}, command...)...)
	l.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	var err error
	if l.stdin, err = l.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := l.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// stop stops the server and waits until it is gone. The folder stays.
func (l *leashed) stop() {
	if l.cmd == nil {
		return
	}
	l.signal(syscall.SIGCONT)
	_, _ = io.WriteString(l.stdin, "stop\n")
	_ = l.cmd.Wait()
	l.cmd = nil
}

// said is what the server wrote, for a test that failed.
func (l *leashed) said() string {
	text, _ := os.ReadFile(filepath.Join(l.dir, "said"))
	return string(text)
}

// signal sends a signal to every process of the server, by its number.
func (l *leashed) signal(s syscall.Signal) {
	for pid, group := range processGroups() {
		if group == l.cmd.Process.Pid && pid != group {
			_ = syscall.Kill(pid, s)
		}
	}
}

// processGroups gives the group of each process.
func processGroups() map[int]int {
	groups := map[int]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has just ended
		}
		// "pid (name) state parent group …"; the name may hold anything.
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		after := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		groups[pid], _ = strconv.Atoi(after[2])
	}
	return groups
}

// accepting waits until a server greets on an address, with the beginning that it should have.
func (l *leashed) accepting(t testing.TB, address, greeting string) {
	t.Helper()
	deadline := time.After(startLimit)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !greets(address, greeting) {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("no server on %s; it said:\n%s", address, l.said())
		}
	}
}

func greets(address, greeting string) bool {
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(time.Second))
	first := make([]byte, len(greeting))
	_, err = io.ReadFull(c, first)
	return err == nil && string(first) == greeting
}

// certificate writes a certificate for loopback that is its own authority, and
// its key, and gives the authority.
func certificate(t testing.TB, certPath, keyPath string) *x509.CertPool {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "localhost"},
		NotBefore:             time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:              time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
		IsCA:                  true,
		DNSNames:              []string{"localhost"},
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(nil, template, template, public, private)
	if err != nil {
		t.Fatal(err)
	}
	key, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	write(t, certPath, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, keyPath, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})))
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return roots
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

package kept_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// bareMachine is a Debian with no more than the script itself uses, whose apt-get
// writes down how it was called and fails where failing is set.
func bareMachine(t *testing.T, failing bool) (root string, run func() (string, error)) {
	t.Helper()
	root = t.TempDir()
	bin := filepath.Join(root, "bin")
	for _, dir := range []string{bin, filepath.Join(root, "usr", "sbin")} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"bash", "cat", "chmod", "mktemp", "rm", "sh", "tail"} {
		path, err := exec.LookPath(name)
		if err != nil {
			t.Skipf("there is no %s here", name)
		}
		if err := os.Symlink(path, filepath.Join(bin, name)); err != nil {
			t.Fatal(err)
		}
	}
	status := 0
	if failing {
		status = 3
	}
	for name, text := range map[string]string{
		"id":                     "echo 0",
		"debconf-set-selections": `while read -r line; do echo "debconf: $line" >>"$ROOT/calls"; done`,
		"apt-get":                `"$ROOT/usr/sbin/policy-rc.d"; echo "apt-get $* ($DEBIAN_FRONTEND, policy $?)" >>"$ROOT/calls"` + fmt.Sprintf("\n[[ $* != *install* ]] || exit %d", status),
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!"+filepath.Join(bin, "bash")+"\n"+text+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return root, func() (string, error) {
		cmd := exec.Command(filepath.Join(bin, "bash"), "scripts/install-test-needs", root)
		cmd.Env = []string{"PATH=" + bin, "ROOT=" + root, "TMPDIR=" + root}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Logf("it said: %s", out)
		}
		calls, _ := os.ReadFile(filepath.Join(root, "calls"))
		return string(calls), err
	}
}

// On a bare Debian all that the tests need is installed without a question and
// without starting a server; what kept servers from starting is gone after it.
func TestTestNeedsAreInstalled(t *testing.T) {
	for _, failing := range []bool{false, true} {
		root, run := bareMachine(t, failing)
		calls, err := run()
		if (err != nil) != failing {
			t.Errorf("failing %v: %v", failing, err)
		}
		want := "debconf: postfix postfix/main_mailer_type select Local only\ndebconf: postfix postfix/mailname string localhost\n" +
			"apt-get -o DPkg::Lock::Timeout=300 update -qq (noninteractive, policy 101)\n" +
			"apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends postgresql chromium fonts-liberation poppler-utils dovecot-imapd postfix (noninteractive, policy 101)\n"
		if calls != want {
			t.Errorf("failing %v: it called\n%s", failing, calls)
		}
		if _, err := os.Stat(filepath.Join(root, "usr", "sbin", "policy-rc.d")); !os.IsNotExist(err) {
			t.Errorf("failing %v: servers are kept from starting for good (%v)", failing, err)
		}
	}
}

// What is there is not installed again, and somebody's own policy stays.
func TestTestNeedsThatAreThere(t *testing.T) {
	root, run := bareMachine(t, false)
	for _, name := range []string{"bin/chromium", "bin/pdftoppm", "usr/sbin/dovecot", "usr/lib/postgresql/15/bin/initdb", "usr/sbin/policy-rc.d"} {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("#!/bin/sh\nexit 7\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	calls, err := run()
	if err != nil || !strings.Contains(calls, "--no-install-recommends postfix (noninteractive, policy 7)\n") {
		t.Errorf("%v\n%s", err, calls)
	}
	if text, err := os.ReadFile(filepath.Join(root, "usr", "sbin", "policy-rc.d")); err != nil || string(text) != "#!/bin/sh\nexit 7\n" {
		t.Errorf("the policy is %q now (%v)", text, err)
	}
	if err := os.WriteFile(filepath.Join(root, "usr", "sbin", "postfix"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if again, err := run(); err != nil || again != calls {
		t.Errorf("with all there: %v\n%s", err, again)
	}
}

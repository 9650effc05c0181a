package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kept/internal/store"
	"kept/internal/testkit"
)

// kept runs one command line in this process.
func kept(t *testing.T, args ...string) (status int, out, bad string) {
	t.Helper()
	var o, e bytes.Buffer
	status = Main(t.Context(), args, strings.NewReader(""), &o, &e)
	return status, o.String(), e.String()
}

// does wants a command to succeed, and gives its JSON.
func does(t *testing.T, args ...string) map[string]json.RawMessage {
	t.Helper()
	status, out, bad := kept(t, append(args, "--json")...)
	if status != 0 {
		t.Fatalf("kept %v: %d\n%s", args, status, bad)
	}
	var answer map[string]json.RawMessage
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatalf("kept %v does not answer in JSON: %v\n%s", args, err, out)
	}
	return answer
}

// refuses wants a command to be refused with these words.
func refuses(t *testing.T, words string, args ...string) {
	t.Helper()
	status, out, bad := kept(t, args...)
	if status != 1 || !strings.Contains(bad, words) {
		t.Errorf("kept %v: %d, want 1 and %q\n%s%s", args, status, words, out, bad)
	}
}

// opened is a folder with a workspace.
func opened(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	does(t, "setup", "--data", dir, "--workspace", "Shop", "--email", "owner@shop.example", "--name", "Olga Owner")
	return dir
}

func TestBackupAndRestore(t *testing.T) {
	dir, file := opened(t), filepath.Join(t.TempDir(), "kept.backup")
	if got := does(t, "backup", file, "--data", dir); string(got["engine"]) != `"sqlite"` || string(got["rows"]) == "0" {
		t.Errorf("backup: %s", got)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the backup: %v %v", info.Mode(), err)
	}
	refuses(t, "There is a file", "backup", file, "--data", dir)
	does(t, "backup", file, "--data", dir, "--force")
	if status, out, bad := kept(t, "backup", "-", "--data", dir); status != 0 || !strings.HasPrefix(out, "\x1f\x8b") || bad != "" {
		t.Errorf("backup to the standard output: %d %q %s", status, out[:min(10, len(out))], bad)
	}
	does(t, "restore", "--check", file, "--data", dir)

	for _, database := range []string{"sqlite:" + t.TempDir() + "/kept.db", testkit.Postgres(t)} {
		if got := does(t, "restore", file, "--database", database); string(got["engine"]) != `"sqlite"` {
			t.Errorf("restore: %s", got)
		}
		refuses(t, "not empty", "restore", file, "--database", database)
		status, out, _ := kept(t, "doctor", "--database", database)
		if status != 0 || !strings.Contains(out, "Outgoing mail of Shop is paused") {
			t.Errorf("after a restore the doctor says (%d):\n%s", status, out)
		}
	}
}

func TestBackupRefusals(t *testing.T) {
	dir, empty := opened(t), t.TempDir()
	file := filepath.Join(t.TempDir(), "kept.backup")
	refuses(t, "There is no database", "backup", file, "--data", empty)
	if entries, err := os.ReadDir(empty); err != nil || len(entries) > 0 {
		t.Errorf("a backup of nothing made %v (%v)", entries, err)
	}
	refuses(t, "cannot be written there", "backup", filepath.Join(empty, "no", "such", "folder"), "--data", dir)
	db, err := store.Open(t.Context(), "sqlite:"+filepath.Join(dir, "kept.db"))
	if err != nil {
		t.Fatal(err)
	}
	refuses(t, "Another Kept", "backup", file, "--data", dir)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	does(t, "backup", file, "--data", dir)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, whole[:len(whole)-9], 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, "cut off", "restore", "--check", file, "--data", empty)
	refuses(t, "cut off", "restore", file, "--data", empty)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, bad bytes.Buffer
	before := filepath.Join(t.TempDir(), "interrupted")
	if status := Main(ctx, []string{"backup", before, "--data", dir}, nil, &out, &bad); status == 0 {
		t.Error("an interrupted backup counts as done")
	}
	if _, err := os.Stat(before); err == nil {
		t.Error("half a backup stands under its name")
	}
}

// An owner downloads a backup from the running server, and it is one.
func TestDownloadedBackup(t *testing.T) {
	v := try(t)
	v.goIn(v.ways["owner"])
	if _, _, page := v.open(v.ways["url"] + "/settings"); !strings.Contains(page, `href="/settings/backup"`) {
		t.Error("the settings page does not offer a backup")
	}
	code, head, file := v.open(v.ways["url"] + "/settings/backup")
	if code != 200 || head.Get("Content-Type") != "application/gzip" || !strings.HasPrefix(head.Get("Content-Disposition"), "attachment; filename=\"kept-") {
		t.Fatalf("%d %v", code, head)
	}
	path := filepath.Join(t.TempDir(), "downloaded")
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	got := does(t, "restore", path, "--data", t.TempDir())
	if len(got["rows"]) < 4 {
		t.Errorf("restored %s", got)
	}
	for _, who := range []string{"leader", "member"} {
		v.goIn(v.ways[who])
		if code, _, page := v.open(v.ways["url"] + "/settings/backup"); code != 403 || strings.HasPrefix(page, "\x1f\x8b") {
			t.Errorf("the %s gets a backup: %d", who, code)
		}
	}
	v.forget()
	if _, _, page := v.open(v.ways["url"] + "/settings/backup"); strings.HasPrefix(page, "\x1f\x8b") {
		t.Error("anybody gets a backup")
	}
}

package datatest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPath(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, beside, "mails.jsonl")
	tree := filepath.Join(root, "trees", "one", "internal", "x")
	for _, dir := range []string{filepath.Dir(file), tree} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(tree)
	got, err := filepath.EvalSymlinks(Path(t, "mails.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := filepath.EvalSymlinks(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	skipped := false
	t.Run("absent", func(t *testing.T) {
		defer func() { skipped = t.Skipped() }()
		Path(t, "no such data")
	})
	if !skipped {
		t.Error("a test without its data was not skipped")
	}
}

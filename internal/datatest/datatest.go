// Package datatest finds the data of other people that lies beside the checkout,
// for tests that measure how rules do with what nobody here wrote.
package datatest

import (
	"os"
	"path/filepath"
	"testing"
)

// beside is where the data lies: in a folder above the checkout, or above the
// folder that further working trees of it are in.
const beside = "shared/data"

// Path is where a file or folder of the data lies. The test is skipped where
// there is none.
func Path(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, beside, name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		above := filepath.Dir(dir)
		if above == dir {
			t.Skipf("skipped: the foreign data (%s) is not beside this checkout", name)
		}
		dir = above
	}
}

package sim

import (
	"context"
	"os"
	"path/filepath"

	"kept/internal/store"
)

// memory is where Linux keeps files in memory. A simulated year is for right
// and wrong, not for power cuts, and there a commit costs nothing.
const memory = "/dev/shm"

// scratch makes a folder for a database that is thrown away.
func scratch() (dir string, drop func() error, err error) {
	dir, err = os.MkdirTemp(memory, "kept-sim-")
	if err != nil {
		dir, err = os.MkdirTemp("", "kept-sim-")
	}
	return dir, func() error { return os.RemoveAll(dir) }, err
}

// onSQLite opens a file in a folder.
func onSQLite(dir string) func(context.Context) (*store.DB, error) {
	return onURL("sqlite:" + filepath.Join(dir, "kept.db"))
}

// onURL opens the database that a URL names.
func onURL(url string) func(context.Context) (*store.DB, error) {
	return func(ctx context.Context) (*store.DB, error) { return store.Open(ctx, url) }
}

package store

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"

	"kept/internal/fault"
)

// lockFile takes the instance lock of a SQLite file. The kernel lets it go
// when the process ends, however it ends.
func lockFile(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fault.New(fault.Busy, "The database cannot be locked: "+err.Error())
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			held, _ := os.ReadFile(path)
			return nil, fault.New(fault.Busy, "Another Kept (process "+strings.TrimSpace(string(held))+") has this database open. Only one may at a time: stop that one, or use its pages and its API.")
		}
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if err := f.Truncate(0); err == nil {
		fmt.Fprintln(f, os.Getpid())
	}
	return func() { f.Close() }, nil
}

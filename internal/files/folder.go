package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Folder keeps blobs in a folder of this machine, in 256 folders below it.
type Folder struct{ Path string }

// Where names the folder.
func (f Folder) Where() string { return "the folder " + f.Path }

func (f Folder) path(sum Sum) (string, error) {
	if !sum.Valid() {
		return "", ErrNone
	}
	return filepath.Join(f.Path, string(sum[:2]), string(sum)), nil
}

// Place writes a blob beside its place, has it written to the disk, and then gives
// it its name: there is never half a blob under a sum.
func (f Folder) Place(_ context.Context, s *Spooled) error {
	to, err := f.path(s.Sum)
	if err != nil {
		return fmt.Errorf("place a file: %w", err)
	}
	if at, err := os.Stat(to); err == nil && at.Size() == s.Size {
		return nil
	}
	dir := filepath.Dir(to)
	if err := f.makeFolder(dir); err != nil {
		return fmt.Errorf("make the folder of files: %w", err)
	}
	if err := write(to, dir, s.Reader()); err != nil {
		return fmt.Errorf("place a file: %w", err)
	}
	return nil
}

// makeFolder makes a folder of the second level that is still there after a power cut.
func (f Folder) makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return errors.Join(syncFolder(f.Path), syncFolder(filepath.Dir(f.Path)))
}

func write(to, dir string, r io.Reader) error {
	t, err := os.CreateTemp(dir, ".placing-*")
	if err != nil {
		return err
	}
	_, err = io.Copy(t, r)
	if err == nil {
		err = t.Sync()
	}
	if err = errors.Join(err, t.Close()); err == nil {
		err = os.Rename(t.Name(), to)
	}
	if err != nil {
		return errors.Join(err, os.Remove(t.Name()))
	}
	return syncFolder(dir)
}

// syncFolder makes durable which names a folder holds.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// onDisk is a blob of a folder that is being read.
type onDisk struct {
	*os.File
	size int64
}

func (f onDisk) Size() int64 { return f.size }

// Open opens a blob.
func (f Folder) Open(_ context.Context, sum Sum) (File, error) {
	path, err := f.path(sum)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, orNone(err)
	}
	at, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return onDisk{file, at.Size()}, nil
}

// Size gives the size of a blob.
func (f Folder) Size(_ context.Context, sum Sum) (int64, error) {
	path, err := f.path(sum)
	if err != nil {
		return 0, err
	}
	at, err := os.Stat(path)
	if err != nil {
		return 0, orNone(err)
	}
	return at.Size(), nil
}

// Drop forgets a blob.
func (f Folder) Drop(_ context.Context, sum Sum) error {
	path, err := f.path(sum)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("drop a file: %w", err)
	}
	return nil
}

func orNone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNone
	}
	return err
}

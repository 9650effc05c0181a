// Package files keeps blobs: bytes that are named by their own SHA-256 and never
// change. They lie in a folder ([Folder]) or in an S3-compatible store ([Bucket]).
//
// A blob is put in two moves. [Spool] reads what somebody sends into a file of
// its own, counts and sums it; [Store.Place] then makes it durable under its sum.
// Between the two, the ledger notes the sum, so that sweeping and placing never
// meet: see internal/office/files.go.
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"kept/internal/fault"
)

// Sum is the SHA-256 of a blob, 64 hexadecimal digits in lower case.
type Sum string

// Valid tells whether s has the form of a sum: no other ever becomes a path.
func (s Sum) Valid() bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	return strings.Trim(string(s), "0123456789abcdef") == ""
}

// ErrNone is given where there is no blob of a sum.
var ErrNone = errors.New("there is no such file")

// File is a blob that is being read.
type File interface {
	io.ReadSeekCloser
	Size() int64
}

// Store keeps blobs.
type Store interface {
	// Place makes what was spooled durable under its sum before it returns. A blob
	// that is there already is left as it is.
	Place(ctx context.Context, s *Spooled) error
	// Open opens a blob; [ErrNone] when it is not there. Reading it begins anywhere.
	Open(ctx context.Context, sum Sum) (File, error)
	// Size gives the size of a blob; [ErrNone] when it is not there.
	Size(ctx context.Context, sum Sum) (int64, error)
	// Drop forgets a blob; one that is not there is forgotten already.
	Drop(ctx context.Context, sum Sum) error
	// Where says in words where blobs lie, without any secret.
	Where() string
}

// TooLarge is what is read no further.
type TooLarge struct{ Limit int64 }

// Error says that it is too large.
func (e TooLarge) Error() string { return fmt.Sprintf("larger than %d bytes", e.Limit) }

// Spooled is what somebody sent, as it waits to be placed. It is gone when it is closed.
type Spooled struct {
	Sum  Sum
	Size int64
	Type string // by its bytes: see [TypeOf]
	file *os.File
}

// Spool reads r to its end, limit bytes at most, into a file below dir ("" = where
// the system keeps such files). What is cut off or too large leaves nothing behind.
func Spool(r io.Reader, dir string, limit int64) (*Spooled, error) {
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder of uploads: %w", err)
		}
	}
	f, err := os.CreateTemp(dir, ".upload-*")
	if err != nil {
		return nil, fmt.Errorf("make a file for an upload: %w", err)
	}
	// Without a name it is gone with the process that holds it, however that ends.
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(fmt.Errorf("unlink an upload: %w", err), f.Close())
	}
	s := &Spooled{file: f}
	if err := s.fill(r, limit); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return s, nil
}

func (s *Spooled) fill(r io.Reader, limit int64) error {
	sum := sha256.New()
	var err error
	if s.Size, err = io.Copy(io.MultiWriter(s.file, sum), io.LimitReader(r, limit+1)); err != nil {
		return err
	}
	if s.Size > limit {
		return TooLarge{limit}
	}
	if s.Size == 0 {
		return fault.Field("file", "This file is empty.")
	}
	s.Sum = Sum(hex.EncodeToString(sum.Sum(nil)))
	head := make([]byte, min(s.Size, sniffed))
	if _, err := s.file.ReadAt(head, 0); err != nil {
		return fmt.Errorf("read an upload again: %w", err)
	}
	s.Type = TypeOf(head)
	return nil
}

// Reader reads what was spooled, from its beginning.
func (s *Spooled) Reader() *io.SectionReader { return io.NewSectionReader(s.file, 0, s.Size) }

// Close lets go of what was spooled.
func (s *Spooled) Close() error { return s.file.Close() }

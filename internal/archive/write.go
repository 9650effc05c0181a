package archive

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"kept/internal/files"
	"kept/internal/store"
)

// Writing is what an archive says of itself.
type Writing struct {
	At       time.Time // the moment, for the header
	Program  string    // the version of the program that writes
	Files    files.Store
	Progress func(done, total int64)
}

// Write writes the whole ledger as it is at one moment, while others may go on
// writing to it. What was written when an error is returned is no archive.
func Write(ctx context.Context, db *store.DB, w io.Writer, in Writing) (Header, error) {
	schema, err := db.Schema()
	if err != nil {
		return Header{}, err
	}
	h := Header{Kept: word, Format: Format, Program: in.Program, Schema: schema, Engine: db.Engine(), At: in.At.UTC().Truncate(time.Millisecond)}
	err = db.Snapshot(ctx, func(tx *store.Tx) error {
		if h.Tables, err = sections(tx); err != nil {
			return err
		}
		kept, err := keptFiles(tx)
		if err != nil {
			return err
		}
		h.Files = int64(len(kept))
		out := newLines(w)
		if err := out.put(h); err != nil {
			return err
		}
		if err := rows(ctx, tx, h, out, in.Progress); err != nil {
			return err
		}
		if err := writeFiles(ctx, in.Files, kept, out); err != nil {
			return err
		}
		return out.end(h)
	})
	if err != nil {
		return h, fmt.Errorf("write the backup: %w", err)
	}
	return h, nil
}

func rows(ctx context.Context, tx *store.Tx, h Header, out *lines, progress func(done, total int64)) error {
	var done int64
	total := h.Rows()
	for _, t := range store.Tables() {
		err := t.Rows(tx, func(row []any) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if done++; progress != nil && (done%progressEvery == 0 || done == total) {
				progress(done, total)
			}
			return out.row(row)
		})
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return nil
}

// lines packs lines and sums them up.
type lines struct {
	packed *gzip.Writer
	sum    hash.Hash
	buffer bytes.Buffer
}

func newLines(w io.Writer) *lines { return &lines{packed: gzip.NewWriter(w), sum: sha256.New()} }

func (l *lines) row(row []any) error {
	if err := encode(&l.buffer, row); err != nil {
		return err
	}
	return l.write(l.buffer.Bytes())
}

func (l *lines) put(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return l.write(append(b, '\n'))
}

func (l *lines) write(line []byte) error {
	l.sum.Write(line) // a hash never fails
	_, err := l.packed.Write(line)
	return err
}

func (l *lines) end(h Header) error {
	if err := l.put(trailer{End: true, Rows: h.Rows(), Files: h.Files, SHA256: hex.EncodeToString(l.sum.Sum(nil))}); err != nil {
		return err
	}
	return l.packed.Close()
}

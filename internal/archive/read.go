package archive

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"

	"kept/internal/fault"
	"kept/internal/store"
)

// refuse is a word about a file that cannot be restored.
func refuse(format string, args ...any) error {
	return fault.New(fault.Invalid, fmt.Sprintf(format, args...)+" Nothing was changed.")
}

// reader takes an archive apart, line by line.
type reader struct {
	in   *bufio.Reader
	sum  hash.Hash
	line int64
	buf  []byte
}

// open begins to read and gives the header.
func open(r io.Reader) (*reader, Header, error) {
	var h Header
	packed, err := gzip.NewReader(bufio.NewReader(r))
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, h, refuse("This is no backup of Kept.")
	}
	if err != nil {
		return nil, h, fmt.Errorf("read the backup: %w", err)
	}
	in := &reader{in: bufio.NewReaderSize(packed, 1<<16), sum: sha256.New()}
	line, err := in.next()
	if err != nil {
		return nil, h, err
	}
	if json.Unmarshal(line, &h) != nil || h.Kept != word {
		return nil, h, refuse("This is a packed file, but no backup of Kept.")
	}
	in.sum.Write(line)
	return in, h, nil
}

// next gives the next line, with its end; the bytes are good until the one after.
func (r *reader) next() ([]byte, error) {
	r.line++
	r.buf = r.buf[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		r.buf = append(r.buf, part...)
		switch {
		case err == nil:
			return r.buf, nil
		case errors.Is(err, bufio.ErrBufferFull):
			if len(r.buf) > maxLine {
				return nil, refuse("Line %d is longer than any row of Kept: the backup is damaged.", r.line)
			}
		default:
			return nil, r.broken(err)
		}
	}
}

// broken says what an error of reading means.
func (r *reader) broken(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("The backup is cut off at line %d: copy it again, whole.", r.line)
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return refuse("The backup is damaged: its checksum does not fit.")
	case errors.As(err, &corrupt):
		return refuse("The backup is damaged at line %d.", r.line)
	}
	return fmt.Errorf("read the backup at line %d: %w", r.line, err)
}

// fits refuses an archive that this program cannot put back.
func fits(h Header, schema int) error {
	switch {
	case h.Format > Format || h.Schema > schema:
		return refuse("This backup was made by a newer Kept (%s; its tables are version %d, this program knows %d). Restore it with that one.", h.Program, h.Schema, schema)
	case h.Format < 1 || h.Schema < schema:
		return refuse("This backup was made by an older Kept (%s; its tables are version %d, this program has %d). Restore it with that one, then start this one on the database.", h.Program, h.Schema, schema)
	}
	tables := store.Tables()
	same := len(h.Tables) == len(tables)
	for i := 0; same && i < len(tables); i++ {
		same = h.Tables[i].Name == tables[i].Name && slices.Equal(h.Tables[i].Columns, tables[i].Columns) && h.Tables[i].Rows >= 0
	}
	same = same && h.Files >= 0
	if !same {
		return refuse("This backup has other tables than Kept: it was changed, or made by something else.")
	}
	return nil
}

// walk reads every row and then the trailer.
func (r *reader) walk(h Header, do func(table int, row []any) error, each func(fileLine, io.Reader) error) error {
	for i, s := range h.Tables {
		for range s.Rows {
			line, err := r.next()
			if err != nil {
				return err
			}
			r.sum.Write(line)
			row, err := decode(line, len(s.Columns))
			if err != nil {
				return refuse("Line %d of the backup, in table %s: %v.", r.line, s.Name, err)
			}
			if err := do(i, row); err != nil {
				return err
			}
		}
	}
	for range h.Files {
		if err := r.file(each); err != nil {
			return err
		}
	}
	return r.trailer(h)
}

func (r *reader) trailer(h Header) error {
	line, err := r.next()
	if err != nil {
		return err
	}
	var end trailer
	if json.Unmarshal(line, &end) != nil || !end.End || end.Rows != h.Rows() || end.Files != h.Files {
		return refuse("Line %d of the backup is not its end, though %d rows were announced: it is damaged.", r.line, h.Rows())
	}
	if end.SHA256 != hex.EncodeToString(r.sum.Sum(nil)) {
		return refuse("The backup is damaged: its sum does not fit.")
	}
	rest, err := r.in.ReadByte()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return r.broken(err)
	}
	return refuse("Something (%q) stands behind the end of the backup: it is damaged.", bytes.TrimSpace([]byte{rest}))
}

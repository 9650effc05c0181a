package archive

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"kept/internal/files"
	"kept/internal/store"
)

// chunk is how many bytes of a file stand in one line.
const chunk = 1 << 20

// fileLine is what stands before the bytes of a file.
type fileLine struct {
	File    files.Sum `json:"file"`
	Size    int64     `json:"size"`
	Missing bool      `json:"missing,omitempty"` // it was not where it should have been
}

// keptFiles lists the files of the ledger.
func keptFiles(tx *store.Tx) ([]store.File, error) {
	var out []store.File
	for after := ""; ; {
		part, err := store.Files(tx, after, 10*store.Batch)
		if err != nil || len(part) == 0 {
			return out, err
		}
		out, after = append(out, part...), part[len(part)-1].Sum
	}
}

// writeFiles writes the bytes of files. One that nothing referred to may have been
// forgotten since the snapshot was taken: it is noted as missing.
func writeFiles(ctx context.Context, from files.Store, all []store.File, out *lines) error {
	for _, f := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if from == nil {
			return errors.New("there are files, and nowhere to read them from")
		}
		b, err := from.Open(ctx, files.Sum(f.Sum))
		if errors.Is(err, files.ErrNone) {
			if err := out.put(fileLine{File: files.Sum(f.Sum), Missing: true}); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return fmt.Errorf("file %s: %w", f.Sum, err)
		}
		err = out.file(fileLine{File: files.Sum(f.Sum), Size: b.Size()}, b)
		if err := errors.Join(err, b.Close()); err != nil {
			return fmt.Errorf("file %s: %w", f.Sum, err)
		}
	}
	return nil
}

// file writes one file.
func (l *lines) file(head fileLine, from io.Reader) error {
	if err := l.put(head); err != nil {
		return err
	}
	part := make([]byte, chunk)
	for left := head.Size; left > 0; {
		n := min(left, chunk)
		if _, err := io.ReadFull(from, part[:n]); err != nil {
			return err
		}
		if err := l.put([]string{base64.StdEncoding.EncodeToString(part[:n])}); err != nil {
			return err
		}
		left -= n
	}
	return nil
}

// file reads one file; each is handed it, with its bytes as they are read.
func (r *reader) file(each func(fileLine, io.Reader) error) error {
	line, err := r.next()
	if err != nil {
		return err
	}
	r.sum.Write(line)
	var head fileLine
	if json.Unmarshal(line, &head) != nil || !head.File.Valid() || head.Size < 0 {
		return refuse("Line %d of the backup is not the beginning of a file: it is damaged.", r.line)
	}
	body := &fileBody{r: r, left: head.Size}
	if each != nil {
		if err := each(head, body); err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, body)
	return err
}

// fileBody reads the lines of one file.
type fileBody struct {
	r    *reader
	left int64
	part []byte
}

func (b *fileBody) Read(p []byte) (int, error) {
	if len(b.part) == 0 {
		if b.left == 0 {
			return 0, io.EOF
		}
		line, err := b.r.next()
		if err != nil {
			return 0, err
		}
		b.r.sum.Write(line)
		var one []string
		if json.Unmarshal(line, &one) != nil || len(one) != 1 {
			return 0, refuse("Line %d of the backup is no part of a file: it is damaged.", b.r.line)
		}
		b.part, err = base64.StdEncoding.DecodeString(one[0])
		if err != nil || len(b.part) == 0 || int64(len(b.part)) > b.left {
			return 0, refuse("Line %d of the backup is no part of a file: it is damaged.", b.r.line)
		}
		b.left -= int64(len(b.part))
	}
	n := copy(p, b.part)
	b.part = b.part[n:]
	return n, nil
}

// checkFile tells whether a file of a backup is what it is named.
func checkFile(head fileLine, body io.Reader) error {
	if head.Missing {
		return nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, body); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != string(head.File) {
		return refuse("The file %s of the backup is another one: it is damaged.", head.File)
	}
	return nil
}

// placeFiles places the files of an archive that was checked.
func placeFiles(ctx context.Context, r io.ReadSeeker, to files.Store) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read the backup again: %w", err)
	}
	in, h, err := open(r)
	if err != nil || h.Files == 0 {
		return err
	}
	if to == nil {
		return refuse("This backup holds files, and there is no place to keep them.")
	}
	return in.walk(h, func(int, []any) error { return ctx.Err() }, func(head fileLine, body io.Reader) error {
		if head.Missing || head.Size == 0 {
			return ctx.Err()
		}
		x, err := files.Spool(body, "", head.Size)
		if err != nil {
			return err
		}
		return errors.Join(to.Place(ctx, x), x.Close())
	})
}

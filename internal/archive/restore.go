package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/id"
	"kept/internal/store"
	"kept/workspace"
)

// Restoring is how an archive is put back.
type Restoring struct {
	Now      time.Time
	Random   io.Reader // for the names of the journal's lines
	Progress func(done, total int64)
	Files    files.Store
}

// Check reads an archive to its end and tells whether it is whole and fits
// this program's tables, of the given version.
func Check(ctx context.Context, r io.Reader, schema int) (Header, error) {
	in, h, err := open(r)
	if err != nil {
		return h, err
	}
	if err := fits(h, schema); err != nil {
		return h, err
	}
	return h, in.walk(h, func(int, []any) error { return ctx.Err() }, checkFile)
}

// Restore puts an archive into an empty ledger: all of it, or nothing. r is
// read three times at least: to its end before anything is touched, for its files,
// which are placed first and do no harm where no row refers to them, and again
// whenever the transaction has to be tried anew.
func Restore(ctx context.Context, db *store.DB, r io.ReadSeeker, in Restoring) (Header, error) {
	schema, err := db.Schema()
	if err != nil {
		return Header{}, err
	}
	h, err := Check(ctx, r, schema)
	if err != nil {
		return h, err
	}
	if err := placeFiles(ctx, r, in.Files); err != nil {
		return h, err
	}
	err = db.Write(ctx, func(tx *store.Tx) error {
		if err := empty(tx); err != nil {
			return err
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return fmt.Errorf("read the backup again: %w", err)
		}
		if err := fill(ctx, tx, r, h, in.Progress); err != nil {
			return err
		}
		return pause(tx, in)
	})
	return h, err
}

// errFilled stops a reading at the first row.
var errFilled = errors.New("there is a row")

// empty refuses a ledger with anything in it. The setup link that a first start
// left there goes: the workspace that it would open is in the archive.
func empty(tx *store.Tx) error {
	if err := store.ForgetSetup(tx); err != nil {
		return err
	}
	for _, t := range store.Tables() {
		err := t.Rows(tx, func([]any) error { return errFilled })
		if errors.Is(err, errFilled) {
			return fault.New(fault.Conflict, "This database is not empty ("+t.Name+"). A backup is restored into an empty one only: name another, or take this one away first. Nothing was changed.")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func fill(ctx context.Context, tx *store.Tx, r io.Reader, h Header, progress func(done, total int64)) error {
	in, again, err := open(r)
	if err != nil {
		return err
	}
	if again.Rows() != h.Rows() || !again.At.Equal(h.At) {
		return refuse("The backup changed while it was read.")
	}
	tables := store.Tables()
	var done int64
	return in.walk(h, func(i int, row []any) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := tables[i].Add(tx, row); err != nil {
			return fmt.Errorf("line %d of the backup: %w", in.line, err)
		}
		if done++; progress != nil && (done%progressEvery == 0 || done == h.Rows()) {
			progress(done, h.Rows())
		}
		return nil
	}, nil)
}

// pause holds back all mail, in the journal's sight, until a person releases it.
func pause(tx *store.Tx, in Restoring) error {
	all, err := store.Workspaces(tx)
	if err != nil {
		return err
	}
	now := in.Now.UTC().Truncate(time.Millisecond)
	for _, w := range all {
		if w.MailPaused {
			continue
		}
		w.MailPaused = true
		if err := store.SaveWorkspace(tx, w); err != nil {
			return err
		}
		if err := note(tx, w.ID, now, in.Random); err != nil {
			return err
		}
	}
	return nil
}

func note(tx *store.Tx, ws workspace.ID, now time.Time, random io.Reader) error {
	return store.AddLine(tx, ws, store.Line{
		ID: id.New("jnl", now, random), At: now, Actor: "restore", Act: "mail paused", Object: "workspace:" + string(ws), After: `"restored from a backup"`,
	})
}

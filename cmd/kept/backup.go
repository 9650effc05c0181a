package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kept/internal/archive"
	"kept/internal/fault"
	"kept/internal/store"
)

// backupCmd writes everything into one file.
type backupCmd struct {
	File  string `arg:"" help:"The file to write, such as kept.backup; - is the standard output."`
	Force bool   `help:"Replace the file if there is one."`
}

// Run writes the backup.
func (c backupCmd) Run(r *run) error {
	db, err := openLedger(r)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.File == "-" {
		_, err := writeBackup(r, db, r.out)
		return err
	}
	if _, err := os.Stat(c.File); err == nil && !c.Force {
		return fault.New(fault.Conflict, "There is a file "+c.File+" already. Name another, or say --force.")
	}
	head, size, err := c.write(r, db)
	if err != nil {
		return err
	}
	answer := struct {
		File   string    `json:"file"`
		Bytes  int64     `json:"bytes"`
		Rows   int64     `json:"rows"`
		Files  int64     `json:"files"`
		At     time.Time `json:"at"`
		Engine string    `json:"engine"`
		Schema int       `json:"schema"`
	}{c.File, size, head.Rows(), head.Files, head.At, head.Engine, head.Schema}
	return r.tell(fmt.Sprintf("%d rows and %d files are in %s (%d bytes). Keep it as safe as the database: it holds everything.", answer.Rows, answer.Files, c.File, size), answer)
}

// write writes beside the file first, so that there is never half a backup
// under its name.
func (c backupCmd) write(r *run, db *store.DB) (archive.Header, int64, error) {
	f, err := os.CreateTemp(filepath.Dir(c.File), ".kept-backup-*")
	if err != nil {
		return archive.Header{}, 0, fault.New(fault.Invalid, "The backup cannot be written there: "+err.Error())
	}
	defer os.Remove(f.Name())
	defer f.Close()
	head, err := writeBackup(r, db, f)
	if err != nil {
		return head, 0, err
	}
	at, err := f.Stat()
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err == nil {
		err = os.Rename(f.Name(), c.File)
	}
	if err != nil {
		return head, 0, fault.New(fault.Invalid, "The backup cannot be written: "+err.Error())
	}
	return head, at.Size(), nil
}

func writeBackup(r *run, db *store.DB, w io.Writer) (archive.Header, error) {
	kept, err := r.set.files()
	if err == nil {
		err = reach(r, kept)
	}
	if err != nil {
		return archive.Header{}, err
	}
	b := r.bar("backup")
	defer b.end()
	return archive.Write(r.ctx, db, w, archive.Writing{At: time.Now(), Program: version, Files: kept, Progress: b.far})
}

// backup makes a backup while the server runs, in a file without a name: it is
// gone when it is closed, or when the server ends. A server with several firms
// gives none to any of them, for it holds all of them.
func (h *house) backup(ctx context.Context) (io.ReadCloser, int64, error) {
	all, err := store.Workspaces(h.db.Read(ctx))
	if err != nil {
		return nil, 0, err
	}
	if len(all) != 1 {
		return nil, 0, fault.New(fault.NotAllowed, "Several workspaces live on this server, and a backup holds all of them. Whoever runs it makes one with kept backup.")
	}
	if err := os.MkdirAll(h.set.Data, 0o700); err != nil {
		return nil, 0, fmt.Errorf("make the folder of the backup: %w", err)
	}
	f, err := os.CreateTemp(h.set.Data, ".backup-*")
	if err != nil {
		return nil, 0, fmt.Errorf("make a file for the backup: %w", err)
	}
	err = os.Remove(f.Name())
	if err == nil {
		_, err = archive.Write(ctx, h.db, f, archive.Writing{At: time.Now(), Program: version, Files: h.office.Files.Store()})
	}
	size, e := f.Seek(0, io.SeekEnd)
	if err = errors.Join(err, e); err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, size, nil
}

// openLedger opens the database that is there; it makes none.
func openLedger(r *run) (*store.DB, error) {
	if err := r.set.complete(); err != nil {
		return nil, err
	}
	if path, ok := strings.CutPrefix(r.set.Database, "sqlite:"); ok {
		if _, err := os.Stat(path); err != nil {
			return nil, fault.New(fault.NotFound, "There is no database at "+path+". Name the right one with --data or --database.")
		}
	}
	return store.Open(r.ctx, r.set.Database)
}

// restoreCmd puts a backup into an empty database.
type restoreCmd struct {
	File  string `arg:"" help:"The backup." type:"existingfile"`
	Check bool   `help:"Only tell whether the backup is whole and fits this program."`
}

// Run puts the backup back, or checks it.
func (c restoreCmd) Run(r *run) error {
	f, err := os.Open(c.File)
	if err != nil {
		return fault.New(fault.Invalid, "The backup cannot be read: "+err.Error())
	}
	defer f.Close()
	if err := r.set.complete(); err != nil {
		return err
	}
	if c.Check {
		schema, err := store.Newest(r.set.engine())
		if err != nil {
			return err
		}
		head, err := archive.Check(r.ctx, f, schema)
		if err != nil {
			return err
		}
		return r.restored("This backup is whole: ", head, "")
	}
	db, err := store.Open(r.ctx, r.set.Database)
	if err != nil {
		return err
	}
	defer db.Close()
	kept, err := r.set.files()
	if err == nil {
		err = reach(r, kept)
	}
	if err != nil {
		return err
	}
	b := r.bar("restore")
	head, err := archive.Restore(r.ctx, db, f, archive.Restoring{Now: time.Now(), Random: rand.Reader, Files: kept, Progress: b.far})
	b.end()
	if err != nil {
		return err
	}
	return r.restored("Restored: ", head, "\nOutgoing mail is paused in every workspace. Look at the outbox, then let an owner release it on the settings page.")
}

// restored tells what a backup holds.
func (r *run) restored(begin string, h archive.Header, more string) error {
	answer := struct {
		Rows    int64     `json:"rows"`
		Files   int64     `json:"files"`
		At      time.Time `json:"at"`
		Engine  string    `json:"engine"`
		Program string    `json:"program"`
		Schema  int       `json:"schema"`
	}{h.Rows(), h.Files, h.At, h.Engine, h.Program, h.Schema}
	when := h.At.Format("Monday 2 January 2006, 15:04 UTC")
	return r.tell(fmt.Sprintf("%s%d rows and %d files of %s, from %s, by Kept %s.%s", begin, answer.Rows, answer.Files, when, h.Engine, h.Program, more), answer)
}

// engine names the engine of the database.
func (s *Settings) engine() string {
	if strings.HasPrefix(s.Database, "sqlite:") {
		return "sqlite"
	}
	return "postgres"
}

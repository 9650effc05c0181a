package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/store"
)

// files gives the store of files: a bucket where one is set, else the folder in
// the data folder.
func (s *Settings) files() (files.Store, error) {
	if s.Files == "" {
		return files.Folder{Path: filepath.Join(s.Data, "files")}, nil
	}
	return files.OpenBucket(s.Files)
}

// spool is the folder of uploads under way. What lies there has no name, and is
// gone with the process.
func (s *Settings) spool() string { return filepath.Join(s.Data, "uploads") }

// files looks whether what is kept as bytes is there.
func (d *doctor) files() {
	kept, err := d.set.files()
	if err != nil {
		d.say("files", broken, words(err), "Look at KEPT_FILES.")
		return
	}
	if b, ok := kept.(*files.Bucket); ok {
		if err := b.Reach(d.ctx); err != nil {
			d.say("files", broken, "The store of files cannot be reached ("+b.Where()+"): "+words(err), "Look at KEPT_FILES, the network and the store.")
			return
		}
	}
	if c, err := store.Inspect(d.ctx, d.set.Database); err != nil || c.Schema != c.Wanted {
		d.say("files", fine, "Files are kept in "+kept.Where()+". Which of them there have to be, the database tells when it can be looked at.", "")
		return
	}
	db, err := store.Open(d.ctx, d.set.Database)
	if err != nil {
		d.say("files", broken, words(err), "")
		return
	}
	defer db.Close()
	d.missing(db, kept)
}

// missing looks for every file that the ledger says is kept.
func (d *doctor) missing(db *store.DB, kept files.Store) {
	var all, gone int
	for after := ""; ; {
		part, err := store.Files(db.Read(d.ctx), after, store.Batch)
		if err != nil {
			d.say("files", broken, words(err), "")
			return
		}
		if len(part) == 0 {
			break
		}
		for _, f := range part {
			after = f.Sum
			if f.State == store.Loose {
				continue // nobody misses what nothing refers to
			}
			all++
			size, err := kept.Size(d.ctx, files.Sum(f.Sum))
			if err != nil && !errors.Is(err, files.ErrNone) {
				d.say("files", broken, "The store of files does not answer: "+err.Error(), "Look at it, and at KEPT_FILES.")
				return
			}
			if err != nil || size != f.Size {
				gone++
			}
		}
	}
	if gone > 0 {
		d.say("files", broken, fmt.Sprintf("%d of %d files are missing, or not whole, in %s.", gone, all, kept.Where()), "Restore a backup into an empty place, and copy its files here (docs/backup.md).")
		return
	}
	d.say("files", fine, fmt.Sprintf("All %d files are there, in %s.", all, kept.Where()), "")
}

// reach refuses a store of files that cannot be reached, before anything is written to it.
func reach(r *run, kept files.Store) error {
	b, ok := kept.(*files.Bucket)
	if !ok {
		return nil
	}
	if err := b.Reach(r.ctx); err != nil {
		return fault.New(fault.Invalid, "The store of files cannot be reached: "+words(err))
	}
	return nil
}

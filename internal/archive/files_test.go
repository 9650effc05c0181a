package archive_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/archive"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/internal/office/officetest"
)

// A backup carries the bytes of documents: they are read in a new house, and one
// that was changed is refused before anything is touched.
func TestFilesGoAlong(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Shop"}})
	check(t, err)
	words := strings.Repeat("plan ", 10_000)
	file, err := h.Files.Bring(t.Context(), h.Owner, p.ID, strings.NewReader(words))
	check(t, err)
	d, err := h.Documents.Add(t.Context(), h.Owner, office.NewDocument{Project: p.ID, Name: "Plan.txt", File: file})
	check(t, err)
	lost, err := h.Files.Bring(t.Context(), h.Owner, p.ID, strings.NewReader("lost"))
	check(t, err)
	check(t, h.Blobs.Drop(t.Context(), lost.Sum))

	var b bytes.Buffer
	head, err := archive.Write(t.Context(), h.DB, &b, archive.Writing{At: officetest.Start, Program: "test", Files: h.Blobs})
	check(t, err)
	if head.Files != 2 {
		t.Errorf("%d files are in it", head.Files)
	}
	back := func(b []byte, to files.Store) error {
		db := empty(t, officetest.SQLite(t))
		_, err := archive.Restore(t.Context(), db, bytes.NewReader(b), archive.Restoring{Now: officetest.Start, Random: rand.NewChaCha8([32]byte{7}), Files: to})
		if err != nil {
			return err
		}
		o := office.New(office.Config{DB: db, Now: func() time.Time { return officetest.Start }, Random: rand.NewChaCha8([32]byte{8}), Files: to})
		f, err := o.Documents.File(t.Context(), h.Owner, d.ID, 1)
		if err != nil {
			return err
		}
		got, err := io.ReadAll(f)
		if string(got) != words {
			t.Errorf("%d bytes are read of %d", len(got), len(words))
		}
		return err
	}
	check(t, back(b.Bytes(), files.NewMemory()))
	if err := back(b.Bytes(), nil); fault.KindOf(err) != fault.Invalid {
		t.Errorf("without a place for files: %v", err)
	}
	lines := text(t, b.Bytes())
	for i, l := range lines {
		if strings.HasPrefix(l, `["cGxhbi`) {
			lines[i] = strings.Replace(l, "cGxhbi", "Z3JhbS", 1)
		}
	}
	to := files.NewMemory()
	if err := back(squeeze(t, strings.Join(lines, "")), to); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a changed file: %v", err)
	}
	if _, err := to.Size(t.Context(), file.Sum); err == nil {
		t.Error("a file of a refused backup is kept")
	}
}

package storetest

import (
	"errors"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"kept/document"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/workspace"
)

// sumOf makes a sum of a name.
func sumOf(name string) string { return fmt.Sprintf("%064s", name[len(name)-26:]) }

// file notes a blob.
func (b *bench) file(r rapid.TB, sum string, at time.Time) store.File {
	r.Helper()
	f := store.File{Sum: sum, Size: 7, Type: "text/plain", PutAt: at, State: store.Loose, Preview: store.NoPreview}
	b.write(r, func(tx *store.Tx) error { return store.PutFile(tx, f) })
	return f
}

// documents: documents with their versions, those of a project and of a client,
// and the room that they take.
func documents(b *bench) {
	draw := func(r *rapid.T, f firm, name string) document.Document {
		d := drawn[document.Document](r, "document")
		d.ID, d.ClientID, d.ProjectID = document.ID(name), string(f.client), string(f.project)
		d.Versions = []document.Version{drawn[document.Version](r, "version")}
		d.Versions[0].Number, d.Versions[0].Sum = 1, sumOf(b.name("sum"))
		b.file(r, d.Versions[0].Sum, monday())
		return d
	}
	keeping[document.Document]{
		draw: draw, add: store.AddDocument, added: whole[document.Document],
		load: func(tx *store.Tx, ws workspace.ID, name string) (document.Document, error) {
			return store.Document(tx, ws, document.ID(name))
		},
		save: func(tx *store.Tx, ws workspace.ID, d document.Document) error {
			return store.SaveDocument(tx, ws, d, len(d.Versions))
		},
		saved: func(before, d document.Document) document.Document {
			before.Name, before.SharedAt, before.RemovedAt = d.Name, d.SharedAt, d.RemovedAt
			return before
		},
		version: func(d *document.Document) *int { return &d.Version },
	}.check(b, "doc")

	f, other := b.firm(), b.firm()
	add := func(f firm, versions int) document.Document {
		d := document.Document{ID: document.ID(b.name("doc")), ClientID: string(f.client), ProjectID: string(f.project), Name: "Plan.pdf", By: document.By{Member: f.owner}, MadeAt: monday(), Version: 1}
		for i := range versions {
			v := document.Version{Number: i + 1, Sum: sumOf(b.name("sum")), Size: 1000, Type: "application/pdf", By: d.By, At: monday()}
			b.file(b, v.Sum, monday())
			d.Versions = append(d.Versions, v)
		}
		b.write(b, func(tx *store.Tx) error { return store.AddDocument(tx, f.ws, d) })
		return d
	}
	first, second := add(f, 1), add(f, 3)
	add(other, 1)
	next := document.Version{Number: 2, Sum: second.Versions[0].Sum, Size: 500, Type: "text/plain", By: document.By{Contact: string(f.contact)}, At: monday().Add(time.Hour), Note: "Smaller"}
	first.Versions = append(first.Versions, next)
	b.write(b, func(tx *store.Tx) error { return store.SaveDocument(tx, f.ws, first, 1) })
	first.Version = 2
	same(b, "with a further version", ok(store.Document(b.read(), f.ws, first.ID))(b), first)
	same(b, "of a project", ok(store.DocumentsOfProject(b.read(), f.ws, f.project, 10))(b), []document.Document{second, first})
	same(b, "one of a project", ok(store.DocumentsOfProject(b.read(), f.ws, f.project, 1))(b), []document.Document{second})
	same(b, "of a client", ok(store.DocumentsOfClient(b.read(), f.ws, f.client, 10))(b), []document.Document{second, first})
	same(b, "of another's client", ok(store.DocumentsOfClient(b.read(), other.ws, f.client, 10))(b), nil)
	same(b, "the room", ok(store.RoomOf(b.read(), f.ws, f.client, f.project))(b), store.Room{Workspace: 4500, Client: 4500, Documents: 2})
	same(b, "the room of nobody", ok(store.RoomOf(b.read(), f.ws, "cli_nobody", "prj_nobody"))(b), store.Room{Workspace: 4500})
	if err := b.db.Write(b.Context(), func(tx *store.Tx) error {
		d := first
		d.ID, d.Versions = document.ID(b.name("doc")), []document.Version{{Number: 1, Sum: sumOf(b.name("sum"))}}
		return store.AddDocument(tx, f.ws, d)
	}); err == nil {
		b.Error("a document of bytes that nobody noted is kept")
	}
}

// files: blobs that are brought, referred to, forgotten and previewed. It goes
// through all blobs, so it has a ledger to itself.
func files(b *bench) {
	late, before := monday().Add(time.Hour), monday().Add(time.Minute)
	bring := func(at time.Time) store.File { return b.file(b, sumOf(b.name("sum")), at) }
	use := func(sum string) error {
		return b.db.Write(b.Context(), func(tx *store.Tx) error { return store.UseFile(tx, sum) })
	}
	loose := func() []store.File { return ok(store.FilesByState(b.read(), store.Loose, before, 10))(b) }
	used, idle, fresh := bring(monday()), bring(monday()), bring(late)
	if err := use(used.Sum); err != nil {
		b.Fatal(err)
	}
	used.State = store.InUse
	same(b, "one by its sum", ok(store.FileBySum(b.read(), used.Sum))(b), used)
	none(store.FileBySum(b.read(), sumOf(b.name("sum"))))(b)
	same(b, "that are kept", ok(store.Files(b.read(), used.Sum, 10))(b), []store.File{idle, fresh})
	same(b, "what nothing refers to", loose(), []store.File{idle})
	for _, kept := range []string{used.Sum, fresh.Sum, sumOf(b.name("sum"))} {
		b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.ForgetFile(tx, kept, before) })
	}
	b.write(b, func(tx *store.Tx) error { return store.ForgetFile(tx, idle.Sum, before) })
	idle.State = store.Dropping
	same(b, "what is being forgotten", ok(store.FilesByState(b.read(), store.Dropping, late, 10))(b), []store.File{idle})
	same(b, "nothing else is to be forgotten", loose(), nil)
	for _, gone := range []string{idle.Sum, sumOf(b.name("sum"))} {
		if err := use(gone); fault.KindOf(err) != fault.Conflict {
			b.Errorf("what is not there is referred to: %v", err)
		}
	}
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.PutFile(tx, store.File{Sum: idle.Sum, PutAt: late}) })
	b.write(b, func(tx *store.Tx) error { return store.DropFile(tx, fresh) }) // it is not being forgotten
	b.write(b, func(tx *store.Tx) error { return store.DropFile(tx, idle) })
	none(store.FileBySum(b.read(), idle.Sum))(b)
	same(b, "what is left", ok(store.Files(b.read(), "", 10))(b), []store.File{used, fresh})

	idle = b.file(b, idle.Sum, monday())
	same(b, "brought anew", loose(), []store.File{idle})
	b.file(b, idle.Sum, late)
	same(b, "brought twice, its grace begins anew", loose(), nil)
	b.file(b, used.Sum, late)
	used.PutAt = late
	same(b, "what is used stays so", ok(store.FileBySum(b.read(), used.Sum))(b), used)
}

// previews: the preview of a blob is kept for as long as what it shows.
func previews(b *bench) {
	shown := store.File{Sum: sumOf(b.name("sum")), Size: 9, Type: "image/png", PutAt: monday(), State: store.Loose}
	b.write(b, func(tx *store.Tx) error { return store.PutFile(tx, shown) })
	same(b, "what waits for a preview", ok(store.FilesToPreview(b.read(), 10))(b), []store.File{shown})
	of := b.file(b, sumOf(b.name("sum")), monday())
	b.write(b, func(tx *store.Tx) error {
		return errors.Join(store.UseFile(tx, of.Sum), store.SetPreview(tx, shown.Sum, of.Sum))
	})
	same(b, "nothing waits", ok(store.FilesToPreview(b.read(), 10))(b), nil)
	shown.Preview = of.Sum
	late := monday().Add(time.Hour)
	same(b, "the picture goes first", ok(store.FilesByState(b.read(), store.Loose, late, 10))(b), []store.File{shown})
	b.write(b, func(tx *store.Tx) error { return store.ForgetFile(tx, shown.Sum, late) })
	b.write(b, func(tx *store.Tx) error { return store.DropFile(tx, shown) })
	same(b, "then its preview", ok(store.FilesByState(b.read(), store.Loose, late, 10))(b), []store.File{of})
}

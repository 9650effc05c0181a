package office_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/client"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// shelf is a client with a project, and who may look at it.
type shelf struct {
	*officetest.House
	t       *testing.T
	client  client.Client
	contact client.Contact
	project client.ProjectID
	reader  office.Actor
}

func newShelf(t *testing.T, h *officetest.House, name string) shelf {
	t.Helper()
	c, k := h.Client(h.Owner, name, "Europe/Madrid", "Ana of "+name, strings.ToLower(strings.ReplaceAll(name, " ", ""))+"@example.com")
	must(t, h.Pages.Invite(t.Context(), h.Owner, k.ID))
	p, err := h.Clients.AddProject(t.Context(), h.Owner, office.NewProject{Project: client.Project{ClientID: c.ID, Name: "Shop of " + name}})
	must(t, err)
	reader := office.Actor{Workspace: h.Owner.Workspace, Contact: k.ID, Client: c.ID}
	return shelf{h, t, c, k, p.ID, reader}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s shelf) bring(who office.Actor, b []byte) office.Brought {
	s.t.Helper()
	f, err := s.Files.Bring(s.t.Context(), who, s.project, bytes.NewReader(b))
	must(s.t, err)
	return f
}

func (s shelf) add(who office.Actor, name string, b []byte) document.Document {
	s.t.Helper()
	d, err := s.Documents.Add(s.t.Context(), who, office.NewDocument{Project: s.project, Name: name, File: s.bring(who, b)})
	must(s.t, err)
	return d
}

// What is private, removed or another client's looks to a client like what is not
// there; what is shared he reads byte for byte, each version of it.
func TestClientSeesWhatIsShared(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ana, bob := newShelf(t, h, "Casa Ruiz"), newShelf(t, h, "Bob Co")
		d := ana.add(h.Owner, "Plan.txt", []byte("the first"))
		sees := func(s shelf) bool {
			t.Helper()
			list, err := h.Portal.Documents(t.Context(), s.reader)
			must(t, err)
			_, one := h.Portal.Document(t.Context(), s.reader, d.ID)
			f, file := h.Portal.DocumentFile(t.Context(), s.reader, d.ID, 1)
			if file == nil {
				b, err := io.ReadAll(f)
				if err != nil || string(b) != "the first" || f.Close() != nil {
					t.Errorf("reads %q: %v", b, err)
				}
			}
			seen := len(list.Documents) == 1
			if seen != (one == nil) || seen != (file == nil) || !seen && (fault.KindOf(one) != fault.NotFound || fault.KindOf(file) != fault.NotFound) {
				t.Errorf("in the list %v, itself %v, its bytes %v", seen, one, file)
			}
			return seen
		}
		want := func(when string, yes bool) {
			t.Helper()
			if sees(ana) != yes || sees(bob) {
				t.Errorf("%s: Ana sees it %v, Bob %v", when, sees(ana), sees(bob))
			}
		}
		want("private", false)
		_, err := h.Documents.Share(t.Context(), h.Owner, d.ID, 0)
		must(t, err)
		want("shared", true)
		if len(h.Sent) > 0 {
			t.Error("sharing told somebody")
		}
		_, err = h.Documents.Renew(t.Context(), h.Owner, d.ID, office.Renewal{File: ana.bring(h.Owner, []byte("the second"))})
		must(t, err)
		want("renewed", true)
		if v, err := h.Portal.Document(t.Context(), ana.reader, d.ID); err != nil || len(v.Documents[0].Versions) != 2 {
			t.Errorf("the versions that she sees: %v", err)
		}
		_, err = h.Documents.Remove(t.Context(), h.Owner, d.ID, 0)
		must(t, err)
		want("removed", false)
		_, err = h.Documents.Return(t.Context(), h.Owner, d.ID, 0)
		must(t, err)
		want("brought back", false)
		if _, err := h.Documents.Rename(t.Context(), h.Owner, d.ID, 1, "x"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an old version is changed: %v", err)
		}
		for _, err := range []error{
			func() error { _, err := h.Documents.Share(t.Context(), ana.reader, d.ID, 0); return err }(),
			func() error { _, err := h.Documents.View(t.Context(), ana.reader, d.ID); return err }(),
			func() error { _, err := h.Documents.File(t.Context(), ana.reader, d.ID, 1); return err }(),
		} {
			if err == nil {
				t.Error("a contact does what is the team's")
			}
		}
	})
}

// A client brings what is his: to his own projects alone.
func TestClientBrings(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ana, bob := newShelf(t, h, "Casa Ruiz"), newShelf(t, h, "Bob Co")
		d := ana.add(ana.reader, "Logo.png", []byte("a logo"))
		if list, err := h.Documents.OfProject(t.Context(), h.Owner, ana.project); err != nil || len(list.Documents) != 1 || list.Names[d.By] != ana.contact.Name || !list.Documents[0].Shared() {
			t.Errorf("the team sees %+v: %v", list, err)
		}
		if _, err := h.Documents.Unshare(t.Context(), h.Owner, d.ID, 0); fault.KindOf(err) != fault.Conflict {
			t.Errorf("it is taken from her: %v", err)
		}
		if _, err := h.Files.Bring(t.Context(), ana.reader, bob.project, strings.NewReader("x")); fault.KindOf(err) != fault.NotFound {
			t.Errorf("she brings to another client: %v", err)
		}
		if _, err := h.Documents.Add(t.Context(), ana.reader, office.NewDocument{Project: bob.project, Name: "x", File: ana.bring(ana.reader, []byte("x"))}); fault.KindOf(err) != fault.NotFound {
			t.Errorf("she adds to another client: %v", err)
		}
		if _, err := h.Documents.Add(t.Context(), h.Owner, office.NewDocument{Project: ana.project, Name: "x", File: office.Brought{Sum: files.Sum(strings.Repeat("0", 64)), Size: 1}}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("bytes that nobody brought are referred to: %v", err)
		}
	})
}

func TestFileLimits(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ana, bob := newShelf(t, h, "Casa Ruiz"), newShelf(t, h, "Bob Co")
	limits := officetest.Limits()
	full := func(n byte, size int64) []byte { return bytes.Repeat([]byte{n}, int(size)) }
	_, err := h.Files.Bring(t.Context(), h.Owner, ana.project, bytes.NewReader(full(1, limits.One+1)))
	var large files.TooLarge
	if f, ok := fault.As(err); !ok || !errors.As(err, &large) || !strings.Contains(f.Fields["file"], "larger than 64 kB") {
		t.Errorf("one byte more: %v", err)
	}
	refused := func(s shelf, n byte, size int64, want string) {
		t.Helper()
		_, err := h.Documents.Add(t.Context(), h.Owner, office.NewDocument{Project: s.project, Name: "x", File: s.bring(h.Owner, full(n, size))})
		if f, ok := fault.As(err); !ok || !strings.Contains(f.Fields["file"], want) {
			t.Errorf("%d bytes more: %v, want %q", size, err, want)
		}
	}
	for i := range byte(3) { // 192 kB of 200
		ana.add(h.Owner, "x", full(i, limits.One))
	}
	refused(ana, 9, 8<<10+1, "documents of this client would take more than 200 kB, which is the limit")
	ana.add(h.Owner, "x", full(9, 8<<10)) // to the byte
	refused(ana, 10, 1, "of this client")
	bob.add(h.Owner, "x", full(1, limits.One)) // 264 kB of 300
	refused(bob, 11, 36<<10+1, "all documents together")
	bob.add(h.Owner, "x", full(11, 36<<10))
}

// What nothing refers to is forgotten when its grace is over; what something refers
// to never is, and neither is its preview.
func TestSweep(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ana := newShelf(t, h, "Casa Ruiz")
		var drawn bytes.Buffer
		must(t, png.Encode(&drawn, image.NewNRGBA(image.Rect(0, 0, 20, 10))))
		kept := ana.add(h.Owner, "Front.png", drawn.Bytes())
		loose := ana.bring(h.Owner, []byte("nobody's"))
		there := func(sum files.Sum) bool {
			_, err := h.Blobs.Size(t.Context(), sum)
			return err == nil
		}
		h.Pass(office.FileGrace - time.Minute)
		must(t, h.Files.Sweep(t.Context()))
		if !there(loose.Sum) {
			t.Error("forgotten before its grace was over")
		}
		h.Pass(2 * time.Minute)
		must(t, h.Files.Sweep(t.Context()))
		f, err := store.FileBySum(h.DB.Read(t.Context()), kept.Latest().Sum)
		if there(loose.Sum) || err != nil || !there(files.Sum(f.Sum)) || !there(files.Sum(f.Preview)) {
			t.Errorf("loose %v, kept %v, its preview %v: %v", there(loose.Sum), there(files.Sum(f.Sum)), there(files.Sum(f.Preview)), err)
		}
		p, err := h.Documents.Preview(t.Context(), h.Owner, kept.ID, 1)
		must(t, err)
		must(t, p.Close())
		if again := ana.add(h.Owner, "Again.txt", []byte("nobody's")); !there(files.Sum(again.Latest().Sum)) {
			t.Error("brought anew, it is not there")
		}
	})
}

// Whoever brings a file while it is swept has it, or is told to send it again.
func TestSweepMeetsUpload(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ana := newShelf(t, h, "Casa Ruiz")
		for i := range 10 {
			b := []byte{byte(i), 1, 2, 3}
			ana.bring(h.Owner, b)
			h.Pass(office.FileGrace + time.Hour)
			var both sync.WaitGroup
			both.Go(func() {
				if err := h.Files.Sweep(t.Context()); err != nil {
					t.Error(err)
				}
			})
			var d document.Document
			var err error
			both.Go(func() {
				var f office.Brought
				if f, err = h.Files.Bring(t.Context(), h.Owner, ana.project, bytes.NewReader(b)); err == nil {
					d, err = h.Documents.Add(t.Context(), h.Owner, office.NewDocument{Project: ana.project, Name: "x", File: f})
				}
			})
			both.Wait()
			if err != nil && fault.KindOf(err) != fault.Busy && fault.KindOf(err) != fault.Conflict {
				t.Fatal(err)
			}
			if err == nil {
				f, err := h.Documents.File(t.Context(), h.Owner, d.ID, 1)
				must(t, err)
				must(t, f.Close())
			}
		}
	})
}

// Sharing and telling is one act; taken back in time, the document is private again.
func TestTellingShares(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ana, bob := newShelf(t, h, "Casa Ruiz"), newShelf(t, h, "Bob Co")
	d := ana.add(h.Owner, "Plan.txt", []byte("plan"))
	tell := office.Telling{Client: ana.client.ID, Project: string(ana.project), Readers: []client.ContactID{ana.contact.ID}, Channel: notice.Mail, Text: "A plan for you.", Next: promise.When{At: h.Now().Add(80 * time.Hour)}, Documents: []document.ID{d.ID}}
	other := tell
	other.Client, other.Project, other.Readers = bob.client.ID, string(bob.project), []client.ContactID{bob.contact.ID}
	if _, err := h.Notices.Tell(t.Context(), h.Owner, other); fault.KindOf(err) != fault.NotFound {
		t.Errorf("another client is told of it: %v", err)
	}
	told, err := h.Notices.Tell(t.Context(), h.Owner, tell)
	must(t, err)
	if _, err := h.Portal.Document(t.Context(), ana.reader, d.ID); err != nil {
		t.Errorf("told, and not shared: %v", err)
	}
	must(t, h.Notices.Undo(t.Context(), h.Owner, told.ID))
	if _, err := h.Portal.Document(t.Context(), ana.reader, d.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("taken back, and shared: %v", err)
	}
}

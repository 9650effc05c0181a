package office_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/fieldlog"
	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/news"
)

// telephone is a photo as a telephone takes it: with the camera's name, and where it
// was (47° N) in an EXIF block.
func telephone(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		for y := range h {
			m.Set(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), 90, 255})
		}
	}
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, nil))
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08")
	tiff = append(tiff, 0, 2)                                                                  // two entries
	tiff = append(tiff, 0x01, 0x0f, 0, 2, 0, 0, 0, 9, 0, 0, 0, 38)                             // Make, at 38
	tiff = append(tiff, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 48, 0, 0, 0, 0)                 // GPS, at 48; no more
	tiff = append(tiff, []byte("Acme Cam\x00\x00")...)                                         // at 38
	tiff = append(tiff, 0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0, 0)     // GPSLatitude
	tiff = append(tiff, 0, 0, 0, 47, 0, 0, 0, 1, 0, 0, 0, 22, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0) // three fractions
	block := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(block)+2))
	return append(append(head, block...), b.Bytes()[2:]...)
}

// took takes photos and keeps them.
func (s shelf) took(all ...[]byte) ([]fieldlog.Photo, error) {
	s.t.Helper()
	p, err := s.Files.TakePhotos(s.t.Context(), s.Owner, s.project)
	must(s.t, err)
	defer p.Close()
	for _, b := range all {
		if err := p.Take(s.t.Context(), "IMG 1.jpg", bytes.NewReader(b)); err != nil {
			return nil, err
		}
	}
	return p.Keep(s.t.Context())
}

func (s shelf) wrote(text string, photos []fieldlog.Photo) fieldlog.Entry {
	s.t.Helper()
	e, err := s.FieldLog.Add(s.t.Context(), s.Owner, office.NewEntry{Project: s.project, Words: fieldlog.Words{Text: text}, Photos: photos})
	must(s.t, err)
	return e
}

func readPhoto(t *testing.T, f office.PhotoFile, err error) []byte {
	t.Helper()
	must(t, err)
	b, err := io.ReadAll(f)
	must(t, errors.Join(err, f.Close()))
	return b
}

// A photo is drawn anew, smaller, and says nothing of place and camera.
func TestPhotosSayNothingOfPlace(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		s, ctx := newShelf(t, h, "Casa"), t.Context()
		sent := telephone(t, 2400, 1200)
		photos, err := s.took(sent)
		must(t, err)
		e := s.wrote("The slab is poured", photos)
		for small, want := range map[bool]image.Point{false: {2048, 1024}, true: {480, 240}} {
			f, err := h.FieldLog.Photo(ctx, h.Owner, e.ID, 1, small)
			b := readPhoto(t, f, err)
			m, err := jpeg.Decode(bytes.NewReader(b))
			must(t, err)
			if m.Bounds().Size() != want {
				t.Errorf("small %v: drawn with %v pixels, want %v", small, m.Bounds().Size(), want)
			}
			for _, told := range []string{"Exif", "Acme", "\x00\x00\x00\x2f\x00\x00\x00\x01"} {
				if !bytes.Contains(sent, []byte(told)) {
					t.Fatalf("the photo that is sent does not hold %q", told)
				}
				if bytes.Contains(b, []byte(told)) {
					t.Errorf("small %v: what is kept holds %q", small, told)
				}
			}
		}
		if p := e.Photos[0]; p.Width != 2048 || p.Height != 1024 || p.Size == 0 {
			t.Errorf("noted as %+v", p)
		}
		h.Pass(office.FileGrace + time.Hour)
		must(t, h.Files.Sweep(ctx))
		f, err := h.FieldLog.Photo(ctx, h.Owner, e.ID, 1, true)
		readPhoto(t, f, err)
	})
}

// What is no photo is refused by its number and name, and nothing of all is kept.
func TestBadPhotos(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	s := newShelf(t, h, "Casa")
	good := telephone(t, 30, 20)
	bomb := append([]byte(nil), good...)
	at := bytes.Index(bomb, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(bomb[at+5:], 60_000)
	binary.BigEndian.PutUint16(bomb[at+7:], 60_000)
	var thirteen [][]byte
	for range 13 {
		thirteen = append(thirteen, good)
	}
	var flat bytes.Buffer
	must(t, png.Encode(&flat, image.NewGray(image.Rect(0, 0, 900, 10))))
	kept := func() int {
		all, err := store.Files(h.DB.Read(t.Context()), "", 100)
		must(t, err)
		return len(all)
	}
	for name, tt := range map[string]struct {
		sent [][]byte
		want string
	}{
		"a bomb":       {[][]byte{good, bomb}, "Photo 2 (IMG 1.jpg) was not taken. This picture has “60000 × 60000” pixels"},
		"svg":          {[][]byte{[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)}, "Photo 1 (IMG 1.jpg) was not taken. This is not a picture"},
		"html":         {[][]byte{good, good, []byte("<!doctype html><script>alert(1)</script>")}, "Photo 3 (IMG 1.jpg) was not taken. This is not a picture"},
		"a head alone": {[][]byte{good[:200]}, "This is not a picture"},
		"zero bytes":   {[][]byte{good, {}}, "Photo 2 (IMG 1.jpg) was not taken. This file is empty."},
		"thirteen":     {thirteen, "Twelve photos at most."},
		"too large":    {[][]byte{append(append([]byte(nil), good...), make([]byte, officetest.Limits().One)...)}, "It is larger than"},
	} {
		_, err := s.took(tt.sent...)
		if f, ok := fault.As(err); !ok || !strings.Contains(f.Fields["photos"], tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
		if large := errors.As(err, new(files.TooLarge)); large != (name == "too large") {
			t.Errorf("%s: too large %v", name, large)
		}
	}
	if n := kept(); n != 0 {
		t.Errorf("%d blobs are kept of what was refused", n)
	}
	if _, err := s.took(good, flat.Bytes()); err != nil || kept() != 4 {
		t.Errorf("%d blobs are kept of two good ones: %v", kept(), err)
	}
}

// An entry is the client's to see just while it is shared, and nobody else's.
func TestFieldLogIsPrivateUntilShared(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		s, other, ctx := newShelf(t, h, "Casa"), newShelf(t, h, "Haus"), t.Context()
		photos, err := s.took(telephone(t, 30, 20))
		must(t, err)
		e := s.wrote("The slab is poured", photos)
		sees := func(reader office.Actor, want bool) {
			t.Helper()
			site, err := h.Portal.Site(ctx, reader, "", 10)
			must(t, err)
			home, err := h.Portal.View(ctx, reader)
			must(t, err)
			f, err := h.Portal.Photo(ctx, reader, e.ID, 1, false)
			if err == nil {
				must(t, f.Close())
			}
			if got := err == nil; got != want || len(site.Entries) > 0 != want || len(home.Seen) > 0 != want || !want && fault.KindOf(err) != fault.NotFound {
				t.Errorf("the photo is seen %v, %d entries, %d at home, %v; want %v", got, len(site.Entries), len(home.Seen), err, want)
			}
		}
		sees(s.reader, false)
		e, err = h.FieldLog.Share(ctx, h.Owner, e.ID, e.Version)
		must(t, err)
		sees(s.reader, true)
		sees(other.reader, false)
		h.Pass(time.Hour)
		if told := slices.ContainsFunc(h.Sent, func(m outbox.Mail) bool { return strings.Contains(m.Lead+m.Body+m.Subject, "slab") }); told {
			t.Error("sharing told somebody")
		}
		_, err = h.FieldLog.Unshare(ctx, h.Owner, e.ID, 1)
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("a version that is over: %v", err)
		}
		if _, err := h.FieldLog.Share(ctx, s.reader, e.ID, 0); err == nil {
			t.Error("a contact shares an entry")
		}
		e, err = h.FieldLog.Edit(ctx, h.Owner, e.ID, office.EntryEdit{Change: func(w *fieldlog.Words) { w.Text = "Poured" }, TakeOut: []int{1}, Photos: photos})
		must(t, err)
		if e.Text != "Poured" || len(e.Seen()) != 1 || e.Seen()[0].Number != 2 || !e.Shared() {
			t.Errorf("edited to %+v", e)
		}
		if f, err := h.Portal.Photo(ctx, s.reader, e.ID, 1, false); err == nil {
			t.Error("a photo that was taken out is seen", f.Close())
		}
		e, err = h.FieldLog.Remove(ctx, h.Owner, e.ID, 0)
		must(t, err)
		list, err := h.FieldLog.OfProject(ctx, h.Owner, s.project, "", 10)
		must(t, err)
		if len(list.Entries) != 0 || len(list.Removed) != 1 {
			t.Errorf("after it was removed: %+v", list)
		}
		e, err = h.FieldLog.Return(ctx, h.Owner, e.ID, 0)
		must(t, err)
		if e.Shared() {
			t.Error("what comes back is shared")
		}
	})
}

// What was seen is offered for the next update, behind the scenes, with its source.
func TestFieldLogIsOfferedForUpdates(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	s, ctx := newShelf(t, h, "Casa"), t.Context()
	private := s.wrote("The slab is\npoured", nil)
	gone := s.wrote("Nothing to see", nil)
	_, err := h.FieldLog.Remove(ctx, h.Owner, gone.ID, 0)
	must(t, err)
	u, err := h.Updates.Draft(ctx, h.Owner, s.project)
	must(t, err)
	found := 0
	for _, l := range u.Lines {
		if l.Source == "field-log:"+string(private.ID) && l.Part == news.Behind && strings.Contains(l.Text, "The slab is poured") {
			found++
		}
		if strings.Contains(l.Text, "Nothing to see") {
			t.Errorf("what was removed is told: %+v", l)
		}
	}
	if found != 1 {
		t.Errorf("drafted %+v", u.Lines)
	}
}

// When a client brings a document, the project's owner hears of it: once an hour.
func TestOwnerHearsOfWhatIsBrought(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		s := newShelf(t, h, "Casa")
		s.add(h.Owner, "Ours.txt", []byte("ours"))
		s.add(s.reader, "Theirs.txt", []byte("theirs"))
		s.add(s.reader, "More.txt", []byte("more"))
		mailed := func(want string) {
			t.Helper()
			h.Pass(time.Hour)
			var got []string
			for _, m := range h.Sent {
				if strings.Contains(m.Subject, " brought ") {
					got = append(got, m.To.Addr+" "+m.Subject)
				}
			}
			if strings.Join(got, "; ") != want {
				t.Errorf("mailed %q, want %q", got, want)
			}
		}
		first := "marta@northlight.example Casa brought a document: Theirs.txt"
		mailed(first)
		s.add(s.reader, "Later.txt", []byte("later"))
		mailed(first + "; marta@northlight.example Casa brought a document: Later.txt")
	})
}

// Photos take of the room that documents have.
func TestPhotosTakeRoom(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	s, ctx := newShelf(t, h, "Casa"), t.Context()
	photos, err := s.took(telephone(t, 300, 200))
	must(t, err)
	e := s.wrote("One", photos)
	room, err := store.RoomOf(h.DB.Read(ctx), h.Owner.Workspace, s.client.ID, s.project)
	must(t, err)
	if room.Client != e.Photos[0].Size || room.Workspace < room.Client {
		t.Errorf("a photo of %d bytes takes %+v", e.Photos[0].Size, room)
	}
}

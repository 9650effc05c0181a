package files_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kept/internal/fake/s3"
	"kept/internal/fault"
	"kept/internal/files"
)

// stores runs a test on each sort of store.
func stores(t *testing.T, test func(*testing.T, files.Store)) {
	t.Run("folder", func(t *testing.T) { test(t, files.Folder{Path: filepath.Join(t.TempDir(), "files")}) })
	t.Run("memory", func(t *testing.T) { test(t, files.NewMemory()) })
	t.Run("s3", func(t *testing.T) {
		s := s3.Start()
		defer s.Close()
		b, err := files.OpenBucket(s.Address())
		if err != nil {
			t.Fatal(err)
		}
		test(t, b)
	})
}

func spool(t *testing.T, b []byte) *files.Spooled {
	t.Helper()
	s, err := files.Spool(bytes.NewReader(b), t.TempDir(), 8<<20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestPlaceOpenDrop(t *testing.T) {
	stores(t, func(t *testing.T, st files.Store) {
		ctx := t.Context()
		b := bytes.Repeat([]byte("brick by brick\n"), 200_000) // 3 MB: several chunks
		s := spool(t, b)
		want := sha256.Sum256(b)
		if string(s.Sum) != hex.EncodeToString(want[:]) || s.Size != int64(len(b)) || s.Type != "text/plain" {
			t.Fatalf("spooled as %+v", s)
		}
		if _, err := st.Open(ctx, s.Sum); !errors.Is(err, files.ErrNone) {
			t.Errorf("before it is placed: %v", err)
		}
		for range 2 { // the second time it is there
			if err := st.Place(ctx, s); err != nil {
				t.Fatal(err)
			}
		}
		f, err := st.Open(ctx, s.Sum)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		part := make([]byte, 15)
		if _, err := f.Seek(15*100_000, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(f, part); err != nil || string(part) != "brick by brick\n" {
			t.Errorf("a range reads %q: %v", part, err)
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if all, err := io.ReadAll(f); err != nil || !bytes.Equal(all, b) || f.Size() != int64(len(b)) {
			t.Errorf("%d bytes read of %d: %v", len(all), len(b), err)
		}
		for range 2 {
			if err := st.Drop(ctx, s.Sum); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := st.Size(ctx, s.Sum); !errors.Is(err, files.ErrNone) {
			t.Errorf("dropped, and there: %v", err)
		}
		for _, odd := range []files.Sum{"", "../../etc/passwd", files.Sum(strings.Repeat("g", 64)), files.Sum(strings.ToUpper(string(s.Sum)))} {
			if _, err := st.Open(ctx, odd); !errors.Is(err, files.ErrNone) {
				t.Errorf("the sum %q opens: %v", odd, err)
			}
		}
	})
}

// Two who bring the same content at once both have it.
func TestPlacedAtOnce(t *testing.T) {
	stores(t, func(t *testing.T, st files.Store) {
		b := bytes.Repeat([]byte{7}, 100_000)
		var all sync.WaitGroup
		failed := make(chan error, 8)
		for range 8 {
			s := spool(t, b)
			all.Go(func() { failed <- st.Place(context.Background(), s) })
		}
		all.Wait()
		close(failed)
		for err := range failed {
			if err != nil {
				t.Error(err)
			}
		}
		f, err := st.Open(t.Context(), spool(t, b).Sum)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%d bytes: %v", len(got), err)
		}
	})
}

// cut gives so many bytes and then fails, as a line that breaks.
type cut struct{ left int }

func (c *cut) Read(p []byte) (int, error) {
	if c.left == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n := min(len(p), c.left)
	c.left -= n
	return n, nil
}

func TestSpoolRefuses(t *testing.T) {
	dir := t.TempDir()
	at := func(n int) error {
		s, err := files.Spool(bytes.NewReader(make([]byte, n)), dir, 1000)
		if err == nil {
			err = s.Close()
		}
		return err
	}
	if err := at(1000); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	var large files.TooLarge
	if err := at(1001); !errors.As(err, &large) || large.Limit != 1000 {
		t.Errorf("one byte more: %v", err)
	}
	if err := at(0); fault.KindOf(err) != fault.Invalid {
		t.Errorf("an empty file: %v", err)
	}
	if _, err := files.Spool(&cut{500}, dir, 1000); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut off: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind: %v", left, err)
	}
}

func TestBucketThatFails(t *testing.T) {
	s := s3.Start()
	defer s.Close()
	b, err := files.OpenBucket(s.Address())
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Reach(t.Context()); err != nil {
		t.Errorf("the bucket is not reached: %v", err)
	}
	x := spool(t, []byte("a drawing"))
	if err := b.Place(t.Context(), x); err != nil {
		t.Fatal(err)
	}
	if keys := s.Keys(); len(keys) != 1 || keys[0] != "kept/"+string(x.Sum[:2])+"/"+string(x.Sum) {
		t.Errorf("kept as %v", keys)
	}
	stranger, err := files.OpenBucket(strings.Replace(s.Address(), "not%20a%20secret", "guessed", 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := stranger.Open(t.Context(), x.Sum); err == nil || errors.Is(err, files.ErrNone) {
		t.Errorf("who knows no secret reads: %v", err)
	}
	if err := stranger.Place(t.Context(), spool(t, []byte("another"))); err == nil {
		t.Error("who knows no secret writes")
	}
	s.Fail(100)
	if _, err := b.Size(t.Context(), x.Sum); err == nil || errors.Is(err, files.ErrNone) {
		t.Errorf("a store that fails looks like one without the file: %v", err)
	}
	s.Fail(1) // one failure is tried again
	if _, err := b.Size(t.Context(), x.Sum); err != nil {
		t.Errorf("after one failure: %v", err)
	}
}

func TestBucketAddress(t *testing.T) {
	for _, odd := range []string{"", "s3://host/bucket", "s3://k:s@host", "s3://k@host/bucket", "http://k:s@host/bucket", "s3://k:s@host/bucket?tls=perhaps", "s3://k:s@ho st/b"} {
		if _, err := files.OpenBucket(odd); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", odd, err)
		}
	}
	b, err := files.OpenBucket("s3://k:s3cr3t@host:9000/bucket?region=eu")
	if err != nil || strings.Contains(b.Where(), "s3cr3t") || b.Where() != "the bucket bucket at host:9000" {
		t.Errorf("%v: %v", b, err)
	}
}

func zipped(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTypeOf(t *testing.T) {
	for name, tt := range map[string]struct {
		head         []byte
		want, served string
	}{
		"svg":          {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">`), "image/svg+xml", files.Unknown},
		"svg declared": {[]byte("\xef\xbb\xbf <?xml version=\"1.0\"?><!-- x --><SVG>"), "image/svg+xml", files.Unknown},
		"html":         {[]byte("<!DOCTYPE html><script>"), "text/html", files.Unknown},
		"late html":    {[]byte("\n\n  <script>alert(1)</script>"), "text/html", files.Unknown},
		"xml":          {[]byte(`<?xml version="1.0"?><a/>`), "text/xml", files.Unknown},
		"text":         {[]byte("a list"), "text/plain", files.Unknown},
		"pdf":          {[]byte("%PDF-1.7\n"), "application/pdf", "application/pdf"},
		"png":          {[]byte("\x89PNG\r\n\x1a\n"), "image/png", "image/png"},
		"gif and html": {[]byte("GIF89a/*<script>*/"), "image/gif", "image/gif"},
		"docx":         {zipped(t, "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		"zip":          {zipped(t, "a.txt"), "application/zip", "application/zip"},
		"noise":        {[]byte{0, 1, 2, 3}, files.Unknown, files.Unknown},
	} {
		if got := files.TypeOf(tt.head); got != tt.want || files.Served(got) != tt.served {
			t.Errorf("%s is %s, served as %s", name, got, files.Served(got))
		}
	}
}

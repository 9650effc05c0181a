package preview_test

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"kept/internal/fault"
	"kept/internal/files"
	"kept/internal/preview"
)

// onePage is a PDF of one empty page.
const onePage = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n"

type bytesFile struct{ *bytes.Reader }

func (bytesFile) Close() error { return nil }

func file(b []byte) files.File { return bytesFile{bytes.NewReader(b)} }

func TestFirstPageOfPDF(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Skip("skipped: pdftoppm (poppler-utils) is not installed")
	}
	dir := t.TempDir()
	m := preview.New(dir)
	b, err := m.Preview(t.Context(), "application/pdf", file([]byte(onePage)))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(b))
	if err != nil || c.Height != preview.Longest || c.Width != 1200 {
		t.Errorf("drawn %d by %d: %v", c.Width, c.Height, err)
	}
	for _, odd := range []string{"%PDF-1.7\nnonsense", "%PDF-"} {
		if _, err := m.Preview(t.Context(), "application/pdf", file([]byte(odd))); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", odd, err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left behind: %v", left, err)
	}
}

// A program that draws too much, or anything but a picture, gives no preview.
func TestProgramThatGoesWrong(t *testing.T) {
	for name, script := range map[string]string{
		"endless": "exec cat /dev/zero", "no picture": "echo '<script>'", "fails": "exit 3", "told secrets": `test -z "$KEPT_KEY" && exit 3; printf secret`,
	} {
		t.Setenv("KEPT_KEY", "secret")
		path := filepath.Join(t.TempDir(), "draw")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		if _, err := (preview.Maker{PDF: path, Dir: t.TempDir()}).Preview(t.Context(), "application/pdf", file([]byte(onePage))); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPicturesAndOthers(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 20, 10))); err != nil {
		t.Fatal(err)
	}
	m := preview.Maker{}
	if p, err := m.Preview(t.Context(), "image/png", file(b.Bytes())); err != nil || files.TypeOf(p) != "image/png" {
		t.Errorf("a picture: %v", err)
	}
	for _, kind := range []string{"application/pdf", "image/svg+xml", "text/html"} {
		if _, err := m.Preview(t.Context(), kind, file([]byte("<svg/>"))); m.Previews(kind) || fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

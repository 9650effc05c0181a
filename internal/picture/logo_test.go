package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"kept/internal/fault"
)

// drawn is a picture of one colour.
func drawn(w, h int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i)
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// claims is the beginning of a PNG that says how large it is, and no more.
func claims(w, h int) []byte {
	head := make([]byte, 17)
	copy(head, "IHDR")
	binary.BigEndian.PutUint32(head[4:], uint32(w))
	binary.BigEndian.PutUint32(head[8:], uint32(h))
	head[12], head[13] = 8, 6
	out := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
	out = append(out, head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

func TestLogoIsMadeAnew(t *testing.T) {
	var jpg, anim bytes.Buffer
	if err := jpeg.Encode(&jpg, drawn(900, 300), nil); err != nil {
		t.Fatal(err)
	}
	frame := image.NewPaletted(image.Rect(0, 0, 40, 40), color.Palette{color.Black, color.White})
	if err := gif.EncodeAll(&anim, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}); err != nil {
		t.Fatal(err)
	}
	// What stands behind the picture's end is gone in what is kept.
	tail := append(asPNG(t, drawn(100, 50)), "<script>alert(1)</script>"...)
	for name, tt := range map[string]struct {
		data         []byte
		declared     string
		wantW, wantH int
	}{
		"jpeg":              {jpg.Bytes(), "image/jpeg", 512, 170},
		"gif, its first":    {anim.Bytes(), "image/gif", 40, 40},
		"png with a tail":   {tail, "image/png", 100, 50},
		"no type said":      {asPNG(t, drawn(512, 512)), "", 512, 512},
		"unknown type said": {asPNG(t, drawn(513, 10)), "application/octet-stream", 512, 9},
		"one pixel high":    {asPNG(t, drawn(4000, 1)), "image/png", 512, 1},
	} {
		p, err := RemakeLogo(tt.data, tt.declared)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m, err := png.Decode(bytes.NewReader(p.Bytes))
		if err != nil || p.MediaType != "image/png" || bytes.Contains(p.Bytes, []byte("script")) {
			t.Errorf("%s is kept as %s: %v", name, p.MediaType, err)
			continue
		}
		if s := m.Bounds().Size(); s.X != tt.wantW || s.Y != tt.wantH {
			t.Errorf("%s is kept as %v, want %d by %d", name, s, tt.wantW, tt.wantH)
		}
	}
}

func TestLogoRefused(t *testing.T) {
	cut := asPNG(t, drawn(60, 60))
	for name, tt := range map[string]struct {
		data     []byte
		declared string
		want     string
	}{
		"empty":                      {nil, "image/png", "not a picture"},
		"svg":                        {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), "image/svg+xml", "not a picture"},
		"html that lies":             {[]byte("<!doctype html><script>alert(1)</script>"), "image/png", "not a picture"},
		"a png that says jpeg":       {asPNG(t, drawn(9, 9)), "image/jpeg", "This file is a “PNG”, but its name says something else."},
		"cut off":                    {cut[:len(cut)/2], "image/png", "not a picture"},
		"a head alone":               {claims(100, 100), "image/png", "not a picture"},
		"a bomb":                     {claims(60_000, 60_000), "image/png", "“60000 × 60000” pixels"},
		"one row of pixels more":     {claims(4000, 2001), "image/png", "“4000 × 2001” pixels"},
		"a side longer than allowed": {claims(maxLogoSide+1, 1), "image/png", "“16385 × 1” pixels"},
		"one byte more":              {append(claims(10, 10), make([]byte, MaxLogoBytes)...), "image/png", "larger than 2 MB"},
	} {
		_, err := RemakeLogo(tt.data, tt.declared)
		if f, ok := fault.As(err); !ok || !strings.Contains(f.Fields["logo"], tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	// At the limit it is not the size that is refused.
	if _, err := RemakeLogo(claims(4000, 2000), "image/png"); err == nil || !strings.Contains(err.Error(), "not a picture") {
		t.Errorf("eight million pixels: %v", err)
	}
}

// Noise does not shrink: it is kept smaller until it fits.
func TestLogoOfNoise(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 700, 700))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range m.Pix {
		m.Pix[i] = uint8(r.Uint32())
	}
	p, err := keptLogo(m)
	if err != nil || len(p.Bytes) > logoBytes {
		t.Errorf("%d bytes: %v", len(p.Bytes), err)
	}
}

func FuzzLogo(f *testing.F) {
	f.Add(asPNG(f, drawn(3, 3)))
	f.Add(claims(100, 100))
	f.Add([]byte("GIF89a"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8 "))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := RemakeLogo(data, "")
		if err != nil {
			if _, ok := fault.As(err); !ok {
				t.Errorf("not told in words: %v", err)
			}
			return
		}
		if _, err := png.Decode(bytes.NewReader(p.Bytes)); err != nil {
			t.Errorf("what is kept cannot be read: %v", err)
		}
	})
}

package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"kept/internal/fault"
)

// held is a JPEG, red on its left and blue on its right, that says how its camera was held.
func held(t testing.TB, w, h, turn int, order binary.AppendByteOrder, mark string) []byte {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{R: 255, A: 255}
			if x >= w/2 {
				c = color.NRGBA{B: 255, A: 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	tiff := order.AppendUint16([]byte(mark), 42)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 1)
	tiff = order.AppendUint16(order.AppendUint16(tiff, 0x0112), 3)
	tiff = order.AppendUint16(order.AppendUint32(tiff, 1), uint16(turn))
	tiff = append(tiff, make([]byte, 6)...)
	exif := append([]byte("Exif\x00\x00"), tiff...)
	exif = append(exif, "GPS 41.38 N 2.17 E, a camera"...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return append(append(out, exif...), b.Bytes()[2:]...)
}

// What is kept of a photograph is upright, and says nothing of where it was taken.
func TestPhotoIsUpright(t *testing.T) {
	red := func(m image.Image, x, y int) bool { r, _, b, _ := m.At(x, y).RGBA(); return r > b }
	for turn, first := range map[int]string{1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom", 9: "left", 0: "left"} {
		for mark, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
			b, err := Photo(bytes.NewReader(held(t, 400, 200, turn, order, mark)), 100)
			if err != nil {
				t.Fatal(err)
			}
			m, err := jpeg.Decode(bytes.NewReader(b))
			if err != nil || bytes.Contains(b, []byte("GPS")) || bytes.Contains(b, []byte("Exif")) {
				t.Fatalf("turn %d: %v, or it tells of its place", turn, err)
			}
			w, h := m.Bounds().Dx(), m.Bounds().Dy()
			if flat := turn < 5 || turn > 8; flat && (w != 100 || h != 50) || !flat && (w != 50 || h != 100) {
				t.Errorf("turn %d is %d by %d", turn, w, h)
			}
			at := map[string]bool{"left": red(m, 2, h/2) && !red(m, w-3, h/2), "right": !red(m, 2, h/2) && red(m, w-3, h/2), "top": red(m, w/2, 2) && !red(m, w/2, h-3), "bottom": !red(m, w/2, 2) && red(m, w/2, h-3)}
			if !at[first] {
				t.Errorf("turn %d (%s): red is not at the %s", turn, mark, first)
			}
		}
	}
}

func TestPhotoKeepsWhatIsSeenThrough(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 30, 30))
	m.SetNRGBA(3, 3, color.NRGBA{G: 255, A: 128})
	b, err := Photo(bytes.NewReader(append(asPNG(t, m), "<script>alert(1)</script>"...)), 100)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := png.Decode(bytes.NewReader(b)); err != nil || got.Bounds() != m.Bounds() || bytes.Contains(b, []byte("script")) {
		t.Errorf("it came out as %v: %v", got.Bounds(), err)
	}
}

func TestPhotoRefused(t *testing.T) {
	cut := held(t, 60, 60, 1, binary.LittleEndian, "II")
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"nothing": {nil, "not a picture"}, "svg": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), "not a picture"}, "html": {[]byte("<!doctype html><script>"), "not a picture"},
		"cut off": {cut[:len(cut)/2], "not a picture"}, "a head alone": {claims(100, 100), "not a picture"}, "gif and html": {[]byte("GIF89a\x01\x00\x01\x00/*<script>alert(1)</script>*/"), "not a picture"},
		"a bomb": {claims(25_000, 25_000), "“25000 × 25000” pixels"}, "sides that overflow": {claims(1<<31-1, 1<<31-1), "not a picture"}, "one row more": {claims(6000, 4001), "“6000 × 4001” pixels"}, "a long side": {claims(maxSide+1, 1), "“30001 × 1” pixels"},
	} {
		_, err := Photo(bytes.NewReader(tt.data), 100)
		if f, ok := fault.As(err); !ok || !strings.Contains(f.Say, tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	if _, err := Photo(bytes.NewReader(claims(6000, 4000)), 100); err == nil || !strings.Contains(err.Error(), "not a picture") {
		t.Errorf("at the limit it is not the size that is refused: %v", err)
	}
}

func FuzzPhoto(f *testing.F) {
	f.Add(held(f, 20, 10, 6, binary.BigEndian, "MM"))
	f.Add(claims(100, 100))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Photo(bytes.NewReader(data), 50)
		if err != nil {
			if _, ok := fault.As(err); !ok {
				t.Errorf("not told in words: %v", err)
			}
			return
		}
		if kind := http.DetectContentType(b); kind != "image/jpeg" && kind != "image/png" {
			t.Errorf("it came out as %s", kind)
		}
	})
}

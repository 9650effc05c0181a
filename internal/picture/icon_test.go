package picture_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	. "kept/internal/picture"
)

// An icon fills its square, and what is to be seen of it stands within the circle that
// every device shows: a letter, a wide logo and a tall one; a letter that no font here
// has is a full stop.
func TestIcon(t *testing.T) {
	ground, ink := color.RGBA{0x2f, 0x6f, 0x4f, 0xff}, color.RGBA{0xff, 0xfd, 0xf8, 0xff}
	logo := func(w, h int) []byte {
		m := image.NewRGBA(image.Rect(0, 0, w, h))
		for p := range m.Pix {
			m.Pix[p] = 0xff
		}
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	marks := map[string]int{}
	for name, i := range map[string]Icon{
		"latin": {Letter: 'N'}, "greek": {Letter: 'Ω'}, "with a mark": {Letter: 'Ñ'}, "not in the font": {Letter: '漢'}, "none": {}, "a full stop": {Letter: '.'},
		"wide": {Logo: logo(512, 40)}, "tall": {Logo: logo(30, 512)}, "square": {Logo: logo(512, 512)}, "tiny": {Logo: logo(1, 1)}, "a line": {Logo: logo(512, 1)},
	} {
		i.Ground, i.Ink = ground, ink
		for _, side := range []int{192, 512} {
			raw, err := i.Draw(side)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			m, err := png.Decode(bytes.NewReader(raw))
			if err != nil || m.Bounds() != image.Rect(0, 0, side, side) {
				t.Fatalf("%s: %v %v", name, m.Bounds(), err)
			}
			seen, far := 0, 0.0
			for y := range side {
				for x := range side {
					r, g, b, a := m.At(x, y).RGBA()
					if a != 0xffff {
						t.Fatalf("%s: one sees through it at %d, %d", name, x, y)
					}
					if r>>8 != 0x2f || g>>8 != 0x6f || b>>8 != 0x4f {
						seen++
						far = max(far, math.Hypot(float64(x)-float64(side-1)/2, float64(y)-float64(side-1)/2))
					}
				}
			}
			if seen == 0 || far > 0.4*float64(side)+2 {
				t.Errorf("%s at %d: %d pixels are drawn, the farthest %.0f from the middle", name, side, seen, far)
			}
			if side == 192 {
				marks[name] = seen
			}
		}
	}
	if marks["not in the font"] != marks["a full stop"] || marks["none"] != marks["a full stop"] || marks["latin"] <= marks["a full stop"] {
		t.Errorf("%v", marks)
	}
	if _, err := (Icon{Logo: []byte("GIF89a"), Ground: ground, Ink: ink}).Draw(192); err == nil {
		t.Error("what is no logo is drawn")
	}
}

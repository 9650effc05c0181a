package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Icon is what stands for a firm on the screen of a device.
type Icon struct {
	Logo   []byte // as [RemakeLogo] wrote it; nil = its letter stands for it
	Letter rune   // one that the font lacks, and 0, is a full stop
	Ground color.Color
	Ink    color.Color
}

// What devices cut away of an icon is outside a circle of four fifths of its side
// (Web Application Manifest, "maskable"), so what is to be seen stands within.
const (
	safe        = 0.8
	letterShare = 0.56 // the size of the letter, as a share of the side
)

// Draw draws the icon as a PNG, so many pixels wide and high, filled to its edges.
func (i Icon) Draw(side int) ([]byte, error) {
	out := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(out, out.Bounds(), image.NewUniform(i.Ground), image.Point{}, draw.Src)
	if err := i.mark(out, side); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, out); err != nil {
		return nil, fmt.Errorf("write an icon: %w", err)
	}
	return b.Bytes(), nil
}

func (i Icon) mark(out *image.RGBA, side int) error {
	if i.Logo == nil {
		return i.letter(out, side)
	}
	logo, err := png.Decode(bytes.NewReader(i.Logo))
	if err != nil {
		return fmt.Errorf("read a logo: %w", err)
	}
	w, h := float64(logo.Bounds().Dx()), float64(logo.Bounds().Dy())
	scale := safe * float64(side) / math.Hypot(w, h) // its corners touch the circle
	draw.CatmullRom.Scale(out, middle(side, int(w*scale), int(h*scale)), logo, logo.Bounds(), draw.Over, nil)
	return nil
}

// middle is a rectangle in the middle of a square.
func middle(side, w, h int) image.Rectangle {
	w, h = max(1, w), max(1, h)
	return image.Rect(0, 0, w, h).Add(image.Pt((side-w)/2, (side-h)/2))
}

func (i Icon) letter(out *image.RGBA, side int) error {
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return fmt.Errorf("read the font of icons: %w", err)
	}
	letter := i.Letter
	if known, err := bold.GlyphIndex(&sfnt.Buffer{}, letter); err != nil || known == 0 || letter == 0 {
		letter = '.'
	}
	face, err := opentype.NewFace(bold, &opentype.FaceOptions{Size: letterShare * float64(side), DPI: 72})
	if err != nil {
		return fmt.Errorf("read the font of icons: %w", err)
	}
	defer face.Close()
	box, _ := font.BoundString(face, string(letter))
	half := fixed.I(side) / 2
	pen := font.Drawer{Dst: out, Src: image.NewUniform(i.Ink), Face: face, Dot: fixed.Point26_6{X: half - (box.Min.X+box.Max.X)/2, Y: half - (box.Min.Y+box.Max.Y)/2}}
	pen.DrawString(string(letter))
	return nil
}

package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"

	"golang.org/x/image/draw"

	"kept/internal/fault"
)

// Limits of a picture that is made anew to be looked at: a telephone's photograph
// has up to fifty million pixels; what is not a photograph takes more memory for
// each when it is decoded, and has to be smaller.
const (
	MaxPhotoPixels = 64_000_000
	maxOtherPixels = 24_000_000
	maxSide        = 30_000 // of either side, in pixels
)

// Photo makes a picture anew: upright, its longer side of so many pixels at most,
// and nothing of the file in it but what is seen: no place, no camera, no words.
// It gives a JPEG, or a PNG where one sees through it. A fault says in words why
// there is none to be made. It takes up to 200 MB of memory while it works, so
// whoever calls it lets few do so at once.
func Photo(from io.ReadSeeker, longest int) ([]byte, error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(from, head)
	if err != nil && n == 0 {
		return nil, fault.New(fault.Invalid, noPicture)
	}
	is := http.DetectContentType(head[:n])
	kind, ok := pictureKinds[is]
	if !ok {
		return nil, fault.New(fault.Invalid, noPicture)
	}
	most := maxOtherPixels
	if is == "image/jpeg" {
		most = MaxPhotoPixels
	}
	size, err := read(from, kind.config)
	if err != nil || size.Width <= 0 || size.Height <= 0 {
		return nil, fault.New(fault.Invalid, noPicture)
	}
	if size.Width > maxSide || size.Height > maxSide || size.Width > most/size.Height {
		return nil, fault.New(fault.Invalid, fmt.Sprintf("This picture has “%s” pixels. Send one of at most %d million.", fmt.Sprintf("%d × %d", size.Width, size.Height), most/1_000_000))
	}
	turn := 1
	if is == "image/jpeg" {
		if turn, err = read(from, orientation); err != nil {
			return nil, err
		}
	}
	full, err := read(from, kind.decode)
	if err != nil {
		return nil, fault.New(fault.Invalid, noPicture)
	}
	return written(upright(scaled(full, longest), turn))
}

// read reads something of a file, from its beginning.
func read[T any](from io.ReadSeeker, how func(io.Reader) (T, error)) (T, error) {
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		var none T
		return none, fmt.Errorf("read a picture again: %w", err)
	}
	return how(from)
}

// scaled draws a picture so that its longer side has at most so many pixels.
func scaled(full image.Image, longest int) *image.NRGBA {
	w, h := full.Bounds().Dx(), full.Bounds().Dy()
	if longer := max(w, h); longer > longest {
		w, h = max(1, w*longest/longer), max(1, h*longest/longer)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.BiLinear.Scale(out, out.Bounds(), full, full.Bounds(), draw.Src, nil)
	return out
}

// quality of the JPEGs that are written: what is seen of it is the same to the eye.
const quality = 82

func written(m *image.NRGBA) ([]byte, error) {
	var b bytes.Buffer
	if m.Opaque() {
		err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality})
		return b.Bytes(), err
	}
	err := png.Encode(&b, m)
	return b.Bytes(), err
}

// upright turns a picture as its camera was held: 1 = as it is, 2 to 8 as EXIF counts.
func upright(m *image.NRGBA, turn int) *image.NRGBA {
	if turn <= 1 || turn > 8 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	if turn >= 5 {
		out = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch turn {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			out.SetNRGBA(tx, ty, m.NRGBAAt(x, y))
		}
	}
	return out
}

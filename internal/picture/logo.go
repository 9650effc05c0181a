// Package picture makes uploaded pictures anew: checked, capped, shrunk and
// written by ourselves, so that nothing of a file that somebody sent is served.
package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"mime"
	"net/http"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"kept/internal/fault"
	"kept/internal/store"
)

// Limits of a logo.
const (
	MaxLogoBytes  = 2 << 20   // of the file that is sent
	maxLogoPixels = 8_000_000 // before it is decoded: decoding takes up to eight bytes for each
	maxLogoSide   = 16_384    // of either side
	logoSide      = 512       // the longer side of what is kept
	logoBytes     = 512 << 10 // what is kept
)

// pictureKind is a format that is taken.
type pictureKind struct {
	name   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

// pictureKinds are the formats by the media type that their content shows. SVG
// is not among them: it is a program.
var pictureKinds = map[string]pictureKind{
	"image/png":  {"PNG", png.DecodeConfig, png.Decode},
	"image/jpeg": {"JPEG", jpeg.DecodeConfig, jpeg.Decode},
	"image/gif":  {"GIF", gif.DecodeConfig, gif.Decode},
	"image/webp": {"WebP", webp.DecodeConfig, webp.Decode},
}

const noPicture = "This is not a picture that can be read. Send a PNG, JPEG, GIF or WebP."

// RemakeLogo makes an uploaded picture anew: what is kept was written here,
// pixel by pixel, whatever the file held besides. declared is the type that
// the browser names; a file that says something else than it is is refused.
func RemakeLogo(data []byte, declared string) (store.Picture, error) {
	if len(data) > MaxLogoBytes {
		return store.Picture{}, fault.Field("logo", "This file is larger than 2 MB. Send a smaller picture.")
	}
	is := http.DetectContentType(data)
	kind, ok := pictureKinds[is]
	if !ok {
		return store.Picture{}, fault.Field("logo", noPicture)
	}
	if says, _, err := mime.ParseMediaType(declared); err == nil && says != is && says != "application/octet-stream" {
		return store.Picture{}, fault.Field("logo", fmt.Sprintf("This file is a “%s”, but its name says something else. Name it as what it is, or save it anew.", kind.name))
	}
	size, err := kind.config(bytes.NewReader(data))
	if err != nil || size.Width <= 0 || size.Height <= 0 {
		return store.Picture{}, fault.Field("logo", noPicture)
	}
	if size.Width > maxLogoSide || size.Height > maxLogoSide || size.Width*size.Height > maxLogoPixels {
		return store.Picture{}, fault.Field("logo", fmt.Sprintf("This picture has “%s” pixels. Send one of at most 8 million.", fmt.Sprintf("%d × %d", size.Width, size.Height)))
	}
	full, err := kind.decode(bytes.NewReader(data))
	if err != nil {
		return store.Picture{}, fault.Field("logo", noPicture)
	}
	return keptLogo(full)
}

// keptLogo shrinks a picture until it is small enough to keep.
func keptLogo(full image.Image) (store.Picture, error) {
	for side := logoSide; side >= logoSide/8; side /= 2 {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, shrunk(full, side)); err != nil {
			return store.Picture{}, fmt.Errorf("write a logo: %w", err)
		}
		if b.Len() <= logoBytes {
			return store.Picture{MediaType: "image/png", Bytes: b.Bytes()}, nil
		}
	}
	return store.Picture{}, fault.Field("logo", "This picture cannot be made small enough. Send a simpler one.")
}

// shrunk draws a picture so that its longer side has at most so many pixels.
func shrunk(full image.Image, side int) image.Image {
	w, h := full.Bounds().Dx(), full.Bounds().Dy()
	if longer := max(w, h); longer > side {
		w, h = max(1, w*side/longer), max(1, h*side/longer)
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(out, out.Bounds(), full, full.Bounds(), draw.Src, nil)
	return out
}

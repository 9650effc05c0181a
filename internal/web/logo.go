package web

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"mime"
	"net/http"
	"strconv"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"kept/internal/fault"
	"kept/internal/store"
)

// Limits of a logo.
const (
	maxLogoBytes  = 2 << 20   // of the file that is sent
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

// remakeLogo makes an uploaded picture anew: what is kept was written here,
// pixel by pixel, whatever the file held besides. declared is the type that
// the browser names; a file that says something else than it is is refused.
func remakeLogo(data []byte, declared string) (store.Picture, error) {
	if len(data) > maxLogoBytes {
		return store.Picture{}, fault.Field("logo", "This file is larger than 2 MB. Send a smaller picture.")
	}
	is := http.DetectContentType(data)
	kind, ok := pictureKinds[is]
	if !ok {
		return store.Picture{}, fault.Field("logo", noPicture)
	}
	if says, _, err := mime.ParseMediaType(declared); err == nil && says != is && says != "application/octet-stream" {
		return store.Picture{}, fault.Field("logo", fmt.Sprintf("This file is a %s, but its name says something else. Name it as what it is, or save it anew.", kind.name))
	}
	size, err := kind.config(bytes.NewReader(data))
	if err != nil || size.Width <= 0 || size.Height <= 0 {
		return store.Picture{}, fault.Field("logo", noPicture)
	}
	if size.Width > maxLogoSide || size.Height > maxLogoSide || size.Width*size.Height > maxLogoPixels {
		return store.Picture{}, fault.Field("logo", fmt.Sprintf("This picture has %d by %d pixels. Send one of at most 8 million.", size.Width, size.Height))
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

// sentFile gives the file of a form; nil when none was chosen. It has to be
// asked before anything else of the form is.
func sentFile(v *visit, field string, limit int64) (data []byte, name, declared string, err error) {
	if err := parseForm(v, field); err != nil {
		return nil, "", "", err
	}
	f, head, err := v.r.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, "", "", nil
	}
	if err != nil {
		return nil, "", "", fault.Field(field, "This file did not arrive whole. Send it again.")
	}
	defer f.Close()
	if head.Size == 0 {
		return nil, "", "", fault.Field(field, "This file is empty.")
	}
	if head.Size > limit {
		return nil, "", "", fault.Field(field, "This file is larger than "+strconv.FormatInt(limit>>20, 10)+" MB.")
	}
	data, err = io.ReadAll(f)
	if err != nil {
		return nil, "", "", fmt.Errorf("read an upload: %w", err)
	}
	return data, head.Filename, head.Header.Get("Content-Type"), nil
}

// formMemory is how much of a form with files is held in memory; all that is let in.
const formMemory = 12 << 20

// parseForm reads the form that was sent, with or without files.
func parseForm(v *visit, field string) error {
	err := v.r.ParseMultipartForm(formMemory)
	var large *http.MaxBytesError
	switch {
	case err == nil, errors.Is(err, http.ErrNotMultipart):
		return nil
	case errors.As(err, &large):
		return fault.Field(field, "What was sent is larger than "+strconv.FormatInt(large.Limit>>20, 10)+" MB.")
	}
	return fault.Field(field, "The form did not arrive whole. Send it again.")
}

// picture shows a stored picture. Its address is made from its content, so it
// never changes.
func picture(v *visit) error {
	p, err := v.o.Settings.Picture(v.r.Context(), v.who, v.r.PathValue("picture"))
	if err != nil {
		return err
	}
	set := v.w.Header()
	set.Set("Content-Type", p.MediaType)
	set.Set("X-Content-Type-Options", "nosniff")
	set.Set("Cache-Control", "private, max-age=31536000, immutable")
	set.Set("Content-Length", strconv.Itoa(len(p.Bytes)))
	_, err = v.w.Write(p.Bytes)
	return err
}

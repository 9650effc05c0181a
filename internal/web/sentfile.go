package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
)

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

// parseForm reads the form that was sent, with or without files.
func parseForm(v *visit, field string) error {
	err := v.r.ParseMultipartForm(door.MaxBody) // all that is let in
	var large *http.MaxBytesError
	switch {
	case err == nil, errors.Is(err, http.ErrNotMultipart):
		return nil
	case errors.As(err, &large) && field == "files":
		return fault.Field(field, "These files are too large for a mail: "+strconv.Itoa(office.MaxFileBytes>>20)+" MB at most together. Choose others, or send a link.")
	case errors.As(err, &large):
		return fault.Field(field, "What was sent is larger than "+strconv.FormatInt(large.Limit>>20, 10)+" MB.")
	}
	return fault.Field(field, "The form did not arrive whole. Send it again.")
}

// showPicture shows a stored picture. Its address is made from its content, so it
// never changes.
func showPicture(v *visit) error {
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

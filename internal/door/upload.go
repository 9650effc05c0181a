package door

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"kept/internal/fault"
)

// Slow tells whether a request brings or fetches a document or photos, which may be
// large and their reader's line thin: it has more time than others, and a limit of its own.
func Slow(r *http.Request) bool {
	path := r.URL.Path + "/"
	return strings.Contains(path, "/documents/") || strings.Contains(path, "/field-log/")
}

// brings tells whether a form with a document or with photos is posted to a path.
func brings(path string) bool {
	entry, ofLog := strings.CutPrefix(path, "/field-log/")
	return strings.HasSuffix(path, "/documents") || strings.Contains(path, "/documents/") && strings.HasSuffix(path, "/versions") ||
		strings.HasSuffix(path, "/field-log") || ofLog && !strings.Contains(entry, "/")
}

// formRoom is what a form may say besides its file, in bytes.
const formRoom = 64 << 10

// maxFields is how many fields are read of a form with a file.
const maxFields = 50

// Upload is a form with one file that is read as it comes, so that no memory and
// no disk but that of its keeper holds it.
type Upload struct {
	Fields url.Values
	Sent   string // what the sender calls his file, as he calls it; "" = he chose none
}

// TakeUpload reads such a form. keep is called with the file's bytes when they
// come; a form without a file calls nobody. most is the file's limit in bytes: it
// is keep that refuses what is larger.
func TakeUpload(w http.ResponseWriter, r *http.Request, most int64, keep func(io.Reader) error) (Upload, error) {
	var u Upload
	var err error
	u.Fields, err = TakeUploads(w, r, UploadRoom{One: most, Files: 1}, func(sent string, body io.Reader) error {
		if u.Sent != "" {
			return fault.Field("file", "Send one file at a time.")
		}
		u.Sent = sent
		return keep(body)
	})
	return u, err
}

// UploadRoom is how much a form may bring.
type UploadRoom struct {
	One   int64 // bytes of one file: whoever keeps it refuses what is larger
	Files int64 // as many of that size
}

// TakeUploads reads a form with several files as it comes, to its end: what stands
// behind a file that was refused is read as well, but kept no more, so that the form
// can be shown again as it was sent. keep is called for each file with what its
// sender calls it. The first refusal is given.
func TakeUploads(w http.ResponseWriter, r *http.Request, room UploadRoom, keep func(sent string, body io.Reader) error) (url.Values, error) {
	fields := url.Values{}
	r.Body = http.MaxBytesReader(w, r.Body, room.One*room.Files+formRoom)
	parts, err := r.MultipartReader()
	if err != nil {
		return fields, broken()
	}
	left := int64(formRoom)
	var refused error
	for range maxFields {
		p, err := parts.NextPart()
		if err == io.EOF { //nolint:errorlint // itself: one that is wrapped says that the form was cut off
			return fields, refused
		}
		if err != nil {
			return fields, orBroken(refused)
		}
		switch {
		case p.FileName() == "":
			if left, err = takeField(fields, p, left); err != nil {
				return fields, orBroken(refused)
			}
		case refused == nil:
			refused = keep(p.FileName(), whole{p})
		}
	}
	return fields, orBroken(refused)
}

// orBroken is what was refused first, or that the form did not arrive whole.
func orBroken(refused error) error {
	if refused != nil {
		return refused
	}
	return broken()
}

func takeField(fields url.Values, p *multipart.Part, room int64) (int64, error) {
	b, err := io.ReadAll(io.LimitReader(p, room+1))
	if err != nil || int64(len(b)) > room {
		return 0, broken()
	}
	fields.Add(p.FormName(), string(b))
	return room - int64(len(b)), nil
}

func broken() error {
	return fault.Field("file", "This did not arrive whole. Send it again.")
}

// whole reads a part of a form; one that is cut off is told from one that ended.
type whole struct{ io.Reader }

// Read reads.
func (p whole) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	var large *http.MaxBytesError
	if err == nil || errors.Is(err, io.EOF) || errors.As(err, &large) {
		return n, err
	}
	return n, io.ErrUnexpectedEOF
}

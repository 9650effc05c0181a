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

// Slow tells whether a request brings or fetches a document, which may be large
// and its reader's line thin: it has more time than others, and a limit of its own.
func Slow(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/documents") || strings.Contains(r.URL.Path, "/documents/")
}

// brings tells whether a form with a document is posted to a path.
func brings(path string) bool {
	return strings.HasSuffix(path, "/documents") || strings.Contains(path, "/documents/") && strings.HasSuffix(path, "/versions")
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
	u := Upload{Fields: url.Values{}}
	r.Body = http.MaxBytesReader(w, r.Body, most+formRoom)
	parts, err := r.MultipartReader()
	if err != nil {
		return u, broken()
	}
	room := int64(formRoom)
	for range maxFields {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return u, nil
		}
		if err != nil {
			return u, broken()
		}
		if p.FileName() == "" {
			if room, err = u.field(p, room); err != nil {
				return u, err
			}
			continue
		}
		if u.Sent != "" {
			return u, fault.Field("file", "Send one file at a time.")
		}
		u.Sent = p.FileName()
		if err := keep(whole{p}); err != nil {
			return u, err
		}
	}
	return u, broken()
}

func (u *Upload) field(p *multipart.Part, room int64) (int64, error) {
	b, err := io.ReadAll(io.LimitReader(p, room+1))
	if err != nil || int64(len(b)) > room {
		return 0, broken()
	}
	u.Fields.Add(p.FormName(), string(b))
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

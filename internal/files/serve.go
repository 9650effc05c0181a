package files

import (
	"mime"
	"net/http"
	"time"
)

// Handing is how a blob is handed out.
type Handing struct {
	Name    string // that it is saved under; checked when it was given
	Sum     Sum
	Type    string // by its bytes
	Preview bool   // it was drawn by ourselves, and may be shown where it stands
}

// policy keeps whatever is handed out from running and from fetching.
const policy = "sandbox; default-src 'none'"

// Serve hands out a blob, whole or in ranges: to be saved, and never to be opened
// as a page of ours. Only what we drew ourselves is shown where it stands.
func Serve(w http.ResponseWriter, r *http.Request, h Handing, f File) {
	set := w.Header()
	set.Set("Content-Security-Policy", policy)
	set.Set("X-Content-Type-Options", "nosniff")
	set.Set("Cross-Origin-Resource-Policy", "same-origin")
	set.Set("Cache-Control", "private, no-cache")
	set.Set("ETag", `"`+string(h.Sum)+`"`)
	set.Set("No-Gzip-Compression", "1") // a range of a file is of the file as it is
	kind, how := Served(h.Type), "attachment"
	if h.Preview {
		kind, how = Unknown, "inline"
		head := make([]byte, 16)
		if n, err := f.Read(head); err == nil && IsPicture(TypeOf(head[:n])) {
			kind = TypeOf(head[:n])
		}
		set.Set("ETag", `"`+string(h.Sum)+`-preview"`)
		set.Set("Cache-Control", "private, max-age=86400")
	}
	set.Set("Content-Type", kind)
	if as := mime.FormatMediaType(how, map[string]string{"filename": h.Name}); as != "" {
		how = as
	}
	set.Set("Content-Disposition", how)
	http.ServeContent(w, r, "", time.Time{}, f)
}

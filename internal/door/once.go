package door

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// Fingerprint tells one form that was sent from another: by where it was sent,
// what was filled in, and the names of its files. The form has to be parsed.
func Fingerprint(r *http.Request) string {
	return Hash(r.URL.Path, r.PostForm.Encode(), uploads(r))
}

// uploads names the files that came with a form.
func uploads(r *http.Request) string {
	var b strings.Builder
	if r.MultipartForm != nil {
		for _, all := range r.MultipartForm.File {
			for _, f := range all {
				b.WriteString(f.Filename + "\x00")
			}
		}
	}
	return b.String()
}

// Hash makes one word of several, which no others make.
func Hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

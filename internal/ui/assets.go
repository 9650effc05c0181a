package ui

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"sort"
	"strings"
	"sync"
	"time"
)

//go:embed assets
var embedded embed.FS

// AssetRoot is the path under which [Assets] must be mounted.
const AssetRoot = "/assets/"

// shelf is what is served: the embedded files, with every folder css/NAME
// laid together into NAME.css in the order of the file names. One hash names
// the whole shelf, so style sheets may refer to fonts by relative addresses.
type shelf struct {
	hash  string
	files map[string][]byte
}

// stock is built once, at the first question, from what is embedded; it never changes.
var stock = sync.OnceValue(func() shelf {
	s := shelf{files: map[string][]byte{}}
	err := fs.WalkDir(embedded, "assets", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := embedded.ReadFile(p)
		s.add(strings.TrimPrefix(p, "assets/"), b)
		return err
	})
	if err != nil {
		panic("read the embedded assets: " + err.Error()) // cannot happen: they are part of the program
	}
	s.hash = s.sum()
	return s
})

// add puts one embedded file on the shelf; parts of a style sheet are appended (files come in the order of their names).
func (s *shelf) add(name string, b []byte) {
	if dir, ok := strings.CutPrefix(path.Dir(name), "css/"); ok {
		name = dir + ".css"
		b = append(append(s.files[name], b...), '\n')
	}
	s.files[name] = b
}

func (s *shelf) sum() string {
	names := make([]string, 0, len(s.files))
	for n := range s.files {
		names = append(names, n)
	}
	sort.Strings(names)
	h := sha256.New()
	for _, n := range names {
		h.Write([]byte(n))
		h.Write(s.files[n])
	}
	return hex.EncodeToString(h.Sum(nil))[:10]
}

// AssetPath is the address of an asset ("kept.css", "icons.svg", "js/kept.js"),
// which changes whenever any asset changes.
func AssetPath(name string) string { return AssetRoot + stock().hash + "/" + name }

// AssetHash names the build's assets: pages that depend on them may use it in an ETag.
func AssetHash() string { return stock().hash }

// Assets serves the assets under [AssetRoot]. What is asked for by the
// current hash may be kept for ever; under another hash (a page from before
// an upgrade) the file of today is given, to be asked for again.
func Assets() http.Handler {
	s := stock()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, AssetRoot), "/")
		b, has := s.files[name]
		if !ok || !has {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", contentType(name))
		h.Set("X-Content-Type-Options", "nosniff")
		if hash == s.hash {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			h.Set("Cache-Control", "no-cache")
		}
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(b))
	})
}

// contentType does not trust the machine's own table, which may lack woff2 or call scripts text.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

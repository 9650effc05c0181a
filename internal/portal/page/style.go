package page

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"regexp"
	"strings"
	"sync"
)

// StyleRoot is the path under which [Styles] must be mounted.
const StyleRoot = "/p/style/"

//go:embed portal.css
var written string

// portalSheet is the style sheet as it is sent: without what is for those alone who
// read its source.
var portalSheet = sync.OnceValue(func() string {
	return around.ReplaceAllString(unsent.ReplaceAllString(written, ""), "$1")
})

var (
	unsent = regexp.MustCompile(`(?s)/\*.*?\*/`)
	around = regexp.MustCompile(`\s*([{};])\s*`) // no text of the sheet holds one of these
)

// styleHash changes whenever the style sheet or the making of brands does.
var styleHash = sync.OnceValue(func() string {
	h := sha256.Sum256([]byte(portalSheet() + Brand("#1f6b45") + Brand("#ffd400") + Brand("#808080")))
	return hex.EncodeToString(h[:6])
})

// SheetPath is the address of the portal's style sheet.
func SheetPath() string { return StyleRoot + styleHash() + "/portal.css" }

// BrandPath is the address of the style sheet of an accent, "" for what is no
// colour. The address says all, so no workspace has to be looked up for it.
func BrandPath(accent string) string {
	c := colour(accent)
	if c == "" {
		return ""
	}
	return StyleRoot + styleHash() + "/brand-" + c[1:] + ".css"
}

// Styles serves the portal's style sheet and the brands. What is asked for by
// the current hash may be kept for ever; under another one (a page from before
// an upgrade) today's is given, to be asked for again.
func Styles() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		hash, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, StyleRoot), "/")
		sheet := ""
		if name == "portal.css" {
			sheet = portalSheet()
		} else if c, ok := strings.CutPrefix(name, "brand-"); ok {
			if c, ok = strings.CutSuffix(c, ".css"); ok && len(c) == 6 {
				sheet = Brand("#" + c)
			}
		}
		if sheet == "" {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", "text/css; charset=utf-8")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-cache")
		if hash == styleHash() {
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		_, _ = w.Write([]byte(sheet)) // a reader who went away needs no style
	})
}

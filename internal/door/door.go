// Package door is what every page of Kept passes through, the team's and the
// client's: security headers, protection against forged requests, limits,
// cookies, compression, and one line in the log for each request.
//
// Secrets stand in a few paths only (mailed links); the log holds the pattern
// of a route, never its path.
package door

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"
	"github.com/klauspost/compress/gzhttp"
)

// MaxBody is the largest body of a request that is read, in bytes: the files
// that one message may carry, and as much again as a form says besides. The API
// and webhooks, which take whole mails, have limits of their own: see
// [limitsItself].
const MaxBody = 16 << 20

// csp lets a page use what comes from Kept itself and nothing else.
const csp = "default-src 'self'; style-src 'self'; script-src 'self'; worker-src 'self'; img-src 'self' data:; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// Guard wraps everything that is served over the pages' listener.
func Guard(h http.Handler, secure bool, log *slog.Logger) http.Handler {
	return logged(log, headers(secure, limited(http.NewCrossOriginProtection().Handler(gzhttp.GzipHandler(h)))))
}

func headers(secure bool, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		set := w.Header()
		set.Set("Content-Security-Policy", csp)
		set.Set("X-Content-Type-Options", "nosniff")
		set.Set("Referrer-Policy", "same-origin")
		set.Set("X-Frame-Options", "DENY")
		set.Set("Cross-Origin-Opener-Policy", "same-origin")
		set.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
		if secure {
			set.Set("Strict-Transport-Security", "max-age=31536000")
		}
		h.ServeHTTP(w, r)
	})
}

func limited(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limitsItself(r) {
			r.Body = http.MaxBytesReader(w, r.Body, MaxBody)
		}
		h.ServeHTTP(w, r)
	})
}

// limitsItself tells whether what is behind a path limits what it reads: each
// operation of the API, each sort of webhook, and what takes a document.
func limitsItself(r *http.Request) bool {
	path := r.URL.Path
	return strings.HasPrefix(path, "/api/v1/") || strings.HasPrefix(path, "/in/") || r.Method == http.MethodPost && brings(path)
}

// logged writes one line for each request and turns a panic into a 500.
func logged(log *slog.Logger, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		seen := &status{ResponseWriter: w, code: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				ref := Reference()
				log.Error("panic while answering", "reference", ref, "pattern", r.Pattern, "panic", p)
				http.Error(w, "Something went wrong here. Reference: "+ref, http.StatusInternalServerError)
			}
			log.Log(context.Background(), level(seen.code), "request", "method", r.Method, "pattern", pattern(r), "status", seen.code, "took", time.Since(begun).Round(time.Microsecond))
		}()
		h.ServeHTTP(seen, r)
	})
}

func level(code int) slog.Level {
	if code >= http.StatusInternalServerError {
		return slog.LevelWarn
	}
	return slog.LevelDebug
}

func pattern(r *http.Request) string {
	if r.Pattern == "" {
		return "(none)"
	}
	return r.Pattern
}

// status remembers what was answered.
type status struct {
	http.ResponseWriter
	code int
}

// WriteHeader notes the status.
func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets the standard library reach the writer below.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// Hijack gives the line itself. What compresses asks the writer below it for it,
// and does not look further down.
func (s *status) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(s.ResponseWriter).Hijack()
}

// Reference makes a word by which a person's report and the log find each other.
func Reference() string {
	return strings.ToLower(rand.Text()[:8])
}

// maxSheet is how large a buffer is kept for the next page, in bytes.
const maxSheet = 512 << 10

// sheets are buffers in which pages are rendered, for use again.
var sheets = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Show renders a component into a buffer first, so that a page that fails is
// never half written.
func Show(w http.ResponseWriter, r *http.Request, code int, c templ.Component) error {
	b := sheets.Get().(*bytes.Buffer)
	defer func() {
		if b.Cap() <= maxSheet {
			b.Reset()
			sheets.Put(b)
		}
	}()
	if err := c.Render(r.Context(), b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(code)
	_, err := w.Write(b.Bytes())
	return err
}

// Caller is the address a request came from, for limits. A proxy on this
// machine is believed about whom it speaks for; nobody else is.
func Caller(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		if fwd := r.Header.Get("X-Forwarded-For"); fwd != "" {
			return strings.TrimSpace(fwd[strings.LastIndexByte(fwd, ',')+1:])
		}
	}
	return host
}

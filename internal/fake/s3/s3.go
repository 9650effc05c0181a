// Package s3 is a small S3-compatible store for tests: one bucket in memory. It
// checks the signature of every request and the sum of every chunk's length, as a
// real store does, and can be told to fail.
package s3

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/md5" //nolint:gosec // what S3 names the content by
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Keys that the store knows.
const (
	Key    = "kept"
	Secret = "not a secret"
	Bucket = "files"
	Region = "eu-test-1"
)

// Server is a store at work.
type Server struct {
	*httptest.Server
	mu      sync.Mutex
	objects map[string][]byte
	fails   int // so many of the next requests
	Ranges  int // reads of a part of an object
}

// Start starts a store on loopback.
func Start() *Server {
	s := &Server{objects: map[string][]byte{}}
	s.Server = httptest.NewServer(s)
	return s
}

// Address is what Kept is told.
func (s *Server) Address() string {
	return "s3://" + url.UserPassword(Key, Secret).String() + "@" + strings.TrimPrefix(s.URL, "http://") + "/" + Bucket + "/kept?tls=no&region=" + Region
}

// Fail has the next requests answered with an error of the store.
func (s *Server) Fail(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = n
}

// Keys lists what is kept.
func (s *Server) Keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for k := range s.objects {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// ServeHTTP answers as a store does.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case s.fails > 0:
		s.fails--
		refuse(w, http.StatusInternalServerError, "InternalError")
	case !signed(r):
		refuse(w, http.StatusForbidden, "SignatureDoesNotMatch")
	case bucket != Bucket:
		refuse(w, http.StatusNotFound, "NoSuchBucket")
	case key == "":
		w.WriteHeader(http.StatusOK)
	case r.Method == http.MethodPut:
		s.put(w, r, key)
	case r.Method == http.MethodDelete:
		delete(s.objects, key)
		w.WriteHeader(http.StatusNoContent)
	default:
		s.get(w, r, key)
	}
}

func (s *Server) put(w http.ResponseWriter, r *http.Request, key string) {
	body := io.Reader(r.Body)
	if strings.Contains(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING") {
		body = &chunks{in: bufio.NewReader(r.Body)}
	}
	b, err := io.ReadAll(body)
	want := r.Header.Get("X-Amz-Decoded-Content-Length")
	if err != nil || want != "" && want != strconv.Itoa(len(b)) {
		refuse(w, http.StatusBadRequest, "IncompleteBody")
		return
	}
	if h := r.Header.Get("X-Amz-Content-Sha256"); len(h) == 64 && h != hex.EncodeToString(sum(b)) {
		refuse(w, http.StatusBadRequest, "XAmzContentSHA256Mismatch")
		return
	}
	s.objects[key] = b
	w.Header().Set("ETag", tag(b))
}

func (s *Server) get(w http.ResponseWriter, r *http.Request, key string) {
	b, ok := s.objects[key]
	if !ok {
		refuse(w, http.StatusNotFound, "NoSuchKey")
		return
	}
	if r.Header.Get("Range") != "" {
		s.Ranges++
	}
	w.Header().Set("ETag", tag(b))
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Unix(1_700_000_000, 0), bytes.NewReader(b))
}

func tag(b []byte) string { return fmt.Sprintf("%q", fmt.Sprintf("%x", md5.Sum(b))) } //nolint:gosec // as above

func refuse(w http.ResponseWriter, code int, word string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(code)
	fmt.Fprintf(w, `<?xml version="1.0"?><Error><Code>%s</Code><Message>%s</Message></Error>`, word, word)
}

// chunks reads a body of signed chunks: length in hexadecimal, signature, bytes.
type chunks struct {
	in   *bufio.Reader
	left int64
	done bool
}

func (c *chunks) Read(p []byte) (int, error) {
	for c.left == 0 {
		if c.done {
			return 0, io.EOF
		}
		line, err := c.in.ReadString('\n')
		if err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		size, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		if c.left, err = strconv.ParseInt(size, 16, 64); err != nil {
			return 0, io.ErrUnexpectedEOF
		}
		c.done = c.left == 0
	}
	n, err := c.in.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// signed tells whether a request bears the signature (version 4) of who knows the secret.
func signed(r *http.Request) bool {
	const scheme = "AWS4-HMAC-SHA256 "
	auth, ok := strings.CutPrefix(r.Header.Get("Authorization"), scheme)
	if !ok {
		return false
	}
	part := map[string]string{}
	for _, p := range strings.Split(auth, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		part[name] = value
	}
	scope := strings.TrimPrefix(part["Credential"], Key+"/")
	at := r.Header.Get("X-Amz-Date")
	if scope == part["Credential"] || len(at) < 8 || scope != at[:8]+"/"+Region+"/s3/aws4_request" {
		return false
	}
	names := strings.Split(part["SignedHeaders"], ";")
	var headers strings.Builder
	for _, n := range names {
		value := strings.Join(r.Header.Values(n), ",")
		switch n {
		case "host":
			value = r.Host
		case "content-length":
			value = strconv.FormatInt(r.ContentLength, 10)
		}
		headers.WriteString(n + ":" + strings.TrimSpace(value) + "\n")
	}
	canonical := strings.Join([]string{r.Method, r.URL.EscapedPath(), strings.ReplaceAll(r.URL.Query().Encode(), "+", "%20"), headers.String(), part["SignedHeaders"], r.Header.Get("X-Amz-Content-Sha256")}, "\n")
	toSign := strings.Join([]string{strings.TrimSpace(scheme), at, scope, hex.EncodeToString(sum([]byte(canonical)))}, "\n")
	key := []byte("AWS4" + Secret)
	for _, p := range strings.Split(scope, "/") {
		key = mac(key, p)
	}
	return hmac.Equal([]byte(hex.EncodeToString(mac(key, toSign))), []byte(part["Signature"]))
}

func sum(b []byte) []byte {
	h := sha256.Sum256(b)
	return h[:]
}

func mac(key []byte, s string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(s))
	return h.Sum(nil)
}

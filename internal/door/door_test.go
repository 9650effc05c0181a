package door

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
)

// A page reads no more than the limit; what takes whole mails limits itself.
func TestBodiesAreLimited(t *testing.T) {
	var read int
	var bad error
	h := Guard(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var b []byte
		b, bad = io.ReadAll(r.Body)
		read = len(b)
	}), false, slog.New(slog.DiscardHandler))
	for path, most := range map[string]int{"/clients": MaxBody, "/p/x": MaxBody, "/in": MaxBody, "/api/v1/messages": MaxBody + 1, "/in/secret": MaxBody + 1} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, bytes.NewReader(make([]byte, MaxBody+1))))
		if read != most || (bad == nil) != (most > MaxBody) {
			t.Errorf("%s: %d bytes were read, want %d (%v)", path, read, most, bad)
		}
	}
}

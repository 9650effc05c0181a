package web

import (
	"fmt"
	"net/http"
	"regexp"
	"sync"

	"kept/internal/fault"
	"kept/internal/web/page"
	"kept/member"
)

// strides knows how far the imports are that are under way, by who runs one and
// the key that his form gave it. It is of this process alone: an import that
// another one runs has a bar without an end.
type strides struct {
	mu  sync.Mutex
	far map[stride]reached
}

type stride struct {
	who member.ID
	key string
}

type reached struct{ done, total int }

// mostStrides bounds the imports that are known; beyond it, none is told of.
const mostStrides = 1000

var strideKey = regexp.MustCompile(`^[a-z0-9]{8,40}$`)

// farOf tells how far the import of this request is, to whoever asks meanwhile;
// over forgets it.
func farOf(v *visit) (tell func(done, total int), over func()) {
	at := stride{v.who.Member, v.r.FormValue(page.FarField)}
	s := &v.under
	if !strideKey.MatchString(at.key) {
		return nil, func() {}
	}
	tell = func(done, total int) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.far == nil {
			s.far = map[stride]reached{}
		}
		if _, known := s.far[at]; known || len(s.far) < mostStrides {
			s.far[at] = reached{done, total}
		}
	}
	return tell, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.far, at)
	}
}

// showFar answers how far an import of the reader's own is, as "120 5000";
// nothing where none is under way.
func showFar(v *visit) error {
	key := v.r.PathValue("key")
	if !strideKey.MatchString(key) {
		return fault.New(fault.NotFound, "There is no such import.")
	}
	v.under.mu.Lock()
	at, known := v.under.far[stride{v.who.Member, key}]
	v.under.mu.Unlock()
	v.w.Header().Set("Cache-Control", "no-store")
	if !known {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := fmt.Fprint(v.w, at.done, " ", at.total)
	return err
}

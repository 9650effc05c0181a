package web

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"kept/internal/office"
	"kept/internal/web/page"
	"kept/member"
)

// How far an import is is told to who runs it, as long as it runs.
func TestHowFarAnImportIs(t *testing.T) {
	s := &Site{}
	come := func(who member.ID, key string) (*visit, *httptest.ResponseRecorder) {
		w := httptest.NewRecorder()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/import/plan/x?"+page.FarField+"="+key, nil)
		r.SetPathValue("key", key)
		return &visit{Site: s, w: w, r: r, who: office.Actor{Member: who}}, w
	}
	asks := func(who member.ID, key string, code int, said string) {
		t.Helper()
		v, w := come(who, key)
		if err := showFar(v); err != nil || w.Code != code || w.Body.String() != said {
			t.Errorf("%s is told %d %q %v, want %d %q", who, w.Code, w.Body, err, code, said)
		}
	}
	v, _ := come("mem_1", "abcdefgh12")
	tell, over := farOf(v)
	asks("mem_1", "abcdefgh12", http.StatusNoContent, "")
	tell(3, 9)
	tell(4, 9)
	asks("mem_1", "abcdefgh12", http.StatusOK, "4 9")
	asks("mem_2", "abcdefgh12", http.StatusNoContent, "")
	asks("mem_1", "abcdefgh13", http.StatusNoContent, "")
	over()
	asks("mem_1", "abcdefgh12", http.StatusNoContent, "")
	odd, _ := come("mem_1", "../../x")
	if tell, _ := farOf(odd); tell != nil {
		t.Error("an odd key is told of")
	}
}

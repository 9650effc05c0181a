package planhook_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"kept/internal/office/officetest"
)

// Who cannot sign neither uses up what a link may be brought, nor has names kept
// that he makes up.
func TestStrangersCountAgainstThemselvesAlone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "north/site")
		var counted []string
		x.let = func(key string) bool {
			counted = append(counted, key)
			return true
		}
		body := issue("opened", 7, 1, "")
		forged := x.request("issues", body)
		forged.Header.Set("X-Hub-Signature-256", sign("a guess", body))
		x.answers(forged, http.StatusUnauthorized, "")
		made := x.request("issues", body)
		made.URL.Path = "/in/" + strings.Repeat("x", 1000) + "/github"
		x.answers(made, http.StatusNotFound, "There is nothing here")
		x.answers(x.request("issues", body), http.StatusOK, "1 new")
		if want := []string{"from 1.2.3.4", "from 1.2.3.4", "from 1.2.3.4", "to " + x.link.ID}; !slices.Equal(counted, want) {
			t.Errorf("counted %q, want %q", counted, want)
		}
	})
}

// A secret that is renewed while a delivery is still on its way is worth nothing
// to it.
func TestARenewedSecretIsWorthNothingAtOnce(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "north/site")
		body := issue("opened", 7, 1, "")
		slow := x.request("issues", body)
		from, to := io.Pipe()
		slow.Body, slow.ContentLength = from, -1
		w, done := httptest.NewRecorder(), make(chan struct{})
		go func() {
			defer close(done)
			x.hook.ServeHTTP(w, slow)
		}()
		if _, err := io.WriteString(to, body[:10]); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.PlanLinks.Renew(t.Context(), h.Owner, x.link.Project, 1); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(to, body[10:]); err != nil {
			t.Fatal(err)
		}
		to.Close()
		<-done
		if w.Code != http.StatusUnauthorized || w.Body.Len() != 0 || len(x.steps()) != 0 {
			t.Errorf("answered %d %q, and there are %d steps", w.Code, w.Body, len(x.steps()))
		}
	})
}

// GitHub does not wait long, and does not come again: what it signed is kept though
// it hung up.
func TestADeliveryIsKeptAfterGitHubHangsUp(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		x := open(t, h, "north/site")
		r := x.request("issues", issue("opened", 7, 1, ""))
		ctx, hangUp := context.WithCancel(t.Context())
		x.let = func(key string) bool {
			if strings.HasPrefix(key, "to ") { // it is known by then who signed
				hangUp()
			}
			return true
		}
		x.answers(r.WithContext(ctx), http.StatusOK, "1 new")
		if n := len(x.steps()); n != 1 {
			t.Errorf("there are %d steps", n)
		}
	})
}

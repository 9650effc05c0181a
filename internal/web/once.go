package web

import (
	"context"
	"net/http"

	"kept/internal/door"
	"kept/internal/office"
	"kept/internal/store"
)

// newOnce makes the token that a form which makes something carries.
func newOnce() string { return door.Reference() + door.Reference() }

// once does what a form asks for at most once for each opening of the form: a
// button pressed twice, or a browser that sends again because the answer was
// lost, makes nothing twice. The form that was changed and sent anew is another
// one. work gives the address to go to; it may run more than once, and has to
// act with the context handed to it.
func once(v *visit, work func(context.Context) (to string, err error)) (string, error) {
	token := v.r.PostForm.Get("once")
	if token == "" {
		return work(v.r.Context())
	}
	asked := door.Fingerprint(v.r)
	key := office.Request{Key: door.Hash(string(v.who.Member), token, asked), Fingerprint: asked}
	answer, _, err := v.o.Once(v.r.Context(), v.who, key, func(ctx context.Context) (store.Answered, error) {
		to, err := work(ctx)
		return store.Answered{Status: http.StatusSeeOther, Location: to}, err
	})
	return answer.Location, err
}

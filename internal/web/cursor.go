package web

import (
	"encoding/base64"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kept/internal/store"
)

// A cursor names a place in a list that is ordered by moment and id. It stands
// in addresses; one that is none is an address of nothing.

func cursorOf(p store.Place) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(p.At.UnixMilli(), 36) + " " + p.ID))
}

func readCursor(s string) (store.Place, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return store.Place{}, errNothing
	}
	at, id, ok := strings.Cut(string(b), " ")
	ms, err := strconv.ParseInt(at, 36, 64)
	if !ok || err != nil || len(id) > 100 {
		return store.Place{}, errNothing
	}
	return store.Place{At: time.UnixMilli(ms).UTC(), ID: id}, nil
}

// with gives an address with some of its query changed; "" takes a key away.
func with(path string, q url.Values, pairs ...string) string {
	out := url.Values{}
	for k, v := range q {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Del(pairs[i])
		if pairs[i+1] != "" {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	if len(out) == 0 {
		return path
	}
	return path + "?" + out.Encode()
}

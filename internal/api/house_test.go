package api

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kept/internal/holidays"
	"kept/internal/inbox/ways"
	"kept/internal/office"
	"kept/internal/office/officetest"
)

// desk is a house with its API, over real HTTP.
type desk struct {
	*officetest.House
	t     testing.TB
	url   string
	token string // of the owner
	http  *http.Client
	log   *bytes.Buffer
}

// open serves the API of a house.
func open(t testing.TB, h *officetest.House) *desk {
	t.Helper()
	log := &bytes.Buffer{}
	in := &ways.Ways{Office: h.Office, Log: slog.New(slog.DiscardHandler), Clocked: true}
	server := httptest.NewServer(New(h.Office, Options{
		Log: slog.New(slog.NewTextHandler(log, nil)), Random: rand.Reader, Region: holidays.New().Known, Take: in.Given, Understand: in.Anew, TestWay: in.Test,
	}))
	t.Cleanup(server.Close)
	d := &desk{House: h, t: t, url: server.URL, http: server.Client(), log: log}
	d.http.Transport.(*http.Transport).MaxIdleConnsPerHost = 256
	d.token = d.tokenOf(h.Owner)
	return d
}

// drawing is a picture as somebody sends it.
func drawing(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 9, 6))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sqlite serves the API of a fresh house on SQLite.
func sqlite(t testing.TB) *desk {
	t.Helper()
	return open(t, officetest.Open(t, officetest.SQLite(t)))
}

// tokenOf makes a token of a member.
func (d *desk) tokenOf(who office.Actor) string {
	d.t.Helper()
	token, err := d.Access.MakeToken(d.t.Context(), who, "test")
	if err != nil {
		d.t.Fatal(err)
	}
	return token.Secret
}

// answer is what came back.
type answer struct {
	t      testing.TB
	about  string
	status int
	header http.Header
	body   []byte
}

// ask sends a request as the owner; extra are pairs of header names and values.
func (d *desk) ask(method, path string, body any, extra ...string) answer {
	d.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = strings.NewReader(b)
	case []byte:
		r = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			d.t.Fatal(err)
		}
		r = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(d.t.Context(), method, d.url+Base+path, r)
	if err != nil {
		d.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+d.token)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(extra); i += 2 {
		req.Header.Set(extra[i], extra[i+1])
	}
	res, err := d.http.Do(req)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return answer{d.t, method + " " + path, res.StatusCode, res.Header, text}
}

func (d *desk) get(path string) answer { d.t.Helper(); return d.ask(http.MethodGet, path, nil) }
func (d *desk) post(path string, body any) answer {
	d.t.Helper()
	return d.ask(http.MethodPost, path, body)
}

// is wants a status.
func (a answer) is(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: %d, want %d: %s", a.about, a.status, status, a.body)
	}
	return a
}

// into reads the body.
func into[T any](a answer) T {
	a.t.Helper()
	var v T
	dec := json.NewDecoder(bytes.NewReader(a.body))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		a.t.Fatalf("%s: %v: %s", a.about, err, a.body)
	}
	return v
}

// o is a JSON object.
type o map[string]any

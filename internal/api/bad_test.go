package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
)

// problem reads a refusal: the places of its faults, in order.
func problem(a answer) (p huma.ErrorModel, places string) {
	a.t.Helper()
	if ct := a.header.Get("Content-Type"); ct != "application/problem+json" {
		a.t.Fatalf("%s: %d is %s: %s", a.about, a.status, ct, a.body)
	}
	p = into[huma.ErrorModel](a)
	if p.Status != a.status || p.Type == "" || p.Title == "" || p.Detail == "" {
		a.t.Errorf("%s: a problem lacks something: %s", a.about, a.body)
	}
	var all []string
	for _, e := range p.Errors {
		if e.Message == "" || e.Value != nil {
			a.t.Errorf("%s: %+v", a.about, e)
		}
		all = append(all, e.Location)
	}
	return p, strings.Join(all, " ")
}

// Each fault in a new promise is refused at its place, and changes nothing.
func TestBadPromises(t *testing.T) {
	d := sqlite(t)
	_, k := d.ruiz()
	right := func() o {
		return o{"client_id": k.ClientID, "contact_id": k.ID, "kind": "fix", "words": "W", "due_at": "2026-03-09T12:00:00Z"}
	}
	for _, c := range []struct {
		name   string
		change func(o)
		places string
	}{
		{"nothing", func(b o) { clear(b) }, "body body body body"},
		{"no date", func(b o) { delete(b, "due_at") }, "body.due"},
		{"two dates", func(b o) { b["due_on"] = "2026-03-10" }, "body.due_on"},
		{"past moment", func(b o) { b["due_at"] = "2026-03-02T08:59:59Z" }, "body.due_at"},
		{"this very minute", func(b o) { b["due_at"] = "2026-03-02T09:00:59.999Z" }, "body.due_at"},
		{"past day", func(b o) { delete(b, "due_at"); b["due_on"] = "2026-03-01" }, "body.due_on"},
		{"past text", func(b o) { delete(b, "due_at"); b["due"] = "1 March 2026" }, "body.due"},
		{"30 February", func(b o) { delete(b, "due_at"); b["due_on"] = "2027-02-30" }, "body.due_on"},
		{"29 February of an odd year", func(b o) { delete(b, "due_at"); b["due_on"] = "2027-02-29" }, "body.due_on"},
		{"30 February in words", func(b o) { delete(b, "due_at"); b["due"] = "30 February 2027" }, "body.due"},
		{"moment on 30 February", func(b o) { b["due_at"] = "2027-02-30T12:00:00Z" }, "body.due_at"},
		{"year 0", func(b o) { delete(b, "due_at"); b["due_on"] = "0000-01-01" }, "body.due_on"},
		{"year 1", func(b o) { delete(b, "due_at"); b["due_on"] = "0001-01-01" }, "body.due_on"},
		{"moment of the year 1", func(b o) { b["due_at"] = "0001-01-01T00:00:00Z" }, "body.due_at"},
		{"beginning of Unix time", func(b o) { b["due_at"] = "1970-01-01T00:00:00Z" }, "body.due_at"},
		{"year 9999", func(b o) { delete(b, "due_at"); b["due_on"] = "9999-12-31" }, "body.due_on"},
		{"moment of 9999", func(b o) { b["due_at"] = "9999-12-31T23:59:59Z" }, "body.due_at"},
		{"beyond 9999", func(b o) { b["due_at"] = "9999-12-31T23:59:59-23:59" }, "body.due_at"},
		{"year 10000", func(b o) { delete(b, "due_at"); b["due_on"] = "10000-01-01" }, "body.due_on"},
		{"no zone", func(b o) { b["due_at"] = "2026-03-09T12:00:00" }, "body.due_at"},
		{"lower case", func(b o) { b["due_at"] = "2026-03-09t12:00:00z" }, "body.due_at"},
		{"25 o'clock", func(b o) { b["due_at"] = "2026-03-09T25:00:00Z" }, "body.due_at"},
		{"gibberish", func(b o) { delete(b, "due_at"); b["due"] = "sometime" }, "body.due"},
		{"two readings", func(b o) { delete(b, "due_at"); b["due"] = "12/05" }, "body.due"},
		{"long text", func(b o) { delete(b, "due_at"); b["due"] = strings.Repeat("9", 5000) }, "body.due"},
		{"unknown kind", func(b o) { b["kind"] = "wish" }, "body.kind"},
		{"no words", func(b o) { b["words"] = "" }, "body.words"},
		{"blank words", func(b o) { b["words"] = " \u00a0" }, "body.words"},
		{"words at the limit and one", func(b o) { b["words"] = strings.Repeat("é", 501) }, "body.words"},
		{"enormous words", func(b o) { b["words"] = strings.Repeat("x", 900_000) }, "body.words"},
		{"line break", func(b o) { b["words"] = "a\nb" }, "body.words"},
		{"NUL", func(b o) { b["words"] = "a\x00b" }, "body.words"},
		{"escape", func(b o) { b["words"] = "a\x1b[31mb" }, "body.words"},
		{"line separator", func(b o) { b["words"] = "a\u2028b" }, "body.words"},
		{"C1 control", func(b o) { b["words"] = "a\u0085b" }, "body.words"},
		{"long source", func(b o) { b["source"] = strings.Repeat("x", 201) }, "body.source"},
		{"mail without an address", func(b o) { b["told"] = "pigeon" }, "body.told"},
		{"unknown field", func(b o) { b["colour"] = 3 }, "body.colour"},
		{"number for text", func(b o) { b["words"] = 3 }, "body.words"},
		{"null for needed text", func(b o) { b["words"] = nil }, "body.words"},
		{"list for text", func(b o) { b["words"] = []string{"x"} }, "body.words"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := *d
			d.t = t
			body := right()
			c.change(body)
			if _, places := problem(d.post("/promises", body).is(http.StatusUnprocessableEntity)); places != c.places {
				t.Errorf("at %q, want %q", places, c.places)
			}
		})
	}
	if n := d.counted("W"); n != 0 {
		t.Errorf("%d promises were made", n)
	}
	// At the edges it is taken.
	for _, change := range []o{
		{"due_at": "2026-03-02T09:01:00Z"}, {"words": strings.Repeat("é", 500)}, {"source": strings.Repeat("x", 200)}, {"words": "  spaces stay  "},
	} {
		body := right()
		for f, v := range change {
			body[f] = v
		}
		p := into[promiseOut](d.post("/promises", body).is(http.StatusCreated))
		if w, ok := change["words"]; ok && p.Words != w {
			t.Errorf("%q became %q", w, p.Words)
		}
	}
}

// Every fault is told at once.
func TestAllFaultsAtOnce(t *testing.T) {
	d := sqlite(t)
	_, k := d.ruiz()
	a := d.post("/promises", o{"client_id": k.ClientID, "contact_id": k.ID, "kind": "fix", "words": "\x01", "source": "\x02", "due_on": "2020-01-01"})
	if _, places := problem(a.is(http.StatusUnprocessableEntity)); places != "body.due_on body.source body.words" {
		t.Errorf("at %q", places)
	}
	a = d.post("/clients/"+k.ClientID+"/tellings", o{"reader_ids": []string{}, "text": ""})
	if _, places := problem(a.is(http.StatusUnprocessableEntity)); places != "body.next body.reader_ids body.text" {
		t.Errorf("at %q", places)
	}
	a = d.post("/promises/"+d.promised(k, nil).ID+"/resets", o{"due_on": "2026-03-10", "reason": "\x01", "next_at": "2026-03-10T09:00:00Z", "said_at": "2026-04-01T09:00:00Z"})
	if _, places := problem(a.is(http.StatusUnprocessableEntity)); places != "body.said_at" {
		t.Errorf("at %q", places)
	}
}

// Bodies that are no JSON, not ours, or too large.
func TestBadBodies(t *testing.T) {
	d := sqlite(t)
	for _, c := range []struct {
		name, body string
		status     int
	}{
		{"empty", "", http.StatusBadRequest},
		{"half", `{"name": "x`, http.StatusBadRequest},
		{"two", `{"name":"x"}{"name":"y"}`, http.StatusBadRequest},
		{"a list", `[]`, http.StatusUnprocessableEntity},
		{"null", `null`, http.StatusUnprocessableEntity},
		{"a word", `true`, http.StatusUnprocessableEntity},
		{"bytes that are no text", "{\"name\":\"\xff\xfe\"}", http.StatusBadRequest},
		{"half a surrogate", `{"name":"\ud800"}`, http.StatusBadRequest},
		{"the other half", `{"name":"x\udc00"}`, http.StatusBadRequest},
		{"halves the wrong way round", `{"name":"\udc00\ud800"}`, http.StatusBadRequest},
		{"deep", strings.Repeat("[", 20_000), http.StatusBadRequest},
		{"number too large", `{"name":"x","colour":1e999}`, http.StatusBadRequest},
		{"number with a part", `{"name":"x","colour":1.5}`, http.StatusUnprocessableEntity},
		{"at the limit", `{"name":"` + strings.Repeat("x", MaxBody-len(`{"name":""}`)) + `"}`, http.StatusUnprocessableEntity},
		{"over the limit", `{"name":"` + strings.Repeat("x", MaxBody-len(`{"name":""}`)+1) + `"}`, http.StatusRequestEntityTooLarge},
		{"far over the limit", strings.Repeat("x", 5*MaxBody), http.StatusRequestEntityTooLarge},
		{"whole surrogates", `{"name":"\ud83d\ude00"}`, http.StatusCreated},
		{"an escaped escape", `{"name":"\\ud800"}`, http.StatusCreated},
	} {
		a := d.post("/clients", c.body)
		if a.status != c.status {
			t.Errorf("%s: %d %.300s", c.name, a.status, a.body)
			continue
		}
		if c.status >= 400 {
			problem(a)
		}
	}
	names := into[listOut[clientRow]](d.get("/clients")).Items
	if len(names) != 2 || names[0].Name != `\ud800` || names[1].Name != "😀" {
		t.Errorf("made were %+v", names)
	}
	p, _ := problem(d.ask(http.MethodPost, "/clients", `{"name":"x"}`, "Content-Type", "text/plain").is(http.StatusUnsupportedMediaType))
	if p.Type != "urn:kept:not_json" {
		t.Errorf("plain text: %+v", p)
	}
	d.ask(http.MethodPost, "/clients", `{"name":"x"}`, "Content-Type", "application/json; charset=utf-8", "Accept", "text/html").is(http.StatusCreated)
	if p, _ := problem(d.post("/clients", strings.Repeat("x", 2*MaxBody))); !strings.Contains(p.Detail, "1048576") {
		t.Errorf("the limit is not named: %s", p.Detail)
	}
}

// A password that is refused is not sent back, nor anything else.
func TestNothingIsEchoed(t *testing.T) {
	d := sqlite(t)
	for _, body := range []any{o{"password": 12345678901}, o{"password": "hunter2"}, `{"password": "hunter2", "also": "hunter2"}`, `{"password": "hunter2`} {
		a := d.ask(http.MethodPut, "/members/me/password", body)
		if a.status < 400 || strings.Contains(string(a.body), "hunter2") || strings.Contains(string(a.body), "12345678901") {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
}

// Queries that are wrong.
func TestBadQueries(t *testing.T) {
	d := sqlite(t)
	c, _ := d.ruiz()
	for path, place := range map[string]string{
		"/promises?limit=0":                            "query.limit",
		"/promises?limit=201":                          "query.limit",
		"/promises?limit=-1":                           "query.limit",
		"/promises?limit=x":                            "query.limit",
		"/promises?limit=9999999999999":                "query.limit",
		"/promises?limit=99999999999999999999":         "query.limit",
		"/promises?state=lost":                         "query.state",
		"/promises?colour=1":                           "query.colour",
		"/contacts":                                    "query.client_id",
		"/search":                                      "query.q",
		"/search?q=" + strings.Repeat("x", 201):        "query.q",
		"/portfolio?led=true":                          "query.owner_id",
		"/portfolio?cursor=x":                          "query.cursor",
		"/portfolio?owner_id=nobody":                   "query.owner_id",
		"/scorecards?from=2026-01-01":                  "query.until",
		"/scorecards?from=x&until=2026-01-01":          "query.from",
		"/scorecards?from=2026-02-30&until=2026-03-01": "query.from",
		"/scorecards?from=2026-02-01&until=2026-02-01": "query.until",
		"/scorecards?from=0001-01-01&until=2026-02-01": "query.from",
		"/events?from=2026-01-01&until=2025-01-01":     "query.until",
		"/clocks?from=2026-01-01":                      "query.until",
		"/conversations?shelf=top":                     "query.shelf",
		"/messages":                                    "query.client_id",
		"/messages?q=x&client_id=" + c.ID:              "query.q",
		"/messages?q=" + strings.Repeat("x", 201):      "query.q",
		"/messages?q=x&cursor=e30":                     "query.cursor",
		"/journal?order=random":                        "query.order",
		"/calendars/workspace/add?from=2026-03-02T09:00:00Z&seconds=316224001": "query.seconds",
		"/calendars/workspace/add?from=yesterday&seconds=1":                    "query.from",
		"/calendars/workspace/readings?text=12/05":                             "query.text",
		"/calendars/workspace/readings?text=%00":                               "query.text",
	} {
		if _, places := problem(d.get(path).is(http.StatusUnprocessableEntity)); places != place {
			t.Errorf("%.80s: at %q, want %q", path, places, place)
		}
	}
	for _, cursor := range []string{"x", "%00", "e30", "W10", "bnVsbA", strings.Repeat("A", 2000), strings.Repeat("A", 2001),
		cursor{"clients", "a"}.String(), cursor{"clients", "a", "b", "c"}.String(), cursor{"clients", "a\x00", "b"}.String(), cursor{"clients", "\xff", "b"}.String()} {
		for _, path := range []string{"/clients?", "/promises?", "/notices?", "/journal?", "/outbox?", "/messages?client_id=" + c.ID + "&", "/events?from=2026-01-01&until=2027-01-01&", "/clocks?from=2026-01-01&until=2027-01-01&",
			"/conversations?", "/conversations?shelf=open&", "/arrivals?", "/chases?"} {
			if _, places := problem(d.get(path + "cursor=" + cursor).is(http.StatusUnprocessableEntity)); places != "query.cursor" {
				t.Errorf("%s of %.30q: at %q", path, cursor, places)
			}
		}
	}
	for _, at := range []string{"x", "", "1e9", "99999999999999999999"} {
		problem(d.get("/promises?cursor=" + cursor{"promises earliest", at, "prm_x"}.String()).is(http.StatusUnprocessableEntity))
	}
	// A cursor with any moment is a place like another.
	for _, at := range []string{"-9223372036854775808", "9223372036854775807", "0"} {
		d.get("/promises?cursor=" + cursor{"promises earliest", at, "prm_x"}.String()).is(http.StatusOK)
	}
}

// Faults of ours are told by a reference, found in the log with their chain, and nowhere else.
func TestInternalFault(t *testing.T) {
	db, err := store.Open(t.Context(), officetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	server := httptest.NewServer(New(office.New(office.Config{DB: db}), Options{Log: slog.New(slog.NewTextHandler(log, nil)), Random: rand.Reader}))
	defer server.Close()
	d := &desk{t: t, url: server.URL, http: server.Client(), token: "kept_x", log: log}
	d.get("/clients").is(http.StatusUnauthorized)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	a := d.get("/clients").is(http.StatusInternalServerError)
	p, _ := problem(a)
	ref, ok := strings.CutPrefix(p.Instance, "urn:kept:reference:")
	if !ok || len(ref) != 10 || !strings.Contains(p.Detail, ref) || strings.Contains(string(a.body), "sql") {
		t.Errorf("%s", a.body)
	}
	if log := d.log.String(); !strings.Contains(log, ref) || !strings.Contains(log, "database is closed") || strings.Contains(log, d.token) {
		t.Errorf("the log: %s", log)
	}
}

// A database that is busy is said to be, and when to try again.
func TestBusy(t *testing.T) {
	s := newService(office.New(office.Config{}), Options{})
	ctx := context.WithValue(t.Context(), callerKey{}, &caller{url: &url.URL{Path: "/x"}})
	w := httptest.NewRecorder()
	s.write(w, s.refuse(ctx, "body", nil, errors.Join(fault.New(fault.Busy, "The disk is full."), errors.New("chain"))))
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "2" || !strings.Contains(w.Body.String(), "The disk is full.") || strings.Contains(w.Body.String(), "chain") {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
}

// A thousand small wrong requests at once leave everything as it was.
func TestWrongRequestsAtOnce(t *testing.T) {
	d := sqlite(t)
	_, k := d.ruiz()
	before := into[listOut[lineOut]](d.get("/journal?limit=200")).Items
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for j := range 20 {
				d.post("/promises", o{"client_id": k.ClientID, "contact_id": k.ID, "kind": "fix", "words": fmt.Sprint(i, j), "due_on": "2020-01-01"})
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff(before, into[listOut[lineOut]](d.get("/journal?limit=200")).Items, cmp.Comparer(func(a, b rawJSON) bool { return string(a) == string(b) })); diff != "" {
		t.Error(diff)
	}
}

// A caller who goes away in the middle of his body does no harm.
func TestTornBody(t *testing.T) {
	d := sqlite(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(d.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST %s/clients HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 100\r\n\r\n{\"name\":", Base, d.token)
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), " 2") && strings.HasPrefix(string(text), "HTTP/1.1 2") {
		t.Errorf("half a body was taken: %s", text)
	}
	if all := into[listOut[clientRow]](d.get("/clients")).Items; len(all) != 0 {
		t.Errorf("half a body made %+v", all)
	}
}

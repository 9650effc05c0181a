package api

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/member"
)

// keyed posts under a key.
func (d *desk) keyed(key, path string, body any) answer {
	d.t.Helper()
	return d.ask(http.MethodPost, path, body, "Idempotency-Key", key)
}

// counted is how many open promises there are.
func (d *desk) counted(words string) int {
	d.t.Helper()
	n := 0
	for _, p := range into[listOut[promiseRow]](d.get("/promises?limit=200").is(http.StatusOK)).Items {
		if p.Words == words {
			n++
		}
	}
	return n
}

func TestSameKeySameAnswer(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		_, k := d.ruiz()
		body := o{"client_id": k.ClientID, "contact_id": k.ID, "kind": "fix", "words": "Once", "due_on": "2026-03-09"}
		first := d.keyed("k1", "/promises", body).is(http.StatusCreated)
		again := d.keyed("k1", "/promises", body).is(http.StatusCreated)
		if !bytes.Equal(first.body, again.body) || first.header.Get("Location") != again.header.Get("Location") || first.header.Get("Location") == "" {
			t.Errorf("another answer: %s and %s", first.body, again.body)
		}
		if first.header.Get("Idempotent-Replayed") != "" || again.header.Get("Idempotent-Replayed") != "true" {
			t.Error("it is not said which answer was given before")
		}
		if n := d.counted("Once"); n != 1 {
			t.Errorf("%d promises were made", n)
		}
		body["words"] = "Other"
		other := d.keyed("k1", "/promises", body).is(http.StatusUnprocessableEntity)
		if !strings.Contains(string(other.body), "This key was used for another request") || !strings.Contains(string(other.body), "header.Idempotency-Key") {
			t.Errorf("another request under the key: %s", other.body)
		}
		id := into[promiseOut](first).ID
		d.keyed("k1", "/promises/"+id+"/keeping", nil).is(http.StatusUnprocessableEntity)
		kept := d.keyed("k2", "/promises/"+id+"/keeping", nil).is(http.StatusOK)
		if again := d.keyed("k2", "/promises/"+id+"/keeping", nil).is(http.StatusOK); !bytes.Equal(kept.body, again.body) {
			t.Errorf("kept again: %s", again.body)
		}
		d.post("/promises/"+id+"/keeping", nil).is(http.StatusConflict)
		// What was refused did nothing, and may be tried again under its key.
		d.keyed("k3", "/promises/"+id+"/keeping", nil).is(http.StatusConflict)
		d.post("/promises/"+id+"/reopening", nil).is(http.StatusOK)
		d.keyed("k3", "/promises/"+id+"/keeping", nil).is(http.StatusOK)
	})
}

// Many ask for one thing at the same time under one key: it is done once, and
// all hear the same.
func TestSameKeyAtOnce(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		d := open(t, h)
		_, k := d.ruiz()
		const times, keys = 12, 6
		answers := make([][]string, keys)
		var mu sync.Mutex
		var wg sync.WaitGroup
		for i := range times * keys {
			wg.Go(func() {
				key := i % keys
				a := d.keyed(fmt.Sprint("at once ", key), "/promises", o{"client_id": k.ClientID, "contact_id": k.ID, "kind": "fix", "words": fmt.Sprint("At once ", key), "due_on": "2026-03-09"})
				mu.Lock()
				defer mu.Unlock()
				answers[key] = append(answers[key], fmt.Sprint(a.status, string(a.body)))
			})
		}
		wg.Wait()
		for key, all := range answers {
			for _, a := range all {
				if a != all[0] || !strings.HasPrefix(a, "201") {
					t.Errorf("key %d: %s and %s", key, a, all[0])
				}
			}
			if n := d.counted(fmt.Sprint("At once ", key)); n != 1 || len(all) != times {
				t.Errorf("key %d: %d promises and %d answers", key, n, len(all))
			}
		}
	})
}

// The answer is there after a restart.
func TestSameKeyAfterRestart(t *testing.T) {
	for _, engine := range []struct{ name, url string }{{"sqlite", officetest.SQLite(t)}, {"postgres", testkit.Postgres(t)}} {
		t.Run(engine.name, func(t *testing.T) {
			var before []byte
			var token string
			body := o{"name": "After a restart"}
			for range 2 {
				db, err := store.Open(t.Context(), engine.url)
				if err != nil {
					t.Fatal(err)
				}
				of := office.New(office.Config{DB: db, Random: rand.Reader})
				if token == "" {
					who, err := of.Access.Open(t.Context(), office.Setup{Workspace: "W", Name: "N", Email: "n@example.com", Zone: "Europe/Rome"}, nil)
					if err != nil {
						t.Fatal(err)
					}
					made, err := of.Access.MakeToken(t.Context(), who, "test")
					if err != nil {
						t.Fatal(err)
					}
					token = made.Secret
				}
				server := httptest.NewServer(New(of, Options{Random: rand.Reader}))
				d := &desk{t: t, url: server.URL, http: server.Client(), token: token}
				a := d.keyed("k", "/clients", body).is(http.StatusCreated)
				if before != nil && !bytes.Equal(a.body, before) {
					t.Errorf("after a restart: %s, before: %s", a.body, before)
				}
				before = a.body
				if all := into[listOut[clientRow]](d.get("/clients")).Items; len(all) != 1 {
					t.Errorf("%d clients", len(all))
				}
				server.Close()
				if err := db.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Two members may choose the same key.
func TestKeysAreEverybodysOwn(t *testing.T) {
	d := sqlite(t)
	other := *d
	other.token = d.tokenOf(d.Member("Nils Holm", "nils@northlight.example", member.Leader, ""))
	mine := into[clientOut](d.keyed("same", "/clients", o{"name": "Mine"}).is(http.StatusCreated))
	his := into[clientOut](other.keyed("same", "/clients", o{"name": "His"}).is(http.StatusCreated))
	if mine.ID == his.ID {
		t.Error("one key for two members")
	}
}

// A secret is given again to the same token only, and stands nowhere in the
// database.
func TestSecretsAreSealed(t *testing.T) {
	d := sqlite(t)
	first := into[madeTokenOut](d.keyed("t", "/tokens", o{"name": "script"}).is(http.StatusOK))
	again := into[madeTokenOut](d.keyed("t", "/tokens", o{"name": "script"}).is(http.StatusOK))
	if diff := cmp.Diff(first, again); diff != "" {
		t.Error(diff)
	}
	other := *d
	other.token = first.Secret
	other.keyed("t", "/tokens", o{"name": "script"}).is(http.StatusConflict)
	a, err := store.AnsweredBefore(d.DB.Read(t.Context()), d.Owner.Workspace, hash(string(d.Owner.Member), "t"))
	if err != nil || a.Body == "" || strings.Contains(a.Body, first.Secret) || strings.Contains(a.Body, "kept_") {
		t.Errorf("kept is %q, %v", a.Body, err)
	}
	if n := len(into[listOut[tokenOut]](d.get("/tokens")).Items); n != 2 {
		t.Errorf("%d tokens", n)
	}
}

// A trial run keeps nothing, and its key stays free for the real one.
func TestTrialRunUnderKey(t *testing.T) {
	d := sqlite(t)
	rows := o{"rows": []o{{"key": "1", "name": "Casa Ruiz"}}, "dry_run": true}
	if got := into[importedOut](d.keyed("i", "/imports/clients", rows).is(http.StatusOK)); cmp.Diff(importedOut{Made: 1, DryRun: true, Differ: []differing{}}, got) != "" {
		t.Errorf("the trial: %+v", got)
	}
	if all := into[listOut[clientRow]](d.get("/clients")).Items; len(all) != 0 {
		t.Errorf("a trial made %+v", all)
	}
	rows["dry_run"] = false
	for range 2 {
		if got := into[importedOut](d.keyed("i", "/imports/clients", rows).is(http.StatusOK)); cmp.Diff(importedOut{Made: 1, Differ: []differing{}}, got) != "" {
			t.Errorf("the import: %+v", got)
		}
	}
	if got := into[importedOut](d.post("/imports/clients", rows)); cmp.Diff(importedOut{Skipped: 1, Differ: []differing{}}, got) != "" {
		t.Errorf("a second run: %+v", got)
	}
}

// A key is limited, and told so at the edge.
func TestKeyLength(t *testing.T) {
	d := sqlite(t)
	d.keyed(strings.Repeat("k", 255), "/clients", o{"name": "At"}).is(http.StatusCreated)
	a := d.keyed(strings.Repeat("k", 256), "/clients", o{"name": "After"}).is(http.StatusUnprocessableEntity)
	if !strings.Contains(string(a.body), "header.Idempotency-Key") {
		t.Error(string(a.body))
	}
}

package api

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"kept/client"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/promise"
	"kept/worktime"
)

// connections is how many callers ask at once, each over a connection of his own.
const connections = 64

// firm is a firm on a real clock with clients, for benchmarks.
type firm struct {
	url     string
	token   string
	clients []client.Client
	persons []client.ContactID
	client  *http.Client
}

func openFirm(b *testing.B, url string) *firm {
	b.Helper()
	ctx := b.Context()
	db, err := store.Open(ctx, url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	o := office.New(office.Config{DB: db, Random: rand.Reader, Public: holidays.New().Public, URL: "https://kept.example"})
	who, err := o.Access.Open(ctx, office.Setup{Workspace: "Bench", Name: "Bench", Email: "bench@example.com", Zone: "Europe/Rome", Regions: []string{"IT"}}, nil)
	if err != nil {
		b.Fatal(err)
	}
	f := &firm{}
	token, err := o.Access.MakeToken(ctx, who, "bench")
	if err != nil {
		b.Fatal(err)
	}
	f.token = token.Secret
	for i := range 200 {
		c, err := o.Clients.Add(ctx, who, office.NewClient{
			Client:  client.Client{Name: fmt.Sprintf("Client %d", i), Colour: 1 + i%12, Hours: worktime.Standard([]string{"Europe/Rome", "Europe/Berlin", "America/New_York"}[i%3])},
			Contact: client.Contact{Name: "Ana Ruiz", Email: fmt.Sprintf("ana%d@example.com", i)},
			Next:    promise.When{At: time.Now().Add(30 * 24 * time.Hour)},
		})
		if err != nil {
			b.Fatal(err)
		}
		v, err := o.Clients.Brief(ctx, who, c.ID)
		if err != nil {
			b.Fatal(err)
		}
		f.clients, f.persons = append(f.clients, c), append(f.persons, v.Contacts[0].ID)
	}
	testkit.Settle(b, url)
	server := httptest.NewServer(New(o, Options{Random: rand.Reader}))
	b.Cleanup(server.Close)
	f.url, f.client = server.URL+Base, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}}
	return f
}

// makePromise makes the n-th promise.
func (f *firm) makePromise(n int64, key bool) error {
	c := int(n) % len(f.clients)
	body, err := json.Marshal(map[string]string{
		"client_id": string(f.clients[c].ID), "contact_id": string(f.persons[c]), "kind": "deliverable", "words": fmt.Sprintf("The mock-ups of the shop, part %d", n),
		"source": "call on Monday", "due_on": time.Now().AddDate(0, 0, 10+int(n%200)).Format(time.DateOnly),
	})
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, f.url+"/promises", bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+f.token)
	req.Header.Set("Content-Type", "application/json")
	if key {
		req.Header.Set("Idempotency-Key", fmt.Sprintf("bench-%d", n))
	}
	res, err := f.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusCreated {
		err = fmt.Errorf("%d: %s", res.StatusCode, text)
	}
	return err
}

func (f *firm) run(b *testing.B, key bool) {
	var n atomic.Int64
	var wg sync.WaitGroup
	before := processor(b)
	b.ResetTimer()
	for range connections {
		wg.Go(func() {
			for i := n.Add(1); i <= int64(b.N); i = n.Add(1) {
				if err := f.makePromise(i, key); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "promises/s")
	b.ReportMetric(float64((processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

// processor is how much processor time this process has used, callers included.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkMakePromise(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { openFirm(b, officetest.SQLite(b)).run(b, false) })
	b.Run("sqlite with keys", func(b *testing.B) { openFirm(b, officetest.SQLite(b)).run(b, true) })
	b.Run("postgres", func(b *testing.B) { openFirm(b, testkit.DurablePostgres(b)).run(b, false) })
}

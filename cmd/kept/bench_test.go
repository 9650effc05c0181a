package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// The firm that the pages are measured on; KEPT_BENCH_TIMES=10 makes it ten
// times as large.
const (
	firmMembers  = 200
	firmClients  = 10_000
	firmPromises = 100_000
)

// firm is a large firm in a SQLite file.
type firm struct {
	folder  string
	cookie  string // of the desk
	portal  string // of a client's page
	token   string
	clients []client.ID
	contact map[client.ID]client.ContactID
	one     promise.ID
	took    time.Duration
}

// newFirm makes the firm by its acts, 64 at a time. All was promised some days
// ago, so that what is near has been near for a while.
func newFirm(b *testing.B, times int) *firm {
	b.Helper()
	f := &firm{folder: b.TempDir(), contact: map[client.ID]client.ContactID{}}
	db, err := store.Open(b.Context(), "sqlite:"+filepath.Join(f.folder, "kept.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	begun := time.Now()
	before := func() time.Time { return time.Now().Add(-5 * 24 * time.Hour) }
	o := office.New(office.Config{DB: db, Now: before, Random: rand.Reader, URL: "http://kept.example"})
	owner, err := o.Access.Open(b.Context(), office.Setup{Workspace: "Large Firm", Name: "Marta Kern", Email: "marta@large.example", Password: "a long enough one", Zone: "Europe/Rome"}, nil)
	if err != nil {
		b.Fatal(err)
	}
	members := []office.Actor{owner}
	for i := range firmMembers {
		m, err := o.People.Invite(b.Context(), owner, member.Member{Name: fmt.Sprintf("Member %d", i), Email: fmt.Sprintf("m%d@large.example", i), Role: member.Regular})
		if err != nil {
			b.Fatal(err)
		}
		members = append(members, office.Actor{Workspace: owner.Workspace, Member: m.ID})
	}
	f.fill(b, o, members, times)
	f.press(b, o, owner)
	today := office.New(office.Config{DB: db, Random: rand.Reader, URL: "http://kept.example"})
	f.ask(b, today, owner)
	f.signIn(b, today, owner)
	f.took = time.Since(begun)
	return f
}

func (f *firm) fill(b *testing.B, o *office.Office, members []office.Actor, times int) {
	var mu sync.Mutex
	together(b, firmClients*times, func(ctx context.Context, i int) error {
		c, err := o.Clients.Add(ctx, members[i%len(members)], office.NewClient{
			Client:  client.Client{Name: fmt.Sprintf("Client %06d & Sons", i), Colour: 1 + i%12, Hours: worktime.Standard("Europe/Madrid")},
			Contact: client.Contact{Name: fmt.Sprintf("Contact %d", i), Email: fmt.Sprintf("c%d@clients.example", i), Portal: true},
			Next:    promise.When{At: time.Now().Add(time.Duration(100+i%900) * time.Hour)},
		})
		if err != nil {
			return err
		}
		v, err := o.Clients.Brief(ctx, members[0], c.ID)
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		f.clients, f.contact[c.ID] = append(f.clients, c.ID), v.Contacts[0].ID
		return nil
	})
	together(b, firmPromises*times-firmClients*times, func(ctx context.Context, i int) error {
		of := f.clients[i%len(f.clients)]
		p, err := o.Promises.Make(ctx, members[i%len(members)], office.NewPromise{
			Client: of, Contact: f.contact[of], Kind: promise.Deliverable, Words: fmt.Sprintf("Part %d of the plan", i), How: office.SaidSelf,
			When: promise.When{At: time.Now().Add(time.Duration(72+i%4000) * time.Hour)},
		})
		if i == 0 {
			f.one = p.ID
		}
		return err
	})
}

// pressing is how many promises of the owner are so near that he is asked
// about them: his Home has as many prompts.
const pressing = 16

// press makes the owner a morning: what he promised for the next hours.
func (f *firm) press(b *testing.B, o *office.Office, owner office.Actor) {
	b.Helper()
	for i := range pressing {
		of := f.clients[i]
		_, err := o.Promises.Make(b.Context(), owner, office.NewPromise{
			Client: of, Contact: f.contact[of], Kind: promise.Deliverable, Words: fmt.Sprintf("Drawing %d of the kitchen", i), How: office.SaidSelf,
			When: promise.When{At: time.Now().Add(time.Duration(1+i) * time.Hour)},
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// ask has the watchdog ask about all that is near by now.
func (f *firm) ask(b *testing.B, o *office.Office, owner office.Actor) {
	b.Helper()
	if _, err := (duty.Watchdog{Office: o}).RunDue(b.Context(), time.Now()); err != nil {
		b.Fatal(err)
	}
	h, err := o.Prompts.Home(b.Context(), owner)
	if err != nil {
		b.Fatal(err)
	}
	if n := len(h.Tell) + len(h.Do); n < pressing {
		b.Fatalf("the owner has %d prompts before him, wanted %d or more", n, pressing)
	}
}

// together does work n times, 64 at once, so that the acts share commits.
func together(b *testing.B, n int, work func(ctx context.Context, i int) error) {
	b.Helper()
	var next atomic.Int64
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := work(b.Context(), i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// signIn makes a session of the owner, one of a contact, and a token.
func (f *firm) signIn(b *testing.B, o *office.Office, owner office.Actor) {
	b.Helper()
	e, err := o.Access.SignIn(b.Context(), "marta@large.example", "a long enough one", "bench")
	if err != nil {
		b.Fatal(err)
	}
	f.cookie = "kept-desk-session=" + e.Secret
	token, err := o.Access.MakeToken(b.Context(), owner, "bench")
	if err != nil {
		b.Fatal(err)
	}
	f.token = token.Secret
	if err := o.Access.MailLink(b.Context(), "c0@clients.example", true); err != nil {
		b.Fatal(err)
	}
	box, err := o.Notices.Outbox(b.Context(), owner, "", 1)
	if err != nil || len(box) != 1 {
		b.Fatalf("the mail with the way in: %v %v", box, err)
	}
	m, err := outbox.ReadMail(box[0].Mail)
	if err != nil {
		b.Fatal(err)
	}
	if e, err = o.Access.UseLink(b.Context(), m.Link.URL[strings.LastIndexByte(m.Link.URL, '/')+1:], "bench"); err != nil {
		b.Fatal(err)
	}
	f.portal = "kept-portal-session=" + e.Secret
}

// served is a server under measurement, in a process of its own.
type served struct {
	url string
	pid int
}

// cpu is the processor time that the process has used.
func (s served) cpu(b *testing.B) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.pid))
	if err != nil {
		b.Skip("processor time is read from /proc: ", err)
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // 100 ticks a second
}

// resident is the memory of the process in megabytes.
func (s served) resident(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.pid))
	if err != nil {
		b.Skip("memory is read from /proc: ", err)
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return float64(kb) / 1024
		}
	}
	return 0
}

// load asks n times over so many connections and reports processor time a
// request and the 99th percentile of the wait.
func (s served) load(b *testing.B, connections, n int, ask func(i int) *http.Request) {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections, DisableCompression: true}}
	waits := make([]time.Duration, n)
	var next atomic.Int64
	var bad atomic.Int64
	var all sync.WaitGroup
	before, begun := s.cpu(b), time.Now()
	for range connections {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				at := time.Now()
				res, err := client.Do(ask(i))
				if err != nil {
					bad.Add(1)
					continue
				}
				io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if res.StatusCode >= 300 {
					bad.Add(1)
				}
				waits[i] = time.Since(at)
			}
		})
	}
	all.Wait()
	took := time.Since(begun)
	if bad.Load() > 0 {
		b.Fatalf("%d of %d requests failed", bad.Load(), n)
	}
	slices.Sort(waits)
	b.ReportMetric(float64((s.cpu(b)-before).Microseconds())/float64(n), "cpu-µs/req")
	b.ReportMetric(float64(waits[n*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(n)/took.Seconds(), "req/s")
	b.ReportMetric(0, "ns/op")
}

func get(url, cookie string) func(int) *http.Request {
	return func(int) *http.Request {
		req, err := http.NewRequest(http.MethodGet, url, nil)
		if err != nil {
			panic(err) // the address is ours
		}
		req.Header.Set("Cookie", cookie)
		return req
	}
}

// bareEnv makes the test binary serve a bare page instead of running tests.
const bareEnv = "KEPT_BENCH_BARE"

// TestBareServer is no test of ours but the other process of the benchmarks:
// net/http with nothing behind it.
func TestBareServer(t *testing.T) {
	address := os.Getenv(bareEnv)
	if address == "" {
		t.Skip("only for the benchmarks")
	}
	t.Fatal(http.ListenAndServe(address, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "bare") })))
}

func bare(b *testing.B) served {
	b.Helper()
	address := testkit.FreePort(b)
	cmd := exec.Command(os.Args[0], "-test.run=^TestBareServer$")
	cmd.Env = append(os.Environ(), bareEnv+"="+address)
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	for range 200 {
		if res, err := http.Get("http://" + address); err == nil {
			res.Body.Close()
			return served{"http://" + address, cmd.Process.Pid}
		}
		<-time.After(20 * time.Millisecond)
	}
	b.Fatal("the bare server does not answer")
	return served{}
}

// BenchmarkServed measures the real program in a process of its own, beside a
// bare net/http server in the same run: pages at 16 connections on a large
// firm, promises made over the API at 64, memory and cold start.
func BenchmarkServed(b *testing.B) {
	times := 1
	if n, err := strconv.Atoi(os.Getenv("KEPT_BENCH_TIMES")); err == nil {
		times = n
	}
	f := newFirm(b, times)
	b.Logf("a firm of %d members, %d clients, %d promises, made in %v", firmMembers, firmClients*times, firmPromises*times, f.took.Round(time.Second))
	b.Run("bare", func(b *testing.B) {
		s := bare(b)
		s.load(b, 16, 1000, get(s.url, ""))
		s.load(b, 16, 20_000, get(s.url, ""))
	})
	env := []string{"KEPT_DATA=" + f.folder, "KEPT_LOG=error"}
	address := testkit.FreePort(b)
	testkit.Run(b, address, env...).Stop() // the file is warm afterwards
	begun := time.Now()
	k := testkit.Run(b, address, env...)
	cold := time.Since(begun)
	s := served{k.URL, k.PID()}
	b.Run("start", func(b *testing.B) {
		b.ReportMetric(float64(cold.Milliseconds()), "cold-ms")
		b.ReportMetric(s.resident(b), "idle-MB")
		b.ReportMetric(0, "ns/op")
	})
	for _, page := range []struct{ name, path, cookie string }{
		{"home", "/", f.cookie}, {"clients", "/clients", f.cookie}, {"client", "/clients/" + string(f.clients[0]), f.cookie},
		{"promises", "/promises", f.cookie}, {"promise", "/promises/" + string(f.one), f.cookie}, {"portal", "/p/", f.portal},
	} {
		b.Run(page.name, func(b *testing.B) {
			s.load(b, 16, 500, get(s.url+page.path, page.cookie))
			s.load(b, 16, 4000, get(s.url+page.path, page.cookie))
		})
	}
	b.Run("make", func(b *testing.B) { s.load(b, 64, 20_000, f.making(s.url)) })
	b.Run("memory", func(b *testing.B) {
		b.ReportMetric(s.resident(b), "loaded-MB")
		b.ReportMetric(0, "ns/op")
	})
}

// making asks for promises over the API.
func (f *firm) making(url string) func(int) *http.Request {
	due := time.Now().Add(400 * time.Hour).UTC().Format(time.RFC3339)
	return func(i int) *http.Request {
		of := f.clients[i%len(f.clients)]
		body := fmt.Sprintf(`{"client_id":%q,"contact_id":%q,"kind":"deliverable","words":"Part %d","due_at":%q}`, of, f.contact[of], i, due)
		req, err := http.NewRequest(http.MethodPost, url+"/api/v1/promises", strings.NewReader(body))
		if err != nil {
			panic(err) // the address is ours
		}
		req.Header.Set("Authorization", "Bearer "+f.token)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", fmt.Sprintf("bench-%d-%d", time.Now().UnixNano(), i))
		return req
	}
}

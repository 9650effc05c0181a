// Package officetest opens an office for tests: a fresh database, a clock that
// stands still, names that repeat, and a mail server that is a function.
package officetest

import (
	"context"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/files"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/preview"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/member"
	"kept/promise"
	"kept/worktime"
)

// Start is the moment at which a house's clock stands at first: a Monday
// morning, 10:00 in Rome.
var Start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// Limits are those of a house: small, so that tests reach them.
func Limits() office.FileLimits {
	return office.FileLimits{One: 64 << 10, Client: 200 << 10, Workspace: 300 << 10}
}

// House is an office with its duties and everything around it.
type House struct {
	*office.Office
	DB    *store.DB
	Crew  *duty.Crew
	Blobs *files.Memory
	Owner office.Actor // signed in, in Rome

	Names Names // what the name servers say

	mu     sync.Mutex
	now    time.Time
	Sent   []outbox.Mail    // what the mail server took
	Answer office.Result    // what the mail server answers
	Pushed []office.PushOut // what came to the push service
	// PushAnswer is what the push service answers; zero = it takes it.
	PushAnswer office.PushAnswer
	t          testing.TB
}

// Engines runs a test on both engines.
func Engines(t *testing.T, test func(t *testing.T, h *House)) {
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLite(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, testkit.Postgres(t))) })
}

// SQLite names a fresh SQLite file.
func SQLite(t testing.TB) string {
	return "sqlite:" + filepath.Join(t.TempDir(), "kept.db")
}

// Open opens a house on a database, with one workspace and its owner.
func Open(t testing.TB, url string) *House {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &House{DB: db, now: Start, Answer: office.Result{Outcome: office.Accepted, Code: 250, Text: "queued as TEST"}, t: t}
	h.Blobs = files.NewMemory()
	h.Names = Names{}
	h.Office = office.New(office.Config{
		Resolver: h.Names,
		Files:    h.Blobs, Spool: t.TempDir(), FileLimits: Limits(), Previewer: preview.Maker{},
		DB: db, Now: h.Now, Random: rand.NewChaCha8([32]byte{1}), Public: holidays.New().Public, URL: "https://kept.example", From: "kept@kept.example", Key: func() ([]byte, error) { return make([]byte, office.KeyBytes), nil },
	})
	h.Crew = duty.NewCrew(h.Now, nil, duty.Watchdog{Office: h.Office}, duty.PromptMail{Office: h.Office}, duty.Digests{Office: h.Office}, duty.Pushes{Office: h.Office, Deliver: h.push, Holder: "test"}, duty.Previews{Office: h.Office}, duty.Hosts{Office: h.Office}, &duty.Tidying{Office: h.Office}, duty.Mail{Office: h.Office, Deliver: h.deliver, Holder: "test"})
	h.Owner, err = h.Access.Open(t.Context(), office.Setup{
		Workspace: "Northlight Studio", Name: "Marta Kern", Email: "marta@northlight.example", Password: "a long enough one", Zone: "Europe/Rome",
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Names are name servers: the texts at a name, without the dot at its end. At a
// name with the text "!" they do not answer.
type Names map[string][]string

// LookupTXT gives the texts at a name.
func (n Names) LookupTXT(_ context.Context, name string) ([]string, error) {
	texts, ok := n[strings.TrimSuffix(name, ".")]
	switch {
	case !ok:
		return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	case slices.Contains(texts, "!"):
		return nil, &net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true}
	}
	return texts, nil
}

// Now is the house's clock.
func (h *House) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *House) deliver(_ context.Context, m outbox.Mail, _ time.Time) office.Result {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.Answer.Outcome == office.Accepted {
		h.Sent = append(h.Sent, m)
	}
	return h.Answer
}

func (h *House) push(_ context.Context, p office.PushOut) office.PushAnswer {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.Pushed = append(h.Pushed, p)
	if h.PushAnswer.Code == 0 && h.PushAnswer.Text == "" {
		return office.PushAnswer{Code: 201, Text: "201 Created"}
	}
	return h.PushAnswer
}

// To moves the clock forward to a moment, running every duty in order at the
// moment at which it becomes due.
func (h *House) To(to time.Time) {
	h.t.Helper()
	for {
		next, err := h.Crew.Settle(h.t.Context(), h.Now())
		if err != nil {
			h.t.Fatal(err)
		}
		if next.IsZero() || next.After(to) {
			next = to
		}
		h.mu.Lock()
		done := !h.now.Before(to)
		if next.After(h.now) {
			h.now = next
		}
		h.mu.Unlock()
		if done {
			return
		}
	}
}

// Tick moves the clock forward and leaves the duties alone.
func (h *House) Tick(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

// Pass moves the clock forward.
func (h *House) Pass(d time.Duration) { h.t.Helper(); h.To(h.Now().Add(d)) }

// Member adds a member.
func (h *House) Member(name, email string, role member.Role, leader member.ID) office.Actor {
	h.t.Helper()
	m, err := h.People.Invite(h.t.Context(), h.Owner, member.Member{Name: name, Email: email, Role: role, LeaderID: leader})
	if err != nil {
		h.t.Fatal(err)
	}
	return office.Actor{Workspace: h.Owner.Workspace, Member: m.ID}
}

// Client adds a client in a zone with a contact who may open his portal, and a
// next contact in two weeks.
func (h *House) Client(who office.Actor, name, zone, contact, email string) (client.Client, client.Contact) {
	h.t.Helper()
	c, err := h.Clients.Add(h.t.Context(), who, office.NewClient{
		Client:  client.Client{Name: name, Colour: 1, Hours: worktime.Standard(zone)},
		Contact: client.Contact{Name: contact, Email: email, Portal: true, Phone: "+39 06 1234"},
		Next:    promise.When{At: h.Now().Add(14 * 24 * time.Hour)},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	v, err := h.Clients.Brief(h.t.Context(), who, c.ID)
	if err != nil || len(v.Contacts) != 1 {
		h.t.Fatalf("the contact of %s: %v %v", name, v.Contacts, err)
	}
	return c, v.Contacts[0]
}

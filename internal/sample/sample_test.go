package sample_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/sample"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

// stage is a sample that was played, with everything around it.
type stage struct {
	*office.Office
	db    *store.DB
	clock *sample.Clock
	crew  *duty.Crew
	firm  *sample.Firm
	sent  []outbox.Mail
	now   time.Time
}

// deliver is a mail server as the sample wants it.
func (s *stage) deliver(_ context.Context, m outbox.Mail, _ time.Time) office.Result {
	switch {
	case strings.HasSuffix(m.To.Addr, "@"+sample.Gone):
		return office.Result{Outcome: office.Refused, Code: 550, Text: "5.1.1 no such user", Stage: "rcpt", NoBox: true}
	case strings.HasSuffix(m.To.Addr, "@"+sample.Silent):
		return office.Result{Outcome: office.Unsure, Text: "the line broke", Stage: "data"}
	}
	s.sent = append(s.sent, m)
	return office.Result{Outcome: office.Accepted, Code: 250, Text: "queued"}
}

// play plays the sample up to a moment.
func play(t *testing.T, url string, seed uint64, now time.Time) *stage {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := &stage{db: db, clock: &sample.Clock{}, now: now}
	clock := s.clock.Over(func() time.Time { return s.now })
	s.Office = office.New(office.Config{DB: db, Now: clock, Random: rand.NewChaCha8([32]byte{5}), Public: holidays.New().Public, URL: "https://kept.example"})
	s.crew = duty.NewCrew(clock, nil, duty.Watchdog{Office: s.Office}, duty.PromptMail{Office: s.Office}, duty.Mail{Office: s.Office, Deliver: s.deliver, Workers: 1, Holder: "test"})
	begun := time.Now()
	err = db.Together(t.Context(), func(ctx context.Context, _ *store.Tx) (err error) {
		s.firm, err = sample.Play(ctx, sample.Stage{Office: s.Office, Clock: s.clock, Settle: s.crew.Settle}, seed, now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("played up to %s in %s", now, time.Since(begun))
	return s
}

func sqlite(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "kept.db") }

// tuesday is a morning on which everybody near the firm is at work.
func tuesday() time.Time { return time.Date(2026, 11, 24, 10, 12, 30, 0, time.UTC) }

func TestSampleShowsEverything(t *testing.T) {
	for name, url := range map[string]string{"sqlite": sqlite(t), "postgres": testkit.Postgres(t)} {
		t.Run(name, func(t *testing.T) {
			s := play(t, url, 1, tuesday())
			s.customers(t)
			s.history(t)
			s.prompts(t)
		})
	}
}

// customers are twelve, in three zones, each with its colour, and somebody who
// wrote and is not known yet; every open one has a next contact.
func (s *stage) customers(t *testing.T) {
	t.Helper()
	rows, err := s.Clients.List(t.Context(), s.firm.Owner, store.NameSlice{Limit: 100})
	if err != nil || len(rows) != 13 {
		t.Fatalf("%d clients: %v", len(rows), err)
	}
	zones, colours, stages := map[string]bool{}, map[int]bool{}, map[client.Stage]int{}
	for _, r := range rows {
		v, err := s.Clients.View(t.Context(), s.firm.Owner, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		zones[v.Client.Hours.Zone], colours[r.Colour] = true, true
		stages[r.Stage]++
		if r.Stage != client.Past && r.NextAt.IsZero() {
			t.Errorf("%s has no next contact", r.Name)
		}
		if len(v.Contacts) == 0 || v.Client.TriageAt.IsZero() && r.Stage != client.Past && len(v.Projects) == 0 {
			t.Errorf("%s: %d contacts, %d projects", r.Name, len(v.Contacts), len(v.Projects))
		}
	}
	if len(zones) != 3 || len(colours) != 12 || stages[client.Past] != 1 || stages[client.Prospect] != 3 {
		t.Errorf("zones %v, colours %v, stages %v", zones, colours, stages)
	}
	people, err := s.People.List(t.Context(), s.firm.Owner)
	if err != nil || len(people) != 7 {
		t.Errorf("%d members: %v", len(people), err)
	}
}

// history has promises of every kind and every outcome, calls answered within
// the standard and beyond, and notices of every fate.
func (s *stage) history(t *testing.T) {
	t.Helper()
	records, err := s.Record.Of(t.Context(), s.firm.Owner, s.now.AddDate(0, -2, 0), s.now)
	if err != nil {
		t.Fatal(err)
	}
	outcomes := promise.Outcomes()
	seen := map[promise.Outcome]int{}
	within, late := 0, 0
	for _, r := range records {
		for _, o := range outcomes {
			seen[o] += r.Promises[o]
		}
		within += r.Calls.Within
		late += r.Calls.Answered - r.Calls.Within
	}
	for _, o := range outcomes {
		if seen[o] == 0 {
			t.Errorf("nothing ended %q: %v", o, seen)
		}
	}
	if seen[promise.KeptInTime] < 2*seen[promise.BrokenInSilence] || within == 0 || late == 0 {
		t.Errorf("outcomes %v, calls within %d, late %d", seen, within, late)
	}
	kinds := map[promise.Kind]bool{}
	for _, state := range []promise.State{promise.Open, promise.Kept, promise.Released} {
		rows, err := s.Promises.List(t.Context(), s.firm.Owner, office.Filter{State: state, Part: store.Slice{Limit: 200}})
		if err != nil || len(rows) == 0 {
			t.Errorf("%s: %d promises, %v", state, len(rows), err)
		}
		for _, r := range rows {
			kinds[r.Kind] = true
		}
	}
	if len(kinds) < 6 {
		t.Errorf("kinds %v", kinds)
	}
	s.notices(t)
}

func (s *stage) notices(t *testing.T) {
	t.Helper()
	all, err := s.Notices.List(t.Context(), s.firm.Owner, "", 500)
	if err != nil {
		t.Fatal(err)
	}
	fates, seen := map[notice.State]int{}, 0
	for _, n := range all {
		fates[n.State()]++
		if !n.SeenAt.IsZero() {
			seen++
		}
	}
	if fates[notice.Accepted] < 30 || fates[notice.Bounced] == 0 || seen == 0 {
		t.Errorf("notices %v, %d of them seen", fates, seen)
	}
	if len(s.sent) < 40 {
		t.Errorf("only %d mails left", len(s.sent))
	}
}

// prompts stand before each of the three whom a visitor can be.
func (s *stage) prompts(t *testing.T) {
	t.Helper()
	rules := map[prompt.Rule]int{}
	for who, actor := range map[string]office.Actor{"owner": s.firm.Owner, "leader": s.firm.Leader, "member": s.firm.Member} {
		h, err := s.Prompts.Home(t.Context(), actor)
		if err != nil || len(h.Tell)+len(h.Do) == 0 {
			t.Errorf("nothing stands before the %s: %v", who, err)
		}
		for _, k := range append(h.Tell, h.Do...) {
			rules[k.Rule]++
		}
		if len(h.Tell)+len(h.Do) > 12 {
			t.Errorf("%d prompts stand before the %s: nobody reads that", len(h.Tell)+len(h.Do), who)
		}
	}
	if len(rules) < 2 {
		t.Errorf("only %v is asked", rules)
	}
}

// The same seed tells the same story; another one another.
func TestSampleIsDrawnFromItsSeed(t *testing.T) {
	sum := func(seed uint64) string {
		s := play(t, sqlite(t), seed, tuesday())
		h := sha256.New()
		after := ""
		for {
			lines, err := s.Journal.From(t.Context(), s.firm.Owner, after, 1000)
			if err != nil {
				t.Fatal(err)
			}
			if len(lines) == 0 {
				return fmt.Sprintf("%x", h.Sum(nil))
			}
			for _, l := range lines {
				fmt.Fprintln(h, l)
			}
			after = lines[len(lines)-1].ID
		}
	}
	one, again, other := sum(1), sum(1), sum(2)
	if one != again || one == other {
		t.Errorf("seed 1: %.8s and %.8s; seed 2: %.8s", one, again, other)
	}
}

// Whenever somebody looks, on a Sunday night, at New Year or in the week of a
// clock change, there is a firm at work.
func TestSampleAtAnyHour(t *testing.T) {
	for _, at := range []string{"2026-11-22T23:30:00Z", "2026-11-23T06:01:00Z", "2026-11-23T14:59:59Z", "2027-01-01T00:00:00Z", "2026-12-26T12:00:00Z", "2026-03-29T01:30:00Z", "2026-10-26T09:00:00Z", "2028-02-29T23:59:59Z"} {
		t.Run(at, func(t *testing.T) {
			now, err := time.Parse(time.RFC3339, at)
			if err != nil {
				t.Fatal(err)
			}
			s := play(t, sqlite(t), 3, now)
			s.customers(t)
			s.prompts(t)
		})
	}
}

// After the past the firm acts on: within an hour mails leave, promises are
// kept and some are not.
func TestStoryMoves(t *testing.T) {
	s := play(t, sqlite(t), 1, tuesday())
	s.clock.Go()
	story := s.firm.Story()
	mails := len(s.sent)
	crew := duty.NewCrew(s.clock.Now, nil, story, duty.Watchdog{Office: s.Office}, duty.PromptMail{Office: s.Office}, duty.Mail{Office: s.Office, Deliver: s.deliver, Workers: 1, Holder: "test"})
	for range 90 {
		s.now = s.now.Add(time.Minute)
		if _, err := crew.Settle(t.Context(), s.now); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.sent) < mails+10 {
		t.Errorf("%d mails left in an hour and a half", len(s.sent)-mails)
	}
	s.customers(t)
	s.prompts(t)
	// A machine that slept makes up for nothing.
	s.now = s.now.Add(24 * time.Hour)
	lines := func() int {
		l, err := s.Promises.List(t.Context(), s.firm.Owner, office.Filter{State: promise.Open, Part: store.Slice{Limit: 500}})
		if err != nil {
			t.Fatal(err)
		}
		return len(l)
	}
	before := lines()
	if _, err := crew.Settle(t.Context(), s.now); err != nil {
		t.Fatal(err)
	}
	if more := lines() - before; more > 3 {
		t.Errorf("%d promises were made up for", more)
	}
	if _, err := story.RunDue(canceled(t), s.now.Add(time.Hour)); !errors.Is(err, context.Canceled) {
		t.Errorf("the story goes on though it was stopped: %v", err)
	}
}

func canceled(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

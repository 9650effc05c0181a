package duty_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kept/client"
	"kept/internal/duty"
	fakesmtp "kept/internal/fake/smtp"
	"kept/internal/holidays"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/post"
	"kept/internal/store"
	"kept/internal/testkit"
	"kept/notice"
	"kept/promise"
)

// another opens a second process's office on the same database.
func (h *postHouse) another(t *testing.T, url string) *office.Office {
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
	return office.New(office.Config{
		DB: db, Now: h.Now, Random: rand.NewChaCha8([32]byte{2}), Public: holidays.New().Public, URL: "https://kept.example", From: "kept@kept.example",
	})
}

// counted counts what a process hands over.
func counted(n *atomic.Int32, by func(context.Context, outbox.Mail, time.Time) office.Result) func(context.Context, outbox.Mail, time.Time) office.Result {
	return func(ctx context.Context, m outbox.Mail, at time.Time) office.Result {
		n.Add(1)
		return by(ctx, m, at)
	}
}

// Two processes share one outbox: every mail leaves, and each of them once.
func TestTwoProcessesShareTheOutbox(t *testing.T) {
	url := testkit.Postgres(t)
	h := openPost(t, url, fakesmtp.Options{Keep: 2000})
	h.staff(duty.Mail{Office: h.Office})
	const tellings, readers = 20, 25
	to := []client.ContactID{h.ana.ID}
	for i := range readers - 1 {
		k, err := h.Clients.AddContact(t.Context(), h.nils, client.Contact{ClientID: h.ruiz.ID, Name: fmt.Sprintf("Reader %d", i), Email: fmt.Sprintf("r%d@casaruiz.example", i)})
		if err != nil {
			t.Fatal(err)
		}
		to = append(to, k.ID)
	}
	var all []notice.ID
	for i := range tellings {
		told, err := h.Notices.Tell(t.Context(), h.nils, office.Telling{
			Client: h.ruiz.ID, Readers: to, Channel: notice.Mail, Subject: fmt.Sprintf("News %d", i), Text: "The shop is painted.", Next: promise.When{At: h.Now().Add(99 * time.Hour)},
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, told.Notices...)
	}
	h.Pass(office.UndoFor)
	var counts [2]atomic.Int32
	second := transport(t, h.sink)
	defer func() { _ = second.Close() }()
	processes := []duty.Mail{
		{Office: h.Office, Deliver: counted(&counts[0], deliver(h.hand)), Workers: 4, Holder: "one"},
		{Office: h.another(t, url), Deliver: counted(&counts[1], deliver(second)), Workers: 4, Holder: "two"},
	}
	var both sync.WaitGroup
	for _, p := range processes {
		both.Go(func() {
			if _, err := p.RunDue(t.Context(), h.Now()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	seen := map[string]int{}
	for _, m := range h.sink.Mails() {
		seen[m.Letter().MessageID]++
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s left %d times", id, n)
		}
	}
	if len(seen) != tellings*readers || h.sink.Total() != tellings*readers {
		t.Errorf("%d mails of %d left, %d times in all", len(seen), tellings*readers, h.sink.Total())
	}
	for _, id := range all {
		if v := h.state(t, id, notice.Accepted); len(v.Attempts) != 1 {
			t.Errorf("%s was tried %d times", id, len(v.Attempts))
		}
	}
	if one, two := counts[0].Load(), counts[1].Load(); one == 0 || two == 0 {
		t.Errorf("one process handed over %d, the other %d: they did not share", one, two)
	}
	for _, p := range processes {
		if next, err := p.RunDue(t.Context(), h.Now()); err != nil || !next.IsZero() {
			t.Errorf("afterwards %s has something at %s (%v)", p.Holder, next, err)
		}
	}
}

// Two crews on one PostgreSQL do the same duties at the same time: neither
// fails because of the other, nobody is asked or mailed twice, and nothing is
// left undone.
func TestTwoCrewsShareTheWork(t *testing.T) {
	url := testkit.Postgres(t)
	h := openPost(t, url, fakesmtp.Options{Keep: 2000})
	h.Crew = duty.NewCrew(h.Now, quiet()) // the clock moves, and nothing is done
	const promises, tellings = 200, 60
	var owed []promise.ID
	for i := range promises {
		owed = append(owed, h.owe(t, fmt.Sprintf("Part %d", i), h.Now().Add(30*24*time.Hour)).ID)
	}
	for i := range tellings {
		h.tell(t, fmt.Sprintf("All is well, %d.", i))
	}
	h.sink.Clear()
	second := transport(t, h.sink)
	defer func() { _ = second.Close() }()
	var crews []*duty.Crew
	for holder, p := range map[string]struct {
		office *office.Office
		by     *post.Transport
	}{"one": {h.Office, h.hand}, "two": {h.another(t, url), second}} {
		crews = append(crews, duty.NewCrew(h.Now, quiet(),
			duty.Watchdog{Office: p.office}, duty.PromptMail{Office: p.office}, duty.Mail{Office: p.office, Deliver: deliver(p.by), Workers: 4, Holder: holder}))
	}
	both := func() {
		t.Helper()
		var all sync.WaitGroup
		for _, c := range crews {
			all.Go(func() {
				if _, err := c.Settle(t.Context(), h.Now()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	h.Pass(office.UndoFor)
	both()
	h.Pass(30*24*time.Hour - office.UndoFor) // all are due
	both()
	h.Pass(office.Bundle) // and what was asked is mailed
	both()
	for _, id := range owed {
		lines, err := store.JournalOf(h.DB.Read(t.Context()), h.Owner.Workspace, "promise:"+string(id), 100)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]int{}
		for _, l := range lines {
			if seen[l.Act+l.After]++; seen[l.Act+l.After] > 1 {
				t.Errorf("%s: %q was done twice: %s", id, l.Act, l.After)
			}
		}
		if seen["prompted"] == len(lines) {
			t.Errorf("%s was never asked about", id)
		}
	}
	mails := map[string]int{}
	for _, m := range h.sink.Mails() {
		mails[m.Letter().MessageID]++
	}
	for id, n := range mails {
		if n != 1 {
			t.Errorf("%s left %d times", id, n)
		}
	}
	if n := len(h.to(h.ana.Email)); n != tellings {
		t.Errorf("%d mails reached the client, want %d", n, tellings)
	}
	if n := h.sink.Total() - tellings; n == 0 {
		t.Error("no member was mailed what he is asked")
	}
	read := h.DB.Read(t.Context())
	if due, err := store.WatchesDue(read, h.Now(), 10); err != nil || len(due) > 0 {
		t.Errorf("%v is still to be reviewed (%v)", due, err)
	}
	if due, err := store.LeavingDue(read, h.Now(), 10); err != nil || len(due) > 0 {
		t.Errorf("%d mails are still to leave (%v)", len(due), err)
	}
}

// A shutdown in the middle sees through what was taken, and leaves the rest
// where it is: nothing is unsure and nothing lost.
func TestShutdownWhileHandingOver(t *testing.T) {
	h := onSQLite(t, fakesmtp.Options{})
	h.staff(duty.Mail{Office: h.Office})
	var all []notice.ID
	for range 60 {
		all = append(all, h.tell(t, "All is well.").Notices...)
	}
	h.Pass(office.UndoFor)
	for _, workers := range []int{1, 4} {
		ctx, stop := context.WithCancel(t.Context())
		var n atomic.Int32
		by := deliver(h.hand)
		m := duty.Mail{Office: h.Office, Workers: workers, Holder: "here", Deliver: func(ctx context.Context, m outbox.Mail, at time.Time) office.Result {
			if n.Add(1) == 10 {
				stop()
			}
			return by(ctx, m, at)
		}}
		if _, err := m.RunDue(ctx, h.Now()); err == nil {
			t.Error("a duty that was stopped says that it is done")
		}
		left := 0
		for _, id := range all {
			switch v := h.look(t, id); v.Leaving.State {
			case "queued":
				left++
			case "sent":
			default:
				t.Errorf("%s is %s", id, v.Leaving.State)
			}
		}
		if got := h.sink.Total(); got+left != len(all) || got < 10 || left == 0 {
			t.Errorf("with %d workers %d left and %d wait, of %d", workers, got, left, len(all))
		}
	}
	h.staff(h.who)
	h.Pass(0)
	for _, id := range all {
		h.state(t, id, notice.Accepted)
	}
	if h.sink.Total() != len(all) {
		t.Errorf("%d mails left, of %d", h.sink.Total(), len(all))
	}
}

// untilTaken is over as soon as a mail has been taken.
type untilTaken struct {
	context.Context
	taken func() bool
}

func (c untilTaken) Done() <-chan struct{} {
	if c.taken() {
		over, stop := context.WithCancel(c.Context)
		stop()
		return over.Done()
	}
	return c.Context.Done()
}

func (c untilTaken) Err() error {
	if c.taken() {
		return context.Canceled
	}
	return c.Context.Err()
}

// A mail with a file that was taken when the shutdown began leaves with it, and
// nothing is put off.
func TestShutdownBeforeTheFilesAreRead(t *testing.T) {
	url := officetest.SQLite(t)
	h := openPost(t, url, fakesmtp.Options{})
	h.staff(duty.Mail{Office: h.Office})
	in := h.telling("Here is the plan.")
	in.Files = []office.File{{Name: "plan.txt", MediaType: "text/plain", SHA256: "p", Bytes: []byte("a plan")}}
	told, err := h.Notices.Tell(t.Context(), h.nils, in)
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(office.UndoFor)
	// By a connection of its own: the context is asked while the pool is locked.
	beside, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	ctx := untilTaken{t.Context(), func() bool {
		var state string
		err := beside.QueryRowContext(t.Context(), "SELECT state FROM outbox WHERE notice_id = $1", told.Notices[0]).Scan(&state)
		return err == nil && state != "queued"
	}}
	if _, err := (duty.Mail{Office: h.Office, Deliver: deliver(h.hand), Workers: 1, Holder: "here"}).RunDue(ctx, h.Now()); !errors.Is(err, context.Canceled) {
		t.Errorf("the duty was not stopped: %v", err)
	}
	v := h.state(t, told.Notices[0], notice.Accepted)
	if len(v.Attempts) != 1 || h.sink.Total() != 1 {
		t.Errorf("%d mails left; attempts: %+v", h.sink.Total(), v.Attempts)
	}
}

// Without a mail server mails are kept where they are.
func TestWithoutAMailServer(t *testing.T) {
	h := onSQLite(t, fakesmtp.Options{})
	h.staff(duty.Mail{Office: h.Office})
	told := h.tell(t, "All is well.")
	h.Pass(100 * time.Hour)
	if v := h.state(t, told.Notices[0], notice.Queued); len(v.Attempts) != 0 || v.Leaving.State != "queued" {
		t.Errorf("%s, %+v", v.Leaving.State, v.Attempts)
	}
	h.staff(h.who)
	h.Pass(0)
	h.state(t, told.Notices[0], notice.Accepted)
}

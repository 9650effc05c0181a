package duty_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/duty"
	fakesmtp "kept/internal/fake/smtp"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// tries gives when a notice was handed over, counted from the first time.
func tries(v office.NoticeView) []time.Duration {
	var out []time.Duration
	for _, a := range v.Attempts {
		out = append(out, a.At.Sub(v.Attempts[0].At))
	}
	return out
}

// minutes writes moments as whole minutes.
func minutes(list ...int) []time.Duration {
	var out []time.Duration
	for _, m := range list {
		out = append(out, time.Duration(m)*time.Minute)
	}
	return out
}

// backOff is when a mail is tried that is put off again and again, in minutes
// after the first time: after 1, 2, 4 … 64 minutes, and at last after 72 hours.
func backOff() []int {
	at := []int{0, 1, 3, 7, 15, 31, 63}
	for last := 63 + 64; last < 72*60; last += 64 {
		at = append(at, last)
	}
	return append(at, 72*60)
}

// A server that puts a mail off is asked again, in the documented steps, until
// it takes it.
func TestPutOffIsTriedAgain(t *testing.T) {
	for _, c := range []struct {
		name  string
		rules []fakesmtp.Rule
		stage string
		code  int
		at    []int // of the attempts, in minutes
	}{
		{"at RCPT", []fakesmtp.Rule{{At: fakesmtp.AtRcpt, To: "ana@*", Do: fakesmtp.Answer, Code: 450, Enhanced: [3]int{4, 2, 1}, Text: "Mailbox busy", Next: 3}}, "rcpt", 450, []int{0, 1, 3, 7}},
		{"after DATA", []fakesmtp.Rule{{At: fakesmtp.AtData, To: "ana@*", Do: fakesmtp.Answer, Code: 452, Text: "Disk full", Next: 8}}, "after-data", 452, []int{0, 1, 3, 7, 15, 31, 63, 127, 191}},
		{"greylisting", []fakesmtp.Rule{{At: fakesmtp.AtRcpt, Do: fakesmtp.Greylist}}, "rcpt", 451, []int{0, 1}},
		{"a dropped greeting", []fakesmtp.Rule{{At: fakesmtp.AtMail, Do: fakesmtp.Drop, Next: 2}}, "from", 0, []int{0, 1, 3}},
		{"goodbye in the middle", []fakesmtp.Rule{{At: fakesmtp.AtRcpt, To: "ana@*", Do: fakesmtp.Answer, Code: 421, Text: "Going down", Next: 1}}, "rcpt", 421, []int{0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := onSQLite(t, fakesmtp.Options{})
			h.sink.Rules(c.rules...)
			told := h.tell(t, "All is well.")
			h.Pass(4 * time.Hour)
			v := h.state(t, told.Notices[0], notice.Accepted)
			if diff := cmp.Diff(minutes(c.at...), tries(v)); diff != "" {
				t.Errorf("tried at (-want +got):\n%s", diff)
			}
			for _, a := range v.Attempts[:len(v.Attempts)-1] {
				if a.Outcome != office.Later || a.Stage != c.stage || a.Code != c.code || a.Text == "" {
					t.Errorf("attempt %+v", a)
				}
			}
			if len(h.to("ana@casaruiz.example")) != 1 || !v.Notice.AcceptedAt.Equal(v.Attempts[len(v.Attempts)-1].At) {
				t.Errorf("%d mails arrived; accepted at %s", len(h.to("ana@casaruiz.example")), v.Notice.AcceptedAt)
			}
			if asked := h.undelivered(t, h.nils); len(asked) != 0 {
				t.Errorf("after it arrived: %+v", asked)
			}
		})
	}
}

// The mail server is down for a day: everything waits, its authors are told
// so, and it leaves when the server is back.
func TestServerIsDownForADay(t *testing.T) {
	onEngines(t, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
		h.sink.Down()
		var all []notice.ID
		for range 5 {
			all = append(all, h.tell(t, "All is well.").Notices...)
		}
		h.Pass(24 * time.Hour)
		for _, id := range all {
			v := h.state(t, id, notice.Queued)
			if last := v.Attempts[len(v.Attempts)-1]; last.Outcome != office.Later || last.Stage != "connect" {
				t.Errorf("an attempt at a server that is down: %+v", last)
			}
		}
		if asked := h.undelivered(t, h.lea); len(asked) != len(all) {
			t.Errorf("after a day %d prompts stand before the leader, want %d", len(asked), len(all))
		}
		if err := h.sink.Up(); err != nil {
			t.Fatal(err)
		}
		h.Pass(64*time.Minute + time.Second)
		for _, id := range all {
			h.state(t, id, notice.Accepted)
		}
		if got := h.to("ana@casaruiz.example"); len(got) != len(all) {
			t.Errorf("%d mails reached Ana, want %d", len(got), len(all))
		}
		if asked := append(h.undelivered(t, h.nils), h.undelivered(t, h.lea)...); len(asked) != 0 {
			t.Errorf("after all had arrived: %d prompts", len(asked))
		}
	})
}

// Whether a client was told in time is decided by when his server took it, not
// by when it was written.
func TestAcceptedInTimeOrLate(t *testing.T) {
	for row, c := range []struct {
		name  string
		after time.Duration // of the old date, from the second attempt on
		want  promise.Outcome
	}{
		{"just before the date", time.Millisecond, promise.ResetInTime},
		{"at the date", 0, promise.ResetInTime},
		{"just after the date", -time.Millisecond, promise.ToldLate},
	} {
		t.Run(c.name, func(t *testing.T) {
			onOne(t, row, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
				write := h.Now().Add(time.Hour)
				second := write.Add(office.UndoFor + time.Minute)
				p := h.owe(t, "The plan", second.Add(c.after))
				h.To(write)
				h.sink.Rules(fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Greylist})
				told := h.tell(t, "Later.", office.Move{Promise: p.ID, When: promise.When{At: h.Now().Add(48 * time.Hour)}, Reason: "The printer is late"})
				h.To(second)
				if v := h.state(t, told.Notices[0], notice.Accepted); !v.Notice.AcceptedAt.Equal(second) {
					t.Fatalf("accepted at %s, want %s", v.Notice.AcceptedAt, second)
				}
				h.Pass(time.Minute)
				v, err := h.Promises.View(t.Context(), h.nils, p.ID)
				if err != nil || v.Promise.Dates[0].Outcome != c.want {
					t.Errorf("the old date ended %q (%v), want %q", v.Promise.Dates[0].Outcome, err, c.want)
				}
			})
		})
	}
}

// A notice that lies for an hour is told to its author, and no sooner.
func TestStuckForAnHour(t *testing.T) {
	h := onSQLite(t, fakesmtp.Options{})
	h.sink.Rules(fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Answer})
	told := h.tell(t, "All is well.")
	h.Pass(notice.Stuck - time.Millisecond)
	if asked := h.undelivered(t, h.nils); len(asked) != 0 {
		t.Fatalf("just before the hour: %+v", asked)
	}
	h.Pass(time.Millisecond)
	asked := h.undelivered(t, h.nils)
	if len(asked) != 1 || asked[0].Notice.ID != told.Notices[0] || !strings.Contains(asked[0].Sentence(nil), "does not get out") {
		t.Fatalf("after an hour: %+v", asked)
	}
	h.sink.Rules()
	h.Pass(4 * time.Minute) // the attempt after 63 minutes and ten seconds
	h.state(t, told.Notices[0], notice.Accepted)
	if asked := h.undelivered(t, h.nils); len(asked) != 0 {
		t.Errorf("after it left: %+v", asked)
	}
}

// After 72 hours a person has it: the last attempt is at that moment. Nothing
// is lost, and sent again it is the same mail.
func TestGivenUpAfter72Hours(t *testing.T) {
	onEngines(t, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
		h.sink.Rules(fakesmtp.Rule{At: fakesmtp.AtRcpt, To: "ana@*", Do: fakesmtp.Answer, Code: 451, Text: "Not today"})
		told := h.tell(t, "All is well.")
		h.Pass(office.UndoFor + office.GiveUpAfter - time.Millisecond)
		h.state(t, told.Notices[0], notice.Queued)
		h.Pass(time.Millisecond)
		v := h.state(t, told.Notices[0], notice.Bounced)
		if diff := cmp.Diff(minutes(backOff()...), tries(v)); diff != "" {
			t.Errorf("tried at (-want +got):\n%s", diff)
		}
		asked := h.undelivered(t, h.nils)
		asked = append(asked, h.undelivered(t, h.lea)...)
		if len(asked) != 1 || v.Leaving.State != "dead" || !strings.Contains(asked[0].Sentence(nil), "did not arrive") || asked[0].Why(nil) != "The server said: Not today" {
			t.Fatalf("the dead letter is %q, its prompts are %+v", v.Leaving.State, asked)
		}
		h.Pass(96 * time.Hour)
		if again := h.look(t, told.Notices[0]); len(again.Attempts) != len(v.Attempts) {
			t.Errorf("it was tried again %d times by itself", len(again.Attempts)-len(v.Attempts))
		}
		h.sink.Rules()
		if err := h.Notices.SendAgain(t.Context(), h.nils, told.Notices[0]); err != nil {
			t.Fatal(err)
		}
		h.Pass(0)
		v = h.state(t, told.Notices[0], notice.Accepted)
		if l := h.only(t, "ana@casaruiz.example").Letter(); unixLines(l.Text) != v.Notice.Text || !strings.Contains(v.Leaving.Mail, strings.Trim(l.MessageID, "<>")) {
			t.Errorf("it arrived as %q", l.Text)
		}
	})
}

// An address that does not exist is not written to again: who writes hears of
// it while he writes. A mended one is.
func TestAddressThatDoesNotExist(t *testing.T) {
	onEngines(t, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
		ctx := t.Context()
		gone := fakesmtp.Rule{At: fakesmtp.AtRcpt, To: "ana@casaruiz.example", Do: fakesmtp.Answer, Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "No such user here"}
		h.sink.Rules(gone)
		p := h.owe(t, "The plan", h.Now().Add(5*24*time.Hour))
		told := h.tell(t, "One.", office.Move{Promise: p.ID, When: promise.When{At: h.Now().Add(6 * 24 * time.Hour)}, Reason: "The printer is late"})
		h.Pass(office.UndoFor - time.Second)
		under := h.tell(t, "Two, while the first is on its way.")
		h.Pass(time.Minute)
		v := h.state(t, told.Notices[0], notice.Bounced)
		if v.Notice.Proof != "No such user here" || len(v.Attempts) != 1 || v.Attempts[0].Outcome != office.Refused || v.Attempts[0].Code != 550 {
			t.Errorf("the proof is %q, the attempts are %+v", v.Notice.Proof, v.Attempts)
		}
		if v := h.state(t, under.Notices[0], notice.Bounced); len(v.Attempts) != 0 {
			t.Errorf("the address was tried again: %+v", v.Attempts)
		}
		if asked := h.undelivered(t, h.nils); len(asked) != 2 {
			t.Errorf("%d prompts stand before the author, want 2", len(asked))
		}

		before := noticesOf(t, h)
		_, err := h.Notices.Tell(ctx, h.nils, h.telling("Three."))
		refusedAt(t, err, "readers", "Mail to ana@casaruiz.example came back (No such user here)")
		_, err = h.Notices.Preview(ctx, h.nils, h.telling("Three."))
		refusedAt(t, err, "readers", "ana@casaruiz.example")
		_, err = h.Promises.Make(ctx, h.nils, office.NewPromise{
			Client: h.ruiz.ID, Contact: h.ana.ID, Kind: promise.Fix, Words: "The door", How: office.ByMail, When: promise.When{At: h.Now().Add(99 * time.Hour)},
		})
		refusedAt(t, err, "how", "Mail to ana@casaruiz.example came back (No such user here)")
		if after := noticesOf(t, h); !slices.Equal(before, after) {
			t.Errorf("what was refused left something behind: %v, then %v", before, after)
		}
		call := h.telling("Said by telephone.")
		call.Channel = notice.Call
		if _, err := h.Notices.Tell(ctx, h.nils, call); err != nil {
			t.Errorf("a call is not a mail: %v", err)
		}
		if err := h.Notices.SendAgain(ctx, h.nils, told.Notices[0]); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Mend the address") {
			t.Errorf("sent again: %v", err)
		}

		mend := func(to string) {
			t.Helper()
			if _, err := h.Clients.EditContact(ctx, h.nils, h.ana.ID, office.ContactEdit{Change: func(k *client.Contact) { k.Email = to }}); err != nil {
				t.Fatal(err)
			}
		}
		mend("ana.ruiz@casaruiz.example")
		if err := h.Notices.SendAgain(ctx, h.nils, told.Notices[0]); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Write to ana.ruiz@casaruiz.example") {
			t.Errorf("sent again to the address that was: %v", err)
		}
		fine := h.tell(t, "Four.")
		h.Pass(time.Minute)
		h.state(t, fine.Notices[0], notice.Accepted)
		h.only(t, "ana.ruiz@casaruiz.example")

		// The server mended it: what is entered again is written to again.
		h.sink.Rules()
		mend("ana@casaruiz.example")
		fine = h.tell(t, "Five.")
		h.Pass(time.Minute)
		h.state(t, fine.Notices[0], notice.Accepted)
	})
}

// refusedAt wants an error in words about a field.
func refusedAt(t *testing.T, err error, field, word string) {
	t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.Invalid || !strings.Contains(f.Fields[field], word) {
		t.Errorf("got %v, want a word at %s about %q", err, field, word)
	}
}

func noticesOf(t *testing.T, h *postHouse) []notice.ID {
	t.Helper()
	all, err := h.Notices.List(t.Context(), h.nils, "", 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []notice.ID
	for _, n := range all {
		out = append(out, n.ID)
	}
	return out
}

// What a server refuses for what is in it condemns no address.
func TestRefusedMail(t *testing.T) {
	for _, c := range []struct {
		name string
		rule fakesmtp.Rule
		why  string
	}{
		{"after DATA", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Answer, Code: 554, Enhanced: [3]int{5, 7, 1}, Text: "Looks like spam", Next: 1}, "Looks like spam"},
		{"after DATA, with the status of an address", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Answer, Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "No such user", Next: 1}, "No such user"},
		{"at RCPT, by policy", fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Answer, Code: 550, Enhanced: [3]int{5, 7, 1}, Text: "Relaying denied", Next: 1}, "Relaying denied"},
		{"at MAIL", fakesmtp.Rule{At: fakesmtp.AtMail, Do: fakesmtp.Answer, Code: 553, Enhanced: [3]int{5, 1, 8}, Text: "Sender refused", Next: 1}, "Sender refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := onSQLite(t, fakesmtp.Options{})
			h.sink.Rules(c.rule)
			told := h.tell(t, "One.")
			h.Pass(time.Hour)
			v := h.state(t, told.Notices[0], notice.Bounced)
			if v.Leaving.State != "refused" || v.Notice.Proof != c.why || len(v.Attempts) != 1 {
				t.Errorf("%s, %q, %+v", v.Leaving.State, v.Notice.Proof, v.Attempts)
			}
			if asked := h.undelivered(t, h.nils); len(asked) != 1 || asked[0].Why(nil) != "The server said: "+c.why {
				t.Errorf("the prompts are %+v", asked)
			}
			fine := h.tell(t, "Two.")
			if err := h.Notices.SendAgain(t.Context(), h.nils, told.Notices[0]); err != nil {
				t.Fatal(err)
			}
			h.Pass(time.Minute)
			h.state(t, fine.Notices[0], notice.Accepted)
			h.state(t, told.Notices[0], notice.Accepted)
			if asked := h.undelivered(t, h.nils); len(asked) != 0 {
				t.Errorf("after both arrived: %+v", asked)
			}
		})
	}
}

// A server that says nothing after the message leaves it open whether it has
// it. Kept asks a person at once and never sends by itself; a person sends the
// same mail, byte for byte, under the same Message-ID.
func TestUnsure(t *testing.T) {
	for row, c := range []struct {
		name string
		rule fakesmtp.Rule
		kept int // mails that the server has before a person sends again
	}{
		{"dropped, and it has it", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Drop, Kept: true, Next: 1}, 1},
		{"dropped, and it has it not", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Drop, Next: 1}, 0},
		{"hangs, and it has it", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Hang, Kept: true, Next: 1}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			onOne(t, row, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
				p := h.owe(t, "The plan", h.Now().Add(5*24*time.Hour))
				h.sink.Rules(c.rule)
				told := h.tell(t, "Later.", office.Move{Promise: p.ID, When: promise.When{At: h.Now().Add(6 * 24 * time.Hour)}, Reason: "The printer is late"})
				h.Pass(office.UndoFor)
				v := h.state(t, told.Notices[0], notice.Unsure)
				if !v.Notice.Told().IsZero() || v.Leaving.State != "unsure" || v.Attempts[0].Outcome != office.Unsure || v.Attempts[0].Stage != "after-data" {
					t.Errorf("%s, %+v", v.Leaving.State, v.Attempts)
				}
				if asked := h.undelivered(t, h.nils); len(asked) != 1 || !strings.Contains(asked[0].Sentence(nil), "nobody knows whether") {
					t.Errorf("at once the author has %+v", asked)
				}
				h.Pass(100 * time.Hour)
				if got := len(h.to("ana@casaruiz.example")); got != c.kept {
					t.Fatalf("it was sent again by itself: %d mails", got)
				}
				if err := h.Notices.SendAgain(t.Context(), h.nils, told.Notices[0]); err != nil {
					t.Fatal(err)
				}
				h.Pass(0)
				h.state(t, told.Notices[0], notice.Accepted)
				if err := h.Notices.SendAgain(t.Context(), h.nils, told.Notices[0]); fault.KindOf(err) != fault.Conflict {
					t.Errorf("sent once more after it had arrived: %v", err)
				}
				got := h.to("ana@casaruiz.example")
				if len(got) != c.kept+1 {
					t.Fatalf("%d mails, want %d", len(got), c.kept+1)
				}
				if first, last := got[0], got[len(got)-1]; !bytes.Equal(first.Raw, last.Raw) || first.Letter().MessageID != last.Letter().MessageID {
					t.Errorf("they are two mails:\n%s\n%s", first.Raw, last.Raw)
				}
			})
		})
	}
}

// takeOne leases the mail of a notice, as a process does just before it is killed.
func (h *postHouse) takeOne(t *testing.T, id notice.ID, holder string) store.Leaving {
	t.Helper()
	due, err := h.Notices.Leaving(t.Context(), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range due {
		if l.NoticeID != string(id) {
			continue
		}
		l, taken, err := h.Notices.Take(t.Context(), l, holder)
		if err != nil || !taken {
			t.Fatalf("not taken: %v", err)
		}
		return l
	}
	t.Fatal("it is not due")
	return store.Leaving{}
}

// Kept is killed between taking a mail and writing down what became of it: when
// the lease is over, nobody knows whether it left, and a person decides.
func TestKilledWhileHandingOver(t *testing.T) {
	onEngines(t, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
		told := h.tell(t, "All is well.")
		h.staff(duty.Mail{Office: h.Office}) // nobody hands over
		h.Pass(office.UndoFor)
		l := h.takeOne(t, told.Notices[0], "killed")
		h.staff(h.who)
		h.Pass(office.LeaseFor - time.Millisecond)
		if v := h.state(t, told.Notices[0], notice.Queued); v.Leaving.State != "leased" {
			t.Fatalf("the mail is %s", v.Leaving.State)
		}
		h.Pass(time.Millisecond)
		v := h.state(t, told.Notices[0], notice.Unsure)
		if len(v.Attempts) != 1 || v.Attempts[0].Outcome != office.Unsure || v.Attempts[0].Stage != "crash" {
			t.Errorf("the attempts are %+v", v.Attempts)
		}
		if asked := h.undelivered(t, h.nils); len(asked) != 1 {
			t.Errorf("the author has %+v", asked)
		}
		// It lives after all and comes with an answer: too late to be believed.
		if err := h.Notices.Record(t.Context(), l, office.Result{Outcome: office.Accepted, Code: 250}); err == nil {
			t.Error("a lease that had lapsed was recorded on")
		}
		h.Pass(100 * time.Hour)
		if n := len(h.to("ana@casaruiz.example")); n != 0 {
			t.Errorf("it was sent by itself: %d", n)
		}
	})
}

// A process that is alone need not wait for the leases of the dead. Its own
// stand.
func TestAloneEndsTheLeasesOfTheDead(t *testing.T) {
	onEngines(t, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
		theirs, ours := h.tell(t, "One.").Notices[0], h.tell(t, "Two.").Notices[0]
		h.staff(duty.Mail{Office: h.Office})
		h.Pass(office.UndoFor)
		h.takeOne(t, theirs, "killed")
		mine := h.takeOne(t, ours, "here")
		if err := h.Notices.Alone(t.Context(), "here"); err != nil {
			t.Fatal(err)
		}
		h.staff(h.who)
		h.Pass(0)
		h.state(t, theirs, notice.Unsure)
		h.state(t, ours, notice.Queued)
		if err := h.Notices.Record(context.WithoutCancel(t.Context()), mine, office.Result{Outcome: office.Accepted, Code: 250, Text: "queued"}); err != nil {
			t.Fatal(err)
		}
		h.state(t, ours, notice.Accepted)
	})
}

package office_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	"kept/internal/duty"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
)

var (
	spam    = office.Result{Outcome: office.Refused, Code: 554, Text: "Looks like spam", Stage: "after-data"}
	greyed  = office.Result{Outcome: office.Later, Code: 451, Text: "Greylisted", Stage: "rcpt"}
	nobody  = office.Result{Outcome: office.Refused, Code: 550, Text: "No such user", Stage: "rcpt", NoBox: true}
	silence = office.Result{Outcome: office.Unsure, Text: "no answer", Stage: "after-data"}
)

func stateOf(t *testing.T, h *officetest.House, who office.Actor, id notice.ID) office.NoticeView {
	t.Helper()
	v, err := h.Notices.View(t.Context(), who, id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// A telling is the contact that was owed. When it comes back, that is owed
// again, and stays so until somebody makes a contact, for nothing is kept but by
// a person.
func TestWhatComesBackWasNoContact(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, k := firmWith(t, h, "Europe/Rome", "Ana")
		next := func() []string {
			t.Helper()
			v, err := h.Clients.View(ctx, who, k[0].ClientID)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, n := range v.Next {
				out = append(out, n.DueAt.Sub(officetest.Start).Truncate(time.Hour).String())
			}
			return out
		}
		want := func(when string, want ...string) {
			t.Helper()
			if diff := cmp.Diff(want, next()); diff != "" {
				t.Errorf("%s, the next contacts are (-want +got):\n%s", when, diff)
			}
		}
		want("before", "336h0m0s")
		yes := h.Answer
		h.Answer = spam
		told := word(t, h, who, k[0])
		want("while it waits", "720h0m0s")
		h.Pass(time.Minute)
		want("when it came back", "336h0m0s", "720h0m0s")
		h.Answer = greyed
		if err := h.Notices.SendAgain(ctx, who, told.Notices[0]); err != nil {
			t.Fatal(err)
		}
		h.Pass(0)
		want("while it is sent again", "336h0m0s", "720h0m0s")
		h.Answer = yes
		h.Pass(10 * time.Minute)
		if v := stateOf(t, h, who, told.Notices[0]); v.Notice.State() != notice.Accepted {
			t.Fatalf("it is %s", v.Notice.State())
		}
		want("when it arrived", "336h0m0s", "720h0m0s")
		if _, err := h.Calls.Log(ctx, who, office.Call{Client: k[0].ClientID, Contact: k[0].ID, Channel: notice.Call, Reached: true, Next: promise.When{At: officetest.Start.Add(800 * time.Hour)}}); err != nil {
			t.Fatal(err)
		}
		want("when they had spoken", "800h0m0s")
	})
}

// Who may not write to clients may not send again, and what has arrived or is
// on its way is not sent again, nor made good.
func TestSendAgainAndSettleAreRefused(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	who, k := firmWith(t, h, "Europe/Rome", "Ana")
	told := word(t, h, who, k[0])
	id := told.Notices[0]
	both := func(when string) {
		t.Helper()
		if err := h.Notices.SendAgain(ctx, who, id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("sent again %s: %v", when, err)
		}
		if err := h.Notices.Settle(ctx, who, id, "called"); fault.KindOf(err) != fault.Conflict {
			t.Errorf("settled %s: %v", when, err)
		}
	}
	both("while it waits")
	h.Pass(time.Minute)
	both("when it had arrived")
	for _, other := range []notice.ID{"", "ntc_unknown"} {
		if err := h.Notices.SendAgain(ctx, who, other); fault.KindOf(err) != fault.NotFound {
			t.Errorf("sent %q again: %v", other, err)
		}
	}
	h.Answer = spam
	id = word(t, h, who, k[0]).Notices[0]
	h.Pass(time.Minute)
	for _, how := range []string{"", " ", "two\nlines", strings.Repeat("x", 301)} {
		if err := h.Notices.Settle(ctx, who, id, how); fault.KindOf(err) != fault.Invalid {
			t.Errorf("settled with %q: %v", how, err)
		}
	}
	if err := h.Notices.Settle(ctx, who, id, strings.Repeat("x", 300)); err != nil {
		t.Error(err)
	}
	if n := holds(t, h, who, prompt.Undelivered); n != 0 {
		t.Errorf("after it was made good %d prompts stand before the author", n)
	}
}

// What did not arrive stands before its author, after two hours of his working
// time before his leader, and is settled by whoever makes it good. Sent again in
// vain it is asked anew.
func TestUndeliveredClimbs(t *testing.T) {
	for _, c := range []struct {
		name   string
		answer office.Result
	}{{"refused", spam}, {"unsure", silence}} {
		t.Run(c.name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			ctx := t.Context()
			who, leader, p, k := proposal(t, h)
			h.Pass(time.Minute)
			h.Answer = c.answer
			told, err := h.Notices.Tell(ctx, who, office.Telling{
				Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().Add(300 * time.Hour)},
			})
			if err != nil {
				t.Fatal(err)
			}
			h.Pass(office.UndoFor - time.Millisecond)
			before := func(author, head int) {
				t.Helper()
				if a, l := holds(t, h, who, prompt.Undelivered), holds(t, h, leader, prompt.Undelivered); a != author || l != head {
					t.Errorf("at %s %d stand before the author and %d before the leader, want %d and %d", h.Now().Format(time.StampMilli), a, l, author, head)
				}
			}
			before(0, 0)
			h.Pass(time.Millisecond)
			before(1, 0)
			h.Pass(notice.UndeliveredClimbs - time.Millisecond)
			before(1, 0)
			h.Pass(time.Millisecond)
			before(0, 1)
			if err := h.Notices.SendAgain(ctx, leader, told.Notices[0]); err != nil {
				t.Fatal(err)
			}
			h.Pass(0)
			before(1, 0)
			if v := stateOf(t, h, who, told.Notices[0]); len(v.Attempts) != 2 {
				t.Errorf("it was tried %d times", len(v.Attempts))
			}
			if err := h.Notices.Settle(ctx, who, told.Notices[0], "called her"); err != nil {
				t.Fatal(err)
			}
			before(0, 0)
		})
	}
}

// Mail that was held back for long is tried as long as any other: the 72 hours
// begin with its first time.
func TestTriedFromTheFirstTimeOn(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	who, k := firmWith(t, h, "Europe/Rome", "Ana")
	if err := h.Settings.PauseMail(ctx, h.Owner, true); err != nil {
		t.Fatal(err)
	}
	told := word(t, h, who, k[0])
	h.Pass(5 * 24 * time.Hour)
	yes := h.Answer
	h.Answer = greyed
	if err := h.Settings.PauseMail(ctx, h.Owner, false); err != nil {
		t.Fatal(err)
	}
	h.Pass(0)
	if v := stateOf(t, h, who, told.Notices[0]); v.Notice.State() != notice.Queued || len(v.Attempts) != 1 || !v.Leaving.SendAt.Equal(h.Now().Add(time.Minute)) {
		t.Fatalf("after its first delay it is %s, tried %d times, next at %s", v.Notice.State(), len(v.Attempts), v.Leaving.SendAt)
	}
	h.Answer = yes
	h.Pass(time.Minute)
	if v := stateOf(t, h, who, told.Notices[0]); v.Notice.State() != notice.Accepted {
		t.Errorf("it is %s", v.Notice.State())
	}
}

// What is given up and sent again has one more try: the person who sends hears
// at once how it went.
func TestSentAgainAfterItWasGivenUp(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	who, k := firmWith(t, h, "Europe/Rome", "Ana")
	h.Answer = greyed
	told := word(t, h, who, k[0])
	h.Pass(office.UndoFor + office.GiveUpAfter)
	v := stateOf(t, h, who, told.Notices[0])
	if v.Notice.State() != notice.Bounced || len(v.Attempts) >= office.MaxTries {
		t.Fatalf("after 72 hours it is %s, tried %d times", v.Notice.State(), len(v.Attempts))
	}
	if err := h.Notices.SendAgain(t.Context(), who, told.Notices[0]); err != nil {
		t.Fatal(err)
	}
	h.Pass(0)
	if again := stateOf(t, h, who, told.Notices[0]); again.Notice.State() != notice.Bounced || len(again.Attempts) != len(v.Attempts)+1 || again.Notice.Proof != "Greylisted" {
		t.Errorf("it is %s: %q", again.Notice.State(), again.Notice.Proof)
	}
}

// Only what tells a client condemns an address: a member who cannot be reached
// by mail is tried each time, for his prompts have no other way.
func TestMembersAreNotSuppressed(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	firmWith(t, h, "Europe/Rome")
	yes := h.Answer
	h.Answer = nobody
	if err := h.Access.MailLink(ctx, "nils@northlight.example", false); err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Second)
	h.Answer = yes
	first := len(h.Sent)
	if err := h.Access.MailLink(ctx, "nils@northlight.example", false); err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Second)
	if n := len(h.Sent) - first; n != 1 {
		t.Errorf("%d mails left, want one", n)
	}
}

// One telling to several is judged reader by reader: who was reached is told,
// who was not stands before the author; while he is away, before his leader.
func TestReadersAreJudgedOneByOne(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	who, k := firmWith(t, h, "Europe/Rome", "Ana")
	luis, err := h.Clients.AddContact(ctx, who, client.Contact{ClientID: k[0].ClientID, Name: "Luis", Email: "luis@client.example"})
	if err != nil {
		t.Fatal(err)
	}
	yes := h.Answer
	h.Crew = duty.NewCrew(h.Now, nil, duty.Watchdog{Office: h.Office}, duty.Mail{Office: h.Office, Holder: "test", Deliver: func(_ context.Context, m outbox.Mail, _ time.Time) office.Result {
		if m.To.Addr == luis.Email {
			return nobody
		}
		return yes
	}})
	p, err := h.Promises.Make(ctx, who, office.NewPromise{Client: k[0].ClientID, Contact: k[0].ID, Kind: promise.Fix, Words: "The door", How: office.SaidSelf, When: promise.When{At: h.Now().Add(99 * time.Hour)}})
	if err != nil {
		t.Fatal(err)
	}
	told, err := h.Notices.Tell(ctx, who, office.Telling{
		Client: k[0].ClientID, Readers: []client.ContactID{k[0].ID, luis.ID}, Channel: notice.Mail, Next: promise.When{At: h.Now().Add(300 * time.Hour)},
		Moves: []office.Move{{Promise: p.ID, When: promise.When{At: h.Now().Add(199 * time.Hour)}, Reason: "The printer is late"}},
	})
	if err != nil || len(told.Notices) != 2 {
		t.Fatalf("%+v %v", told, err)
	}
	if _, err := h.People.AddAbsence(ctx, who, member.Absence{MemberID: who.Member, From: h.Now().Add(time.Second), Until: h.Now().Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	h.Pass(office.UndoFor)
	for i, want := range []notice.State{notice.Accepted, notice.Bounced} {
		if got := stateOf(t, h, who, told.Notices[i]).Notice.State(); got != want {
			t.Errorf("notice %d is %s, want %s", i, got, want)
		}
	}
	if n := holds(t, h, h.Owner, prompt.Undelivered); n != 1 {
		t.Errorf("while the author is away %d stand before his leader, want one", n)
	}
	v, err := h.Promises.View(ctx, who, p.ID)
	if err != nil || v.Promise.Told(1).IsZero() || v.Promise.Dates[0].Outcome != promise.ResetInTime {
		t.Errorf("the contact to whom it was promised was told at %s: %q (%v)", v.Promise.Told(1), v.Promise.Dates[0].Outcome, err)
	}
}

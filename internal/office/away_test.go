package office_test

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
)

// holds counts the prompts of a rule that stand before a member.
func holds(t *testing.T, h *officetest.House, who office.Actor, rule prompt.Rule) int {
	t.Helper()
	home, err := h.Prompts.Home(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, k := range append(home.Tell, home.Do...) {
		if k.Rule == rule {
			n++
		}
	}
	return n
}

// What is promised into an absence that is planned already is asked about as
// well, and no more when it is kept before.
func TestPromiseIntoAnAbsence(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, leader, p, k := proposal(t, h)
		from := officetest.Start.Add(24 * time.Hour)
		if _, err := h.People.AddAbsence(ctx, who, member.Absence{MemberID: who.Member, From: from, Until: from.Add(96 * time.Hour)}); err != nil {
			t.Fatal(err)
		}
		h.To(from.Add(-time.Hour))
		if n := holds(t, h, leader, prompt.Absent); n != 0 {
			t.Fatalf("%d questions while nothing falls due in it", n)
		}
		fix, err := h.Promises.Make(ctx, who, office.NewPromise{
			Client: client.ID(p.ClientID), Contact: k.ID, Kind: promise.Fix, Words: "The tap", How: office.SaidSelf, When: promise.When{At: from.Add(48 * time.Hour)},
		})
		if err != nil {
			t.Fatal(err)
		}
		if n := holds(t, h, leader, prompt.Absent); n != 1 {
			t.Fatalf("%d questions about what falls due in it, want one", n)
		}
		if _, err := h.Promises.HandOver(ctx, who, fix.ID, leader.Member); err != nil {
			t.Fatal(err)
		}
		if n := holds(t, h, leader, prompt.Absent); n != 0 {
			t.Errorf("%d questions after it was handed over", n)
		}
	})
}

// Who leaves the firm leaves nothing before himself: what had climbed to him
// stands before whoever leads now.
func TestLeaverHoldsNothing(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, leader, _, _ := proposal(t, h)
		h.To(time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC)) // the proposal was broken, and has climbed
		h.To(time.Date(2026, 3, 10, 15, 0, 0, 0, time.UTC))
		if n := holds(t, h, leader, prompt.Broken); n != 1 {
			t.Fatalf("the leader holds %d, want one", n)
		}
		if _, err := h.People.Edit(t.Context(), h.Owner, leader.Member, office.MemberEdit{End: true}); err != nil {
			t.Fatal(err)
		}
		if n := holds(t, h, h.Owner, prompt.Broken); n != 1 {
			t.Errorf("the owner of the workspace holds %d, want one", n)
		}
	})
}

// What had climbed as far as it goes is looked at again when the policy
// changes: with more time before it climbs, it is its owner's again.
func TestPolicyChangesWhatHasClimbed(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		who, leader, _, _ := proposal(t, h)
		h.To(time.Date(2026, 3, 10, 15, 0, 0, 0, time.UTC))
		if n := holds(t, h, leader, prompt.Broken); n != 1 {
			t.Fatalf("the leader holds %d, want one", n)
		}
		_, err := h.Settings.Edit(t.Context(), h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Policy.AfterBroken = 80 * time.Hour }})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Millisecond)
		if n := holds(t, h, who, prompt.Broken); n != 1 {
			t.Errorf("the owner holds %d, want one", n)
		}
	})
}

// What was put off wakes when it must, although the ladder has moved meanwhile.
func TestSnoozedPromptWakesInTime(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, _, _ := proposal(t, h)
		h.To(time.Date(2026, 3, 6, 11, 0, 0, 0, time.UTC)) // Friday
		home, err := h.Prompts.Home(ctx, who)
		if err != nil || len(home.Do) != 1 {
			t.Fatalf("on Friday: %+v %v", home, err)
		}
		if err := h.Prompts.Snooze(ctx, who, home.Do[0].ID, home.Do[0].SnoozeBy); err != nil {
			t.Fatal(err)
		}
		_, err = h.Settings.Edit(ctx, h.Owner, office.WorkspaceEdit{Change: func(w *workspace.Workspace) { w.Policy.Usual.Leader = 4 * time.Hour }})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Millisecond)
		k, err := h.Prompts.One(ctx, who, home.Do[0].ID)
		if err != nil || !k.SnoozeBy.Before(home.Do[0].SnoozeBy) || !k.SnoozedUntil.Equal(k.SnoozeBy) {
			t.Errorf("it sleeps until %v and must be awake at %v, before %v (%v)", k.SnoozedUntil, k.SnoozeBy, home.Do[0].SnoozeBy, err)
		}
	})
}

// A leader who goes away hands on what had climbed only when somebody is above;
// a deputy who goes away hands on to the leader.
func TestDeputyGoesAway(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, leader, _, _ := proposal(t, h)
		ida := h.Member("Ida Moen", "ida@northlight.example", member.Regular, leader.Member)
		if _, err := h.People.Edit(ctx, h.Owner, who.Member, office.MemberEdit{Change: func(m *member.Member) { m.DeputyID = ida.Member }}); err != nil {
			t.Fatal(err)
		}
		h.To(time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC))
		away := func(m office.Actor) {
			t.Helper()
			if _, err := h.People.AddAbsence(ctx, m, member.Absence{MemberID: m.Member, From: h.Now(), Until: h.Now().Add(30 * time.Minute)}); err != nil {
				t.Fatal(err)
			}
		}
		away(who)
		if n := holds(t, h, ida, prompt.Due); n != 1 {
			t.Fatalf("the deputy holds %d, want one", n)
		}
		away(ida)
		if n := holds(t, h, leader, prompt.Due); n != 1 {
			t.Errorf("the leader holds %d while owner and deputy are away, want one", n)
		}
		h.Pass(time.Hour)
		if n := holds(t, h, who, prompt.Due); n != 1 {
			t.Errorf("the owner is back and holds %d, want one", n)
		}
	})
}

// Nothing is written to an address whose server said that it does not exist,
// not even what was queued before.
func TestSuppressedAddress(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		who, _, p, k := proposal(t, h)
		h.Pass(time.Minute)
		write := func() notice.ID {
			told, err := h.Notices.Tell(t.Context(), who, office.Telling{
				Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().Add(96 * time.Hour)},
			})
			if err != nil {
				t.Fatal(err)
			}
			return told.Notices[0]
		}
		yes := h.Answer
		h.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "5.1.1 no such user", Stage: "rcpt", NoBox: true}
		write()
		h.Pass(office.UndoFor - time.Second)
		id := write()
		h.Pass(time.Second)
		h.Answer = yes
		sent := len(h.Sent)
		h.Pass(time.Minute)
		for _, m := range h.Sent[sent:] {
			if m.To.Addr == k.Email {
				t.Errorf("a mail left to %s, which does not exist", k.Email)
			}
		}
		v, err := h.Notices.View(t.Context(), who, id)
		if err != nil || v.Notice.State() != notice.Bounced || !strings.Contains(v.Notice.Proof, "does not exist") {
			t.Errorf("the notice is %s: %q (%v)", v.Notice.State(), v.Notice.Proof, err)
		}
	})
}

// A mail that waited until what it says is not so any more is not sent: the
// author is asked to call. One that still holds leaves late.
func TestStaleMail(t *testing.T) {
	for _, row := range []struct {
		name   string
		ahead  time.Duration // of the date that it tells of
		leaves bool
	}{
		{"a date that is still to come", 3 * time.Hour, true},
		{"a date that is due at this very moment", time.Hour, true},
		{"a date that has passed", time.Hour - time.Millisecond, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			h := officetest.Open(t, officetest.SQLite(t))
			who, _, p, k := proposal(t, h)
			h.Pass(time.Minute)
			sent, start := len(h.Sent), h.Now()
			if err := h.Settings.PauseMail(t.Context(), h.Owner, true); err != nil {
				t.Fatal(err)
			}
			_, err := h.Promises.Make(t.Context(), who, office.NewPromise{
				Client: client.ID(p.ClientID), Contact: k.ID, Kind: promise.Answer, Words: "The answer", How: office.ByMail, When: promise.When{At: start.Add(row.ahead)},
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := h.Access.MailLink(t.Context(), k.Email, true); err != nil {
				t.Fatal(err)
			}
			h.To(start.Add(time.Hour))
			if err := h.Settings.PauseMail(t.Context(), h.Owner, false); err != nil {
				t.Fatal(err)
			}
			if _, err := h.Crew.Settle(t.Context(), h.Now()); err != nil {
				t.Fatal(err)
			}
			left := false
			for _, m := range h.Sent[sent:] {
				left = left || m.Subject == "The answer"
				if m.Code != "" {
					t.Error("a way in that has ended was mailed")
				}
			}
			if left != row.leaves {
				t.Errorf("it left: %v, want %v", left, row.leaves)
			}
			if n := holds(t, h, who, prompt.Undelivered); (n == 0) != row.leaves {
				t.Errorf("the author is asked %d times to call instead", n)
			}
		})
	}
}

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
	"kept/worktime"
)

// proposal sets story 1 up: a leader, an owner, a client, and a proposal that
// is owed on Monday 9 March.
func proposal(t *testing.T, h *officetest.House) (who, leader office.Actor, p promise.Promise, k client.Contact) {
	t.Helper()
	leader = h.Member("Lea Brandt", "lea@northlight.example", member.Leader, "")
	who = h.Member("Nils Holm", "nils@northlight.example", member.Regular, leader.Member)
	c, k := h.Client(who, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
	p, err := h.Promises.Make(t.Context(), who, office.NewPromise{
		Client: c.ID, Contact: k.ID, Kind: promise.Proposal, Words: "The proposal for the shop", How: office.ByMail,
		When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 9}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return who, leader, p, k
}

// Story 1, as it should go: asked on Friday, reset with a reason, told before
// Monday, reset in time.
func TestMondayResetInTime(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		h.To(time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC)) // Friday afternoon
		home, err := h.Prompts.Home(ctx, who)
		if err != nil {
			t.Fatal(err)
		}
		if len(home.Do) != 1 || home.Do[0].Rule != prompt.Due {
			t.Fatalf("on Friday the owner has %+v before him", home)
		}
		told, err := h.Notices.Tell(ctx, who, office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "The printer needs two more days.",
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 11}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		last := h.Sent[len(h.Sent)-1]
		for _, want := range []string{"Wednesday 11 March 2026", "Monday 9 March 2026", "The printer is late", "You will hear from Nils Holm again by Thursday 12 March 2026"} {
			if !strings.Contains(last.Text(), want) {
				t.Errorf("the notice does not say %q:\n%s", want, last.Text())
			}
		}
		if home, err = h.Prompts.Home(ctx, who); err != nil || len(home.Do)+len(home.Tell) != 0 {
			t.Errorf("after the reset: %+v %v", home, err)
		}
		h.To(time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC)) // Monday evening
		v, err := h.Promises.View(ctx, who, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Promise.Dates[0].Outcome; got != promise.ResetInTime {
			t.Errorf("Monday ended %q", got)
		}
		if n, err := h.Notices.View(ctx, who, told.Notices[0]); err != nil || n.Notice.Text != last.Text() {
			t.Errorf("what is recorded is not what was sent: %v", err)
		}
	})
}

// Story 1, as it must not go: nobody tells, the leader is asked before, and it
// ends broken in silence.
func TestMondayBrokenInSilence(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, leader, p, _ := proposal(t, h)
		h.To(time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)) // Monday 13:00: the last moment to tell
		home, err := h.Prompts.Home(ctx, leader)
		if err != nil {
			t.Fatal(err)
		}
		if len(home.Tell) != 1 || home.Tell[0].Level != prompt.ToLeader {
			t.Fatalf("before the date the leader has %+v before him", home)
		}
		if !mailedTo(h, "lea@northlight.example", "The proposal for the shop") {
			t.Error("the leader was not mailed")
		}
		h.To(time.Date(2026, 3, 9, 16, 0, 1, 0, time.UTC))
		v, err := h.Promises.View(ctx, who, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Promise.Date().Outcome; got != promise.BrokenInSilence || v.Promise.State != promise.Open {
			t.Errorf("the date ended %q, the promise is %s: nothing completes itself", got, v.Promise.State)
		}
		records, err := h.Record.Of(ctx, leader, officetest.Start, h.Now().Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		broken := 0
		for _, r := range records {
			broken += r.Promises[promise.BrokenInSilence]
		}
		if broken != 1 {
			t.Errorf("the record shows %d dates broken in silence, want 1", broken)
		}
	})
}

func mailedTo(h *officetest.House, addr, about string) bool {
	for _, m := range h.Sent {
		if m.To.Addr == addr && strings.Contains(m.Text(), about) {
			return true
		}
	}
	return false
}

// A notice that bounces reopens what it told: the client does not know.
func TestBounceReopensWhatWasTold(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		h.Pass(time.Minute)
		h.Answer = office.Result{Outcome: office.Refused, Code: 550, Text: "5.1.1 no such user", Stage: "rcpt", NoBox: true}
		told, err := h.Notices.Tell(ctx, who, office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail,
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		home, err := h.Prompts.Home(ctx, who)
		if err != nil || len(home.Tell) != 1 || home.Tell[0].Rule != prompt.Undelivered {
			t.Fatalf("after the bounce: %+v %v", home, err)
		}
		if err := h.Notices.SendAgain(ctx, who, told.Notices[0]); err == nil {
			t.Error("sent again to an address that does not exist")
		}
		h.To(time.Date(2026, 3, 9, 16, 0, 1, 0, time.UTC))
		v, err := h.Promises.View(ctx, who, p.ID)
		if err != nil || v.Promise.Dates[0].Outcome != promise.BrokenInSilence {
			t.Errorf("the bounced reset counts as %q (%v)", v.Promise.Dates[0].Outcome, err)
		}
	})
}

// Undo takes a telling back while nothing has left, and refuses afterwards.
func TestUndo(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		h.Pass(time.Minute)
		sent := len(h.Sent)
		in := office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail,
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		}
		told, err := h.Notices.Tell(ctx, who, in)
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(office.UndoFor - time.Millisecond)
		if err := h.Notices.Undo(ctx, who, told.ID); err != nil {
			t.Fatalf("just before it leaves: %v", err)
		}
		h.Pass(time.Minute)
		if len(h.Sent) != sent {
			t.Error("an undone telling left the house")
		}
		v, err := h.Promises.View(ctx, who, p.ID)
		if err != nil || len(v.Promise.Dates) != 1 {
			t.Errorf("the date did not come back: %+v %v", v.Promise.Dates, err)
		}
		c, err := h.Clients.View(ctx, who, client.ID(p.ClientID))
		if err != nil || len(c.Next) != 1 || !c.Next[0].DueAt.Equal(officetest.Start.Add(14*24*time.Hour)) {
			t.Errorf("the next contact did not come back: %+v %v", c.Next, err)
		}
		if told, err = h.Notices.Tell(ctx, who, in); err != nil {
			t.Fatal(err)
		}
		h.Pass(office.UndoFor)
		if err := h.Notices.Undo(ctx, who, told.ID); err == nil {
			t.Error("undone at the moment it left")
		}
	})
}

// Story 5: a missed call starts a clock; calling back within 90 minutes stops it.
func TestNinetyMinutes(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, leader, p, k := proposal(t, h)
		missed := office.Call{Client: client.ID(p.ClientID), Contact: k.ID, Channel: notice.Call, Incoming: true, Text: "wants to know about the shop"}
		l, err := h.Calls.Log(ctx, who, missed)
		if err != nil || l.Clock == "" {
			t.Fatalf("no clock: %+v %v", l, err)
		}
		h.Pass(80 * time.Minute)
		if home, err := h.Prompts.Home(ctx, leader); err != nil || len(home.Tell) != 1 || home.Tell[0].Rule != prompt.Unanswered {
			t.Errorf("after 80 minutes the leader has %+v (%v)", home, err)
		}
		h.Pass(10 * time.Minute)
		back := office.Call{Client: client.ID(p.ClientID), Contact: k.ID, Channel: notice.Call, Reached: true}
		if l, err = h.Calls.Log(ctx, who, back); err != nil || len(l.Stopped) != 1 {
			t.Fatalf("the clock was not stopped: %+v %v", l, err)
		}
		if _, err = h.Calls.Log(ctx, who, missed); err != nil {
			t.Fatal(err)
		}
		h.Pass(2 * time.Hour)
		records, err := h.Record.Of(ctx, who, officetest.Start, h.Now())
		if err != nil || len(records) != 1 {
			t.Fatalf("a member sees his own record: %+v %v", records, err)
		}
		r := records[0].Calls
		if r.Answered != 1 || r.Within != 1 || r.Overdue != 1 || r.Worst != 2*time.Hour || r.Median != 90*time.Minute {
			t.Errorf("record %+v", r)
		}
	})
}

// Story 3: an appointment on Monday afternoon that nobody confirmed.
func TestUnconfirmedAppointment(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, leader, p, k := proposal(t, h)
		visit, err := h.Promises.Make(ctx, who, office.NewPromise{
			Client: client.ID(p.ClientID), Contact: k.ID, Kind: promise.Appointment, Words: "The refrigerator", How: office.SaidSelf,
			When: promise.When{At: time.Date(2026, 3, 9, 13, 0, 0, 0, time.UTC)},
		})
		if err != nil {
			t.Fatal(err)
		}
		h.To(time.Date(2026, 3, 9, 8, 45, 0, 0, time.UTC))
		home, err := h.Prompts.Home(ctx, who)
		if err != nil || len(home.Do) == 0 || home.Do[0].Rule != prompt.Unconfirmed {
			t.Fatalf("on Monday morning: %+v %v", home, err)
		}
		if _, err := h.Promises.Confirm(ctx, who, visit.ID); err != nil {
			t.Fatal(err)
		}
		h.To(time.Date(2026, 3, 9, 13, 0, 0, 0, time.UTC))
		if home, err = h.Prompts.Home(ctx, leader); err != nil {
			t.Fatal(err)
		}
		for _, k := range home.Tell {
			if k.Promise != nil && k.Promise.ID == visit.ID {
				t.Errorf("the leader is asked about a confirmed appointment: %+v", k.Ask)
			}
		}
	})
}

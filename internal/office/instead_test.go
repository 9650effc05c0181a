package office_test

import (
	"testing"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// Who calls because a mail did not arrive has told the client what it said:
// the date that it moved ends reset in time, and nobody is asked again.
func TestCallInsteadOfANotice(t *testing.T) {
	for _, row := range []struct {
		name   string
		answer office.Result
		state  notice.State // of the mail afterwards
	}{
		{"refused", office.Result{Outcome: office.Refused, Code: 554, Text: "no"}, notice.Bounced},
		{"nobody knows", office.Result{Outcome: office.Unsure, Text: "lost"}, notice.Unsure},
		{"stuck", office.Result{Outcome: office.Later, Text: "busy"}, notice.Withdrawn},
	} {
		t.Run(row.name, func(t *testing.T) {
			officetest.Engines(t, func(t *testing.T, h *officetest.House) {
				ctx := t.Context()
				who, _, p, k := proposal(t, h)
				h.Pass(time.Minute)
				written := h.Now()
				h.Answer = row.answer
				told, err := h.Notices.Tell(ctx, who, office.Telling{
					Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail,
					Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}}, Reason: "The printer is late"}},
					Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
				})
				if err != nil {
					t.Fatal(err)
				}
				h.Pass(2 * time.Hour)
				if n := holds(t, h, who, prompt.Undelivered); n != 1 {
					t.Fatalf("asked %d times to call instead, want once", n)
				}
				call := office.Call{Client: client.ID(p.ClientID), Contact: k.ID, Channel: notice.Call, Reached: true, Instead: told.Notices}
				call.At = written.Add(-time.Millisecond)
				if _, err := h.Calls.Log(ctx, who, call); fault.KindOf(err) != fault.Invalid {
					t.Errorf("a call from before it was written: %v", err)
				}
				call.At, call.Reached = time.Time{}, false
				if _, err := h.Calls.Log(ctx, who, call); fault.KindOf(err) != fault.Invalid {
					t.Errorf("a call that reached nobody: %v", err)
				}
				call.Reached = true
				if _, err := h.Calls.Log(ctx, who, call); err != nil {
					t.Fatal(err)
				}
				if n := holds(t, h, who, prompt.Undelivered); n != 0 {
					t.Errorf("asked %d times after the call", n)
				}
				if _, err := h.Calls.Log(ctx, who, call); row.state == notice.Withdrawn && fault.KindOf(err) != fault.Invalid {
					t.Errorf("instead of one that was withdrawn: %v", err)
				}
				h.To(time.Date(2026, 3, 9, 16, 0, 0, 1e6, time.UTC))
				v, err := h.Promises.View(ctx, who, p.ID)
				if err != nil || v.Promise.Dates[0].Outcome != promise.ResetInTime {
					t.Errorf("the date that was moved ended %q (%v)", v.Promise.Dates[0].Outcome, err)
				}
				n, err := h.Notices.View(ctx, who, told.Notices[0])
				if err != nil || n.Notice.State() != row.state {
					t.Errorf("the mail is %s (%v)", n.Notice.State(), err)
				}
			})
		})
	}
}

// A call tells nothing instead of what was written to somebody else.
func TestCallInsteadOfAnothersNotice(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	who, _, p, k := proposal(t, h)
	other, ray := h.Client(who, "Hudson Legal", "America/New_York", "Ray Hudson", "ray@hudson.example")
	h.Answer = office.Result{Outcome: office.Refused, Code: 554, Text: "no"}
	told, err := h.Notices.Tell(t.Context(), who, office.Telling{
		Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "Hello", Next: promise.When{At: h.Now().Add(96 * time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	for _, id := range []notice.ID{told.Notices[0], "ntc_none"} {
		_, err = h.Calls.Log(t.Context(), who, office.Call{Client: other.ID, Contact: ray.ID, Channel: notice.Call, Reached: true, Instead: []notice.ID{id}})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("instead of %s: %v", id, err)
		}
	}
}

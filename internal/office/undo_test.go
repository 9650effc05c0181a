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
	"kept/worktime"
)

// A call that was logged by mistake is taken back whole: the date that it
// moved, the wait that it ended, the contact that it was.
func TestUndoCall(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		missed := office.Call{Client: client.ID(p.ClientID), Contact: k.ID, Channel: notice.Call, Incoming: true, Text: "wants to know about the shop"}
		if _, err := h.Calls.Log(ctx, who, missed); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		before, err := h.Clients.View(ctx, who, client.ID(p.ClientID))
		if err != nil {
			t.Fatal(err)
		}
		call := office.Call{
			Client: client.ID(p.ClientID), Contact: k.ID, Channel: notice.Call, Reached: true, Text: "It takes longer",
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}}, Reason: "The printer is late"}},
		}
		logged, err := h.Calls.Log(ctx, who, call)
		if err != nil || len(logged.Stopped) != 1 {
			t.Fatalf("%+v %v", logged, err)
		}
		if err := h.Notices.Undo(ctx, h.Owner, logged.Told.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("somebody else undoes it: %v", err)
		}
		h.Pass(office.UndoFor - time.Millisecond)
		if err := h.Notices.Undo(ctx, who, logged.Told.ID); err != nil {
			t.Fatal(err)
		}
		after, err := h.Clients.View(ctx, who, client.ID(p.ClientID))
		if err != nil {
			t.Fatal(err)
		}
		if len(after.Messages) != len(before.Messages) || len(after.Clocks) != 1 || len(after.Next) != 1 || after.Next[0].Promise != before.Next[0].Promise {
			t.Errorf("it is not as it was: %+v", after)
		}
		v, err := h.Promises.View(ctx, who, p.ID)
		if err != nil || len(v.Promise.Dates) != 1 || v.Promise.State != promise.Open {
			t.Errorf("the date did not come back: %+v %v", v.Promise, err)
		}
		if err := h.Notices.Undo(ctx, who, logged.Told.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("undone twice: %v", err)
		}
		if logged, err = h.Calls.Log(ctx, who, call); err != nil {
			t.Fatal(err)
		}
		h.Pass(office.UndoFor)
		if err := h.Notices.Undo(ctx, who, logged.Told.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("undone too late: %v", err)
		}
	})
}

// What somebody moved again in the meantime is not moved back by an undo.
func TestUndoAfterAnotherReset(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	ctx := t.Context()
	who, _, p, k := proposal(t, h)
	h.Pass(time.Minute)
	move := func(date int) office.Told {
		told, err := h.Notices.Tell(ctx, who, office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail,
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: date}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Second)
		return told
	}
	first := move(18)
	move(20)
	if err := h.Notices.Undo(ctx, who, first.ID); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the second date was taken back by the undo of the first: %v", err)
	}
	v, err := h.Promises.View(ctx, who, p.ID)
	if err != nil || len(v.Promise.Dates) != 3 {
		t.Errorf("the dates are %+v %v", v.Promise.Dates, err)
	}
}

// A promise made by mistake is taken back by its maker, before the client
// reads of it.
func TestUndoPromise(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, leader, p, k := proposal(t, h)
		h.Pass(time.Minute)
		sent := len(h.Sent)
		for _, how := range []office.How{office.NotYet, office.ByMail, office.SaidSelf} {
			promised := func() promise.Promise {
				made, err := h.Promises.Make(ctx, who, office.NewPromise{
					Client: client.ID(p.ClientID), Contact: k.ID, Kind: promise.Fix, Words: "The roof", How: how, When: promise.When{At: h.Now().Add(72 * time.Hour)},
				})
				if err != nil {
					t.Fatal(err)
				}
				return made
			}
			made := promised()
			if err := h.Promises.Undo(ctx, leader, made.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q: somebody else undoes it: %v", how, err)
			}
			h.Pass(office.UndoFor - time.Millisecond)
			if err := h.Promises.Undo(ctx, who, made.ID); err != nil {
				t.Fatalf("%q: just before it leaves: %v", how, err)
			}
			h.Pass(time.Minute)
			if v, err := h.Promises.View(ctx, who, made.ID); err != nil || v.Promise.State != promise.Withdrawn || len(h.Sent) != sent {
				t.Errorf("%q: it is %s, and %d mails left: %v", how, v.Promise.State, len(h.Sent)-sent, err)
			}
			late := promised()
			h.Pass(office.UndoFor)
			if err := h.Promises.Undo(ctx, who, late.ID); fault.KindOf(err) != fault.Conflict {
				t.Errorf("%q: undone too late: %v", how, err)
			}
			sent = len(h.Sent)
		}
	})
}

// A next contact can be moved in a message as everything else: writing at all
// is the contact, so it is kept by the same message.
func TestMoveTheNextContactInAMessage(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		h.Pass(time.Minute)
		c, err := h.Clients.View(ctx, who, client.ID(p.ClientID))
		if err != nil || len(c.Next) != 1 {
			t.Fatalf("%+v %v", c.Next, err)
		}
		was := c.Next[0].Promise
		_, err = h.Notices.Tell(ctx, who, office.Telling{
			Client: c.Client.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail,
			Moves: []office.Move{{Promise: was, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}}, Reason: "We are in a fair"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}},
		})
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		v, err := h.Promises.View(ctx, who, was)
		if err != nil || v.Promise.State != promise.Kept || v.Promise.Dates[0].Outcome != promise.ResetInTime {
			t.Errorf("the old one is %s, its first date %q: %v", v.Promise.State, v.Promise.Dates[0].Outcome, err)
		}
		if c, err = h.Clients.View(ctx, who, c.Client.ID); err != nil || len(c.Next) != 1 || c.Next[0].Promise == was {
			t.Errorf("next is %+v: %v", c.Next, err)
		}
	})
}

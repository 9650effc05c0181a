package office_test

import (
	"fmt"
	"testing"
	"time"

	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/notice"
)

// A call that goes on with a conversation stops what they wait for in it, and
// undoing it takes both back.
func TestACallInAConversationUndone(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		c, k := h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		other, _ := h.Client(h.Owner, "Other", "Europe/Rome", "Otto", "otto@other.example")
		got := take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Shade", "Which shade fits?"))
		h.Pass(20 * time.Minute)
		call := office.Call{Client: c.ID, Contact: k.ID, Channel: notice.Call, Reached: true, Text: "The green one.", Conversation: got.Conversation}
		foreign := call
		foreign.Client = other.ID
		if _, err := h.Calls.Log(t.Context(), h.Owner, foreign); err == nil {
			t.Error("a call of one client entered the conversation of another")
		}
		logged, err := h.Calls.Log(t.Context(), h.Owner, call)
		if err != nil {
			t.Fatal(err)
		}
		v := talkOf(t, h, got.Conversation)
		if len(v.Messages) != 3 || v.Messages[2].ID != logged.Message || v.Clocks[0].Running() || !v.Answered || !v.LastAt.Equal(h.Now()) {
			t.Fatalf("after the call: %d messages, %+v", len(v.Messages), v.Clocks[0])
		}
		if e := v.Standards[v.Clocks[0].ID]; e.For != 4*time.Hour {
			t.Errorf("its moment is explained by %v", e.For)
		}
		if found, err := h.Conversations.Find(t.Context(), h.Owner, "green", 5); err != nil || len(found) != 1 {
			t.Errorf("the call is not found: %v %v", found, err)
		}
		if err := h.Notices.Undo(t.Context(), h.Owner, logged.Told.ID); err != nil {
			t.Fatal(err)
		}
		v = talkOf(t, h, got.Conversation)
		if len(v.Messages) != 2 || !v.Clocks[0].Running() || v.DueAt.IsZero() {
			t.Errorf("after the undo: %d messages, %+v", len(v.Messages), v.Clocks[0])
		}
		missed := call
		missed.Reached, missed.Incoming = false, true
		if _, err := h.Calls.Log(t.Context(), h.Owner, missed); err != nil {
			t.Fatal(err)
		}
		v = talkOf(t, h, got.Conversation)
		if w := v.Clocks[len(v.Clocks)-1]; w.Standard != 90*time.Minute || w.ConversationID != string(v.ID) || !v.DueAt.Equal(w.DueAt) {
			t.Errorf("the missed call waits as %+v, the conversation until %s", w, v.DueAt)
		}
	})
}

// Read in pieces, a history is the same as read at once: everything, once, the
// newest first.
func TestHistoryInPieces(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		c, k := h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		for i := range 6 {
			take(t, h, mailFrom("Ida Holm", "ida@holm.example", fmt.Sprintf("Matter %d", i), fmt.Sprintf("Words %d", i)))
			h.Pass(time.Minute)
			if _, err := h.Calls.Log(t.Context(), h.Owner, office.Call{Client: c.ID, Contact: k.ID, Channel: notice.Call, Reached: true, Text: fmt.Sprintf("Call %d", i)}); err != nil {
				t.Fatal(err)
			}
			h.Pass(time.Minute)
		}
		read := func(limit int) []string {
			var out []string
			var from office.HistoryPlace
			last := h.Now()
			for {
				part, err := h.Conversations.History(t.Context(), h.Owner, c.ID, from, limit)
				if err != nil {
					t.Fatal(err)
				}
				for _, e := range part.Events {
					if e.At().After(last) {
						t.Errorf("%s stands after %s", e.At(), last)
					}
					last = e.At()
					if e.Said != nil {
						out = append(out, e.Said.Text)
					} else {
						out = append(out, e.Notice.Subject)
					}
				}
				if part.Next == nil {
					return out
				}
				from = *part.Next
			}
		}
		all := read(1000)
		if len(all) != 13 { // six mails, six calls, and one acknowledgement: one a day
			t.Errorf("%d things were said: %q", len(all), all)
		}
		for _, limit := range []int{1, 2, 5} {
			if got := read(limit); fmt.Sprint(got) != fmt.Sprint(all) {
				t.Errorf("in pieces of %d: %q, at once %q", limit, got, all)
			}
		}
		if _, err := h.Conversations.History(t.Context(), h.Owner, "cli_nobody", office.HistoryPlace{}, 5); err == nil {
			t.Error("a client who is not there has a history")
		}
		if mails, people, err := h.Triage.Count(t.Context(), h.Owner); err != nil || mails+people != 0 {
			t.Errorf("%d and %d wait: %v", mails, people, err)
		}
	})
}

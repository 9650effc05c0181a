package office_test

import (
	"strings"
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

// What a preview shows is what is sent, word for word, and it leaves no trace.
func TestPreviewIsWhatIsSent(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		h.Pass(time.Minute)
		in := office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "The printer is <slow> & late.\r\n\r\nSorry.",
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 11}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		}
		sent, lines := len(h.Sent), journal(t, h)
		d, err := h.Notices.Preview(ctx, who, in)
		if err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		if v, err := h.Promises.View(ctx, who, p.ID); err != nil || len(v.Promise.Dates) != 1 || len(h.Sent) != sent || journal(t, h) != lines {
			t.Fatalf("the preview left a trace: %d dates, %d mails, %d lines (%v)", len(v.Promise.Dates), len(h.Sent)-sent, journal(t, h)-lines, err)
		}
		if _, err := h.Notices.Tell(ctx, who, in); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		last := h.Sent[len(h.Sent)-1]
		if got := strings.TrimRight(last.Text(), "\n"); d.Text != got || d.Subject != last.Subject || d.From != last.From.Name || len(d.To) != 1 || d.To[0] != last.To.Name {
			t.Errorf("shown: %q from %s to %v\n%s\nsent: %q from %s\n%s", d.Subject, d.From, d.To, d.Text, last.Subject, last.From.Name, got)
		}
		in.Next = promise.When{}
		if _, err := h.Notices.Preview(ctx, who, in); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a telling without a next contact was shown: %v", err)
		}
	})
}

func journal(t *testing.T, h *officetest.House) int {
	t.Helper()
	lines, err := h.Journal.List(t.Context(), h.Owner, "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(lines)
}

// A meeting with several people tells each of them.
func TestMeetingTellsEverybodyThere(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, k := proposal(t, h)
		luis, err := h.Clients.AddContact(ctx, who, client.Contact{ClientID: client.ID(p.ClientID), Name: "Luis Ruiz", Phone: "+34 1"})
		if err != nil {
			t.Fatal(err)
		}
		missed := office.Call{Client: client.ID(p.ClientID), Contact: luis.ID, Channel: notice.Call, Incoming: true}
		if _, err := h.Calls.Log(ctx, who, missed); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
		met := office.Call{Client: client.ID(p.ClientID), Contact: k.ID, Others: []client.ContactID{luis.ID}, Channel: notice.Meeting, Reached: true, Text: "We looked at the plans."}
		d, err := h.Calls.Preview(ctx, who, met)
		if err != nil || len(d.To) != 2 || d.From != "" || d.Text != "We looked at the plans." {
			t.Errorf("the preview is %+v (%v)", d, err)
		}
		l, err := h.Calls.Log(ctx, who, met)
		if err != nil || len(l.Told.Notices) != 2 || len(l.Stopped) != 1 {
			t.Errorf("logged %+v (%v)", l, err)
		}
	})
}

// Whom a promise was made to may leave the client: then a colleague of his is
// told instead, and the promise does not end in silence.
func TestTellingForWhoLeft(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		ctx := t.Context()
		who, _, p, ana := proposal(t, h)
		h.Pass(time.Minute)
		luis, err := h.Clients.AddContact(ctx, who, client.Contact{ClientID: client.ID(p.ClientID), Name: "Luis Ruiz", Email: "luis@casaruiz.example"})
		if err != nil {
			t.Fatal(err)
		}
		in := office.Telling{
			Client: client.ID(p.ClientID), Readers: []client.ContactID{luis.ID}, Channel: notice.Mail,
			Moves: []office.Move{{Promise: p.ID, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 11}}, Reason: "The printer is late"}},
			Next:  promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 12}},
		}
		if _, err := h.Notices.Tell(ctx, who, in); fault.KindOf(err) != fault.Invalid {
			t.Fatalf("told past the one who was promised it: %v", err)
		}
		if _, err := h.Clients.EditContact(ctx, who, ana.ID, office.ContactEdit{Change: func(k *client.Contact) { k.EndedAt = h.Now() }}); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Notices.Tell(ctx, who, in); err != nil {
			t.Fatal(err)
		}
		h.To(time.Date(2026, 3, 9, 17, 0, 0, 0, time.UTC))
		v, err := h.Promises.View(ctx, who, p.ID)
		if err != nil || v.Promise.Dates[0].Outcome != promise.ResetInTime {
			t.Errorf("Monday ended %q (%v)", v.Promise.Dates[0].Outcome, err)
		}
	})
}

// The moment by which a client is to be told explains itself.
func TestTellByExplainsItself(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	who, _, p, _ := proposal(t, h)
	v, err := h.Promises.View(t.Context(), who, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	// Monday 17:00 in Madrid is the close; four hours before that is 13:00.
	if got, want := strings.Join(v.WhyBy, "; "), "due Mon 17:00 Madrid; they need 4 h; so Mon 13:00"; got != want {
		t.Errorf("why %q, want %q", got, want)
	}
	if want := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC); !v.TellBy.Equal(want) || v.Asked != nil {
		t.Errorf("to be told by %s, asked %v", v.TellBy, v.Asked)
	}
	h.To(time.Date(2026, 3, 6, 13, 0, 0, 0, time.UTC))
	if v, err = h.Promises.View(t.Context(), who, p.ID); err != nil || v.Asked == nil || strings.Join(v.Asked.WhyBy, "; ") != strings.Join(v.WhyBy, "; ") {
		t.Errorf("the prompt explains itself otherwise: %+v (%v)", v.Asked, err)
	}
	soon, err := h.Promises.Make(t.Context(), who, office.NewPromise{
		Client: v.Client.ID, Contact: v.Contact.ID, Kind: promise.Answer, Words: "The answer", When: promise.When{At: h.Now().Add(2 * time.Hour)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if v, err = h.Promises.View(t.Context(), who, soon.ID); err != nil || !strings.Contains(strings.Join(v.WhyBy, "; "), "set too late; three quarters") {
		t.Errorf("a short promise explains itself as %v (%v)", v.WhyBy, err)
	}
}

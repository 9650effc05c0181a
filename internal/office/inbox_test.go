package office_test

import (
	ctx "context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// mailFrom is a mail of a person's as it is understood.
func mailFrom(name, addr, subject, text string) office.Incoming {
	raw := []byte("From: " + name + " <" + addr + ">\r\nSubject: " + subject + "\r\n\r\n" + text)
	sum := sha256.Sum256(raw)
	sha := hex.EncodeToString(sum[:])
	return office.Incoming{
		Raw: raw, SHA256: sha, Key: sha, Way: "smtp", Sender: outbox.Address{Name: name, Addr: addr}, Recipients: []string{"hello@northlight.example"},
		Subject: subject, Text: text, MID: sha[:12] + "@mail.example", Class: "human",
	}
}

// door opens a way in of our own entrance that takes plus-addresses.
func door(t *testing.T, h *officetest.House) {
	t.Helper()
	_, _, err := h.Mailboxes.Add(t.Context(), h.Owner, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example", Plus: true})
	if err != nil {
		t.Fatal(err)
	}
}

func take(t *testing.T, h *officetest.House, in office.Incoming) office.Taken {
	t.Helper()
	got, err := h.Inbox.Take(t.Context(), h.Owner.Workspace, in)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func talkOf(t *testing.T, h *officetest.House, id conversation.ID) office.Talk {
	t.Helper()
	v, err := h.Conversations.One(t.Context(), h.Owner, id, store.Place{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Story 4: a prospect writes, and at once reads when a person answers. That
// moment is a promise; nobody answers: prompt, then leader.
func TestTheUnansweredMail(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		got := take(t, h, mailFrom("Ida Holm", "ida@holm.example", "A website", "Could you build us a website? We sell lamps."))
		h.Pass(0)
		if len(h.Sent) != 1 {
			t.Fatalf("%d mails left", len(h.Sent))
		}
		ack := h.Sent[0]
		// Monday 10:00 in Rome, and four working hours: 14:00.
		if !strings.Contains(ack.Lead, "Monday 2 March 2026, 14:00") || !ack.Auto || !ack.Answers || ack.InReplyTo == "" {
			t.Errorf("the acknowledgement: %+v", ack)
		}
		if ack.ReplyTo == nil || ack.ReplyTo.Addr != "hello+r-"+string(got.Conversation)+"@northlight.example" || !strings.HasPrefix(ack.Return, "hello+b-out_") {
			t.Errorf("answers go to %+v, reports to %s", ack.ReplyTo, ack.Return)
		}
		v := talkOf(t, h, got.Conversation)
		if v.Client.Stage != client.Prospect || v.Client.TriageAt.IsZero() || v.Contact.Email != "ida@holm.example" || len(v.Messages) != 2 || len(v.Clocks) != 1 {
			t.Fatalf("%+v, %d messages, %d clocks", v.Client, len(v.Messages), len(v.Clocks))
		}
		p, err := onePromise(t, h, v.Clocks[0].PromiseID)
		if err != nil || p.Kind != promise.Answer || !p.Date().DueAt.Equal(officetest.Start.Add(4*time.Hour)) || p.Told(0).IsZero() {
			t.Fatalf("the promise: %+v %v", p, err)
		}
		h.Pass(2 * time.Hour)
		wantPrompt(t, h, h.Owner, prompt.Unanswered, prompt.Early)
		h.Pass(2*time.Hour + time.Minute)
		wantPrompt(t, h, h.Owner, prompt.Unanswered, prompt.Passed)
		if p, err = onePromise(t, h, string(p.ID)); err != nil || p.State != promise.Open {
			t.Errorf("it completed itself: %s %v", p.State, err)
		}
	})
}

func onePromise(t *testing.T, h *officetest.House, id string) (promise.Promise, error) {
	t.Helper()
	v, err := h.Promises.View(t.Context(), h.Owner, promise.ID(id))
	return v.Promise, err
}

func wantPrompt(t *testing.T, h *officetest.House, who office.Actor, rule prompt.Rule, stage prompt.Stage) {
	t.Helper()
	home, err := h.Prompts.Home(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, k := range append(append(home.Tell, home.Do...), home.Waiting...) {
		if k.Rule == rule && k.Stage == stage {
			return
		}
		all = append(all, fmt.Sprintf("%s/%s", k.Rule, k.Stage))
	}
	t.Errorf("nobody is asked %s/%s, but %v", rule, stage, all)
}

// An answer of a person stops the clock and keeps the promise; one that comes
// back has never been.
func TestAnAnswerStopsTheClock(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		c, k := h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		got := take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Shade", "Which shade fits?"))
		h.Pass(time.Hour)
		_, err := h.Notices.Tell(t.Context(), h.Owner, office.Telling{
			Client: c.ID, Readers: []client.ContactID{k.ID}, Channel: notice.Mail, Text: "The green one.", Next: promise.When{At: h.Now().Add(72 * time.Hour)}, Conversation: got.Conversation,
		})
		if err != nil {
			t.Fatal(err)
		}
		v := talkOf(t, h, got.Conversation)
		w := v.Clocks[0]
		if w.Running() || !w.Within() || w.Waited != time.Hour || !v.DueAt.IsZero() {
			t.Fatalf("the clock: %+v", w)
		}
		h.Pass(time.Minute)
		sent := h.Sent[len(h.Sent)-1]
		if sent.Subject != "Re: Shade" || !strings.HasSuffix(sent.InReplyTo, "@mail.example") {
			t.Errorf("the answer: %q in reply to %q", sent.Subject, sent.InReplyTo)
		}
		p, err := onePromise(t, h, w.PromiseID)
		if err != nil || p.State != promise.Kept {
			t.Fatalf("the promise of an answer is %s (%v)", p.State, err)
		}
		// The answer comes back: they have no answer.
		back := mailFrom("Mail Delivery", "mailer-daemon@holm.example", "Undelivered", "no such user")
		back.Class, back.Recipients = "dsn", []string{sent.Return}
		back.Report = &office.Report{Kind: "bounce", Hard: true, Recipients: []string{"ida@holm.example"}, Answer: "550 no such user"}
		if r := take(t, h, back); r.State != office.Reported {
			t.Fatalf("the report: %+v", r)
		}
		v = talkOf(t, h, got.Conversation)
		if !v.Clocks[0].Running() || v.DueAt.IsZero() {
			t.Errorf("nobody waits: %+v", v.Clocks[0])
		}
		if p, err = onePromise(t, h, string(p.ID)); err != nil || p.State != promise.Open {
			t.Errorf("the promise of an answer is %s (%v)", p.State, err)
		}
	})
}

// The same mail by two ways is one message, and one acknowledgement.
func TestTheSameMailByTwoWays(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		in := mailFrom("Ida Holm", "ida@holm.example", "A website", "Could you build us a website?")
		one := take(t, h, in)
		in.Way = "imap"
		two := take(t, h, in)
		if !two.Known || two.Message != one.Message {
			t.Errorf("%+v and %+v", one, two)
		}
		h.Pass(0)
		if len(h.Sent) != 1 {
			t.Errorf("%d acknowledgements", len(h.Sent))
		}
	})
}

// What filing holds back, and what it keeps apart.
func TestWhatComesIn(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		door(t, h)
		h.Client(h.Owner, "Holm Lamps", "Europe/Rome", "Ida Holm", "ida@holm.example")
		first := take(t, h, mailFrom("Ida Holm", "ida@holm.example", "Shade", "Which shade fits?"))
		token := "hello+r-" + string(first.Conversation) + "@northlight.example"
		for name, row := range map[string]struct {
			change func(*office.Incoming)
			state  string
			same   bool // it enters the first conversation
		}{
			"by the token":                   {func(m *office.Incoming) { m.Recipients = []string{token} }, office.Filed, true},
			"by a reference":                 {func(m *office.Incoming) { m.References = []string{"other@x.example", midOf(h, first)} }, office.Filed, true},
			"a stranger with a stolen token": {func(m *office.Incoming) { m.Recipients, m.Sender.Addr = []string{token}, "eve@evil.example" }, office.Filed, false},
			"forged": {func(m *office.Incoming) {
				m.Recipients, m.Origin = []string{token}, conversation.Forged
			}, office.Held, false},
			"a list, of a stranger":               {func(m *office.Incoming) { m.Sender.Addr, m.Class = "news@shop.example", "bulk" }, office.Noted, false},
			"not to be understood":                {func(m *office.Incoming) { m.Quarantine = "Its parts never end." }, office.Quarantined, false},
			"in the name of a member":             {func(m *office.Incoming) { m.Sender.Addr = "marta@northlight.example" }, office.Held, false},
			"without a sender":                    {func(m *office.Incoming) { m.Sender.Addr = "" }, office.Held, false},
			"a report on a mail that is not ours": {func(m *office.Incoming) { m.Report = &office.Report{Kind: "bounce", MID: "x@y.example"} }, office.Noted, false},
			"a report on a mail that never was": {func(m *office.Incoming) {
				m.Report = &office.Report{Kind: "bounce", MID: "out_00000000000000000000000000@kept.example"}
			}, office.Noted, false},
		} {
			in := mailFrom("Ida Holm", "ida@holm.example", "Something else "+name, "What about "+name+"?")
			row.change(&in)
			got := take(t, h, in)
			if got.State != row.state || (got.Conversation == first.Conversation) != row.same {
				t.Errorf("%s: %+v, want %s", name, got, row.state)
			}
		}
	})
}

func midOf(h *officetest.House, of office.Taken) string {
	m, err := h.Conversations.Message(ctx.Background(), h.Owner, of.Message)
	if err != nil {
		panic(err)
	}
	return m.MID
}

// Forged senders get one acknowledgement each, and fifty in all in an hour.
func TestAFloodIsNotAnswered(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	door(t, h)
	for i := range 60 {
		for j := range 2 {
			take(t, h, mailFrom("Flood", fmt.Sprintf("f%d@flood%d.example", i, i), fmt.Sprintf("%d", j), fmt.Sprintf("Buy %d now %d", i, j)))
		}
	}
	h.Pass(0)
	seen := map[string]int{}
	for _, m := range h.Sent {
		if m.Answers {
			seen[m.To.Addr]++
		}
	}
	if len(seen) != reply.AckPerHour {
		t.Errorf("%d acknowledgements in the hour", len(seen))
	}
	for addr, n := range seen {
		if n != 1 {
			t.Errorf("%s got %d", addr, n)
		}
	}
}

package ways_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"kept/conversation"
	"kept/internal/inbox"
	"kept/internal/inbox/entrance"
	"kept/internal/inbox/ways"
	"kept/internal/office"
	"kept/internal/office/officetest"
	"kept/internal/post"
	"kept/internal/store"
)

var quiet = slog.New(slog.DiscardHandler)

func waysOf(h *officetest.House) *ways.Ways {
	return &ways.Ways{Office: h.Office, Log: quiet, Clocked: true}
}

// addWay adds a way in and gives it with the secret of its address.
func addWay(t *testing.T, h *officetest.House, in office.WayIn) (store.Mailbox, string) {
	t.Helper()
	m, path, err := h.Mailboxes.Add(t.Context(), h.Owner, in)
	if err != nil {
		t.Fatal(err)
	}
	return m, path
}

func rawMail(from, to, subject, text string, more ...string) string {
	head := []string{"From: " + from, "To: " + to, "Subject: " + subject, "Date: Mon, 2 Mar 2026 09:59:00 +0100", fmt.Sprintf("Message-ID: <%x@mail.example>", sha256.Sum224([]byte(subject+text)))}
	return strings.Join(append(append(head, more...), "", text, ""), "\r\n")
}

func waiting(t *testing.T, h *officetest.House) []store.Thread {
	t.Helper()
	all, err := h.Conversations.List(t.Context(), h.Owner, office.WaitingForUs, store.Place{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Story 4 through our own entrance: 250 when it is kept, an acknowledgement in
// the sender's language, and the answer to the answer is of the same conversation.
func TestThroughTheEntrance(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		addWay(t, h, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example", Plus: true})
		w := waysOf(h)
		s := &entrance.Server{Domain: "kept.example", Take: w.Take, Knows: w.Knows, Log: quiet, Now: h.Now}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		served := make(chan error, 1)
		go func() { served <- s.Serve(l) }()
		t.Cleanup(func() {
			if err := s.Shutdown(context.Background()); err != nil {
				t.Error(err)
			}
			if err := <-served; err != nil {
				t.Error(err)
			}
		})
		send := func(from, to, raw string) error {
			return smtp.SendMail(l.Addr().String(), nil, from, []string{to}, []byte(raw))
		}
		raw := rawMail("Ida Holm <ida@holm.example>", "hello@northlight.example", "Eine Webseite", "Guten Tag, könnten Sie uns bitte eine Webseite bauen? Wir verkaufen Lampen und brauchen sie im Herbst.\r\n\r\nViele Grüße\r\nIda Holm",
			"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit")
		if err := send("ida@holm.example", "hello@northlight.example", raw); err != nil {
			t.Fatal(err)
		}
		if err := send("ida@holm.example", "nobody@northlight.example", raw); err == nil {
			t.Error("mail to nobody was taken")
		}
		h.Pass(0)
		all := waiting(t, h)
		if len(all) != 1 || all[0].Subject != "Eine Webseite" || !all[0].Triage || len(h.Sent) != 1 {
			t.Fatalf("%+v, %d sent", all, len(h.Sent))
		}
		ack := h.Sent[0]
		if ack.Language != "de" || !strings.Contains(ack.Lead, "2. März 2026, 14:00") {
			t.Errorf("she reads %q (%s)", ack.Lead, ack.Language)
		}
		written, err := post.Compose(ack, h.Now())
		if err != nil || !strings.Contains(string(written), "Auto-Submitted: auto-replied") {
			t.Errorf("%v\n%s", err, written)
		}
		// She answers the acknowledgement: it is the same conversation, by its address alone.
		again := rawMail("Ida Holm <ida@holm.example>", ack.ReplyTo.Addr, "Noch etwas", "Und ein Logo brauchen wir auch, geht das?")
		if err := send("ida@holm.example", ack.ReplyTo.Addr, again); err != nil {
			t.Fatal(err)
		}
		if all = waiting(t, h); len(all) != 1 {
			t.Errorf("%d conversations", len(all))
		}
	})
}

// A vacation responder and another installation of ours: machines fall silent.
func TestMachinesFallSilent(t *testing.T) {
	h := officetest.Open(t, officetest.SQLite(t))
	box, _ := addWay(t, h, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: "hello@northlight.example", Plus: true})
	w := waysOf(h)
	bring := func(raw string, to string) {
		t.Helper()
		if err := w.Take(t.Context(), inbox.Arrived{Raw: []byte(raw), Way: inbox.SMTP, Mailbox: ways.Name(box), To: []string{to}}); err != nil {
			t.Fatal(err)
		}
		h.Pass(time.Minute)
	}
	bring(rawMail("Ida Holm <ida@holm.example>", box.Address, "A website", "Could you build us a website?"), box.Address)
	for i := range 5 { // her responder answers whatever comes, without saying what it is
		if len(h.Sent) == 0 {
			break
		}
		last := h.Sent[len(h.Sent)-1]
		bring(rawMail("Ida Holm <ida@holm.example>", last.ReplyTo.Addr, fmt.Sprintf("Re: %s", last.Subject), fmt.Sprintf("I read mail again next week. (%d)", i), "In-Reply-To: <"+last.MessageID+">"), last.ReplyTo.Addr)
	}
	if n := machines(h); n > 4 {
		t.Errorf("%d machine mails", n)
	}
	// Another installation acknowledges our acknowledgement, and says what it is.
	sent := machines(h)
	theirs := rawMail("Other Firm <hello@other.example>", box.Address, "We have your message", "We have your message. Somebody will answer.", "Auto-Submitted: auto-replied")
	bring(theirs, box.Address)
	if machines(h) != sent {
		t.Error("a machine was answered")
	}
}

func machines(h *officetest.House) (n int) {
	for _, m := range h.Sent {
		if m.Answers {
			n++
		}
	}
	return n
}

// The generic webhook: signed, it is taken; otherwise nothing is.
func TestThroughAWebhook(t *testing.T) {
	officetest.Engines(t, func(t *testing.T, h *officetest.House) {
		_, path := addWay(t, h, office.WayIn{Kind: office.ByPostmark, Name: "Postmark", Address: "hello@northlight.example", Secret: "a long secret of ours"})
		mux := http.NewServeMux()
		mux.Handle("POST /in/{secret}", waysOf(h).Hook("https://kept.example"))
		post := func(path, password string) int {
			body := `{"From":"ida@holm.example","FromFull":{"Email":"ida@holm.example","Name":"Ida Holm"},"To":"hello@northlight.example","ToFull":[{"Email":"hello@northlight.example"}],"Subject":"A website","TextBody":"Could you build us a website?","MessageID":"73e6d360-66eb-11e1-8e72-a8904824019b","Date":"Mon, 2 Mar 2026 09:59:00 +0100"}`
			r := httptest.NewRequest(http.MethodPost, "/in/"+path, strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			r.SetBasicAuth("kept", password)
			rec := httptest.NewRecorder()
			mux.ServeHTTP(rec, r)
			return rec.Code
		}
		if got := post(path, "wrong"); got != http.StatusUnauthorized || len(waiting(t, h)) != 0 {
			t.Errorf("with a wrong secret: %d", got)
		}
		if got := post("guessed", "a long secret of ours"); got != http.StatusNotFound {
			t.Errorf("at another address: %d", got)
		}
		for range 2 { // brought twice, it is one
			if got := post(path, "a long secret of ours"); got != http.StatusNoContent {
				t.Errorf("%d", got)
			}
		}
		if all := waiting(t, h); len(all) != 1 || all[0].ClientName != "Ida Holm" {
			t.Errorf("%+v", all)
		}
	})
}

// What is understood is what the office gets.
func TestUnderstand(t *testing.T) {
	in := ways.Understand(inbox.Arrived{Raw: []byte(rawMail("Ida Holm <ida@holm.example>", "a@x.example", "Re: Lamps", "Where is my order? It was due last week.\r\n\r\nOn Mon, Marta wrote:\r\n> It will come.\r\n",
		"In-Reply-To: <one@x.example>", "References: <zero@x.example> <one@x.example>", "Authentication-Results: mx.x.example; dmarc=pass header.from=holm.example"))}, "mx.x.example")
	if in.Sender.Addr != "ida@holm.example" || in.Origin != conversation.Verified || !in.AsksStatus || in.Class != "human" || in.Zone == nil {
		t.Errorf("%+v", in)
	}
	if len(in.References) != 2 || in.References[0] != "one@x.example" || strings.Contains(in.Text, "It will come") || !strings.Contains(in.Rest, "It will come") {
		t.Errorf("%q %q %q", in.References, in.Text, in.Rest)
	}
	if got := ways.Understand(inbox.Arrived{Raw: []byte("\x00\xff"), Lacking: "It was too large."}, ""); got.Quarantine == "" || got.Key == "" {
		t.Errorf("%+v", got)
	}
}

func FuzzUnderstand(f *testing.F) {
	f.Add([]byte(rawMail("a@b.example", "c@d.example", "x", "y")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in := ways.Understand(inbox.Arrived{Raw: raw}, "mx.example")
		for _, s := range []string{in.Subject, in.Text, in.Rest, in.HTML, in.MID, in.Sender.Addr, in.Sender.Name, in.Notes} {
			if strings.ContainsRune(s, 0) || strings.ToValidUTF8(s, "") != s {
				t.Fatalf("text that a database refuses: %q", s)
			}
		}
		if in.Origin == conversation.Verified && strings.Count(string(raw), "mx.example") == 0 {
			t.Fatal("verified by nobody")
		}
	})
}

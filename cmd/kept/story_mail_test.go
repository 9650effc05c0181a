package main

import (
	"fmt"
	"net"
	netsmtp "net/smtp"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kept/internal/fake/smtp"
	"kept/internal/testkit"
)

// house is where the firm's mail lives: a real Postfix that lays what comes for
// it into a real Dovecot, and hands what leaves to the mail servers of the world.
type mailHouse struct {
	*stage
	dovecot *testkit.Dovecot
	postfix *testkit.Postfix
	written int
}

// newMailHouse sets the stage with both, and connects the mailbox by the pages.
func newMailHouse(t *testing.T, database string) *mailHouse {
	t.Helper()
	sink, err := smtp.Start(smtp.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	m := &mailHouse{dovecot: testkit.StartDovecot(t)}
	world, _, _ := strings.Cut(strings.TrimPrefix(sink.URL(), "smtp://"), "?")
	m.postfix = testkit.StartPostfix(t, testkit.Route{Domain: "northlight.example", Into: m.dovecot}, testkit.Route{Domain: "holm.example", Relay: world}, testkit.Route{Domain: "casaruiz.example", Relay: world})
	m.stage = stageWith(t, sink, database, "KEPT_SMTP=smtp://"+m.postfix.Addr+"?tls=off")
	m.enter()
	host, port, err := net.SplitHostPort(m.dovecot.Addr)
	if err != nil {
		t.Fatal(err)
	}
	m.visit("/settings/ways-in")
	m.look("ways-in")
	m.visit("/settings/ways-in/new?kind=imap")
	m.fill("address", "hello@northlight.example", "name", "Hello", "host", host, "port", port, "user", m.dovecot.User, "secret", m.dovecot.Password, "tls", "none", "plus", "on")
	m.look("new-mailbox")
	m.press("Add it")
	m.sees("Hello")
	m.kept.Advance(t, time.Second)
	return m
}

// writes sends a mail to the firm, and waits until it lies in its mailbox.
func (m *mailHouse) writes(from, to, subject, text string, more ...string) {
	m.t.Helper()
	before := m.lying()
	m.written++
	addr := from[strings.Index(from, "<")+1 : strings.Index(from, ">")]
	raw := strings.Join(append([]string{"From: " + from, "To: " + to, "Subject: " + subject, "Date: Mon, 2 Mar 2026 10:00:00 +0100", fmt.Sprintf("Message-ID: <%d@holm.example>", m.written),
		"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"}, append(more, "", text, "")...), "\r\n")
	if err := netsmtp.SendMail(m.postfix.Addr, nil, addr, []string{to}, []byte(raw)); err != nil {
		m.t.Fatal(err)
	}
	m.until("the mail lies in the mailbox", func() bool { return m.lying() > before })
}

func (m *mailHouse) lying() (n int) {
	for _, folder := range []string{"new", "cur"} {
		all, err := os.ReadDir(filepath.Join(m.dovecot.Maildir, folder))
		if err != nil {
			m.t.Fatal(err)
		}
		n += len(all)
	}
	return n
}

// until waits for the mail servers, which have a pace of their own.
func (m *mailHouse) until(what string, yes func() bool) {
	m.t.Helper()
	for range 1200 {
		if yes() {
			return
		}
		m.wait()
	}
	m.t.Fatalf("it never was so that %s; Postfix said:\n%s", what, m.postfix.Said())
}

// gets waits for a mail to somebody that says something.
func (m *mailHouse) gets(to, about string) smtp.Letter {
	m.t.Helper()
	m.until("a mail to "+to+" says "+about, func() bool {
		for _, x := range m.sink.Mails() {
			if strings.Contains(strings.Join(x.To, " "), to) && strings.Contains(x.Letter().Text, about) {
				return true
			}
		}
		return false
	})
	return m.mail(to, about)
}

// Story 4: a prospect writes. At once she reads when a person answers, in
// working time and in her zone; that moment is a promise. Nobody answers:
// prompt, then leader. Then Marta does.
func TestStoryUnansweredMail(t *testing.T) {
	engines(t, func(t *testing.T, database string) {
		m := newMailHouse(t, database)
		m.writes("Ida Holm <ida@holm.example>", "hello@northlight.example", "A website", "Hello, could you build us a website? We sell lamps and need it by autumn.\r\n\r\nKind regards\r\nIda Holm")
		m.kept.Advance(t, time.Second)
		ack := m.gets("ida@holm.example", "Monday 2 March 2026, 14:00")
		if !strings.Contains(ack.Text, "Marta Kern") {
			t.Errorf("she reads:\n%s", ack.Text)
		}
		m.visit("/inbox")
		m.sees("Ida Holm", "A website", "nobody knows them yet")
		m.look("inbox")
		m.visit("/triage")
		m.sees("Ida Holm", "could you build us a website")
		m.look("triage")
		m.kept.Advance(t, 2*time.Hour)
		m.visit("/")
		m.sees("Answer Ida Holm before")
		m.look("home")
		m.kept.Clock(t, monday.Add(4*time.Hour+time.Minute))
		m.visit("/")
		m.sees("Answer Ida Holm now")
		m.press("Answer")
		m.sees("could you build us a website")
		m.look("conversation")
		m.press("Answer")
		m.fill("message", "Gladly. May I call you on Wednesday?", "next", "Wed 4 March 10am")
		m.look("answer")
		m.press("Answer Ida Holm")
		m.sees("Undo")
		m.kept.Advance(t, time.Minute)
		got := m.gets("ida@holm.example", "May I call you on Wednesday")
		if got.Header.Get("In-Reply-To") != "<1@holm.example>" || got.Header.Get("Auto-Submitted") != "" {
			t.Errorf("the answer: %+v", got.Header)
		}
		m.visit("/record")
		m.sees("Marta Kern")
		m.look("record")
		// She answers: it is the same conversation, by the address that she answers to.
		m.writes("Ida Holm <ida@holm.example>", mailOf(got.Header.Get("Reply-To")), "Wednesday", "Wednesday at ten is fine. Which number?")
		m.kept.Advance(t, time.Second)
		m.visit("/inbox")
		m.sees("A website")
		m.press("A website")
		m.sees("Wednesday at ten is fine")
	})
}

func mailOf(field string) string {
	if i := strings.Index(field, "<"); i >= 0 {
		return strings.Trim(field[i:], "<>")
	}
	return field
}

// Story 7: a client asks where things stand. It is recognised, counted with its
// cause, and shown.
func TestStoryChase(t *testing.T) {
	m := newMailHouse(t, "")
	m.ana()
	m.writes("Ana Ruiz <ana@casaruiz.example>", "hello@northlight.example", "The shop window", "Hi Marta, is there any news about the shop window? I have not heard anything since last week.")
	m.kept.Advance(t, time.Second)
	m.visit("/inbox")
	m.press("The shop window")
	m.sees("is there any news")
	m.look("chase")
	m.fill("cause", "not told")
	m.press("Yes, they had to ask")
	m.sees("had to ask")
	m.look("chased")
	m.visit("/clients")
	m.press("Casa Ruiz")
	m.sees("the target is none")
}

// Story 5: what bounces is undelivered by proof, and a notice that came back is
// asked about: a real mail server reports it to the address that this mail had.
func TestStoryComesBack(t *testing.T) {
	m := newMailHouse(t, "")
	m.visit("/clients/new")
	m.fill("name", "Gone Ltd", "zone", "Europe/Rome", "contact_name", "Joe Gone", "contact_email", "joe@gone.example", "next", "16 March 10am")
	m.press("Add this client")
	m.press("Write")
	m.fill("message", "The tiles have arrived.", "next", "Thu 12 March")
	m.press("Tell Joe Gone")
	before := m.lying()
	m.kept.Advance(t, time.Minute)
	m.until("the report lies in the mailbox", func() bool { return m.lying() > before })
	m.kept.Advance(t, time.Second)
	m.visit("/")
	m.sees("Call Joe Gone", "did not arrive")
	m.look("came-back")
}

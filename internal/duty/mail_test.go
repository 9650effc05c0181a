package duty_test

import (
	"fmt"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/client"
	fakesmtp "kept/internal/fake/smtp"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// A telling goes all the way: what is recorded as told is what the reader got,
// word for word, with the server's word as proof.
func TestTellingIsAccepted(t *testing.T) {
	secured := []fakesmtp.Options{
		{Security: fakesmtp.StartTLS, User: "kept", Password: "p@ss/w:rd"},
		{},
		{Security: fakesmtp.Implicit, User: "kept", Password: "p@ss/w:rd", Auth: []string{"LOGIN"}},
	}
	for row, o := range secured {
		t.Run("over "+string(o.Security), func(t *testing.T) {
			onOne(t, row, o, func(t *testing.T, h *postHouse) {
				told := h.tell(t, "The shop is painted.\r\n\r\n.hidden files — grüße\n  indented, and a long line "+strings.Repeat("of many words ", 30)+"\nFrom here on")
				h.Pass(office.UndoFor - time.Millisecond)
				if n := h.sink.Total(); n != 0 {
					t.Fatalf("%d mails left before the seconds of the undo had passed", n)
				}
				h.Pass(time.Millisecond)
				got := h.only(t, "ana@casaruiz.example")
				if got.TLS != (o.Security != fakesmtp.Plain) || got.User != o.User || got.From != "kept@kept.example" {
					t.Errorf("it came over TLS: %v, as %q, from %q", got.TLS, got.User, got.From)
				}
				v := h.state(t, told.Notices[0], notice.Accepted)
				if want := fmt.Sprintf("OK: queued as %d", got.ID); v.Notice.Proof != want || !v.Notice.AcceptedAt.Equal(h.Now()) {
					t.Errorf("the proof is %q at %s, want %q at %s", v.Notice.Proof, v.Notice.AcceptedAt, want, h.Now())
				}
				if len(v.Attempts) != 1 || v.Attempts[0].Outcome != office.Accepted || v.Attempts[0].Code != 250 || v.Attempts[0].Stage != "after-data" {
					t.Errorf("the attempts are %+v", v.Attempts)
				}
				l := got.Letter()
				if l.Problem != "" {
					t.Fatal(l.Problem)
				}
				if diff := cmp.Diff(v.Notice.Text, unixLines(l.Text)); diff != "" {
					t.Errorf("recorded and received differ (-recorded +received):\n%s", diff)
				}
				mailOf(t, v, l)
			})
		})
	}
}

// ownWays are the ways by which the reader of a letter, and nobody else, says that he
// is worried, and what reaches him: they are not recorded.
var ownWays = regexp.MustCompile(`\n\n(I am worried: tell a person now:\nhttps://\S+/w/|Choose what reaches you by mail:\nhttps://\S+/s/)\S+`)

// unixLines is what came, as it is recorded.
func unixLines(s string) string {
	return ownWays.ReplaceAllString(strings.ReplaceAll(s, "\r\n", "\n"), "")
}

// mailOf compares the header with the mail as it was queued.
func mailOf(t *testing.T, v office.NoticeView, l fakesmtp.Letter) {
	t.Helper()
	m, err := outbox.ReadMail(v.Leaving.Mail)
	if err != nil {
		t.Fatal(err)
	}
	replyTo, err := l.Header.AddressList("Reply-To")
	if err != nil {
		t.Fatal(err)
	}
	at, err := l.Header.Date()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"from": "Nils Holm (Northlight Studio) <kept@kept.example>", "to": "Ana Ruiz <ana@casaruiz.example>", "reply to": `"Nils Holm" <nils@northlight.example>`,
		"subject": "News from Northlight Studio", "id": "<" + m.MessageID + ">", "date": v.Leaving.MadeAt.Truncate(time.Second).Format(time.RFC3339), "auto": "", "before": "", "thread": "",
	}
	got := map[string]string{
		"from": strings.Join(l.From, ","), "to": strings.Join(l.To, ","), "reply to": join(replyTo), "subject": l.Subject, "id": l.MessageID,
		"date": at.UTC().Format(time.RFC3339), "auto": l.Header.Get("Auto-Submitted"), "before": l.Header.Get("In-Reply-To"), "thread": l.Header.Get("References"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the header (-want +got):\n%s", diff)
	}
	if !strings.HasSuffix(m.MessageID, "@kept.example") || l.HTML == "" {
		t.Errorf("its Message-ID is %q, its HTML has %d bytes", m.MessageID, len(l.HTML))
	}
}

func join(list []*mail.Address) string {
	var out []string
	for _, a := range list {
		out = append(out, a.String())
	}
	return strings.Join(out, ",")
}

// Mails about one matter stay together in the reader's program; another matter
// has a thread of its own.
func TestOneThreadForOneMatter(t *testing.T) {
	onEngines(t, fakesmtp.Options{}, func(t *testing.T, h *postHouse) {
		p := h.owe(t, "Mock-ups of four pages", h.Now().Add(9*24*time.Hour))
		var letters []fakesmtp.Letter
		send := func(subject, text string, moves ...office.Move) {
			t.Helper()
			in := h.telling(text, moves...)
			in.Subject = subject
			if _, err := h.Notices.Tell(t.Context(), h.nils, in); err != nil {
				t.Fatal(err)
			}
			h.Pass(office.UndoFor)
			letters = append(letters, h.only(t, "ana@casaruiz.example").Letter())
			h.sink.Clear()
		}
		for i := range 3 {
			send("", "They take longer.", office.Move{Promise: p.ID, When: promise.When{At: h.Now().Add(time.Duration(10+i) * 24 * time.Hour)}, Reason: "The printer is late"})
		}
		send("The invoice", "Here it is.")
		ids := []string{letters[0].MessageID, letters[1].MessageID, letters[2].MessageID}
		want := []struct{ subject, before, thread string }{
			{"Mock-ups of four pages", "", ""}, {"Mock-ups of four pages", ids[0], ids[0]}, {"Mock-ups of four pages", ids[1], ids[0] + " " + ids[1]}, {"The invoice", "", ""},
		}
		for i, l := range letters {
			if l.Subject != want[i].subject || l.Header.Get("In-Reply-To") != want[i].before || l.Header.Get("References") != want[i].thread {
				t.Errorf("mail %d is %q, answers %q, refers to %q; want %+v", i, l.Subject, l.Header.Get("In-Reply-To"), l.Header.Get("References"), want[i])
			}
		}
	})
}

// Only what no person wrote says so: a reader's away notice must not keep quiet
// towards a member, and must towards a machine.
func TestAutoSubmitted(t *testing.T) {
	h := onSQLite(t, fakesmtp.Options{})
	ctx := t.Context()
	if err := h.Access.MailLink(ctx, "nils@northlight.example", false); err != nil {
		t.Fatal(err)
	}
	if err := h.Pages.Invite(ctx, h.nils, h.ana.ID); err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Second)
	h.owe(t, "The plan", h.Now().Add(2*time.Hour)) // a prompt in half an hour
	h.Pass(40 * time.Minute)
	h.tell(t, "All is well.")
	h.Pass(time.Minute)
	if _, err := h.Promises.Make(ctx, h.nils, office.NewPromise{
		Client: h.ruiz.ID, Contact: h.ana.ID, Kind: promise.Fix, Words: "The door", How: office.ByMail, When: promise.When{At: h.Now().Add(99 * time.Hour)},
	}); err != nil {
		t.Fatal(err)
	}
	h.Pass(time.Minute)
	var got []string
	for _, m := range h.sink.Mails() {
		l := m.Letter()
		got = append(got, fmt.Sprintf("%s: %s: %q", m.To[0], l.Subject, l.Header.Get("Auto-Submitted")))
	}
	slices.Sort(got) // what leaves at one moment leaves side by side
	want := []string{
		`ana@casaruiz.example: News from Northlight Studio: ""`,
		`ana@casaruiz.example: The door: ""`,
		`ana@casaruiz.example: Your page at Northlight Studio: ""`,
		`nils@northlight.example: The plan for Ana Ruiz, Monday 2 March 2026, 12:00 (Rome): keep it, or tell them in time.: "auto-generated"`,
		`nils@northlight.example: Your way in to Northlight Studio: "auto-generated"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the mails (-want +got):\n%s", diff)
	}
}

// What people type into names, subjects and words makes no header of its own:
// breaks are refused, and the odd rest arrives as text.
func TestNothingInjectsAHeader(t *testing.T) {
	h := onSQLite(t, fakesmtp.Options{})
	ctx := t.Context()
	const attack = "Shop\r\nBcc: eve@evil.example"
	in := h.telling("x")
	in.Subject = attack
	if _, err := h.Notices.Tell(ctx, h.nils, in); err == nil {
		t.Error("a subject with a line break was taken")
	}
	if _, err := h.Clients.AddContact(ctx, h.nils, client.Contact{ClientID: h.ruiz.ID, Name: attack, Email: "eve@casaruiz.example"}); err == nil {
		t.Error("a name with a line break was taken")
	}
	if _, err := h.Clients.AddContact(ctx, h.nils, client.Contact{ClientID: h.ruiz.ID, Name: "Eve", Email: "eve@casaruiz.example>\r\nBcc:<eve@evil.example"}); err == nil {
		t.Error("an address with a line break was taken")
	}
	if _, err := h.Promises.Make(ctx, h.nils, office.NewPromise{
		Client: h.ruiz.ID, Contact: h.ana.ID, Kind: promise.Fix, Words: attack, How: office.ByMail, When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 20}},
	}); err == nil {
		t.Error("words with a line break were taken")
	}
	nasty, err := h.Clients.AddContact(ctx, h.nils, client.Contact{ClientID: h.ruiz.ID, Name: `Eve", <eve@evil.example>, "=?utf-8?q?=0D=0ABcc:_x?=`, Email: "eve@casaruiz.example"})
	if err != nil {
		t.Fatal(err)
	}
	in = h.telling("Bcc: eve@evil.example\r\n\r\n.\r\nMAIL FROM:<eve@evil.example>\rlone\r\n..\r\n")
	in.Readers, in.Subject = []client.ContactID{nasty.ID}, `=?utf-8?q?x=0D=0ABcc:_eve=40evil.example?= `+strings.Repeat("a", 120)
	told, err := h.Notices.Tell(ctx, h.nils, in)
	if err != nil {
		t.Fatal(err)
	}
	h.Pass(office.UndoFor)
	got := h.only(t, "eve@casaruiz.example")
	if h.sink.Total() != 1 {
		t.Errorf("%d mails left", h.sink.Total())
	}
	l := got.Letter()
	to, err := l.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != "eve@casaruiz.example" {
		t.Errorf("it goes to %v (%v)", to, err)
	}
	known := map[string]bool{"From": true, "To": true, "Reply-To": true, "Subject": true, "Date": true, "Message-Id": true, "Mime-Version": true, "Content-Type": true, "Content-Language": true}
	for name := range l.Header {
		if !known[name] {
			t.Errorf("it has a header %s: %q", name, l.Header.Get(name))
		}
	}
	if l.Subject != in.Subject {
		t.Errorf("the subject arrived as %q", l.Subject)
	}
	if diff := cmp.Diff(h.look(t, told.Notices[0]).Notice.Text, unixLines(l.Text)); diff != "" {
		t.Errorf("recorded and received differ (-recorded +received):\n%s", diff)
	}
}

package smtp

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

func start(t *testing.T, o Options) *Sink {
	t.Helper()
	if o.Now == nil {
		o.Now = noon
	}
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the sink: %v", err)
		}
	})
	return s
}

// talker speaks to a sink line by line, so that the tests need no mail library.
type talker struct {
	t *testing.T
	c *textproto.Conn
}

func connect(t *testing.T, s *Sink) talker {
	t.Helper()
	conn, err := net.Dial("tcp", s.Address())
	if err != nil {
		t.Fatal(err)
	}
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if s.options.Security == Implicit {
		conn = tls.Client(conn, &tls.Config{RootCAs: s.Roots(), ServerName: "localhost"})
	}
	c := textproto.NewConn(conn)
	t.Cleanup(func() { _ = c.Close() })
	return talker{t, c}
}

// reply reads one answer as "code last line", or "gone".
func (k talker) reply() string {
	code, text, err := k.c.ReadResponse(0)
	var protocol *textproto.Error
	if err != nil && !errors.As(err, &protocol) {
		return "gone"
	}
	return fmt.Sprintf("%d %s", code, text[strings.LastIndex(text, "\n")+1:])
}

func (k talker) say(line string) string {
	k.t.Helper()
	if err := k.c.PrintfLine("%s", line); err != nil {
		return "gone"
	}
	return k.reply()
}

func (k talker) want(line, want string) {
	k.t.Helper()
	if got := k.say(line); !strings.HasPrefix(got, want) {
		k.t.Fatalf("to %q the sink said %q, want %q", line, got, want)
	}
}

func hello(t *testing.T, s *Sink) talker {
	t.Helper()
	k := connect(t, s)
	if got := k.reply(); !strings.HasPrefix(got, "220 ") {
		t.Fatalf("greeting %q", got)
	}
	k.want("EHLO client.test", "250 ")
	return k
}

// give hands over one mail and gives the last answer.
func (k talker) give(from, to, message string) string {
	for _, line := range []string{"MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA"} {
		if got := k.say(line); got[0] != '2' && got[0] != '3' {
			return got
		}
	}
	w := k.c.DotWriter()
	_, _ = w.Write([]byte(message))
	_ = w.Close()
	return k.reply()
}

const hi = "Subject: Hi\r\nMessage-ID: <1@kept.test>\r\n\r\nHello.\r\n..dots\r\n"

func TestSinkKeepsWhatItIsGiven(t *testing.T) {
	s := start(t, Options{})
	k := hello(t, s)
	for i := range 2 {
		if got, want := k.give("desk@kept.test", "ana@client.test", hi), fmt.Sprintf("250 2.0.0 OK: queued as %d", i+1); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	mails, err := s.Wait(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	want := Mail{ID: 2, At: noon(), Helo: "client.test", From: "desk@kept.test", To: []string{"ana@client.test"}, Raw: []byte(hi)}
	if diff := cmp.Diff(want, mails[1]); diff != "" {
		t.Errorf("the second mail (-want +got):\n%s", diff)
	}
	if _, ok := s.Mail(2); !ok {
		t.Error("mail 2 not found by its ID")
	}
	if _, ok := s.Mail(3); ok {
		t.Error("mail 3 found, though none came")
	}
	s.Clear()
	if s.Total() != 0 || len(s.Mails()) != 0 {
		t.Errorf("after Clear: total %d, %d kept", s.Total(), len(s.Mails()))
	}
}

func TestSinkKeepsTheNewest(t *testing.T) {
	s := start(t, Options{Keep: 2})
	k := hello(t, s)
	for range 3 {
		k.give("a@kept.test", "b@kept.test", hi)
	}
	mails := s.Mails()
	if len(mails) != 2 || mails[0].ID != 2 || mails[1].ID != 3 || s.Total() != 3 {
		t.Errorf("kept %d mails of %d, from %d", len(mails), s.Total(), mails[0].ID)
	}
}

func TestWaitGivesUp(t *testing.T) {
	s := start(t, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Wait(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's end", err)
	}
}

func TestSinkForgetsACutOffMail(t *testing.T) {
	s := start(t, Options{})
	k := hello(t, s)
	k.want("MAIL FROM:<a@kept.test>", "250")
	k.want("RCPT TO:<b@kept.test>", "250")
	k.want("DATA", "354")
	_ = k.c.PrintfLine("Subject: half")
	_ = k.c.Close()
	hello(t, s).give("a@kept.test", "b@kept.test", hi)
	if mails := s.Mails(); len(mails) != 1 || string(mails[0].Raw) != hi {
		t.Errorf("kept %d mails, want the whole one only", len(mails))
	}
}

func TestRules(t *testing.T) {
	tests := []struct {
		name  string
		rules []Rule
		want  []string // the last answers to mails to one@full.test, two@free.test and one@full.test
		kept  int
	}{
		{"none", nil, []string{"250", "250", "250"}, 3},
		{"one domain is refused at RCPT", []Rule{{At: AtRcpt, Do: Answer, To: "*@FULL.test", Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "No such user"}},
			[]string{"550 5.1.1 No such user", "250", "550 5.1.1 No such user"}, 1},
		{"later, once", []Rule{{At: AtRcpt, Do: Answer, Next: 1}}, []string{"451 4.0.0 Not now", "250", "250"}, 2},
		{"the next two", []Rule{{At: AtRcpt, Do: Answer, Next: 2, Code: 452}}, []string{"452", "452", "250"}, 1},
		{"the sender is refused", []Rule{{At: AtMail, Do: Answer, Next: 1, Code: 550}}, []string{"550 5.0.0 Refused by rule", "250", "250"}, 2},
		{"later, after the dot", []Rule{{At: AtData, Do: Answer, To: "two@*", Code: 451}}, []string{"250", "451", "250"}, 2},
		{"never, after the dot", []Rule{{At: AtData, Do: Answer, Code: 554}}, []string{"554", "554", "554"}, 0},
		{"greylist", []Rule{{At: AtRcpt, Do: Greylist, Enhanced: [3]int{4, 7, 1}}}, []string{"451 4.7.1 Greylisted", "451 4.7.1", "250"}, 1},
		{"the first that fits", []Rule{{At: AtRcpt, Do: Answer, To: "one@*", Code: 450}, {At: AtRcpt, Do: Answer, Code: 550}}, []string{"450", "550", "450"}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := start(t, Options{})
			s.Rules(test.rules...)
			for i, to := range []string{"one@full.test", "two@free.test", "one@full.test"} {
				if got := hello(t, s).give("desk@kept.test", to, hi); !strings.HasPrefix(got, test.want[i]) {
					t.Errorf("mail %d to %s: %q, want %q", i+1, to, got, test.want[i])
				}
			}
			if s.Total() != test.kept {
				t.Errorf("%d mails were taken, want %d", s.Total(), test.kept)
			}
			s.Rules()
			if got := hello(t, s).give("desk@kept.test", "one@full.test", hi); !strings.HasPrefix(got, "250") {
				t.Errorf("after the rules were taken away: %q", got)
			}
		})
	}
}

func TestDropClosesWithoutAWord(t *testing.T) {
	for _, security := range []Security{Plain, Implicit} {
		for _, at := range []Where{AtConnect, AtMail, AtRcpt, AtData} {
			t.Run(string(security)+string(at), func(t *testing.T) {
				s := start(t, Options{Security: security})
				s.Rules(Rule{At: at, Do: Drop, Next: 1})
				k := connect(t, s)
				got := k.reply()
				if got != "gone" {
					k.want("EHLO client.test", "250 ")
					got = k.give("a@kept.test", "b@kept.test", hi)
				}
				if got != "gone" {
					t.Errorf("got %q, want silence", got)
				}
				if s.Total() != 0 {
					t.Error("a mail was kept")
				}
			})
		}
	}
}

func TestDropMayKeepTheMail(t *testing.T) {
	s := start(t, Options{})
	s.Rules(Rule{At: AtData, Do: Drop, Kept: true})
	if got := hello(t, s).give("a@kept.test", "b@kept.test", hi); got != "gone" {
		t.Errorf("got %q, want silence", got)
	}
	if s.Total() != 1 {
		t.Errorf("%d mails were taken, want 1", s.Total())
	}
}

func TestHangSaysNothing(t *testing.T) {
	for _, at := range []Where{AtConnect, AtMail, AtRcpt, AtData} {
		t.Run(string(at), func(t *testing.T) {
			s := start(t, Options{})
			k := connect(t, s)
			if at != AtConnect {
				k.reply()
				k.want("EHLO client.test", "250 ")
			}
			s.Rules(Rule{At: at, Do: Hang})
			if at == AtConnect {
				k = connect(t, s)
			}
			answer := make(chan string, 1)
			go func() { answer <- k.give("a@kept.test", "b@kept.test", hi) }()
			select {
			case got := <-answer:
				t.Fatalf("the sink said %q", got)
			case <-time.After(50 * time.Millisecond):
			}
			s.Down()
			if got := <-answer; got != "gone" {
				t.Errorf("when the sink went down: %q", got)
			}
		})
	}
}

func TestConnectAnswers(t *testing.T) {
	for _, security := range []Security{Plain, Implicit} {
		s := start(t, Options{Security: security})
		s.Rules(Rule{At: AtConnect, Do: Answer, Code: 421, Enhanced: [3]int{4, 3, 2}, Text: "Shutting down", Next: 1})
		if got := connect(t, s).reply(); got != "421 4.3.2 Shutting down" {
			t.Errorf("%q: %q", security, got)
		}
		hello(t, s)
	}
}

func TestAnswer421EndsTheConnection(t *testing.T) {
	s := start(t, Options{})
	s.Rules(Rule{At: AtMail, Do: Answer, Code: 421, Text: "Enough"})
	k := hello(t, s)
	k.want("MAIL FROM:<a@kept.test>", "421 4.3.2 Enough")
	if got := k.say("NOOP"); got != "gone" {
		t.Errorf("after 421: %q", got)
	}
}

func TestConnectionLimit(t *testing.T) {
	s := start(t, Options{})
	s.LimitConnections(2)
	first := hello(t, s)
	hello(t, s)
	if got := connect(t, s).reply(); !strings.HasPrefix(got, "421 ") {
		t.Errorf("the third connection of two: %q", got)
	}
	first.want("QUIT", "221")
	if got := first.reply(); got != "gone" {
		t.Fatalf("after QUIT: %q", got)
	}
	hello(t, s)
	if got := s.Connections(); got != 4 {
		t.Errorf("%d connections were counted, want 4", got)
	}
}

func TestSizeLimit(t *testing.T) {
	s := start(t, Options{})
	s.LimitSize(int64(len(hi)))
	k := hello(t, s)
	if got := k.give("a@kept.test", "b@kept.test", hi); !strings.HasPrefix(got, "250") {
		t.Errorf("at the limit: %q", got)
	}
	if got := k.give("a@kept.test", "b@kept.test", hi+"\r\n"); !strings.HasPrefix(got, "552 5.3.4") {
		t.Errorf("over the limit: %q", got)
	}
	k.want(fmt.Sprintf("MAIL FROM:<a@kept.test> SIZE=%d", len(hi)+1), "552 5.3.4")
	s.LimitSize(0)
	if got := k.give("a@kept.test", "b@kept.test", hi+"\r\n"); !strings.HasPrefix(got, "250") {
		t.Errorf("after the limit was taken away: %q", got)
	}
}

func TestDownAndUp(t *testing.T) {
	s := start(t, Options{})
	k := hello(t, s)
	s.Down()
	if got := k.say("NOOP"); got != "gone" {
		t.Errorf("an open connection after Down: %q", got)
	}
	if c, err := net.Dial("tcp", s.Address()); err == nil {
		_ = c.Close()
		t.Error("a connection was taken while the sink is down")
	}
	if err := s.Up(); err != nil {
		t.Fatal(err)
	}
	hello(t, s)
}

func TestStartTLS(t *testing.T) {
	s := start(t, Options{Security: StartTLS})
	raw, err := net.Dial("tcp", s.Address())
	if err != nil {
		t.Fatal(err)
	}
	k := talker{t, textproto.NewConn(raw)}
	k.reply()
	k.want("EHLO client.test", "250 ")
	k.want("STARTTLS", "220")
	secure := tls.Client(raw, &tls.Config{RootCAs: s.Roots(), ServerName: "mail.kept.test"})
	k = talker{t, textproto.NewConn(secure)}
	t.Cleanup(func() { _ = secure.Close() })
	k.want("EHLO client.test", "250 ")
	k.give("a@kept.test", "b@kept.test", hi)
	if mails := s.Mails(); len(mails) != 1 || !mails[0].TLS {
		t.Errorf("mails over TLS: %+v", mails)
	}
}

func TestAuth(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	s := start(t, Options{User: "desk", Password: "pässwörd"})
	k := hello(t, s)
	k.want("MAIL FROM:<a@kept.test>", "530 5.7.0")
	k.want("AUTH PLAIN "+b64([]byte("\x00desk\x00wrong")), "535 5.7.8")
	k.want("AUTH PLAIN "+b64([]byte("\x00desk\x00pässwörd")), "235")
	if got := k.give("a@kept.test", "b@kept.test", hi); !strings.HasPrefix(got, "250") || s.Mails()[0].User != "desk" {
		t.Errorf("with the password: %q, mails %+v", got, s.Mails())
	}
	k = hello(t, s)
	k.want("AUTH LOGIN", "334 "+b64([]byte("Username:")))
	k.want(b64([]byte("desk")), "334 "+b64([]byte("Password:")))
	k.want(b64([]byte("pässwörd")), "235")
	only := start(t, Options{User: "desk", Password: "x", Auth: []string{"LOGIN"}})
	hello(t, only).want("AUTH PLAIN "+b64([]byte("\x00desk\x00x")), "504")
}

func TestURL(t *testing.T) {
	for want, o := range map[string]Options{
		"smtp://127.0.0.1:PORT?tls=off":             {},
		"smtp://127.0.0.1:PORT?tls=required":        {Security: StartTLS},
		"smtps://d%40k:p%2F%3A%40@127.0.0.1:PORT":   {Security: Implicit, User: "d@k", Password: "p/:@"},
		"smtp://desk:secret@127.0.0.1:PORT?tls=off": {User: "desk", Password: "secret"},
	} {
		s := start(t, o)
		_, port, _ := net.SplitHostPort(s.Address())
		if got := strings.Replace(s.URL(), port, "PORT", 1); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestStartRefusesNoClock(t *testing.T) {
	if _, err := Start(Options{}); err == nil {
		t.Error("a sink started without a clock")
	}
}

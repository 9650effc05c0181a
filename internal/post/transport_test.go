package post

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	fakesmtp "kept/internal/fake/smtp"
)

// brief makes every stage short, so that a test of a silent server is quick;
// patience is far more than any of them.
const (
	brief    = 60 * time.Millisecond
	patience = 5 * time.Second
)

func start(t *testing.T, o fakesmtp.Options) *fakesmtp.Sink {
	t.Helper()
	o.Now = time.Now
	s, err := fakesmtp.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func parse(t *testing.T, address string) Server {
	t.Helper()
	s, err := ParseServer(address)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newTransport(t *testing.T, address string, o Options) *Transport {
	t.Helper()
	tr := New(parse(t, address), o)
	t.Cleanup(func() { _ = tr.Close() })
	return tr
}

func letter(to string) Envelope {
	return Envelope{From: "desk@kept.test", To: to, MessageID: "<1@kept.test>",
		Message: []byte("Message-ID: <1@kept.test>\nSubject: Monday\n\nThe mock-ups are late.\n.hidden dot\n")}
}

func TestSendHandsOverTheMailAsItIs(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	tr := newTransport(t, sink.URL(), Options{Helo: "desk.kept.test"})
	e := letter("ana@client.test")
	got := tr.Send(t.Context(), e)
	want := Answer{Outcome: Accepted, Stage: StageAfterData, Code: 250, Enhanced: "2.0.0", Text: "OK: queued as 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the answer (-want +got):\n%s", diff)
	}
	m := sink.Mails()[0]
	if m.From != e.From || !cmp.Equal(m.To, []string{e.To}) || m.Helo != "desk.kept.test" {
		t.Errorf("the envelope arrived as %s to %v from %s", m.From, m.To, m.Helo)
	}
	if want := strings.ReplaceAll(string(e.Message), "\n", "\r\n"); string(m.Raw) != want {
		t.Errorf("the message arrived as %q, want %q", m.Raw, want)
	}
}

func TestSendTakesTheNullSender(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	e := letter("ana@client.test")
	e.From = ""
	if a := newTransport(t, sink.URL(), Options{}).Send(t.Context(), e); a.Outcome != Accepted || sink.Mails()[0].From != "" {
		t.Errorf("%v; from %q", a, sink.Mails()[0].From)
	}
}

func TestSendRefusesWhatCannotBeSent(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	tr := newTransport(t, sink.URL(), Options{})
	long := strings.Repeat("a", maxAddress-len("@client.test")) + "@client.test"
	tests := []struct {
		name   string
		change func(*Envelope)
		want   string // "" is accepted
	}{
		{"as it should be", func(*Envelope) {}, ""},
		{"the longest address", func(e *Envelope) { e.To = long }, ""},
		{"too long an address", func(e *Envelope) { e.To = "a" + long }, "the recipient is not an address"},
		{"no recipient", func(e *Envelope) { e.To = "" }, "the recipient is not an address"},
		{"no domain", func(e *Envelope) { e.To = "ana@" }, "the recipient is not an address"},
		{"no name", func(e *Envelope) { e.To = "@client.test" }, "the recipient is not an address"},
		{"a second command", func(e *Envelope) { e.To = "a@client.test>\r\nRCPT TO:<b@client.test" }, "the recipient is not an address"},
		{"an argument", func(e *Envelope) { e.To = "a@client.test> NOTIFY=NEVER" }, "the recipient is not an address"},
		{"a line break in the sender", func(e *Envelope) { e.From = "a\n@kept.test" }, "the sender is not an address"},
		{"no message", func(e *Envelope) { e.Message = nil }, "the message is empty"},
		{"no Message-ID", func(e *Envelope) { e.MessageID = "" }, "the message does not carry its Message-ID"},
		{"another Message-ID", func(e *Envelope) { e.MessageID = "<2@kept.test>" }, "the message does not carry its Message-ID"},
		{"a Message-ID in the body only", func(e *Envelope) { e.Message = []byte("Subject: x\r\n\r\n<1@kept.test>\n\n") }, "the message does not carry its Message-ID"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := letter("ana@client.test")
			test.change(&e)
			a := tr.Send(t.Context(), e)
			if test.want == "" && a.Outcome == Accepted {
				return
			}
			if diff := cmp.Diff(Answer{Outcome: Refused, Stage: StageMessage, Text: test.want}, a); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSendTellsWhatTheServerSaid(t *testing.T) {
	tests := []struct {
		name string
		rule fakesmtp.Rule
		want Answer
	}{
		{"421 at connect", fakesmtp.Rule{At: fakesmtp.AtConnect, Do: fakesmtp.Answer, Code: 421, Enhanced: [3]int{4, 3, 2}, Text: "Closing"},
			Answer{Outcome: TryLater, Stage: StageConnect, Code: 421, Enhanced: "4.3.2", Text: "Closing"}},
		{"554 at connect", fakesmtp.Rule{At: fakesmtp.AtConnect, Do: fakesmtp.Answer, Code: 554, Text: "Bad reputation"},
			Answer{Outcome: TryLater, Stage: StageConnect, Code: 554, Text: "Bad reputation"}},
		{"later, to the sender", fakesmtp.Rule{At: fakesmtp.AtMail, Do: fakesmtp.Answer, Code: 451},
			Answer{Outcome: TryLater, Stage: StageFrom, Code: 451, Enhanced: "4.0.0", Text: "Not now"}},
		{"never, to the sender", fakesmtp.Rule{At: fakesmtp.AtMail, Do: fakesmtp.Answer, Code: 550, Enhanced: [3]int{5, 1, 8}},
			Answer{Outcome: Refused, Stage: StageFrom, Code: 550, Enhanced: "5.1.8", Text: "Refused by rule"}},
		{"later, to the recipient", fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Answer, Code: 452, Enhanced: [3]int{4, 2, 2}, Text: "Mailbox full"},
			Answer{Outcome: TryLater, Stage: StageRcpt, Code: 452, Enhanced: "4.2.2", Text: "Mailbox full"}},
		{"greylisted", fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Greylist, Enhanced: [3]int{4, 7, 1}},
			Answer{Outcome: TryLater, Stage: StageRcpt, Code: 451, Enhanced: "4.7.1", Text: "Greylisted, come back later"}},
		{"no such user", fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Answer, Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "No such user"},
			Answer{Outcome: Refused, Stage: StageRcpt, Code: 550, Enhanced: "5.1.1", Text: "No such user", HardAddress: true}},
		{"policy at RCPT", fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Answer, Code: 550, Enhanced: [3]int{5, 7, 1}},
			Answer{Outcome: Refused, Stage: StageRcpt, Code: 550, Enhanced: "5.7.1", Text: "Refused by rule"}},
		{"later, after the dot", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Answer, Code: 451},
			Answer{Outcome: TryLater, Stage: StageAfterData, Code: 451, Enhanced: "4.0.0", Text: "Not now"}},
		{"never, after the dot", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Answer, Code: 554, Enhanced: [3]int{5, 7, 1}, Text: "Spam"},
			Answer{Outcome: Refused, Stage: StageAfterData, Code: 554, Enhanced: "5.7.1", Text: "Spam"}},
		{"dropped at connect", fakesmtp.Rule{At: fakesmtp.AtConnect, Do: fakesmtp.Drop}, Answer{Outcome: TryLater, Stage: StageConnect}},
		{"dropped at MAIL", fakesmtp.Rule{At: fakesmtp.AtMail, Do: fakesmtp.Drop}, Answer{Outcome: TryLater, Stage: StageFrom}},
		{"dropped at RCPT", fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Drop}, Answer{Outcome: TryLater, Stage: StageRcpt}},
		{"dropped after the dot", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Drop}, Answer{Outcome: Unsure, Stage: StageAfterData}},
		{"dropped after the dot, but kept", fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Drop, Kept: true}, Answer{Outcome: Unsure, Stage: StageAfterData}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sink := start(t, fakesmtp.Options{})
			test.rule.Next = 1
			sink.Rules(test.rule)
			tr := newTransport(t, sink.URL(), Options{})
			got := tr.Send(t.Context(), letter("ana@client.test"))
			if got.Text == "" {
				t.Error("the answer says nothing")
			}
			if test.want.Text == "" {
				got.Text = "" // the system's words
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != Accepted {
				t.Errorf("the next mail: %v", a)
			}
		})
	}
}

func TestSilentServerNeverHoldsLongerThanItsStage(t *testing.T) {
	tests := []struct {
		at   fakesmtp.Where
		want Answer
	}{
		{fakesmtp.AtConnect, Answer{Outcome: TryLater, Stage: StageConnect}},
		{fakesmtp.AtMail, Answer{Outcome: TryLater, Stage: StageFrom}},
		{fakesmtp.AtRcpt, Answer{Outcome: TryLater, Stage: StageRcpt}},
		{fakesmtp.AtData, Answer{Outcome: Unsure, Stage: StageAfterData}},
	}
	for _, test := range tests {
		for _, used := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s used=%t", test.at, used), func(t *testing.T) {
				sink := start(t, fakesmtp.Options{})
				short := Timeouts{Connect: brief, TLS: brief, Auth: brief, Command: brief, Data: brief, AfterData: brief}
				tr := newTransport(t, sink.URL(), Options{Timeouts: short})
				if used {
					if test.at == fakesmtp.AtConnect {
						t.Skip("a used connection does not connect")
					}
					if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != Accepted {
						t.Fatal(a)
					}
				}
				sink.Rules(fakesmtp.Rule{At: test.at, Do: fakesmtp.Hang})
				began := time.Now()
				got := tr.Send(t.Context(), letter("ana@client.test"))
				if took := time.Since(began); took > patience/2 {
					t.Errorf("it took %v", took)
				}
				if !strings.Contains(got.Text, "timeout") {
					t.Errorf("the answer does not tell of the timeout: %q", got.Text)
				}
				got.Text = ""
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if sink.Connections() != 1 {
					t.Errorf("%d connections: a silent server was tried twice", sink.Connections())
				}
			})
		}
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	for at, want := range map[fakesmtp.Where]Outcome{fakesmtp.AtConnect: TryLater, fakesmtp.AtRcpt: TryLater, fakesmtp.AtData: Unsure} {
		t.Run(string(at), func(t *testing.T) {
			sink := start(t, fakesmtp.Options{})
			sink.Rules(fakesmtp.Rule{At: at, Do: fakesmtp.Hang})
			ctx, cancel := context.WithTimeout(t.Context(), brief)
			defer cancel()
			began := time.Now()
			if a := newTransport(t, sink.URL(), Options{}).Send(ctx, letter("ana@client.test")); a.Outcome != want {
				t.Errorf("got %v, want %s", a, want)
			}
			if took := time.Since(began); took > patience {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func TestServerThatIsDown(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	tr := newTransport(t, sink.URL(), Options{})
	sink.Down()
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != TryLater || a.Stage != StageConnect {
		t.Errorf("while it is down: %v", a)
	}
	if err := sink.Up(); err != nil {
		t.Fatal(err)
	}
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != Accepted {
		t.Errorf("when it is up again: %v", a)
	}
}

func TestConnectionsAreKeptOpen(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	sink.Rules(
		fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Answer, To: "gone@*", Code: 550},
		fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Answer, To: "spam@*", Code: 554},
	)
	tr := newTransport(t, sink.URL(), Options{})
	for _, to := range []string{"ana@client.test", "gone@client.test", "ben@client.test", "spam@client.test", "cy@client.test"} {
		a := tr.Send(t.Context(), letter(to))
		want := Accepted
		if to == "gone@client.test" || to == "spam@client.test" {
			want = Refused
		}
		if a.Outcome != want {
			t.Errorf("%s: %v, want %s", to, a, want)
		}
	}
	if sink.Connections() != 1 || sink.Total() != 3 {
		t.Errorf("%d mails over %d connections, want 3 over 1", sink.Total(), sink.Connections())
	}
	for i, want := range []string{"ana@client.test", "ben@client.test", "cy@client.test"} {
		if got := sink.Mails()[i].To; !cmp.Equal(got, []string{want}) {
			t.Errorf("mail %d went to %v, want %s alone", i, got, want)
		}
	}
}

func TestStaleConnectionIsReplacedUnnoticed(t *testing.T) {
	for name, rule := range map[string]fakesmtp.Rule{
		"restarted server":    {},
		"421 at MAIL":         {At: fakesmtp.AtMail, Do: fakesmtp.Answer, Code: 421, Next: 1},
		"421 at RCPT":         {At: fakesmtp.AtRcpt, Do: fakesmtp.Answer, Code: 421, Next: 1},
		"connection cut":      {At: fakesmtp.AtMail, Do: fakesmtp.Drop, Next: 1},
		"connection cut late": {At: fakesmtp.AtRcpt, Do: fakesmtp.Drop, Next: 1},
	} {
		t.Run(name, func(t *testing.T) {
			sink := start(t, fakesmtp.Options{})
			tr := newTransport(t, sink.URL(), Options{})
			tr.Send(t.Context(), letter("ana@client.test"))
			if rule.At == "" {
				sink.Down()
				if err := sink.Up(); err != nil {
					t.Fatal(err)
				}
			} else {
				sink.Rules(rule)
			}
			if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != Accepted {
				t.Errorf("the second mail: %v", a)
			}
			if sink.Connections() != 2 || sink.Total() != 2 {
				t.Errorf("%d mails over %d connections, want 2 over 2", sink.Total(), sink.Connections())
			}
		})
	}
}

func TestLostAnswerIsNeverSentAgain(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	tr := newTransport(t, sink.URL(), Options{})
	tr.Send(t.Context(), letter("ana@client.test"))
	sink.Rules(fakesmtp.Rule{At: fakesmtp.AtData, Do: fakesmtp.Drop, Kept: true})
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != Unsure {
		t.Errorf("on a used connection: %v", a)
	}
	if sink.Total() != 2 || sink.Connections() != 1 {
		t.Errorf("%d mails over %d connections, want 2 over 1", sink.Total(), sink.Connections())
	}
}

func TestTooManyConnections(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	sink.LimitConnections(1)
	first := newTransport(t, sink.URL(), Options{})
	first.Send(t.Context(), letter("ana@client.test"))
	second := newTransport(t, sink.URL(), Options{})
	a := second.Send(t.Context(), letter("ana@client.test"))
	if a.Outcome != TryLater || a.Stage != StageConnect || a.Code != 421 {
		t.Errorf("one connection too many: %v", a)
	}
}

func TestTooLargeAMessage(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	sink.LimitSize(100_000)
	tr := newTransport(t, sink.URL(), Options{})
	e := letter("ana@client.test")
	head := strings.ReplaceAll(string(e.Message), "\n", "\r\n")
	line := strings.Repeat("x", 98) + "\r\n"
	fill := strings.Repeat(line, 2000)
	e.Message = []byte(head + fill[:100_000-len(head)-2] + "\r\n")
	if a := tr.Send(t.Context(), e); a.Outcome != Accepted {
		t.Errorf("%d bytes of 100000: %v", len(e.Message), a)
	}
	e.Message = []byte(head + fill[:100_001-len(head)-2] + "\r\n")
	if a := tr.Send(t.Context(), e); a.Outcome != Refused || a.Code != 552 {
		t.Errorf("%d bytes of 100000: %v", len(e.Message), a)
	}
}

func TestConnectionsAreBounded(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	tr := newTransport(t, sink.URL(), Options{Connections: 2})
	var senders sync.WaitGroup
	for i := range 20 {
		senders.Go(func() {
			if a := tr.Send(t.Context(), letter(fmt.Sprintf("c%d@client.test", i))); a.Outcome != Accepted {
				t.Error(a)
			}
		})
	}
	senders.Wait()
	if sink.Total() != 20 || sink.Connections() > 2 {
		t.Errorf("%d mails over %d connections, want 20 over 2 at most", sink.Total(), sink.Connections())
	}
}

func TestSendWaitsForAFreeConnectionOnlySoLong(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	sink.Rules(fakesmtp.Rule{At: fakesmtp.AtRcpt, Do: fakesmtp.Hang})
	tr := newTransport(t, sink.URL(), Options{Connections: 1})
	long, end := context.WithCancel(t.Context())
	var first sync.WaitGroup
	first.Go(func() { tr.Send(long, letter("ana@client.test")) })
	for len(tr.pool.slots) == 0 { // until the first has the connection
		if _, err := sink.Wait(canceled(t), 1); err == nil {
			t.Fatal("the first mail went through")
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), brief)
	defer cancel()
	a := tr.Send(ctx, letter("ben@client.test"))
	if a.Outcome != TryLater || a.Stage != StageConnect || !strings.Contains(a.Text, errBusy.Error()) {
		t.Errorf("got %v", a)
	}
	end()
	first.Wait()
}

func canceled(t *testing.T) context.Context {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func TestIdleConnectionSaysGoodbye(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	gone := make(chan struct{})
	tr := newTransport(t, sink.URL(), Options{Idle: brief, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return &noticed{Conn: c, gone: gone}, err
	}})
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != Accepted {
		t.Fatal(a)
	}
	select {
	case <-gone:
	case <-time.After(patience):
		t.Fatal("the idle connection stayed open")
	}
	if tr.pool.take() != nil {
		t.Error("the closed connection is still on offer")
	}
}

// noticed tells when it is closed.
type noticed struct {
	net.Conn
	gone chan struct{}
	once sync.Once
}

func (n *noticed) Close() error {
	n.once.Do(func() { close(n.gone) })
	return n.Conn.Close()
}

func TestCloseLeavesNothingBehind(t *testing.T) {
	sink := start(t, fakesmtp.Options{})
	before := goleak.IgnoreCurrent()
	tr := New(parse(t, sink.URL()), Options{Connections: 3})
	var senders sync.WaitGroup
	for range 6 {
		senders.Go(func() { tr.Send(t.Context(), letter("ana@client.test")) })
	}
	senders.Wait()
	if err := tr.Close(); err != nil {
		t.Error(err)
	}
	goleak.VerifyNone(t, before)
	if a := tr.Send(t.Context(), letter("ana@client.test")); a.Outcome != TryLater || a.Stage != StageConnect {
		t.Errorf("after Close: %v", a)
	}
}

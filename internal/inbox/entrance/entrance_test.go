package entrance

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/inbox"
)

// shelf is a taker that keeps what it is given, once for each mailbox, unless
// it is told to fail.
type shelf struct {
	mu    sync.Mutex
	mails []inbox.Arrived
	fail  map[string]error // by mailbox
}

func (s *shelf) take(_ context.Context, m inbox.Arrived) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fail[m.Mailbox]; err != nil {
		return err
	}
	s.mails = append(s.mails, m)
	return nil
}

// noon is when all of these tests take place.
func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

// knows the mailboxes of these tests.
func knows(_ context.Context, address string) (string, bool, error) {
	switch address {
	case "ann@firm.test", "office@firm.test":
		return "mailbox-1", true, nil
	case "ann+known@firm.test", "bob@other.test":
		return "mailbox-2", true, nil
	case "postmaster@firm.test":
		return "mailbox-3", true, nil
	case "broken@firm.test":
		return "", false, errors.New("no database")
	}
	return "", false, nil
}

func newServer(s *shelf) *Server {
	return &Server{Domain: "firm.test", Take: s.take, Knows: knows, Now: noon}
}

// tape is a client that said all it has to say, and listens.
type tape struct {
	in     io.Reader
	out    bytes.Buffer
	from   string
	closed chan struct{}
	once   sync.Once
}

func (c *tape) Read(b []byte) (int, error)       { return c.in.Read(b) }
func (c *tape) Write(b []byte) (int, error)      { return c.out.Write(b) }
func (c *tape) Close() error                     { c.once.Do(func() { close(c.closed) }); return nil }
func (c *tape) LocalAddr() net.Addr              { return place("192.0.2.1:25") }
func (c *tape) RemoteAddr() net.Addr             { return place(c.from) }
func (c *tape) SetDeadline(time.Time) error      { return nil }
func (c *tape) SetReadDeadline(time.Time) error  { return nil }
func (c *tape) SetWriteDeadline(time.Time) error { return nil }

type place string

func (p place) Network() string { return "tcp" }
func (p place) String() string  { return string(p) }

// queue is a listener to whom a test brings connections.
type queue struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newQueue() *queue { return &queue{conns: make(chan net.Conn), done: make(chan struct{})} }

func (q *queue) Accept() (net.Conn, error) {
	select {
	case c := <-q.conns:
		return c, nil
	case <-q.done:
		return nil, net.ErrClosed
	}
}
func (q *queue) Close() error   { q.once.Do(func() { close(q.done) }); return nil }
func (q *queue) Addr() net.Addr { return place("192.0.2.1:25") }

// serve runs a server until the test ends.
func serve(t testing.TB, s *Server) *queue {
	t.Helper()
	q := newQueue()
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(q) }()
	t.Cleanup(func() {
		if err := s.Shutdown(context.Background()); err != nil {
			t.Errorf("Shutdown: %v", err)
		}
		if err := <-ended; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return q
}

// talk gives the answers to what a client says all at once.
func talk(t testing.TB, s *Server, says string) string {
	t.Helper()
	return play(t, s, strings.NewReader(says))
}

func play(t testing.TB, s *Server, says io.Reader) string {
	t.Helper()
	c := &tape{in: says, from: "198.51.100.4:4711", closed: make(chan struct{})}
	serve(t, s).conns <- c
	<-c.closed
	return c.out.String()
}

// codes are the first words of the last lines of the answers.
func codes(answers string) string {
	var out []string
	for line := range strings.Lines(answers) {
		if line[3] == ' ' {
			out = append(out, line[:3])
		}
	}
	return strings.Join(out, " ")
}

const (
	hello = "EHLO client.test\r\n"
	begin = hello + "MAIL FROM:<c@client.test>\r\nRCPT TO:<ann@firm.test>\r\nDATA\r\n"
	mail  = "From: c@client.test\r\nSubject: Hi\r\n\r\nHello\r\n"
	end   = ".\r\n"
)

func TestAnswers(t *testing.T) {
	hops := func(n int) string { return strings.Repeat("received: x\r\n", n) }
	tests := []struct{ name, says, want string }{
		{"a mail", begin + mail + end + "QUIT\r\n", "220 250 250 250 354 250 221"},
		{"two mails", begin + mail + end + "MAIL FROM:<>\r\nRCPT TO:<bob@other.test>\r\nDATA\r\n" + mail + end, "220 250 250 250 354 250 250 250 354 250"},
		{"in small letters, by HELO", "helo client.test\r\nmail from:<c@client.test> body=8bitmime size=10\r\nrcpt to: <ann@firm.test>\r\ndata\r\n" + mail + end, "220 250 250 250 354 250"},
		{"nobody knows him", hello + "MAIL FROM:<c@client.test>\r\nRCPT TO:<x@firm.test>\r\nDATA\r\n", "220 250 250 550 554"},
		{"no relay", hello + "MAIL FROM:<c@client.test>\r\nRCPT TO:<c@client.test>\r\nRCPT TO:<ann%firm.test@client.test>\r\nRCPT TO:<ann@firm.test@client.test>\r\nRCPT TO:<client.test!ann@other.test>\r\n", "220 250 250 550 550 553 550"},
		{"an old route", hello + "MAIL FROM:<>\r\nRCPT TO:<@a.test,@b.test:ann@firm.test>\r\nRCPT TO:<@ann>\r\n", "220 250 250 250 553"},
		{"cannot look up", hello + "MAIL FROM:<>\r\nRCPT TO:<broken@firm.test>\r\n", "220 250 250 451"},
		{"no name", "MAIL FROM:<c@client.test>\r\nEHLO\r\nEHLO a b\r\nEHLO (a)\r\nEHLO [IPv6:2001:db8::1]\r\n", "220 503 501 501 501 250"},
		{"no sender", hello + "RCPT TO:<ann@firm.test>\r\nDATA\r\n", "220 250 503 503"},
		{"no recipient", hello + "MAIL FROM:<c@client.test>\r\nDATA\r\n", "220 250 250 554"},
		{"a second sender", hello + "MAIL FROM:<>\r\nMAIL FROM:<>\r\nRSET\r\nMAIL FROM:<>\r\nEHLO x.test\r\nMAIL FROM:<>\r\n", "220 250 250 503 250 250 250 250"},
		{"no AUTH", hello + "AUTH PLAIN AGEAYg==\r\nAUTH LOGIN\r\nMAIL FROM:<> AUTH=<>\r\n", "220 250 502 502 555"},
		{"no TLS", hello + "STARTTLS\r\n", "220 250 502"},
		{"parameters", hello + "MAIL FROM:<> SIZE=x\r\nMAIL FROM:<> SIZE=-1\r\nMAIL FROM:<> BODY=BINARYMIME\r\nMAIL FROM:<> RET=FULL\r\nMAIL FROM:<>\r\nRCPT TO:<ann@firm.test> NOTIFY=NEVER\r\n", "220 250 501 501 555 555 250 555"},
		{"bad paths", hello + "MAIL FROM:c@client.test\r\nMAIL TO:<c@client.test>\r\nMAIL FROM:<c@client.test>x\r\nMAIL FROM:<c@client.test\r\nMAIL FROM:<@>\r\nMAIL FROM:<a b@c>\r\nMAIL FROM:<c@-x>\r\n", "220 250 501 501 501 501 553 553 553"},
		{"quoted", hello + "MAIL FROM:<\"a> b\\\"\"@client.test>\r\nRCPT TO:<\"ann\"@firm.test>\r\nRCPT TO:<\"a\\\\\"b\"@firm.test>\r\nRCPT TO:<a\"b\"@firm.test>\r\n", "220 250 250 550 501 553"},
		{"beyond ASCII", hello + "MAIL FROM:<jürgen@client.test>\r\nMAIL FROM:<> SMTPUTF8\r\nRCPT TO:<jürgen@firm.test>\r\nRSET\r\nMAIL FROM:<>\r\nRCPT TO:<jürgen@firm.test>\r\nRSET\r\nMAIL FROM:<\xff@a.test> SMTPUTF8\r\nMAIL FROM:<jürgen@bücher.test> SMTPUTF8\r\n", "220 250 553 250 550 250 250 553 250 553 250"},
		{"others", hello + "NOOP\r\nNOOP x\r\nVRFY ann\r\nEXPN x\r\nHELP\r\nFOO\r\n\r\nRSET\r\nQUIT\r\nNOOP\r\n", "220 250 250 250 252 502 502 500 500 250 221"},
		{"chunks are not commands", begin[:len(begin)-6] + "BDAT 6 LAST\r\nNOOP\r\nQUIT\r\n", "220 250 250 250 502"},
		{"a browser", "POST / HTTP/1.1\r\nHost: x\r\n\r\n" + begin + mail + end, "220 502"},
		{"DATA alone", begin[:len(begin)-2] + " x\r\n", "220 250 250 250 501"},
		{"lines of LF", "EHLO x\nNOOP\r\n", "220 500 250"},
		{"NUL in a line", "EHLO x\x00\r\nNOOP\rNOOP\r\nNOOP\r\n", "220 500 500 250"},
		{"a long line", "NOOP " + strings.Repeat("x", maxLine-7) + "\r\nNOOP\r\n", "220 250 250"},
		{"a longer line", "NOOP " + strings.Repeat("x", maxLine-6) + "\r\nNOOP\r\n", "220 500"},
		{"an endless line", strings.Repeat("x", 3*bufferSize), "220 500"},
		{"cut off in a command", hello + "NOO", "220 250"},
		{"cut off in the data", begin + mail, "220 250 250 250 354"},
		{"cut off before the last LF", begin + mail + ".\r", "220 250 250 250 354"},
		{"so many hops", begin + hops(maxHops) + mail + end, "220 250 250 250 354 250"},
		{"too many hops", begin + hops(maxHops+1) + mail + end, "220 250 250 250 354 554"},
		{"hops in the text", begin + mail + hops(maxHops+1) + end, "220 250 250 250 354 250"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, says := range map[string]io.Reader{"at once": strings.NewReader(tt.says), "in bytes": oneByOne{strings.NewReader(tt.says)}} {
				s := &shelf{}
				answers := play(t, newServer(s), says)
				if got := codes(answers); got != tt.want {
					t.Errorf("answers %s, want %s\n%s", got, tt.want, answers)
				}
				if kept := strings.Count(answers, "250 2.6.0"); kept != len(s.mails) {
					t.Errorf("%d mails kept, %d confirmed", len(s.mails), kept)
				}
			}
		})
	}
}

// oneByOne reads a byte at a time.
type oneByOne struct{ r io.Reader }

func (o oneByOne) Read(b []byte) (int, error) { return o.r.Read(b[:min(1, len(b))]) }

func TestOffers(t *testing.T) {
	got := talk(t, newServer(&shelf{}), hello)
	want := "220 firm.test ESMTP Kept\r\n250-firm.test\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 52426752\r\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsHandedOver(t *testing.T) {
	s := &shelf{}
	answers := talk(t, newServer(s), hello+"MAIL FROM:<C@Client.Test>\r\nRCPT TO:<ann@FIRM.test>\r\nRCPT TO:<bob@other.test>\r\nRCPT TO:<ann+p-17@firm.test>\r\nRCPT TO:<ann+known@firm.test>\r\nRCPT TO:<ann@firm.test>\r\nRCPT TO:<PostMaster>\r\nDATA\r\n"+"..dots\r\n.x\r\n...\r\n"+mail+end)
	const trace = "Return-Path: <C@client.test>\r\nReceived: from client.test ([198.51.100.4])\r\n\tby firm.test with ESMTP;\r\n\tMon, 02 Mar 2026 12:00:00 +0000\r\n"
	raw := []byte(trace + ".dots\r\nx\r\n..\r\n" + mail)
	one := func(mailbox string, to ...string) inbox.Arrived {
		return inbox.Arrived{Raw: raw, Way: inbox.SMTP, Mailbox: mailbox, From: "C@client.test", To: to, At: noon(), Origin: conversation.Unknown}
	}
	want := []inbox.Arrived{one("mailbox-1", "ann@firm.test", "ann+p-17@firm.test"), one("mailbox-2", "bob@other.test", "ann+known@firm.test"), one("mailbox-3", "postmaster@firm.test")}
	if diff := cmp.Diff(want, s.mails); diff != "" {
		t.Errorf("%s\n%s", diff, answers)
	}
}

func TestTraceNamesTheWay(t *testing.T) {
	for _, tt := range []struct{ greeting, sender, from, want string }{
		{"HELO client.test", "<>", "198.51.100.4:1", "Return-Path: <>\r\nReceived: from client.test ([198.51.100.4])\r\n\tby firm.test with SMTP;"},
		{"EHLO [198.51.100.4]", "<a@b.test> SMTPUTF8", "[2001:db8::1]:1", "Return-Path: <a@b.test>\r\nReceived: from [198.51.100.4] ([IPv6:2001:db8::1])\r\n\tby firm.test with UTF8SMTP;"},
		{"EHLO x", "<a@b.test>", "pipe", "Return-Path: <a@b.test>\r\nReceived: from x\r\n\tby firm.test with ESMTP;"},
	} {
		s := &shelf{}
		c := &tape{in: strings.NewReader(tt.greeting + "\r\nMAIL FROM:" + tt.sender + "\r\nRCPT TO:<ann@firm.test>\r\nDATA\r\n" + mail + end), from: tt.from, closed: make(chan struct{})}
		serve(t, newServer(s)).conns <- c
		<-c.closed
		if len(s.mails) != 1 || !strings.HasPrefix(string(s.mails[0].Raw), tt.want) {
			t.Errorf("%s: %q", tt.greeting, s.mails)
		}
	}
}

// What is not plain is refused, and nothing of it is taken for a command.
func TestSmuggling(t *testing.T) {
	const inner = "MAIL FROM:<boss@firm.test>\r\nRCPT TO:<ann@firm.test>\r\nDATA\r\nFrom: boss@firm.test\r\n\r\nPay\r\n.\r\n"
	for name, trick := range map[string]string{
		"LF . LF": "\n.\n", "LF . CR LF": "\n.\r\n", "CR . CR": "\r.\r", "CR . CR LF": "\r.\r\n", "CR LF . LF": "\r\n.\n", "CR LF . CR": "\r\n.\r", "CR LF . CR CR LF": "\r\n.\r\r\n",
		"CR CR LF . CR LF without the end": "\r\r\n.x\r\n", "NUL": "\x00", "CR LF NUL . CR LF": "\r\n\x00.\r\n", "CR LF . NUL CR LF": "\r\n.\x00\r\n", "LF": "a\nb", "CR": "a\rb", "LF at the beginning": "\nx", "CR at the end of a buffer": strings.Repeat("x", bufferSize) + "\rx",
	} {
		t.Run(name, func(t *testing.T) {
			for _, before := range []int{0, 1, bufferSize - 3, bufferSize - 2, bufferSize - 1, bufferSize} {
				s := &shelf{}
				answers := talk(t, newServer(s), begin+strings.Repeat("y", before)+trick+inner+"QUIT\r\n")
				if len(s.mails) != 0 || codes(answers) != "220 250 250 250 354 550 221" {
					t.Errorf("%d before: %d mails, answers %s", before, len(s.mails), codes(answers))
				}
			}
		})
	}
}

func TestEndAtTheEdgeOfTheBuffer(t *testing.T) {
	for n := range 8 {
		s := &shelf{}
		body := strings.Repeat("y", bufferSize-4+n) + "\r\n" + strings.Repeat("z", 2*bufferSize-4+n) + "\r\n"
		talk(t, newServer(s), begin+body+end)
		if len(s.mails) != 1 || !bytes.HasSuffix(s.mails[0].Raw, []byte("+0000\r\n"+body)) {
			t.Errorf("%d: %d mails", n, len(s.mails))
		}
	}
}

func TestDotsInALongLine(t *testing.T) {
	s := &shelf{}
	body := "y" + strings.Repeat(".", 3*bufferSize) + "\r\n"
	talk(t, newServer(s), begin+body+end)
	if len(s.mails) != 1 || !bytes.HasSuffix(s.mails[0].Raw, []byte("+0000\r\n"+body)) {
		t.Errorf("%d mails", len(s.mails))
	}
}

func TestWhatIsLookedUp(t *testing.T) {
	var asked []string
	server := newServer(&shelf{})
	server.Knows = func(_ context.Context, address string) (string, bool, error) {
		asked = append(asked, address)
		return "", false, nil
	}
	talk(t, server, hello+"MAIL FROM:<>\r\nRCPT TO:<a+b+c@FIRM.test>\r\nRCPT TO:<+b@firm.test>\r\nRCPT TO:<\"a+b\"@firm.test>\r\nRCPT TO:<a@b+c.test>\r\n")
	if diff := cmp.Diff([]string{"a+b+c@firm.test", "a@firm.test", "+b@firm.test", `"a+b"@firm.test`}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestSize(t *testing.T) {
	body := func(n int) string { return strings.Repeat("..\r\n", n/3) + strings.Repeat("y", n%3) + "\r\n" } // n+2 bytes without the doubled dots
	for _, tt := range []struct {
		name, says, want string
	}{
		{"at the limit", begin + body(998) + end, "220 250 250 250 354 250"},
		{"over it", begin + body(999) + end + "NOOP\r\n", "220 250 250 250 354 552 250"},
		{"twice as much", begin + body(1999) + end + "NOOP\r\n", "220 250 250 250 354 552 250"},
		{"without end", begin + body(2000) + end + "NOOP\r\n", "220 250 250 250 354 552"},
		{"told at the limit", hello + "MAIL FROM:<> SIZE=1000\r\n", "220 250 250"},
		{"told over it", hello + "MAIL FROM:<> SIZE=1001\r\nMAIL FROM:<> SIZE=99999999999999999999\r\n", "220 250 552 501"},
	} {
		s := &shelf{}
		server := newServer(s)
		server.Limits.Bytes = 1000
		if got := codes(talk(t, server, tt.says)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if server.held.Load() != 0 {
			t.Errorf("%s: %d bytes still held", tt.name, server.held.Load())
		}
	}
}

func TestWhenTakeFails(t *testing.T) {
	broken := errors.New("the disk is full")
	for _, tt := range []struct {
		name       string
		one, two   error
		want       string
		kept       int
		both, more string
	}{
		{name: "both kept", want: "250", kept: 2},
		{name: "not for now", one: broken, two: broken, want: "451"},
		{name: "busy", one: fault.New(fault.Busy, "Later."), two: nil, want: "451", kept: 1},
		{name: "the second not for now", two: broken, want: "451", kept: 1},
		{name: "not wanted", one: fault.New(fault.NotFound, "No."), two: fault.New(fault.Invalid, "No."), want: "554"},
		{name: "one not wanted, one not for now", one: fault.New(fault.NotAllowed, "No."), two: broken, want: "451"},
	} {
		s := &shelf{fail: map[string]error{"mailbox-1": tt.one, "mailbox-2": tt.two}}
		got := codes(talk(t, newServer(s), hello+"MAIL FROM:<>\r\nRCPT TO:<ann@firm.test>\r\nRCPT TO:<bob@other.test>\r\nDATA\r\n"+mail+end))
		if got != "220 250 250 250 250 354 "+tt.want || len(s.mails) != tt.kept {
			t.Errorf("%s: %s, %d kept", tt.name, got, len(s.mails))
		}
	}
}

func TestTakeThatPanics(t *testing.T) {
	server := newServer(&shelf{})
	server.Take = func(context.Context, inbox.Arrived) error { panic("a bug") }
	if got := codes(talk(t, server, begin+mail+end+"NOOP\r\n")); got != "220 250 250 250 354 421" || server.held.Load() != 0 {
		t.Errorf("%s, %d bytes held", got, server.held.Load())
	}
}

func TestOriginIsHandedOver(t *testing.T) {
	s := &shelf{}
	server := newServer(s)
	server.Resolve = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no network") }}
	talk(t, server, begin+mail+end)
	if len(s.mails) != 1 || s.mails[0].Origin != conversation.Unproven || !strings.Contains(s.mails[0].OriginWhy, "client.test") {
		t.Errorf("%+v", s.mails)
	}
}

func TestCountedLimits(t *testing.T) {
	for _, tt := range []struct {
		name   string
		limits Limits
		says   string
		want   string
	}{
		{"recipients", Limits{Recipients: 2}, hello + "MAIL FROM:<>\r\nRCPT TO:<ann@firm.test>\r\nRCPT TO:<bob@other.test>\r\nRCPT TO:<office@firm.test>\r\nDATA\r\n" + mail + end, "220 250 250 250 250 452 354 250"},
		{"errors before the last", Limits{Errors: 3}, hello + "x\r\nx\r\nNOOP\r\n", "220 250 500 500 250"},
		{"the last error", Limits{Errors: 3}, hello + "x\r\nx\r\nx\r\nNOOP\r\n", "220 250 500 500 500 421"},
		{"guessing addresses", Limits{Errors: 2}, hello + "MAIL FROM:<>\r\nRCPT TO:<a@firm.test>\r\nRCPT TO:<b@firm.test>\r\nRCPT TO:<ann@firm.test>\r\n", "220 250 250 550 550 421"},
		{"commands at the limit", Limits{Commands: 4}, hello + "NOOP\r\nNOOP\r\nNOOP\r\n", "220 250 250 250 250"},
		{"commands over it", Limits{Commands: 4}, hello + "NOOP\r\nNOOP\r\nNOOP\r\nNOOP\r\n", "220 250 250 250 250 421"},
		{"commands with mails", Limits{Commands: 4}, begin + mail + end + "NOOP\r\nNOOP\r\nNOOP\r\nNOOP\r\n", "220 250 250 250 354 250 250 250 250 250"},
		{"all mails at the limit", Limits{Held: len(mail)}, begin + mail + end, "220 250 250 250 354 250"},
		{"all mails over it", Limits{Held: len(mail) - 1}, begin + mail + end + "NOOP\r\n", "220 250 250 250 354 452 250"},
	} {
		server := newServer(&shelf{})
		server.Limits = tt.limits
		if got := codes(talk(t, server, tt.says)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if server.held.Load() != 0 {
			t.Errorf("%s: %d bytes still held", tt.name, server.held.Load())
		}
	}
}

func TestClientsAreTold(t *testing.T) {
	if !slices.Contains(strings.Fields(talk(t, newServer(&shelf{}), begin+mail+end)), "2.6.0") {
		t.Error("the answer of a mail that was kept has no status of its own")
	}
}

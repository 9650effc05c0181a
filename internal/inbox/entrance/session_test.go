package entrance

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	netsmtp "net/smtp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"kept/internal/inbox"
)

// client is one who waits for each answer.
type client struct {
	t    testing.TB
	conn net.Conn
	r    *bufio.Reader
}

// pipe connects a client to a server without a network.
func pipe(t testing.TB, q *queue) *client {
	t.Helper()
	here, there := net.Pipe()
	q.conns <- there
	t.Cleanup(func() { _ = here.Close() })
	return &client{t, here, bufio.NewReader(here)}
}

// expect reads one answer and compares its code.
func (c *client) expect(code string) string {
	c.t.Helper()
	for {
		line, err := c.r.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, code) {
			c.t.Fatalf("read %q, %v; want %s", line, err, code)
		}
		if line[3] == ' ' {
			return line
		}
	}
}

// do says a line and expects an answer.
func (c *client) do(line, code string) {
	c.t.Helper()
	c.say(line + "\r\n")
	c.expect(code)
}

func (c *client) say(what string) {
	c.t.Helper()
	if _, err := io.WriteString(c.conn, what); err != nil {
		c.t.Fatalf("%q: %v", what, err)
	}
}

func (c *client) gone() {
	c.t.Helper()
	if line, err := c.r.ReadString('\n'); !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrClosedPipe) {
		c.t.Fatalf("read %q, %v; want the end", line, err)
	}
}

func (c *client) upTo(command string) {
	c.t.Helper()
	c.expect("220")
	for _, step := range []struct{ line, code string }{{"EHLO client.test", "250"}, {"MAIL FROM:<c@client.test>", "250"}, {"RCPT TO:<ann@firm.test>", "250"}, {"DATA", "354"}} {
		c.do(step.line, step.code)
		if strings.HasPrefix(step.line, command) {
			return
		}
	}
}

func certificate(t testing.TB) *tls.Config {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	return &tls.Config{Certificates: s.TLS.Certificates}
}

func TestSTARTTLS(t *testing.T) {
	s := &shelf{}
	server := newServer(s)
	server.TLS = certificate(t)
	q := serve(t, server)
	c := pipe(t, q)
	c.upTo("RCPT")
	c.do("STARTTLS x", "501")
	// Whoever sits on the way puts a mail of his own behind the command. The
	// client does not know of it: nothing of it may be answered under TLS.
	c.say("STARTTLS\r\nEHLO evil.test\r\nMAIL FROM:<evil@evil.test>\r\nRCPT TO:<ann@firm.test>\r\nDATA\r\n")
	c.expect("220")
	secure := tls.Client(c.conn, &tls.Config{InsecureSkipVerify: true})
	c = &client{t, secure, bufio.NewReader(secure)}
	c.do("RCPT TO:<ann@firm.test>", "503") // all is forgotten, even the name
	c.do("MAIL FROM:<c@client.test>", "503")
	c.say("EHLO client.test\r\n")
	for line := ""; !strings.HasPrefix(line, "250 "); {
		if line, _ = c.r.ReadString('\n'); strings.Contains(line, "STARTTLS") {
			t.Error("it offers STARTTLS under TLS")
		}
	}
	c.do("DATA", "503")
	c.do("STARTTLS", "503")
	c.do("MAIL FROM:<c@client.test>", "250")
	c.do("RCPT TO:<ann@firm.test>", "250")
	c.do("DATA", "354")
	c.say(mail + end)
	c.expect("250")
	if len(s.mails) != 1 || s.mails[0].From != "c@client.test" || !strings.Contains(string(s.mails[0].Raw), "with ESMTPS;") {
		t.Errorf("%q", s.mails)
	}
}

func TestHandshakeThatFailsEndsTheConversation(t *testing.T) {
	server := newServer(&shelf{})
	server.TLS = certificate(t)
	c := pipe(t, serve(t, server))
	c.upTo("RCPT")
	c.do("STARTTLS", "220")
	go func() { _, _ = io.WriteString(c.conn, "DATA\r\nthis is no handshake at all\r\n") }()
	rest, _ := io.ReadAll(c.r)
	if bytes.Contains(rest, []byte("354")) {
		t.Errorf("it went on in the clear: %q", rest)
	}
}

func TestSlowClients(t *testing.T) {
	limits := Limits{Idle: time.Minute, Data: 5 * time.Minute, Session: time.Hour}
	drip := func(c *client, every time.Duration, n int) {
		for range n {
			time.Sleep(every)
			if _, err := io.WriteString(c.conn, "x"); err != nil {
				return
			}
		}
	}
	tests := []struct {
		name  string
		plays func(c *client)
	}{
		{"in time with a line", func(c *client) {
			c.expect("220")
			time.Sleep(time.Minute - time.Second)
			c.do("NOOP", "250")
			time.Sleep(time.Minute - time.Second)
			c.do("QUIT", "221")
		}},
		{"says nothing", func(c *client) { c.expect("220"); c.expect("421 4.4.2"); c.gone() }},
		{"says a line in drops", func(c *client) {
			c.expect("220")
			done := make(chan struct{})
			go func() { drip(c, 10*time.Second, 60); close(done) }()
			c.expect("421 4.4.2")
			c.gone()
			<-done
		}},
		{"in time with the data", func(c *client) {
			c.upTo("DATA")
			drip(c, time.Minute-time.Second, 5)
			c.say("\r\n.\r\n")
			c.expect("250")
		}},
		{"gives the data in drops", func(c *client) {
			c.upTo("DATA")
			done := make(chan struct{})
			go func() { drip(c, 10*time.Second, 60); close(done) }()
			c.expect("421 4.4.2")
			c.gone()
			<-done
		}},
		{"never reads", func(c *client) {
			time.Sleep(2 * time.Minute)
			if _, err := io.WriteString(c.conn, "NOOP\r\n"); err == nil {
				c.t.Error("the connection is still there")
			}
		}},
		{"stays for ever", func(c *client) {
			c.expect("220")
			for range 62 {
				c.do("RSET", "250")
				time.Sleep(59 * time.Second)
			}
			c.do("RSET", "421")
			c.gone()
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &shelf{}
				server := newServer(s)
				server.Limits = limits
				c := pipe(t, serve(t, server))
				tt.plays(c)
				_ = c.conn.Close()
				synctest.Wait()
				if strings.HasPrefix(tt.name, "in time with the data") != (len(s.mails) == 1) {
					t.Errorf("%d mails kept", len(s.mails))
				}
			})
		})
	}
}

func TestTakeHasItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newServer(&shelf{})
		server.Take = func(ctx context.Context, _ inbox.Arrived) error { <-ctx.Done(); return ctx.Err() }
		server.Limits = Limits{Idle: time.Second, Take: time.Minute}
		c := pipe(t, serve(t, server))
		c.upTo("DATA")
		began := time.Now()
		c.say(mail + end)
		c.expect("451")
		if took := time.Since(began); took != time.Minute {
			t.Errorf("the answer came after %s", took)
		}
	})
}

func TestConnectionsAreLimited(t *testing.T) {
	for _, tt := range []struct {
		name   string
		limits Limits
		from   [3]string
		want   string
	}{
		{"of one address", Limits{PerAddress: 2}, [3]string{"198.51.100.4:1", "198.51.100.4:2", "198.51.100.4:3"}, "421"},
		{"of two addresses", Limits{PerAddress: 2}, [3]string{"198.51.100.4:1", "198.51.100.4:2", "198.51.100.5:3"}, "220"},
		{"of one /64", Limits{PerAddress: 2}, [3]string{"[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3:4]:1"}, "421"},
		{"of two /64", Limits{PerAddress: 2}, [3]string{"[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8:0:1::1]:1"}, "220"},
		{"of an address in two forms", Limits{PerAddress: 2}, [3]string{"198.51.100.4:1", "[::ffff:198.51.100.4]:2", "198.51.100.4:3"}, "421"},
		{"of all", Limits{Connections: 2}, [3]string{"198.51.100.4:1", "198.51.100.5:1", "198.51.100.6:1"}, "421"},
		{"one less than all", Limits{Connections: 3}, [3]string{"198.51.100.4:1", "198.51.100.5:1", "198.51.100.6:1"}, "220"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := newServer(&shelf{})
			server.Limits = tt.limits
			q := serve(t, server)
			for i, from := range tt.from {
				here, there := net.Pipe()
				q.conns <- placed{there, place(from)}
				c := &client{t, here, bufio.NewReader(here)}
				if i < 2 {
					c.expect("220")
				} else {
					c.expect(tt.want)
				}
				defer func() { _ = here.Close() }()
			}
		})
	}
}

// placed is a connection from a place of one's choice.
type placed struct {
	net.Conn
	from place
}

func (c placed) RemoteAddr() net.Addr { return c.from }

func TestAPlaceIsFreeAgain(t *testing.T) {
	server := newServer(&shelf{})
	server.Limits = Limits{PerAddress: 1}
	q := serve(t, server)
	for range 3 {
		c := pipe(t, q)
		c.expect("220")
		c.do("QUIT", "221")
		c.gone()
		server.running.Wait()
	}
	if len(server.visitors) != 0 || len(server.sessions) != 0 {
		t.Errorf("visitors %v, sessions %v", server.visitors, server.sessions)
	}
}

func TestShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{}
		server := newServer(s)
		q := newQueue()
		served := make(chan error, 1)
		go func() { served <- server.Serve(q) }()
		waits, gives := pipe(t, q), pipe(t, q)
		waits.upTo("MAIL")
		gives.upTo("DATA")
		gives.say("half of it\r\n")
		stopped := make(chan error, 1)
		go func() { stopped <- server.Shutdown(context.Background()) }()
		waits.expect("421")
		waits.gone()
		gives.say("and the rest\r\n.\r\n")
		gives.expect("250")
		gives.expect("421")
		if err := errors.Join(<-stopped, <-served); err != nil {
			t.Error(err)
		}
		if len(s.mails) != 1 || !strings.HasSuffix(string(s.mails[0].Raw), "half of it\r\nand the rest\r\n") {
			t.Errorf("%q", s.mails)
		}
		if err := server.Serve(newQueue()); err != nil {
			t.Errorf("after Shutdown: %v", err)
		}
	})
}

func TestShutdownLosesPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{}
		server := newServer(s)
		q := newQueue()
		go func() { _ = server.Serve(q) }()
		c := pipe(t, q)
		c.upTo("DATA")
		c.say("half of it\r\n")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
		c.gone()
		if len(s.mails) != 0 {
			t.Errorf("%q", s.mails)
		}
	})
}

// Programs of other people, over a real network.
func TestForeignClients(t *testing.T) {
	s := &shelf{}
	server := newServer(s)
	server.TLS = certificate(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Shutdown(context.Background()) })
	body := mail + ".\r\n..\r\n"

	if err := netsmtp.SendMail(l.Addr().String(), nil, "c@client.test", []string{"bob@other.test"}, []byte(body)); err == nil {
		t.Error("net/smtp took a certificate of nobody")
	}
	c, err := gosmtp.DialStartTLS(l.Addr().String(), &tls.Config{InsecureSkipVerify: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.SendMail("c@client.test", []string{"ann@firm.test", "bob@other.test"}, strings.NewReader(body)); err != nil {
		t.Fatal(err)
	}
	if err := c.SendMail("c@client.test", []string{"nobody@firm.test"}, strings.NewReader(body)); err == nil || !strings.Contains(err.Error(), "No such mailbox") {
		t.Errorf("to nobody: %v", err)
	}
	if err := c.Quit(); err != nil {
		t.Error(err)
	}
	if len(s.mails) != 2 || !strings.HasSuffix(string(s.mails[1].Raw), "+0000\r\n"+body) || !strings.Contains(string(s.mails[0].Raw), "([127.0.0.1])") {
		t.Errorf("%q", s.mails)
	}
}

// tired is a listener that fails a few times before it goes on.
type tired struct {
	*queue
	fails int
}

func (l *tired) Accept() (net.Conn, error) {
	if l.fails--; l.fails >= 0 {
		return nil, errors.New("too many open files")
	}
	return l.queue.Accept()
}

func TestServeGoesOnAfterATroubledAccept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := newServer(&shelf{})
		l := &tired{newQueue(), 15}
		served := make(chan error, 1)
		began := time.Now()
		go func() { served <- server.Serve(l) }()
		pipe(t, l.queue).expect("220")
		if took := time.Since(began); took < time.Second || took > 10*time.Second {
			t.Errorf("it went on after %s", took)
		}
		if err := errors.Join(server.Shutdown(t.Context()), <-served); err != nil {
			t.Error(err)
		}
	})
}

func TestServeSaysThatItsListenerIsGone(t *testing.T) {
	server := newServer(&shelf{})
	q := newQueue()
	_ = q.Close()
	if err := server.Serve(q); !errors.Is(err, net.ErrClosed) {
		t.Errorf("%v", err)
	}
	server.Addr = "nowhere:nothing"
	if err := server.ListenAndServe(); err == nil {
		t.Error("it listens nowhere")
	}
	if err := server.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	server.Addr = "127.0.0.1:0"
	if err := server.ListenAndServe(); err != nil {
		t.Errorf("after Shutdown: %v", err)
	}
}

// Clients that are turned away and do not read that may not pile up either.
func TestRefusalsDoNotPileUp(t *testing.T) {
	server := newServer(&shelf{})
	server.Limits = Limits{Connections: 2}
	q := serve(t, server)
	for range 4 {
		here, there := net.Pipe()
		q.conns <- there
		defer func() { _ = here.Close() }()
	}
	pipe(t, q).gone()
}

// Package smtp is a mail server that keeps what it is given and misbehaves on
// request: the other end of every mail test, and the mail catcher of "kept try".
//
// A [Sink] listens on loopback and speaks SMTP, with STARTTLS or implicit TLS
// under a certificate made in memory, and with AUTH when it has a user. It
// keeps the newest mails, each with its envelope, its bytes and its moment.
// A [Rule] makes it refuse, drop, hang or greylist, for some recipients or for
// the next few times; [Sink.Down] takes it off the network.
//
// The DATA command itself is always answered with 354: what a rule says at
// [AtData] is the answer to the final dot, as with the servers that scan a
// mail before they take it.
package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/url"
	"slices"
	"sync"
	"time"

	gosmtp "github.com/emersion/go-smtp"
)

// Security says how a sink's connections are protected.
type Security string

// The ways to protect a connection.
const (
	Plain    Security = ""         // no TLS at all
	StartTLS Security = "starttls" // TLS is offered after EHLO
	Implicit Security = "implicit" // TLS from the first byte
)

// Limits that hold when [Options] name no others.
const (
	DefaultKeep    = 1000             // mails
	DefaultMaxSize = 25 * 1024 * 1024 // bytes of one mail
)

// Options say what sink to start. Only Now is needed.
type Options struct {
	Address  string           // host:port; "" is a free port on 127.0.0.1
	Now      func() time.Time // the moment that an arriving mail gets
	Security Security
	User     string   // with a User, AUTH is offered and demanded
	Password string   // what AUTH must bring
	Auth     []string // mechanisms offered, of PLAIN and LOGIN; nil is both
	Keep     int      // how many mails are kept, the newest; 0 is DefaultKeep
	MaxSize  int64    // the size announced and held to, in bytes; 0 is DefaultMaxSize
}

// Sink is a running server. Its methods may be called from several goroutines.
type Sink struct {
	options Options
	server  *gosmtp.Server
	address string
	tls     *tls.Config
	roots   *x509.CertPool

	mu          sync.Mutex
	arrived     *sync.Cond
	mails       []Mail // oldest first, at most options.Keep
	total       int    // mails since the start or the last Clear
	serial      int    // the last mail's ID
	opened      int    // connections since the start
	rules       []*Rule
	greylisted  map[string]bool
	maxOpen     int
	maxSize     int64
	connections map[net.Conn]struct{}
	listener    net.Listener
	serving     sync.WaitGroup
	closed      bool
}

// Start begins to listen. The caller closes the sink.
func Start(o Options) (*Sink, error) {
	if o.Now == nil {
		return nil, errors.New("a mail sink needs a clock")
	}
	if o.Address == "" {
		o.Address = "127.0.0.1:0"
	}
	if o.Keep <= 0 {
		o.Keep = DefaultKeep
	}
	if o.MaxSize <= 0 {
		o.MaxSize = DefaultMaxSize
	}
	if o.Auth == nil {
		o.Auth = []string{"PLAIN", "LOGIN"}
	}
	s := &Sink{options: o, greylisted: map[string]bool{}, maxSize: o.MaxSize, connections: map[net.Conn]struct{}{}}
	s.arrived = sync.NewCond(&s.mu)
	if o.Security != Plain {
		cert, roots, err := selfSigned()
		if err != nil {
			return nil, fmt.Errorf("make the sink's certificate: %w", err)
		}
		s.roots = roots
		s.tls = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	}
	s.server = s.newServer()
	l, err := net.Listen("tcp", o.Address)
	if err != nil {
		return nil, fmt.Errorf("listen for mail: %w", err)
	}
	s.address = l.Addr().String()
	s.serve(l)
	return s, nil
}

func (s *Sink) newServer() *gosmtp.Server {
	server := gosmtp.NewServer(gosmtp.BackendFunc(func(c *gosmtp.Conn) (gosmtp.Session, error) {
		return &session{sink: s, conn: c}, nil
	}))
	server.Domain = "sink.kept.test"
	server.MaxMessageBytes = s.options.MaxSize
	server.AllowInsecureAuth = true
	server.EnableSMTPUTF8 = true
	server.ErrorLog = log.New(io.Discard, "", 0)
	if s.options.Security == StartTLS {
		server.TLSConfig = s.tls
	}
	return server
}

// serve takes connections from l until it is closed.
func (s *Sink) serve(l net.Listener) {
	g := &gate{Listener: l, sink: s}
	s.mu.Lock()
	s.listener = g
	s.mu.Unlock()
	var outer net.Listener = g
	if s.options.Security == Implicit {
		outer = tls.NewListener(g, s.tls)
	}
	s.serving.Go(func() { _ = s.server.Serve(outer) })
}

// Close stops listening and drops every connection.
func (s *Sink) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.Down()
	err := s.server.Close()
	s.serving.Wait()
	// Down has closed the listener already; closing it twice is no fault.
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Down takes the server off the network: open connections drop and new ones
// are refused, until [Sink.Up].
func (s *Sink) Down() {
	s.mu.Lock()
	l := s.listener
	s.listener = nil
	open := make([]net.Conn, 0, len(s.connections))
	for c := range s.connections {
		open = append(open, c)
	}
	s.mu.Unlock()
	if l != nil {
		_ = l.Close()
	}
	for _, c := range open {
		_ = c.Close()
	}
}

// Up listens again, on the same port, after [Sink.Down].
func (s *Sink) Up() error {
	s.mu.Lock()
	up, closed := s.listener != nil, s.closed
	s.mu.Unlock()
	if closed {
		return errors.New("the mail sink is closed")
	}
	if up {
		return nil
	}
	l, err := net.Listen("tcp", s.address)
	if err != nil {
		return fmt.Errorf("listen for mail again: %w", err)
	}
	s.serve(l)
	return nil
}

// Address is where the sink listens, as host:port.
func (s *Sink) Address() string { return s.address }

// URL is the sink in the form of KEPT_SMTP, with its user and password.
func (s *Sink) URL() string {
	u := url.URL{Scheme: "smtp", Host: s.address}
	switch s.options.Security {
	case Implicit:
		u.Scheme = "smtps"
	case StartTLS:
		u.RawQuery = "tls=required"
	case Plain:
		u.RawQuery = "tls=off"
	}
	if s.options.User != "" {
		u.User = url.UserPassword(s.options.User, s.options.Password)
	}
	return u.String()
}

// Roots is what a client needs in order to believe the sink's certificate,
// which names 127.0.0.1, ::1, localhost and mail.kept.test; nil without TLS.
func (s *Sink) Roots() *x509.CertPool { return s.roots }

// Mails gives the kept mails, oldest first.
func (s *Sink) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.mails)
}

// Mail gives the kept mail with this ID.
func (s *Sink) Mail(id int) (Mail, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.mails {
		if m.ID == id {
			return m, true
		}
	}
	return Mail{}, false
}

// Total counts the mails taken since the start or the last [Sink.Clear],
// those included that are no longer kept.
func (s *Sink) Total() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total
}

// Connections counts the connections opened since the start, those included
// that were turned away.
func (s *Sink) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opened
}

// Wait blocks until n mails have been taken since the start or the last
// [Sink.Clear], then gives those that are kept; or until ctx is done.
func (s *Sink) Wait(ctx context.Context, n int) ([]Mail, error) {
	stop := context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.arrived.Broadcast()
	})
	defer stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.total < n {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("%d of %d mails arrived: %w", s.total, n, ctx.Err())
		}
		s.arrived.Wait()
	}
	return slices.Clone(s.mails), nil
}

// Clear forgets the kept mails and counts from nought again. IDs go on.
func (s *Sink) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mails, s.total = nil, 0
}

// take keeps m and gives its ID.
func (s *Sink) take(m Mail) int {
	m.At = s.options.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.serial++
	s.total++
	m.ID = s.serial
	s.mails = append(s.mails, m)
	if len(s.mails) > s.options.Keep {
		s.mails[0] = Mail{} // lets its bytes go
		s.mails = s.mails[1:]
	}
	s.arrived.Broadcast()
	return m.ID
}

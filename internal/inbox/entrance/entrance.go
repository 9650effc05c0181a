// Package entrance is Kept's own door for mail: an SMTP server that takes mail
// for the mailboxes it knows and for nobody else.
//
// A client reads 250 after its data only when the mail is kept: [inbox.Taker]
// returned nil, once for each mailbox among the recipients. Whatever is cut off,
// too large or not plain is answered with a refusal and forgotten.
//
// # Conventions
//
//   - Only CRLF . CRLF ends a mail. A carriage return or a line feed on its own
//     ("SMTP smuggling") and NUL refuse it.
//   - There is no AUTH, no relaying and no CHUNKING: data comes by DATA.
//   - No deadline reads the clock: a timer hangs up.
//   - The conversation is our own: decision 13 says why.
package entrance

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"kept/internal/inbox"
	"kept/internal/inbox/letter"
	"kept/internal/inbox/origin"
)

// Server is the entrance. Domain, Take, Knows and Now are needed.
type Server struct {
	Addr   string      // where ListenAndServe listens
	Domain string      // the name by which it greets, and the domain of <Postmaster>
	TLS    *tls.Config // nil = no STARTTLS
	Take   inbox.Taker
	// Knows gives the mailbox to which mail for an address goes. It is asked for
	// the address as given and then, when that is not known, for the address
	// without its "+detail".
	Knows func(ctx context.Context, address string) (mailbox string, ok bool, err error)
	// Resolve lets the entrance look where a mail comes from; nil = nobody does.
	// Behind a relay of one's own it has to be nil: all mail comes from there.
	// What the relay found can be read of the mail ([origin.FromServer]).
	Resolve origin.Resolver
	Limits  Limits
	Log     *slog.Logger     // nil = says nothing
	Now     func() time.Time // for what is written into mails, not for deadlines

	held atomic.Int64 // bytes of mails being given

	mu       sync.Mutex
	ctx      context.Context // of what mails are waiting for; ends when Shutdown runs out of patience
	cancel   context.CancelFunc
	closing  bool
	doors    map[net.Listener]bool
	sessions map[*session]bool
	visitors map[netip.Prefix]int
	running  sync.WaitGroup
}

// Limits are what one client, or all of them, may ask of the entrance. A zero
// is the value of [DefaultLimits].
type Limits struct {
	Bytes       int           // of one mail
	Held        int           // bytes of all mails that are being given at one time
	Recipients  int           // of one mail; further ones are to come with another
	Connections int           // at one time
	PerAddress  int           // connections at one time from one IPv4 address or one IPv6 /64
	Commands    int           // without a mail
	Errors      int           // of one connection; the last one ends it
	Idle        time.Duration // for one line, and for one answer to be read
	Data        time.Duration // for the whole of a mail
	Session     time.Duration // of a connection; checked between commands
	Take        time.Duration // for keeping a mail
}

// maxTrace is more than what the entrance writes above a mail.
const maxTrace = 2 << 10

// DefaultLimits are generous to the mail servers of this world, which wait for
// minutes and send a hundred recipients.
func DefaultLimits() Limits {
	return Limits{
		Bytes:       letter.MaxBytes - maxTrace,
		Held:        256 << 20,
		Recipients:  100,
		Connections: 200,
		PerAddress:  50, // as Postfix gives one client
		Commands:    400,
		Errors:      10,
		Idle:        5 * time.Minute,
		Data:        15 * time.Minute,
		Session:     time.Hour,
		Take:        2 * time.Minute,
	}
}

// or fills in what is zero.
func (l Limits) or(d Limits) Limits {
	for _, f := range []struct{ mine, other *int }{
		{&l.Bytes, &d.Bytes}, {&l.Held, &d.Held}, {&l.Recipients, &d.Recipients}, {&l.Connections, &d.Connections},
		{&l.PerAddress, &d.PerAddress}, {&l.Commands, &d.Commands}, {&l.Errors, &d.Errors},
	} {
		if *f.mine == 0 {
			*f.mine = *f.other
		}
	}
	for _, f := range []struct{ mine, other *time.Duration }{
		{&l.Idle, &d.Idle}, {&l.Data, &d.Data}, {&l.Session, &d.Session}, {&l.Take, &d.Take},
	} {
		if *f.mine == 0 {
			*f.mine = *f.other
		}
	}
	return l
}

// ListenAndServe listens on Addr and serves there.
func (s *Server) ListenAndServe() error {
	l, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return err
	}
	return s.Serve(l)
}

// Serve answers the clients of a listener until Shutdown, and then returns nil.
// It closes the listener.
func (s *Server) Serve(l net.Listener) error {
	defer func() { _ = l.Close() }()
	if !s.open(l) {
		return nil
	}
	defer s.shut(l)
	const longest = time.Second
	for wait := time.Millisecond; ; {
		conn, err := l.Accept()
		switch {
		case err == nil:
			wait = time.Millisecond
			s.welcome(conn)
			continue
		case s.ending():
			return nil
		case errors.Is(err, net.ErrClosed):
			return err
		}
		// Most likely no file is left to open: that passes.
		s.log().Warn("The SMTP entrance could not take a connection.", "error", err)
		<-time.After(wait)
		wait = min(2*wait, longest)
	}
}

func (s *Server) open(l net.Listener) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return false
	}
	if s.ctx == nil {
		s.ctx, s.cancel = context.WithCancel(context.Background())
		s.doors, s.sessions, s.visitors = map[net.Listener]bool{}, map[*session]bool{}, map[netip.Prefix]int{}
	}
	s.doors[l] = true
	return true
}

func (s *Server) shut(l net.Listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.doors, l)
}

func (s *Server) ending() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.closing
}

// welcome starts a session, or turns the client away when there are too many.
func (s *Server) welcome(conn net.Conn) {
	limits := s.Limits.or(DefaultLimits())
	ip := address(conn)
	from := network(ip)
	c := newSession(s, conn, limits)
	c.ip = ip
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		_ = conn.Close()
		return
	}
	full := len(s.sessions) >= limits.Connections || s.visitors[from] >= limits.PerAddress
	if full && len(s.sessions) >= 2*limits.Connections {
		_ = conn.Close() // not even the refusals may pile up
		return
	}
	s.sessions[c] = true
	s.visitors[from]++
	s.running.Go(func() {
		defer s.leave(c, from)
		c.serve(full)
	})
}

func (s *Server) leave(c *session, from netip.Prefix) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, c)
	if s.visitors[from]--; s.visitors[from] == 0 {
		delete(s.visitors, from)
	}
}

// Shutdown takes no more connections, lets those finish that are giving a mail
// and sends the others away. When ctx ends first, it hangs up on all of them; a
// mail that was not kept by then got no 250.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closing = true
	for l := range s.doors {
		_ = l.Close()
	}
	for c := range s.sessions {
		c.wake()
	}
	s.mu.Unlock()

	gone := make(chan struct{})
	go func() {
		s.running.Wait()
		close(gone)
	}()
	select {
	case <-gone:
		s.abandon()
		return nil
	case <-ctx.Done():
		s.abandon()
		<-gone
		return ctx.Err()
	}
}

// abandon ends what is still under way.
func (s *Server) abandon() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cancel != nil {
		s.cancel()
	}
	for c := range s.sessions {
		_ = c.conn.Close()
	}
}

func (s *Server) log() *slog.Logger {
	if s.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return s.Log
}

// address is the client's; invalid when it came by something without addresses.
func address(conn net.Conn) netip.Addr {
	if a, err := netip.ParseAddrPort(conn.RemoteAddr().String()); err == nil {
		return a.Addr().Unmap().WithZone("")
	}
	return netip.Addr{}
}

// network is what is taken for one client: whoever has an IPv6 address has a
// whole /64 of them.
func network(ip netip.Addr) netip.Prefix {
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits)
	return p
}

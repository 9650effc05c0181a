package post

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
	"golang.org/x/net/idna"
)

// Limits of a line.
const (
	maxReply   = 256 * 1024      // bytes a server may say in one stage; a TLS handshake fits
	quitPeriod = 2 * time.Second // how long a goodbye may take
	textBuffer = 4096            // what net/textproto buffers before it writes
)

// line is one open conversation with a server: connected, secured,
// authenticated, ready for MAIL FROM.
//
// It stands on go-mail's smtp.Client and not on go-mail's own Client, which
// ties a connection to a message it builds itself, and reports a connection
// lost after the final dot as a plain error like one lost before it. With the
// lower one each command is ours, so the stage is known, and closing the DATA
// writer is the one call in which a lost answer leaves the mail unsure.
type line struct {
	client   *smtp.Client
	conn     *bounded
	timeouts Timeouts
	dirty    bool // a mail was begun and not ended: RSET first
}

// dial opens a line, or gives the answer that says why not.
func dial(ctx context.Context, s Server, o Options) (*line, Answer) {
	until, cancel := context.WithTimeout(ctx, o.Timeouts.Connect)
	defer cancel()
	raw, err := o.Dial(until, "tcp", s.Address())
	if err != nil {
		return nil, failed(StageConnect, err)
	}
	l := &line{conn: &bounded{Conn: raw}, timeouts: o.Timeouts}
	stop := l.endWith(ctx)
	at, err := l.open(ctx, until, s, o)
	if !stop() && err == nil {
		at, err = StageConnect, ctx.Err()
	}
	if err != nil {
		l.drop()
		return nil, failed(at, err)
	}
	return l, Answer{}
}

// open goes through greeting, EHLO, TLS and authentication, and tells at which
// stage it stopped. until bounds the greeting and EHLO.
func (l *line) open(ctx, until context.Context, s Server, o Options) (at Stage, err error) {
	var conn net.Conn = l.conn
	if s.Implicit {
		secure := tls.Client(l.conn, tlsConfig(s, o))
		shake, cancel := context.WithTimeout(ctx, o.Timeouts.TLS)
		defer cancel()
		l.conn.refill()
		if err := secure.HandshakeContext(shake); err != nil {
			return StageTLS, err
		}
		conn = secure
	}
	l.conn.refill()
	if deadline, ok := until.Deadline(); ok {
		if err := l.conn.SetDeadline(deadline); err != nil {
			return StageConnect, err
		}
	}
	if l.client, err = smtp.NewClient(conn, s.Host); err != nil {
		return StageConnect, err
	}
	if err := l.client.Hello(o.Helo); err != nil {
		return StageConnect, err
	}
	if err := l.startTLS(ctx, s, o); err != nil {
		return StageTLS, err
	}
	return StageAuth, l.authenticate(ctx, s)
}

// startTLS secures the line as the server's settings ask.
func (l *line) startTLS(ctx context.Context, s Server, o Options) error {
	offered, _ := l.client.Extension("STARTTLS")
	switch {
	case s.Implicit, s.TLS == TLSOff, s.TLS == TLSOpportunistic && !offered:
		return nil
	case !offered:
		return errors.New("the server offers no STARTTLS, and TLS is required")
	}
	if err := l.allow(ctx, l.timeouts.TLS); err != nil {
		return err
	}
	return l.client.StartTLS(tlsConfig(s, o))
}

func tlsConfig(s Server, o Options) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if o.TLS != nil {
		c = o.TLS.Clone()
	}
	if c.ServerName == "" {
		c.ServerName = s.Host
	}
	// Opportunistic TLS would do without TLS altogether, so that an unknown
	// certificate is still better than none (RFC 7435); see also Server.checked.
	c.InsecureSkipVerify = c.InsecureSkipVerify || !s.checked()
	return c
}

// authenticate gives user and password, by PLAIN or else LOGIN.
func (l *line) authenticate(ctx context.Context, s Server) error {
	if s.User == "" {
		return nil
	}
	_, offered := l.client.Extension("AUTH")
	offers := strings.Fields(strings.ToUpper(offered))
	// go-mail would withhold the password on a line without TLS; ParseServer
	// has settled that such a line was asked for by name or is on loopback.
	var auth smtp.Auth
	switch {
	case slices.Contains(offers, "PLAIN"):
		auth = smtp.PlainAuth("", s.User, s.password(), s.Host, true)
	case slices.Contains(offers, "LOGIN"):
		auth = smtp.LoginAuth(s.User, s.password(), s.Host, true)
	default:
		return fmt.Errorf("the server offers %q for authentication; PLAIN or LOGIN is needed", offered)
	}
	if err := l.allow(ctx, l.timeouts.Auth); err != nil {
		return err
	}
	return l.client.Auth(auth)
}

// allow gives the stage that follows its time and its share of bytes.
func (l *line) allow(ctx context.Context, d time.Duration) error {
	l.conn.refill()
	if err := l.client.UpdateDeadline(d); err != nil {
		return err
	}
	// After the deadline, not before it: an end of ctx that comes in between
	// would otherwise be overwritten (see endWith).
	return ctx.Err()
}

// endWith makes the end of ctx the end of whatever the line is waiting for.
// The returned function undoes it, and tells whether ctx had not ended.
func (l *line) endWith(ctx context.Context) (stop func() bool) {
	return context.AfterFunc(ctx, func() { _ = l.conn.SetDeadline(time.Unix(1, 0)) })
}

// send hands one mail over. The error is what broke the line, if something did.
func (l *line) send(ctx context.Context, e Envelope) (Answer, error) {
	stop := l.endWith(ctx)
	defer stop()
	at, err := l.begin(ctx, e)
	if err != nil {
		return broken(at, err)
	}
	body, at, err := l.write(ctx, e.Message)
	if err != nil {
		return broken(at, err)
	}
	if err := l.allow(ctx, l.timeouts.AfterData); err != nil {
		return broken(StageData, err)
	}
	// From here on the server may have the whole mail.
	if err := body.Close(); err != nil {
		l.dirty = false
		return broken(StageAfterData, err)
	}
	// RFC 5321, 4.1.1.4: the end of the message clears the server's buffers, so
	// that RSET is only needed after a mail that did not get this far.
	l.dirty = false
	text := ""
	if d, ok := body.(*smtp.DataCloser); ok {
		text = d.ServerResponse()
	}
	return said(StageAfterData, 250, text), nil
}

// begin says RSET when it must, MAIL FROM and RCPT TO.
func (l *line) begin(ctx context.Context, e Envelope) (at Stage, err error) {
	if l.dirty {
		if err := l.allow(ctx, l.timeouts.Command); err != nil {
			return StageFrom, err
		}
		if err := l.client.Reset(); err != nil {
			return StageFrom, err
		}
	}
	if err := l.allow(ctx, l.timeouts.Command); err != nil {
		return StageFrom, err
	}
	// SMTPUTF8 (RFC 6531) only where an address needs it: with it, servers on
	// the way that lack it would refuse the mail.
	from, to := asciiDomain(e.From), asciiDomain(e.To)
	plain := ascii(from) && ascii(to)
	if able, _ := l.client.Extension("SMTPUTF8"); !plain && !able {
		return StageFrom, errNoUTF8
	}
	l.client.SkipSMTPUTF8(plain)
	l.dirty = true
	if err := l.client.Mail("<" + from + ">"); err != nil {
		return StageFrom, err
	}
	if err := l.allow(ctx, l.timeouts.Command); err != nil {
		return StageRcpt, err
	}
	return StageRcpt, l.client.Rcpt("<" + to + ">")
}

// write says DATA and the message without its final dot.
func (l *line) write(ctx context.Context, message []byte) (body io.WriteCloser, at Stage, err error) {
	if err := l.allow(ctx, l.timeouts.Command); err != nil {
		return nil, StageData, err
	}
	if body, err = l.client.Data(); err != nil {
		return nil, StageData, err
	}
	if err := l.allow(ctx, l.timeouts.Data); err != nil {
		return nil, StageData, err
	}
	if _, err := body.Write(message); err != nil {
		return nil, StageData, err
	}
	// A message larger than the buffer is partly on its way: push the rest, so
	// that a line which dies here is not taken for one that died after the dot.
	if len(message) > textBuffer {
		if err := l.client.Text.W.Flush(); err != nil {
			return nil, StageData, err
		}
	}
	return body, StageAfterData, nil
}

// broken makes the answer out of what went wrong, and tells whether it broke
// the line: a server's plain no (4xx, 5xx) does not.
func broken(at Stage, err error) (Answer, error) {
	if errors.Is(err, errNoUTF8) {
		return Answer{Outcome: Refused, Stage: at, Text: err.Error()}, nil
	}
	a := failed(at, err)
	if a.Code >= 400 && a.Code < 600 {
		return a, nil
	}
	return a, err
}

// errNoUTF8 is our own no, before anything is said about the mail.
var errNoUTF8 = errors.New("the mail server takes no addresses with letters beyond ASCII before the @")

// asciiDomain writes a domain such as müller.de in its ASCII form (RFC 5891),
// which every server takes. A domain without one stays as it is.
func asciiDomain(address string) string {
	at := strings.LastIndexByte(address, '@')
	if ascii(address[at+1:]) {
		return address
	}
	domain, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil {
		return address
	}
	return address[:at+1] + domain
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7f })
}

// quit says goodbye and closes the line, within quitPeriod.
func (l *line) quit() {
	if l.allow(context.Background(), quitPeriod) == nil {
		_ = l.client.Quit()
	}
	l.drop()
}

// drop closes the line without a word.
func (l *line) drop() { _ = l.conn.Close() }

// bounded is a connection that gives up on a server which never stops talking.
type bounded struct {
	net.Conn
	left int
}

func (b *bounded) refill() { b.left = maxReply }

// Read reads until the share of this stage is used up.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("the server said more than %d bytes at once", maxReply)
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

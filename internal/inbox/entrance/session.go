package entrance

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	maxLine    = 2 << 10  // of a command; RFC 5321 asks for 512 and more with each extension
	bufferSize = 16 << 10 // of what is read; longer than any command
	farewell   = 5 * time.Second
)

var (
	errTooLong = errors.New("the line is too long")
	errNotCRLF = errors.New("the line does not end with CR LF, or holds control characters")
	long       = time.Unix(1, 0) // a deadline that is over
)

// session is the conversation with one client.
type session struct {
	server *Server
	limits Limits
	conn   net.Conn // as accepted; under TLS the layer below
	ip     netip.Addr
	r      *bufio.Reader
	w      *bufio.Writer

	hangUp *time.Timer // see allow
	old    atomic.Bool // it has lasted long enough

	waiting sync.Mutex
	idle    bool // for the next command; guarded by waiting
	woken   bool // by Shutdown; guarded by waiting

	helo             string
	extended, secure bool
	commands, errors int
	mail             envelope
}

func newSession(s *Server, conn net.Conn, limits Limits) *session {
	return &session{server: s, limits: limits, conn: conn, r: bufio.NewReaderSize(conn, bufferSize), w: bufio.NewWriter(conn)}
}

// serve talks until one of both ends it.
func (c *session) serve(full bool) {
	defer func() { _ = c.conn.Close() }()
	c.hangUp = time.AfterFunc(c.limits.Idle, func() { _ = c.conn.SetDeadline(long) })
	defer c.hangUp.Stop()
	if full {
		c.say(421, "4.7.0", "Too many connections. Try again later")
		c.part()
		return
	}
	ageing := time.AfterFunc(c.limits.Session, func() { c.old.Store(true) })
	defer ageing.Stop()
	defer func() {
		if p := recover(); p != nil {
			c.server.log().Error("A conversation at the SMTP entrance broke.", "panic", p, "stack", string(debug.Stack()))
			c.say(421, "4.3.0", "Something broke here. Try again later")
			c.part()
		}
	}()
	c.say(220, "", c.server.Domain+" ESMTP Kept")
	for c.step() {
	}
	c.part()
}

// step reads and answers one command; false ends the conversation.
func (c *session) step() bool {
	line, err := c.command()
	switch {
	case c.server.ending():
		c.say(421, "4.3.2", "Closing. Try again later")
		return false
	case errors.Is(err, errTooLong):
		c.say(500, "5.5.2", "Line too long")
		return false
	case errors.Is(err, errNotCRLF):
		return c.refuse(500, "5.5.2", "Lines end with CR LF and hold no control characters")
	case timedOut(err):
		c.say(421, "4.4.2", "Too slow")
		return false
	case err != nil:
		return false
	}
	if c.commands++; c.commands > c.limits.Commands || c.old.Load() {
		c.say(421, "4.7.0", "That is enough for one connection")
		return false
	}
	verb, argument, _ := strings.Cut(line, " ")
	return c.obey(strings.ToUpper(verb), strings.TrimSpace(argument))
}

func (c *session) obey(verb, argument string) bool {
	switch verb {
	case "HELO", "EHLO":
		return c.greet(verb == "EHLO", argument)
	case "MAIL":
		return c.from(argument)
	case "RCPT":
		return c.to(argument)
	case "DATA":
		return c.data(argument)
	case "RSET":
		c.mail = envelope{}
		return c.say(250, "2.0.0", "Forgotten")
	case "NOOP":
		return c.say(250, "2.0.0", "Here")
	case "QUIT":
		c.say(221, "2.0.0", "Goodbye")
		return false
	case "STARTTLS":
		return c.startTLS(argument)
	case "VRFY":
		return c.say(252, "2.5.2", "Send a mail and see")
	case "AUTH", "EXPN", "HELP", "ETRN", "TURN":
		return c.refuse(502, "5.5.1", "Not offered here")
	case "BDAT", "GET", "POST", "PUT", "HEAD", "OPTIONS", "CONNECT":
		// What follows is the body of somebody else's request, not commands.
		c.say(502, "5.5.1", "Not offered here")
		return false
	default:
		return c.refuse(500, "5.5.1", "What is that?")
	}
}

func (c *session) greet(extended bool, name string) bool {
	if !isHost(name) {
		return c.refuse(501, "5.5.4", "Name yourself: a domain, or an address in brackets")
	}
	c.helo, c.extended, c.mail = name, extended, envelope{}
	if !extended {
		return c.say(250, "", c.server.Domain)
	}
	lines := []string{c.server.Domain, "PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", fmt.Sprintf("SIZE %d", c.limits.Bytes)}
	if c.server.TLS != nil && !c.secure {
		lines = append(lines, "STARTTLS")
	}
	for _, line := range lines[:len(lines)-1] {
		_, _ = c.w.WriteString("250-" + line + "\r\n")
	}
	return c.say(250, "", lines[len(lines)-1])
}

// startTLS goes on under TLS, and forgets all that was said before: anybody on
// the way may have said it.
func (c *session) startTLS(argument string) bool {
	switch {
	case c.server.TLS == nil:
		return c.refuse(502, "5.5.1", "Not offered here")
	case c.secure:
		return c.refuse(503, "5.5.1", "We are under TLS already")
	case argument != "":
		return c.refuse(501, "5.5.4", "STARTTLS stands alone")
	}
	c.say(220, "2.0.0", "Go ahead")
	if c.flush() != nil {
		return false
	}
	secure := tls.Server(c.conn, c.server.TLS)
	c.allow(c.limits.Idle)
	if err := secure.Handshake(); err != nil {
		return false
	}
	c.r.Reset(secure) // what was sent in the clear behind the command is gone
	c.w.Reset(secure)
	c.secure, c.helo, c.extended, c.mail = true, "", false, envelope{}
	return true
}

// command reads a line, first sending off the answers when the client waits for
// them.
func (c *session) command() (string, error) {
	buffered, _ := c.r.Peek(c.r.Buffered())
	if bytes.IndexByte(buffered, '\n') < 0 {
		if err := c.flush(); err != nil {
			return "", err
		}
	}
	if !c.rest() {
		return "", errors.New("closing")
	}
	c.allow(c.limits.Idle)
	line, err := c.r.ReadSlice('\n')
	c.rise()
	switch {
	case errors.Is(err, bufio.ErrBufferFull) || len(line) > maxLine:
		return "", errTooLong
	case err != nil:
		return "", err
	}
	text, ok := bytes.CutSuffix(line, []byte("\r\n"))
	if !ok || bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		return "", errNotCRLF
	}
	return string(text), nil
}

// rest says that the session waits for a command; false when it need not.
func (c *session) rest() bool {
	c.waiting.Lock()
	defer c.waiting.Unlock()
	c.idle = true
	return !c.woken
}

func (c *session) rise() {
	c.waiting.Lock()
	defer c.waiting.Unlock()
	c.idle = false
}

// wake ends the waiting for a command; what is done otherwise goes on.
func (c *session) wake() {
	c.waiting.Lock()
	defer c.waiting.Unlock()
	c.woken = true
	if c.idle {
		_ = c.conn.SetReadDeadline(long)
	}
}

// allow gives the client so long for what comes next, then hangs up.
func (c *session) allow(d time.Duration) { c.hangUp.Reset(d) }

// say answers; the text is ours and plain. It is true, for those who go on.
func (c *session) say(code int, status, text string) bool {
	if status != "" {
		text = status + " " + text
	}
	_, _ = fmt.Fprintf(c.w, "%d %s\r\n", code, text)
	return true
}

// refuse answers what was wrong, and ends the conversation when that is too
// much of it.
func (c *session) refuse(code int, status, text string) bool {
	c.say(code, status, text)
	if c.errors++; c.errors < c.limits.Errors {
		return true
	}
	c.say(421, "4.7.0", "Too many errors")
	return false
}

func (c *session) flush() error {
	c.allow(c.limits.Idle)
	return c.w.Flush()
}

// part sends off the last answers.
func (c *session) part() {
	c.hangUp.Stop()
	_ = c.conn.SetDeadline(time.Time{})
	c.allow(farewell)
	_ = c.w.Flush()
}

func timedOut(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// Package post is how mail leaves: what a notice becomes, and how it is handed
// to a mail server.
//
// The hand-over is [Transport.Send]: one mail, one recipient, one [Answer]. The
// answer keeps apart what the product must never confuse: the server has it
// (Accepted), it has not and may be asked again (TryLater), it will not
// (Refused), and nobody can know (Unsure), which is when the connection was
// lost after the final dot. An unsure mail may have arrived, so it is only ever
// sent again under the same Message-ID, by a decision that others make.
package post

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"time"
)

// Limits and defaults of a [Transport].
const (
	DefaultConnections = 4
	MaxConnections     = 64
	DefaultIdle        = 30 * time.Second // servers hang up on idle clients after one to five minutes
	maxAddress         = 254              // bytes of an address (RFC 5321, 4.5.3.1.3, less the brackets)
)

// Timeouts bound each stage. A zero field is its default.
type Timeouts struct {
	Connect time.Duration // dialling, greeting and EHLO together: 20 s
	TLS     time.Duration // the handshake: 20 s
	Auth    time.Duration // 20 s
	Command time.Duration // MAIL FROM, RCPT TO, DATA, RSET, each: 1 min
	Data    time.Duration // the message up to its final dot: 3 min

	// AfterData is the wait for the answer to the final dot: 5 min. Giving up
	// makes the mail unsure, so it is long (RFC 5321, 4.5.3.2.6, asks for 10).
	AfterData time.Duration
}

func (t Timeouts) orDefaults() Timeouts {
	for _, f := range []struct {
		d        *time.Duration
		fallback time.Duration
	}{
		{&t.Connect, 20 * time.Second},
		{&t.TLS, 20 * time.Second},
		{&t.Auth, 20 * time.Second},
		{&t.Command, time.Minute},
		{&t.Data, 3 * time.Minute},
		{&t.AfterData, 5 * time.Minute},
	} {
		if *f.d <= 0 {
			*f.d = f.fallback
		}
	}
	return t
}

// Options say how a [Transport] works. The zero value is fit for use.
type Options struct {
	Connections int           // open at once; 0 is DefaultConnections, at most MaxConnections
	Idle        time.Duration // how long an unused connection stays open; 0 is DefaultIdle
	Helo        string        // what we call ourselves in EHLO, our host's name; "" is localhost
	Timeouts    Timeouts
	TLS         *tls.Config // who is believed; nil is the system's authorities
	// Dial opens a connection; nil is a net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Envelope is one mail, ready to hand over. It has one recipient, so that one
// answer is about one person.
type Envelope struct {
	From string // the sender that bounces go to, without brackets; "" is the null sender
	To   string // the recipient, without brackets

	// Message is the whole mail, header and body; its lines may end in LF or
	// CRLF, dots are seen to. It is not changed.
	Message []byte

	// MessageID is the mail's own name, with its angle brackets, as our records
	// have it. A message whose header does not carry it is refused unsent:
	// otherwise an unsure mail could not be told from a second one.
	MessageID string
}

// problem tells why an envelope cannot be sent at all, or "".
func (e Envelope) problem() string {
	header, _, _ := bytes.Cut(e.Message, []byte("\n\n"))
	header, _, _ = bytes.Cut(header, []byte("\r\n\r\n"))
	switch {
	case !deliverable(e.To):
		return "the recipient is not an address"
	case e.From != "" && !deliverable(e.From):
		return "the sender is not an address"
	case len(e.Message) == 0:
		return "the message is empty"
	case e.MessageID == "" || !bytes.Contains(header, []byte(e.MessageID)):
		return "the message does not carry its Message-ID"
	}
	return ""
}

// deliverable tells whether an address can stand between the brackets of an
// SMTP command: what could end the command or add to it is kept out. Whether
// it exists is for the server to say.
func deliverable(address string) bool {
	at := strings.LastIndexByte(address, '@')
	return at > 0 && at < len(address)-1 && len(address) <= maxAddress &&
		!strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' })
}

// Transport hands mails over to one server, through connections that are kept
// open between mails. Its methods may be called from several goroutines; Close
// it when no more Send is to come.
type Transport struct {
	server  Server
	options Options
	pool    *pool
}

// New makes a transport. It connects when the first mail is sent.
func New(s Server, o Options) *Transport {
	if o.Connections <= 0 {
		o.Connections = DefaultConnections
	}
	o.Connections = min(o.Connections, MaxConnections)
	if o.Idle <= 0 {
		o.Idle = DefaultIdle
	}
	if o.Helo == "" {
		o.Helo = "localhost"
	}
	if o.Dial == nil {
		o.Dial = (&net.Dialer{}).DialContext
	}
	o.Timeouts = o.Timeouts.orDefaults()
	return &Transport{server: s, options: o, pool: newPool(o.Connections, o.Idle)}
}

// Close says goodbye on the idle connections. A Send that is under way goes
// on; a later one answers TryLater.
func (t *Transport) Close() error {
	t.pool.close()
	return nil
}

// Send hands one mail over and tells what came of it; it never sends it twice.
// It waits for a free connection, uses one that is open or makes one, and when
// an open one turns out to be dead before the message was on its way, tries
// once more on a new one.
//
// Each stage has its own deadline (see [Timeouts]), and ctx ends them all. A
// ctx that ends while the answer to the final dot is awaited makes the mail
// Unsure: give Send one that outlives an orderly stop.
func (t *Transport) Send(ctx context.Context, e Envelope) Answer {
	if why := e.problem(); why != "" {
		return Answer{Outcome: Refused, Stage: StageMessage, Text: why}
	}
	if err := t.pool.enter(ctx); err != nil {
		return failed(StageConnect, err)
	}
	defer t.pool.leave()
	if l := t.pool.take(); l != nil {
		answer, err := t.handOver(ctx, l, e)
		if !stale(ctx, answer, err) {
			return answer
		}
	}
	l, answer := dial(ctx, t.server, t.options)
	if l == nil {
		return answer
	}
	answer, _ = t.handOver(ctx, l, e)
	return answer
}

// handOver sends one mail over a line, then puts the line back or closes it.
// The error is what broke the line, if something did.
func (t *Transport) handOver(ctx context.Context, l *line, e Envelope) (Answer, error) {
	answer, err := l.send(ctx, e)
	if err != nil || answer.Code == 421 {
		l.drop()
		return answer, err
	}
	t.pool.put(l)
	return answer, nil
}

// stale tells whether a kept-open connection proved dead before anything was
// at stake, so that a new one is worth an immediate try. A server that hangs
// is not stale: trying again would double the wait.
func stale(ctx context.Context, a Answer, err error) bool {
	if a.Stage == StageAfterData || ctx.Err() != nil {
		return false
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return false
	}
	return err != nil || a.Code == 421 // 421: the server is closing this connection (RFC 5321, 3.8)
}

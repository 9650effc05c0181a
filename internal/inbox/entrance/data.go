package entrance

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/inbox"
	"kept/internal/inbox/origin"
)

// maxHops is how many servers a mail may have come through. Beyond it two of
// them send it to and fro.
const maxHops = 100

// data answers DATA: reads the mail, and says 250 when it is kept.
func (c *session) data(argument string) bool {
	switch {
	case argument != "":
		return c.refuse(501, "5.5.4", "DATA stands alone")
	case !c.mail.begun:
		return c.refuse(503, "5.5.1", "MAIL comes first")
	case len(c.mail.to) == 0:
		return c.refuse(554, "5.5.1", "There is nobody to give it to")
	}
	c.say(354, "", "Go ahead; CR LF . CR LF ends it")
	if c.flush() != nil {
		return false
	}
	mail := c.mail
	c.mail = envelope{}
	in := intake{session: c, raw: bytes.NewBuffer(make([]byte, 0, bufferSize))}
	defer in.release()
	in.raw.WriteString(c.trace(mail))
	in.head = in.raw.Len()
	c.allow(c.limits.Data)
	if err := in.read(); err != nil {
		if timedOut(err) {
			c.say(421, "4.4.2", "Too slow")
		}
		return false
	}
	c.hangUp.Stop()
	switch {
	case in.flood:
		c.say(552, "5.3.4", "Far too large")
		return false
	case in.unplain:
		return c.refuse(550, "5.6.0", "Not taken: a CR or LF on its own, or a NUL")
	case in.large:
		return c.refuse(552, "5.3.4", "Not taken: too large")
	case in.full:
		return c.say(452, "4.3.1", "Too many mails at this time. Try again later")
	case hops(in.raw.Bytes()[in.head:]) > maxHops:
		return c.refuse(554, "5.4.6", "Not taken: it goes round in circles")
	}
	return c.keep(mail, in.raw.Bytes(), in.head)
}

// intake reads one mail.
type intake struct {
	*session
	raw  *bytes.Buffer
	head int // how much of it is our own trace
	size int // of the mail, dots undone
	held int64

	unplain, large, full, flood bool
}

// read reads up to CR LF . CR LF, be the mail wanted or not. What may be taken
// is in raw.
func (in *intake) read() error {
	fresh := true // a line begins here
	var last byte // of what came before
	for {
		piece, err := in.r.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
		if fresh && string(piece) == ".\r\n" {
			return nil
		}
		if !isPlain(piece, last) {
			in.unplain = true
		}
		n := len(piece)
		ends := piece[n-1] == '\n' && (n > 1 && piece[n-2] == '\r' || n == 1 && last == '\r')
		last = piece[n-1]
		if fresh && piece[0] == '.' {
			piece = piece[1:]
		}
		fresh = ends
		if in.add(piece); in.flood {
			return nil
		}
	}
}

// add keeps a piece as long as the mail can still be taken.
func (in *intake) add(piece []byte) {
	in.size += len(piece)
	in.large = in.large || in.size > in.limits.Bytes
	in.flood = in.size/2 > in.limits.Bytes // one who does not stop after as much again
	if in.large || in.unplain || in.full {
		in.release()
		return
	}
	if in.held += int64(len(piece)); in.server.held.Add(int64(len(piece))) > int64(in.limits.Held) {
		in.full = true
		in.release()
		return
	}
	in.raw.Write(piece)
}

// release gives back what a mail took of the room for all of them.
func (in *intake) release() {
	in.server.held.Add(-in.held)
	in.held = 0
	if in.raw.Cap() > 2*bufferSize {
		in.raw = &bytes.Buffer{}
	}
}

// isPlain tells whether a piece of a line, after a byte, has no NUL and no CR or
// LF but together.
func isPlain(piece []byte, last byte) bool {
	if bytes.IndexByte(piece, 0) >= 0 || last == '\r' && piece[0] != '\n' {
		return false
	}
	n := len(piece)
	if piece[n-1] == '\n' {
		if n == 1 {
			return last == '\r'
		}
		return bytes.IndexByte(piece, '\r') == n-2
	}
	cr := bytes.IndexByte(piece, '\r')
	return cr < 0 || cr == n-1
}

// hops counts the servers that a mail came through.
func hops(raw []byte) int {
	n := 0
	for len(raw) > 0 {
		line, after, _ := bytes.Cut(raw, []byte("\r\n"))
		if len(line) == 0 {
			break
		}
		if name := []byte("received:"); len(line) >= len(name) && bytes.EqualFold(line[:len(name)], name) {
			n++
		}
		raw = after
	}
	return n
}

// trace is what the entrance writes above a mail (RFC 5321, 4.4). All that a
// client said in it went through isHost or isLocal: it cannot begin a field.
func (c *session) trace(mail envelope) string {
	with := "SMTP"
	switch {
	case mail.wide:
		with = "UTF8SMTP"
	case c.extended:
		with = "ESMTP"
	}
	if c.secure {
		with += "S"
	}
	from := c.helo
	if c.ip.Is6() {
		from += " ([IPv6:" + c.ip.String() + "])"
	} else if c.ip.IsValid() {
		from += " ([" + c.ip.String() + "])"
	}
	return "Return-Path: <" + mail.from + ">\r\n" +
		"Received: from " + from + "\r\n\tby " + c.server.Domain + " with " + with + ";\r\n\t" + c.server.Now().Format(time.RFC1123Z) + "\r\n"
}

// keep hands a mail over, once for each mailbox. When one of them fails, the
// client is told so and brings the mail again; those that have it know it by
// then. So no mailbox misses a mail that got a 250.
func (c *session) keep(mail envelope, raw []byte, head int) bool {
	arrived := inbox.Arrived{Raw: raw, Way: inbox.SMTP, From: mail.from, At: c.server.Now()}
	arrived.Origin, arrived.OriginWhy = c.origin(mail, raw[head:])
	names, addresses := mail.mailboxes()
	var later, never bool
	for _, name := range names {
		arrived.Mailbox, arrived.To = name, addresses[name]
		switch err := c.take(arrived); fault.KindOf(err) {
		case "":
		case fault.Invalid, fault.NotFound, fault.NotAllowed:
			never = true
			c.server.log().Warn("A mail at the SMTP entrance was not wanted.", "mailbox", name, "error", err)
		default:
			later = true
			c.server.log().Error("A mail at the SMTP entrance could not be kept.", "mailbox", name, "error", err)
		}
	}
	switch {
	case later:
		return c.say(451, "4.3.0", "Not kept. Try again later")
	case never:
		return c.refuse(554, "5.7.1", "Not taken")
	}
	c.commands = 0
	return c.say(250, "2.6.0", "Kept")
}

func (c *session) take(m inbox.Arrived) error {
	ctx, cancel := context.WithTimeout(c.server.ctx, c.limits.Take)
	defer cancel()
	return c.server.Take(ctx, m)
}

func (c *session) origin(mail envelope, raw []byte) (conversation.Origin, string) {
	if c.server.Resolve == nil {
		return conversation.Unknown, ""
	}
	helo := strings.TrimSuffix(c.helo, ".")
	return origin.Check(c.server.ctx, raw, origin.Envelope{From: mail.from, HELO: helo, IP: c.ip}, c.server.Resolve)
}

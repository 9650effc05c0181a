package smtp

import (
	"bytes"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// errGone ends a session whose connection the sink has closed: nobody reads it.
var errGone = errors.New("the sink hung up")

// session is one connection's conversation.
type session struct {
	sink *Sink
	conn *gosmtp.Conn
	user string
	from string
	to   []string
}

// Reset forgets the mail that was being given.
func (c *session) Reset() { c.from, c.to = "", nil }

// Logout has nothing to free.
func (c *session) Logout() error { return nil }

// Mail takes the sender.
func (c *session) Mail(from string, o *gosmtp.MailOptions) error {
	if c.sink.options.User != "" && c.user == "" {
		return &gosmtp.SMTPError{Code: 530, EnhancedCode: gosmtp.EnhancedCode{5, 7, 0}, Message: "Authentication required"}
	}
	if o != nil && o.Size > c.sink.sizeLimit() {
		return gosmtp.ErrDataTooLarge
	}
	if err := c.follow(AtMail); err != nil {
		return err
	}
	c.from = from
	return nil
}

// Rcpt takes one recipient.
func (c *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	if err := c.follow(AtRcpt, to); err != nil {
		return err
	}
	c.to = append(c.to, to)
	return nil
}

// Data takes the message. A message cut off before its final dot is not kept.
func (c *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if int64(len(raw)) > c.sink.sizeLimit() {
		return gosmtp.ErrDataTooLarge
	}
	_, secured := c.conn.TLSConnectionState()
	mail := Mail{From: c.from, To: slices.Clone(c.to), Raw: raw, Helo: c.conn.Hostname(), TLS: secured, User: c.user}
	rule, found := c.sink.rule(AtData, c.from, c.to...)
	id := 0
	if !found || rule.Kept {
		id = c.sink.take(mail)
	}
	if found {
		return c.obey(rule)
	}
	return &gosmtp.SMTPError{Code: 250, EnhancedCode: gosmtp.EnhancedCode{2, 0, 0}, Message: fmt.Sprintf("OK: queued as %d", id)}
}

// follow does what a rule says for this moment, if one does.
func (c *session) follow(at Where, to ...string) error {
	rule, found := c.sink.rule(at, c.from, to...)
	if !found {
		return nil
	}
	return c.obey(rule)
}

// obey does what the rule says, and gives what to answer.
func (c *session) obey(r Rule) error {
	switch r.Do {
	case Drop:
		_ = c.conn.Conn().Close()
		return errGone
	case Hang:
		// Nothing the client says is heard any more; this ends when it goes.
		_, _ = io.Copy(io.Discard, c.conn.Conn())
		_ = c.conn.Conn().Close()
		return errGone
	case Answer, Greylist:
	}
	answer := &gosmtp.SMTPError{Code: r.code(), EnhancedCode: r.Enhanced, Message: r.text()}
	if r.code() != 421 {
		return answer
	}
	fmt.Fprintf(c.conn.Conn(), "421 4.3.2 %s\r\n", r.text())
	_ = c.conn.Conn().Close()
	return errGone
}

// AuthMechanisms are offered when the sink has a user.
func (c *session) AuthMechanisms() []string {
	if c.sink.options.User == "" {
		return nil
	}
	return c.sink.options.Auth
}

// Auth checks a user and password by PLAIN or LOGIN.
func (c *session) Auth(mechanism string) (sasl.Server, error) {
	switch {
	case !slices.Contains(c.AuthMechanisms(), mechanism):
		return nil, gosmtp.ErrAuthUnknownMechanism
	case mechanism == "LOGIN":
		return &login{check: c.check}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return c.check(user, password) }), nil
}

func (c *session) check(user, password string) error {
	o := c.sink.options
	right := subtle.ConstantTimeCompare([]byte(user), []byte(o.User)) & subtle.ConstantTimeCompare([]byte(password), []byte(o.Password))
	if right != 1 {
		return gosmtp.ErrAuthFailed
	}
	c.user = user
	return nil
}

// login is the server's side of AUTH LOGIN, which go-sasl lacks
// (draft-murchison-sasl-login: the two challenges are fixed words).
type login struct {
	check func(user, password string) error
	given [][]byte
	asked bool
}

// Next asks for the name, then the password, then checks.
func (l *login) Next(response []byte) (challenge []byte, done bool, err error) {
	if l.asked || response != nil {
		l.given = append(l.given, bytes.Clone(response))
	}
	l.asked = true
	switch len(l.given) {
	case 0:
		return []byte("Username:"), false, nil
	case 1:
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(strings.TrimSpace(string(l.given[0])), string(l.given[1]))
}

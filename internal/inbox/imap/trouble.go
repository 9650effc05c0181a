package imap

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// Kind is what is wrong with a mailbox.
type Kind string

// The kinds of trouble.
const (
	Refused   Kind = "refused"   // the login
	Away      Kind = "away"      // not reached, or it hung up
	Untrusted Kind = "untrusted" // the connection is not protected, or not by whom it should be
	NoFolder  Kind = "folder"    // the folder is not there
	Frozen    Kind = "frozen"    // connected, but silent
	Full      Kind = "full"      // senders are turned away, or soon will be; what is there was fetched
	Unable    Kind = "unable"    // the server said no to something it has to do
)

// Trouble is what is wrong with a mailbox. Say is a sentence for whoever looks
// after it; Err is for the log.
type Trouble struct {
	Kind Kind
	Say  string
	Err  error
}

// Error gives the sentence and what is behind it.
func (t *Trouble) Error() string {
	if t.Err == nil {
		return t.Say
	}
	return t.Say + ": " + t.Err.Error()
}

// Unwrap gives what is behind it.
func (t *Trouble) Unwrap() error { return t.Err }

// refusals are the answers to a login that another password or another right
// would mend; without a code, servers mean them too.
var refusals = map[imap.ResponseCode]bool{
	"":                                    true,
	imap.ResponseCodeAlert:                true,
	imap.ResponseCodeAuthenticationFailed: true,
	imap.ResponseCodeAuthorizationFailed:  true,
	imap.ResponseCodeExpired:              true,
	imap.ResponseCodeContactAdmin:         true,
}

// loginTrouble says why somebody was not let in.
func (m Mailbox) loginTrouble(err error) error {
	var said *imap.Error
	var bearer *sasl.OAuthBearerError
	switch {
	case errors.As(err, &said) && said.Code == imap.ResponseCodePrivacyRequired:
		return &Trouble{Untrusted, m.Host + " takes no password without TLS.", err}
	case errors.As(err, &said) && said.Type == imap.StatusResponseTypeNo && refusals[said.Code], errors.As(err, &bearer):
		what := "user name and password"
		if m.Token != nil {
			what = "sign-in; connect the account again"
		}
		return &Trouble{Refused, fmt.Sprintf("%s refuses %s: check the %s.", m.Host, m.User, what), err}
	}
	return err
}

// ourError is an error that has nothing to do with the mailbox.
type ourError struct{ error }

// Unwrap gives the error.
func (e ourError) Unwrap() error { return e.error }

// ours marks an error of a function that the fetcher was given.
func ours(format string, args ...any) error { return ourError{fmt.Errorf(format, args...)} }

// trouble puts what went wrong with the mailbox into words. What is in words
// already, what is ours, and the end of ctx, stay as they are.
func (f *Fetcher) trouble(ctx context.Context, s *session, err error) error {
	m := f.Mailbox
	var known *Trouble
	var our ourError
	var said *imap.Error
	var name *net.DNSError
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &our):
		return err
	case s != nil && s.line.stalled():
		return &Trouble{Frozen, m.Host + " is connected but does not answer.", err}
	case errors.As(err, &said) && said.Code == imap.ResponseCodeOverQuota:
		return &Trouble{Full, fmt.Sprintf("The mailbox of %s is full.", m.User), err}
	case errors.As(err, &said) && said.Type != imap.StatusResponseTypeBye && said.Code != imap.ResponseCodeUnavailable:
		return &Trouble{Unable, fmt.Sprintf("%s says no: %.200q.", m.Host, said.Text), err}
	case errors.As(err, &name) && name.IsNotFound:
		return &Trouble{Away, fmt.Sprintf("There is no server of the name %s.", m.Host), err}
	case distrust(err):
		return &Trouble{Untrusted, m.Host + " does not prove who it is: its certificate or its TLS is not right.", err}
	}
	return &Trouble{Away, m.Host + " cannot be reached, or hung up.", err}
}

// distrust tells whether TLS failed, rather than the connection under it.
func distrust(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var host x509.HostnameError
	return errors.As(err, &certificate) || errors.As(err, &record) || errors.As(err, &alert) || errors.As(err, &host)
}

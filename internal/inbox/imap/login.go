package imap

import (
	"context"
	"fmt"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-sasl"
)

// token gives the access token of a mailbox that has one.
func (m Mailbox) token(ctx context.Context) (string, error) {
	if m.Token == nil {
		return "", nil
	}
	token, err := m.Token(ctx)
	if err != nil && ctx.Err() == nil {
		err = &Trouble{Refused, fmt.Sprintf("There is no valid sign-in for %s: connect the account again.", m.User), err}
	}
	return token, err
}

// login proves who we are by the first of the ways that the server knows:
// OAUTHBEARER and XOAUTH2 with a token, PLAIN and LOGIN with a password.
func (s *session) login(m Mailbox, token string) error {
	caps := s.client.Caps()
	if m.Token == nil {
		return m.loginTrouble(s.password(caps, m))
	}
	var mechanism sasl.Client = xoauth2{m.User, token}
	if caps.Has(imap.AuthCap(sasl.OAuthBearer)) {
		mechanism = sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: m.User, Token: token, Host: m.Host, Port: m.Port})
	}
	return m.loginTrouble(s.client.Authenticate(mechanism))
}

func (s *session) password(caps imap.CapSet, m Mailbox) error {
	switch {
	case caps.Has(imap.AuthCap(sasl.Plain)):
		return s.client.Authenticate(sasl.NewPlainClient("", m.User, m.Password))
	case caps.Has(imap.CapLoginDisabled):
		return &Trouble{Refused, m.Host + " takes no passwords here: it wants TLS or another way to sign in.", nil}
	}
	return s.client.Login(m.User, m.Password).Wait()
}

// xoauth2 is the mechanism of Google and Microsoft that came before OAUTHBEARER.
type xoauth2 struct{ user, token string }

// Start gives the name of the mechanism and the token.
func (x xoauth2) Start() (mechanism string, first []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the one thing that a server can still say: that it refuses.
func (x xoauth2) Next(challenge []byte) ([]byte, error) {
	return nil, &sasl.OAuthBearerError{Status: string(challenge)}
}

var _ sasl.Client = xoauth2{}

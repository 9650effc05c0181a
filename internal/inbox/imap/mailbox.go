// Package imap fetches mail from a mailbox by IMAP.
//
// A [Fetcher] sweeps: it takes every mail above its mark, hands it on, and moves
// the mark when the mail is kept. [Fetcher.Watch] sweeps whenever the server
// says that there is something new, and now and then without being told. What
// IDLE says is only ever a hint to sweep, so nothing is lost by a hint that
// never came.
//
// Mail is never deleted, and no flag is changed unless [Mailbox.MarkSeen] asks
// for it.
package imap

import (
	"context"
	"crypto/tls"
	"log/slog"
	"net"
	"strconv"
	"time"

	"kept/internal/inbox"
)

// Security is how the connection is protected.
type Security string

// The securities. Plain is refused unless the server is on loopback.
const (
	Implicit Security = "implicit" // TLS from the first byte; mostly port 993
	StartTLS Security = "starttls" // TLS before the password; mostly port 143
	Plain    Security = "none"
)

// Mailbox says where mail is fetched.
type Mailbox struct {
	ID       string // what [inbox.Arrived.Mailbox] says
	Host     string
	Port     int
	Security Security
	User     string
	Password string
	// Token gives an OAuth2 access token, asked for at every login; when it is
	// set, there is no password.
	Token    func(ctx context.Context) (string, error)
	Folder   string // "" is INBOX
	MarkSeen bool   // mark as read what was taken
}

func (m Mailbox) folder() string {
	if m.Folder == "" {
		return "INBOX"
	}
	return m.Folder
}

func (m Mailbox) address() string { return net.JoinHostPort(m.Host, strconv.Itoa(m.Port)) }

// Mark tells what of a folder was taken: everything up to UID, as long as the
// server counts by the same UIDValidity. The zero mark is the beginning.
type Mark struct {
	UIDValidity, UID uint32
}

// Fetcher fetches the mail of one mailbox. It is for one goroutine at a time.
// Take, LoadMark, SaveMark and Log must be set.
type Fetcher struct {
	Mailbox Mailbox
	// Take is called by several goroutines at once.
	Take     inbox.Taker
	LoadMark func(ctx context.Context) (Mark, error)
	SaveMark func(ctx context.Context, m Mark) error
	Log      *slog.Logger
	// Tell, if set, is told by Watch how the mailbox is, first and whenever the
	// kind of trouble changes; nil is that all is well.
	Tell func(ctx context.Context, t *Trouble)
	// Dial, if set, opens the connections.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// TLS, if set, is the beginning of the configuration of every connection.
	TLS *tls.Config
	// Random, if set, gives numbers in [0, 1) that spread the attempts of many
	// mailboxes after a fault which they have in common.
	Random func() float64
	Pace   Pace
	Limits Limits

	session *session // nil while there is no connection
}

// Pace is how long a fetcher waits for what. Zero values are the defaults.
type Pace struct {
	Answer   time.Duration // silence of the server, when it is its turn, that counts as frozen: 1 minute
	Idle     time.Duration // of one IDLE: 4 minutes
	Poll     time.Duration // between sweeps without IDLE: 1 minute
	Retry    time.Duration // before the first new attempt, doubled each time: 1 second
	Refused  time.Duration // the same after a refused login, lest the account be locked: 1 minute
	RetryMax time.Duration // before any new attempt: 5 minutes
}

func (p Pace) orDefaults() Pace {
	for _, v := range []struct {
		of    *time.Duration
		usual time.Duration
	}{
		{&p.Answer, time.Minute},
		{&p.Idle, 4 * time.Minute},
		{&p.Poll, time.Minute},
		{&p.Retry, time.Second},
		{&p.Refused, time.Minute},
		{&p.RetryMax, 5 * time.Minute},
	} {
		if *v.of <= 0 {
			*v.of = v.usual
		}
	}
	return p
}

// Limits bound what a sweep holds at once. Zero values are the defaults.
type Limits struct {
	InFlight int // bytes of mail being taken: 64 MB; one larger mail is taken alone
	Parallel int // mails being taken: 32
	Mail     int // bytes of one mail, beyond which its header is taken: [letter.MaxBytes]
}

package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// session is a connection whose user is logged in.
type session struct {
	line   *line
	client *imapclient.Client
	caps   imap.CapSet
	more   chan struct{} // holds one when the server said that mail came
	done   folderState   // how it was when all of the folder was taken
	reused bool
	noIdle bool // it says that it can IDLE, but refuses
}

// folderState is what tells that a folder has nothing new without looking into it.
type folderState struct {
	mark    Mark
	uidNext imap.UID
}

// open gives the session, connecting if there is none.
func (f *Fetcher) open(ctx context.Context) (*session, error) {
	if f.session != nil {
		select {
		case <-f.session.client.Closed():
			f.Close()
		default:
			f.session.reused = true
			return f.session, nil
		}
	}
	s, err := f.connect(ctx)
	if err != nil {
		return nil, f.trouble(ctx, s, err)
	}
	f.session = s
	return s, nil
}

// Close hangs up, if it is connected. The fetcher can be used again.
func (f *Fetcher) Close() {
	if f.session != nil {
		_ = f.session.client.Close()
		f.session = nil
	}
}

// Check connects anew, opens the folder and hangs up: it tells of the [Trouble]
// that a sweep would run into, and takes nothing.
func (f *Fetcher) Check(ctx context.Context) error {
	f.Close()
	defer f.Close()
	s, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, func() { _ = s.line.Close() })()
	if _, err := s.enter(f.Mailbox); err != nil {
		return f.trouble(ctx, s, err)
	}
	return f.trouble(ctx, s, s.room(f.Mailbox))
}

// connect connects and logs in. After an error the session that it gives is
// closed, and good only for saying why.
func (f *Fetcher) connect(ctx context.Context) (*session, error) {
	token, err := f.Mailbox.token(ctx)
	if err != nil {
		return nil, err
	}
	dialing, cancel := context.WithTimeout(ctx, f.Pace.orDefaults().Answer)
	defer cancel()
	dial := f.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	raw, err := dial(dialing, "tcp", f.Mailbox.address())
	if err != nil {
		return nil, err
	}
	s := &session{line: &line{Conn: raw, patience: f.Pace.orDefaults().Answer}, more: make(chan struct{}, 1)}
	defer context.AfterFunc(ctx, func() { _ = raw.Close() })()
	if err := s.begin(ctx, f, token); err != nil {
		if s.client != nil {
			_ = s.client.Close()
		}
		_ = raw.Close()
		return s, err
	}
	return s, nil
}

// begin secures the line, greets and logs in.
func (s *session) begin(ctx context.Context, f *Fetcher, token string) error {
	answered := s.line.owing()
	defer answered()
	conn, err := s.secure(ctx, f)
	if err != nil {
		return err
	}
	s.client = imapclient.New(conn, &imapclient.Options{
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: s.hint},
	})
	if err := s.client.WaitGreeting(); err != nil {
		return err
	}
	if s.client.State() == imap.ConnStateNotAuthenticated {
		if err := s.login(f.Mailbox, token); err != nil {
			return err
		}
	}
	s.caps = s.client.Caps()
	return nil
}

// secure gives what to talk IMAP through.
func (s *session) secure(ctx context.Context, f *Fetcher) (net.Conn, error) {
	m := f.Mailbox
	switch m.Security {
	case Plain:
		if at, ok := s.line.RemoteAddr().(*net.TCPAddr); !ok || !at.IP.IsLoopback() {
			return nil, &Trouble{Untrusted, m.Host + " is not on this machine: without TLS the password could be read on the way.", nil}
		}
		return s.line, nil
	case Implicit:
		return handshake(ctx, f, s.line)
	case StartTLS:
		if err := askForTLS(s.line); err != nil {
			return nil, err
		}
		conn, err := handshake(ctx, f, s.line)
		return &greeted{Conn: conn, rest: "* OK\r\n"}, err
	}
	return nil, fmt.Errorf("no such security: %q", m.Security)
}

func handshake(ctx context.Context, f *Fetcher, under net.Conn) (net.Conn, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if f.TLS != nil {
		config = f.TLS.Clone()
	}
	if config.ServerName == "" {
		config.ServerName = f.Mailbox.Host
	}
	conn := tls.Client(under, config)
	return conn, conn.HandshakeContext(ctx)
}

// hint notes that the server said how many mails there are.
func (s *session) hint(data *imapclient.UnilateralDataMailbox) {
	if data.NumMessages == nil {
		return
	}
	select {
	case s.more <- struct{}{}:
	default:
	}
}

// ask does something that awaits the server's answer.
func (s *session) ask(do func() error) error {
	answered := s.line.owing()
	defer answered()
	return do()
}

// absences are the answers that mean that a folder is not there for us; without
// a code, servers mean it too.
var absences = map[imap.ResponseCode]bool{
	"":                           true,
	imap.ResponseCodeNonExistent: true,
	imap.ResponseCodeNoPerm:      true,
	imap.ResponseCodeCannot:      true,
	imap.ResponseCodeTryCreate:   true,
}

// enter opens the folder, anew each time: that alone tells the UIDVALIDITY.
func (s *session) enter(m Mailbox) (data *imap.SelectData, err error) {
	err = s.ask(func() error {
		data, err = s.client.Select(m.folder(), &imap.SelectOptions{ReadOnly: !m.MarkSeen}).Wait()
		return err
	})
	var said *imap.Error
	if errors.As(err, &said) && said.Type == imap.StatusResponseTypeNo && absences[said.Code] {
		return nil, &Trouble{NoFolder, fmt.Sprintf("The mailbox of %s has no folder %s that can be read.", m.User, m.folder()), err}
	}
	return data, err
}

// nearlyFull is the share of its quota from which on a mailbox counts as full:
// a mail that is larger than what is left is turned away.
const nearlyFull = 0.97

// room tells whether the mailbox can take more mail, where the server says so.
func (s *session) room(m Mailbox) error {
	if !s.caps.Has(imap.CapQuota) {
		return nil
	}
	var roots []imapclient.QuotaData
	err := s.ask(func() (err error) {
		roots, err = s.client.GetQuotaRoot(m.folder()).Wait()
		return err
	})
	var said *imap.Error
	if errors.As(err, &said) {
		return nil // it has no quota, or does not tell
	}
	for _, root := range roots {
		for _, r := range root.Resources {
			if r.Limit > 0 && float64(r.Usage) >= nearlyFull*float64(r.Limit) {
				return &Trouble{Full, fmt.Sprintf("The mailbox of %s is %d %% full: senders are turned away, or soon will be.", m.User, r.Usage*100/r.Limit), nil}
			}
		}
	}
	return err
}

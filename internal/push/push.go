// Package push hands to push services what is to be shown on devices: encrypted for
// the device alone (RFC 8291), signed with the key of the workspace (RFC 8292).
//
// Where a push goes, whoever adds a device has said. So nothing is sent to what is
// private, local or our own: each connection is looked at as it is made, when a name
// has become an address, and no answer leads on to anywhere.
package push

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	webpush "github.com/SherClockHolmes/webpush-go"

	"kept/internal/office"
)

// The limits of one try.
const (
	answersFor = 15 * time.Second
	maxAnswer  = 4 << 10 // of an answer's body, which nobody reads
	idleFor    = 30 * time.Second
)

// Options are what a sender needs to know.
type Options struct {
	// Client sends; nil = one that connects to public addresses alone.
	Client *http.Client
}

// Sender hands pushes over.
type Sender struct{ client *http.Client }

// New makes a sender.
func New(o Options) *Sender {
	s := &Sender{client: &http.Client{Transport: guarded()}}
	if o.Client != nil {
		s.client = &http.Client{Transport: o.Client.Transport}
	}
	s.client.Timeout = answersFor
	s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return s
}

// errOwn is that an address is one of this machine.
var errOwn = errors.New("an address of this machine")

// guarded connects by https to public addresses that are not this machine's. No proxy
// is asked: it would connect for us to what we may not.
func guarded() *http.Transport {
	public := ssrf.New(ssrf.WithPorts(443))
	dial := &net.Dialer{Timeout: answersFor, Control: func(network, address string, c syscall.RawConn) error {
		if err := public.Safe(network, address, c); err != nil {
			return err
		}
		return notOurs(address)
	}}
	return &http.Transport{
		DialContext: dial.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 32, MaxConnsPerHost: 8, IdleConnTimeout: idleFor, TLSHandshakeTimeout: answersFor,
		ResponseHeaderTimeout: answersFor, MaxResponseHeaderBytes: 16 << 10,
	}
}

// notOurs refuses the addresses that this machine has.
func notOurs(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read where a connection leads: %w", err)
	}
	ours, err := net.InterfaceAddrs()
	if err != nil {
		return fmt.Errorf("read the addresses of this machine: %w", err)
	}
	for _, a := range ours {
		if p, err := netip.ParsePrefix(a.String()); err == nil && p.Addr().Unmap() == at.Addr().Unmap() {
			return errOwn
		}
	}
	return nil
}

// Deliver hands one push to its service.
func (s *Sender) Deliver(ctx context.Context, p office.PushOut) office.PushAnswer {
	res, err := webpush.SendNotificationWithContext(ctx, []byte(p.Payload), &webpush.Subscription{Endpoint: p.Endpoint, Keys: webpush.Keys{Auth: p.Auth, P256dh: p.P256dh}}, &webpush.Options{
		HTTPClient: s.client, Subscriber: p.From, Topic: p.Topic, TTL: int(office.PushLasts / time.Second), Urgency: webpush.UrgencyNormal, VAPIDPublicKey: p.Public, VAPIDPrivateKey: p.Private,
	})
	switch {
	case prohibited(err):
		return office.PushAnswer{Text: "Nothing is sent to this address: it is not a public one.", Never: true}
	case err != nil:
		return office.PushAnswer{Text: "The push service could not be reached: " + unaddressed(err)}
	}
	defer res.Body.Close()
	_, _ = io.CopyN(io.Discard, res.Body, maxAnswer) // read so that the connection can be used again
	return office.PushAnswer{Code: res.StatusCode, Text: res.Status, After: after(res.Header.Get("Retry-After"), res.Header.Get("Date"))}
}

func prohibited(err error) bool {
	return errors.Is(err, errOwn) || errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedPort) || errors.Is(err, ssrf.ErrProhibitedNetwork)
}

// unaddressed is what went wrong without the address at which it did: that is a secret.
func unaddressed(err error) string {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Op + ": " + op.Err.Error()
	}
	if e, ok := err.(interface{ Timeout() bool }); ok && e.Timeout() {
		return "it took too long"
	}
	return "no answer"
}

// after reads how long to wait: seconds, or a moment as against that of the answer
// (RFC 9110, 10.2.3).
func after(s, date string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(min(max(n, 0), int(office.PushLasts/time.Second))) * time.Second
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(date)
	if err != nil {
		return 0
	}
	return min(max(at.Sub(now), 0), office.PushLasts)
}

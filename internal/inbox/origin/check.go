package origin

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-msgauth/dmarc"

	"kept/conversation"
	"kept/internal/inbox/letter"
)

// The limits of one check.
const (
	MaxSignatures = 10 // DKIM; further ones are not looked at
	MaxLookups    = 40 // questions to name servers
	// MaxText is how long a text of a name server may be. A longer one is not
	// heeded: a key of 16,384 bits takes 3 kB.
	MaxText = 4 << 10
	// MaxWait is for all questions of one mail, and MaxAnswer for one of them.
	MaxWait   = 20 * time.Second
	MaxAnswer = 5 * time.Second
)

// Resolver asks name servers. *net.Resolver is one. Names end in a dot.
type Resolver interface {
	LookupTXT(ctx context.Context, name string) ([]string, error)
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
	LookupMX(ctx context.Context, name string) ([]*net.MX, error)
}

// Envelope is what a client said before it gave the mail, and whence it called.
type Envelope struct {
	From string // "" = the null sender
	HELO string
	IP   netip.Addr // invalid = not known
}

// Check looks whether the domain of the From address stands for a mail, as it
// came from a client: by DKIM (RFC 6376), and where the domain has a DMARC policy
// (RFC 7489) by that, with SPF (RFC 7208) as the other way to pass it.
//
// An aligned DKIM signature verifies a mail without any policy; SPF alone only
// under one. Of SPF, macros and "ptr" are not evaluated: a record that gets so far
// proves nothing in either direction. Neither are "ruf", "rua" and "fo" heeded: no
// reports are sent. Of "quarantine" for a share of the mails ("pct") nobody can
// tell which are meant: it disowns none.
func Check(ctx context.Context, raw []byte, env Envelope, lookup Resolver) (conversation.Origin, string) {
	ctx, cancel := context.WithTimeout(ctx, MaxWait)
	defer cancel()
	head := header(raw)
	if len(head) > letter.MaxHeader {
		return conversation.Unproven, "Its header is too long to be looked at."
	}
	l := letter.Read(head)
	from, single := author(l)
	if !single || l.Quarantine != "" || fromFields(head) != 1 {
		return conversation.Unproven, notOne
	}
	c := check{lookups: &lookups{ctx: ctx, resolver: lookup}, from: from, env: env}
	c.signatures(head, raw[len(head):])
	return c.verdict()
}

// header is what stands before the first blank line.
func header(raw []byte) []byte {
	end := len(raw)
	for _, mark := range []string{"\r\n\r\n", "\n\n", "\n\r\n"} {
		if i := bytes.Index(raw[:end], []byte(mark)); i >= 0 {
			end = i + len(mark)
		}
	}
	return raw[:end]
}

// fromFields counts the From fields as the one who verifies signatures does:
// with no limit, and no forgiveness for lines out of place.
func fromFields(head []byte) int {
	n := 0
	for line := range bytes.Lines(head) {
		if name, _, ok := bytes.Cut(line, []byte(":")); ok && bytes.EqualFold(bytes.TrimRight(name, " \t"), []byte("from")) {
			n++
		}
	}
	return n
}

// check is the look at one mail.
type check struct {
	lookups *lookups
	from    string
	env     Envelope

	signers []string // the aligned domains whose signature holds
	unsure  bool     // an aligned signature could not be looked at
}

func (c *check) verdict() (conversation.Origin, string) {
	for _, d := range c.signers {
		if d == c.from { // aligned under whatever policy
			return conversation.Verified, d + " signed it (DKIM)."
		}
	}
	policy, where, err := c.policy()
	switch {
	case err != nil:
		return conversation.Unproven, "The name server of " + c.from + " did not answer."
	case policy == nil && len(c.signers) > 0, policy != nil && policy.DKIMAlignment != dmarc.AlignmentStrict && len(c.signers) > 0:
		return conversation.Verified, c.signers[0] + " signed it (DKIM)."
	case policy == nil:
		return conversation.Unproven, c.from + " neither signed it nor says what to do with unsigned mail."
	}
	spf := c.spf(policy.SPFAlignment == dmarc.AlignmentStrict)
	switch {
	case spf == spfPass:
		return conversation.Verified, "It came from a server of " + c.from + " (SPF, DMARC)."
	case disowns(policy, where == c.from) && (c.unsure || spf == spfUnknown):
		return conversation.Unproven, "It could not be found out whether " + c.from + " sent it."
	case disowns(policy, where == c.from):
		return conversation.Forged, c.from + " did not sign it and disowns such mail (DMARC). Mail through a list or a forwarder can look like this, too."
	}
	return conversation.Unproven, c.from + " did not sign it, and asks for nothing to be done about that (DMARC)."
}

// disowns tells whether a policy asks for mail that fails to be kept away.
func disowns(p *dmarc.Record, own bool) bool {
	asked := p.Policy
	if !own && p.SubdomainPolicy != "" {
		asked = p.SubdomainPolicy
	}
	return asked == dmarc.PolicyReject || asked == dmarc.PolicyQuarantine && (p.Percent == nil || *p.Percent == 100)
}

// policy is that of the domain or of its organisation; nil when there is none
// that can be read.
func (c *check) policy() (record *dmarc.Record, where string, err error) {
	for _, where := range []string{c.from, organisation(c.from)} {
		texts, err := c.lookups.txt("_dmarc." + where)
		if err != nil && !notFound(err) {
			return nil, "", err
		}
		var records []string
		for _, t := range texts {
			if v, _, _ := strings.Cut(t, ";"); strings.Join(strings.Fields(v), "") == "v=DMARC1" {
				records = append(records, t)
			}
		}
		if len(records) == 0 {
			continue
		}
		if p, err := dmarc.Parse(records[0]); err == nil && len(records) == 1 {
			return p, where, nil
		}
		return nil, "", nil // several, or nonsense, is none
	}
	return nil, "", nil
}

// lookups asks name servers, so many times and so long at most.
type lookups struct {
	ctx      context.Context
	resolver Resolver
	mu       sync.Mutex
	asked    int
}

// begin is the way to one answer.
func (l *lookups) begin() (context.Context, context.CancelFunc, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.asked++; l.asked > MaxLookups {
		return nil, nil, &net.DNSError{Err: "too many lookups for one mail", IsTemporary: true}
	}
	ctx, cancel := context.WithTimeout(l.ctx, MaxAnswer)
	return ctx, cancel, nil
}

// absolute keeps a resolver from trying a name below our own domain.
func absolute(name string) string { return strings.TrimSuffix(name, ".") + "." }

// answered makes any failure but "no such name" one that may pass.
func answered[T any](found []T, err error) ([]T, error) {
	if err == nil || notFound(err) {
		return found, err
	}
	return nil, &net.DNSError{Err: err.Error(), IsTemporary: true}
}

func notFound(err error) bool {
	var d *net.DNSError
	return errors.As(err, &d) && d.IsNotFound
}

func (l *lookups) txt(name string) ([]string, error) {
	ctx, cancel, err := l.begin()
	if err != nil {
		return nil, err
	}
	defer cancel()
	texts, err := answered(l.resolver.LookupTXT(ctx, absolute(name)))
	return slices.DeleteFunc(slices.Clone(texts), func(t string) bool { return len(t) > MaxText }), err
}

func (l *lookups) ip(name string) ([]netip.Addr, error) {
	ctx, cancel, err := l.begin()
	if err != nil {
		return nil, err
	}
	defer cancel()
	return answered(l.resolver.LookupNetIP(ctx, "ip", absolute(name)))
}

func (l *lookups) mx(name string) ([]*net.MX, error) {
	ctx, cancel, err := l.begin()
	if err != nil {
		return nil, err
	}
	defer cancel()
	return answered(l.resolver.LookupMX(ctx, absolute(name)))
}

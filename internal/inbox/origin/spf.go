package origin

import (
	"net/netip"
	"strconv"
	"strings"
)

// spfResult is what an SPF record says of an address, as far as DMARC needs it.
type spfResult int

const (
	spfNotPass spfResult = iota // fail, softfail, neutral, none, permerror
	spfPass
	spfUnknown // a name server did not answer, or the record uses what is not evaluated
)

// maxTerms is how many terms of a record, and of those it includes, may ask a
// name server (RFC 7208, 4.6.4); maxHosts is how many an MX may have.
const (
	maxTerms = 10
	maxHosts = 10
)

// spf tells whether the mail came from a server of a domain that speaks for the
// From address: that of the envelope sender, or of the greeting when there is none.
func (c *check) spf(strict bool) spfResult {
	domain := plainDomain(c.env.HELO)
	if c.env.From != "" {
		domain = domainOf(c.env.From)
	}
	switch {
	case !aligned(domain, c.from, strict):
		return spfNotPass
	case !c.env.IP.IsValid():
		return spfUnknown
	}
	s := senders{lookups: c.lookups, ip: c.env.IP.Unmap()}
	return s.record(domain)
}

// senders evaluates the SPF record of a domain for one address.
type senders struct {
	lookups *lookups
	ip      netip.Addr
	terms   int
}

// record evaluates the record of a domain: its terms from left to right until
// one matches.
func (s *senders) record(domain string) spfResult {
	texts, err := s.lookups.txt(domain)
	if err != nil && !notFound(err) {
		return spfUnknown
	}
	var terms []string
	for _, t := range texts {
		if f := strings.Fields(t); len(f) > 0 && strings.EqualFold(f[0], "v=spf1") {
			if terms != nil {
				return spfNotPass // two records are none
			}
			terms = f
		}
	}
	redirect := ""
	for _, t := range terms[min(1, len(terms)):] {
		if name, value, ok := strings.Cut(t, "="); ok && !strings.ContainsAny(name, ":/") {
			if strings.EqualFold(name, "redirect") {
				redirect = value
			}
			continue
		}
		qualifier := byte('+')
		if strings.IndexByte("+-~?", t[0]) >= 0 {
			qualifier, t = t[0], t[1:]
		}
		switch s.matches(t, domain) {
		case matchUnknown:
			return spfUnknown
		case matchInvalid:
			return spfNotPass
		case matchYes:
			if qualifier == '+' {
				return spfPass
			}
			return spfNotPass
		case matchNo:
		}
	}
	if redirect == "" {
		return spfNotPass
	}
	if bad, stop := s.ask(redirect); stop {
		return bad.result()
	}
	return s.record(plainDomain(redirect))
}

// match is what became of one term.
type match int

const (
	matchNo match = iota
	matchYes
	matchInvalid
	matchUnknown
)

func (m match) result() spfResult {
	if m == matchUnknown {
		return spfUnknown
	}
	return spfNotPass
}

// ask counts a term that asks a name server; stop when it may not, or cannot.
func (s *senders) ask(target string) (m match, stop bool) {
	switch s.terms++; {
	case s.terms > maxTerms:
		return matchInvalid, true
	case strings.Contains(target, "%"):
		return matchUnknown, true
	}
	return matchNo, false
}

func (s *senders) matches(term, domain string) match {
	name, target, _ := strings.Cut(term, ":")
	name, lengths, _ := strings.Cut(name, "/")
	name = strings.ToLower(name)
	if name == "a" || name == "mx" {
		if target != "" {
			target, lengths, _ = strings.Cut(target, "/")
		} else {
			target = domain
		}
	}
	switch name {
	case "all":
		return matchYes
	case "ip4", "ip6":
		return s.within(target, name == "ip4")
	case "a", "mx", "include", "exists":
		if m, stop := s.ask(target); stop {
			return m
		}
	case "ptr":
		return matchUnknown
	default:
		return matchInvalid
	}
	target = plainDomain(target)
	switch name {
	case "a":
		return s.host(target, lengths)
	case "mx":
		return s.exchangers(target, lengths)
	case "exists":
		addresses, err := s.lookups.ip(target)
		return found(err, len(addresses) > 0)
	}
	switch s.record(target) {
	case spfPass:
		return matchYes
	case spfUnknown:
		return matchUnknown
	default:
		return matchNo
	}
}

// found is what an answer of a name server means for a term.
func found(err error, yes bool) match {
	switch {
	case err != nil && !notFound(err):
		return matchUnknown
	case yes:
		return matchYes
	}
	return matchNo
}

// within evaluates ip4 and ip6.
func (s *senders) within(target string, four bool) match {
	p, err := netip.ParsePrefix(target)
	if err != nil {
		a, err := netip.ParseAddr(target)
		if err != nil {
			return matchInvalid
		}
		p = netip.PrefixFrom(a, a.BitLen())
	}
	if p.Addr().Is4() != four {
		return matchInvalid
	}
	return found(nil, p.Contains(s.ip))
}

// host evaluates a: is the address one of the name's, or near one.
func (s *senders) host(name, lengths string) match {
	bits, ok := s.bits(lengths)
	if !ok {
		return matchInvalid
	}
	addresses, err := s.lookups.ip(name)
	for _, a := range addresses {
		if p, err := a.Unmap().Prefix(bits); err == nil && p.Contains(s.ip) {
			return matchYes
		}
	}
	return found(err, false)
}

func (s *senders) exchangers(name, lengths string) match {
	hosts, err := s.lookups.mx(name)
	if err != nil {
		return found(err, false)
	}
	for i, h := range hosts {
		if i >= maxHosts {
			return matchInvalid
		}
		if m := s.host(h.Host, lengths); m != matchNo {
			return m
		}
	}
	return matchNo
}

// bits reads "24", "24//64" or "/64" for the kind of address at hand.
func (s *senders) bits(lengths string) (int, bool) {
	four, six, _ := strings.Cut(lengths, "/")
	six = strings.TrimPrefix(six, "/")
	chosen, all := four, 32
	if s.ip.Is6() {
		chosen, all = six, 128
	}
	if chosen == "" {
		return all, true
	}
	n, err := strconv.Atoi(chosen)
	return n, err == nil && n >= 0 && n <= all
}

// Package origin tells whether a mail comes from whom it names: by what the
// server says that received it ([FromServer]), or by looking ourselves ([Check]).
//
// # Conventions
//
//   - A mail with several senders in its From field, with several From fields or
//     with none is never verified: a reader may be shown another than was checked.
//   - "Forged" is said only when the domain of the From address disowns the mail
//     by a published policy. What cannot be found out is "unproven": a name server
//     that does not answer, a policy of "none", an SPF record that uses what is not
//     evaluated here.
//   - Mail that a mailing list or a forwarder changed looks the same as a forged
//     one when its sender's domain publishes a strict policy. So a forged mail is
//     to be marked and shown, not thrown away.
package origin

import (
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"kept/conversation"
	"kept/internal/inbox/letter"
)

// besides are the fields that the filters of one server write between its
// Authentication-Results.
const besides = " received-spf dkim-filter dmarc-filter "

// FromServer tells the origin by the Authentication-Results (RFC 8601) of the
// server that received the mail, whose authserv-id is trusted, and why.
//
// Only its topmost run of these fields counts, and in it the first word on each
// method: whatever a sender wrote stands below. That holds when the server writes
// such a field into every mail, and takes those away that name it (RFC 8601, 5).
func FromServer(l letter.Letter, trusted string) (conversation.Origin, string) {
	dmarc, dkim, looked := verdicts(l.Header, trusted)
	if !looked {
		return conversation.Unknown, "No server that we trust says anything about it."
	}
	from, single := author(l)
	if dmarc != nil && dmarc.value == "fail" && dmarc.concerns(from) {
		if dmarc.policy() == "none" {
			return conversation.Unproven, "DMARC failed, but its domain asks for nothing to be done about that (" + trusted + ")."
		}
		return conversation.Forged, "Its domain disowns it: DMARC failed (" + trusted + ")."
	}
	if !single {
		return conversation.Unproven, notOne
	}
	if dmarc != nil && dmarc.value == "pass" && dmarc.concerns(from) {
		return conversation.Verified, "DMARC passed (" + trusted + ")."
	}
	for _, r := range dkim {
		if d := r.signer(); r.value == "pass" && aligned(d, from, false) {
			return conversation.Verified, d + " signed it: DKIM passed (" + trusted + ")."
		}
	}
	return conversation.Unproven, "Its domain does not stand for it (" + trusted + ")."
}

// Nameless is to be trusted, in place of an authserv-id, where the server that
// received the mail leaves it out against the standard, as Microsoft 365 does.
const Nameless = "no name"

const notOne = "It does not name one sender alone."

// verdicts finds what the trusted server found by DMARC and by DKIM.
func verdicts(h letter.Header, trusted string) (dmarc *result, dkim []result, looked bool) {
	if trusted == "" {
		return nil, nil, false
	}
	for _, f := range h {
		if !strings.EqualFold(f.Name, "Authentication-Results") {
			if looked && !strings.Contains(besides, " "+strings.ToLower(f.Name)+" ") {
				break
			}
			continue
		}
		server, found := readResults(f.Value)
		if !strings.EqualFold(server, trusted) {
			if looked {
				break
			}
			continue
		}
		looked = true
		var signatures []result
		for _, r := range found {
			switch r.method {
			case "dmarc":
				if dmarc == nil {
					dmarc = &r
				}
			case "dkim":
				signatures = append(signatures, r)
			}
		}
		if dkim == nil {
			dkim = signatures
		}
	}
	return dmarc, dkim, looked
}

// author gives the domain of the From address, and whether it is the only one.
func author(l letter.Letter) (domain string, single bool) {
	fields := 0
	for range l.Header.All("From") {
		fields++
	}
	if len(l.From) == 0 {
		return "", false
	}
	domain = domainOf(l.From[0].Mail)
	return domain, fields == 1 && len(l.From) == 1 && domain != ""
}

// domainOf gives the domain of an address, as name servers write it.
func domainOf(address string) string {
	i := strings.LastIndexByte(address, '@')
	if i < 0 {
		return ""
	}
	return plainDomain(address[i+1:])
}

func plainDomain(d string) string {
	d = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(d), "."))
	if a, err := idna.Lookup.ToASCII(d); err == nil {
		return a
	}
	return d
}

// organisation is the domain that somebody registered.
func organisation(domain string) string {
	if o, err := publicsuffix.EffectiveTLDPlusOne(domain); err == nil {
		return o
	}
	return domain
}

// aligned tells whether a domain speaks for that of the From address: strictly
// only itself, otherwise all of the same organisation.
func aligned(domain, from string, strict bool) bool {
	domain = plainDomain(domain)
	switch {
	case domain == "" || from == "":
		return false
	case strict:
		return domain == from
	}
	return organisation(domain) == organisation(from)
}

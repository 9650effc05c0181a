package workspace

import (
	"net/netip"
	"strings"
	"time"

	"kept/internal/fault"
)

// Host is an address of its own that a workspace gives its clients' pages. It is
// proven by a record in the DNS that only whoever holds the domain can set.
type Host struct {
	Workspace ID
	Name      string // lower case, without port and trailing dot
	Token     string // what the record says
	AskedAt   time.Time
	CheckedAt time.Time // when the name servers were asked last
	SeenAt    time.Time // when the record was there last; zero = never
	ProvenAt  time.Time // since when it is proven, or was; zero = never
	LostAt    time.Time // since when the proof is gone; zero = it is not
}

// How often name servers are asked: at most so often, every so often by itself;
// and how long it may take until no answer counts as a proof that is gone.
const (
	HostAgain  = time.Minute
	HostEvery  = 24 * time.Hour
	HostUnsure = 7 * 24 * time.Hour
)

// ProofName is the name of the record that proves a host.
func (h Host) ProofName() string { return "_kept-proof." + h.Name }

// Proven tells whether new links lead there.
func (h Host) Proven() bool { return !h.ProvenAt.IsZero() && h.LostAt.IsZero() }

// Serves tells whether pages are shown there: it is proven, or was, so that links
// which were sent go on working.
func (h Host) Serves() bool { return !h.ProvenAt.IsZero() }

// Found is what the name servers said.
type Found string

// The answers of name servers. NoAnswer says nothing of the record.
const (
	RecordThere   Found = "there"
	RecordMissing Found = "missing"
	NoAnswer      Found = "no answer"
)

// Take takes what the name servers said.
func (h Host) Take(found Found, now time.Time) Host {
	h.CheckedAt = now
	switch {
	case found == RecordThere:
		if !h.Proven() {
			h.ProvenAt = now
		}
		h.SeenAt, h.LostAt = now, time.Time{}
	case h.Proven() && (found == RecordMissing || !now.Before(h.SeenAt.Add(HostUnsure))):
		h.LostAt = now
	}
	return h
}

// HostOf is the host of a request as [Host] names it: "Kept.Example.:8080" is
// "kept.example". "" = it is an address, or none.
func HostOf(header string) string {
	h := strings.ToLower(header)
	if strings.HasPrefix(h, "[") {
		return ""
	}
	if i := strings.LastIndexByte(h, ':'); i >= 0 {
		h = h[:i]
	}
	h = strings.TrimSuffix(h, ".")
	if !isHost(h) {
		return ""
	}
	return h
}

// CheckHost gives a host as it was typed in its plain form, or says why it can be
// none. own is that of the server.
func CheckHost(typed, own string) (string, error) {
	h := strings.TrimSuffix(strings.ToLower(strings.TrimSpace(typed)), ".")
	var k fault.Check
	k.Want(isHost(h), "host", "Give a name like status.example.com: no address, no port, no path. A name with other letters is written as the DNS has it, with xn--.")
	k.Want(h != own, "host", "This is where Kept itself is. Give your clients' pages a name of their own.")
	return h, k.Err()
}

// isHost tells whether h is the name of a host with a domain.
func isHost(h string) bool {
	if len(h) > 240 || !strings.Contains(h, ".") {
		return false
	}
	if _, err := netip.ParseAddr(h); err == nil {
		return false
	}
	labels := strings.Split(h, ".")
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return strings.Trim(labels[len(labels)-1], "0123456789") != ""
}

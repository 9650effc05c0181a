package origin

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/emersion/go-msgauth/dkim"

	"kept/conversation"
	"kept/internal/inbox/letter"
)

// zone answers what stands in it. A text "!" stands for a server that fails.
type zone struct {
	txt   map[string][]string
	ip    map[string][]string
	mx    map[string][]string
	asked int
	slow  bool
}

func (z *zone) look(ctx context.Context, in map[string][]string, name string) ([]string, error) {
	z.asked++
	if z.slow {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	name, ok := strings.CutSuffix(name, ".")
	if !ok {
		return nil, fmt.Errorf("%s does not end in a dot", name)
	}
	found, ok := in[name]
	if !ok {
		return nil, &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	}
	if found[0] == "!" {
		return nil, errors.New("server failure")
	}
	return found, nil
}

func (z *zone) LookupTXT(ctx context.Context, name string) ([]string, error) {
	return z.look(ctx, z.txt, name)
}

func (z *zone) LookupNetIP(ctx context.Context, _, host string) ([]netip.Addr, error) {
	found, err := z.look(ctx, z.ip, host)
	var out []netip.Addr
	for _, f := range found {
		out = append(out, netip.MustParseAddr(f))
	}
	return out, err
}

func (z *zone) LookupMX(ctx context.Context, name string) ([]*net.MX, error) {
	found, err := z.look(ctx, z.mx, name)
	var out []*net.MX
	for _, f := range found {
		out = append(out, &net.MX{Host: f + "."})
	}
	return out, err
}

// key signs for every domain of these tests.
func key() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) }

func published() []string {
	return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key().Public().(ed25519.PublicKey))}
}

const plain = "From: Ann <ann@example.com>\r\nTo: us@firm.test\r\nSubject: Hello\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n\r\nHello there.\r\n"

// signed is a mail with a signature of a domain.
func signed(t testing.TB, mail, domain string) string {
	t.Helper()
	var out bytes.Buffer
	if err := dkim.Sign(&out, strings.NewReader(mail), &dkim.SignOptions{Domain: domain, Selector: "s", Signer: key(), HeaderKeys: []string{"From", "Subject", "To"}}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestCheck(t *testing.T) {
	const inside, outside = "192.0.2.7", "203.0.113.9"
	ours := signed(t, plain, "example.com")
	by := func(domain string) string { return signed(t, plain, domain) }
	policy := func(p string) map[string][]string { return map[string][]string{"_dmarc.example.com": {p}} }
	tests := []struct {
		name, mail string
		txt        map[string][]string
		ip         string
		sender     string
		want       conversation.Origin
	}{
		{"signed, no policy", ours, nil, outside, "", conversation.Verified},
		{"signed, strict policy", ours, policy("v=DMARC1; p=reject; adkim=s"), outside, "", conversation.Verified},
		{"signed by the organisation", by("news.example.com"), policy("v=DMARC1; p=reject"), outside, "", conversation.Verified},
		{"signed by the organisation under a strict policy", by("news.example.com"), policy("v=DMARC1; p=reject; adkim=s"), outside, "", conversation.Forged},
		{"signed by the organisation, no policy", by("news.example.com"), nil, outside, "", conversation.Verified},
		{"signed by another", by("example.net"), policy("v=DMARC1; p=reject"), outside, "", conversation.Forged},
		{"signed by another, no policy", by("example.net"), nil, outside, "", conversation.Unproven},
		{"changed behind the signature", ours + "Buy now.\r\n", nil, outside, "", conversation.Unproven},
		{"changed under a policy", ours + "Buy now.\r\n", policy("v=DMARC1; p=quarantine"), outside, "", conversation.Forged},
		{"changed subject", strings.Replace(ours, "Subject: Hello", "Subject: Help", 1), policy("v=DMARC1; p=reject"), outside, "", conversation.Forged},
		{"a From above the signed one", "From: boss@example.com\r\n" + ours, nil, outside, "", conversation.Unproven},
		{"a From far above the signed one", "From: boss@example.com\r\n" + strings.Repeat("X: y\r\n", 6000) + ours, nil, outside, "", conversation.Unproven},
		{"a From above a line that ends the header for some", "From: boss@example.com\r\n--\r\n" + ours, nil, outside, "", conversation.Unproven},
		{"two senders, signed", signed(t, strings.Replace(plain, "<ann@example.com>", "<ann@example.com>, b@example.com", 1), "example.com"), nil, outside, "", conversation.Unproven},
		{"no policy, not signed", plain, nil, outside, "ann@example.com", conversation.Unproven},
		{"policy of none", plain, policy("v=DMARC1; p=none"), outside, "", conversation.Unproven},
		{"reject", plain, policy("v=DMARC1; p=reject"), outside, "", conversation.Forged},
		{"quarantine all", plain, policy("v=DMARC1; p=quarantine; pct=100"), outside, "", conversation.Forged},
		{"quarantine most", plain, policy("v=DMARC1; p=quarantine; pct=99"), outside, "", conversation.Unproven},
		{"reject, below it nothing", plain, policy("v=DMARC1; p=reject; sp=none"), outside, "", conversation.Forged},
		{"reject some", plain, policy("v=DMARC1; p=reject; pct=1"), outside, "", conversation.Forged},
		{"a policy with a fault", plain, policy("v=DMARC1; p=refuse"), outside, "", conversation.Unproven},
		{"two policies", plain, map[string][]string{"_dmarc.example.com": {"v=DMARC1; p=reject", "v=DMARC1; p=reject"}}, outside, "", conversation.Unproven},
		{"a policy beside other texts", plain, map[string][]string{"_dmarc.example.com": {"hello", "v=DMARC1; p=reject"}}, outside, "", conversation.Forged},
		{"the policy cannot be read", plain, policy("!"), outside, "", conversation.Unproven},
		{"the key cannot be read", ours, map[string][]string{"_dmarc.example.com": {"v=DMARC1; p=reject"}, "s._domainkey.example.com": {"!"}}, outside, "", conversation.Unproven},
		{"the key was taken back", ours, map[string][]string{"_dmarc.example.com": {"v=DMARC1; p=reject"}, "s._domainkey.example.com": {"v=DKIM1; p="}}, outside, "", conversation.Forged},
		{"from a server of its own", plain, policy("v=DMARC1; p=reject"), inside, "ann@example.com", conversation.Verified},
		{"from a server of its own, no policy", plain, nil, inside, "ann@example.com", conversation.Unproven},
		{"a bounce from a server of its own", plain, policy("v=DMARC1; p=reject"), inside, "", conversation.Verified},
		{"from a server of another", plain, policy("v=DMARC1; p=reject"), inside, "x@example.net", conversation.Forged},
		{"from below its own", plain, policy("v=DMARC1; p=reject"), inside, "x@sub.example.com", conversation.Verified},
		{"from below its own, strictly", plain, policy("v=DMARC1; p=reject; aspf=s"), inside, "x@sub.example.com", conversation.Forged},
		{"from nobody knows where", plain, policy("v=DMARC1; p=reject"), "", "ann@example.com", conversation.Unproven},
		{"an endless header", "X: " + strings.Repeat("y", letter.MaxHeader) + "\r\n" + ours, nil, outside, "", conversation.Unproven},
		{"no header", "Hello", nil, outside, "", conversation.Unproven},
		{"nothing", "", nil, outside, "", conversation.Unproven},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z := &zone{txt: map[string][]string{
				"example.com": {"google-site=1", "v=spf1 ip4:192.0.2.0/24 -all"}, "example.net": {"v=spf1 ip4:192.0.2.0/24 -all"}, "sub.example.com": {"v=spf1 ip4:192.0.2.0/24 -all"},
				"s._domainkey.example.com": published(), "s._domainkey.news.example.com": published(), "s._domainkey.example.net": published(),
			}}
			for name, texts := range tt.txt {
				z.txt[name] = texts
			}
			ip, _ := netip.ParseAddr(tt.ip)
			got, why := Check(t.Context(), []byte(tt.mail), Envelope{From: tt.sender, HELO: "mail.example.com", IP: ip}, z)
			if tt.name == "a bounce from a server of its own" {
				z.txt["mail.example.com"] = z.txt["example.com"]
				got, why = Check(t.Context(), []byte(tt.mail), Envelope{HELO: "mail.example.com", IP: ip}, z)
			}
			if got != tt.want || !strings.HasSuffix(why, ".") {
				t.Errorf("got %q (%s), want %q", got, why, tt.want)
			}
		})
	}
}

func TestPolicyOfTheOrganisation(t *testing.T) {
	mail := strings.Replace(plain, "ann@example.com", "ann@sub.example.com", 1)
	for policy, want := range map[string]conversation.Origin{
		"v=DMARC1; p=reject":          conversation.Forged,
		"v=DMARC1; p=none; sp=reject": conversation.Forged,
		"v=DMARC1; p=reject; sp=none": conversation.Unproven,
	} {
		z := &zone{txt: map[string][]string{"_dmarc.example.com": {policy}}}
		if got, why := Check(t.Context(), []byte(mail), Envelope{}, z); got != want {
			t.Errorf("%s: %q (%s), want %q", policy, got, why, want)
		}
	}
}

func TestSignaturesAreLimited(t *testing.T) {
	fake := "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=x; h=from; bh=x; b=x\r\n"
	z := &zone{txt: map[string][]string{"s._domainkey.example.com": published()}}
	good := signed(t, plain, "example.com")
	if got, why := Check(t.Context(), []byte(strings.Repeat(fake, MaxSignatures-1)+good), Envelope{}, z); got != conversation.Verified {
		t.Errorf("the last of %d signatures: %q (%s)", MaxSignatures, got, why)
	}
	if got, _ := Check(t.Context(), []byte(strings.Repeat(fake, MaxSignatures)+good), Envelope{}, z); got != conversation.Unproven {
		t.Errorf("beyond %d signatures: %q", MaxSignatures, got)
	}
}

func TestSPF(t *testing.T) {
	endless := map[string][]string{"example.com": {"v=spf1 include:a.test -all"}, "a.test": {"v=spf1 include:example.com -all"}}
	terms := func(n int) string { return "v=spf1" + strings.Repeat(" a:none.test", n) + " +all" }
	tests := []struct {
		record string
		more   map[string][]string
		want   spfResult
	}{
		{"v=spf1 +all", nil, spfPass}, {"V=SPF1 ALL", nil, spfPass}, {"v=spf1 -all", nil, spfNotPass}, {"v=spf1 ~all", nil, spfNotPass}, {"v=spf1 ?all", nil, spfNotPass},
		{"v=spf1", nil, spfNotPass}, {"v=spf10 +all", nil, spfNotPass}, {"hello", nil, spfNotPass}, {"!", nil, spfUnknown},
		{"v=spf1 ip4:192.0.2.7 -all", nil, spfPass}, {"v=spf1 ip4:192.0.2.6 -all", nil, spfNotPass}, {"v=spf1 ip4:192.0.2.0/29 -all", nil, spfPass}, {"v=spf1 ip4:192.0.2.8/29 -all", nil, spfNotPass},
		{"v=spf1 -ip4:192.0.2.7 +all", nil, spfNotPass}, {"v=spf1 ip6:2001:db8::/32 -all", nil, spfNotPass}, {"v=spf1 ip4:2001:db8::/32 +all", nil, spfNotPass}, {"v=spf1 ip4:nonsense +all", nil, spfNotPass},
		{"v=spf1 a -all", nil, spfPass}, {"v=spf1 a:mail.test -all", nil, spfNotPass}, {"v=spf1 a:mail.test/28 -all", nil, spfPass}, {"v=spf1 a/33 +all", nil, spfNotPass}, {"v=spf1 a:bad.test -all", nil, spfUnknown},
		{"v=spf1 mx -all", nil, spfPass}, {"v=spf1 mx:other.test//64 -all", nil, spfNotPass}, {"v=spf1 mx:bad.test -all", nil, spfUnknown},
		{"v=spf1 exists:mail.test -all", nil, spfPass}, {"v=spf1 exists:%{i}.mail.test -all", nil, spfUnknown}, {"v=spf1 exists:none.test -all", nil, spfNotPass},
		{"v=spf1 include:a.test -all", map[string][]string{"a.test": {"v=spf1 ip4:192.0.2.7"}}, spfPass},
		{"v=spf1 include:a.test +all", map[string][]string{"a.test": {"v=spf1 -all"}}, spfPass},
		{"v=spf1 include:a.test +all", map[string][]string{"a.test": {"!"}}, spfUnknown},
		{"v=spf1 include:%{d}.test -all", nil, spfUnknown},
		{"v=spf1 redirect=a.test", map[string][]string{"a.test": {"v=spf1 ip4:192.0.2.7"}}, spfPass},
		{"v=spf1 redirect=%{d}.test", nil, spfUnknown},
		{"v=spf1 -all redirect=a.test", map[string][]string{"a.test": {"v=spf1 +all"}}, spfNotPass},
		{"v=spf1 exp=a.test unknown=x +all", nil, spfPass}, {"v=spf1 nonsense +all", nil, spfNotPass}, {"v=spf1 ptr +all", nil, spfUnknown},
		{"v=spf1 include:a.test -all", endless, spfNotPass},
		{terms(maxTerms), nil, spfPass}, {terms(maxTerms + 1), nil, spfNotPass},
	}
	for _, tt := range tests {
		z := &zone{txt: map[string][]string{"example.com": {tt.record}}, ip: map[string][]string{"example.com": {"192.0.2.7", "2001:db8::7"}, "mail.test": {"192.0.2.1"}, "bad.test": {"!"}, "mx.test": {"192.0.2.7"}}, mx: map[string][]string{"example.com": {"mail.test", "mx.test"}, "other.test": {"mail.test"}, "bad.test": {"!"}}}
		for name, texts := range tt.more {
			z.txt[name] = texts
		}
		s := senders{lookups: &lookups{ctx: t.Context(), resolver: z}, ip: netip.MustParseAddr("192.0.2.7")}
		if got := s.record("example.com"); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.record, got, tt.want)
		}
		if z.asked > MaxLookups {
			t.Errorf("%s: %d questions", tt.record, z.asked)
		}
	}
}

func TestSPFOfTwoRecordsAndOfIPv6(t *testing.T) {
	z := &zone{txt: map[string][]string{"two.test": {"v=spf1 +all", "v=spf1 +all"}, "six.test": {"v=spf1 ip6:2001:db8::/64 a//60 -all"}}, ip: map[string][]string{"six.test": {"2001:db8:0:10::1"}}}
	for _, tt := range []struct {
		domain, ip string
		want       spfResult
	}{
		{"two.test", "192.0.2.7", spfNotPass},
		{"six.test", "2001:db8::ffff", spfPass},
		{"six.test", "2001:db8:0:1f::", spfPass},
		{"six.test", "2001:db8:0:20::", spfNotPass},
		{"six.test", "192.0.2.7", spfNotPass},
	} {
		s := senders{lookups: &lookups{ctx: t.Context(), resolver: z}, ip: netip.MustParseAddr(tt.ip)}
		if got := s.record(tt.domain); got != tt.want {
			t.Errorf("%s from %s: %d, want %d", tt.domain, tt.ip, got, tt.want)
		}
	}
}

func TestSilentNameServersEndTheCheck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got, why := Check(t.Context(), []byte(signed(t, plain, "example.com")), Envelope{}, &zone{slow: true})
		if got != conversation.Unproven {
			t.Errorf("%q (%s)", got, why)
		}
	})
}

func TestLookupsAreLimited(t *testing.T) {
	l := &lookups{ctx: t.Context(), resolver: &zone{txt: map[string][]string{"a.test": {"x"}}}}
	for i := range MaxLookups + 1 {
		if _, err := l.txt("a.test"); (err != nil) != (i == MaxLookups) {
			t.Errorf("question %d: %v", i+1, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(signed(f, plain, "example.com")), "v=DMARC1; p=reject", "v=spf1 a mx include:x -all", "ann@example.com")
	f.Add([]byte(plain), "v=DMARC1; p=none; sp=reject; pct=3", "v=spf1 redirect=example.com", "")
	f.Fuzz(func(t *testing.T, raw []byte, policy, spf, sender string) {
		z := &zone{txt: map[string][]string{"_dmarc.example.com": {policy}, "example.com": {spf}, "s._domainkey.example.com": published()}}
		got, why := Check(t.Context(), raw, Envelope{From: sender, HELO: "example.com", IP: netip.MustParseAddr("192.0.2.7")}, z)
		if got == conversation.Unknown || why == "" {
			t.Errorf("%q, %q", got, why)
		}
		if z.asked > MaxLookups {
			t.Errorf("%d questions", z.asked)
		}
	})
}

package origin

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/conversation"
	"kept/internal/inbox/letter"
)

func TestFromServer(t *testing.T) {
	const (
		from  = "From: Ann <ann@example.com>\r\n"
		ours  = "Authentication-Results: mx.firm.test"
		other = "Authentication-Results: evil.test"
		pass  = "; dmarc=pass header.from=example.com\r\n"
	)
	tests := []struct {
		name, header string
		want         conversation.Origin
	}{
		{"DMARC passed", ours + pass + from, conversation.Verified},
		{"about no domain", ours + "; dmarc=pass\r\n" + from, conversation.Verified},
		{"folded, with blanks and a version", ours + " 1;\r\n\tdmarc = pass\r\n\theader.from = Example.COM\r\n" + from, conversation.Verified},
		{"in capitals", "authentication-results: MX.Firm.Test; DMARC=Pass\r\n" + from, conversation.Verified},
		{"quoted id", "Authentication-Results: \"mx.firm.test\"; dmarc=pass\r\n" + from, conversation.Verified},
		{"about another domain", ours + "; dmarc=pass header.from=example.org\r\n" + from, conversation.Unproven},
		{"DMARC failed", ours + "; dmarc=fail (p=REJECT dis=NONE) header.from=example.com\r\n" + from, conversation.Forged},
		{"failed, no policy told", ours + "; dmarc=fail\r\n" + from, conversation.Forged},
		{"failed under p=none", ours + "; dmarc=fail (p=NONE sp=REJECT dis=NONE) header.from=example.com\r\n" + from, conversation.Unproven},
		{"failed under p=none, as a property", ours + "; dmarc=fail policy.published-domain-policy=none header.from=example.com\r\n" + from, conversation.Unproven},
		{"failed with sp=none only", ours + "; dmarc=fail (p=quarantine sp=none)\r\n" + from, conversation.Forged},
		{"failed although signed", ours + "; dkim=pass header.d=example.com; dmarc=fail\r\n" + from, conversation.Forged},
		{"no DMARC, signed", ours + "; spf=fail; dmarc=none; dkim=pass header.d=example.com\r\n" + from, conversation.Verified},
		{"signed on behalf of", ours + "; dkim=pass header.i=@mail.example.com header.s=x\r\n" + from, conversation.Verified},
		{"the second signature", ours + "; dkim=fail header.d=example.com; dkim=pass header.d=news.example.com\r\n" + from, conversation.Verified},
		{"signed by another", ours + "; dkim=pass header.d=example.net\r\n" + from, conversation.Unproven},
		{"signed by a neighbour under a public suffix", ours + "; dkim=pass header.d=b.co.uk\r\nFrom: a@a.co.uk\r\n", conversation.Unproven},
		{"signed by the suffix", ours + "; dkim=pass header.d=co.uk\r\nFrom: a@a.co.uk\r\n", conversation.Unproven},
		{"a signature that failed", ours + "; dkim=fail header.d=example.com\r\n" + from, conversation.Unproven},
		{"SPF alone", ours + "; spf=pass smtp.mailfrom=ann@example.com\r\n" + from, conversation.Unproven},
		{"best guess", ours + "; dmarc=bestguesspass header.from=example.com\r\n" + from, conversation.Unproven},
		{"nothing found", ours + "; none\r\n" + from, conversation.Unproven},
		{"an unknown version", ours + " 2" + pass + from, conversation.Unknown},
		{"no such field", from, conversation.Unknown},
		{"by somebody else", other + pass + from, conversation.Unknown},
		{"a name that begins like ours", "Authentication-Results: mx.firm.test.evil.test" + pass + from, conversation.Unknown},

		{"forged above, by another id", other + pass + ours + "; dmarc=fail\r\n" + from, conversation.Forged},
		{"forged right below", ours + "; dmarc=fail\r\n" + ours + pass + from, conversation.Forged},
		{"forged signature right below", ours + "; dkim=none\r\n" + ours + "; dkim=pass header.d=example.com\r\n" + from, conversation.Unproven},
		{"forged below what the sender wrote", ours + "; spf=pass\r\nReceived: from x\r\n" + ours + pass + from, conversation.Unproven},
		{"forged below another id", ours + "; spf=pass\r\n" + other + "; spf=pass\r\n" + ours + pass + from, conversation.Unproven},
		{"two fields of one server", ours + "; dkim=pass header.d=example.net\r\nDKIM-Filter: x\r\n" + ours + pass + from, conversation.Verified},
		{"in a comment", ours + "; spf=fail (he said ; dmarc=pass header.from=example.com) smtp.helo=x\r\n" + from, conversation.Unproven},
		{"in a comment in a comment", ours + "; spf=fail (a (b) ; dmarc=pass) smtp.helo=x\r\n" + from, conversation.Unproven},
		{"in a comment nobody closed", ours + "; spf=fail (a ; dmarc=pass\r\n" + from, conversation.Unproven},
		{"behind an escaped parenthesis", ours + "; spf=fail (a \\) ; dmarc=pass)\r\n" + from, conversation.Unproven},
		{"in quotes", ours + "; spf=fail reason=\"a; dmarc=pass header.from=example.com\"\r\n" + from, conversation.Unproven},
		{"a second word on a property", ours + "; dkim=pass header.d=example.net header.d=example.com\r\n" + from, conversation.Unproven},

		{"two senders", ours + pass + "From: ann@example.com, bob@example.com\r\n", conversation.Unproven},
		{"two From fields", ours + pass + from + from, conversation.Unproven},
		{"an empty From field above", ours + pass + "From:\r\n" + from, conversation.Unproven},
		{"no sender", ours + "; dmarc=pass\r\nSubject: x\r\n", conversation.Unproven},
		{"a sender without an address", ours + "; dmarc=pass\r\nFrom: Ann\r\n", conversation.Unproven},
		{"two senders, failed", ours + "; dmarc=fail\r\nFrom: ann@example.com, bob@example.com\r\n", conversation.Forged},
		{"a domain in its own letters", ours + "; dmarc=pass header.from=xn--bcher-kva.example\r\nFrom: a@bücher.example\r\n", conversation.Verified},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, why := FromServer(letter.Read([]byte(tt.header+"\r\nx")), "mx.firm.test")
			if got != tt.want {
				t.Errorf("got %q (%s), want %q", got, why, tt.want)
			}
			if !strings.HasSuffix(why, ".") {
				t.Errorf("why %q is no sentence", why)
			}
		})
	}
}

// Fields as large services write them.
func TestFieldsOfServices(t *testing.T) {
	for _, tt := range []struct {
		trusted, field string
		want           conversation.Origin
	}{
		{"mx.google.com", "mx.google.com;\r\n       dkim=pass header.i=@example.com header.s=s1 header.b=AbC+/=;\r\n       spf=pass (google.com: domain of ann@example.com designates 192.0.2.7 as permitted sender) smtp.mailfrom=ann@example.com;\r\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=example.com", conversation.Verified},
		{"mx.google.com", "mx.google.com; spf=softfail (google.com: domain of transitioning x@example.net does not designate 192.0.2.7 as permitted sender) smtp.mailfrom=x@example.net; dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=example.com", conversation.Unproven},
		{"mx.google.com", "mx.google.com; spf=none (google.com: x@example.net does not designate permitted sender hosts) smtp.mailfrom=x@example.net; dmarc=fail (p=QUARANTINE sp=NONE dis=QUARANTINE) header.from=example.com", conversation.Forged},
		{Nameless, "spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=example.com; dkim=pass (signature was verified)\r\n header.d=example.com;dmarc=pass action=none header.from=example.com;compauth=pass\r\n reason=100", conversation.Verified},
		{Nameless, "spf=fail (sender IP is 192.0.2.7) smtp.mailfrom=example.com; dkim=none (message not signed) header.d=none;dmarc=fail action=oreject header.from=example.com;compauth=fail reason=000", conversation.Forged},
		{Nameless, "spf=fail (sender IP is 192.0.2.7) smtp.mailfrom=example.com; dkim=none header.d=none;dmarc=fail action=none header.from=example.com;compauth=fail reason=001", conversation.Unproven},
		{Nameless, "no; dmarc=pass header.from=example.com", conversation.Unknown},
		{Nameless, "no name; dmarc=pass header.from=example.com", conversation.Unknown},
		{Nameless, "\"no name\"; dmarc=pass header.from=example.com", conversation.Unknown},
		{"mx.google.com", "dmarc=pass header.from=example.com", conversation.Unknown},
		{"mail.firm.test", "mail.firm.test; dmarc=pass (p=quarantine dis=none) header.from=example.com", conversation.Verified},
		{"mail.firm.test", "mail.firm.test (amavisd-new); dkim=pass (2048-bit key) header.d=example.com", conversation.Verified},
		{"mail.firm.test", "mail.firm.test;\r\n\tdkim=pass (2048-bit key; unprotected) header.d=example.com header.i=@example.com header.a=rsa-sha256 header.s=x header.b=\"a;b\";\r\n\tdkim-atps=neutral", conversation.Verified},
	} {
		raw := "Authentication-Results: " + tt.field + "\r\nFrom: Ann <ann@example.com>\r\n\r\nx"
		if got, why := FromServer(letter.Read([]byte(raw)), tt.trusted); got != tt.want {
			t.Errorf("%s: %q (%s), want %q", tt.field, got, why, tt.want)
		}
	}
}

func TestFromServerTrustsNobodyWithoutAName(t *testing.T) {
	for _, field := range []string{"", "; dmarc=pass", "x; dmarc=pass", " ; dmarc=pass"} {
		l := letter.Read([]byte("Authentication-Results: " + field + "\r\nFrom: a@b.test\r\n\r\nx"))
		if got, _ := FromServer(l, ""); got != conversation.Unknown {
			t.Errorf("%q: %q", field, got)
		}
	}
}

// What a sender can get into a comment or into quotes proves nothing.
func TestWordsOfOthersAreNoResults(t *testing.T) {
	escape := strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`, `"`, `\"`, "\r", "", "\n", "")
	piece := rapid.SampledFrom([]string{";", " ", "dmarc=pass", "dkim=pass", "header.d=example.com", "header.from=example.com", "(", ")", `"`, `\`, "=", "mx.firm.test", "x"})
	rapid.Check(t, func(t *rapid.T) {
		said := escape.Replace(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "said"), ""))
		form := rapid.SampledFrom([]string{"spf=fail (%) smtp.helo=x", `spf=fail reason="%"`, `spf=fail smtp.mailfrom="%"`, "(%) spf=fail"}).Draw(t, "form")
		field := "mx.firm.test; " + strings.ReplaceAll(form, "%", said) + "; iprev=pass"
		l := letter.Letter{Header: letter.Header{{Name: "Authentication-Results", Value: field}}, From: []letter.Address{{Mail: "ann@example.com"}}}
		l.Header = append(l.Header, letter.Field{Name: "From", Value: "ann@example.com"})
		if got, why := FromServer(l, "mx.firm.test"); got != conversation.Unproven {
			t.Fatalf("%s: %q (%s)", field, got, why)
		}
	})
}

func FuzzFromServer(f *testing.F) {
	f.Add("mx.firm.test 1; dkim=pass (2048-bit key; x) header.d=example.com header.i=\"@example.com\"; dmarc=fail (p=none (a\\)))", "Ann <ann@example.com>")
	f.Add("mx.firm.test; dmarc=pass header.from=example.com", "a@b, c@d")
	f.Fuzz(func(t *testing.T, results, from string) {
		raw := "Authentication-Results: " + results + "\r\nFrom: " + from + "\r\n\r\nx"
		l := letter.Read([]byte(raw))
		got, why := FromServer(l, "mx.firm.test")
		if got == conversation.Verified && len(l.From) != 1 {
			t.Errorf("verified with %d senders", len(l.From))
		}
		if why == "" {
			t.Error("no word why")
		}
		// The same field by another server, below or above, changes nothing.
		if other, _ := FromServer(letter.Read([]byte("Authentication-Results: evil.test; dmarc=pass\r\n"+raw)), "mx.firm.test"); other != got {
			t.Errorf("%q with another server's word above, %q without", other, got)
		}
	})
}

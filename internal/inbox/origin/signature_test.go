package origin

import (
	"bytes"
	"net/netip"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/emersion/go-msgauth/dkim"

	"kept/conversation"
)

func TestSignaturesOfOthersDoNotMatter(t *testing.T) {
	z := &zone{txt: map[string][]string{"s._domainkey.example.com": published(), "s._domainkey.example.net": published()}}
	twice := signed(t, signed(t, plain, "example.com"), "example.net")
	for name, mail := range map[string]string{"a list signed again": twice, "behind a list's": signed(t, signed(t, plain, "example.net"), "example.com"), "in small letters": strings.Replace(twice, "DKIM-Signature: a=ed25519-sha256; bh=", "dkim-signature: a=ed25519-sha256; bh=", 1)} {
		if got, why := Check(t.Context(), []byte(mail), Envelope{}, z); got != conversation.Verified {
			t.Errorf("%s: %q (%s)\n%s", name, got, why, mail)
		}
	}
}

// A signature over the signatures of others cannot be told from a broken one
// here: the mail is not called forged.
func TestSignatureThatCoversOthers(t *testing.T) {
	var out bytes.Buffer
	options := &dkim.SignOptions{Domain: "example.com", Selector: "s", Signer: key(), HeaderKeys: []string{"From", "DKIM-Signature"}}
	if err := dkim.Sign(&out, strings.NewReader(signed(t, plain, "example.net")), options); err != nil {
		t.Fatal(err)
	}
	z := &zone{txt: map[string][]string{"s._domainkey.example.com": published(), "_dmarc.example.com": {"v=DMARC1; p=reject"}}}
	if got, why := Check(t.Context(), out.Bytes(), Envelope{IP: netip.MustParseAddr("192.0.2.7")}, z); got != conversation.Unproven {
		t.Errorf("%q (%s)", got, why)
	}
}

func TestBlankLinesAreLimited(t *testing.T) {
	z := &zone{txt: map[string][]string{"s._domainkey.example.com": published(), "_dmarc.example.com": {"v=DMARC1; p=reject"}}}
	for _, tt := range []struct {
		lines string
		n     int
		want  conversation.Origin
	}{{"\r\n", maxBlankLines, conversation.Verified}, {"\r\n", maxBlankLines + 1, conversation.Unproven}, {"\n", 2 * maxBlankLines, conversation.Verified}, {"\n", 2*maxBlankLines + 1, conversation.Unproven}, {"\r\n\n", maxBlankLines, conversation.Unproven}} {
		n, want := tt.n, tt.want
		mail := signed(t, plain+"x"+strings.Repeat(tt.lines, n)+"y\r\n", "example.com")
		if got, why := Check(t.Context(), []byte(mail), Envelope{}, z); got != want {
			t.Errorf("%d blank lines: %q (%s), want %q", n, got, why, want)
		}
	}
}

func TestHashedBytesAreLimited(t *testing.T) {
	z := &zone{txt: map[string][]string{"s._domainkey.example.com": published(), "_dmarc.example.com": {"v=DMARC1; p=reject"}}}
	body := strings.Repeat(strings.Repeat("x", 98)+"\r\n", (maxHashed/3-len("Hello there.\r\n"))/100)
	good := signed(t, plain+body, "example.com")
	bad := "DKIM-Signature: v=1; a=ed25519-sha256; d=example.com; s=s; h=from; bh=eA==; b=eA==\r\n"
	for n, want := range map[int]conversation.Origin{2: conversation.Verified, 3: conversation.Unproven} {
		if got, why := Check(t.Context(), []byte(strings.Repeat(bad, n)+good), Envelope{}, z); got != want {
			t.Errorf("behind %d others: %q (%s), want %q", n, got, why, want)
		}
	}
}

func TestLongTextsAreNotHeeded(t *testing.T) {
	policy := "v=DMARC1; p=reject; rua="
	for n, want := range map[int]conversation.Origin{MaxText: conversation.Forged, MaxText + 1: conversation.Unproven} {
		z := &zone{txt: map[string][]string{"_dmarc.example.com": {policy + strings.Repeat("x", n-len(policy))}}}
		if got, why := Check(t.Context(), []byte(plain), Envelope{}, z); got != want {
			t.Errorf("%d bytes: %q (%s), want %q", n, got, why, want)
		}
	}
}

func TestMailWithReads(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789"), pieceSize/8)
	want := append([]byte("head\r\n\r\n"), body...)
	if err := iotest.TestReader(&mailWith{head: []byte("head\r\n\r\n"), body: []byte("body")}, []byte("head\r\n\r\nbody")); err != nil {
		t.Error(err)
	}
	var out bytes.Buffer
	if n, err := (&mailWith{head: []byte("head\r\n\r\n"), body: body}).WriteTo(&out); err != nil || int(n) != len(want) || !bytes.Equal(out.Bytes(), want) {
		t.Errorf("%d bytes, %v", n, err)
	}
	if fields := splitFields([]byte("a: b\r\n c\r\nd: e\r\n\tf\r\n g\r\n\r\n")); len(fields) != 3 || string(fields[0]) != "a: b\r\n c\r\n" || string(fields[1]) != "d: e\r\n\tf\r\n g\r\n" {
		t.Errorf("%q", fields)
	}
}

package origin

import (
	"net/netip"
	"strings"
	"testing"
)

// BenchmarkCheck looks at a signed mail of 20 kB.
func BenchmarkCheck(b *testing.B) {
	raw := []byte(signed(b, plain+strings.Repeat(strings.Repeat("x", 76)+"\r\n", 20_000/78), "example.com"))
	z := &zone{txt: map[string][]string{"s._domainkey.example.com": published()}}
	b.ReportAllocs()
	for b.Loop() {
		Check(b.Context(), raw, Envelope{IP: netip.MustParseAddr("192.0.2.7")}, z)
	}
}

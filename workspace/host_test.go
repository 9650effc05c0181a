package workspace

import (
	"testing"
	"time"
)

func TestHostOf(t *testing.T) {
	for header, want := range map[string]string{
		"status.firm.example": "status.firm.example", "Status.FIRM.example": "status.firm.example", "status.firm.example:8443": "status.firm.example",
		"status.firm.example.": "status.firm.example", "status.firm.example.:443": "status.firm.example", "xn--mnchen-3ya.example": "xn--mnchen-3ya.example",
		"": "", "localhost": "", "localhost:8080": "", "127.0.0.1": "", "127.0.0.1:80": "", "[::1]:80": "", "[::1]": "", "::1": "", "10.1": "", "0x7f.1": "",
		"münchen.example": "", "status.firm.example..": "", ".firm.example": "", "a..example": "", "-a.example": "", "a-.example": "", "a b.example": "", "a/b.example": "",
		"a@b.example": "", "status.firm.example:80:80": "", "status.firm.example\x00": "", "a_b.example": "",
	} {
		if got := HostOf(header); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestCheckHost(t *testing.T) {
	const own = "kept.example.com"
	for typed, want := range map[string]string{
		" Status.Firm.example ": "status.firm.example", "status.firm.example.": "status.firm.example", "clients.kept.example.com": "clients.kept.example.com",
		own: "", "KEPT.example.com.": "", "": "", "firm": "", "https://status.firm.example": "", "status.firm.example/p": "", "status.firm.example:80": "", "192.0.2.7": "", "2001:db8::1": "", "münchen.example": "",
	} {
		got, err := CheckHost(typed, own)
		if (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}

// A record that is there proves; one that is missing takes the proof back at once;
// no answer does so after a week: just before, at, just after.
func TestProof(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	asked := Host{Name: "status.firm.example", AskedAt: now}
	proven := asked.Take(RecordThere, now)
	for _, row := range []struct {
		name           string
		h              Host
		found          Found
		after          time.Duration
		proven, serves bool
	}{
		{"never there", asked, RecordMissing, time.Hour, false, false},
		{"never answered", asked, NoAnswer, HostUnsure, false, false},
		{"there", asked, RecordThere, time.Hour, true, true},
		{"missing", proven, RecordMissing, time.Hour, false, true},
		{"no answer, just before a week", proven, NoAnswer, HostUnsure - time.Millisecond, true, true},
		{"no answer for a week", proven, NoAnswer, HostUnsure, false, true},
		{"no answer, just after", proven, NoAnswer, HostUnsure + time.Millisecond, false, true},
		{"there again", proven.Take(RecordMissing, now.Add(time.Minute)), RecordThere, time.Hour, true, true},
	} {
		got := row.h.Take(row.found, now.Add(row.after))
		if got.Proven() != row.proven || got.Serves() != row.serves || !got.CheckedAt.Equal(now.Add(row.after)) {
			t.Errorf("%s: %+v", row.name, got)
		}
	}
	if again := proven.Take(RecordThere, now.Add(time.Hour)); !again.ProvenAt.Equal(now) {
		t.Errorf("proven since %v", again.ProvenAt)
	}
}

package letter

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddresses(t *testing.T) {
	one := func(name, mail string) []Address { return []Address{{name, mail}} }
	tests := []struct {
		name, in string
		want     []Address
	}{
		{"bare", "a@b.c", one("", "a@b.c")},
		{"named", "Ann B <a@b.c>", one("Ann B", "a@b.c")},
		{"quoted, with a comma", `"B, Ann" <a@b.c>, x@y`, []Address{{"B, Ann", "a@b.c"}, {"", "x@y"}}},
		{"a comma without quotes", "B, Ann <a@b.c>, x@y", []Address{{"B, Ann", "a@b.c"}, {"", "x@y"}}},
		{"a comma in a word", "=?utf-8?q?B,_Ann?= <a@b.c>", one("B, Ann", "a@b.c")},
		{"a comment as name", "a@b.c (Ann (B))", one("Ann (B)", "a@b.c")},
		{"a group", "Team: a@b, C <c@d>;, e@f", []Address{{"", "a@b"}, {"C", "c@d"}, {"", "e@f"}}},
		{"nobody", "undisclosed-recipients:;", nil},
		{"empty", " , ,", nil},
		{"a route", "<@x,@y:a@b.c>", one("", "a@b.c")},
		{"semicolons", "a@b; c@d", []Address{{"", "a@b"}, {"", "c@d"}}},
		{"without an address", "MAILER-DAEMON", one("MAILER-DAEMON", "")},
		{"an empty angle", "Ann <>", one("Ann", "")},
		{"an angle nobody closed", "Ann <a@b.c, x@y", []Address{{"Ann", "a@b.c"}, {"", "x@y"}}},
		{"angles in angles", "<<a@b.c>>", one("", "a@b.c")},
		{"a quote nobody closed", `"Ann <a@b.c>`, one("Ann", "a@b.c")},
		{"a comment nobody closed", "Ann (x <a@b.c>", one("Ann x", "a@b.c")},
		{"a name and an address without angles", "Ann B a@b.c", one("Ann B", "a@b.c")},
		{"two without a comma", "A <a@b> B <c@d>", one("A B", "a@b")},
		{"an address in a word", "=?utf-8?q?Ann_=3Ca=40b.c=3E?=", one("Ann", "a@b.c")},
		{"a name that poses as an address", "=?utf-8?q?boss=40firm.example?= <a@b.c>", one("boss@firm.example", "a@b.c")},
		{"a name with an address in quotes", `"boss@firm.example" <a@b.c>`, one("boss@firm.example", "a@b.c")},
		{"a local part in quotes", `"ann b"@c.d`, one("", `"annb"@c.d`)},
		{"blanks", "Ann < a @ b . c >", one("Ann", "a@b.c")},
		{"a scheme", "<mailto:a@b.c>", one("", "a@b.c")},
		{"case and a dot at the end", "Ann@Example.COM.", one("", "Ann@example.com")},
		{"bytes that say nothing", "J\xf6rg <a@b.c>", one("Jörg", "a@b.c")},
		{"UTF-8", "ü <ü@ü.example>", one("ü", "ü@ü.example")},
		{"a line break", "\"a\r\nBcc: x\" <a@b.c>", one("a Bcc: x", "a@b.c")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, addresses(tt.in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestMessageIDs(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"one", "<a@b>", []string{"a@b"}},
		{"several", "<a@b> <c@d>,<e@f>", []string{"a@b", "c@d", "e@f"}},
		{"with words", `"Ann's mail of Monday" <a@b>`, []string{"a@b"}},
		{"without angles", "a@b c@d", []string{"a@b", "c@d"}},
		{"folded inside", "<a@\n b>", []string{"a@b"}},
		{"an angle nobody closed", "<a@b", []string{"a@b"}},
		{"none", "<>", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, messageIDs(tt.in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadDate(t *testing.T) {
	const want = "2026-03-02T09:00:00Z"
	tests := []struct{ name, in, want string }{
		{"as it should be", "Mon, 2 Mar 2026 10:00:00 +0100", want},
		{"a comment", "Mon, 2 Mar 2026 10:00:00 +0100 (CET)", want},
		{"without a weekday", "02 Mar 2026 09:00:00 GMT", want},
		{"without seconds", "2 Mar 2026 09:00 +0000", want},
		{"a year of two digits", "Mon, 2 Mar 26 04:00:00 EST", want},
		{"a year of three digits, counted from 1900", "Mon, 2 Mar 126 09:00:00 Z", want},
		{"words in full", "Monday, March 2, 2026 9:00:00 AM", want},
		{"afternoon", "Mon, 2 Mar 2026 9:00:00 PM", "2026-03-02T21:00:00Z"},
		{"midnight", "Mon, 2 Mar 2026 12:00:00 AM", "2026-03-02T00:00:00Z"},
		{"hyphens", "2-Mar-2026 09:00:00 UT", want},
		{"ISO 8601", "2026-03-02T10:00:00+01:00", want},
		{"ISO 8601 with a blank", "2026-03-02 10:00:00 +0100", want},
		{"as C writes it", "Mon Mar  2 09:00:00 2026", want},
		{"an offset with a name", "Mon, 2 Mar 2026 10:00:00 GMT+0100", want},
		{"fractions", "Mon, 2 Mar 2026 09:00:00.882 +0000", want},
		{"a zone that nobody knows", "Mon, 2 Mar 2026 09:00:00 XYZ", want},
		{"a leap second", "Mon, 2 Mar 2026 08:59:60 +0000", want},
		{"no such day", "Mon, 30 Feb 2026 09:00:00 +0000", ""},
		{"no such hour", "Mon, 2 Mar 2026 25:00:00 +0000", ""},
		{"no clock", "Mon, 2 Mar 2026", ""},
		{"far away", "Mon, 2 Mar 99999 09:00:00 +0000", ""},
		{"words", "yesterday, I think", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if at := readDate(tt.in); !at.IsZero() {
				got = at.Format("2006-01-02T15:04:05Z07:00")
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

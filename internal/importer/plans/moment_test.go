package plans

import (
	"strings"
	"testing"

	"kept/internal/importer/written"
)

func TestDateOf(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "",
		"2026-03-02":                    "2026-03-02",
		"2026-03-02 16:00":              "2026-03-02T16:00",
		"2026-03-02T16:00:05":           "2026-03-02T16:00:05",
		"2026-03-02T16:00:00Z":          "2026-03-02T16:00:00Z",
		"2026-03-02T16:00:00+02:00":     "2026-03-02T14:00:00Z",
		"2026-03-02T16:00:00.123+0200":  "2026-03-02T14:00:00Z",
		"20260302T160000Z":              "2026-03-02T16:00:00Z",
		"2/Mar/26 4:05 PM":              "2026-03-02T16:05",
		"02/Mar/2026":                   "2026-03-02",
		"2 Mar 2026 16:00":              "2026-03-02T16:00",
		"March 2, 2026":                 "2026-03-02",
		"Mon 13.3.2026":                 "2026-03-13",
		"Di. 13.03.26":                  "2026-03-13",
		"13/3/2026 16:00":               "2026-03-13T16:00",
		"1970-01-01":                    "1970-01-01",
		"2199-12-31":                    "2199-12-31",
		"1969-12-31":                    "! the year 1969 is not between 1970 and 2199",
		"2200-01-01":                    "! the year 2200",
		"3/4/2026":                      "! may be 3 April or 4 March",
		"2026-02-30":                    "! it is no date",
		"NA":                            "! it is no date",
		"2026-03-02 16:00 CET":          "! it is no date",
		strings.Repeat("2026-03-02", 9): "! it is no date",
	} {
		m, err := dateOf(text, written.OrdersOf([]string{text}))
		got := m.String()
		if err != nil {
			got = "! " + err.Error()
		}
		if got != want && (err == nil || !strings.Contains(got, strings.TrimPrefix(want, "! "))) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestLengthOf(t *testing.T) {
	tests := []struct{ text, bare, want string }{
		{"", "d", ""}, {"5 days", "", "5d"}, {"1,5 Tage", "", "1.5d"}, {"2 wks?", "", "10d"}, {"4h", "", "4h"}, {"30 min.", "", "30m"}, {"3 edays", "", "72 clock h"}, {"1ew", "", "168 clock h"},
		{"5", "d", "5d"}, {"5", "hours", "5h"}, {"PT8H30M", "", "8.5h"}, {"P1DT1H", "", "is days and hours"}, {"P5D", "", "5d"}, {"-P5D", "", "-5d"}, {"P0.5D", "", "0.5d"}, {"-2d", "", "-2d"}, {"+3 heures", "", "3h"},
		{"5", "", "whether hours or days"}, {"5 moons", "", "unit that is not known"}, {"2 months", "", "unit that is not known"}, {"d", "", "no length"}, {"PX", "", "no length"}, {"1e9 d", "", "no length"}, {"9999999999 d", "", "no length"},
	}
	for _, tt := range tests {
		l, err := lengthOf(tt.text, tt.bare)
		got := l.String()
		if err != nil {
			got = err.Error()
		}
		if got != tt.want && (err == nil || !strings.Contains(got, tt.want)) {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestNamed(t *testing.T) {
	known := map[string]bool{"a": true, "b, c": true, "b": true, "d;e|f": true}
	for text, want := range map[string]string{
		"a": "a", "b, c": "b, c", "a, b, c": "a/b, c", "b, x": "b/x", "d;e|f, a": "d;e|f/a", ",, a ,": "a", "": "", "x, y": "x/y",
	} {
		if got := strings.Join(named(text, func(s string) bool { return known[s] }), "/"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{"a b": "a b", " a  b ": "a b", "a\nb\tc": "a b c", "a\x1b[31mb\x00": "a[31mb", "\ufeffé": "é", "\xff": "�"} {
		if got := oneLine(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

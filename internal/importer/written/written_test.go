package written

import (
	"strings"
	"testing"
)

func TestDay(t *testing.T) {
	tests := []struct {
		text  string
		other []string // in the same column
		want  string
	}{
		{"3.4.2026", nil, "2026-04-03"}, {"3.4.26 16:00", nil, "2026-04-03 16:00"},
		{"3/4/2026", []string{"13/4/2026"}, "2026-04-03"}, {"3/4/2026", []string{"4/13/2026"}, "2026-03-04"},
		{"3/4/2026", []string{"13.4.2026"}, "may be 3 April or 4 March"}, {"3/4/2026", []string{"13/4/2026", "4/13/2026"}, "written both ways"},
		{"4/4/2026", nil, "2026-04-04"}, {"25-12-2026", nil, "2026-12-25"}, {"12-25-2026", nil, "2026-12-25"},
		{"31.2.2026", nil, "is not a date"}, {"2026-04-03", nil, "none"}, {"3/4.2026", nil, "none"}, {"soon", nil, "none"},
	}
	for _, tt := range tests {
		day, rest, ok, err := OrdersOf(append(tt.other, tt.text)).Day(tt.text)
		got := strings.TrimSpace(day.String() + " " + rest)
		switch {
		case !ok:
			got = "none"
		case err != nil:
			got = err.Error()
		}
		if got != tt.want && (err == nil || !strings.Contains(got, tt.want)) {
			t.Errorf("%q with %v: %q, want %q", tt.text, tt.other, got, tt.want)
		}
	}
}

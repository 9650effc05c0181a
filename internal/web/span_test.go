package web

import (
	"strings"
	"testing"
	"time"
)

func TestReadSpan(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"90 min": 90 * time.Minute, "90min": 90 * time.Minute, "2 h": 2 * time.Hour, "2h": 2 * time.Hour, "1 h 30 min": 90 * time.Minute, "1h30m": 90 * time.Minute,
		"1.5 h": 90 * time.Minute, "1,5 hours": 90 * time.Minute, "1:30": 90 * time.Minute, " 4 Hours ": 4 * time.Hour, "45 minutes": 45 * time.Minute,
	} {
		if got, err := readSpan(text); err != nil || got != want {
			t.Errorf("%q is %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "90", "h", "2 days", "0 min", "-2 h", "1e3 h", "1..5 h", "99999 h", "1:60", "1:5", "two hours", strings.Repeat("1 h ", 20), "∞ h"} {
		if got, err := readSpan(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

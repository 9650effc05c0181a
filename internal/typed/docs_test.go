package typed

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"kept/worktime"
)

// TestTheDocsTellTheTruth reads the table of docs/working-time.md.
func TestTheDocsTellTheTruth(t *testing.T) {
	text, err := os.ReadFile("../../docs/working-time.md")
	if err != nil {
		t.Fatal(err)
	}
	c, err := worktime.Compile(worktime.Standard("Europe/Rome"), nil)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 4, 9, 12, 0, 0, time.UTC)
	_, table, _ := bytes.Cut(text, []byte("## What may be typed"))
	table, refused, _ := bytes.Cut(table, []byte("Refused, in words"))
	typed := regexp.MustCompile("`([^`]+)`")
	rows := 0
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || !strings.Contains(cells[1], "`") {
			continue
		}
		for _, m := range typed.FindAllStringSubmatch(cells[1], -1) {
			rows++
			w, err := Parse(m[1], c, now)
			if err != nil || !strings.HasPrefix(strings.TrimSpace(cells[2]), w.Echo(c.Location())) {
				t.Errorf("%s is %s, %v", m[1], w.Echo(c.Location()), err)
			}
		}
	}
	refused, _, _ = bytes.Cut(refused, []byte("##"))
	for _, m := range typed.FindAllStringSubmatch(string(refused), -1) {
		rows++
		if w, err := Parse(m[1], c, now); err == nil {
			t.Errorf("%s is read as %s", m[1], w.Echo(c.Location()))
		}
	}
	if rows < 15 {
		t.Errorf("only %d examples", rows)
	}
}

package bounce

import (
	"encoding/json"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kept/internal/datatest"
	"kept/internal/inbox/letter"
)

// foreignReports are reports of many mail systems.
const foreignReports = "bounces"

// foreign is one of them, and what others make of it.
type foreign struct {
	File       string
	Kind       Kind
	Hard       bool
	Recipients []struct {
		Recipient, DSN, SMTP, Reason string
		Hard                         bool
	}
	MessageID string `json:"original_message_id"`
}

// The parts of the reports. Rules were written with the seen ones at hand. The
// opened ones were held back first, until their misses were looked at. Nobody
// opens the rest: how they score is how the rules do with what they do not know.
const (
	seen   = "seen"
	opened = "opened"
	closed = "never opened"
)

// part tells to which part a report belongs. With other line ends it is the same.
func (f foreign) part() string {
	name := strings.Replace(filepath.Base(f.File), ".crlf", "", 1)
	switch {
	case crc32.ChecksumIEEE([]byte(name))%3 != 0:
		return seen
	case crc32.ChecksumIEEE([]byte("never opened: "+name))%2 != 0:
		return opened
	}
	return closed
}

func foreigners(t *testing.T) []foreign {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(datatest.Path(t, foreignReports), "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var all []foreign
	for line := range strings.Lines(string(text)) {
		var f foreign
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

func (f foreign) read(t *testing.T) Report {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(datatest.Path(t, foreignReports), f.File))
	if err != nil {
		t.Fatal(err)
	}
	return Read(letter.Read(raw))
}

// share counts what was right, of how many.
type share struct{ right, of int }

func (s share) percent() float64 { return 100 * float64(s.right) / float64(max(s.of, 1)) }

// scores are the shares by what they are about.
type scores map[string]share

// note counts for all, and for the part.
func (s scores) note(t *testing.T, f foreign, what string, right bool, got any) {
	part := f.part()
	if !right && part != closed {
		t.Logf("%s: %s: %+v", filepath.Base(f.File), what, got)
	}
	for _, key := range []string{what, what + ", " + part} {
		n := s[key]
		if n.of++; right {
			n.right++
		}
		s[key] = n
	}
}

func TestScore(t *testing.T) {
	s := scores{}
	for _, f := range foreigners(t) {
		got := f.read(t)
		s.note(t, f, "kind", got.Kind == f.Kind, got)
		s.note(t, f, "hard", got.Hard == f.Hard, got)
		s.note(t, f, "soft not called hard", f.Hard || !got.Hard, got.Recipients)
		if !f.Hard {
			s.note(t, f, "soft called soft, of the soft", !got.Hard, got.Recipients)
		}
		for _, want := range f.Recipients {
			i := slices.IndexFunc(got.Recipients, func(r Recipient) bool { return strings.EqualFold(r.Address, want.Recipient) })
			s.note(t, f, "recipients found", i >= 0, got.Recipients)
			if i < 0 {
				continue
			}
			s.note(t, f, "recipient hard", got.Recipients[i].Hard == want.Hard, got.Recipients[i])
			if want.SMTP != "" {
				s.note(t, f, "code", got.Recipients[i].Code == want.SMTP, got.Recipients[i].Code)
			}
			// Others make statuses up where a report names none: 5.0.9xx.
			if want.DSN != "" && !strings.Contains(want.DSN, ".0.") {
				s.note(t, f, "status", got.Recipients[i].Status == want.DSN, got.Recipients[i].Status)
			}
		}
		if f.MessageID != "" {
			s.note(t, f, "message id", got.MessageID == f.MessageID, got.MessageID)
		}
	}
	for what, n := range s {
		t.Logf("%s: %d of %d, %.1f %%", what, n.right, n.of, n.percent())
	}
	for what, least := range map[string]float64{"kind": 98, "hard": 95, "soft not called hard": 99, "soft called soft, of the soft": 99, "recipients found": 95} {
		if got := s[what].percent(); got < least {
			t.Errorf("%s: %.1f %%, want %.0f", what, got, least)
		}
	}
}

package kind

import (
	"encoding/json"
	"hash/crc32"
	"os"
	"strings"
	"testing"

	"kept/internal/datatest"
	"kept/internal/inbox/letter"
)

// foreignMails are labelled mails, by nobody here.
const foreignMails = "auto_replies/mails.jsonl"

// foreign is one labelled mail.
type foreign struct {
	ID            string `json:"id"`
	Class         Class  `json:"class"`
	Client        bool   `json:"counts_as_client_message"`
	Raw           string `json:"raw"`
	MustNotAnswer bool   `json:"must_not_auto_reply"`
}

// heldBack are the mails that nobody looked at while the rules were written.
func (f foreign) heldBack() bool { return crc32.ChecksumIEEE([]byte(f.ID))%3 == 0 }

func foreigners(t *testing.T) []foreign {
	t.Helper()
	text, err := os.ReadFile(datatest.Path(t, foreignMails))
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

// share counts what was right, of how many.
type share struct{ right, of int }

func (s *share) note(right bool) {
	s.of++
	if right {
		s.right++
	}
}

func (s share) percent() float64 { return 100 * float64(s.right) / float64(max(s.of, 1)) }

func TestScore(t *testing.T) {
	scores := map[string]*share{}
	note := func(f foreign, what string, right bool) {
		part := ", seen"
		if f.heldBack() {
			part = ", held back"
		}
		for _, key := range []string{what, what + part} {
			if scores[key] == nil {
				scores[key] = &share{}
			}
			scores[key].note(right)
		}
	}
	for _, f := range foreigners(t) {
		got := Of(letter.Read([]byte(f.Raw)))
		if !f.heldBack() && (got.Class != f.Class || got.MustNotAnswer != f.MustNotAnswer) {
			t.Logf("%s: %+v, labelled %s %v", f.ID, got, f.Class, f.MustNotAnswer)
		}
		note(f, "class", got.Class == f.Class)
		if f.MustNotAnswer {
			note(f, "automatic mail is not answered", got.MustNotAnswer)
		}
		if f.Client {
			note(f, "a person's mail counts as his", got.Class == Human && !got.MustNotAnswer)
		}
	}
	for what, s := range scores {
		t.Logf("%s: %d of %d, %.1f %%", what, s.right, s.of, s.percent())
	}
	if s := scores["automatic mail is not answered"]; s.right != s.of {
		t.Errorf("%d automatic mails would be answered", s.of-s.right)
	}
	if s := scores["a person's mail counts as his"]; s.percent() < 98 {
		t.Errorf("%.1f %% of people's mails count as theirs, want 98", s.percent())
	}
	if s := scores["class"]; s.percent() < 90 {
		t.Errorf("%.1f %% of the classes are right, want 90", s.percent())
	}
}

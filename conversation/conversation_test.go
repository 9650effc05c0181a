package conversation

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kept/internal/fault"
)

func TestSubjectKey(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"Re: Roof", "roof"}, {"RE: AW: Fwd: Roof  tiles", "roof tiles"}, {"AW[2]: Dach", "dach"}, {"Re(3): x", "x"}, {"R: preventivo", "preventivo"},
		{"Roof: the tiles", "roof: the tiles"}, {"", ""}, {"Re:", ""}, {"Release: 2", "release: 2"}, {"re : x", "x"}, {"Re", "re"},
	} {
		if got := SubjectKey(row.in); got != row.want {
			t.Errorf("SubjectKey(%q) = %q, want %q", row.in, got, row.want)
		}
	}
}

func FuzzSubject(f *testing.F) {
	f.Add("Re: a\r\nBcc: b")
	f.Fuzz(func(t *testing.T, s string) {
		if k := SubjectKey(s); SubjectKey(k) != k && utf8.ValidString(s) {
			t.Errorf("the key of a key is another one: %q, %q", k, SubjectKey(k))
		}
		c := CleanSubject(s)
		if strings.ContainsAny(c, "\r\n\x00") || utf8.RuneCountInString(c) > MaxSubject {
			t.Errorf("not one short line: %q", c)
		}
	})
}

func TestFile(t *testing.T) {
	anna, other := Somebody{"con_anna", "cli_a"}, Somebody{"con_x", "cli_x"}
	known := &Known{ID: "cnv_1", ClientID: "cli_a"}
	for name, row := range map[string]struct {
		in   Signs
		want Place
	}{
		"a token, by who belongs there":                     {Signs{ByToken: known, Senders: []Somebody{other, anna}}, Place{ClientID: "cli_a", ContactID: "con_anna", Conversation: "cnv_1"}},
		"a reference, by who belongs there":                 {Signs{ByReference: known, Senders: []Somebody{anna}}, Place{ClientID: "cli_a", ContactID: "con_anna", Conversation: "cnv_1"}},
		"a stolen token":                                    {Signs{ByToken: known}, Place{Stranger: true}},
		"a stolen reference, by somebody of another client": {Signs{ByReference: known, Senders: []Somebody{other}}, Place{ClientID: "cli_x", ContactID: "con_x"}},
		"disowned, with everything else right":              {Signs{Origin: Forged, ByToken: known, Senders: []Somebody{anna}}, Place{Held: true}},
		"an answer to a notice":                             {Signs{ByReference: &Known{NoticeID: "ntc_1", ClientID: "cli_a"}, Senders: []Somebody{anna}}, Place{ClientID: "cli_a", ContactID: "con_anna", Answers: "ntc_1"}},
		"the same subject":                                  {Signs{Senders: []Somebody{anna}, BySubject: "cnv_2"}, Place{ClientID: "cli_a", ContactID: "con_anna", Conversation: "cnv_2"}},
		"a project of his":                                  {Signs{Senders: []Somebody{other, anna}, Project: "prj_1", ProjectClient: "cli_a"}, Place{ClientID: "cli_a", ContactID: "con_anna", ProjectID: "prj_1"}},
		"a project of somebody else's":                      {Signs{Senders: []Somebody{other}, Project: "prj_1", ProjectClient: "cli_a"}, Place{ClientID: "cli_x", ContactID: "con_x"}},
		"the sender alone":                                  {Signs{Senders: []Somebody{anna, other}}, Place{ClientID: "cli_a", ContactID: "con_anna"}},
		"nobody":                                            {Signs{}, Place{Stranger: true}},
	} {
		t.Run(name, func(t *testing.T) {
			got := File(row.in)
			if got.Why == "" {
				t.Error("it does not say why")
			}
			got.Why = ""
			if got != row.want {
				t.Errorf("got %+v, want %+v", got, row.want)
			}
		})
	}
}

func TestClose(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	if _, err := (Conversation{DueAt: now}).Close(now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("closed while somebody waits: %v", err)
	}
	c, err := Conversation{}.Close(now)
	if err != nil || c.Open() {
		t.Errorf("not closed: %v", err)
	}
	if _, err := c.Close(now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("closed twice: %v", err)
	}
}

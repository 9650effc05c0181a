package post

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestHardAddress(t *testing.T) {
	tests := []struct {
		at   Stage
		code int
		text string
		want bool
	}{
		{StageRcpt, 550, "5.1.1 No such user", true},
		{StageRcpt, 551, "5.1.6 Moved", true},
		{StageRcpt, 553, "5.1.3 Bad address", true},
		{StageRcpt, 550, "5.1.10 Null MX", true},
		{StageRcpt, 550, "5.1.0 Rejected", true},
		{StageRcpt, 550, "5.1.5 Address is right", false},
		{StageRcpt, 550, "5.1.7 Your sender is wrong", false},
		{StageRcpt, 550, "5.1.8 Your domain is wrong", false},
		{StageRcpt, 550, "5.2.2 Mailbox full", false},
		{StageRcpt, 550, "5.7.1 Policy", false},
		{StageRcpt, 550, "No such user", false},
		{StageRcpt, 552, "5.1.1 Odd", false},
		{StageRcpt, 554, "5.1.1 Odd", false},
		{StageRcpt, 450, "4.1.1 Not now", false},
		{StageFrom, 550, "5.1.1 Odd", false},
		{StageAfterData, 550, "5.1.1 Late", false},
	}
	for _, test := range tests {
		if a := said(test.at, test.code, test.text); a.HardAddress != test.want {
			t.Errorf("%v: hard %t, want %t", a, a.HardAddress, test.want)
		}
	}
}

func TestAnswerString(t *testing.T) {
	for want, a := range map[string]Answer{
		"refused at rcpt: 550 5.1.1 No such user":         said(StageRcpt, 550, "5.1.1 No such user"),
		"accepted at after-data: 250":                     said(StageAfterData, 250, ""),
		"try_later at connect: every connection is taken": {Outcome: TryLater, Stage: StageConnect, Text: "every connection is taken"},
		"unsure at after-data":                            {Outcome: Unsure, Stage: StageAfterData},
	} {
		if got := a.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestSplitEnhanced(t *testing.T) {
	tests := []struct{ in, enhanced, text string }{
		{"", "", ""},
		{"OK", "", "OK"},
		{"2.0.0 OK", "2.0.0", "OK"},
		{"5.1.1", "5.1.1", ""},
		{"5.7.1 one\n5.7.1 two\nthree", "5.7.1", "one two three"},
		{"5.7.999 x", "5.7.999", "x"},
		{"5.7.1000 x", "", "5.7.1000 x"},
		{"3.1.1 x", "", "3.1.1 x"},
		{"5.1 x", "", "5.1 x"},
		{"5.+1.1 x", "", "5.+1.1 x"},
		{"5..1 x", "", "5..1 x"},
		{"192.168.1.1 is blocked", "", "192.168.1.1 is blocked"},
		{"a\x00b\tc\u0085d \xff", "", "a b c d \uFFFD"},
		{strings.Repeat("x", maxText), "", strings.Repeat("x", maxText)},
		{strings.Repeat("x", maxText+1), "", strings.Repeat("x", maxText)},
		{strings.Repeat("x", maxText-1) + "é", "", strings.Repeat("x", maxText-1)},
	}
	for _, test := range tests {
		enhanced, text := splitEnhanced(test.in)
		if diff := cmp.Diff([]string{test.enhanced, test.text}, []string{enhanced, text}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.in, diff)
		}
	}
}

func FuzzSaid(f *testing.F) {
	f.Add(250, "2.0.0 OK")
	f.Add(550, "5.1.1 a\n5.1.1 b")
	f.Fuzz(func(t *testing.T, code int, text string) {
		for _, at := range []Stage{StageConnect, StageTLS, StageAuth, StageFrom, StageRcpt, StageData, StageAfterData} {
			a := said(at, code, text)
			if !utf8.ValidString(a.Text) || len(a.Text) > maxText || strings.ContainsAny(a.Text, "\r\n\x00") {
				t.Errorf("%q became %q", text, a.Text)
			}
			if a.Outcome == Accepted && (at != StageAfterData || code != 250) {
				t.Errorf("%d at %s was taken for a yes", code, at)
			}
			if a.Outcome == Unsure && at != StageAfterData {
				t.Errorf("%d at %s was called unsure", code, at)
			}
			if a.HardAddress && (a.Outcome != Refused || at != StageRcpt) {
				t.Errorf("%v condemns the address", a)
			}
		}
	})
}

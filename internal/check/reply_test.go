package check

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// said are the lines that a check answers.
func said(t *testing.T, check func(io.Reader, io.Writer) error, in string) []string {
	t.Helper()
	var out bytes.Buffer
	if err := check(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func TestReplyAnswersInOrder(t *testing.T) {
	beside := fstest.MapFS{"long.txt": {Data: []byte("Yes.\n\n> Shall we?\n")}}
	reply := func(in io.Reader, out io.Writer) error { return Reply(in, out, beside) }
	got := said(t, reply, `{"kind":"plain","body":"Yes.\n-- \nTom\n"}
{"kind":"html","body":"<p>Yes &lt;3</p><blockquote type=cite>No?</blockquote>"}

{"kind":"plain","body_file":"long.txt"}
{"kind":"plain","body_file":"../secret"}
{"kind":"rtf","body":"x"}
{"kind":
{"body":"a"}
`)
	want := []string{
		`{"visible":"Yes.","signature":"-- \nTom"}`,
		`{"visible":"Yes <3","signature":""}`,
		`{"visible":"Yes.","signature":""}`,
		`{"error":"open ../secret: invalid argument"}`,
		`{"error":"kind is \"rtf\"; it may be plain or html"}`,
		`{"error":"unexpected end of JSON input"}`,
		`{"visible":"a","signature":""}`,
	}
	for i := range want {
		if i < len(got) && strings.HasPrefix(want[i], `{"error"`) && strings.HasPrefix(got[i], `{"error":"`) {
			got[i] = want[i] // the words are the library's
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReplyTakesLettersUpToTheLimit(t *testing.T) {
	for _, over := range []int{0, 1} {
		body := strings.Repeat("a", MaxLetter+over-len(`{"body":""}`+"\n"))
		got := said(t, func(in io.Reader, out io.Writer) error { return Reply(in, out, fstest.MapFS{}) }, `{"body":"`+body+`"}`+"\n")
		if len(got) != 1 || strings.HasPrefix(got[0], `{"error"`) != (over > 0) {
			t.Errorf("%d over: %d lines, %.60s", over, len(got), got[0])
		}
	}
}

func TestAsksAnswersEveryLine(t *testing.T) {
	got := said(t, Asks, "Any news on the permit?\n\n{\"text\": \"Wie ist der Stand?\"}\nThe door is blue.\n{\"no\": \"text\"}\n")
	var have []asking
	for _, l := range got {
		var a asking
		if err := json.Unmarshal([]byte(l), &a); err != nil {
			t.Fatalf("%s: %v", l, err)
		}
		if a.Chance < 0 || a.Chance > 1 || a.AsksStatus != (a.Chance >= 0.5) {
			t.Errorf("%s", l)
		}
		a.Chance = 0
		have = append(have, a)
	}
	want := []asking{{AsksStatus: true, Reason: "Any news"}, {}, {AsksStatus: true, Reason: "Wie ist der Stand"}, {}, {}}
	if d := cmp.Diff(want, have); d != "" {
		t.Error(d)
	}
}

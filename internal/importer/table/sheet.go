// Package table reads tables as people have them: CSV out of any program and
// spreadsheets of Excel (.xlsx), into a header and rows of text.
//
// What a file is is told from its content. CSV may be parted by comma,
// semicolon, tab or bar, in UTF-8, UTF-16 or Windows-1252, with line breaks
// inside of quotation marks. A spreadsheet gives its first visible sheet that
// has a header and rows, or the one that is named; dates and times come as ISO
// text ("2026-05-12", "2026-05-12 16:00", "16:00"), whatever their number format
// shows, formulas as the value that was saved with them.
//
// The XML of a spreadsheet is read here and not by excelize v2.10.1, which
// tells the style of a cell (and so whether a number is a date) only after it
// has built the whole sheet in memory: 740 MiB and 7 s for 50,000 rows of 20
// columns, against 1 s and a tenth of that for reading it as it streams by.
// excelize writes the spreadsheets of the tests.
package table

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"kept/internal/fault"
	"kept/internal/importer/format"
)

// The limits on one table. Each is told to the person who passes it.
const (
	MaxBytes   = 16 << 20  // of the file
	MaxRows    = 50_000    // with something in them, the header not counted
	MaxColumns = 200       // up to the last one with something in it
	MaxCell    = 32_767    // characters; as many as Excel takes
	MaxText    = 64 << 20  // bytes of all cells; many cells of a spreadsheet may name one long text
	MaxUnzip   = 192 << 20 // bytes of a spreadsheet unpacked
	MaxRatio   = 250       // by how much a part of a spreadsheet may shrink when packed
)

// headerRows is how many rows at the top are searched for the header: people
// put a title and a date above their table.
const headerRows = 20

// Sheet is one table. Texts are trimmed and free of control characters other
// than line breaks.
type Sheet struct {
	Name       string // of the sheet; "" for CSV
	Header     []string
	HeaderLine int
	Rows       []Row
}

// Row is one row with something in it. Line counts from 1: for CSV the physical
// line on which it begins, for a spreadsheet its row number.
type Row struct {
	Line  int
	Cells []string
}

// Cell gives the text of a column, "" where the row is shorter or column is negative.
func (r Row) Cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return r.Cells[column]
}

// Read reads a table. sheet names the sheet of a spreadsheet that is wanted; ""
// takes the first with a header and rows. Whatever is no table, or passes a
// limit, is refused (fault.Invalid) with what it is instead.
func Read(data []byte, sheet string) (Sheet, error) {
	if len(data) > MaxBytes {
		return Sheet{}, refuse("The file is larger than %d MB. Take out what is not needed, or split it.", MaxBytes>>20)
	}
	switch kind := format.Of(data); kind {
	case format.Text:
		return readCSV(data)
	case format.XLSX:
		return readXLSX(data, sheet)
	default:
		return Sheet{}, format.Refuse(kind, "a table (.csv or .xlsx)")
	}
}

func refuse(words string, args ...any) error {
	return fault.New(fault.Invalid, fmt.Sprintf(words, args...))
}

// gatherer takes rows as they come and watches the limits.
type gatherer struct {
	rows []Row
	text int // bytes of all cells
}

// add keeps a row that has something in it.
func (g *gatherer) add(line int, cells []string) error {
	last := 0
	for i, c := range cells {
		if len(c) > MaxCell && utf8.RuneCountInString(c) > MaxCell {
			return refuse("The cell in row %d, column %s has more than %d characters.", line, Letter(i), MaxCell)
		}
		if cells[i] = clean(c); cells[i] != "" {
			last = i + 1
		}
		if g.text += len(cells[i]); g.text > MaxText {
			return refuse("The table holds more than %d MB of text. Split it.", MaxText>>20)
		}
	}
	if last == 0 {
		return nil
	}
	if last > MaxColumns {
		return refuse("Row %d has something in column %s: at most %d columns can be read.", line, Letter(last-1), MaxColumns)
	}
	if len(g.rows) > MaxRows+headerRows {
		return g.tooMany()
	}
	g.rows = append(g.rows, Row{Line: line, Cells: append([]string(nil), cells[:last]...)})
	return nil
}

func (g *gatherer) tooMany() error {
	return refuse("The table has more than %d rows. Split it, or take out what is done.", MaxRows)
}

// sheet parts what was gathered into the header and the rows below it.
func (g *gatherer) sheet(name string) (Sheet, error) {
	if len(g.rows) == 0 {
		return Sheet{}, refuse("The table is empty.")
	}
	at := g.header()
	s := Sheet{Name: name, Header: g.rows[at].Cells, HeaderLine: g.rows[at].Line, Rows: g.rows[at+1:]}
	if len(s.Rows) == 0 {
		return Sheet{}, refuse("There is only a header (%s) and no row below it.", shown(strings.Join(s.Header, ", ")))
	}
	if len(s.Rows) > MaxRows {
		return Sheet{}, g.tooMany()
	}
	return s, nil
}

// header finds the header: the first row, or, below a title, the first row of
// at least two cells.
func (g *gatherer) header() int {
	for i, r := range g.rows[:min(len(g.rows), headerRows)] {
		filled := 0
		for _, c := range r.Cells {
			if c != "" {
				filled++
			}
		}
		if filled >= 2 {
			return i
		}
	}
	return 0
}

// clean trims a cell and takes control characters and odd line breaks out.
func clean(s string) string {
	odd := func(r rune) bool { return r != '\n' && unicode.IsControl(r) || r == '\ufeff' }
	if strings.ContainsFunc(s, odd) {
		s = strings.ReplaceAll(s, "\r\n", "\n")
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\r':
				return '\n'
			case r == '\t':
				return ' '
			case odd(r):
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

// Letter names a column as spreadsheets do: 0 is A, 26 is AA.
func Letter(column int) string {
	name := ""
	for column++; column > 0; column = (column - 1) / 26 {
		name = string(rune('A'+(column-1)%26)) + name
	}
	return name
}

// shown shortens foreign text for a sentence.
func shown(s string) string {
	const longest = 120
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}

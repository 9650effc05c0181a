// Package sheet writes tables for spreadsheet programs, as CSV (RFC 4180) and XLSX
// (ECMA-376). Every cell is text.
//
// A cell of a CSV that begins like a formula would be worked out by the program that
// opens it. It gets an apostrophe before it, which such a program takes for "this is
// text"; whoever reads such a table in again takes the apostrophe away with [Plain].
package sheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Table is what is written: a head, and rows below it that are as wide.
type Table struct {
	Name string // of the sheet; see [MaxName]
	Head []string
	Rows [][]string
}

// MaxName is how many characters of a name a sheet of an XLSX may have.
const MaxName = 31

// MaxCell is how many characters of a cell an XLSX holds; the rest is cut off.
const MaxCell = 32_767

var (
	// formula is how what a spreadsheet program works out begins, after the
	// apostrophes that say that it is text.
	formula = regexp.MustCompile(`^'*[=+\-@\t\r\n|%＝＋－＠]`)
	number  = regexp.MustCompile(`^[+-]?[0-9]+([.,][0-9]+)?$`)
)

// Guarded is a cell as it is written into a CSV.
func Guarded(cell string) string {
	if formula.MatchString(cell) && !number.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

// Plain is a cell as it was before it was [Guarded].
func Plain(cell string) string {
	if rest, is := strings.CutPrefix(cell, "'"); is && Guarded(rest) == cell {
		return rest
	}
	return cell
}

// byteOrderMark tells spreadsheet programs that a CSV is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes a table as CSV, in UTF-8 with a byte order mark.
func CSV(to io.Writer, t Table) error {
	if _, err := io.WriteString(to, byteOrderMark); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	w.UseCRLF = true
	for _, row := range append([][]string{t.Head}, t.Rows...) {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = Guarded(c)
		}
		if err := w.Write(cells); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// XLSX writes a table as XLSX, its head in bold and standing still.
func XLSX(to io.Writer, t Table) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	name := sheetName(t.Name)
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return fmt.Errorf("name the sheet: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("make a style: %w", err)
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("begin the sheet: %w", err)
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("have the head stand still: %w", err)
	}
	style := bold
	for i, row := range append([][]string{t.Head}, t.Rows...) {
		cells := make([]any, len(row))
		for j, c := range row {
			cells[j] = excelize.Cell{Value: cut(c), StyleID: style}
		}
		style = 0
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return fmt.Errorf("write row %d: %w", i+1, err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("end the sheet: %w", err)
	}
	_, err = f.WriteTo(to)
	return err
}

// sheetName is a name that a sheet may have.
func sheetName(s string) string {
	s = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, s), " '")
	if r := []rune(s); len(r) > MaxName {
		s = strings.TrimSpace(string(r[:MaxName]))
	}
	if s == "" {
		return "Sheet1"
	}
	return s
}

func cut(cell string) string {
	if len(cell) <= MaxCell {
		return cell
	}
	r := []rune(cell)
	return string(r[:min(len(r), MaxCell)])
}

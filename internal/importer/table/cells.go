package table

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
)

// read reads one sheet.
func (b *book) read(ref sheetRef) (Sheet, error) {
	s := sheetReader{book: b}
	if err := b.walk(ref.part, s.see); err != nil {
		if s.refusal != nil {
			return Sheet{}, s.refusal
		}
		return Sheet{}, broken(err)
	}
	return s.gathered.sheet(ref.name)
}

// cell is the cell that is being read.
type cell struct {
	column       int
	kind         string // t: s, str, inlineStr, b, e, d, n or nothing
	style        int
	value        strings.Builder
	formula, set bool
}

// sheetReader follows the elements of a sheet.
type sheetReader struct {
	book     *book
	row      int
	next     int // column of a cell that does not say where it stands
	cells    []string
	cell     cell
	inValue  bool
	spoken   bool
	gathered gatherer
	refusal  error
}

func (s *sheetReader) see(_ *xml.Decoder, t xml.Token) (bool, error) {
	switch e := t.(type) {
	case xml.StartElement:
		s.begin(e)
	case xml.CharData:
		if s.inValue {
			s.cell.value.Write(e)
		}
	case xml.EndElement:
		s.inValue = false
		switch e.Name.Local {
		case "rPh":
			s.spoken = false
		case "c":
			return true, s.endCell()
		case "row":
			if s.refusal = s.gathered.add(s.row, s.cells); s.refusal != nil {
				return false, s.refusal
			}
		case "sheetData":
			return false, nil
		}
	}
	return true, nil
}

func (s *sheetReader) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		s.row++
		s.next, s.cells = 0, s.cells[:0]
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
			s.row = n
		}
	case "c":
		column, ok := columnOf(attribute(e, "r"))
		if !ok {
			column = s.next
		}
		s.next = column + 1
		style, err := strconv.Atoi(attribute(e, "s"))
		if err != nil {
			style = 0
		}
		s.cell = cell{column: column, kind: attribute(e, "t"), style: style}
	case "f":
		s.cell.formula = true
	case "v":
		s.inValue, s.cell.set = true, true
	case "t":
		s.inValue, s.cell.set = !s.spoken, true
	case "rPh":
		s.spoken = true
	}
}

// maxColumn is the last column that Excel has, XFD.
const maxColumn = 16_384

// columnOf reads the column out of a reference like "AB12".
func columnOf(ref string) (int, bool) {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if n = n*26 + int(ref[i]-'A') + 1; n > maxColumn {
			return 0, false
		}
	}
	return n - 1, n > 0
}

func (s *sheetReader) endCell() error {
	text, err := s.text()
	if err != nil {
		s.refusal = err
		return err
	}
	if text == "" {
		return nil
	}
	for len(s.cells) <= s.cell.column {
		s.cells = append(s.cells, "")
	}
	s.cells[s.cell.column] = text
	return nil
}

// text gives what a cell says.
func (s *sheetReader) text() (string, error) {
	c := &s.cell
	if c.formula && !c.set {
		return "", refuse("The formula in %s%d was saved without its value: open the file in a spreadsheet program and save it again.",
			Letter(c.column), s.row)
	}
	value := c.value.String()
	switch c.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || n < 0 || n >= len(s.book.shared) {
			return "", errBroken
		}
		return unescape(s.book.shared[n]), nil
	case "str", "inlineStr", "e":
		return unescape(value), nil
	case "d":
		return strings.Replace(strings.TrimSpace(value), "T", " ", 1), nil
	case "b":
		if isTrue(strings.TrimSpace(value)) {
			return "TRUE", nil
		}
		return "FALSE", nil
	}
	return s.number(strings.TrimSpace(value)), nil
}

// number gives a number as Excel means it: a date where its format shows one.
func (s *sheetReader) number(value string) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	if c := s.cell; c.style >= 0 && c.style < len(s.book.shows) {
		if text, ok := dateText(n, s.book.shows[c.style], s.book.date1904); ok {
			return text
		}
	}
	if n > 1e15 || n < -1e15 {
		return value
	}
	// Excel counts with 15 digits and saves 17: 0.1 stands there as 0.10000000000000001.
	rounded, err := strconv.ParseFloat(fmt.Sprintf("%.15g", n), 64)
	if err != nil {
		return value
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// unescape undoes the "_x000D_" by which spreadsheets write control characters.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		code, err := strconv.ParseUint(s[2:min(6, len(s))], 16, 16)
		if err != nil || len(s) < 7 || s[6] != '_' {
			b.WriteString(s[:2])
			s = s[2:]
			continue
		}
		b.WriteRune(rune(code))
		s = s[7:]
	}
}

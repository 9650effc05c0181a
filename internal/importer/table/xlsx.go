package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
)

// smallPart is the size up to which a part may shrink by any ratio: a sheet of
// equal rows does.
const smallPart = 4 << 20

var (
	errBomb   = refuse("The spreadsheet unpacks to far more than it holds; it was not opened. Save it again, or as .csv.")
	errBroken = refuse("The spreadsheet is broken and cannot be read: open it in a spreadsheet program and save it again.")
)

// book is an opened spreadsheet (ECMA-376, part 1, section 18).
type book struct {
	parts    map[string]*zip.File
	unpacked int64 // bytes so far
	date1904 bool
	sheets   []sheetRef
	shared   []string
	shows    []showing // what the number format of each cell style shows
}

type sheetRef struct {
	name, part string
	hidden     bool
}

func readXLSX(data []byte, sheet string) (Sheet, error) {
	b, err := openBook(data)
	if err != nil {
		return Sheet{}, broken(err)
	}
	if sheet != "" {
		return b.named(sheet)
	}
	var first error
	for _, ref := range b.sheets {
		if ref.hidden {
			continue
		}
		s, err := b.read(ref)
		if err == nil {
			return s, nil
		}
		if first == nil {
			first = err
		}
	}
	if first == nil {
		return Sheet{}, refuse("The spreadsheet has no sheet that can be seen.")
	}
	return Sheet{}, first
}

// broken makes one refusal of whatever the XML or the ZIP had to say.
func broken(err error) error {
	for _, own := range []error{errBomb, errBroken} {
		if errors.Is(err, own) {
			return own
		}
	}
	return errBroken
}

func (b *book) named(name string) (Sheet, error) {
	var names []string
	for _, ref := range b.sheets {
		if strings.EqualFold(ref.name, name) {
			return b.read(ref)
		}
		names = append(names, ref.name)
	}
	return Sheet{}, refuse("There is no sheet %q; there are: %s.", shown(name), shown(strings.Join(names, ", ")))
}

func openBook(data []byte) (*book, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	b := &book{parts: map[string]*zip.File{}}
	for _, f := range archive.File {
		b.parts[partName(f.Name)] = f
	}
	if err := b.readWorkbook(); err != nil {
		return nil, err
	}
	if err := b.readStyles(); err != nil {
		return nil, err
	}
	return b, b.readShared()
}

// partName makes a name of the ZIP comparable.
func partName(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(s, `\`, "/"), "/"))
}

// part opens a part of the spreadsheet; a missing one reads as empty.
func (b *book) part(name string) (io.Reader, error) {
	f := b.parts[partName(name)]
	if f == nil {
		return strings.NewReader(""), nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &unpacking{r: r, book: b, packed: int64(f.CompressedSize64)}, nil
}

// unpacking counts what really comes out, since the sizes in a ZIP may lie.
type unpacking struct {
	r      io.Reader
	book   *book
	packed int64
	out    int64
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.out += int64(n)
	u.book.unpacked += int64(n)
	if u.book.unpacked > MaxUnzip || u.out > smallPart && u.out > u.packed*MaxRatio {
		return 0, errBomb
	}
	return n, err
}

// walk gives every element of a part to see, until it answers false.
func (b *book) walk(name string, see func(d *xml.Decoder, t xml.Token) (bool, error)) error {
	r, err := b.part(name)
	if err != nil {
		return err
	}
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if more, err := see(d, t); err != nil || !more {
			return err
		}
	}
}

// elements gives the beginning of every element of a part to see.
func (b *book) elements(name string, see func(e xml.StartElement)) error {
	return b.walk(name, func(_ *xml.Decoder, t xml.Token) (bool, error) {
		if e, ok := t.(xml.StartElement); ok {
			see(e)
		}
		return true, nil
	})
}

// attribute gives an attribute by its local name.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (b *book) readWorkbook() error {
	targets := map[string]string{}
	err := b.elements("xl/_rels/workbook.xml.rels", func(e xml.StartElement) {
		if e.Name.Local == "Relationship" && strings.HasSuffix(attribute(e, "Type"), "/worksheet") {
			target := attribute(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[attribute(e, "Id")] = target
		}
	})
	if err != nil {
		return err
	}
	return b.elements("xl/workbook.xml", func(e xml.StartElement) {
		switch e.Name.Local {
		case "workbookPr":
			b.date1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			if part := targets[attribute(e, "id")]; part != "" {
				state := attribute(e, "state")
				b.sheets = append(b.sheets, sheetRef{name: attribute(e, "name"), part: part, hidden: state == "hidden" || state == "veryHidden"})
			}
		}
	})
}

func isTrue(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

func (b *book) readStyles() error {
	codes := map[string]string{}
	inCells := false
	return b.walk("xl/styles.xml", func(_ *xml.Decoder, t xml.Token) (bool, error) {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				codes[attribute(e, "numFmtId")] = attribute(e, "formatCode")
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					b.shows = append(b.shows, showingOf(attribute(e, "numFmtId"), codes))
				}
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				return false, nil
			}
		}
		return true, nil
	})
}

// readShared reads the strings that cells refer to by number. A string may be
// of several runs; how to pronounce it (rPh) is no part of it.
func (b *book) readShared() error {
	var text strings.Builder
	inText, spoken := false, false
	return b.walk("xl/sharedStrings.xml", func(_ *xml.Decoder, t xml.Token) (bool, error) {
		switch e := t.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t" && !spoken
			spoken = spoken || e.Name.Local == "rPh"
		case xml.CharData:
			if inText {
				text.Write(e)
			}
		case xml.EndElement:
			inText = false
			switch e.Name.Local {
			case "rPh":
				spoken = false
			case "si":
				b.shared = append(b.shared, text.String())
				text.Reset()
			}
		}
		return true, nil
	})
}

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
		return true, s.begin(e)
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

func (s *sheetReader) begin(e xml.StartElement) error {
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
	return nil
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

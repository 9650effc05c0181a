package table

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
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

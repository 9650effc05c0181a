// Package format tells from its content what a file is, never from its name,
// and has the words for a person who gave us something else.
package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"

	"kept/internal/fault"
	"kept/internal/importer/ics"
)

// Format is a kind of file.
type Format string

// The formats that are told apart. Text is what may be CSV.
const (
	Empty        Format = "empty"
	Calendar     Format = "calendar"
	Cards        Format = "cards"
	XLSX         Format = "xlsx"
	Text         Format = "text"
	OldExcel     Format = "old excel"
	Locked       Format = "locked"
	XLSB         Format = "xlsb"
	OpenDocument Format = "open document"
	Numbers      Format = "numbers"
	Word         Format = "word"
	Zip          Format = "zip"
	BrokenZip    Format = "broken zip"
	PDF          Format = "pdf"
	Picture      Format = "picture"
	Gzip         Format = "gzip"
	RTF          Format = "rtf"
	HTML         Format = "html"
	XML          Format = "xml"
	JSON         Format = "json"
	Binary       Format = "binary"
)

// words say what a file is and what to do about it.
var words = map[Format]string{
	Empty:        "The file is empty.",
	Calendar:     "This is a calendar.",
	Cards:        "This is a file of contacts (vCard).",
	XLSX:         "This is a spreadsheet.",
	Text:         "This is plain text.",
	OldExcel:     "This is an .xls of before 2007: open it in a spreadsheet program and save it as .xlsx.",
	Locked:       "This spreadsheet is locked by a password: save it without one.",
	XLSB:         "This is a binary spreadsheet (.xlsb): save it as .xlsx.",
	OpenDocument: "This is an OpenDocument file: save it as .xlsx or .csv.",
	Numbers:      "This is an Apple Numbers, Pages or Keynote file: export it as .xlsx or .csv.",
	Word:         "This is a Word or PowerPoint file: copy its table into a spreadsheet and save that as .xlsx.",
	Zip:          "This is a ZIP that is not a spreadsheet: unpack it and give the file inside.",
	BrokenZip:    "This is a ZIP or spreadsheet that is cut off or broken: save or download it again.",
	PDF:          "This is a PDF: a table cannot be read out of it. Export the table itself as .xlsx or .csv.",
	Picture:      "This is a picture: a table cannot be read out of it.",
	Gzip:         "This is a compressed file: unpack it and give the file inside.",
	RTF:          "This is a rich text document: copy its table into a spreadsheet and save that as .xlsx.",
	HTML:         "This is a web page, perhaps a page that asked for a sign-in: export the table itself as .xlsx or .csv.",
	XML:          "This is an XML file: save the table as .xlsx or .csv.",
	JSON:         "This is a JSON file: export the table as .xlsx or .csv.",
	Binary:       "This is neither text nor a spreadsheet.",
}

// Refuse is the refusal of a file of format f where want was asked for, as in
// "a calendar (.ics)".
func Refuse(f Format, want string) error {
	say := words[f]
	if want != "" {
		say += fmt.Sprintf(" Wanted is %s.", want)
	}
	return fault.New(fault.Invalid, say)
}

var beginnings = []struct {
	bytes  string
	format Format
}{
	{"%PDF-", PDF},
	{"\x89PNG", Picture}, {"\xff\xd8\xff", Picture}, {"GIF8", Picture}, {"II*\x00", Picture}, {"MM\x00*", Picture},
	{"\x1f\x8b", Gzip}, {"7z\xbc\xaf", Zip}, {"Rar!", Zip},
	{"{\\rtf", RTF},
}

// Of tells what data is.
func Of(data []byte) Format {
	for _, b := range beginnings {
		if bytes.HasPrefix(data, []byte(b.bytes)) {
			return b.format
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return insideZip(data)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return insideOLE(data)
	}
	return ofText(data)
}

// insideZip looks at the names in a ZIP.
func insideZip(data []byte) Format {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return BrokenZip
	}
	for _, f := range r.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		switch {
		case name == "xl/workbook.xml":
			return XLSX
		case name == "xl/workbook.bin":
			return XLSB
		case name == "mimetype" || name == "meta-inf/manifest.xml":
			return OpenDocument
		case strings.HasPrefix(name, "index/") && strings.HasSuffix(name, ".iwa") || name == "index.zip":
			return Numbers
		case name == "word/document.xml" || name == "ppt/presentation.xml":
			return Word
		}
	}
	return Zip
}

// insideOLE tells an old spreadsheet from a new one that is encrypted, which is
// wrapped in the old container.
func insideOLE(data []byte) Format {
	if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
		return Locked
	}
	return OldExcel
}

func ofText(data []byte) Format {
	if ics.Looks(data) {
		return Calendar
	}
	head := data[:min(len(data), 64<<10)]
	wide := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
	if wide {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")))
	lower := bytes.ToLower(head[:min(len(head), 512)])
	switch {
	case len(head) == 0:
		return Empty
	case bytes.HasPrefix(lower, []byte("begin:vcard")):
		return Cards
	case bytes.HasPrefix(lower, []byte("<!doctype html")) || bytes.Contains(lower, []byte("<html")) || bytes.HasPrefix(lower, []byte("<table")):
		return HTML
	case bytes.HasPrefix(lower, []byte("<?xml")):
		return XML
	case lower[0] == '{' || lower[0] == '[' && bytes.ContainsAny(lower, "{"):
		return JSON
	case !wide && isBinary(head):
		return Binary
	}
	return Text
}

// isBinary tells whether bytes stand there that no text has: more than a few
// control characters, or a zero byte, unless the text is UTF-16 without a mark.
func isBinary(head []byte) bool {
	control, zero := 0, 0
	for _, b := range head {
		switch {
		case b == 0:
			zero++
		case b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b:
			control++
		}
	}
	utf16 := zero*5 > len(head)*2 && len(head) > 3 && (head[0] == 0) != (head[1] == 0)
	return zero > 0 && !utf16 || control > 4+len(head)/50
}

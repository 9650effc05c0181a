package table

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"kept/internal/sheet"
)

func readCSV(data []byte) (Sheet, error) {
	text, err := Decode(data)
	if err != nil {
		return Sheet{}, err
	}
	first := 1
	sep, rest, named := namedSeparator(text)
	if named {
		text, first = rest, 2
	} else {
		sep = sniff(text)
	}
	var g gatherer
	r := records{text: text, sep: sep, line: first}
	for {
		line, cells, ok := r.next()
		if !ok {
			break
		}
		for i, c := range cells {
			cells[i] = sheet.Plain(c) // as it was before it was kept from being a formula
		}
		if err := g.add(line, cells); err != nil {
			return Sheet{}, err
		}
	}
	if r.open > 0 {
		return Sheet{}, refuse("A quotation mark that opens in line %d never closes.", r.open)
	}
	return g.sheet("")
}

// Decode brings the bytes to UTF-8: by their byte order mark, as UTF-16 where
// every other byte is zero, as UTF-8 where they are, else as Windows-1252.
func Decode(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], 0), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], 1), nil
	case len(data) > 3 && data[0] != 0 && data[1] == 0:
		return fromUTF16(data, 0), nil
	case len(data) > 3 && data[0] == 0 && data[1] != 0:
		return fromUTF16(data, 1), nil
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", refuse("The characters of the file cannot be read: save it as UTF-8.")
	}
	return string(text), nil
}

// fromUTF16 decodes UTF-16; low is the place of the low byte in each pair.
func fromUTF16(data []byte, low int) string {
	var out strings.Builder
	out.Grow(len(data) / 2)
	unit := func(at int) rune { return rune(data[at+low]) | rune(data[at+1-low])<<8 }
	for at := 0; at+1 < len(data); at += 2 {
		r := unit(at)
		if utf16.IsSurrogate(r) {
			pair := unicode.ReplacementChar
			if at+3 < len(data) {
				pair = utf16.DecodeRune(r, unit(at+2))
			}
			if r = pair; r != unicode.ReplacementChar {
				at += 2
			}
		}
		out.WriteRune(r)
	}
	return out.String()
}

// namedSeparator reads the line "sep=;" that Excel puts first.
func namedSeparator(text string) (sep byte, rest string, ok bool) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, "\r")
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && line[4] < utf8.RuneSelf {
		return line[4], rest, true
	}
	return 0, text, false
}

// separators are tried in this order; of two that fit as well the first stays.
const separators = ",;\t|"

// sniffRecords and sniffBytes are how much of a file is looked at for its separator.
const (
	sniffRecords = 100
	sniffBytes   = 64 << 10
)

// sniff finds the separator that parts most of the first rows into the same
// number of columns, and of two such the one that parts into more.
func sniff(text string) byte {
	best, bestSame, bestWidth := byte(','), 0, 1
	for _, sep := range []byte(separators) {
		widths := map[int]int{}
		r := records{text: text[:min(len(text), sniffBytes)], sep: sep, line: 1}
		for range sniffRecords {
			_, cells, ok := r.next()
			if !ok {
				break
			}
			if len(cells) > 1 {
				widths[len(cells)]++
			}
		}
		same, width := 0, 0
		for w, n := range widths {
			if n > same || n == same && w > width {
				same, width = n, w
			}
		}
		if same > bestSame || same == bestSame && width > bestWidth {
			best, bestSame, bestWidth = sep, same, width
		}
	}
	return best
}

// records parts a text into records (RFC 4180), leniently: a quotation mark
// counts only where a cell begins, what follows the closing one is kept, and
// CR, LF and CRLF all end a line.
type records struct {
	text string
	sep  byte
	line int
	open int // line of a quotation mark that never closed
}

// next gives the cells of the next record and the line on which it begins.
func (r *records) next() (line int, cells []string, ok bool) {
	if r.text == "" {
		return 0, nil, false
	}
	line = r.line
	for {
		var cell string
		if start := strings.TrimLeft(r.text, " "); strings.HasPrefix(start, `"`) {
			cell = r.quoted(start[1:])
		}
		end := strings.IndexAny(r.text, string(rune(r.sep))+"\r\n")
		if end < 0 {
			end = len(r.text)
		}
		cells = append(cells, cell+r.text[:end])
		r.text = r.text[end:]
		if r.text == "" || r.text[0] != r.sep {
			r.endLine()
			return line, cells, true
		}
		r.text = r.text[1:]
	}
}

// quoted reads up to the closing quotation mark and leaves what follows it.
func (r *records) quoted(s string) string {
	opened := r.line
	var b strings.Builder
	for {
		end := strings.IndexByte(s, '"')
		if end < 0 {
			r.open, r.text = opened, ""
			return ""
		}
		b.WriteString(s[:end])
		r.line += lineBreaks(s[:end])
		s = s[end+1:]
		if !strings.HasPrefix(s, `"`) {
			r.text = s
			return b.String()
		}
		b.WriteByte('"')
		s = s[1:]
	}
}

// lineBreaks counts LF, CR and CRLF, each once.
func lineBreaks(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// endLine takes the end of a line off.
func (r *records) endLine() {
	switch {
	case r.text == "":
		return
	case strings.HasPrefix(r.text, "\r\n"):
		r.text = r.text[2:]
	default:
		r.text = r.text[1:]
	}
	r.line++
}

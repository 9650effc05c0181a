package contentline

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// toBytes takes the byte order mark off and turns UTF-16, told by its mark or
// by the zero bytes beside the first two letters, into UTF-8.
func toBytes(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		return data[3:]
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return fromUTF16(data[2:], 0)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return fromUTF16(data[2:], 1)
	case len(data) >= 4 && data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		return fromUTF16(data, 0)
	case len(data) >= 4 && data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		return fromUTF16(data, 1)
	}
	return data
}

// fromUTF16 decodes UTF-16; low is the place of the low byte in each pair.
func fromUTF16(data []byte, low int) []byte {
	units := make([]uint16, 0, len(data)/2)
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, uint16(data[low])|uint16(data[1-low])<<8)
	}
	return []byte(string(utf16.Decode(units)))
}

// decoded undoes quoted-printable and brings the whole line to UTF-8.
func decoded(l Line, problems *Problems) Line {
	encoding := strings.ToUpper(l.Param("ENCODING"))
	for _, t := range l.Types() {
		if t == "QUOTED-PRINTABLE" {
			encoding = t
		}
	}
	if encoding == "QUOTED-PRINTABLE" {
		l.Value = unquote(l.Value)
	}
	if l.Value = fromCharset(l.Value, l.Param("CHARSET")); !utf8.ValidString(l.Value) {
		l.Value = fromWindows(l.Value)
		problems.Add(l.Number, "the text is not UTF-8; it was read as Windows-1252, so accents may be wrong")
	}
	for i := range l.Params {
		for j, v := range l.Params[i].Values {
			if !utf8.ValidString(v) {
				l.Params[i].Values[j] = fromWindows(v)
			}
		}
	}
	return l
}

// fromCharset follows a CHARSET parameter; one that nobody knows is passed over.
func fromCharset(s, charset string) string {
	if charset == "" || strings.EqualFold(charset, "UTF-8") {
		return s
	}
	enc, err := htmlindex.Get(charset)
	if err != nil {
		return s
	}
	out, err := enc.NewDecoder().String(s)
	if err != nil {
		return s
	}
	return out
}

func fromWindows(s string) string {
	out, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "�")
	}
	return out
}

// unquote undoes quoted-printable (RFC 2045 section 6.7); a "=" that starts no
// pair of hexadecimal digits stays.
func unquote(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '=' && i+2 < len(s) {
			hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

package letter

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// aliases are names that mail programs use and that no register has.
var aliases = map[string]encoding.Encoding{
	"ansi":                charmap.Windows1252,
	"cp-850":              charmap.CodePage850,
	"cp1252":              charmap.Windows1252,
	"iso8859-1":           charmap.Windows1252,
	"latin-1":             charmap.Windows1252,
	"utf8":                unicode.UTF8,
	"utf-8":               unicode.UTF8,
	"utf8mb4":             unicode.UTF8,
	"cp65001":             unicode.UTF8,
	"cp949":               korean.EUCKR,
	"cp936":               simplifiedchinese.GBK,
	"gb18030":             simplifiedchinese.GB18030,
	"hz-gb-2312":          simplifiedchinese.HZGB2312,
	"cp950":               traditionalchinese.Big5,
	"big5-hkscs":          traditionalchinese.Big5,
	"chinesebig5":         traditionalchinese.Big5,
	"utf-16":              unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"windows-1252http-eq": charmap.Windows1252,
}

// silent are names that say nothing of the bytes.
var silent = map[string]bool{
	"": true, "us-ascii": true, "ascii": true, "ansi_x3.4-1968": true, "unknown": true, "unknown-8bit": true,
	"x-unknown": true, "default": true, "none": true, "binary": true, "7bit": true, "8bit": true,
}

// decodeCharset reads bytes in a charset. Without one, or with one that nobody
// knows, they are UTF-8 when they can be, and windows-1252 otherwise: that is
// what programs send which say nothing.
func decodeCharset(b []byte, charset string) string {
	charset = strings.ToLower(strings.Trim(charset, " \t\"';"))
	if charset == "utf-7" || charset == "unicode-1-1-utf-7" {
		return decodeUTF7(b)
	}
	e := encodingOf(charset)
	switch {
	case e == nil && utf8.Valid(b):
		return string(bytes.TrimPrefix(b, bom))
	case e == nil:
		e = charmap.Windows1252
	case e == unicode.UTF8:
		b = bytes.TrimPrefix(b, bom)
	}
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}

var bom = []byte("\xef\xbb\xbf")

// encodingOf finds the encoding of a charset by its name in lower case; nil
// when the name says nothing or nobody knows it.
func encodingOf(charset string) encoding.Encoding {
	if silent[charset] || len(charset) > maxCharsetName {
		return nil
	}
	if e, ok := aliases[charset]; ok {
		return e
	}
	if e, err := htmlindex.Get(charset); err == nil && e != encoding.Replacement {
		return e
	}
	if e, err := ianaindex.MIME.Encoding(charset); err == nil && e != nil {
		return e
	}
	return nil
}

// decodeUTF7 reads UTF-7 (RFC 2152), which old programs still send. HTML in it
// is sanitised like any other, after this.
func decodeUTF7(b []byte) string {
	var out strings.Builder
	for len(b) > 0 {
		plus := bytes.IndexByte(b, '+')
		if plus < 0 {
			break
		}
		out.WriteString(toUTF8(string(b[:plus])))
		b = b[plus+1:]
		end := 0
		for end < len(b) && sextet(b[end]) >= 0 {
			end++
		}
		if end == 0 {
			out.WriteByte('+')
		} else {
			out.WriteString(utf16Of(b[:end]))
		}
		b = bytes.TrimPrefix(b[end:], []byte("-"))
	}
	out.WriteString(toUTF8(string(b)))
	return out.String()
}

// utf16Of reads base64 without padding as UTF-16, high byte first.
func utf16Of(b []byte) string {
	raw, err := base64.RawStdEncoding.DecodeString(string(b))
	if err != nil {
		raw = decodeBase64(b)
	}
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
	}
	return string(utf16.Decode(units))
}

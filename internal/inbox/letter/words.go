package letter

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"
)

// decodeWords decodes the encoded words (RFC 2047) of a value. Neighbours in
// one charset are decoded as one text: many programs break a character in two.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return toUTF8(s)
	}
	var out strings.Builder
	var run []byte // bytes of neighbouring words, all in one charset
	charset := ""
	flush := func() {
		if len(run) > 0 {
			out.WriteString(decodeCharset(run, charset))
			run = run[:0]
		}
	}
	for s != "" {
		before, w, after := nextWord(s)
		if w == nil {
			break
		}
		if len(run) == 0 || strings.TrimLeft(before, " \t\r\n") != "" {
			flush()
			out.WriteString(toUTF8(before))
		}
		if !strings.EqualFold(w.charset, charset) {
			flush()
			charset = w.charset
		}
		run = append(run, w.bytes...)
		s = after
	}
	flush()
	out.WriteString(toUTF8(s))
	return out.String()
}

// word is one encoded word, its bytes not yet read in its charset.
type word struct {
	charset string
	bytes   []byte
}

// nextWord finds the first encoded word; nil when there is none.
func nextWord(s string) (before string, w *word, after string) {
	at := 0
	for {
		i := strings.Index(s[at:], "=?")
		if i < 0 {
			return s, nil, ""
		}
		at += i
		if w, size := parseWord(s[at:]); w != nil {
			return s[:at], w, s[at+size:]
		}
		at += 2
	}
}

// parseWord reads the encoded word at the beginning of s: =?charset?Q?text?=.
func parseWord(s string) (*word, int) {
	i := strings.IndexByte(s[2:min(len(s), 2+maxCharsetName)], '?')
	if i <= 0 || 2+i+3 > len(s) || s[2+i+2] != '?' {
		return nil, 0
	}
	charset, _, _ := strings.Cut(s[2:2+i], "*") // RFC 2231 adds a language
	encoding := s[2+i+1]
	text := s[2+i+3:]
	end := strings.Index(text[:min(len(text), maxWord)], "?=")
	// "=?utf-8?q?=" ends in the encoding, and "=?utf-8?q??=" is empty.
	if end < 0 || strings.ContainsAny(charset, " \t\"<>@,") {
		return nil, 0
	}
	size := 2 + i + 3 + end + 2
	switch encoding {
	case 'q', 'Q':
		return &word{charset, wordQ(text[:end])}, size
	case 'b', 'B':
		return &word{charset, decodeBase64([]byte(text[:end]))}, size
	}
	return nil, 0
}

const (
	// maxCharsetName is longer than any name of a charset.
	maxCharsetName = 64
	// maxWord is how long the text of an encoded word is. It should be 75; some
	// programs put a whole subject into one.
	maxWord = 4096
)

func wordQ(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '=' && i+2 < len(s) && unhex(s[i+1]) >= 0 && unhex(s[i+2]) >= 0:
			out = append(out, byte(unhex(s[i+1])<<4|unhex(s[i+2])))
			i += 2
		default:
			out = append(out, c)
		}
	}
	return out
}

// unhex gives the value of a hexadecimal digit, or -1.
func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// decodeBase64 decodes what is base64 up to its padding and passes over all
// else: blanks, line ends, stray characters, one too many at the end.
func decodeBase64(s []byte) []byte {
	out := make([]byte, base64.StdEncoding.DecodedLen(len(s))+3)
	if n, err := base64.StdEncoding.Decode(out, s); err == nil {
		return out[:n]
	}
	var four [4]byte
	n, have := 0, 0
	for _, c := range s {
		v := sextet(c)
		if c == '=' && have > 0 {
			break // the end: what follows is no base64, such as a list's footer
		}
		if v < 0 {
			continue
		}
		four[have] = byte(v)
		if have++; have == 4 {
			out[n] = four[0]<<2 | four[1]>>4
			out[n+1] = four[1]<<4 | four[2]>>2
			out[n+2] = four[2]<<6 | four[3]
			n, have, four = n+3, 0, [4]byte{}
		}
	}
	n += copy(out[n:], threeOf(four, have))
	return out[:n]
}

// threeOf gives the whole bytes that so many sextets hold.
func threeOf(four [4]byte, have int) []byte {
	b := []byte{four[0]<<2 | four[1]>>4, four[1]<<4 | four[2]>>2, four[2]<<6 | four[3]}
	return b[:max(have-1, 0)]
}

// sextet gives the value of a base64 digit, or -1.
func sextet(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// oneLine makes a text fit for a line on a page or in a header of ours: blanks
// and control characters become one blank. So a line break that somebody coded
// into a subject cannot become a field.
func oneLine(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	gap := false
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			gap = true
			continue
		}
		if gap && out.Len() > 0 {
			out.WriteByte(' ')
		}
		gap = false
		out.WriteRune(r)
	}
	return out.String()
}

// toUTF8 reads bytes that say nothing of their charset.
func toUTF8(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return decodeCharset([]byte(s), "")
}

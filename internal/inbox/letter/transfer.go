package letter

import (
	"bytes"
	"strings"
)

// decodeTransfer undoes a content transfer encoding. Names that nobody knows
// change nothing: the bytes are most likely there as they are.
func decodeTransfer(b []byte, encoding string) []byte {
	encoding, _, _ = strings.Cut(strings.ToLower(encoding), ";")
	switch strings.Trim(encoding, " \t\"'") {
	case "base64", "b":
		return decodeBase64(b)
	case "quoted-printable", "quotedprintable", "qp", "q":
		return decodeQP(b)
	case "x-uuencode", "uuencode", "x-uue", "uue":
		return decodeUU(b)
	}
	return b
}

// decodeQP decodes quoted-printable. What is not of its form stands as it is.
func decodeQP(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		line, after, ended := bytes.Cut(b, []byte("\n"))
		b = after
		crlf := bytes.HasSuffix(line, []byte("\r"))
		line = bytes.TrimRight(line, " \t\r") // blanks at the end were added on the way
		soft := bytes.HasSuffix(line, []byte("="))
		if soft {
			line = line[:len(line)-1]
		}
		out = appendQP(out, line)
		if ended && !soft {
			if crlf {
				out = append(out, '\r')
			}
			out = append(out, '\n')
		}
	}
	return out
}

func appendQP(out, line []byte) []byte {
	for {
		i := bytes.IndexByte(line, '=')
		if i < 0 {
			return append(out, line...)
		}
		out = append(out, line[:i]...)
		if i+2 < len(line) && unhex(line[i+1]) >= 0 && unhex(line[i+2]) >= 0 {
			out = append(out, byte(unhex(line[i+1])<<4|unhex(line[i+2])))
			line = line[i+3:]
			continue
		}
		out = append(out, '=')
		line = line[i+1:]
	}
}

// decodeUU decodes what stands between "begin" and "end" (POSIX uuencode);
// without a "begin" the bytes stay as they are.
func decodeUU(b []byte) []byte {
	rest := b
	for !bytes.HasPrefix(rest, []byte("begin ")) {
		i := bytes.IndexByte(rest, '\n')
		if i < 0 {
			return b
		}
		rest = rest[i+1:]
	}
	_, rest = cutLine(rest)
	most := len(rest) * 3 / 4
	out := make([]byte, 0, most+64)
	for len(rest) > 0 {
		var line []byte
		line, rest = cutLine(rest)
		if bytes.Equal(line, []byte("end")) || len(line) == 0 {
			break
		}
		if out = appendUU(out, line); len(out) > most {
			break // lines that promise more bytes than they have
		}
	}
	return out
}

func appendUU(out, line []byte) []byte {
	want := int(line[0]-' ') & 63
	at := func(i int) byte {
		if i < len(line) {
			return (line[i] - ' ') & 63
		}
		return 0
	}
	for i := 1; want > 0; i += 4 {
		three := [3]byte{at(i)<<2 | at(i+1)>>4, at(i+1)<<4 | at(i+2)>>2, at(i+2)<<6 | at(i+3)}
		n := min(want, 3)
		out = append(out, three[:n]...)
		want -= n
	}
	return out
}

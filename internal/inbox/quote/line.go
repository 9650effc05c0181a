package quote

import "strings"

// hint is what HTML says of a line; a line of plain text has none.
type hint uint8

const (
	inQuote     hint = 1 << iota // in an element that a mail program made for the quoted letter
	inSignature                  // in an element that it made for the signature
	byHand                       // in a blockquote that writers make by hand as well
	restQuoted                   // this line and all below it were put there by the mail program
	afterRule                    // a ruler or a border stands right above
)

// line is one line of a mail's text.
type line struct {
	start, end int    // where it stands in the text, with its line end
	body       string // what it says: without quote signs, trimmed
	depth      int    // how many quote signs or blockquotes it stands behind
	hint       hint
}

func (l line) blank() bool { return l.body == "" }

// maxLines is how many lines are looked at; what stands below is taken with the
// last of them. A letter of a person has a few hundred.
const maxLines = 100_000

// plainLines cuts a plain body into lines.
func plainLines(text string) []line {
	lines := make([]line, 0, min(strings.Count(text, "\n")+1, maxLines))
	for at := 0; at < len(text); {
		if len(lines) == maxLines {
			lines[maxLines-1].end = len(text)
			break
		}
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		depth, body := unquoted(text[at:end])
		lines = append(lines, line{start: at, end: end, body: trimmed(body), depth: depth})
		at = end
	}
	return lines
}

// trimmed is a line's text without the marks that hold no meaning at its edges.
func trimmed(s string) string { return strings.Trim(s, " \t\r\n\v\f\u00a0\u200b\u200e\u200f\ufeff") }

// maxIndent is how far in the first quote sign may stand: one further in is a
// prompt, a diff or a drawing.
const maxIndent = 3

// unquoted counts a line's quote signs and gives what stands behind them.
func unquoted(s string) (depth int, rest string) {
	rest = s
	for {
		t := strings.TrimLeft(rest, " \t")
		if !strings.HasPrefix(t, ">") || len(rest)-len(t) > maxIndent {
			return depth, rest
		}
		depth++
		rest = t[1:]
	}
}

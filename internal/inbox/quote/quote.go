// Package quote tells what somebody newly wrote in a mail from what his mail
// program put below it: the quoted letter, a forwarded one, the signature.
//
// Nothing is ever deleted. [Parts.Pieces] together are the whole text, in order;
// a page folds some of them. When in doubt a line is the writer's: a sentence of
// his that is folded away is a message unheard, a signature shown is a nuisance.
//
// The work is one pass over lines. Plain text and HTML share it: HTML is first
// rendered to lines that remember which of its elements they stood in. Every
// rule looks a fixed number of lines and bytes ahead, so that the time is linear
// in the mail's size however hostile it is.
package quote

import "strings"

// Kind says whose words a piece is.
type Kind uint8

// The kinds of pieces.
const (
	Written   Kind = iota // newly written by the sender
	Quoted                // an earlier letter, with the line that introduces it
	Signature             // his card, his telephone's advertisement, a list's footer
	Forwarded             // somebody else's letter that he passes on
)

// String gives the kind's word.
func (k Kind) String() string {
	return [...]string{"written", "quoted", "signature", "forwarded"}[k]
}

// Piece is a run of text of one kind.
type Piece struct {
	Kind Kind
	Text string
}

// Parts are the parts of a mail's text. Each of the four strings is what the
// pieces of its kind say, trimmed of the empty lines around it.
type Parts struct {
	Visible   string // newly written
	Quoted    string
	Signature string
	Forwarded string
	// Pieces are the same in the order of the mail. Together they are the whole
	// text, byte for byte: the body of a plain mail, the rendered text of HTML.
	Pieces []Piece
}

// Shown is what a reader sees without unfolding anything: what was newly
// written and what was passed on, in the mail's order.
func (p Parts) Shown() string {
	return joined(p.Pieces, func(k Kind) bool { return k == Written || k == Forwarded })
}

// Text parts a plain body. Line ends may be LF or CRLF.
func Text(body string) Parts {
	return partsOf(body, plainLines(body))
}

// HTML parts an HTML body, or any fragment of one, as its sender wrote it: the
// classes and ids by which mail programs mark a quote must still be there, so
// part first and sanitise what comes out. The parts are text, see [Fold] for
// HTML.
func HTML(body string) Parts {
	page := render(body, false)
	return partsOf(page.text, page.lines)
}

func partsOf(text string, lines []line) Parts {
	var p Parts
	for _, s := range split(lines, text) {
		if s.start < s.end {
			p.Pieces = append(p.Pieces, Piece{s.kind, text[s.start:s.end]})
		}
	}
	of := func(kind Kind) string { return joined(p.Pieces, func(k Kind) bool { return k == kind }) }
	p.Visible, p.Quoted, p.Signature, p.Forwarded = of(Written), of(Quoted), of(Signature), of(Forwarded)
	return p
}

// joined is the text of the pieces of some kinds. Two pieces that were not
// neighbours stay on lines of their own.
func joined(pieces []Piece, want func(Kind) bool) string {
	var b strings.Builder
	apart := false
	for _, p := range pieces {
		if !want(p.Kind) {
			apart = b.Len() > 0
			continue
		}
		if apart {
			if s := b.String(); s[len(s)-1] != '\n' {
				b.WriteByte('\n')
			}
		}
		b.WriteString(p.Text)
		apart = false
	}
	return trimLines(b.String())
}

// trimLines cuts white space off the end, and empty lines off the beginning;
// the first line keeps its indentation.
func trimLines(s string) string {
	s = strings.TrimRight(s, " \t\r\n\u00a0")
	for {
		first, rest, more := strings.Cut(s, "\n")
		if !more || strings.TrimSpace(first) != "" {
			return s
		}
		s = rest
	}
}

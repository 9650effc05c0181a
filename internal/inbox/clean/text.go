package clean

import (
	"strings"

	"golang.org/x/net/html"
)

// Text gives what HTML says as plain text: a line for each block, the address
// of a link is left out.
func Text(fragment string) string {
	t := textOf{}
	z := html.NewTokenizer(strings.NewReader(wellFormed(fragment)))
	skip, depth := "", 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return strings.Trim(t.out.String(), " \n")
		}
		raw, _ := z.TagName()
		name := string(raw)
		switch {
		case skip != "":
			if name == skip && kind == html.StartTagToken {
				depth++
			} else if name == skip && kind == html.EndTagToken {
				if depth--; depth == 0 {
					skip = ""
				}
			}
		case kind == html.TextToken:
			t.text(string(z.Text()))
		case dropped[name] && (kind == html.StartTagToken || kind == html.SelfClosingTagToken && rawText[name]):
			skip, depth = name, 1
		case kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken:
			t.tag(name, kind == html.EndTagToken)
		}
	}
}

// textOf collects text as it would stand on a page.
type textOf struct {
	out   strings.Builder
	lines int  // line ends that are due before the next word
	gap   bool // a blank is due
	pre   int  // how many pre are open
}

func (t *textOf) text(s string) {
	if t.pre > 0 {
		t.due()
		t.out.WriteString(strings.ReplaceAll(s, "\u00a0", " "))
		return
	}
	if s == "" {
		return
	}
	blank := func(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == '\r' }
	t.gap = t.gap || blank(s[0])
	for i, word := range strings.FieldsFunc(s, func(r rune) bool { return r < 0x80 && blank(byte(r)) }) {
		t.gap = t.gap || i > 0
		t.due()
		t.out.WriteString(strings.ReplaceAll(word, "\u00a0", " "))
	}
	t.gap = t.gap || blank(s[len(s)-1])
}

// due writes the line ends or the blank that stand before a word.
func (t *textOf) due() {
	switch {
	case t.out.Len() == 0:
	case t.lines > 0:
		t.out.WriteString("\n\n"[:min(t.lines, 2)])
	case t.gap:
		t.out.WriteByte(' ')
	}
	t.lines, t.gap = 0, false
}

func (t *textOf) tag(name string, end bool) {
	switch {
	case name == "br":
		t.lines++
	case name == "p" || name == "blockquote" || name == "table" || name == "ul" || name == "ol" || name == "pre" || len(name) == 2 && name[0] == 'h' && name[1] <= '6':
		t.lines = max(t.lines, 2)
	case name == "td" || name == "th":
		t.gap = true
	case elements[name] == block || name == "body":
		t.lines = max(t.lines, 1)
	}
	if name == "pre" {
		if !end {
			t.pre++
		} else if t.pre > 0 {
			t.pre--
		}
	}
}

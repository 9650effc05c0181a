package quote

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how many elements deep blocks are told apart.
const maxDepth = 1000

// page is HTML rendered to lines.
type page struct {
	text  string
	lines []line
	runs  []run
}

// run is a token of the HTML that shows something, or an element's tag.
type run struct {
	start, end int32 // in the HTML
	line       int32 // the line that it is on
	open       int32 // for an end tag: the run that opened the element, else -1
	shows      bool
}

// element is an open element that may matter to what stands in it.
type element struct {
	tag   atom.Atom
	run   int32
	hint  hint
	quote bool // a blockquote
	soft  bool // in it only what stands before and in its own blockquotes is quoted
}

// renderer turns HTML into lines in one pass over its tokens, without a tree:
// building one is not linear on hostile input.
type renderer struct {
	b      strings.Builder
	page   page
	runs   bool // whether they are kept
	stack  []element
	counts map[atom.Atom]int // how many of each are open
	depth  int               // open blockquotes
	byHand int               // of these, such as writers make as well
	quoted int               // open elements that hold a quote
	signed int               // open elements that hold a signature
	rest   bool              // from here on all is quoted
	rule   bool              // a ruler stands right above
	pre    int
	skip   int  // open elements of which nothing is shown
	blank  bool // a blank is owed before the next word
	fresh  bool // nothing stands on this line yet
}

// render gives an HTML body as lines, and the runs of it when they are wanted.
// Elements that are blocks begin a line.
func render(body string, runs bool) page {
	r := &renderer{counts: map[atom.Atom]int{}, fresh: true, runs: runs}
	r.page.runs = []run{{open: -1}}
	z := html.NewTokenizer(strings.NewReader(body))
	at := 0
	for {
		kind := z.Next()
		raw := len(z.Raw())
		if kind == html.ErrorToken && raw == 0 {
			break
		}
		r.next(run{start: int32(at), end: int32(at + raw), line: int32(max(0, len(r.page.lines)-1)), open: -1})
		at += raw
		switch kind {
		case html.TextToken:
			r.say(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.begin(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.end(atom.Lookup(name))
		}
		if kind == html.ErrorToken {
			break
		}
	}
	r.close()
	r.page.text = r.b.String()
	for i := range r.page.lines {
		l := &r.page.lines[i]
		l.body = trimmed(r.page.text[l.start:l.end])
	}
	return r.page
}

// next begins a run; when runs are not kept, the one there is is written over.
func (r *renderer) next(n run) {
	if r.runs {
		r.page.runs = append(r.page.runs, n)
		return
	}
	r.page.runs[0] = n
}

func (r *renderer) last() *run { return &r.page.runs[len(r.page.runs)-1] }

// say adds words to the line.
func (r *renderer) say(text string) {
	if r.skip > 0 {
		return
	}
	if r.pre > 0 {
		for i, l := range strings.Split(text, "\n") {
			if i > 0 {
				r.newline(true)
			}
			r.put(strings.TrimSuffix(l, "\r"))
		}
		return
	}
	space := func(c rune) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
	words := strings.FieldsFunc(text, space)
	if len(words) == 0 {
		r.blank = r.blank || text != ""
		return
	}
	if r.blank || space(rune(text[0])) {
		words[0] = " " + words[0]
	}
	if r.fresh {
		words[0] = strings.TrimPrefix(words[0], " ")
	}
	r.put(strings.Join(words, " "))
	r.blank = space(rune(text[len(text)-1]))
}

// put writes on the line as it is; the first thing written begins the line.
func (r *renderer) put(s string) {
	if s == "" {
		return
	}
	r.last().shows = true
	if r.fresh {
		r.openLine()
	}
	r.last().line = int32(len(r.page.lines) - 1)
	r.b.WriteString(s)
	r.fresh, r.blank = false, false
}

// openLine begins a line with what is known of the place.
func (r *renderer) openLine() {
	l := line{start: r.b.Len(), depth: r.depth}
	if r.quoted > 0 {
		l.hint |= inQuote
	}
	if r.signed > 0 {
		l.hint |= inSignature
	}
	if r.depth > 0 && r.byHand == r.depth {
		l.hint |= byHand
	}
	if r.rest {
		l.hint |= restQuoted
	}
	if r.rule {
		l.hint |= afterRule
	}
	r.rule = false
	if len(r.page.lines) < maxLines {
		r.page.lines = append(r.page.lines, l)
	}
}

// newline ends the line; an empty one is made only on demand.
func (r *renderer) newline(empty bool) {
	r.blank = false
	if r.fresh {
		if !empty || r.b.Len() == 0 {
			return
		}
		rule := r.rule
		r.openLine()
		r.rule = rule
	}
	r.b.WriteByte('\n')
	r.page.lines[len(r.page.lines)-1].end = r.b.Len()
	r.fresh = true
}

func (r *renderer) close() {
	if n := len(r.page.lines); n > 0 {
		r.page.lines[n-1].end = r.b.Len()
	}
}

// begin opens an element.
func (r *renderer) begin(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	var a marks
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		a.note(string(key), value)
	}
	switch tag {
	case atom.Br:
		r.newline(true)
		return
	case atom.Hr:
		r.newline(false)
		r.rule = true
		r.rest = r.rest || a.hint&restQuoted != 0
		return
	case atom.Img:
		r.last().shows = true
		return
	case atom.Td, atom.Th:
		r.blank = true
	case atom.Li, atom.P, atom.Tr, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dt, atom.Dd, atom.Center, atom.Address:
		r.newline(false)
	}
	if !nests[tag] && (tag != atom.P || !a.any()) || len(r.stack) >= maxDepth {
		return
	}
	r.push(tag, a)
}

// nests are the elements whose end matters to what is in them. Others are not
// followed unless a mail program marked them: much HTML leaves them open.
var nests = map[atom.Atom]bool{
	atom.Div: true, atom.Blockquote: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Span: true, atom.Pre: true,
	atom.Style: true, atom.Script: true, atom.Title: true, atom.Iframe: true,
	atom.Body: true, atom.Section: true, atom.Article: true, atom.Footer: true, atom.Header: true, atom.Ul: true, atom.Ol: true, atom.Dl: true,
}

// hidden are the elements whose text nobody sees. The tokenizer takes all up to
// their end as one text, so that none can hide more than it holds.
func hidden(t atom.Atom) bool {
	return t == atom.Style || t == atom.Script || t == atom.Title || t == atom.Iframe
}

func (r *renderer) push(tag atom.Atom, a marks) {
	e := element{tag: tag, run: int32(len(r.page.runs) - 1), hint: a.hint, soft: a.soft, quote: tag == atom.Blockquote}
	if tag != atom.Span || a.any() {
		r.newline(false)
	}
	if a.border {
		r.rule = true
	}
	if e.quote {
		e.hint, e.soft = r.blockquote(a), false
	}
	r.rest = r.rest || a.hint&restQuoted != 0
	r.enter(e, 1)
	r.stack = append(r.stack, e)
	r.counts[tag]++
}

// blockquote tells whose a blockquote is. One that a program marked as cited is
// the program's, and so is the first in a container such as Gmail's: from there
// on what the container holds outside of blockquotes is an answer between the
// lines. Gmail's class alone is on those that a writer makes as well.
func (r *renderer) blockquote(a marks) hint {
	h := a.hint &^ inQuote
	switch n := len(r.stack); {
	case n > 0 && r.stack[n-1].soft && r.stack[n-1].hint&inQuote != 0:
		r.stack[n-1].hint &^= inQuote
		r.quoted--
		h |= inQuote
	case a.cite || a.hint&inQuote != 0 && !a.soft:
		h |= inQuote
	case a.soft:
		h |= byHand
	}
	return h
}

// enter counts an element that opens (by 1) or closes (by -1).
func (r *renderer) enter(e element, by int) {
	if e.quote {
		r.depth += by
	}
	if e.hint&byHand != 0 {
		r.byHand += by
	}
	if e.hint&inQuote != 0 {
		r.quoted += by
	}
	if e.hint&inSignature != 0 {
		r.signed += by
	}
	if hidden(e.tag) {
		r.skip += by
	}
	if e.tag == atom.Pre {
		r.pre += by
	}
}

// end closes the innermost such element with all that is open in it. An end
// without a beginning is passed over.
func (r *renderer) end(tag atom.Atom) {
	switch tag {
	case atom.P, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Tr, atom.Dd, atom.Dt, atom.Center, atom.Address:
		r.newline(false)
	}
	if r.counts[tag] == 0 {
		return
	}
	for {
		e := r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		r.counts[e.tag]--
		if e.tag != atom.Span || e.hint != 0 {
			r.newline(false)
		}
		r.enter(e, -1)
		if e.tag == tag {
			r.last().open = e.run
			return
		}
	}
}
